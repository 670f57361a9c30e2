"""Points, boxes and places are what they say, and nothing impossible is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.place import BoundingBox, FeatureClass, Place, PlaceType, Point

POINTS = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(("lat", "lon"), [(90.1, 0), (-91, 0), (0, 181), (0, -180.5), (float("nan"), 0)])
def test_a_point_off_the_globe_is_refused_with_its_value(lat: float, lon: float) -> None:
    with pytest.raises(ValueError, match="no position on Earth"):
        Point(lat, lon)


def test_a_box_upside_down_is_refused() -> None:
    with pytest.raises(ValueError, match="south 40 lies north"):
        BoundingBox(south=40, west=0, north=30, east=10)


@given(st.lists(POINTS, min_size=1))
def test_the_box_around_points_holds_them_all(points: list[Point]) -> None:
    box = BoundingBox.around(points)
    assert box is not None
    assert all(point in box for point in points)


def test_a_box_across_the_antimeridian_holds_fiji_and_not_africa() -> None:
    box = BoundingBox.around([Point(-17, 177), Point(-18, -179)])
    assert box is not None
    assert (box.west, box.east) == (177, -179)
    assert Point(0, 20) not in box


def test_no_points_have_no_box() -> None:
    assert BoundingBox.around([]) is None


@pytest.mark.parametrize(
    ("feature_class", "code", "type_"),
    [("A", "PCLI", "country"), ("A", "ADM1", "province"), ("P", "PPL", "town"), ("S", "AIRB", "site"),
     ("H", "STM", "water"), ("T", "MTS", "region"), ("L", "CONT", "region")],
)  # fmt: skip
def test_every_place_is_of_one_type(feature_class: str, code: str, type_: str) -> None:
    place = Place("1", "Here", Point(0, 0), FeatureClass(feature_class), code)
    assert place.type is PlaceType(type_)
