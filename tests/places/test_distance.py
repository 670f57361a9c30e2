"""Distances and destinations on the ellipsoid."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.distance import destination, distance_km, quick_km
from places.place import Point

points = st.builds(Point, lat=st.floats(-90, 90), lon=st.floats(-180, 180))


def test_a_degree_of_the_meridian_at_the_equator_is_110_574_km() -> None:
    assert distance_km(Point(0, 0), Point(1, 0)) == pytest.approx(110.574, abs=0.001)


def test_the_antimeridian_is_no_edge() -> None:
    assert distance_km(Point(0, 179.5), Point(0, -179.5)) == pytest.approx(111.319, abs=0.001)


@given(points, points)
def test_the_quick_distance_is_within_a_hundredth(one: Point, other: Point) -> None:
    quick = quick_km(one.lat, one.lon, other.lat, other.lon)
    assert quick == pytest.approx(distance_km(one, other), rel=0.01, abs=0.001)


@given(st.floats(-80, 80), st.floats(-180, 180), st.floats(0, 360), st.floats(0, 2000))
def test_a_destination_lies_as_far_off_as_asked(lat: float, lon: float, bearing: float, km: float) -> None:
    start = Point(lat, lon)
    assert distance_km(start, destination(start, bearing, km)) == pytest.approx(km, abs=0.001)
