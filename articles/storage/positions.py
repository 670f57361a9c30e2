"""Relative positions as the archive keeps them: with their mention, as JSON, without the anchor."""

from __future__ import annotations

import json

from places.distance import destination, distance_km
from places.mention import Mention
from places.place import Place, Point
from places.position import RelativePosition
from places.resolution import Resolution

#: Within it two points are one.
_SAME_KM = 0.1


def as_json(resolution: Resolution) -> str | None:
    """The relative position of a mention, without its anchor; equal for equal words, wherever they stand."""
    position, mention = resolution.relative, resolution.mention
    if position is None:
        return None
    kept = (
        position.bearing_degrees,
        position.distance_km,
        round(position.point.lat, 5),
        round(position.point.lon, 5),
        position.radius_km,
        position.phrase,
        # Where the phrase begins before the mention, and where it ends after the mention's beginning.
        mention.start - position.start,
        position.end - mention.start,
    )
    return json.dumps(kept, ensure_ascii=False)


def position_from_json(told: str | None, anchor: Place | None, mention: Mention) -> RelativePosition | None:
    """What ``as_json`` wrote for *mention*; None for None, and where the anchor is not known any more."""
    if told is None or anchor is None:
        return None
    bearing, km, lat, lon, radius_km, phrase, before, after = json.loads(told)
    point = Point(lat, lon)
    return RelativePosition(
        anchor, bearing, km, point, radius_km, phrase, mention.start - before, mention.start + after
    )


def moved(told: str | None, anchor: Point | None, new_anchor: Point) -> str | None:
    """What ``as_json`` wrote, told from another anchor; None where the words alone do not say how far and whereto."""
    if told is None or anchor is None:
        return None
    bearing, km, lat, lon, *rest = json.loads(told)
    point = new_anchor
    if bearing is not None:
        if km is None or distance_km(destination(anchor, bearing, km), Point(lat, lon)) > _SAME_KM:
            return None
        point = destination(new_anchor, bearing, km)
    elif distance_km(anchor, Point(lat, lon)) > _SAME_KM:
        # On the way to another place, or along a coast: where that is, the other place knows.
        return None
    return json.dumps([bearing, km, round(point.lat, 5), round(point.lon, 5), *rest], ensure_ascii=False)
