"""Imports as jobs: told, cancelled, gone on with after a crash without doubling, one at a time, read about later."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from articles.archive import Archive
from articles.article import Article
from articles.decisions.deciding import Decisions
from articles.decisions.decision import Action, Scope
from articles.decisions.file import DecisionFile
from articles.imports.jobs import ImportCancelledError, Imports, NoSuchImportError, State
from articles.imports.order import Order, order_of
from articles.imports.running import Runner
from articles.imports.steps import Did, Report
from articles.storage.database import ArchiveError
from articles.storage.sources import Sources
from articles.view import View
from places.resolution import Resolution
from tests.articles.builders import BAGHDAD, MOSUL, FakeGeoparse

ROOT = Path(__file__).parents[3]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    folder = tmp_path / "home"
    folder.mkdir()
    decisions = DecisionFile(folder / "decisions.jsonl")
    archive = Archive.open(folder / "archive.sqlite", sources=Sources(folder / "articles.jsonl"), decisions=decisions)
    yield archive
    archive.close()


@pytest.fixture
def imports(archive: Archive) -> Imports:
    return Imports(archive.path.parent)


def stories(number: int, *, text: str = "Troops entered Mosul.", first: int = 0) -> bytes:
    lines = (
        {"title": f"Story {n}", "date": "2017-01-25", "outlet": "Gazette", "text": text} for n in range(first, number)
    )
    return "\n".join(map(json.dumps, lines)).encode()


def begun(imports: Imports, *files: tuple[str, bytes], **said: object) -> str:
    return imports.begin(Order((), (), **said), files)  # type: ignore[arg-type]


def articles_in(archive: Archive) -> int:
    return archive.totals(View()).articles


class StoppingGeoparse(FakeGeoparse):
    """Stops, as a machine does, when it has done so many articles."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self.after = after

    def __call__(self, article: Article) -> tuple[Resolution, ...]:
        if len(self.parsed) >= self.after:
            raise KeyboardInterrupt
        return super().__call__(article)


def stopped(imports: Imports, archive: Archive, id_: str, after: int) -> None:
    with pytest.raises(KeyboardInterrupt):
        imports.run(id_, archive, StoppingGeoparse(after))


def test_an_import_reports_what_came_in_and_can_be_read_later(imports: Imports, archive: Archive) -> None:
    id_ = begun(imports, ("a.jsonl", stories(3)), ("b.txt", b""), ("c.jsonl", stories(1)))
    report = imports.run(id_, archive, FakeGeoparse())
    assert (report.added, report.repeated, len(report.problems)) == (3, 1, 1)
    past = imports.past(id_)
    assert (past.state, past.head.names) == (State.DONE, ("a.jsonl", "b.txt", "c.jsonl"))
    assert past.head.counts == {Did.ADDED: 3, Did.REPEATED: 1, Did.SKIPPED: 1}
    told = [(step.did, step.source, step.headline or step.why[:18]) for step in imports.steps(id_)]
    assert told == [
        (Did.ADDED, "a.jsonl", "Story 0"),
        (Did.ADDED, "a.jsonl", "Story 1"),
        (Did.ADDED, "a.jsonl", "Story 2"),
        (Did.SKIPPED, "b.txt", "The file is empty."),
        (Did.REPEATED, "c.jsonl", "Story 0"),
    ]


def test_uploaded_files_are_kept_until_the_import_has_ended_and_no_longer(imports: Imports, archive: Archive) -> None:
    id_ = begun(imports, ("../../a.jsonl", stories(3)))
    stopped(imports, archive, id_, after=1)
    (kept,) = archive.path.parent.rglob("*a.jsonl")
    assert kept.is_relative_to(archive.path.parent / "imports" / id_)
    assert imports.run(id_, archive, FakeGeoparse()).articles == 3
    assert not kept.exists()


