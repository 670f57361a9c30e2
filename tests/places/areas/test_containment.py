"""A country holds its places, a province its own, a region roughly what lies about it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.areas.containment import extent, extent_of_code
from places.distance import distance_km, within_km
from places.place import FeatureClass, Place, Point

MOSUL = ("Mosul", 36.335, 43.119, "IQ", "15")
RAMADI = ("Ramadi", 33.42, 43.30, "IQ", "01")
TEHRAN = ("Tehran", 35.69, 51.42, "IR", "26")
CAIRO = ("Cairo", 30.06, 31.25, "EG", "11")
MADRID = ("Madrid", 40.42, -3.70, "ES", "29")
LAGOS = ("Lagos", 6.45, 3.39, "NG", "05")
ALL = (MOSUL, RAMADI, TEHRAN, CAIRO, MADRID, LAGOS)


def a_container(id_: str, code: str, country_code: str = "", admin1: str = "") -> Place:
    class_ = FeatureClass.AREA if id_.startswith("region:") else FeatureClass.ADMINISTRATIVE
    return Place(id_, "Somewhere", POINTS.get(id_, Point(33, 44)), class_, code, country_code, admin1)


POINTS = {"region:africa": Point(7.19, 21.09), "region:iraqi-kurdistan": Point(36.3, 44.2)}


def held(place: Place) -> list[str]:
    found = extent(place)
    assert found is not None
    return [name for name, *where in ALL if found.holds(*where)]  # type: ignore[arg-type]


def test_a_country_holds_its_places() -> None:
    assert held(a_container("99237", "PCLI", country_code="IQ")) == ["Mosul", "Ramadi"]


def test_a_province_holds_its_own() -> None:
    assert held(a_container("IQ.01", "ADM1", country_code="IQ", admin1="01")) == ["Ramadi"]


def test_a_continent_holds_its_countries_and_not_what_lies_about_as_near() -> None:
    assert held(a_container("region:africa", "CONT")) == ["Cairo", "Lagos"]


def test_a_region_holds_what_lies_in_its_radius_and_countries() -> None:
    assert held(a_container("region:iraqi-kurdistan", "RGN")) == ["Mosul"]


@pytest.mark.parametrize(("code", "feature"), [("PPL", "P"), ("STM", "H"), ("ADM2", "A"), ("AIRB", "S")])
def test_of_others_nothing_is_known_to_lie_inside(code: str, feature: str) -> None:
    assert extent(Place("1", "Somewhere", Point(33, 44), FeatureClass(feature), code, "IQ", "01")) is None


def test_codes_stand_for_countries_and_provinces() -> None:
    for code, names in (("IQ", ["Mosul", "Ramadi"]), ("IQ.15", ["Mosul"])):
        found = extent_of_code(code)
        assert found is not None
        assert [name for name, *where in ALL if found.holds(*where)] == names  # type: ignore[arg-type]
    for code in ("", "iq", "IQ.", "IRQ", "IQ.1.2", "99237", "region:africa"):
        assert extent_of_code(code) is None


points = st.builds(Point, lat=st.floats(-90, 90), lon=st.floats(-180, 180))


@given(points, points, st.floats(0.01, 20_000))
def test_within_a_distance_is_as_the_geodesic_has_it(centre: Point, other: Point, km: float) -> None:
    assert within_km(centre, other.lat, other.lon, km) is (distance_km(centre, other) <= km)
