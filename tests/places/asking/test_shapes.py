"""Outlines: checked, simplified, in one piece across the antimeridian, and none where they are no outlines."""

from __future__ import annotations

import math
from typing import Any

import pytest

from places.asking.answer import Rings
from places.asking.shapes import KEPT_POINTS, MOST_POINTS, rings_of


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def box(west: float, south: float, east: float, north: float) -> list[list[float]]:
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def circle(points: int, radius: float = 1) -> list[list[float]]:
    turns = [2 * math.pi * n / points for n in range(points)]
    ring = [[43 + radius * math.cos(turn), 36 + radius * math.sin(turn)] for turn in turns]
    return [*ring, ring[0]]


def lons(rings: Rings) -> list[float]:
    return [lon for ring in rings for _, lon in ring]


def test_latitude_comes_first() -> None:
    ((*corners,),) = rings_of(polygon(box(43, 36, 44, 37)))
    assert corners[0] == corners[-1]
    assert set(corners) == {(36, 43), (36, 44), (37, 44), (37, 43)}


def test_holes_and_parts_are_kept() -> None:
    parts = {"type": "MultiPolygon", "coordinates": [[box(40, 30, 45, 35), box(41, 31, 42, 32)], [box(46, 30, 48, 32)]]}
    assert len(rings_of(parts)) == 3


def test_a_detailed_one_is_made_coarse() -> None:
    rings = rings_of(polygon(circle(50_000)))
    assert 20 < sum(map(len, rings)) <= KEPT_POINTS


def test_a_part_on_the_other_side_of_the_antimeridian_is_joined() -> None:
    fiji = {"type": "MultiPolygon", "coordinates": [[box(177, -19, 180, -16)], [box(-180, -19, -179, -16)]]}
    rings = rings_of(fiji)
    assert len(rings) == 1
    assert (min(lons(rings)), max(lons(rings))) == (177, 181)


@pytest.mark.parametrize(
    "geometry",
    [
        None, [], "Polygon", {}, {"type": "Point", "coordinates": [1, 2]}, {"type": "Polygon"},
        {"type": "Polygon", "coordinates": None}, {"type": "Polygon", "coordinates": [[]]},
        {"type": "Polygon", "coordinates": [[1, 2, 3, 4]]}, {"type": "MultiPolygon", "coordinates": [[[[1]]]]},
        polygon([["43", "36"], [44, 36], [44, 37], [43, 36]]), polygon(box(43, 36, 44, 1000)),
        polygon(box(43, 36, math.nan, 37)), polygon(box(43, 36, math.inf, 37)), polygon([[1, 1], [2, 2], [1, 1]]),
        polygon([[1, 1], [1, 1], [1, 1], [1, 1]]), polygon(circle(MOST_POINTS)), polygon(*[box(43, 36, 44, 37)] * 3000),
        polygon([[10**400, 1], [2, 2], [3, 1], [10**400, 1]]),
    ],
)  # fmt: skip
def test_what_is_no_outline_is_none(geometry: object) -> None:
    assert rings_of(geometry) == ()


def test_a_line_that_crosses_itself_is_mended() -> None:
    assert rings_of(polygon([[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]))
