"""Shapes for exchange: approximate areas and circles as GeoJSON wants them (RFC 7946, sections 3.1.6 and 3.1.9).

Longitude first, outer rings counterclockwise and holes clockwise, cut where they cross the antimeridian.
"""

from __future__ import annotations

import math

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.polygon import orient

from articles.export.selection import Rings

#: Some ten metres; areas are right to kilometres.
_DECIMALS = 4


def multi_polygon(rings: Rings) -> MultiPolygon | None:
    """The shape that *rings* fill by the even-odd rule; None where nothing is left of it."""
    shape: shapely.Geometry = MultiPolygon()
    for ring in rings:
        if len(ring) >= 4:
            part = shapely.make_valid(Polygon([(lon, lat) for lat, lon in ring]))
            shape = shapely.symmetric_difference(shape, part)
    parts = [part for part in polygons(within_the_world(shape)) if part.area > 0]
    return MultiPolygon([orient(part) for part in parts]) if parts else None


def within_the_world(shape: shapely.Geometry) -> shapely.Geometry:
    """*shape*, whose longitudes may run past 180 degrees, in pieces between -180 and 180."""
    if shapely.is_empty(shape):
        return shape
    west, _, east, _ = shapely.bounds(shape)
    pieces: list[Polygon] = []
    for turn in range(math.floor((west + 180) / 360), math.floor((east + 180) / 360) + 1):
        piece = shapely.clip_by_rect(shape, -180 + 360 * turn, -90, 180 + 360 * turn, 90)
        pieces += polygons(translated(piece, -360 * turn))
    return shapely.set_precision(shapely.union_all([shapely.make_valid(piece) for piece in pieces]), 10**-_DECIMALS)


def translated(shape: shapely.Geometry, degrees: float) -> shapely.Geometry:
    """*shape* moved eastward."""
    return shapely.transform(shape, lambda corners: corners + np.array([degrees, 0.0])) if degrees else shape


def polygons(shape: shapely.Geometry) -> list[Polygon]:
    """The areas of *shape*, whatever it is made of."""
    if isinstance(shape, Polygon):
        return [] if shape.is_empty else [shape]
    return [each for part in shapely.get_parts(shape) if part is not shape for each in polygons(part)]
