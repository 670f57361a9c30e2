"""Sign-in against a real provider on this machine: who is let in, where to, as whom; and that the door stays shut."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browser.map_frame import MapFrame
from tests.browser.server import served
from tests.browser.test_dashboard import MOSUL, ROOT

pytestmark = pytest.mark.browser

PEOPLE = (
    {"sub": "ann", "email": "ann@example.org", "email_verified": True},
    {"sub": "bob", "email": "bob@elsewhere.example", "email_verified": True},
    {"sub": "eve", "email": "ann@example.org", "email_verified": False},
)
ARTICLE = {
    "title": "The siege of Mosul",
    "outlet": "The Daily Example",
    "date": "2016-10-28",
    "text": "Troops from Baghdad entered Mosul.",
}


@pytest.fixture
def provider() -> Iterator[str]:
    """The address of an OpenID Connect provider that knows these people."""
    if not importlib.util.find_spec("oidc_provider_mock"):
        pytest.skip("there is no provider to sign in at: pip install -e '.[browser]'")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    claims = [f"--user-claims={json.dumps(person)}" for person in PEOPLE]
    command = [sys.executable, "-m", "oidc_provider_mock", f"--port={port}", "--require-nonce=true", *claims]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 20
        while time.monotonic() < until and process.poll() is None:
            with suppress(OSError), urllib.request.urlopen(f"{address}/.well-known/openid-configuration", timeout=2):
                break
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A private archive of one article."""
    home, file = tmp_path / "home", tmp_path / "siege.jsonl"
    file.write_text(json.dumps(ARTICLE))
    command = [sys.executable, "-m", "articles", "import", str(file)]
    subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "DATELINE_HOME": str(home)})
    return home


def sign_in(page: Any, person: str) -> None:
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=person, exact=True).click()
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")


def taken_along(page: Any) -> str:
    """The address of a file of passages that the page made."""
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    address: str = download.value.url
    return address


def fetched(address: str) -> int:
    """The answer to somebody without the cookies of the page."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            status: int = answer.status
            return status
    except urllib.error.HTTPError as refused:
        return refused.code


def sign_out(page: Any) -> None:
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="End session").click()
    page.get_by_role("button", name="Sign in").wait_for()


def test_below_a_base_path_who_signs_in_is_let_in_by_the_list_where_the_link_led_and_decides_in_their_own_name(
    chromium: Any, provider: str, home: Path, tmp_path: Path
) -> None:
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(
        f"""
        [access]
        editors = ["@example.org"]
        [auth]
        redirect_uri = "http://127.0.0.1:{{port}}/news/oauth2callback"
        cookie_secret = "a long secret that is made up for this test"
        client_id = "dateline"
        client_secret = "made up"
        server_metadata_url = "{provider}/.well-known/openid-configuration"
        """
    )
    options = [f"--secrets.files={secrets}", "--server.baseUrlPath=news"]
    with served(ROOT / "serve.py", tmp_path, options, DATELINE_HOME=str(home)) as server:
        context = chromium.new_context()
        context.add_init_script("try { localStorage.setItem('dateline-tour', 'seen') } catch {}")
        frames: list[bytes] = []
        page = context.new_page()
        page.on("websocket", lambda socket: socket.on("framereceived", lambda data: frames.append(_bytes(data))))

        page.goto(f"{server.address}/?place={MOSUL}")
        page.get_by_role("button", name="Sign in").wait_for()
        sign_in(page, "bob")
        page.get_by_text(re.compile("bob.?@elsewhere.example.? is not on the list")).wait_for()
        sign_out(page)
        sign_in(page, "eve")
        page.get_by_text("does not vouch for your e-mail address").wait_for()
        assert b"Troops" not in b"".join(frames), "nothing of the archive was sent"
        assert b"siege" not in b"".join(frames)

        sign_out(page)
        page.goto(f"{server.address}/?place={MOSUL}")
        sign_in(page, "ann")
        page.wait_for_url(f"**/?place={MOSUL}")
        page.locator(".stSidebar a.dl-star").first.click()
        page.locator(".stSidebar a.dl-star[aria-pressed=true]").wait_for()
        page.get_by_text(re.compile("Signed in as .?ann.?@example.org.?, .?editor")).wait_for()
        assert MapFrame.of(page).selected() == MOSUL, "the map's own files are found"
        assert urlsplit(page.locator("a.dl-share").evaluate("e => e.href")).path == "/news/"
        address = taken_along(page)
        assert urlsplit(address).path.startswith("/news/media/")
        assert context.request.get(address).status == 200
        assert "Troops" in context.request.get(address).text()
        assert fetched(address) == 403, "nobody else is given the file"
        assert fetched(f"{server.address}/_stcore/metrics") == 200, "this is the machine itself ..."
        (line,) = (home / "decisions.jsonl").read_text().splitlines()
        assert json.loads(line)["who"] == "ann@example.org"
        sign_out(page)
        context.close()


def _bytes(data: str | bytes) -> bytes:
    return data if isinstance(data, bytes) else data.encode()
