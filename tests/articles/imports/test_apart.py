"""A large import runs in a process of its own: watched, cancelled, killed and gone on with like any other."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from articles.archive import Archive
from articles.imports import running
from articles.imports.apart import run_apart
from articles.imports.jobs import ImportCancelledError, Imports, State
from articles.imports.running import Runner
from articles.imports.steps import Report
from articles.storage.database import ArchiveError
from articles.storage.sources import Sources
from articles.view import View
from tests.articles.builders import MOSUL, FakeGeoparse
from tests.articles.imports.test_jobs import ROOT, articles_in, begun, stories

MODULE = "tests.articles.imports.fake_apart"


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Archive]:
    """Where the process looks for it: main, in the user's folder."""
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    monkeypatch.setenv("GO_ON", str(tmp_path / "go-on"))
    archive = Archive.open(tmp_path / "archive.sqlite", sources=Sources(tmp_path / "articles.jsonl"))
    yield archive
    archive.close()


@pytest.fixture
def imports(archive: Archive) -> Imports:
    return Imports(archive.path.parent)


def apart(
    imports: Imports,
    id_: str,
    progress: Callable[[float, str], None] = lambda fraction, what: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Report:
    return run_apart(imports, id_, "main", "en", progress, is_cancelled, MODULE)


def test_it_reports_like_any_other(imports: Imports, archive: Archive) -> None:
    told: list[tuple[float, str]] = []
    id_ = begun(imports, ("a.jsonl", stories(3) + b"\n" + stories(1)), ("b.txt.bin", b"\0"))
    report = apart(imports, id_, lambda fraction, what: told.append((fraction, what)))
    assert (report.added, report.repeated, len(report.problems)) == (3, 1, 1)
    assert told[-1] == (1.0, "done")
    assert imports.past(id_).state is State.DONE
    assert archive.places(View())[0].place == MOSUL
    assert archive.places(View())[0].mentions == 3


def test_it_is_cancelled_and_what_is_in_stays(imports: Imports, archive: Archive, tmp_path: Path) -> None:
    id_ = begun(imports, ("a.jsonl", stories(200, text="Mosul is held.")))

    def cancel() -> bool:
        (tmp_path / "go-on").touch()
        return True

    with pytest.raises(ImportCancelledError):
        apart(imports, id_, is_cancelled=cancel)
    assert imports.past(id_).state is State.CANCELLED
    assert articles_in(archive) < 200


def test_killed_it_is_stopped_and_gone_on_with(imports: Imports, archive: Archive) -> None:
    id_ = begun(imports, ("a.jsonl", stories(2) + b"\n" + stories(3, text="Mosul is killed.", first=2)))
    with pytest.raises(ArchiveError, match="ended with -9"):
        apart(imports, id_)
    assert imports.past(id_).state is State.STOPPED
    report = imports.run(id_, archive, FakeGeoparse())
    assert report.added == articles_in(archive) == 3


def test_it_ends_with_the_server(imports: Imports, archive: Archive) -> None:
    id_ = begun(imports, ("a.jsonl", stories(2, text="Mosul is held.")))
    command = [sys.executable, "-m", MODULE, "main", id_, "en"]
    assert subprocess.run(command, check=False, stdin=subprocess.DEVNULL, cwd=ROOT, timeout=60).returncode == 1
    assert imports.past(id_).state is State.STOPPED


def test_only_a_large_one_has_a_process(imports: Imports, archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    def spy(*arguments: object) -> Report:
        ran.append(str(arguments[1]))
        return partial(run_apart, module=MODULE)(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(running, "run_apart", spy)
    runner = Runner(imports)
    small, large = (begun(imports, ("a.jsonl", stories(2, text=text))) for text in ("Mosul.", "Mosul. " * 30_000))
    for id_ in (small, large):
        begins = runner.start(id_, archive, FakeGeoparse, slug="main")
        assert begins.wait(30) and begins.report is not None, begins.fault
    assert ran == [large]
