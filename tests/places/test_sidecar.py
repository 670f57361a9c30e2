"""The file beside the gazetteer says what the gazetteer says."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.gazetteer import Gazetteer
from places.index import KEY, PREFIX, Index
from places.sidecar import NameFile
from places.sidecar_writing import made
from places.spelling import Spelling, apart
from places.transliteration import letters, skeleton
from tests.places.builders import SMALL, built_of


@pytest.fixture(scope="module")
def index(gazetteer: Gazetteer) -> Index:
    return Index(Path(gazetteer.path))


def test_every_name_leads_to_its_places_most_prominent_first(gazetteer: Gazetteer, index: Index) -> None:
    adjectives = {key for (key,) in gazetteer.connection.execute("SELECT key FROM adjective")}
    keys = {key for (key,) in gazetteer.connection.execute("SELECT key FROM name")} - adjectives
    assert keys
    for key in keys:
        rows = gazetteer.connection.execute(
            "SELECT p.rowid, n.rank FROM name n JOIN place p ON p.rowid = n.place WHERE n.key = ? "
            "ORDER BY p.feature_class = 'P', p.population DESC, p.rowid",
            (key,),
        ).fetchall()
        name = index.name(key)
        assert name is not None
        assert [(sense.row, sense.rank) for sense in name.senses] == rows


def test_every_place_is_the_gazetteers(gazetteer: Gazetteer, index: Index) -> None:
    places = gazetteer.connection.execute("SELECT rowid, id FROM place").fetchall()
    assert places
    for row, id_ in places:
        assert index.place(row) == gazetteer.get(id_)


def test_the_openings_of_longer_names_are_known(gazetteer: Gazetteer, index: Index) -> None:
    longer = [key for (key,) in gazetteer.connection.execute("SELECT key FROM name WHERE key LIKE '% %'")]
    assert longer
    for key in longer:
        assert index.probe(key) & KEY
        assert index.probe(key.rpartition(" ")[0]) & PREFIX


def test_areas_are_named_by_their_codes(index: Index) -> None:
    assert index.area("IQ") == "Iraq"
    assert index.area("XX.99") == index.area("") == ""


@given(st.text(max_size=30))
def test_any_text_may_be_asked_for(index: Index, text: str) -> None:
    name = index.name(text)
    assert (name is not None) == bool(index.probe(text) & KEY)


@given(st.text(alphabet="abcdikqtuy", max_size=10), st.text(alphabet="abcdikqtuy", max_size=10))
def test_words_of_few_changes_differ_in_few_letters(one: str, other: str) -> None:
    assert (letters(one) ^ letters(other)).bit_count() <= 2 * apart(one, other, 20)


def test_a_spelling_is_the_nearest_of_its_country(gazetteer: Gazetteer, index: Index) -> None:
    found = Spelling(index).variants("tikirit", "IQ", True)
    assert {index.place(sense.row).name for sense in found} == {"Tikrit"}
    assert set(index.spelled("IQ", skeleton("tikrit"))) == {sense.row for sense in found}


def test_files_made_at_once_are_whole_and_one(tmp_path: Path) -> None:
    path = Path(built_of(SMALL, tmp_path).path)
    made_by: list[Path] = []
    threads = [threading.Thread(target=lambda: made_by.append(made(path))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made_by) == 4
    assert len(set(made_by)) == 1
    assert sorted(tmp_path.glob("*.names")) == made_by[:1]
    assert NameFile(made_by[0]).find("mosul") & KEY


def test_a_file_of_another_make_is_made_anew(tmp_path: Path) -> None:
    path = Path(built_of(SMALL, tmp_path).path)
    names = made(path)
    names.write_bytes(b"something else")
    assert NameFile(made(path)).find("mosul") & KEY


def test_what_a_killed_build_left_is_taken_away_by_the_next_one_and_who_is_at_it_now_is_let_be(tmp_path: Path) -> None:
    path = Path(built_of(SMALL, tmp_path).path)
    left, busy = (tmp_path / f"tmp{name}.names-unfinished" for name in ("left", "busy"))
    for file in (left, busy):
        file.write_bytes(b"half of it")
    os.utime(left, (0, 0))
    assert made(path).exists()
    assert not left.exists()
    assert busy.exists()


@pytest.mark.skipif(os.name != "posix", reason="nobody is killed so here")
def test_a_build_killed_while_it_writes_leaves_a_file_that_the_next_one_knows(tmp_path: Path) -> None:
    path = Path(built_of(SMALL, tmp_path).path)
    script = (
        "import os, signal, sys; from pathlib import Path; from places import sidecar, sidecar_writing\n"
        "true = sidecar.header\n"
        "def header(*given):\n"
        "    opening, contents = true(*given)\n"
        "    def torn():\n"
        "        yield from list(contents)[:1]\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return opening, torn()\n"
        "sidecar.header = header\n"
        "sidecar_writing.made(Path(sys.argv[1]))\n"
    )
    assert subprocess.run([sys.executable, "-c", script, str(path)], check=False).returncode == -signal.SIGKILL
    (left,) = tmp_path.glob("*.names-unfinished")
    os.utime(left, (0, 0))
    made(path)
    assert not list(tmp_path.glob("*.names-unfinished"))
