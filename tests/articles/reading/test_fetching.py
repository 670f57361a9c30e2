"""Fetching feeds: off until the operator switches it on, never from this network, within size and time."""

from __future__ import annotations

import http.server
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from articles.reading import ReadingError, read
from articles.reading.fetching import Allowed, Fetcher, allowed_by, is_public, look_up
from tests.articles.reading.builders import a_feed, an_entry

FEED = a_feed(an_entry())
EVERYWHERE = Allowed(every_host=True)


class _Site(http.server.BaseHTTPRequestHandler):
    """A site that misbehaves as its paths say."""

    def do_GET(self) -> None:
        if self.path == "/loop":
            self._answer(302, b"", {"Location": "/loop"})
        elif self.path == "/moved":
            self._answer(301, b"", {"Location": "/feed"})
        elif self.path == "/inside":
            self._answer(302, b"", {"Location": "http://router.test/feed"})
        elif self.path == "/page":
            self._answer(200, b"<html>A page</html>")
        elif self.path == "/broken":
            self._answer(500, b"")
        elif self.path == "/endless":
            self.send_response(200)
            self.end_headers()
            while self._wrote(b"<rss>" + b"x" * 65_000):
                pass
        elif self.path == "/dribble":
            self.send_response(200)
            self.end_headers()
            while self._wrote(b"x"):
                time.sleep(0.05)
        else:
            self._answer(200, FEED)

    def _answer(self, status: int, data: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _wrote(self, data: bytes) -> bool:
        try:
            self.wfile.write(data)
            self.wfile.flush()
        except OSError:
            return False
        return True

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def a_site() -> Iterator[int]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with a_site() as port:
        yield port


def fetcher(port: int, *, most_seconds: float = 5.0, allowed: Allowed = EVERYWHERE) -> Fetcher:
    """As if the site on this machine were one on the internet, and router.test one in this network."""
    addresses = {"news.test": "127.0.0.1", "router.test": "192.168.0.1"}
    return Fetcher(
        allowed,
        look_up=lambda host, _: [addresses[host]],
        is_public=lambda address: address == "127.0.0.1",
        ports=(port, 80),
        most_seconds=most_seconds,
    )


def reason(port: int, path: str, **how: float) -> str:
    with pytest.raises(ReadingError) as caught:
        fetcher(port, **how).fetch(f"http://news.test:{port}{path}")  # type: ignore[arg-type]
    return caught.value.reason


@pytest.mark.parametrize("path", ["/feed", "/moved"])
def test_a_feed_is_fetched_where_its_address_leads(port: int, path: str) -> None:
    name, data = fetcher(port).fetch(f" http://news.test:{port}{path} ")
    assert (name, data) == (f"news.test-{path[1:]}.xml", FEED)
    assert read(name, data)[0].headline == "Tolls fall"


@pytest.mark.parametrize(
    ("path", "says"),
    [("/page", "no feed"), ("/broken", "answers 500"), ("/loop", "more than 3 times"), ("/endless", "more than 5 MB")],
)
def test_what_is_no_feed_is_told(port: int, path: str, says: str) -> None:
    assert says in reason(port, path)


def test_a_server_that_dribbles_is_cut_off_in_time(port: int) -> None:
    begun = time.monotonic()
    assert "too long" in reason(port, "/dribble", most_seconds=0.5)
    assert time.monotonic() - begun < 2


def test_a_redirection_into_this_network_is_not_followed(port: int) -> None:
    assert "public internet" in reason(port, "/inside")


@pytest.mark.parametrize(
    "address", ["http://localhost/", "http://127.0.0.1/", "http://[::1]/", "https://10.0.0.1/feed"]
)
def test_this_machine_and_its_network_are_not_asked(address: str) -> None:
    with pytest.raises(ReadingError, match="public internet"):
        Fetcher(EVERYWHERE, look_up=look_up).fetch(address)


@pytest.mark.parametrize("address", ["", "file:///etc/passwd", "ftp://a.test/", "http://me:secret@news.test/", "news"])
def test_what_is_no_web_address_is_told(port: int, address: str) -> None:
    with pytest.raises(ReadingError, match="no web address"):
        fetcher(port).fetch(address)


def test_other_ports_are_not_asked() -> None:
    with pytest.raises(ReadingError, match="public internet"):
        Fetcher(EVERYWHERE, look_up=lambda *_: ["93.184.216.34"]).fetch("http://news.test:22/")


def test_hosts_that_the_operator_does_not_name_are_not_asked(port: int) -> None:
    with pytest.raises(ReadingError, match="DATELINE_FEEDS"):
        fetcher(port, allowed=allowed_by({"DATELINE_FEEDS": "other.test"})).fetch(f"http://news.test:{port}/feed")
    assert fetcher(port, allowed=allowed_by({"DATELINE_FEEDS": "other.test, News.test"})).fetch(
        f"http://news.test:{port}/feed"
    )


def test_nothing_is_fetched_until_the_operator_says_so() -> None:
    assert not allowed_by({})
    assert not allowed_by({"DATELINE_FEEDS": "off"})
    assert allowed_by({"DATELINE_FEEDS": "on"}).allows("anywhere.test")
    assert not Allowed().allows("anywhere.test")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
        "ff02::1",
    ],
)  # fmt: skip
def test_addresses_of_this_network_are_not_public(address: str) -> None:
    assert not is_public(address)


def test_addresses_of_the_internet_are_public() -> None:
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:220:1:248:1893:25c8:1946")
