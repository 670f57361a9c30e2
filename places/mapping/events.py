"""Events: what a reader did on the map, read from what a browser sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from places.place import BoundingBox, Point

#: What the browser sends is written by anybody who likes.
LONGEST_ID = 300
LARGEST_SEQ = 2**53
MOST_CORNERS = 100

Kind = Literal["pick", "clear", "pair", "area", "bounds", "point"]


@dataclass(frozen=True, slots=True)
class MapEvent:
    """What a reader did on the map. Places are what the browser says: look them up before you trust them.

    - pick: *place* was chosen.
    - clear: nothing is chosen any more.
    - pair: the line from *place* to *other* was chosen.
    - area: *points* are the area drawn: two are the south-west and north-east corners of a box, more a polygon's
      corners in order, the last not the first again; none when the reader removed the area.
    - bounds: *points* are the two corners of what is in view, asked for by a button.
    - point: *points* is the one point that was clicked on a map that asks for one.
    """

    kind: Kind
    #: Place id; "" but for pick and pair.
    place: str
    #: Grows with each event, so that a second click on the same mark is a new one.
    seq: int
    #: Place id; "" but for pair.
    other: str = ""
    #: Empty but for area, bounds and point. Longitudes are within ±180: neighbours more than 180 apart lie on both
    #: sides of the antimeridian.
    points: tuple[Point, ...] = ()

    @property
    def box(self) -> BoundingBox | None:
        """The box that *points* are the corners of, west > east across the antimeridian; None when they are not."""
        if len(self.points) != 2:
            return None
        low, high = self.points
        return BoundingBox(south=low.lat, west=low.lon, north=high.lat, east=high.lon)


def read_event(value: object) -> MapEvent | None:
    """The event in what the browser sent; None when there is none, or it is none of ours."""
    if not isinstance(value, dict):
        return None
    kind, place, other, seq = (value.get(name) for name in ("kind", "place", "other", "seq"))
    if isinstance(seq, bool) or not isinstance(seq, int) or not 0 < seq < LARGEST_SEQ:
        return None
    if kind == "clear":
        return MapEvent("clear", "", seq)
    if kind == "pick" and _is_id(place):
        return MapEvent("pick", str(place), seq)
    if kind == "pair" and _is_id(place) and _is_id(other) and place != other:
        return MapEvent("pair", str(place), seq, str(other))
    points = _points(value.get("points"))
    if points is None:
        return None
    if kind == "point" and len(points) == 1:
        return MapEvent("point", "", seq, points=points)
    if kind == "area" and _enclose(points):
        return MapEvent("area", "", seq, points=points)
    if kind == "bounds" and len(points) == 2 and _enclose(points):
        return MapEvent("bounds", "", seq, points=points)
    return None


def _is_id(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_ID and value.isprintable()


def _points(value: object) -> tuple[Point, ...] | None:
    """Points on the globe; None for what is none."""
    if not isinstance(value, list) or len(value) > MOST_CORNERS:
        return None
    points = []
    for corner in value:
        if not isinstance(corner, list) or len(corner) != 2 or not all(_is_number(each) for each in corner):
            return None
        try:
            points.append(Point(float(corner[0]), float(corner[1])))
        except (ValueError, OverflowError):  # off the globe, or NaN
            return None
    return tuple(points)


def _enclose(points: tuple[Point, ...]) -> bool:
    """Whether these are corners of something, or none at all."""
    if len(points) == 2:
        return points[0].lat < points[1].lat and points[0].lon != points[1].lon
    return len(points) != 1 and (not points or len(set(points)) >= 3)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