@pytest.mark.parametrize("after", [0, 1, 4])
def test_an_import_that_was_stopped_goes_on_where_it_was(imports: Imports, archive: Archive, after: int) -> None:
    id_ = begun(imports, ("a.jsonl", stories(5)), ("b.txt", b""))
    stopped(imports, archive, id_, after)
    assert [past.id for past in imports.stopped()] == [id_]
    assert articles_in(archive) == after
    geoparse = FakeGeoparse()
    report = imports.run(id_, archive, geoparse)
    assert (report.added, report.unchanged, report.repeated, len(report.problems)) == (5, 0, 0, 1)
    assert len(geoparse.parsed) == 5 - after
    assert articles_in(archive) == 5
    assert imports.past(id_).head.counts == {Did.ADDED: 5, Did.SKIPPED: 1}
    assert imports.stopped() == ()


def test_a_step_that_was_written_down_and_taken_counts_once(imports: Imports, archive: Archive) -> None:
    """Killed between the archive and the next line: the article is in, and was added by this import."""
    id_ = begun(imports, ("a.jsonl", stories(2)))
    imports.run(id_, archive, FakeGeoparse())
    journal = archive.path.parent / "imports" / id_ / "journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:2]) + lines[2][:9])
    folder = journal.parent / "files" / "0"
    folder.mkdir(parents=True)
    (folder / "a.jsonl").write_bytes(stories(2))
    assert imports.run(id_, archive, FakeGeoparse()) == Report(added=1, unchanged=1)


def test_two_texts_of_one_article_end_as_the_last_whether_stopped_or_not(imports: Imports, archive: Archive) -> None:
    id_ = begun(
        imports,
        ("a.jsonl", stories(1)),
        ("b.jsonl", stories(1, text="Troops left Baghdad.")),
        ("c.jsonl", stories(3, first=1)),
    )
    stopped(imports, archive, id_, after=3)
    report = imports.run(id_, archive, FakeGeoparse())
    assert (report.added, report.replaced) == (3, 1)
    assert archive.count(View(place=BAGHDAD.id)) is not None
    assert articles_in(archive) == 3


