"""Fetching: a feed from its address, where the operator has switched that on. The only door to the network here.

DATELINE_FEEDS is "on" for every public address, or names hosts, apart by commas; without it nothing is fetched. Who may
add articles could otherwise have the server ask its own network: so only public addresses are asked, each looked up
once and asked as it was looked up, redirections too.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from articles.reading.errors import ReadingError
from articles.reading.feed import LARGEST_FEED_BYTES, is_feed
from articles.reading.urls import web_address
from places.sentence import sentence

SETTING = "DATELINE_FEEDS"
MOST_REDIRECTIONS = 3
#: For everything, from looking up the name to the last byte.
MOST_SECONDS = 20.0
_AGENT = "Dateline (reads news feeds when asked to)"
_CHUNK_BYTES = 65_536
_EVERY_HOST = {"on", "1", "true", "yes"}
_NOBODY = {"", "off", "0", "false", "no"}
#: Prefixes of IPv6 that hold an address of IPv4, which could be one of this network.
_TRANSLATED = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))


@dataclass(frozen=True, slots=True)
class Allowed:
    """Which hosts the operator lets be asked."""

    #: Empty for none.
    hosts: frozenset[str] = frozenset()
    every_host: bool = False

    def __bool__(self) -> bool:
        return self.every_host or bool(self.hosts)

    def allows(self, host: str) -> bool:
        return self.every_host or host.lower().rstrip(".") in self.hosts


def allowed_by(environment: Mapping[str, str]) -> Allowed:
    """What the operator says in DATELINE_FEEDS; nothing is allowed where they say nothing."""
    said = environment.get(SETTING, "").strip().lower()
    if said in _NOBODY:
        return Allowed()
    if said in _EVERY_HOST:
        return Allowed(every_host=True)
    return Allowed(frozenset(host.strip().rstrip(".") for host in said.split(",") if host.strip()))


def is_public(address: str) -> bool:
    """Whether anybody on the internet could ask that IP address."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if any(ip in network for network in _TRANSLATED):
            return False
    return ip.is_global and not ip.is_multicast


def look_up(host: str, port: int) -> list[str]:
    """The IP addresses of *host*. Raises OSError."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class Fetcher:
    """Fetches feeds from public addresses, within limits of size and time."""

    def __init__(
        self,
        allowed: Allowed,
        *,
        look_up: Callable[[str, int], list[str]] = look_up,
        is_public: Callable[[str], bool] = is_public,
        ports: Collection[int] = (80, 443),
        most_seconds: float = MOST_SECONDS,
    ) -> None:
        self._allowed = allowed
        self._look_up, self._is_public = look_up, is_public
        self._ports, self._most_seconds = ports, most_seconds

    def fetch(self, address: str) -> tuple[str, bytes]:
        """The feed at *address*: a name for it, and its bytes. Raises ReadingError, which says why there is none."""
        asked = address = address.strip()
        until = time.monotonic() + self._most_seconds
        for _ in range(MOST_REDIRECTIONS + 1):
            try:
                status, location, data = self._ask(asked, until)
            except (OSError, http.client.HTTPException, ValueError) as error:
                is_late = time.monotonic() > until
                told = sentence("it took too long") if is_late else f"{type(error).__name__}: {error}"[:200]
                raise ReadingError(
                    address, f"It could not be fetched ({told}). Try again, or save the feed."
                ) from error
            if location:
                asked = urljoin(asked, location)
            elif status != 200:
                raise ReadingError(address, f"Its server answers {status}. Look at the address in a browser.")
            elif not is_feed(data):
                raise ReadingError(address, "There is no feed at this address. A site's feed often ends in /feed.")
            else:
                return _name(address), data
        raise ReadingError(address, f"It leads on more than {MOST_REDIRECTIONS} times. Give the address it ends at.")

    def _ask(self, address: str, until: float) -> tuple[int, str, bytes]:
        """The status, where it leads on to or "", and what was answered."""
        parts, ip = self._checked(address)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        connection = _Connection(parts.hostname or "", ip, port, is_safe=parts.scheme == "https", until=until)
        # A server that dribbles keeps every single wait short: at the end of the time the line is cut.
        cut = threading.Timer(max(until - time.monotonic(), 0.0), connection.cut)
        cut.daemon = True
        cut.start()
        try:
            path = parts.path or "/"
            headers = {"User-Agent": _AGENT, "Accept-Encoding": "identity", "Connection": "close"}
            connection.request("GET", f"{path}?{parts.query}" if parts.query else path, headers=headers)
            answer = connection.getresponse()
            location = answer.getheader("Location", "") if 300 <= answer.status < 400 else ""
            return answer.status, location, b"" if location else _body(answer, address, until)
        finally:
            cut.cancel()
            connection.close()

    def _checked(self, address: str) -> tuple[SplitResult, str]:
        """The parts of *address*, and the IP address to ask. Raises ReadingError where it is not to be asked."""
        parts = urlsplit(web_address(address))
        host = parts.hostname or ""
        if not host:
            raise ReadingError(address, "This is no web address. It begins with https:// and has no name or password.")
        if not self._allowed.allows(host):
            raise ReadingError(
                address, f"Feeds of {host} are not fetched here: the operator names the hosts that are in {SETTING}."
            )
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found = self._look_up(host, port)
        if port not in self._ports or not found or not all(map(self._is_public, found)):
            raise ReadingError(address, "Only addresses on the public internet are asked. Save the feed as a file.")
        return parts, found[0]


class _Connection(http.client.HTTPConnection):
    """A connection to the IP address that was looked at: asked again, the name might mean another."""

    def __init__(self, host: str, ip: str, port: int, *, is_safe: bool, until: float) -> None:
        self.default_port = 443 if is_safe else 80
        super().__init__(host, port)
        self._ip, self._is_safe, self._until = ip, is_safe, until
        #: Kept apart: http.client lets go of its own before an answer is read.
        self._line: socket.socket | None = None

    def connect(self) -> None:
        line = socket.create_connection((self._ip, self.port), timeout=max(self._until - time.monotonic(), 0.1))
        self.sock = self._line = line
        if self._is_safe:
            context = ssl.create_default_context()
            safe = context.wrap_socket(line, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock = self._line = safe
            safe.do_handshake()

    def cut(self) -> None:
        if self._line is not None:
            with suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)


def _body(answer: http.client.HTTPResponse, address: str, until: float) -> bytes:
    parts: list[bytes] = []
    size = 0
    while part := answer.read(_CHUNK_BYTES):
        size += len(part)
        if size > LARGEST_FEED_BYTES:
            most = LARGEST_FEED_BYTES // 1_000_000
            raise ReadingError(address, f"The feed has more than {most} MB. Save it, split it and import the parts.")
        if time.monotonic() > until:
            raise TimeoutError("it took too long")
        parts.append(part)
    return b"".join(parts)


def _name(address: str) -> str:
    """What to call the feed: "news.example-world.xml"."""
    parts = urlsplit(address)
    words = "-".join(filter(None, (parts.hostname, *parts.path.split("/"))))[:100]
    return words if words.endswith((".xml", ".rss", ".atom")) else f"{words}.xml"
