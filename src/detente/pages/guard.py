"""An address becomes the one IP that may be dialled, or a refusal: no private, local or disguised target.

The caller dials exactly the address returned here, so that a name which resolves differently a moment later
(DNS rebinding) changes nothing; redirects come back through here. Whatever cannot be judged is refused.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from detente.errors import FetchError

PORTS = {"http": 80, "https": 443}
ALLOWED_PORTS = frozenset({80, 443, 8080, 8443})

Resolver = Callable[[str, int], list[str]]


@dataclass(frozen=True, slots=True)
class Target:
    """Where to dial: the checked address, and the name that the request and the certificate are for."""

    scheme: str
    host: str
    port: int
    address: str
    path: str


def system_resolver(host: str, port: int) -> list[str]:
    """Return all addresses of a host by the system's resolver."""
    return sorted({str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)})


def check(url: str, *, allow_private: bool = False, resolve: Resolver = system_resolver) -> Target:
    """Return the target of an address; `allow_private` is for tests and intranets, never the default.

    Every address of the host must be public, not only the one dialled. Raises FetchError with the reason.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError as fault:
        raise FetchError(f"{url}: not a valid address ({fault}); check its spelling.") from fault
    host = parts.hostname or ""
    if parts.scheme not in PORTS or not host:
        raise FetchError(f"{url}: only http and https addresses with a host are fetched.")
    if parts.username or parts.password:
        raise FetchError(f"{url}: addresses with a user name or password in them are not fetched; take it out.")
    if port not in ALLOWED_PORTS and not allow_private:
        raise FetchError(f"{url}: port {port} is not fetched; allowed are {sorted(ALLOWED_PORTS)}.")
    try:
        addresses = resolve(host, port)
    except (OSError, UnicodeError) as fault:
        raise FetchError(f"{url}: the host {host} is not found ({fault}); check the address.") from fault
    if not addresses:
        raise FetchError(f"{url}: the host {host} has no address.")
    if not allow_private:
        for each in addresses:
            if not is_public(each):
                raise FetchError(f"{url}: {host} leads to {each}, which is not a public address; it is not fetched.")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port, addresses[0], path)


def is_public(address: str) -> bool:
    """Tell whether an IP address is a global unicast one, also when it is wrapped in IPv6."""
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            return is_public(str(inner))
        if ip in ipaddress.ip_network("64:ff9b::/96"):  # NAT64: the last 32 bits are an IPv4 address
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)
