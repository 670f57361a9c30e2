"""Names side by side: containers ("Bangor, Maine"), lists, and "Washington, D.C."."""

from __future__ import annotations

import re
from dataclasses import replace

from places.recognition.base import Evidence, Sighting
from places.recognition.lexicon import Role
from places.recognition.surroundings import DATELINE

#: What joins the items of a list.
LISTING = re.compile(r",? (?:and|or|&) |, |/")
_CONTAINING = frozenset((", ", " (", " ", ",\n", "., ", ". ", ","))
#: What joins two of a kind that are no list: "from Georgia to Alabama".
_BETWEEN = frozenset((" to ", " into ", " from "))
_COMMA = ", "
#: What follows a container that is set between commas or ends the sentence.
_CLOSED = re.compile(r"[,.;)]|\Z")
#: Wider gaps join nothing.
_WIDEST_GAP = 6


def linked(text: str, sightings: list[Sighting], evidence: Evidence) -> list[Sighting]:
    """The sightings, told of their containers and lists; the evidence, told which names are somewhere."""
    kept: list[Sighting] = []
    for sighting in sightings:
        previous = kept[-1] if kept else None
        if previous is not None and 0 < sighting.start - previous.end <= _WIDEST_GAP:
            gap = text[previous.end : sighting.start]
            if gap == ", " and sighting.find.text == "D.C.":
                _merge(previous, sighting)
                continue
            if gap in _CONTAINING and _contains(previous, sighting, gap):
                _contain(text, previous, sighting, evidence)
            elif gap in _BETWEEN:
                _beside(previous, sighting)
            elif LISTING.fullmatch(gap):
                _list(previous, sighting)
        if sighting.before_roles & Role.PREPOSITION or sighting.dateline or sighting.headed:
            _locate(sighting, evidence)
            sighting.located = True
        kept.append(sighting)
    for inner, outer, further in zip(kept, kept[1:], [*kept[2:], None], strict=False):
        if _is_astray(text, inner, outer, further):
            inner.astray = outer
    return kept


def _is_astray(text: str, inner: Sighting, outer: Sighting, further: Sighting | None) -> bool:
    """Whether "in Wellington, Somerset," says of a place that it lies where the gazetteer knows none of that name."""
    if inner.container is not None or outer.start - inner.end != len(_COMMA) or not (inner.located or inner.dateline):
        return False
    name, area = inner.find.name, outer.find.name
    if not (area.is_province or area.is_county) or area.adjective or area.is_country or not name.is_known:
        return False
    if name.adjective or name.is_country or name.is_province or name.is_region or not _CLOSED.match(text, outer.end):
        return False
    # "in Basra, Anbar and Diyala" is a list.
    return text[inner.end : outer.start] == _COMMA and (
        further is None or LISTING.fullmatch(text, outer.end, further.start) is None
    )


def _merge(city: Sighting, district: Sighting) -> None:
    """Make one name of "Washington, D.C."."""
    city.end, city.right, city.container = district.end, district.right, district
    city.find = replace(city.find, score=max(district.find.score, city.find.score))
    city.dateline = city.dateline or district.dateline


def _contain(text: str, inner: Sighting, outer: Sighting, evidence: Evidence) -> None:
    inner.container, outer.contained = outer, inner
    _locate(inner, evidence)
    if inner.opens and not inner.dateline:
        inner.dateline = outer.dateline = DATELINE.match(text, outer.end) is not None


def _list(one: Sighting, other: Sighting) -> None:
    one.listed = other.listed = True
    _beside(one, other)
    if other.find.name.is_province and _alike(one) and one.contained is not None:
        # "Washington, Oregon and California": three states are a list, none is in the next.
        first = one.contained
        first.container = one.contained = None
        first.listed = first.beside_province = True


def _beside(one: Sighting, other: Sighting) -> None:
    one.beside_province |= other.find.name.is_province
    other.beside_province |= one.find.name.is_province


def _locate(sighting: Sighting, evidence: Evidence) -> None:
    key = sighting.find.name.key
    evidence.located[key] = evidence.located.get(key, 0) + 1


def _contains(inner: Sighting, outer: Sighting, gap: str) -> bool:
    """Whether the second of two neighbours names the state or country the first lies in."""
    name, area = inner.find.name, outer.find.name
    if area.adjective or name.adjective:
        return False
    if not name.is_known:
        return gap == ", " and (area.is_province or area.is_country or area.is_abbreviation)
    if not name.within(area):
        return False
    if name.is_country and (area.is_country or not area.is_province):
        return False
    if inner.contained is not None and _alike(inner):
        return False
    return gap != " " or area.is_province or area.is_country


def _alike(sighting: Sighting) -> bool:
    """Whether it and the name before it are both states."""
    return (
        sighting.contained is not None and sighting.find.name.is_province and sighting.contained.find.name.is_province
    )
