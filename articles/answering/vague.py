"""Relative positions in the archive: kept with their mention as JSON, and gathered into marks to draw."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from articles.answering.counts import VagueMark
from places.distance import destination, distance_km
from places.mention import Mention
from places.place import Place, Point
from places.position import RelativePosition
from places.resolution import Resolution

#: Degrees to which two points are one: some ten metres.
_DECIMALS = 4
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


def vague_marks(told: Iterable[tuple[str, str, int]]) -> tuple[VagueMark, ...]:
    """One mark for all words of (anchor's id, JSON, mentions) that mean the same, most mentioned first.

    "55 km west of Mosul" and "about 55 km west of Mosul" are one, in the wider circle and the words used most.
    """
    groups: dict[tuple[object, ...], list[VagueMark]] = {}
    for anchor, relative, mentions in told:
        bearing, km, lat, lon, radius_km, phrase, _, _ = json.loads(relative)
        mark = VagueMark(anchor, phrase, Point(lat, lon), radius_km, bearing, km, mentions)
        key = (anchor, round(lat, _DECIMALS), round(lon, _DECIMALS), bearing, km, radius_km if km is None else 0)
        groups.setdefault(key, []).append(mark)
    merged = [_merged(marks) for marks in groups.values()]
    return tuple(sorted(merged, key=lambda mark: (-mark.mentions, mark.phrase, mark.anchor, mark.point)))


def _merged(marks: list[VagueMark]) -> VagueMark:
    phrases: Counter[str] = Counter()
    for mark in marks:
        phrases[mark.phrase] += mark.mentions
    phrase = min(phrases, key=lambda each: (-phrases[each], len(each), each))
    widest = max(marks, key=lambda mark: mark.radius_km)
    return replace(widest, phrase=phrase, mentions=phrases.total())
