"""The library shows the sample until there is an archive, and makes the archive again from its sources."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from articles.archive import Archive
from articles.imports.importing import import_outcomes
from articles.library import ARCHIVE, CORPUS, SOURCES, open_library, rebuild, sample_archive
from articles.reading import Outcome
from articles.storage.database import ArchiveError
from articles.storage.sources import Sources
from articles.view import View
from tests.articles.builders import BAGHDAD, MOSUL, FakeGeoparse, an_article

ONE = an_article("Mosul.", headline="One")
OTHER = an_article("Baghdad and Mosul.", headline="Other")
DIGEST = "---\nheadline: A digest\noutlet: The Daily Example\ndate: 2017-01-25\n---\n\nThe paper says {}.\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "home"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "digest.md").write_text(DIGEST.format("Mosul fell"), encoding="utf-8")
    return folder


def filled() -> None:
    library = open_library(FakeGeoparse)
    import_outcomes(library.own, FakeGeoparse(), [Outcome("a.txt", (ONE, OTHER))])
    library.own.close()


def test_an_empty_archive_shows_the_sample_until_the_first_import() -> None:
    library = open_library(FakeGeoparse)
    assert library.is_sample
    assert library.archive.totals(View()).articles_all == len(list(CORPUS.glob("*.md"))) == 7
    import_outcomes(library.own, FakeGeoparse(), [Outcome("a.txt", (ONE,))])
    assert not library.is_sample
    assert library.archive.article(ONE.id) == ONE


def test_the_sample_is_made_once(corpus: Path) -> None:
    geoparse = FakeGeoparse()
    first = sample_archive(geoparse, corpus=corpus)
    assert geoparse.parsed == ["A digest"]
    second = sample_archive(geoparse, corpus=corpus)
    assert geoparse.parsed == ["A digest"]
    assert first.places(View()) == second.places(View()) != ()


def test_another_corpus_or_geoparser_makes_another_sample(corpus: Path) -> None:
    old = sample_archive(FakeGeoparse(), corpus=corpus)
    (corpus / "digest.md").write_text(DIGEST.format("Baghdad fell"), encoding="utf-8")
    assert [count.place for count in sample_archive(FakeGeoparse(), corpus=corpus).places(View())] == [BAGHDAD]
    geoparse = FakeGeoparse(version="other")
    sample_archive(geoparse, corpus=corpus)
    assert geoparse.parsed == ["A digest"]
    assert [count.place for count in old.places(View())] == [MOSUL]


def test_half_a_sample_is_never_kept(corpus: Path, tmp_path: Path) -> None:
    (corpus / "empty.md").touch()
    with pytest.raises(ArchiveError, match=r"the sample could not be made .*: empty\.md: The file is empty"):
        sample_archive(FakeGeoparse(), corpus=corpus)
    assert list((tmp_path / "cache").iterdir()) == []


def test_nothing_is_left_beside_the_sample(corpus: Path, tmp_path: Path) -> None:
    sample_archive(FakeGeoparse(), corpus=corpus)
    (file,) = (tmp_path / "cache").iterdir()
    assert file.name.startswith("sample-")


def test_the_sample_is_only_to_be_read() -> None:
    with pytest.raises(ArchiveError, match="only to be read"):
        open_library(FakeGeoparse).archive.add(ONE, ())


def test_a_lost_archive_is_made_again_from_its_sources(home: Path) -> None:
    filled()
    for file in home.glob(f"{ARCHIVE}*"):
        file.unlink()
    library = open_library(FakeGeoparse)
    assert not library.is_sample
    assert library.archive.totals(View()).articles_all == 2


def test_an_archive_of_another_version_is_made_again_and_says_so(home: Path) -> None:
    filled()
    db = sqlite3.connect(home / ARCHIVE)
    db.execute("DROP TABLE mention")
    db.execute("PRAGMA user_version = 4")
    db.close()
    said: list[str] = []
    library = open_library(FakeGeoparse, lambda _, what: said.append(what))
    assert "was made by another version of Dateline" in said[0]
    assert [count.place for count in library.archive.places(View())] == [MOSUL, BAGHDAD]


def test_rebuilding_asks_the_geoparser_anew_for_the_last_word_on_every_article() -> None:
    filled()
    library = open_library(FakeGeoparse)
    before = library.archive.places(View())
    geoparse = FakeGeoparse({"Baghdad": BAGHDAD}, version="fake 2")
    report = rebuild(geoparse)
    assert (report.added, report.problems) == (2, ())
    assert geoparse.parsed == ["One", "Other"]
    # The archive that was open all the while answers from what was made.
    assert [count.place for count in library.archive.places(View())] == [BAGHDAD]
    assert library.archive.made_with == "fake 2"
    assert len(before) == 2


def test_rebuilding_changes_the_revision() -> None:
    filled()
    archive = open_library(FakeGeoparse).archive
    before = archive.revision
    rebuild(FakeGeoparse())
    assert archive.revision > before


def test_an_archive_whose_sources_are_lost_is_not_emptied(home: Path) -> None:
    filled()
    (home / SOURCES).unlink()
    with pytest.raises(ArchiveError, match="nothing to rebuild"):
        rebuild(FakeGeoparse())
    assert open_library(FakeGeoparse).archive.totals(View()).articles_all == 2


def test_a_damaged_archive_is_made_again(home: Path) -> None:
    filled()
    (home / ARCHIVE).write_bytes(b"no database at all " * 500)
    assert rebuild(FakeGeoparse()).added == 2
    assert open_library(FakeGeoparse).archive.totals(View()).articles_all == 2


def test_damaged_lines_of_the_sources_are_reported(home: Path) -> None:
    filled()
    with (home / SOURCES).open("a", encoding="utf-8") as file:
        file.write('{"headline": "Torn')
    report = rebuild(FakeGeoparse())
    assert report.added == 2
    assert [str(problem) for problem in report.problems] == [
        "articles.jsonl: Line 3 holds no article and was left out: import it again."
    ]


def test_a_fault_while_rebuilding_leaves_the_archive_as_it_was(home: Path) -> None:
    filled()

    def stop(_fraction: float, _what: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(FakeGeoparse(), stop)
    archive = open_library(FakeGeoparse).archive
    assert archive.totals(View()).articles_all == 2
    assert {file.name for file in home.iterdir()} <= {ARCHIVE, SOURCES, f"{ARCHIVE}-wal", f"{ARCHIVE}-shm"}


class ImportingGeoparse(FakeGeoparse):
    """While it geoparses, another process imports."""

    def __init__(self, archive: Archive) -> None:
        super().__init__()
        self.archive: Archive | None = archive

    def where(self, place: object) -> str:
        if self.archive is not None:
            archive, self.archive = self.archive, None
            meanwhile = [Outcome("b.txt", (an_article("Tehran.", headline="Meanwhile"),))]
            importer = threading.Thread(target=import_outcomes, args=(archive, FakeGeoparse(), meanwhile))
            importer.start()
            importer.join()
        return ""


def test_what_is_imported_while_the_archive_is_rebuilt_is_in_it() -> None:
    filled()
    archive = open_library(FakeGeoparse).archive
    rebuild(ImportingGeoparse(archive))
    assert archive.totals(View()).articles_all == 3
    assert archive.count_hits(View(query="Meanwhile")) == 1


def test_an_empty_archive_of_another_version_is_made_anew_though_there_is_nothing_to_make_it_from(
    home: Path,
) -> None:
    _outdate(home, lambda own: None)
    assert open_library(FakeGeoparse).own.is_empty


def test_an_archive_of_another_version_whose_sources_are_gone_gives_its_articles_back(
    home: Path,
) -> None:
    article = an_article("Troops entered Mosul.", outlet="DEBKAfile", url="https://example.org/1")
    _outdate(home, lambda own: import_outcomes(own, FakeGeoparse(), [Outcome("test", (article,))]))
    (home / SOURCES).unlink()
    library = open_library(FakeGeoparse)
    assert library.own.article(article.id) == article
    assert [count.place.name for count in library.own.places(View())] == ["Mosul"]
    assert list(Sources(home / SOURCES).articles()) == [article]


def test_an_archive_of_another_version_that_nobody_can_read_is_left_as_it_is(
    home: Path,
) -> None:
    _outdate(home, lambda own: None)
    with closing(sqlite3.connect(home / ARCHIVE)) as db:
        db.execute("DROP TABLE outlet")
    before = (home / ARCHIVE).read_bytes()
    with pytest.raises(ArchiveError, match="cannot be read"):
        open_library(FakeGeoparse)
    assert (home / ARCHIVE).read_bytes() == before


def _outdate(home: Path, fill: Callable[[Archive], object]) -> None:
    own = open_library(FakeGeoparse).own
    fill(own)
    own.close()
    with closing(sqlite3.connect(home / ARCHIVE)) as db:
        db.execute("PRAGMA user_version = 77")
