"""Borders and coasts: the stretch of one that a text is about, and which way the sea lies."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import shapely

from places.areas.outlines import COUNTRIES, Outlines, OutlinesMissing
from places.distance import destination, quick_km
from places.place import Point

#: A stretch reaches so far to each side of its middle, at most and at least.
_LONGEST_KM, _SHORTEST_KM = 300.0, 25.0
#: Beside the places of a text, its stretch reaches so much of their mean distance; the nearest few are asked.
_SHARE = 0.5
_MOST_NEAR = 5
#: Looked this far for the sea.
_SHORE_KM = 30.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a border or coast, as a circle round a point on it."""

    point: Point
    radius_km: float


class Borders:
    """Usable from several threads. Without the outlines installed, it knows no border."""

    def __init__(self, path: Path = COUNTRIES) -> None:
        self._path = path
        self._border = lru_cache(maxsize=500)(self._read_border)
        self._coast = lru_cache(maxsize=300)(self._read_coast)
        self._land = lru_cache(maxsize=20)(self._read_land)

    def are_neighbours(self, code: str, other: str) -> bool:
        return bool(self._border(*sorted((code, other))))

    def border(self, code: str, other: str, near: Sequence[Point]) -> Stretch | None:
        """The stretch of the border of two countries nearest to the first few of *near*; without any, round its middle.

        None where they share no border.
        """
        return _stretch(self._border(*sorted((code, other))), near)

    def coast(self, code: str, near: Sequence[Point]) -> Stretch | None:
        """The same of a country's coast; None where it has none."""
        return _stretch(self._coast(code), near)

    def seaward(self, point: Point, code: str) -> float | None:
        """The bearing from a *point* of a country's coast towards the middle of the water; None where all is land."""
        land = self._land(code, round(point.lon))
        north = east = 0.0
        for bearing in range(0, 360, 15):
            there = destination(point, bearing, _SHORE_KM)
            if not shapely.contains_xy(land, there.lon, there.lat):
                north += math.cos(math.radians(bearing))
                east += math.sin(math.radians(bearing))
        if math.hypot(north, east) < 1e-6:
            return None
        return math.degrees(math.atan2(east, north)) % 360

    @cached_property
    def _outlines(self) -> Outlines | None:
        try:
            return Outlines(self._path)
        except OutlinesMissing:
            # A fault of the installation, which the map names; texts are read all the same.
            return None

    def _read_border(self, code: str, other: str) -> tuple[Point, ...]:
        return self._outlines.border(code, other) if self._outlines and code != other else ()

    def _read_coast(self, code: str) -> tuple[Point, ...]:
        return self._outlines.coast(code) if self._outlines else ()

    def _read_land(self, code: str, near_lon: int) -> shapely.Geometry:
        assert self._outlines is not None  # noqa: S101  # for mypy: only points of a coast are asked about
        codes = (code, *sorted(self._outlines.neighbours(code)))
        shapes = [shape for each in codes if (shape := self._outlines.country(each, near_lon)) is not None]
        land = shapely.union_all(shapes)
        shapely.prepare(land)
        return land


def _stretch(line: Sequence[Point], near: Sequence[Point]) -> Stretch | None:
    if not line:
        return None
    near = near[:_MOST_NEAR]
    if near:
        # The sum of the distances: one place far off does not draw the stretch to itself.
        total, middle = min((sum(_km(corner, place) for place in near), corner) for corner in line)
        wide = _SHARE * total / len(near)
    else:
        mean = Point(sum(corner.lat for corner in line) / len(line), sum(corner.lon for corner in line) / len(line))
        middle = min(line, key=lambda corner: _km(corner, mean))
        wide = _LONGEST_KM
    reach = max(_km(corner, middle) for corner in line)
    return Stretch(middle, max(_SHORTEST_KM, min(_LONGEST_KM, wide, reach)))


def _km(one: Point, other: Point) -> float:
    return quick_km(one.lat, one.lon, other.lat, other.lon)