KILLED = """
import sys, time
from pathlib import Path
from articles.archive import Archive
from articles.imports import importing
from articles.imports.jobs import Imports
from articles.storage.sources import Sources
from tests.articles.builders import FakeGeoparse

importing.MOST_AT_ONCE = 10

class SlowGeoparse(FakeGeoparse):
    def __call__(self, article):
        time.sleep(0.02)
        return super().__call__(article)

folder = Path(sys.argv[1])
archive = Archive.open(folder / "archive.sqlite", sources=Sources(folder / "articles.jsonl"))
Imports(folder).run(sys.argv[2], archive, SlowGeoparse())
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no kill -9 on this system")
def test_kill_9_in_the_middle_doubles_nothing_and_loses_nothing(imports: Imports, archive: Archive) -> None:
    folder = archive.path.parent
    id_ = begun(imports, ("a.jsonl", stories(200)))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for _ in range(2):
        before = articles_in(archive)
        with subprocess.Popen([sys.executable, "-c", KILLED, str(folder), id_], cwd=ROOT, env=environment) as process:
            until = time.monotonic() + 30
            while articles_in(archive) < before + 10 and time.monotonic() < until:
                time.sleep(0.01)
            assert imports.past(id_).state is State.RUNNING
            process.send_signal(signal.SIGKILL)
        assert imports.past(id_).state is State.STOPPED
    came_in = articles_in(archive)
    assert 20 <= came_in < 200
    geoparse = FakeGeoparse()
    report = imports.run(id_, archive, geoparse)
    assert (report.added, report.unchanged, report.problems) == (200, 0, ())
    assert len(geoparse.parsed) == 200 - came_in
    assert articles_in(archive) == 200
    assert sum(1 for _ in Sources(folder / "articles.jsonl").articles()) == 200


def test_cancelling_leaves_what_is_in_and_ends_the_import(imports: Imports, archive: Archive) -> None:
    id_ = begun(imports, ("a.jsonl", stories(5)))
    geoparse = FakeGeoparse()
    with pytest.raises(ImportCancelledError):
        imports.run(id_, archive, geoparse, is_cancelled=lambda: len(geoparse.parsed) == 2)
    assert articles_in(archive) == 2
    assert imports.past(id_).state is State.CANCELLED
    assert imports.past(id_).head.counts == {Did.ADDED: 2}
    with pytest.raises(NoSuchImportError, match="has ended"):
        imports.run(id_, archive, FakeGeoparse())


def test_an_import_that_was_stopped_can_be_given_up(imports: Imports, archive: Archive) -> None:
    id_ = begun(imports, ("a.jsonl", stories(5)))
    stopped(imports, archive, id_, after=2)
    imports.cancel(id_)
    assert (imports.past(id_).state, articles_in(archive)) == (State.CANCELLED, 2)


def test_an_archive_that_cannot_be_written_stops_the_import_which_then_goes_on(
    imports: Imports, archive: Archive
) -> None:
    id_ = begun(imports, ("a.jsonl", stories(2)))
    reading = Archive.open(archive.path, read_only=True)
    with pytest.raises(ArchiveError, match="only to be read"):
        imports.run(id_, reading, FakeGeoparse())
    reading.close()
    assert "only to be read" in imports.past(id_).head.fault
    assert imports.run(id_, archive, FakeGeoparse()).added == 2


def test_a_second_import_waits_for_the_first_and_says_so(imports: Imports, archive: Archive) -> None:
    told: list[str] = []
    waiting, going_on = threading.Event(), threading.Event()

    class HeldGeoparse(FakeGeoparse):
        def __call__(self, article: Article) -> tuple[Resolution, ...]:
            waiting.set()
            assert going_on.wait(20)
            return super().__call__(article)

    runner = Runner(imports)
    first = runner.start(begun(imports, ("a.jsonl", stories(2))), archive, HeldGeoparse)
    assert waiting.wait(20)

    def hear(_fraction: float, what: str) -> None:
        told.append(what)
        going_on.set()

    report = imports.run(begun(imports, ("b.jsonl", stories(4))), archive, FakeGeoparse(), hear)
    assert told[0].startswith("Another import is running")
    assert first.wait(20)
    assert first.report == Report(added=2)
    assert (report.added, report.unchanged) == (2, 2)


def test_one_import_is_run_by_one(imports: Imports, archive: Archive) -> None:
    id_ = begun(imports, ("a.jsonl", stories(1)))

    class MeanwhileGeoparse(FakeGeoparse):
        def __call__(self, article: Article) -> tuple[Resolution, ...]:
            assert imports.past(id_).state is State.RUNNING
            with pytest.raises(NoSuchImportError, match="being run"):
                imports.run(id_, archive, FakeGeoparse())
            with pytest.raises(NoSuchImportError, match="being run"):
                imports.cancel(id_)
            return super().__call__(article)

    assert imports.run(id_, archive, MeanwhileGeoparse()) == Report(added=1)


def test_importing_again_updates_and_keeps_what_was_decided(imports: Imports, archive: Archive) -> None:
    imports.run(begun(imports, ("a.jsonl", stories(2))), archive, FakeGeoparse())
    decisions = Decisions(archive)
    decisions.decide(decisions.draft(Action.PLACE, Scope.NAME, "Mosul", place=BAGHDAD, where="Iraq"))
    longer = stories(2, text="Troops entered Mosul again.")
    report = imports.run(begun(imports, ("a.jsonl", longer)), archive, FakeGeoparse())
    assert report == Report(replaced=2)
    assert archive.count(View(place=MOSUL.id)) is None
    count = archive.count(View(place=BAGHDAD.id))
    assert count is not None
    assert count.mentions == 2


def test_what_a_file_does_not_say_can_be_said_and_what_it_says_stays(imports: Imports, archive: Archive) -> None:
    files = (
        ("a.txt", b"Tolls fall\n\nTolls fell in Mosul."),
        ("b.txt", b"Tolls rise\nOutlet: Quay\n\nTolls rose in Mosul."),
    )
    said = {"a.txt#0": {"published": "October 28, 2016", "author": "Jo Marsh"}}
    id_ = begun(imports, *files, outlet="Gazette", said=said)
    imports.run(id_, archive, FakeGeoparse())
    one, other = (archive.article(step.id) for step in imports.steps(id_))
    assert one is not None
    assert other is not None
    assert (one.outlet, one.published, one.author) == ("Gazette", date(2016, 10, 28), "Jo Marsh")
    assert (other.outlet, other.published) == ("Quay", None)
    assert [step.lacks for step in imports.steps(id_)] == [(), ("published",)]


def test_columns_that_were_said_hold_after_a_crash(imports: Imports, archive: Archive) -> None:
    table = b"Kop;Stuk\n" + b"\n".join(b"Story %d;Troops entered Mosul." % n for n in range(3))
    id_ = begun(imports, ("a.csv", table), columns={"a.csv": {"Kop": "headline", "Stuk": "text"}})
    stopped(imports, archive, id_, after=1)
    assert Imports(archive.path.parent).run(id_, archive, FakeGeoparse()).added == 3


def test_files_where_they_lie_are_read_there_and_the_archives_own_are_not(
    imports: Imports, archive: Archive, tmp_path: Path
) -> None:
    (tmp_path / "a.jsonl").write_bytes(stories(2))
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "a.jsonl").write_bytes(stories(3))
    id_ = imports.begin(order_of([tmp_path, tmp_path / "missing.txt"]))
    seen: list[float] = []
    report = imports.run(id_, archive, FakeGeoparse(), lambda fraction, _: seen.append(fraction))
    assert (report.added, report.repeated, len(report.problems)) == (3, 2, 1)
    assert seen == sorted(seen)
    assert seen[-1] == 1


def test_two_files_of_one_name_are_two(imports: Imports, archive: Archive) -> None:
    id_ = begun(imports, ("a.jsonl", stories(2)), ("a.jsonl", stories(4, first=2)))
    stopped(imports, archive, id_, after=3)
    assert imports.run(id_, archive, FakeGeoparse()).added == 4
    assert len(imports.steps(id_)) == 4


@pytest.mark.parametrize("id_", ["", "../..", "20170125-120000-abcdef", "/etc/passwd"])
def test_an_id_that_is_none_is_told(imports: Imports, archive: Archive, id_: str) -> None:
    for ask in (imports.past, imports.steps, imports.cancel, lambda each: imports.run(each, archive, FakeGeoparse())):
        with pytest.raises(NoSuchImportError, match="no import"):
            ask(id_)


def test_imports_are_listed_newest_first_with_who_began_them(archive: Archive) -> None:
    times = iter(datetime(2017, 1, day, tzinfo=UTC) for day in range(1, 30))
    imports = Imports(archive.path.parent, clock=lambda: next(times))
    first = imports.begin(Order((), ()), [("a.txt", b"x")], who="jo@home.example")
    second = imports.begin(Order((), ()), [("b.txt", b"x")])
    assert [past.id for past in imports.all()] == [second, first]
    assert imports.past(first).head.who == "jo@home.example"
    assert imports.past(first).head.began == datetime(2017, 1, 2, tzinfo=UTC)


def test_a_fault_in_a_thread_is_told_and_can_be_gone_on_with(imports: Imports, archive: Archive) -> None:
    id_ = begun(imports, ("a.jsonl", stories(2)))
    ended: list[str] = []

    def broken() -> FakeGeoparse:
        raise MemoryError("no more")

    running = Runner(imports).start(id_, archive, broken, lambda running: ended.append(running.fault))
    assert running.wait(20)
    assert running.fault == ended[0] == "MemoryError: no more"
    assert imports.past(id_).state is State.STOPPED


def test_an_import_in_a_thread_can_be_watched_and_cancelled(imports: Imports, archive: Archive) -> None:
    at_work, going_on = threading.Event(), threading.Event()

    class HeldGeoparse(FakeGeoparse):
        def __call__(self, article: Article) -> tuple[Resolution, ...]:
            at_work.set()
            assert going_on.wait(20)
            return super().__call__(article)

    runner = Runner(imports)
    running = runner.start(begun(imports, ("a.jsonl", stories(4))), archive, HeldGeoparse)
    assert at_work.wait(20)
    assert runner.running() == (running,)
    assert running.doing == "a.jsonl: Story 0"
    running.cancel()
    going_on.set()
    assert running.wait(20)
    assert (running.report, running.fault, runner.running()) == (None, "", ())
    assert articles_in(archive) == 1
