"""No disguise of a private address gets through, and only the checked address is dialled."""

import pytest

from detente.errors import FetchError
from detente.pages.guard import check, is_public


def fixed(*addresses: str):  # type: ignore[no-untyped-def]
    return lambda host, port: list(addresses)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.8", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "224.0.0.1",
        "255.255.255.255",
        "100.64.0.1", "192.0.2.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:10.0.0.1", "2002:7f00:1::",
        "64:ff9b::7f00:1", "fe80::1%eth0", "not an address",
    ],
)  # fmt: skip
def test_these_are_not_public(address: str) -> None:
    assert not is_public(address)
    with pytest.raises(FetchError, match="not a public address"):
        check("http://news.example/a", resolve=fixed(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_these_are_public(address: str) -> None:
    assert check("https://news.example/a?b=c#d", resolve=fixed(address)).path == "/a?b=c"


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(FetchError, match=r"10\.0\.0\.1"):
        check("http://news.example/", resolve=fixed("93.184.216.34", "10.0.0.1"))


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://news.example/a", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("http://", "only http and https"),
        ("http://user:secret@news.example/", "user name or password"),
        ("http://news.example:22/", "port 22"),
        ("http://news.example:99999/", "not a valid address"),
    ],
)
def test_odd_addresses_are_refused_before_any_look_up(url: str, words: str) -> None:
    def never(host: str, port: int) -> list[str]:
        raise AssertionError("looked up")

    with pytest.raises(FetchError, match=words):
        check(url, resolve=never)


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "localhost"])
def test_numeric_and_local_names_are_refused_whatever_the_resolver_makes_of_them(host: str) -> None:
    with pytest.raises(FetchError):
        check(f"http://{host}/")


def test_an_unknown_host_is_a_clear_error() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError("Name or service not known")

    with pytest.raises(FetchError, match="is not found"):
        check("http://nowhere.example/", resolve=unknown)
