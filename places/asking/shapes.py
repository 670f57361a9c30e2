"""Shapes: the outline of an area out of a service's GeoJSON, checked and made coarse enough to keep and to draw."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
import shapely
from shapely import Polygon

from places.areas.approximate import simplified
from places.asking.answer import Rings
from places.asking.raw import Raw

#: What a service sends at most; a detailed country has some 100,000.
MOST_POINTS = 200_000
MOST_RINGS = 2_000
#: What is kept of it.
KEPT_POINTS = 400
_SMALLEST_SHARE = 0.0005


def rings_of(geometry: object) -> Rings:
    """The rings of a GeoJSON Polygon or MultiPolygon; empty for any other, and for one that is broken or too large."""
    raw = Raw(geometry)
    coordinates = raw.content.get("coordinates")
    kind = raw.text("type")
    if kind == "Polygon":
        coordinates = [coordinates]
    elif kind != "MultiPolygon":
        return ()
    try:
        rings = [_listed(ring) for part in _listed(coordinates) for ring in _listed(part)]
        if len(rings) > MOST_RINGS or sum(map(len, rings)) > MOST_POINTS:
            return ()
        shape = _evened([Polygon(_corners(ring)) for ring in rings if len(ring) >= 4])
        return simplified(shape, KEPT_POINTS, _SMALLEST_SHARE) if not shapely.is_empty(shape) else ()
    except (TypeError, ValueError, OverflowError, shapely.errors.ShapelyError):
        return ()


def _evened(rings: Sequence[Polygon]) -> shapely.Geometry:
    """What *rings* fill by the even-odd rule, in one piece where the service cut it at the antimeridian."""
    if not rings:
        return Polygon()
    west, _, east, _ = shapely.total_bounds(rings)
    if east - west > 180:
        rings = [_moved(ring) if ring.centroid.x < 0 else ring for ring in rings]
    shape: shapely.Geometry = Polygon()
    for ring in rings:
        shape = shapely.symmetric_difference(shape, shapely.make_valid(ring))
    return shape


def _moved(ring: Polygon) -> Polygon:
    moved: Polygon = shapely.transform(ring, lambda corners: corners + np.array([360.0, 0.0]))
    return moved


def _corners(ring: Sequence[object]) -> Iterator[tuple[float, float]]:
    """Longitude first, as GeoJSON has it. Raises ValueError, TypeError."""
    for corner in ring:
        lon, lat = _numbers(corner)
        if not (math.isfinite(lon) and -180 <= lon <= 180 and -90 <= lat <= 90):
            raise ValueError(f"({lon}, {lat}) is no position on Earth")
        yield lon, lat


def _numbers(corner: object) -> list[float]:
    numbers = [float(each) for each in _listed(corner)[:2] if isinstance(each, int | float)]
    if len(numbers) != 2:
        raise TypeError("no longitude and latitude")
    return numbers


def _listed(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError("no list of coordinates")
    return value
