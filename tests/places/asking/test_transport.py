"""A service that misbehaves is named with a remedy, is not waited for without end, and is followed nowhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from email.utils import formatdate

import pytest

from places.asking.errors import BadAnswer, GeocodingError, Outage, Refused
from places.asking.transport import MOST_BYTES, get_json
from tests.places.asking.service import Behaviour, Handler, Service, a_closed_port, a_row


def asked(service: Service, behaviour: Behaviour, seconds: float = 0.4) -> object:
    service.behaviour = behaviour
    url = f"{service.address}/search?q=x"
    return get_json(url, headers={"User-Agent": "Us"}, timeout_seconds=seconds, host=service.host)


def drips(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n[")
    for _ in range(100):
        handler.wfile.write(b" ")
        time.sleep(0.05)


def drips_headers(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.0 200 OK\r\n")
    for _ in range(100):
        handler.wfile.write(b"X")
        time.sleep(0.05)


def half(handler: Handler) -> None:
    handler.wfile.write(b'HTTP/1.0 200 OK\r\nContent-Length: 1000\r\n\r\n[{"lat": "36')


def half_a_chunk(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n[{")


def no_http(handler: Handler) -> None:
    handler.wfile.write(b"220 mail.dateline.test ESMTP\r\n")


def silence(handler: Handler) -> None:
    time.sleep(1)


def answers(body: object, status: int = 200, **headers: str) -> Behaviour:
    return lambda handler: handler.answer(body, status, **headers)


def test_what_it_says_is_read(service: Service) -> None:
    assert asked(service, answers([a_row("الحود")])) == [a_row("الحود")]
    assert asked(service, answers(b"\xef\xbb\xbf[]")) == []
    assert asked(
        service, answers('["\u00e9"]'.encode("latin-1"), Content_Type="application/json; charset=latin-1")
    ) == ["é"]


@pytest.mark.parametrize(
    ("behaviour", "fault", "said"),
    [
        (silence, Outage, "did not answer within 0.4 seconds"),
        (drips, Outage, "did not answer within 0.4 seconds"),
        (drips_headers, Outage, "did not answer within 0.4 seconds"),
        (answers("", 429), Outage, "is asked too often"),
        (answers("", 500), Outage, r"has a fault \(500\)"),
        (answers("<html>", 503), Outage, r"has a fault \(503\)"),
        (answers("", 401), Refused, "wants a key"),
        (answers("", 403), Refused, "does not let us in"),
        (answers("", 404), BadAnswer, "answers 404"),
        (half, BadAnswer, "broke off"),
        (half_a_chunk, BadAnswer, "broke off"),
        (no_http, BadAnswer, "does not speak HTTP"),
        (answers("<!doctype html><title>Log in</title>"), BadAnswer, "with a web page"),
        (answers('[{"lat": "36'), BadAnswer, "the half of it"),
        (answers(""), BadAnswer, "the half of it"),
        (answers("[NaN]"), BadAnswer, "something else"),
        (answers("[" * 100_000), BadAnswer, "something else"),
        (answers(b'["\xff\xfe"]'), BadAnswer, "not in the encoding it claims"),
        (answers(b"[]", Content_Type="application/json; charset=klingon"), BadAnswer, "'klingon'"),
        (answers(b"[]", Content_Type="application/json; charset=rot13"), BadAnswer, "'rot13'"),
        (answers(b" " * (MOST_BYTES + 1)), BadAnswer, "more than 4,000,000 bytes"),
        (answers("", 302, Location="http://elsewhere.dateline.test/"), BadAnswer, "on to 'elsewhere.dateline.test'"),
        (answers("", 301, Location="file:///etc/passwd"), BadAnswer, "answers 301"),
    ],
)  # fmt: skip
def test_a_fault_has_its_name_and_ends_in_time(
    service: Service, behaviour: Behaviour, fault: type[GeocodingError], said: str
) -> None:
    began = time.monotonic()
    with pytest.raises(fault, match=said):
        asked(service, behaviour)
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [
        (lambda: "17", 17, 17),
        (lambda: formatdate(time.time() + 60, usegmt=True), 50, 61),
        (lambda: formatdate(time.time() - 60, usegmt=True), 0, 0),
        (lambda: "-3", None, None),
        (lambda: "soon", None, None),
        (lambda: "9" * 400, None, None),
    ],
)
def test_how_long_it_asks_us_to_wait(
    service: Service, header: Callable[[], str], least: float | None, most: float | None
) -> None:
    with pytest.raises(Outage) as caught:
        asked(service, answers("", 429, Retry_After=header()))
    found = caught.value.retry_after_seconds
    assert found is None if least is None or most is None else found is not None and least <= found <= most


def test_a_service_that_is_not_there_is_an_outage() -> None:
    host = f"127.0.0.1:{a_closed_port()}"
    with pytest.raises(Outage, match="cannot be reached"):
        get_json(f"http://{host}/search", headers={}, timeout_seconds=1, host=host)


def test_nothing_is_sent_to_a_host_that_nobody_was_shown(service: Service) -> None:
    with pytest.raises(BadAnswer, match="it was not sent"):
        get_json(f"{service.address}/search", headers={}, timeout_seconds=1, host="nominatim.dateline.test")
    assert not service.asked
