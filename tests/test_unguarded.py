"""The page without its guards, as a host that knows nothing of them starts it: what is private stays shut."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from articles.hosting.access import NotAllowedError
from articles.hosting.installation import Installation
from articles.hosting.policy import FULL, LINK, Rule, TextPolicy
from articles.hosting.settings import Settings, Visibility
from articles.views import unguarded
from articles.views.unguarded import is_open, note_guards, require_guards
from places.gazetteer import Gazetteer
from tests.articles.backups.builders import installation
from tests.browser.server import ROOT, Served, served
from tests.reader_session import ReaderSession

ALL = TextPolicy(Rule(FULL, FULL))
#: What a proxy before the server says, as that of a host on the web does.
AWAY = {"X-Forwarded-For": "203.0.113.9"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("unguarded") / "home"
    installation(home).find("second").settings.change(lambda told: replace(told, policy=ALL))
    return home


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[Served]:
    Gazetteer.ensure()
    with served(ROOT / "dashboard.py", home.parent, DATELINE_HOME=str(home), DATELINE_EVERYBODY="reader") as running:
        yield running


def seen(server: Served, link: dict[str, str], headers: dict[str, str]) -> bytes:
    async def look() -> bytes:
        async with ReaderSession(server.address, link, **headers) as reader:
            assert bool(reader.offered) is (b"is not shown here" not in reader.received)
            return reader.received

    return asyncio.run(look())


def test_an_archive_under_a_text_policy_is_not_shown_and_one_that_is_everybodys_in_full_is(server: Served) -> None:
    refused = seen(server, {"q": "Mosul"}, AWAY)
    assert b"is not shown here" in refused
    assert b"entered" not in refused and b"Baghdad" not in refused
    assert b"warned" in seen(server, {"archive": "second", "q": "warned"}, AWAY)


def test_whoever_sits_at_the_machine_is_not_held_up(server: Served) -> None:
    assert b"entered" in seen(server, {"q": "entered"}, {})


def test_who_closes_an_archive_meanwhile_has_it_closed(server: Served, home: Path) -> None:
    settings = Installation(home).find("second").settings
    settings.change(lambda told: replace(told, visibility=Visibility.SIGNED_IN))
    try:
        assert b"Tehran" not in seen_nothing(server)
    finally:
        settings.change(lambda told: replace(told, visibility=Visibility.PUBLIC))


def seen_nothing(server: Served) -> bytes:
    async def look() -> bytes:
        async with ReaderSession(server.address, {"archive": "second"}, **AWAY) as reader:
            assert not reader.offered
            return reader.received

    return asyncio.run(look())


@pytest.mark.parametrize(
    ("settings", "is_everybodys"),
    [
        (Settings(), False),
        (Settings(policy=ALL), True),
        (Settings(policy=ALL, visibility=Visibility.SIGNED_IN), False),
        (Settings(policy=ALL, visibility=Visibility.EDITORS), False),
        (Settings(policy=ALL.with_rule("The Gazette", Rule(LINK, FULL))), False),
        (Settings(policy=ALL.with_rule("The Gazette", Rule(FULL, FULL))), True),
        (Settings(policy=TextPolicy(Rule(LINK, FULL)).with_rule("The Gazette", Rule(FULL, FULL))), False),
    ],
)
def test_what_is_everybodys_in_full_says_so_of_every_outlet(settings: Settings, is_everybodys: bool) -> None:
    assert is_open(settings) is is_everybodys


def test_the_sample_is_everybodys_and_guards_hold_for_the_process_they_stand_before(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(unguarded, "is_at_the_machine", lambda *_: False)
    monkeypatch.delenv(unguarded._GUARDED, raising=False)
    main = Installation(tmp_path).find("")
    require_guards(main, lambda: True)
    monkeypatch.setenv(unguarded._GUARDED, "1")  # what a process was given by another
    with pytest.raises(NotAllowedError, match=r"serve\.py"):
        require_guards(main, lambda: False)
    note_guards()
    require_guards(main, lambda: False)
