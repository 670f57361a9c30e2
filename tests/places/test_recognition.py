"""Recognition in its parts: runs and their longest names, cues and their table, containers and lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from places.gazetteer import Gazetteer
from places.index import KEY, PREFIX, Index
from places.recognition import cues
from places.recognition.recognizer import Recognizer
from places.recognition.runs import Runs
from places.recognition.weights import START, TABLE, Weights, read_table
from places.recognition.words import runs as runs_of


@pytest.fixture(scope="module")
def index(gazetteer: Gazetteer) -> Index:
    return Index(Path(gazetteer.path))


@pytest.fixture(scope="module")
def recognizer(index: Index) -> Recognizer:
    return Recognizer(index)


def names(index: Index, run: str) -> list[str]:
    return [find.text for find in Runs(index, lambda find: (0, ()))(run).finds]


def test_the_index_knows_names_and_how_they_begin(index: Index) -> None:
    assert index.probe("mosul") & KEY
    assert index.probe("st") == PREFIX
    assert index.probe("st louis") & KEY
    assert index.probe("no such name anywhere") == 0


def test_a_second_index_reads_the_same_file_of_names(gazetteer: Gazetteer, index: Index) -> None:
    again = Index(Path(gazetteer.path))
    assert again.probe("baghdad") == index.probe("baghdad")
    assert len(list(Path(gazetteer.path).parent.glob("*.names"))) == 1


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("He left Tal Afar for al-Houd.", ["He", "Tal Afar", "al-Houd"]),
        ("The U.S. and N.C. agreed.", ["The U.S. and N.C"]),
        ("in St. Louis, Mo.", ["St. Louis", "Mo"]),
        ("the Isle of Man and O'Fallon", ["Isle of Man and O'Fallon"]),
        ("nothing here", []),
        ("image_Mosul_16-1 and xMosul", []),
    ],
)
def test_runs_of_capitalised_words(text: str, runs: list[str]) -> None:
    assert [match.group().rstrip(".") for match in runs_of(text)] == runs


@pytest.mark.parametrize(
    ("run", "found"),
    [
        ("Tal Afar", ["Tal Afar"]),
        ("St. Louis", ["St. Louis"]),
        ("Iraqi-Iran", ["Iraqi", "Iran"]),
        ("Persian Gulf", ["Persian Gulf"]),
        ("Islamic Republic of Iran", ["Islamic Republic of Iran"]),
        ("Baghdad's Green Zone", ["Baghdad", "Green Zone"]),
        ("Mosul Province", ["Mosul Province"]),
        ("North Mosul", ["North Mosul"]),
        ("Hutcheson Road", ["Hutcheson Road"]),
        ("Al-Anbar", ["Al-Anbar"]),
        ("Xyzzy Qwerty", []),
    ],
)
def test_the_longest_name_wins_with_the_words_that_belong_to_it(index: Index, run: str, found: list[str]) -> None:
    assert names(index, run) == found


def test_a_run_is_read_once(index: Index) -> None:
    runs = Runs(index, lambda find: (0, ()))
    assert runs("Tal Afar") is runs("Tal Afar")


def test_surnames_follow_titles_given_names_and_initials(index: Index) -> None:
    runs = Runs(index, lambda find: (0, ()))
    assert runs("Gen. Qasem Soleimani").surnames == ("soleimani",)
    assert runs("John F. Reading").surnames == ("reading",)
    assert runs("Tal Afar").surnames == ()


def test_every_cue_has_its_row_and_every_row_its_cue_and_its_sentence() -> None:
    of_names, of_sightings = cues.found()
    assert {START, *(cue.__name__ for cue in (*of_names, *of_sightings))} == read_table().keys()
    rows = TABLE.read_text("utf-8").splitlines()[1:]
    assert all(len(row.split(",", 2)[2]) > 5 for row in rows)
    assert all(cue.__doc__ for cue in (*of_names, *of_sightings))


def test_a_table_that_does_not_fit_the_cues_is_refused_by_name(tmp_path: Path) -> None:
    table = read_table()
    with pytest.raises(ValueError, match="has no row for dateline"):
        Weights({name: weight for name, weight in table.items() if name != "dateline"})
    with pytest.raises(ValueError, match="weighs phase_of_the_moon, but there is no such cue"):
        Weights({**table, "phase_of_the_moon": 3})
    broken = tmp_path / "cues.csv"
    broken.write_text("name,weight,why\nany_name,much,because\n", "utf-8")
    with pytest.raises(ValueError, match=r"cues\.csv, line 2"):
        read_table(broken)


def test_the_sum_is_the_sum_of_its_reasons(recognizer: Recognizer) -> None:
    sightings, _ = recognizer.sightings("Troops left Mosul, Iraq. Mr. Reading said so in London.")
    start = read_table()[START]
    assert sightings
    for sighting in sightings:
        assert sighting.score == start + sum(weight for _, weight in recognizer.weights.reasons(sighting))


def test_a_name_with_its_country_is_contained(recognizer: Recognizer) -> None:
    [mosul, iraq], _ = recognizer("They met in Mosul, Iraq.")
    assert mosul.container is iraq
    assert iraq.contained is mosul


def test_lists_are_lists(recognizer: Recognizer) -> None:
    found, _ = recognizer("The towns of Ramadi, Fallujah and Tikrit in Iraq were taken.")
    assert [s.find.text for s in found if s.listed] == ["Ramadi", "Fallujah", "Tikrit"]
    assert not any(s.container for s in found if s.listed)


def test_the_document_says_what_it_is_about(recognizer: Recognizer) -> None:
    _, evidence = recognizer("Iraq said that Baghdad and Mosul were calm. Iraqi troops stayed in Kirkuk.")
    assert evidence.main_countries == ("IQ",)
    assert "IQ" in evidence.countries
