"""An area drawn on the map holds what lies in it, across the antimeridian too."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from places.areas.polygon import Area, AreaError, checked, of_box, read_corners, write_corners
from places.place import BoundingBox, Point

SQUARE = (Point(36, 42), Point(36, 44), Point(37, 44), Point(37, 42))
degrees = st.integers(-17000, 17000).map(lambda n: n / 100)
near_points = st.builds(Point, lat=st.integers(-8000, 8000).map(lambda n: n / 100), lon=degrees)


@pytest.mark.parametrize(
    ("lat", "lon", "inside"), [(36.5, 43, True), (35.9, 43, False), (36.5, 41.9, False), (36.5, 44.1, False)]
)
def test_a_square_holds_what_lies_in_it(lat: float, lon: float, inside: bool) -> None:
    assert Area(SQUARE).holds(lat, lon) is inside
    assert Area(SQUARE[::-1]).holds(lat, lon) is inside


def test_an_area_across_the_antimeridian_goes_the_shorter_way() -> None:
    area = Area(checked([Point(-20, 170), Point(-20, -170), Point(-10, -170), Point(-10, 170)]))
    assert [lon for lon in (165, 175, 180, -180, -175, -165, 0) if area.holds(-15, lon)] == [175, 180, -180, -175]


@given(st.lists(near_points, min_size=3, max_size=8), near_points)
def test_shapely_says_the_same_of_areas_it_can_tell(corners: list[Point], point: Point) -> None:
    assume(max(c.lon for c in corners) - min(c.lon for c in corners) < 180)
    polygon = shapely.Polygon([(corner.lon, corner.lat) for corner in corners])
    assume(polygon.is_valid and polygon.area > 0)
    assume(polygon.exterior.distance(shapely.Point(point.lon, point.lat)) > 1e-6)
    area = Area(checked(corners))
    assert area.holds(point.lat, point.lon) is bool(polygon.contains(shapely.Point(point.lon, point.lat)))


@given(
    st.floats(-85, 85), st.floats(-180, 180), st.floats(-85, 85), st.floats(-180, 180),
    st.builds(Point, lat=st.floats(-90, 90), lon=st.floats(-180, 180)),
)  # fmt: skip
def test_the_area_of_a_box_is_the_box(south: float, west: float, north: float, east: float, point: Point) -> None:
    assume(north - south > 0.01 and 0.01 < (east - west) % 360 < 359.99)
    box = BoundingBox(south, west, north, east)
    corners = of_box(box)
    assert corners is not None
    # Rounded, it is some metres off at its rim.
    assume(min(abs(point.lat - south), abs(point.lat - north)) > 0.001)
    assume(all(min(abs(point.lon - rim) % 360, -abs(point.lon - rim) % 360) > 0.001 for rim in (west, east)))
    assert Area(corners).holds(point.lat, point.lon) is (point in box)


def test_a_box_round_the_globe_or_of_no_width_is_no_area() -> None:
    assert of_box(BoundingBox(-60, -180, 60, 180)) is None
    assert of_box(BoundingBox(10, 20, 10, 30)) is None
    assert of_box(BoundingBox(10, 20, 30, 20)) is None


@given(st.lists(st.builds(Point, lat=st.floats(-90, 90), lon=st.floats(-180, 180)), min_size=3, max_size=9))
def test_corners_come_back_from_their_text(corners: list[Point]) -> None:
    try:
        area = checked(corners)
    except AreaError:
        assume(False)
    assert read_corners(write_corners(area)) == area


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "‘’ is no corner"),
        ("36,42;37,43", "3 to 100 corners, not 2"),
        ("36,42;36,42;36,42", "3 to 100 corners, not 1"),
        ("36,42;37,43;91,44", "‘91,44’ is no corner"),
        ("36,42;37,43;nan,44", "‘nan,44’ is no corner"),
        ("36,42,1;37,43;38,44", "‘36,42,1’ is no corner"),
        ("0,0;0,180;10,90", "may go either way"),
        ("80,0;80,120;80,-120", "round a pole"),
        (";".join(f"{n / 10},{n % 7}" for n in range(101)), "3 to 100 corners, not 101"),
    ],
)
def test_what_is_no_area_is_refused_in_words(text: str, fault: str) -> None:
    with pytest.raises(AreaError, match=fault):
        read_corners(text)


def test_a_closed_ring_is_the_same_area() -> None:
    assert checked([*SQUARE, SQUARE[0]]) == SQUARE
