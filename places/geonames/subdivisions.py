"""The subdivisions of ISO 3166-2 joined to GeoNames' provinces, for their middles and names in the local scripts.

The two number the provinces differently. They are joined within a country by a name they share; what is left over,
only where two middles are each other's nearest, close, and without a rival.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from places.distance import quick_km
from places.geonames.records import Subdivision
from places.names import keys
from places.place import Point

_NEAR_KM = 60
#: The next nearest must be this many times farther.
_WITHOUT_RIVAL = 2.5

T = TypeVar("T")

_GENERIC = re.compile(
    r"^(?:the )?(?:province|region|governorate|state|republic|county|department|district|municipality|canton|emirate)"
    r" of (?:the )?"
    r"|^(?:county|provincia d[eio]s?|provincia|departamento d[eo]|departamento|estado de|wilaya d[e']|ostan-e) "
    r"|(?: (?:province|governorate|state|region|oblast'?|krai|kray|republic|county|department|prefecture|municipality"
    r"|parish|canton|voivodeship|division|territory|emirate|district|department|autonomous))+$",
    re.IGNORECASE,
)


def bare(name: str) -> str:
    """The name without the word for its kind: "Jigawa State" -> "Jigawa", "County Kerry" -> "Kerry"."""
    return _GENERIC.sub("", name).strip() or name


def joined(
    named: Mapping[str, Sequence[str]],
    points: Mapping[str, Point],
    subdivisions: Iterable[Subdivision],
) -> dict[str, Subdivision]:
    """Province id -> its subdivision, for the provinces where there is no doubt.

    *named* holds each province's names, *points* about where it lies.
    """
    provinces: dict[str, list[str]] = defaultdict(list)
    for id_ in named:
        provinces[id_.split(".", 1)[0]].append(id_)
    by_country: dict[str, list[Subdivision]] = defaultdict(list)
    for subdivision in subdivisions:
        by_country[subdivision.country].append(subdivision)
    found: dict[str, Subdivision] = {}
    for country, ids in provinces.items():
        pairs = _by_name({id_: named[id_] for id_ in ids}, by_country[country])
        found |= pairs | _by_place({id_: points[id_] for id_ in ids if id_ not in pairs}, by_country[country], pairs)
    return found


def _by_name(provinces: Mapping[str, Sequence[str]], subdivisions: list[Subdivision]) -> dict[str, Subdivision]:
    """Pairs that share a name no other pair of the country shares."""
    owners: dict[str, set[str]] = defaultdict(set)
    for id_, names in provinces.items():
        for key in _keys(names):
            owners[key].add(id_)
    pairs: dict[str, list[Subdivision]] = defaultdict(list)
    for subdivision in subdivisions:
        ids = {
            id_
            for key in _keys((subdivision.name, *subdivision.english))
            for id_ in owners[key]
            if len(owners[key]) == 1
        }
        if len(ids) == 1:
            pairs[ids.pop()].append(subdivision)
    return {id_: found[0] for id_, found in pairs.items() if len(found) == 1}


def _by_place(
    points: Mapping[str, Point], subdivisions: list[Subdivision], taken: Mapping[str, Subdivision]
) -> dict[str, Subdivision]:
    left = [each for each in subdivisions if each not in taken.values()]
    pairs = {}
    for id_, point in points.items():
        nearest = _nearest(point, {each: Point(each.lat, each.lon) for each in left})
        if nearest is not None and _nearest(Point(nearest.lat, nearest.lon), points) == id_:
            pairs[id_] = nearest
    return pairs


def _nearest(point: Point, others: Mapping[T, Point]) -> T | None:
    """The one that is near and without a rival, else None."""
    ranked = sorted(
        (quick_km(point.lat, point.lon, other.lat, other.lon), str(each), each) for each, other in others.items()
    )
    if not ranked or ranked[0][0] > _NEAR_KM:
        return None
    if len(ranked) > 1 and ranked[1][0] < _WITHOUT_RIVAL * ranked[0][0]:
        return None
    return ranked[0][2]


def _keys(names: Iterable[str]) -> set[str]:
    return {key for name in names for key in (*keys(name), *keys(bare(name)))}
