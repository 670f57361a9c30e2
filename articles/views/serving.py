"""Serving: what the server does beside drawing the page. Its health address, its log, and faults nobody caught.

``/healthz`` (below the base path too) answers 200 while everything works and 503 while something does not. Whoever asks
at the machine itself is told what and what to do; anybody else, of which kind it is: names of archives are not theirs.
"""

from __future__ import annotations

import logging
import os
import platform
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import metadata

import streamlit as st
from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from streamlit.cli_util import open_browser

from articles.doctor.health import Finding, State, fault, health
from articles.hosting.access import NotAllowedError, is_at_the_machine
from articles.hosting.logs import LogError, error, event, reform, set_up
from articles.views.progress import plain
from places.folders import cache_folder, home_folder

HEALTH = "healthz"
#: However often it is asked, the disk is looked at only so often.
REMEMBERED_SECONDS = 5.0


class Health:
    """The findings, remembered for a moment; a change is logged. Asked from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: tuple[Finding, ...] = ()
        self._at = -REMEMBERED_SECONDS

    def now(self) -> tuple[Finding, ...]:
        with self._lock:
            if time.monotonic() - self._at >= REMEMBERED_SECONDS:
                found = _examined()
                _log_changes(self._found, found)
                self._found, self._at = found, time.monotonic()
            return self._found


def _examined() -> tuple[Finding, ...]:
    try:
        return health(home_folder(), cache_folder())
    except OSError as error_:
        return (fault("data folder", str(error_), "let DATELINE_HOME and DATELINE_CACHE name folders of this user"),)


def _log_changes(before: tuple[Finding, ...], now: tuple[Finding, ...]) -> None:
    known = {finding.what: finding.state for finding in before}
    levels = {State.FINE: logging.INFO, State.ADVICE: logging.WARNING, State.FAULT: logging.ERROR}
    for finding in now:
        if finding.state is not known.get(finding.what, State.FINE):
            told = {"what": finding.what, "state": finding.state.value, "said": finding.said, "remedy": finding.remedy}
            event("health", levels[finding.state], **told)


_health = Health()


async def answer_health(request: Request) -> Response:
    found = await to_thread.run_sync(_health.now)
    works = not any(finding.state is State.FAULT for finding in found)
    address = request.client.host if request.client else None
    told: object
    if is_at_the_machine(address, request.headers):
        told = [{"what": f.what, "state": f.state, "said": f.said, "remedy": f.remedy} for f in found]
    else:
        # "archive main" and "archive lebanon" are both archives: the worst of each kind.
        worst: dict[str, State] = {}
        for finding in found:
            kind = finding.what.split(" of ")[0].removesuffix(" folder")
            kind = "archive" if kind.startswith("archive ") else kind
            worst[kind] = max(worst.get(kind, State.FINE), finding.state, key=list(State).index)
        told = worst
    body = {"service": "dateline", "works": works, "found": told}
    return JSONResponse(body, 200 if works else 503, headers={"Cache-Control": "no-store"})


def health_routes() -> list[BaseRoute]:
    """At the root, where a probe beside the server asks, and below the base path, where a proxy leads."""
    return [Route(path, answer_health) for path in (f"/{HEALTH}", f"/{{base:path}}/{HEALTH}")]


@asynccontextmanager
async def running(_: object) -> AsyncIterator[None]:
    """Log from the start to the end; open the page in a browser where somebody sits before one."""
    try:
        set_up()
    except LogError as wrong:
        set_up({})
        error("log settings", wrong, message=str(wrong))
    reform(("streamlit", "uvicorn"))
    with suppress(OSError):
        event("started", version=_version(), python=platform.python_version(), home=str(home_folder()), pid=os.getpid())
    await to_thread.run_sync(_health.now)
    if not st.get_option("server.headless"):
        await to_thread.run_sync(_show_page)
    yield {}  # type: ignore[misc]
    event("stopped", pid=os.getpid())


def _show_page() -> None:
    scheme = "https" if st.get_option("server.sslCertFile") else "http"
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    # No browser, no page: its address was printed.
    with suppress(Exception):
        open_browser(f"{scheme}://{st.get_option('browser.serverAddress')}:{st.get_option('server.port')}/{base}")


def _version() -> str:
    with suppress(metadata.PackageNotFoundError):
        return metadata.version("dateline")
    return "checkout"


def on_script_error(exception: Exception) -> bool:
    """What a callback or a part of the page raised: faults of files are told as the page tells them; all are logged."""
    from articles.views.faults import UNUSABLE, draw_fault  # noqa: PLC0415  of the page, which loads the map first

    if isinstance(exception, NotAllowedError):
        st.error(plain(str(exception)))
        return True
    if isinstance(exception, UNUSABLE):
        draw_fault(exception)
        return True
    error("page failed", exception)
    return False
