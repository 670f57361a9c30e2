"""Vague marks: the relative positions of a view, gathered into circles to draw."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from articles.answering.counts import VagueMark
from places.place import Point

#: Degrees to which two points are one: some ten metres.
_DECIMALS = 4


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
