"""From a toponym to its candidates, by id, within a box."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.__main__ import main
from places.gazetteer import Gazetteer, GazetteerMissing
from places.place import BoundingBox


def ids(gazetteer: Gazetteer, toponym: str) -> list[str]:
    return [place.id for place in gazetteer.candidates(toponym)]


@pytest.mark.parametrize(
    ("toponym", "expected"),
    [
        ("London", ["2643743", "6058560"]),
        ("Georgia", ["614540", "US.GA"]),
        ("Reading", ["2639577", "GB.ENG.Reading"]),
        ("Nice", ["2990440"]),
        ("Saint Louis", ["4407066"]),
        ("Kiev", ["703448"]),
        ("Київ", ["703448"]),
        ("L’Hospitalet de Llobregat", ["3128760"]),
        ("الموصل", ["99072"]),
        ("موصل", ["99072"]),
        ("Мосул", ["99072"]),
        ("Tal Afar", ["90393"]),
        ("Samarra", ["91597", "IQ.18.Samarra"]),
        ("Samara", ["499099", "RU.65"]),
        ("Anbar", ["IQ.01", "323854"]),
        ("al-Anbar", ["IQ.01", "323854"]),
        ("الأنبار", ["IQ.01"]),
        ("Diyala", ["IQ.10"]),
        ("Ninewa", ["IQ.15"]),
        ("Salah ad Din", ["IQ.18"]),
        ("Levant", ["region:levant", "4969444"]),
        ("Persian Gulf", ["region:persian-gulf"]),
        ("Iraq", ["99237"]),
        ("العراق", ["99237"]),
        ("U.S.", ["6252001"]),
        ("Great Britain", ["2635167"]),
        ("Asien", ["6255147"]),
        ("Fulton County", ["US.GA.Fulton County"]),
        ("Penobscot", ["US.ME.Penobscot County"]),
    ],
)
def test_the_most_prominent_place_of_a_name_comes_first(
    gazetteer: Gazetteer, toponym: str, expected: list[str]
) -> None:
    assert ids(gazetteer, toponym) == expected


@pytest.mark.parametrize("toponym", ["", "***", "al-Houd", "mwsl", "Netherlands Antilles"])
def test_a_name_the_gazetteer_lacks_has_no_candidates(gazetteer: Gazetteer, toponym: str) -> None:
    assert gazetteer.candidates(toponym) == ()


def test_a_city_goes_before_the_province_called_after_it(gazetteer: Gazetteer) -> None:
    assert ids(gazetteer, "Baghdad") == ["98182", "IQ.07"]
    assert ids(gazetteer, "Kirkuk") == ["94787", "IQ.13"]


def test_a_code_of_capitals_is_the_last_thing_a_name_means(gazetteer: Gazetteer) -> None:
    (by_code,) = gazetteer.ranked("OSM")
    (by_name,) = gazetteer.ranked("Mossoul")
    assert by_code.place == by_name.place
    assert by_code.score < by_name.score


def test_scores_fall(gazetteer: Gazetteer) -> None:
    for toponym in ("London", "Georgia", "Anbar", "Levant"):
        scores = [candidate.score for candidate in gazetteer.ranked(toponym)]
        assert scores == sorted(scores, reverse=True)


@given(st.text(max_size=30))
def test_any_text_can_be_looked_up(gazetteer: Gazetteer, text: str) -> None:
    assert isinstance(gazetteer.candidates(text), tuple)


def test_a_place_is_found_by_its_id(gazetteer: Gazetteer) -> None:
    mosul = gazetteer.get("99072")
    assert mosul is not None
    assert (mosul.name, mosul.country_code, mosul.admin1, mosul.geonameid) == ("Mosul", "IQ", "15", 99072)
    assert gazetteer.get("region:atlantis") is None


def test_a_place_lies_in_its_province_and_country(gazetteer: Gazetteer) -> None:
    mosul, anbar, iraq = (gazetteer.candidates(name)[0] for name in ("Mosul", "Anbar", "Iraq"))
    assert [each.id for each in gazetteer.containers(mosul)] == ["IQ.15", "99237"]
    assert gazetteer.where(mosul) == "Nineveh, Iraq"
    assert gazetteer.where(anbar) == "Iraq"
    assert gazetteer.where(iraq) == ""
    assert gazetteer.where(gazetteer.candidates("Persian Gulf")[0]) == ""


def test_adjectives_and_abbreviations_lead_to_their_places(gazetteer: Gazetteer) -> None:
    georgian = gazetteer.adjective("Georgian")
    assert georgian is not None and georgian.id == "614540"
    assert gazetteer.adjective("georgian") == georgian
    assert gazetteer.adjective("Martian") is None
    assert [place.id for place in gazetteer.abbreviation("Ga.")] == ["US.GA"]
    assert gazetteer.abbreviation("ga") == ()


def test_a_box_across_the_antimeridian_holds_both_sides(gazetteer: Gazetteer) -> None:
    fiji = BoundingBox(south=-20, west=177, north=-15, east=-179)
    assert [place.name for place in gazetteer.within(fiji)] == ["Suva", "Labasa", "Waiyevo"]
    assert [place.name for place in gazetteer.within(fiji, limit=1)] == ["Suva"]


def test_settlements_come_with_their_province(gazetteer: Gazetteer) -> None:
    assert ("03", -16.8, -179.98333) in gazetteer.settlements("FJ")
    assert gazetteer.settlements("XX") == ()


def test_extents_are_known_where_they_are(gazetteer: Gazetteer) -> None:
    iraq, mosul, tigris = (gazetteer.candidates(name)[0] for name in ("Iraq", "Mosul", "Tigris"))
    assert gazetteer.box(iraq) == BoundingBox(south=28, west=39, north=38, east=49)
    assert gazetteer.box(mosul) is None
    assert gazetteer.radius_km(tigris) == 700
    assert gazetteer.radius_km(mosul) is None


def test_many_threads_ask_at_once(gazetteer: Gazetteer) -> None:
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda number: ids(gazetteer, ("London", "Anbar")[number % 2]), range(200)))
    assert answers[::2] == [["2643743", "6058560"]] * 100
    assert answers[1::2] == [["IQ.01", "323854"]] * 100


def test_a_missing_gazetteer_says_how_to_build_it(tmp_path: Path) -> None:
    with pytest.raises(GazetteerMissing, match="python -m places build"):
        Gazetteer.open(tmp_path / "none.sqlite")


def test_lookup_prints_candidates_with_scores(
    gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Gazetteer, "ensure", lambda progress: gazetteer)
    assert main(["lookup", "London", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["id"] for row in rows] == ["2643743", "6058560"]
    assert rows[0]["score"] > rows[1]["score"]
    assert rows[1]["where"] == "Ontario, Canada"
    assert main(["lookup", "Tal", "Afar"]) == 0
    assert "Tall Afar, Nineveh, Iraq" in capsys.readouterr().out
    assert main(["lookup", "al-Houd"]) == 1
    assert "al-Houd" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("toponym", "expected"),
    [
        ("Samarra", "Samarra, Salahuddin, Iraq"),
        ("Samara", "Samara, Samara Oblast, Russia"),
        ("Anbar", "Anbar, Iraq"),
        ("Diyala", "Diyala, Iraq"),
        ("Tal Afar", "Tal Afar, Nineveh, Iraq"),
        ("Rutba", "Rutba, Anbar, Iraq"),
        ("Ar Rutbah", "Rutba, Anbar, Iraq"),
        ("Sinjar", "Sinjar, Nineveh, Iraq"),
        ("Irbil", "Erbil, Erbil Province, Iraq"),
        ("Baiji", "Baiji, Salahuddin, Iraq"),
        ("al-Hamdaniyah", "Hamdaniyah, Nineveh, Iraq"),
        ("Najaf", "Najaf, Najaf Province, Iraq"),
        ("Qom", "Qom, Qom Province, Iran"),
        ("Mahallat", "Mahallat, Markazi, Iran"),
        ("Raqqa", "Raqqa, Raqqa Province, Syria"),
        ("Fallujah", "Fallujah, Anbar, Iraq"),
        ("Kirkuk", "Kirkuk, Kirkuk Province, Iraq"),
        ("Tikrit", "Tikrit, Salahuddin, Iraq"),
        ("Shiraz", "Shiraz, Fars, Iran"),
        ("Aleppo", "Aleppo, Aleppo Province, Syria"),
        ("Moscow", "Moscow, Moscow, Russia"),
        ("Iraq", "Iraq"),
        ("Iran", "Iran"),
        ("U.S.", "United States"),
        ("United States", "United States"),
        ("Britain", "United Kingdom"),
        ("الموصل", "Mosul, Nineveh, Iraq"),
        ("Мосул", "Mosul, Nineveh, Iraq"),
        ("巴格达", "Baghdad, Baghdad Province, Iraq"),
        ("عراق", "Iraq"),
    ],
)
def test_the_world_knows_the_names_of_the_first_archive(world: Gazetteer, toponym: str, expected: str) -> None:
    place = world.candidates(toponym)[0]
    assert ", ".join(filter(None, (place.name, world.where(place)))) == expected


@pytest.mark.slow
def test_every_adjective_and_abbreviation_of_our_tables_has_its_place(world: Gazetteer) -> None:
    assert world.connection.execute("SELECT value FROM meta WHERE key = 'dangling'").fetchone() == ("",)


@pytest.mark.slow
def test_the_world_is_whole(world: Gazetteer) -> None:
    counts = dict(world.connection.execute("SELECT feature_code, count(*) FROM place GROUP BY feature_code"))
    assert counts["PPL"] > 230_000
    assert counts["PPLC"] > 235
    assert counts["PCLI"] + counts["PCLD"] > 245
    assert counts["ADM1"] > 3_700
    assert counts["ADM2"] > 20_000
