"""A process killed without warning: what was acknowledged is there, what was not can be done again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from articles import __main__ as commands
from articles.archive import Archive
from articles.decisions.file import DecisionFile
from articles.hosting.installation import Installation
from articles.library import open_library
from articles.storage.sources import Sources
from articles.view import View
from places import geonames
from places.areas.approximate import Areas
from places.gazetteer import Gazetteer
from tests.articles.backups.builders import bring, opened, settle
from tests.articles.builders import BAGHDAD, TEHRAN, FakeGeoparse
from tests.articles.faults.conftest import Killed
from tests.places.builders import SMALL, built_of

#: Articles go into the archive two by two.
IN_PAIRS = "from articles.imports import importing; importing.MOST_AT_ONCE = 2\n"
#: What is killed, and at which line: each is a moment of bringing the third of five articles in, with the fourth.
MOMENTS = {
    "half of the article is written to the sources": (
        "from articles.storage.sources import Sources; import json; append = Sources.append; done = []\n"
        "def once(self, article):\n"
        "    if len(done) == 2:\n"
        "        with self.path.open('ab') as file: file.write(b'{\"headline\": \"Half of')\n"
        "        die()\n"
        "    done.append(append(self, article))\n"
        "Sources.append = once\n"
    ),
    "the sources have it, the archive not yet": (
        "from articles.storage.sources import Sources; append = Sources.append; done = []\n"
        "def once(self, article):\n"
        "    done.append(append(self, article))\n"
        "    if len(done) == 3: die()\n"
        "Sources.append = once\n"
    ),
    "both have it": (
        "from articles.archive import Archive; add = Archive.add_all; done = []\n"
        "def once(*args, **more):\n"
        "    done.append(add(*args, **more))\n"
        "    if len(done) == 2: die()\n"
        "    return done[-1]\n"
        "Archive.add_all = once\n"
    ),
}


def five(folder: Path) -> list[str]:
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.md").write_text(
            f"---\nheadline: Story {number}\n---\n\nTroops entered Mosul on day {number}.\n"
        )
    return [f"Story {number}" for number in range(5)]


def headlines(archive: Archive) -> list[str]:
    return sorted(hit.article.headline for hit in archive.hits(View(), limit=100) if hit.passage.is_headline)


@pytest.mark.parametrize("moment", MOMENTS)
def test_an_import_that_was_killed_is_done_again_and_nothing_is_there_twice(
    home: Path, tmp_path: Path, killed: Killed, moment: str
) -> None:
    archive = opened(Installation(home).find(""))
    bring(archive, "An old report from Mosul.")
    settle(archive, why="before the import")
    archive.close()
    five(tmp_path / "in")
    killed(IN_PAIRS + MOMENTS[moment] + f"articles('import', {str(tmp_path / 'in')!r})")
    library = open_library(FakeGeoparse)
    before = library.own.totals(View()).articles_all
    assert before == (5 if moment.startswith("both") else 3)
    assert {each.place for each in library.own.places(View())} == {BAGHDAD}  # as was decided, for all of them
    library.own.close()
    assert commands.main(["import", str(tmp_path / "in")], lambda progress: FakeGeoparse()) == 0
    library = open_library(FakeGeoparse)
    assert library.own.totals(View()).articles_all == 6
    library.own.close()
    assert commands.main(["rebuild"], lambda progress: FakeGeoparse()) == 0
    rebuilt = opened(Installation(home).find(""))
    assert rebuilt.totals(View()).articles_all == 6
    assert {each.place for each in rebuilt.places(View())} == {BAGHDAD}
    rebuilt.close()
    assert len(Sources(home / "articles.jsonl").damaged()) == (1 if moment.startswith("half") else 0)


def test_a_decision_that_is_written_holds_although_its_maker_was_killed_before_the_archive_knew(
    home: Path, killed: Killed
) -> None:
    archive = opened(Installation(home).find(""))
    bring(archive, "Troops entered Mosul.")
    archive.close()
    killed(
        "from articles.archive import Archive; from articles.hosting.installation import Installation\n"
        "from tests.articles.backups.builders import opened, settle\n"
        "archive = opened(Installation(home).find(''))\n"
        "Archive.apply_decisions = lambda self: die()\n"
        "settle(archive)"
    )
    archive = opened(Installation(home).find(""))
    assert {each.place for each in archive.places(View())} == {BAGHDAD}
    archive.close()


def test_a_decision_that_was_half_written_was_never_made_and_the_next_one_is(home: Path, killed: Killed) -> None:
    archive = opened(Installation(home).find(""))
    bring(archive, "Troops entered Mosul, then Tehran.")
    settle(archive)
    killed(
        "from articles.decisions.file import DecisionFile\n"
        "from tests.articles.backups.builders import opened, settle\n"
        "from articles.hosting.installation import Installation\n"
        "import articles.decisions.file as file\n"
        "whole = file.to_line\n"
        "def half(self, decisions):\n"
        "    line = b''.join(map(whole, decisions))\n"
        "    with self.path.open('ab', buffering=0) as out: out.write(line[:len(line) // 2])\n"
        "    die()\n"
        "DecisionFile._write = half\n"
        "settle(opened(Installation(home).find('')), 'Tehran')"
    )
    settle(archive, "Tehran", TEHRAN)
    archive.close()
    reading = DecisionFile(home / "decisions.jsonl").read()
    assert [decision.toponym for decision in reading.decisions] == ["Mosul", "Tehran"]
    assert len(reading.damages) == 1


def test_a_rebuild_that_was_killed_leaves_the_archive_as_it_was(home: Path, killed: Killed) -> None:
    archive = opened(Installation(home).find(""))
    bring(archive, "Troops entered Mosul.", "Rain fell on Baghdad.")
    archive.close()
    killed("import articles.library as library\nlibrary._overwrite = lambda *_: die()\narticles('rebuild')")
    library = open_library(FakeGeoparse)
    assert library.own.totals(View()).articles_all == 2
    library.own.close()


def test_an_example_that_was_killed_while_it_was_made_is_made_by_the_next(home: Path, killed: Killed) -> None:
    killed("import articles.library as library\nlibrary._settle = lambda *_: die()\narticles('places')")
    library = open_library(FakeGeoparse)
    assert library.is_sample and library.archive.places(View())


def test_a_gazetteer_that_was_killed_while_it_was_built_is_built_by_the_next(
    home: Path, tmp_path: Path, killed: Killed
) -> None:
    folder = tmp_path / "gazetteer"
    folder.mkdir()
    killed(
        "from places import geonames; from places.geonames import assembly\n"
        "from tests.places.builders import SMALL\n"
        "build = assembly.build\n"
        "def half(path, *rest):\n"
        "    build(path, *rest)\n"
        "    path.write_bytes(path.read_bytes()[:5000])\n"
        "    die()\n"
        "assembly.build = half\n"
        f"geonames.built(folder=Path({str(folder)!r}), sources=lambda progress: SMALL)"
    )
    assert not geonames.current(folder).exists()
    path = geonames.built(folder=folder, sources=lambda progress: SMALL)
    assert Gazetteer.open(path).candidates("Mosul")
    assert [each.name for each in folder.glob("gazetteer-*")] == [path.name]


def test_an_outline_that_was_killed_while_it_was_cached_is_made_by_the_next(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gazetteer = built_of(SMALL, tmp_path)
    areas = Areas(gazetteer)
    monkeypatch.setattr("places.areas.approximate._KEEP_SECONDS", 0.0)
    file = areas._file("IQ")
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps({"IQ": [[1, 2]]})[:-4])  # cut short, as no rename would leave it: the worst case
    expected = Areas(gazetteer)._made("IQ")
    assert areas._of("IQ") == expected and expected
    assert json.loads(file.read_bytes()).keys() == expected.keys()
