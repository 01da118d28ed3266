"""Fetching against a real local server: robots, redirects, limits, pauses, feeds; private targets need asking for."""

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from detente.errors import FetchError, PageTooLarge
from detente.pages import Fetcher, Limits, guard, intake
from detente.pages.feeds import listed
from detente.types import Page, Problem

RSS = """<rss version="2.0"><channel><title>x</title>
<item><title>One</title><link>{base}/one.html</link><pubDate>Tue, 11 Mar 2025 17:24:00 GMT</pubDate></item>
<item><title>Bad</title><link>javascript:alert(1)</link></item>
<item><title>Gone</title><link>{base}/gone.html</link></item></channel></rss>"""


class Site(BaseHTTPRequestHandler):
    asked: list[tuple[str, str]] = []  # noqa: RUF012  # shared on purpose: one list for the server

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["User-Agent"]))
        base = f"http://{self.headers['Host']}"
        pages = {
            "/robots.txt": (200, "text/plain", b"User-agent: *\nDisallow: /private\nCrawl-delay: 3\n"),
            "/one.html": (200, "text/html; charset=utf-8", "<html><p>Баку".encode()),
            "/private/x.html": (200, "text/html", b"<html>"),
            "/feed.xml": (200, "application/rss+xml", RSS.format(base=base).encode()),
            "/image": (200, "image/png", b"\x89PNG"),
            "/large": (200, "text/html", b"<html>" + b"x" * 5000),
        }
        if self.path == "/loop":
            return self._send(302, "text/html", b"", {"Location": "/loop"})
        if self.path == "/inside":
            return self._send(302, "text/html", b"", {"Location": "http://169.254.169.254/latest/meta-data"})
        if self.path == "/moved":
            return self._send(301, "text/html", b"", {"Location": "/one.html"})
        if self.path == "/bomb":
            return self._send(200, "text/html", gzip.compress(b"0" * 20_000_000), {"Content-Encoding": "gzip"})
        status, media, body = pages.get(self.path, (404, "text/html", b"no"))
        return self._send(status, media, body, {})

    def _send(self, status: int, media: str, body: bytes, head: dict[str, str]) -> None:
        self.send_response(status)
        for key, value in {"Content-Type": media, "Content-Length": str(len(body)), **head}.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        return None


@pytest.fixture
def base() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Site.asked.clear()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(allow_private=True, delay=0, sleep=lambda seconds: None, limits=Limits(page_bytes=4000))


def test_a_page_is_fetched_with_an_honest_name(base: str, fetcher: Fetcher) -> None:
    page = fetcher.page(f"{base}/one.html")
    assert page.body.decode().endswith("Баку") and page.media_type == "text/html" and page.fetched
    assert all(agent.startswith("detente/") for _, agent in Site.asked)


def test_local_addresses_are_refused_unless_asked_for(base: str) -> None:
    with pytest.raises(FetchError):
        Fetcher().page(f"{base}/one.html")
    assert Site.asked == []


def test_robots_are_read_first_and_obeyed(base: str, fetcher: Fetcher) -> None:
    with pytest.raises(FetchError, match=r"robots\.txt"):
        fetcher.page(f"{base}/private/x.html")
    assert [path for path, _ in Site.asked] == ["/robots.txt"]


def test_a_pause_lies_between_requests_and_the_sites_own_delay_counts(base: str, fetcher: Fetcher) -> None:
    waits: list[float] = []
    fetcher.sleep = waits.append
    fetcher.page(f"{base}/one.html")
    fetcher.page(f"{base}/one.html")
    assert len(waits) == 1 and 2 < waits[0] <= 3


def test_redirects_are_followed_and_each_target_is_checked(base: str, fetcher: Fetcher) -> None:
    assert fetcher.page(f"{base}/moved").url == f"{base}/one.html"
    with pytest.raises(FetchError, match="redirects"):
        fetcher.page(f"{base}/loop")
    strict = Fetcher(delay=0, resolve=lambda host, port: ["127.0.0.1" if host == "127.0.0.1" else host])
    with pytest.raises(FetchError, match=r"not fetched|not a public"):
        strict.page(f"{base}/inside")


def test_sizes_count_after_unpacking(base: str, fetcher: Fetcher) -> None:
    with pytest.raises(PageTooLarge):
        fetcher.page(f"{base}/large")
    with pytest.raises(PageTooLarge):
        fetcher.page(f"{base}/bomb")


@pytest.mark.parametrize(("path", "words"), [("/none", "answered 404"), ("/image", "image/png")])
def test_other_answers_are_said(base: str, fetcher: Fetcher, path: str, words: str) -> None:
    with pytest.raises(FetchError, match=words):
        fetcher.page(base + path)


def test_a_feed_is_a_list_of_addresses(base: str, fetcher: Fetcher) -> None:
    found = list(intake([f"{base}/feed.xml"], fetcher=fetcher))
    assert [type(f) for f in found] == [Page, Problem]
    assert isinstance(found[1], Problem) and "404" in found[1].detail


def test_without_asking_nothing_is_fetched(base: str) -> None:
    (found,) = intake([f"{base}/one.html"])
    assert isinstance(found, Problem) and "--fetch" in found.detail
    assert Site.asked == []


def test_sitemaps_are_read_without_entities() -> None:
    body = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://a.example/1</loc>
    <lastmod>2025-03-11</lastmod></url><url><loc>&e;</loc></url></urlset>"""
    assert [(i.url, i.date) for i in listed(body, "x")] == [("http://a.example/1", "2025-03-11")]


def test_a_redirect_into_a_private_network_is_refused_before_it_is_dialled(
    base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(base.rpartition(":")[2])
    monkeypatch.setattr(guard, "ALLOWED_PORTS", frozenset({80, port}))
    monkeypatch.setattr(guard, "is_public", lambda address: address == "127.0.0.1")
    with pytest.raises(FetchError, match=r"169\.254\.169\.254, which is not a public address"):
        Fetcher(delay=0, sleep=lambda seconds: None).page(f"{base}/inside")
    assert [path for path, _ in Site.asked] == ["/robots.txt", "/inside"]


def test_the_checked_address_is_dialled_and_no_name_is_looked_up_again(base: str, fetcher: Fetcher) -> None:
    port = int(base.rpartition(":")[2])
    fetcher.resolve = lambda host, port: ["127.0.0.1"]  # no resolver of the system knows a name in .invalid
    page = fetcher.page(f"http://harbour.invalid:{port}/one.html")
    assert page.body.decode().endswith("Баку")
