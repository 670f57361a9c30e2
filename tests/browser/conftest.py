"""A real Streamlit and a real Chromium, and the rule that no page asks any other host for anything."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parents[2]
START_TIMEOUT_SECONDS = 60

Serve = Callable[..., str]
Visit = Callable[..., Any]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser; DATELINE_CHROMIUM names another than the system's."""
    api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: pip install -e '.[browser]'")
    executable = os.environ.get("DATELINE_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with api.sync_playwright() as playwright:
        if not executable and not Path(playwright.chromium.executable_path).exists():
            pytest.skip("no Chromium: install it, name it in DATELINE_CHROMIUM, or run playwright install chromium")
        browser = playwright.chromium.launch(executable_path=executable or None, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """``serve(script, NAME="value", ...)`` is the address where Streamlit shows *script* with that environment.

    The same question gives the same server. Data and caches lie in a new folder, unless the environment says.
    """
    running: dict[object, tuple[subprocess.Popen[bytes], str]] = {}

    def start(script: Path, **environment: str) -> str:
        asked = (script, tuple(sorted(environment.items())))
        if asked not in running:
            running[asked] = _started(script, tmp_path_factory.mktemp("server"), environment)
        return running[asked][1]

    yield start
    for process, _ in running.values():
        process.terminate()
    for process, _ in running.values():
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)


def _started(script: Path, folder: Path, environment: dict[str, str]) -> tuple[subprocess.Popen[bytes], str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}"]
    command += ["--server.address=127.0.0.1", "--server.headless=true", "--server.fileWatcherType=none"]
    defaults = {"DATELINE_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT)}
    log = (folder / "log").open("wb")
    process = subprocess.Popen(  # the settings in .streamlit/config.toml count, as for a user
        command, cwd=ROOT, env={**os.environ, **defaults, **environment}, stdout=log, stderr=subprocess.STDOUT
    )
    log.close()
    address = f"http://127.0.0.1:{port}"
    until = time.monotonic() + START_TIMEOUT_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:
            if answer.status == 200:
                return process, address
        time.sleep(0.1)
    process.kill()
    raise RuntimeError(f"Streamlit did not start {script.name}:\n{(folder / 'log').read_text(errors='replace')}")


@pytest.fixture
def visit(chromium: Any, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """``visit(address, **context_options)`` opens a page of its own, with fresh storage.

    Afterwards the test fails if the page asked any other host for anything, or if a script of it failed.
    A test about going out names the hosts: ``visit(address, outside=("tile.example.org",))``; they never answer.
    *before* is called with the page before it loads; *broken* says that scripts of it are expected to fail.
    """
    contexts = []
    strange: list[str] = []
    errors: list[str] = []

    def open_page(
        address: str,
        *,
        outside: tuple[str, ...] = (),
        before: Callable[[Any], None] = lambda page: None,
        broken: bool = False,
        **options: Any,
    ) -> Any:
        host = urlsplit(address).netloc

        def watch(route: Any) -> None:
            asked = urlsplit(route.request.url)
            if asked.netloc == host or asked.scheme in ("data", "blob"):
                route.continue_()
                return
            if asked.netloc not in outside:
                strange.append(route.request.url)
            route.abort()

        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        contexts.append(context)
        context.route("**/*", watch)
        page = context.new_page()
        page.on("websocket", lambda socket: urlsplit(socket.url).netloc == host or strange.append(socket.url))
        page.on("pageerror", lambda error: broken or errors.append(str(error)))
        page.on("dialog", lambda dialog: (errors.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        before(page)
        page.goto(address)
        page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not strange, f"the page asked other hosts: {strange}"
    assert not errors, f"scripts failed in the page: {errors}"
