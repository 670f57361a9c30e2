"""A real Streamlit and a real Chromium, and the rule that no page asks any other host for anything."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browser.server import streamlit

Serve = Callable[..., str]
Visit = Callable[..., Any]

#: Whether the parts of the page that answer keys and links, where it has them, hear already.
LISTENING = """() => ["keys", "links"].every(
    (part) => !document.querySelector(`.st-key-${part}-frame`) || part in document.documentElement.dataset
)"""


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
    running: dict[object, str] = {}
    with ExitStack() as stack:

        def start(script: Path, **environment: str) -> str:
            asked = (script, tuple(sorted(environment.items())))
            if asked not in running:
                folder = tmp_path_factory.mktemp("server")
                running[asked] = stack.enter_context(streamlit(script, folder, **environment))
            return running[asked]

        yield start


@pytest.fixture
def visit(chromium: Any, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """``visit(address, **context_options)`` opens a page of its own, with fresh storage.

    Afterwards the test fails if the page asked any other host for anything, or if a script of it failed.
    A test about going out names the hosts: ``visit(address, outside=("tile.example.org",))``; they never answer.
    *before* is called with the page before it loads; *broken* says that scripts of it are expected to fail.
    The first steps are drawn for a *newcomer* only.
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
        newcomer: bool = False,
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

        def refuse(dialog: Any) -> None:
            errors.append(f"a dialog opened: {dialog.message}")
            dialog.dismiss()

        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        contexts.append(context)
        context.route("**/*", watch)
        if not newcomer:
            context.add_init_script("try { localStorage.setItem('dateline-tour', 'seen') } catch {}")
        page = context.new_page()
        page.on("websocket", lambda socket: strange.extend({socket.url} if urlsplit(socket.url).netloc != host else ()))
        page.on("pageerror", lambda error: errors.extend(() if broken else {str(error)}))
        page.on("dialog", refuse)
        before(page)
        page.goto(address)
        page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
        page.wait_for_function(LISTENING)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not strange, f"the page asked other hosts: {strange}"
    assert not errors, f"scripts failed in the page: {errors}"
