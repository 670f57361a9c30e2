"""Two who correct at once, and a clock that goes backwards."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from articles.archive import Archive
from articles.decisions.deciding import Decisions
from articles.decisions.file import DecisionFile
from articles.hosting.installation import Installation
from articles.view import View
from tests.articles.backups.builders import bring, opened, settle
from tests.articles.builders import BAGHDAD, MOSUL, TEHRAN
from tests.articles.faults.conftest import Run


def test_two_editors_in_two_processes_see_what_the_other_settled(home: Path, run: Run) -> None:
    mine = opened(Installation(home).find(""))
    bring(mine, "Troops entered Mosul, then Tehran.")
    result = run(
        "from tests.articles.backups.builders import opened, settle\n"
        "from articles.hosting.installation import Installation\n"
        "settle(opened(Installation(home).find('')))"
    )
    assert result.returncode == 0, result.stderr
    settle(mine, "Tehran", MOSUL)
    assert {each.place for each in mine.places(View())} == {BAGHDAD, MOSUL}
    theirs = opened(Installation(home).find(""))
    assert {each.place for each in theirs.places(View())} == {BAGHDAD, MOSUL}
    for archive in (mine, theirs):
        archive.close()


def test_of_two_who_settle_the_same_name_the_later_counts_and_the_earlier_is_kept(home: Path) -> None:
    mine, theirs = (opened(Installation(home).find("")) for _ in range(2))
    bring(mine, "Troops entered Mosul.")
    settle(mine, place=BAGHDAD)
    settle(theirs, place=TEHRAN)
    for archive in (mine, theirs):
        archive.apply_decisions()
        assert {each.place for each in archive.places(View())} == {TEHRAN}
    later = Decisions(mine)
    later.undo(later.file.read().decisions[-1].id)
    theirs.apply_decisions()
    assert {each.place for each in theirs.places(View())} == {BAGHDAD}
    for archive in (mine, theirs):
        archive.close()


def test_a_clock_that_goes_backwards_changes_neither_order_nor_what_a_page_remembers(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [datetime(2026, 1, 2, tzinfo=UTC)]
    housing = Installation(home).find("")
    archive = Archive.open(housing.archive, decisions=DecisionFile(housing.decisions, clock=lambda: now[0]))
    bring(archive, "Troops entered Mosul.")
    settle(archive, place=BAGHDAD)
    revisions = [archive.revision]
    now[0] -= timedelta(days=400)
    earlier = time.time_ns() - 400 * 86_400 * 10**9
    monkeypatch.setattr(time, "time_ns", lambda: earlier)
    settle(archive, place=TEHRAN)
    assert {each.place for each in archive.places(View())} == {TEHRAN}
    revisions.append(archive.revision)
    bring(archive, "Rain fell on Baghdad.")
    revisions.append(archive.revision)
    assert revisions == sorted(set(revisions))
    archive.close()
    again = opened(housing)
    assert {each.place for each in again.places(View())} == {TEHRAN, BAGHDAD}
    again.close()
