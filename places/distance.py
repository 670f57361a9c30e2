"""Distances on the WGS 84 ellipsoid: the one door to geopy's geodesic."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

from places.place import Point

#: Mean radius of the Earth, for rough distances.
_RADIUS_KM = 6371.0088


def distance_km(one: Point, other: Point) -> float:
    """Length of the shortest way on the ellipsoid (Karney 2013), right to less than a millimetre."""
    return float(_geodesic()((one.lat, one.lon), (other.lat, other.lon)).km)


def destination(start: Point, bearing_degrees: float, km: float) -> Point:
    """The point *km* from *start*, setting out at *bearing_degrees* clockwise from north."""
    end = _geodesic()(kilometers=km).destination((start.lat, start.lon), bearing=bearing_degrees)
    return Point(lat=end.latitude, lon=end.longitude)


def initial_bearing(start: Point, end: Point) -> float:
    """The direction in which the great circle from one point to another sets out."""
    a, b, turn = math.radians(start.lat), math.radians(end.lat), math.radians(end.lon - start.lon)
    east = math.sin(turn) * math.cos(b)
    north = math.cos(a) * math.sin(b) - math.sin(a) * math.cos(b) * math.cos(turn)
    return math.degrees(math.atan2(east, north)) % 360


def quick_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance on a sphere, within 0.6 % of the geodesic and a hundred times faster."""
    a, b = math.radians(lat), math.radians(other_lat)
    half_lat, half_lon = (b - a) / 2, math.radians(other_lon - lon) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(a) * math.cos(b) * math.sin(half_lon) ** 2
    return 2 * _RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))


def within_km(centre: Point, lat: float, lon: float, km: float) -> bool:
    """Whether a position is at most *km* from *centre* by the geodesic, which is only measured where it may matter."""
    rough = quick_km(centre.lat, centre.lon, lat, lon)
    # Beyond what the sphere may be wrong by.
    if abs(rough - km) > 0.007 * rough:
        return rough < km
    return distance_km(centre, Point(lat, lon)) <= km


def load() -> None:
    """Now, what the first exact distance would load."""
    _geodesic()


@cache
def _geodesic() -> Any:
    # With it comes all of geopy, services and their network too, which takes longer than most commands do.
    from geopy.distance import geodesic  # noqa: PLC0415, TID251 - this is the door

    return geodesic
