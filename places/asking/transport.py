"""Transport: one GET of JSON from the one host the operator named, limited in time and size, followed nowhere else."""

from __future__ import annotations

import email.utils
import http.client
import json
import socket
import ssl
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from functools import partial
from typing import IO, Any
from urllib.parse import urlsplit

from places.asking.errors import BadAnswer, Outage, Refused
from places.sentence import sentence

#: A simplified outline of a country has some 100 kB.
MOST_BYTES = 4_000_000
_PIECE_BYTES = 65_536
_REFUSALS = {
    401: sentence("it wants a key"),
    402: sentence("the quota is used up"),
    403: sentence("it does not let us in"),
    407: sentence("a proxy refuses"),
}


def get_json(url: str, *, headers: Mapping[str, str], timeout_seconds: float, host: str) -> object:
    """What *url* answers. Raises Outage, Refused, BadAnswer; also where *url* is not of *host* (with its port)."""
    if urlsplit(url).netloc != host:
        raise BadAnswer(f"the question would go to {urlsplit(url).netloc} instead of {host}: it was not sent")
    text = _decoded(*_fetched(url, dict(headers), timeout_seconds, host), host)
    try:
        return json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        what = sentence("a web page" if text.lstrip()[:1] == "<" else "something else, or the half of it")
        raise BadAnswer(f"{host} did not answer with JSON but with {what}: see that its address is right") from None


class _Deadline:
    """Closes the connection when the time is up, in whatever it is; a service may else send a byte now and then."""

    def __init__(self, seconds: float) -> None:
        self.has_come = False
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._close)
        self._timer.daemon = True

    def watch(self, connection: socket.socket) -> None:
        self._sockets.append(connection)
        if not self._timer.is_alive():
            self._timer.start()

    def cancel(self) -> None:
        self._timer.cancel()

    def _close(self) -> None:
        self.has_come = True
        for each in self._sockets:
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


def _watched(kind: Callable[..., http.client.HTTPConnection], deadline: _Deadline, host: str, **options: Any) -> Any:
    connection = kind(host, **options)
    connect = connection.connect

    def connect_and_watch() -> None:
        connect()
        deadline.watch(connection.sock)

    connection.connect = connect_and_watch  # type: ignore[method-assign]
    return connection


class _Http(urllib.request.HTTPHandler):
    deadline: _Deadline

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(partial(_watched, http.client.HTTPConnection, self.deadline), req)


class _Https(urllib.request.HTTPSHandler):
    deadline: _Deadline

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        make = partial(_watched, http.client.HTTPSConnection, self.deadline)
        return self.do_open(make, req, context=ssl.create_default_context())


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Names go to the host that a person was shown, and to no other."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> None:
        whereto = urlsplit(newurl).netloc[:100]
        raise BadAnswer(f"the service sends us on to {whereto!r}: if that is right, the operator sets that address")


def _fetched(url: str, headers: dict[str, str], timeout_seconds: float, host: str) -> tuple[bytes, str]:
    """The body, and the encoding it claims."""
    deadline = _Deadline(timeout_seconds)
    plain, safe = _Http(), _Https()
    plain.deadline = safe.deadline = deadline
    opener = urllib.request.build_opener(plain, safe, _NoRedirect())
    request = urllib.request.Request(url, headers={"Accept": "application/json", **headers})  # noqa: S310  checked above
    try:
        with opener.open(request, timeout=timeout_seconds) as answer:
            body = _read(answer, host)
            if deadline.has_come:
                raise TimeoutError
            return body, answer.headers.get_content_charset() or "utf-8"
    except urllib.error.HTTPError as error:
        error.close()
        raise _of_status(error.code, error.headers.get("Retry-After"), host) from None
    except (OSError, http.client.HTTPException) as error:
        if deadline.has_come or isinstance(error, TimeoutError) or "timed out" in str(error):
            raise Outage(f"{host} did not answer within {timeout_seconds:g} seconds: try again later") from error
        if isinstance(error, http.client.HTTPException):
            raise BadAnswer(f"{host} broke off, or does not speak HTTP: see that its address is right") from error
        cause = getattr(error, "reason", None) or error
        reason = getattr(cause, "strerror", None) or cause
        raise Outage(f"{host} cannot be reached ({reason}): see that it runs, or try again later") from error
    finally:
        deadline.cancel()


def _read(answer: http.client.HTTPResponse, host: str) -> bytes:
    told = answer.headers.get("Content-Length", "")
    pieces, size = [], 0
    while piece := answer.read(_PIECE_BYTES):
        size += len(piece)
        if size > MOST_BYTES:
            raise BadAnswer(f"{host} answers with more than {MOST_BYTES:,} bytes: that is no answer about a name")
        pieces.append(piece)
    if told.isdecimal() and size < int(told):
        raise http.client.IncompleteRead(b"", int(told) - size)
    return b"".join(pieces)


def _of_status(code: int, retry_after: str | None, host: str) -> Exception:
    if code == 429 or code >= 500:
        what = sentence("is asked too often" if code == 429 else f"has a fault ({code})")
        return Outage(f"{host} {what}: try again later", _seconds(retry_after), is_busy=True)
    if code in _REFUSALS:
        return Refused(f"{host} refuses ({code}): {_REFUSALS[code]}. The operator has to see to it")
    return BadAnswer(f"{host} answers {code} to a question about a name: see that its address is right")


def _seconds(retry_after: str | None) -> float | None:
    """Of a Retry-After header (RFC 9110, 10.2.3); None where there is none that can be read."""
    text = (retry_after or "").strip()
    if text.isascii() and text.isdecimal() and len(text) < 10:
        return float(text)
    try:
        return max(email.utils.parsedate_to_datetime(text).timestamp() - time.time(), 0.0)
    except (ValueError, TypeError, OverflowError):
        return None


def _decoded(body: bytes, encoding: str, host: str) -> str:
    try:
        return body.decode("utf-8-sig" if encoding.lower() in ("utf-8", "utf8") else encoding)
    except (ValueError, LookupError):
        raise BadAnswer(f"the answer of {host} is not in the encoding it claims, {encoding[:40]!r}") from None


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is no number of JSON")
