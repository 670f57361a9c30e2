"""A geocoding service on loopback that behaves, or not, as a test says; and what Nominatim would answer."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Behaviour = Callable[["Handler"], None]


def a_row(name: str = "al-Houd", **other: Any) -> dict[str, Any]:
    """A place as Nominatim tells it."""
    return {
        "place_id": 1, "osm_type": "node", "osm_id": 201, "lat": "36.05", "lon": "43.24", "class": "place",
        "type": "village", "place_rank": 19, "importance": 0.1, "addresstype": "village", "name": name,
        "display_name": f"{name}, Nineveh, Iraq",
        "address": {"village": name, "state": "Nineveh", "country": "Iraq", "country_code": "iq"},
        **other,
    }  # fmt: skip


class Handler(BaseHTTPRequestHandler):
    server: Service

    def do_GET(self) -> None:
        self.server.asked.append(parse_qs(urlsplit(self.path).query).get("q", [""])[0])
        self.server.headers.append(dict(self.headers))
        with suppress(OSError):
            self.server.behaviour(self)

    def answer(self, body: object, status: int = 200, **headers: str) -> None:
        """Headers are written with _ for -. A text or bytes go as they are, all else as JSON."""
        sent = (
            body if isinstance(body, bytes) else body.encode() if isinstance(body, str) else json.dumps(body).encode()
        )
        self.send_response(status)
        told = {"Content-Type": "application/json; charset=utf-8", "Content-Length": str(len(sent))}
        for name, value in {**told, **{name.replace("_", "-"): value for name, value in headers.items()}}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing: what was asked is in ``Service.asked``."""


class Service(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.behaviour: Behaviour = lambda handler: handler.answer([a_row()])

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    @property
    def address(self) -> str:
        return f"http://{self.host}"

    def answers(self, *bodies: object, status: int = 200, **headers: str) -> None:
        """One after the other, the last again and again."""
        left = list(bodies)
        self.behaviour = lambda handler: handler.answer(left.pop(0) if len(left) > 1 else left[0], status, **headers)


@contextmanager
def running() -> Iterator[Service]:
    service = Service()
    thread = threading.Thread(target=service.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield service
    finally:
        service.shutdown()
        service.server_close()
        thread.join()


def a_closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
