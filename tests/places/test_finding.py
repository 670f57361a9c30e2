"""What is typed into a correction finds the place meant: candidates first, then the gazetteer, or coordinates."""

from __future__ import annotations

import pytest

from places.coordinates import CoordinatesError
from places.finding import Source, choices, own_point
from places.gazetteer import Gazetteer
from places.place import Point


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.ensure()


def test_candidates_come_first_and_nobody_twice(gazetteer: Gazetteer) -> None:
    russian, iraqi = (
        next(place for place in gazetteer.candidates(name) if place.country_code == country)
        for name, country in (("Samara", "RU"), ("Samarra", "IQ"))
    )
    found = choices(gazetteer, "", toponym="Samara", candidates=[iraqi, russian])
    assert [(each.place, each.source) for each in found[:2]] == [
        (iraqi, Source.CANDIDATE),
        (russian, Source.CANDIDATE),
    ]
    assert len({each.place.id for each in found}) == len(found)
    assert found[0].where.endswith("Iraq")


def test_a_typed_name_is_looked_up(gazetteer: Gazetteer) -> None:
    found = choices(gazetteer, "Samarra", toponym="Samara")
    assert (found[0].place.name, found[0].place.country_code, found[0].source) == ("Samarra", "IQ", Source.GAZETTEER)
    assert choices(gazetteer, "no such place anywhere") == ()


def test_a_country_behind_a_comma_narrows(gazetteer: Gazetteer) -> None:
    everywhere = choices(gazetteer, "Tripoli")
    assert {"LY", "LB"} <= {each.place.country_code for each in everywhere}
    assert {each.place.country_code for each in choices(gazetteer, "Tripoli, Leb")} == {"LB"}
    assert {each.place.country_code for each in choices(gazetteer, "Tripoli, LY")} == {"LY"}


def test_an_id_is_that_place(gazetteer: Gazetteer) -> None:
    assert choices(gazetteer, "99072")[0].place == gazetteer.get("99072")


def test_coordinates_become_a_place_of_the_users_own(gazetteer: Gazetteer) -> None:
    (found,) = choices(gazetteer, "36°20'N 43°08'E", toponym="al-Houd")
    assert (found.place.name, found.source) == ("al-Houd", Source.COORDINATES)
    assert found.place.point == Point(36 + 20 / 60, 43 + 8 / 60)
    assert found.where == "near Mosul, Nineveh, Iraq"
    assert found.place == own_point(found.place.point, "al-Houd")
    (unnamed,) = choices(gazetteer, "0, -140")
    assert (unnamed.place.name, unnamed.where) == ("0.00000 N, 140.00000 W", "")


def test_coordinates_at_the_edge_of_the_map_are_found(gazetteer: Gazetteer) -> None:
    assert choices(gazetteer, "-16.5, 179.99")[0].where.endswith("Fiji")
    assert choices(gazetteer, "90, 0")[0].place.point == Point(90, 0)


def test_what_is_meant_as_coordinates_and_is_none_is_refused(gazetteer: Gazetteer) -> None:
    with pytest.raises(CoordinatesError, match="no latitude"):
        choices(gazetteer, "136.3, 43.1")


def test_at_most_so_many_are_shown(gazetteer: Gazetteer) -> None:
    assert len(choices(gazetteer, "San Antonio", limit=3)) == 3
