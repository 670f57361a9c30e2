"""Relative positions: a point somewhere off a place, and how vague it is."""

from __future__ import annotations

from dataclasses import dataclass

from places.place import Place, Point


@dataclass(frozen=True, slots=True)
class RelativePosition:
    """Where "about 55 km west of Mosul" is: a circle, never the anchor's own mark."""

    anchor: Place
    #: Clockwise from north; None where the words give no direction.
    bearing_degrees: float | None
    #: As the words give it, the middle of a range; None where they give none, or only hours of travel.
    distance_km: float | None
    #: The circle's middle. Without a direction, and for a distance alone, the anchor's own point.
    point: Point
    #: The circle's radius, by the rules told in ``places.relative.positions``: what is meant should lie within it.
    radius_km: float
    #: The words, from the distance to the anchor, with single spaces.
    phrase: str
    #: Where they stand in the text; the anchor's mention lies within.
    start: int
    end: int
