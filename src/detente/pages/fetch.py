"""An address becomes a page: politely, within limits, and only when the user asks for it.

urllib3 because it can dial a checked address while it verifies the certificate of the name.
"""

from __future__ import annotations

import time
import urllib.robotparser
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

import urllib3

from detente import __version__
from detente.errors import FetchError, PageTooLarge
from detente.pages.body import page_of
from detente.pages.guard import Resolver, Target, check, system_resolver
from detente.pages.limits import Limits
from detente.types import Page

AGENT = f"detente/{__version__} (news reader for research; honours robots.txt)"
_REDIRECTS = {301, 302, 303, 307, 308}
_KINDS = ("text/", "application/xhtml", "application/xml", "application/rss", "application/atom", "application/json")


@dataclass(slots=True)
class Fetcher:
    """Fetches one address at a time: robots.txt honoured, a pause between requests to one host.

    `delay` and `timeout` in seconds. `allow_private` is for tests and intranets. A site's own crawl-delay
    is kept where it is longer than `delay`, up to a minute.
    """

    limits: Limits = field(default_factory=Limits)
    delay: float = 2.0
    timeout: float = 20.0
    max_redirects: int = 5
    allow_private: bool = False
    resolve: Resolver = system_resolver
    sleep: Callable[[float], None] = time.sleep
    _robots: dict[str, urllib.robotparser.RobotFileParser | None] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)

    def page(self, url: str) -> Page:
        """Return the page at an address; FetchError says in one sentence why there is none."""
        final, body, media = self.get(url)
        return self.page_from(final, body, media)

    def page_from(self, url: str, body: bytes, media: str = "text/html") -> Page:
        """Return what was just fetched as a page, stamped with the present instant."""
        fetched = datetime.now(UTC).isoformat(timespec="seconds")
        kind = "text/plain" if media == "text/plain" else "text/html"
        return page_of(body, url, media_type=kind, fetched=fetched, limits=self.limits)

    def get(self, url: str) -> tuple[str, bytes, str]:
        """Return (final address, decoded body, media type) after redirects, each of them checked anew."""
        here = url
        for _ in range(self.max_redirects + 1):
            target = check(here, allow_private=self.allow_private, resolve=self.resolve)
            if not self._allowed(here, target):
                raise FetchError(
                    f"{here}: the site's robots.txt does not allow it; ask the outlet, or save the page."
                )
            self._pause(target)
            status, headers, body = self._dial(here, target)
            if status in _REDIRECTS and "location" in headers:
                here = urljoin(here, headers["location"])
                continue
            if status != 200:
                raise FetchError(f"{here}: the server answered {status}; try later, or save the page by hand.")
            media = headers.get("content-type", "").split(";")[0].strip().lower()
            if media and not media.startswith(_KINDS):
                raise FetchError(f"{here}: the server sent {media}, not a page of text.")
            return here, body, media
        raise FetchError(f"{url}: more than {self.max_redirects} redirects; check the address.")

    def _dial(self, url: str, target: Target) -> tuple[int, dict[str, str], bytes]:
        limit = self.limits.page_bytes
        timeout = urllib3.Timeout(connect=self.timeout, read=self.timeout)
        pool: urllib3.HTTPConnectionPool
        if target.scheme == "https":
            pool = urllib3.HTTPSConnectionPool(
                target.address,
                target.port,
                timeout=timeout,
                server_hostname=target.host,
                assert_hostname=target.host,
                cert_reqs="CERT_REQUIRED",
            )
        else:
            pool = urllib3.HTTPConnectionPool(target.address, target.port, timeout=timeout)
        default = {"http": 80, "https": 443}[target.scheme]
        name = target.host if target.port == default else f"{target.host}:{target.port}"
        head = {"Host": name, "User-Agent": AGENT, "Accept": "text/html,text/plain;q=0.8", "Accept-Encoding": "gzip"}
        deadline = time.monotonic() + 3 * self.timeout  # a server that drips bytes is cut off
        try:
            reply = pool.request(
                "GET", target.path, headers=head, redirect=False, retries=False, preload_content=False
            )
            body = bytearray()
            for chunk in reply.stream(65536, decode_content=True):  # limits count decompressed bytes
                body += chunk
                if len(body) > limit:
                    raise PageTooLarge(f"{url}: over the limit of {limit:,} bytes for one page.")
                if time.monotonic() > deadline:
                    raise FetchError(f"{url}: the server is too slow; try later.")
            return reply.status, {k.lower(): v for k, v in reply.headers.items()}, bytes(body)
        except urllib3.exceptions.HTTPError as fault:
            raise FetchError(f"{url}: no answer from the server ({type(fault).__name__}); try later.") from fault
        finally:
            pool.close()

    def _allowed(self, url: str, target: Target) -> bool:
        site = f"{target.scheme}://{target.host}:{target.port}"
        if site not in self._robots:
            self._robots[site] = self._read_robots(site)
        rules = self._robots[site]
        return rules is None or rules.can_fetch(AGENT, url)

    def _read_robots(self, site: str) -> urllib.robotparser.RobotFileParser | None:
        """Return the site's rules; none where it has no robots.txt; all forbidden where it fails (RFC 9309)."""
        url = f"{site}/robots.txt"
        rules = urllib.robotparser.RobotFileParser(url)
        for _ in range(self.max_redirects + 1):
            target = check(url, allow_private=self.allow_private, resolve=self.resolve)
            status, headers, body = self._dial(url, target)
            if status in _REDIRECTS and "location" in headers:
                url = urljoin(url, headers["location"])
                continue
            if 400 <= status < 500:
                return None
            if status != 200:
                raise FetchError(
                    f"{site}: its robots.txt cannot be read (answer {status}); nothing is fetched from it."
                )
            rules.parse(body.decode("utf-8", "replace").splitlines())
            return rules
        raise FetchError(f"{site}: its robots.txt redirects without end; nothing is fetched from it.")

    def _pause(self, target: Target) -> None:
        site = f"{target.scheme}://{target.host}:{target.port}"
        rules = self._robots.get(site)
        asked = float(rules.crawl_delay(AGENT) or 0) if rules else 0.0
        wait = self._last.get(target.host, float("-inf")) + max(self.delay, min(asked, 60.0)) - time.monotonic()
        if wait > 0:
            self.sleep(wait)
        self._last[target.host] = time.monotonic()


def is_address(word: str) -> bool:
    """Tell whether a word on the command line is a web address."""
    return urlsplit(word).scheme.lower() in {"http", "https"}
