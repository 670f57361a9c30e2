"""What services say of a place, and that nothing they send can do more than be left out."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.asking.answer import Answer
from places.asking.raw import Raw, point_of, shown_text
from places.asking.reading import READERS, plain
from places.place import FeatureClass, Point
from tests.places.asking.service import a_row

NOMINATIM, PHOTON, GEONAMES, PELIAS = (READERS[name] for name in ("nominatim", "photon", "geonames", "pelias"))

SQUARE = {"type": "Polygon", "coordinates": [[[43, 36], [44, 36], [44, 37], [43, 37], [43, 36]]]}


def read(row: Any, reader: Any = NOMINATIM) -> Answer:
    found: Answer | None = reader(Raw(row))
    assert found is not None
    return found


def boundary(rank: int, kind: str, **other: Any) -> dict[str, Any]:
    told = {"class": "boundary", "type": "administrative", "place_rank": rank, "addresstype": kind}
    return a_row("Nineveh", **{"osm_type": "relation", "osm_id": 7, "geojson": SQUARE, **told, **other})


def test_a_village() -> None:
    answer = read(a_row())
    assert answer.place.id == "osm:n201"
    assert (answer.feature_class, answer.feature_code, answer.country_code) == (FeatureClass.POPULATED, "PPL", "IQ")
    assert (answer.name, answer.where, answer.point) == ("al-Houd", "Nineveh, Iraq", Point(36.05, 43.24))


def test_a_province_has_its_outline() -> None:
    answer = read(boundary(8, "state"))
    assert (answer.id, answer.feature_code) == ("osm:r7", "ADM1")
    assert len(answer.rings) == 1
    assert set(answer.rings[0]) == {(36, 43), (36, 44), (37, 44), (37, 43)}
    assert answer.place.is_area


@pytest.mark.parametrize(
    ("rank", "kind", "code"),
    [(4, "country", "PCLI"), (8, "province", "ADM1"), (12, "county", "ADM2"), (16, "city", "PPL"), (18, "x", "ADMD")],
)
def test_divisions_go_by_their_rank(rank: int, kind: str, code: str) -> None:
    assert read(boundary(rank, kind)).feature_code == code


@pytest.mark.parametrize(
    ("key", "value", "feature"),
    [
        ("natural", "peak", "T.PK"),
        ("waterway", "river", "H.STM"),
        ("amenity", "hospital", "S."),
        ("new", "thing", "S."),
    ],
)
def test_other_things_are_what_they_are(key: str, value: str, feature: str) -> None:
    answer = read(a_row(**{"class": key, "type": value}))
    assert f"{answer.feature_class.value}.{answer.feature_code}" == feature


def test_photon() -> None:
    told = {"osm_type": "R", "osm_id": 7, "osm_key": "boundary", "osm_value": "administrative", "type": "state",
            "name": "Nineveh", "country": "Iraq", "countrycode": "IQ"}  # fmt: skip
    row = {"properties": told, "geometry": {"type": "Point", "coordinates": [42.3, 36.0]}}
    answer = read(row, PHOTON)
    assert (answer.id, answer.feature_code, answer.where) == ("osm:r7", "ADM1", "Iraq")
    assert answer.point == Point(36.0, 42.3)


def test_geonames_gives_the_number_that_the_gazetteer_has() -> None:
    row = {"geonameId": 99072, "name": "Mosul", "lat": "36.335", "lng": "43.119", "fcl": "P", "fcode": "PPLA",
           "fcodeName": "seat", "adminName1": "Nineveh", "countryName": "Iraq", "countryCode": "IQ"}  # fmt: skip
    answer = read(row, GEONAMES)
    assert (answer.place.id, answer.place.geonameid, answer.feature_code) == ("99072", 99072, "PPLA")


def test_pelias() -> None:
    told = {"gid": "wof:region:1", "layer": "region", "name": "Nineveh", "country": "Iraq", "country_code": "iq"}
    row = {"properties": told, "geometry": {"coordinates": [42.3, 36.0]}}
    answer = read(row, PELIAS)
    assert answer.id.startswith("geocoder:pelias:")
    assert (answer.id, answer.feature_code) == (read(row, PELIAS).id, "ADM1")


def test_a_line_of_text_and_a_position() -> None:
    answer = plain.read("arcgis", "Mosul, Nineveh, Iraq", Point(36.3, 43.1))
    assert answer is not None
    assert (answer.name, answer.where) == ("Mosul", "Nineveh, Iraq")
    assert answer.id.startswith("geocoder:arcgis:")
    assert plain.read("arcgis", " ,", Point(0, 0)) is None


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        ("north", "1"),
        ("91", "0"),
        ("0", "181"),
        ("nan", "0"),
        ("inf", "0"),
        (None, 1),
        (True, 1),
        ([], {}),
        ("1" * 400, 0),
    ],
)
def test_a_place_that_is_nowhere_on_earth_is_left_out(lat: object, lon: object) -> None:
    assert NOMINATIM(Raw(a_row(lat=lat, lon=lon))) is None
    assert point_of(lat, lon) is None


def test_markup_in_a_name_stays_text_and_what_turns_directions_is_left_out() -> None:
    assert read(a_row("<b>a</b>\u202e\u0000 b\ud800")).name == "<b>a</b> b"
    assert read(a_row("x" * 5000)).name == "x" * 200
    assert read(a_row("مه\u200cاباد")).name == "مه\u200cاباد"


@pytest.mark.parametrize("osm_id", [-1, 0, 2**80, True, 1.5, "1; DROP", None, [1]])
def test_an_id_is_a_number_or_our_own(osm_id: object) -> None:
    id_ = read(a_row(osm_id=osm_id)).id
    assert id_.startswith("geocoder:nominatim:")
    assert id_.removeprefix("geocoder:nominatim:").isalnum()


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([*a_row(), "properties", "geometry",
        "coordinates", "geojson", "lng", "fcl", "fcode", "layer", "osm_key", "state", "gid"]), inner, max_size=8),
    max_leaves=30,
)  # fmt: skip


@given(ANYTHING, st.sampled_from(sorted(set(READERS))))
def test_no_answer_breaks_a_reader(row: Any, provider: str) -> None:
    for base in ({}, a_row(), {"properties": a_row(), "geometry": {"coordinates": [1, 2]}}):
        answer = READERS[provider](Raw({**base, **row} if isinstance(row, dict) else row))
        if answer is not None:
            assert answer.name == shown_text(answer.name) != ""
            assert len(answer.where) <= 200
            assert answer.place.point == answer.point
            assert all(unicodedata.category(c) not in ("Cc", "Cs") for c in answer.name + answer.where + answer.kind)
