"""Events of the map: only what the map can say is read, whatever a browser sends."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.mapping.events import LARGEST_SEQ, LONGEST_ID, MOST_CORNERS, MapEvent, read_event
from places.place import BoundingBox, Point

SQUARE = [[33.0, 42.0], [34.5, 43]]
TRIANGLE = [[33.0, 42.0], [34.5, 43.0], [33.0, 44.0]]


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ({"kind": "pick", "place": "IQ.10", "seq": 5}, MapEvent("pick", "IQ.10", 5)),
        ({"kind": "clear", "seq": 6}, MapEvent("clear", "", 6)),
        ({"kind": "clear", "place": "99072", "seq": 6}, MapEvent("clear", "", 6)),
        ({"kind": "pick", "place": "a", "seq": 5, "more": [1]}, MapEvent("pick", "a", 5)),
        (None, None),
        ({}, None),
        ([], None),
        ({"kind": "pick", "place": "", "seq": 5}, None),
        ({"kind": "pick", "place": "a" * (LONGEST_ID + 1), "seq": 5}, None),
        ({"kind": "pick", "place": "a\n", "seq": 5}, None),
        ({"kind": "pick", "place": ["a"], "seq": 5}, None),
        ({"kind": "pick", "place": "a", "seq": True}, None),
        ({"kind": "pick", "place": "a", "seq": "5"}, None),
        ({"kind": "pick", "place": "a", "seq": -1}, None),
        ({"kind": "pick", "place": "a", "seq": LARGEST_SEQ}, None),
        ({"kind": "open", "place": "a", "seq": 5}, None),
        ({"kind": ["pick"], "place": "a", "seq": 5}, None),
        ({"kind": "pair", "place": "a", "other": "b", "seq": 5}, MapEvent("pair", "a", 5, "b")),
        ({"kind": "pair", "place": "a", "other": "a", "seq": 5}, None),
        ({"kind": "pair", "place": "a", "seq": 5}, None),
        ({"kind": "pair", "place": "a", "other": "b\n", "seq": 5}, None),
        ({"kind": "pair", "place": "a", "other": ["b"], "seq": 5}, None),
        ({"kind": "pair", "place": "", "other": "b", "seq": 5}, None),
    ],
)
def test_only_what_the_map_can_say_is_read(sent: object, read: MapEvent | None) -> None:
    assert read_event(sent) == read


def area(points: object, kind: str = "area") -> MapEvent | None:
    return read_event({"kind": kind, "points": points, "seq": 5})


def test_two_corners_are_a_box() -> None:
    event = area(SQUARE)
    assert event is not None
    assert event.points == (Point(33, 42), Point(34.5, 43))
    assert event.box == BoundingBox(south=33, west=42, north=34.5, east=43)


def test_a_box_may_cross_the_antimeridian() -> None:
    event = area([[-20, 170], [-10, -175]])
    assert event is not None
    assert event.box is not None
    assert Point(-15, 179) in event.box
    assert Point(-15, 0) not in event.box


def test_more_corners_are_a_polygon() -> None:
    event = area(TRIANGLE)
    assert event == MapEvent("area", "", 5, points=(Point(33, 42), Point(34.5, 43), Point(33, 44)))
    assert event is not None
    assert event.box is None


def test_no_corners_are_an_area_removed() -> None:
    assert area([]) == MapEvent("area", "", 5)


def test_what_is_in_view_is_a_box_only() -> None:
    event = area(SQUARE, "bounds")
    assert event is not None
    assert event.kind == "bounds"
    assert event.box == BoundingBox(south=33, west=42, north=34.5, east=43)
    assert area(TRIANGLE, "bounds") is None
    assert area([], "bounds") is None


def test_a_point_is_one_point() -> None:
    assert area([[36.5, 43]], "point") == MapEvent("point", "", 5, points=(Point(36.5, 43),))
    assert area([], "point") is None
    assert area([[36, 43], [37, 44]], "point") is None
    assert area([[91, 43]], "point") is None
    assert area([[36, 43]]) is None, "one corner is no area"


def test_a_polygon_has_at_most_a_hundred_corners() -> None:
    ring = [[30 + n / 100, 40 + (n % 7)] for n in range(MOST_CORNERS + 1)]
    assert area(ring) is None
    assert area(ring[:-1]) is not None


@pytest.mark.parametrize(
    "points",
    [
        None,
        "33,42",
        {"0": [33, 42]},
        [[33, 42]],
        [[33, 42], [34]],
        [[33, 42], [34, 43, 1]],
        [[33, 42], 34],
        [[33, 42], ["34", "43"]],
        [[33, 42], [True, 43]],
        [[33, 42], [91, 43]],
        [[33, 42], [34, 181]],
        [[33, 42], [float("nan"), 43]],
        [[33, 42], [34, float("inf")]],
        [[33, 42], [10**400, 43]],
        [[34, 42], [33, 43]],
        [[33, 42], [33, 43]],
        [[33, 42], [34, 42]],
        [[33, 42], [33, 42], [34, 43]],
    ],
)
def test_corners_that_enclose_nothing_or_lie_nowhere_are_no_event(points: object) -> None:
    assert area(points) is None


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["kind", "place", "seq"]) | st.text(), inner),
)
KINDS = st.sampled_from(["pick", "clear", "pair", "area", "bounds"])


@given(
    ANY_JSON
    | st.fixed_dictionaries(
        {"kind": KINDS, "seq": st.integers(1, 9)}, optional={"points": ANY_JSON, "place": ANY_JSON, "other": ANY_JSON}
    )
)
def test_whatever_a_browser_sends_is_an_event_or_nothing(sent: object) -> None:
    event = read_event(sent)
    if event is None:
        return
    assert event.seq > 0
    assert len(event.place) <= LONGEST_ID
    assert len(event.points) != 1
    assert event.kind != "bounds" or event.box is not None


DEGREES = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(st.lists(DEGREES, max_size=MOST_CORNERS))
def test_every_area_read_can_be_asked_for(corners: list[tuple[float, float]]) -> None:
    sent: dict[str, Any] = {"kind": "area", "points": [list(corner) for corner in corners], "seq": 1}
    event = read_event(sent)
    if event is not None:
        assert [(point.lat, point.lon) for point in event.points] == corners
        assert (event.box is not None) == (len(corners) == 2)
