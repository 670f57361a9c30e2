"""The server: its health address, its log, faults under a reader's hands, and sessions that are given back."""

from __future__ import annotations

import asyncio
import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.browser_session import BrowserSession, SessionError
from places.gazetteer import Gazetteer
from tests.articles.backups.builders import installation
from tests.browser.server import ROOT, Served, served

ALIVE = ROOT / "tests" / "browser" / "harness" / "alive.py"
KEPT_SECONDS = 1
PATIENCE_SECONDS = 30


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    installation(folder / "home")
    return folder


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Served]:
    Gazetteer.ensure()
    options = (f"--server.disconnectedSessionTTL={KEPT_SECONDS}", "--server.baseUrlPath=news")
    with served(ALIVE, folder, options=options) as running:
        yield running


def asked(server: Served, path: str, **headers: str) -> tuple[int, Any]:
    root = server.address.removesuffix("/news")
    try:
        with urllib.request.urlopen(urllib.request.Request(root + path, headers=headers)) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as answer:
        return answer.code, json.load(answer)


def events(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "log").read_text().splitlines() if line.startswith("{")]


def test_sessions_that_left_are_given_back(server: Served) -> None:
    async def reader() -> None:
        async with BrowserSession(server.address) as session:
            await session.click_map(session.places[0])
            await session.click_link(f"?place={session.places[-1]}")

    async def readers() -> None:
        await asyncio.gather(*(reader() for _ in range(5)))
        until = time.monotonic() + PATIENCE_SECONDS
        # Streamlit looks for those whose time is over when the next one leaves.
        while asked(server, "/alive")[1]["sessions"] > 1 and time.monotonic() < until:
            await asyncio.sleep(KEPT_SECONDS + 0.2)
            await reader()

    asyncio.run(readers())
    assert asked(server, "/alive")[1]["sessions"] <= 1


def test_health_says_what_is_wrong_and_names_nothing_to_who_asks_from_elsewhere(server: Served, folder: Path) -> None:
    for path in ("/healthz", "/news/healthz"):
        status, told = asked(server, path)
        assert status == 200 and told["works"] and told["service"] == "dateline"
    settings = folder / "home" / "archives" / "second" / "settings.toml"
    before = settings.read_bytes()
    settings.write_text("visibility = 7\n")
    assert eventually(server, 503)["works"] is False
    (finding,) = [each for each in asked(server, "/healthz")[1]["found"] if each["state"] == "fault"]
    assert finding["what"] == "settings of second" and str(settings) in finding["said"] and finding["remedy"]
    status, told = asked(server, "/healthz", **{"X-Forwarded-For": "203.0.113.7"})
    assert status == 503 and told["found"]["settings"] == "fault"
    assert "second" not in json.dumps(told) and str(folder) not in json.dumps(told)
    settings.write_bytes(before)
    assert eventually(server, 200)["works"] is True
    changes = [(each["what"], each["state"]) for each in events(folder) if each["event"] == "health"]
    assert changes == [("settings of second", "fault"), ("settings of second", "fine")]


def test_a_fault_of_ours_is_logged_with_its_place_and_without_its_words(server: Served, folder: Path) -> None:
    async def reader() -> None:
        async with BrowserSession(server.address) as session:
            # As if the browser were on a page that has no links: their callback asks for what is not there.
            session.page = ""
            with pytest.raises(SessionError):
                await session.click_link("?place=99072")

    asyncio.run(reader())
    (failed,) = [each for each in events(folder) if each["event"] == "page failed"]
    assert failed["error"] == "KeyError" and any("links.py" in frame for frame in failed["at"])
    text = (folder / "log").read_text()
    assert "has no key" not in text and "Traceback" not in text


def test_an_archive_damaged_under_a_readers_hands_is_told_on_the_page_and_in_the_log(
    server: Served, folder: Path
) -> None:
    async def reader() -> str:
        async with BrowserSession(server.address) as session:
            assert session.places
            for file in (folder / "home").glob("archive.sqlite*"):
                file.unlink()
            (folder / "home" / "archive.sqlite").write_bytes(b"no archive " * 500)
            try:
                await session.click_link(f"?place={session.places[0]}")
            except SessionError as error:
                return str(error)
            return "\n".join(session.said)

    said = asyncio.run(reader())
    assert "is no archive or is damaged" in said.replace("\\", "")
    (shut, *_) = [each for each in events(folder) if each["event"] == "page shut"]
    assert str(folder / "home" / "archive.sqlite") in shut["message"]
    assert "Mosul" not in (folder / "log").read_text()


def eventually(server: Served, status: int) -> Any:
    """What is answered as soon as the answer has that *status*: the disk is looked at every few seconds only."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        answered, told = asked(server, "/healthz")
        if answered == status:
            return told
        time.sleep(0.2)
    raise AssertionError(f"no answer with {status}")
