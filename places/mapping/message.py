"""The message: what the browser gets to draw, packed so that it means nothing to a template or a script."""

from __future__ import annotations

import base64
import functools
import json
import zlib
from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from operator import attrgetter
from typing import Any

from places.mapping.marks import Link, Mark, SizeBy, VagueMark
from places.place import Place, Point

#: Closed lines of (latitude, longitude) in degrees; lines inside others are holes.
Rings = Sequence[Sequence[tuple[float, float]]]
Radius = Callable[[Place], float | None]

#: The most mentioned areas whose shape is drawn; the others are marks only.
MOST_SHAPES = 150
#: Outlets with a colour of their own (see OUTLETS in web/colours.js); the others share one.
MOST_COLOURS = 7
#: A thin line each, and a selected capital may share passages with thousands of places.
MOST_LINKS = 60


def view_message(
    marks: Sequence[Mark],
    *,
    seq: int,
    selected: str,
    size_by: SizeBy,
    vague: Iterable[VagueMark],
    links: Iterable[Link],
    area: Sequence[Point] | None,
    outlets: Sequence[str],
    radius_km: Radius,
    choosing: str = "",
) -> str:
    """The view, packed. *seq* is the last event that the page knows of: what was clicked since stays lit."""
    colours = _colours(marks, outlets)
    # First those with a colour, then all others that have most of some mark's mentions.
    names = tuple(dict.fromkeys([*colours, *(mark.shares[0][0] for mark in marks if mark.shares)]))
    number = {name: n for n, name in enumerate(names)}
    ordered = sorted(marks, key=attrgetter(size_by), reverse=True)
    return packed(
        {
            "seq": seq,
            "selected": selected,
            "sizeBy": size_by,
            "outlets": [len(colours), *names],
            "marks": [row(mark, number, len(colours), radius_km) for mark in ordered],
            "vague": [_vague_row(each) for each in vague],
            "links": _link_rows(links, {mark.place.id for mark in marks}),
            "choosing": choosing,
            "area": None if area is None else [[round(point.lat, 6), round(point.lon, 6)] for point in area],
        }
    )


def row(mark: Mark, number: dict[str, int], coloured: int, radius_km: Radius) -> list[Any]:
    """One mark in the order that web/message.js reads; what is nothing at its end is left out."""
    place = mark.place
    kind = 2 if place.is_country else 1 if place.is_area else 0
    columns = [
        place.id,
        place.name,
        mark.where,
        round(place.point.lat, 4),
        round(place.point.lon, 4),
        mark.mentions,
        mark.articles,
        mark.outlets,
        kind,
        mark.doubtful_mentions,
        mark.government,
        mark.verified,
        round((radius_km(place) or 0) if kind == 1 else 0, 1),
        _shares(mark, number, coloured),
    ]
    while len(columns) > 9 and not columns[-1]:
        columns.pop()
    return columns


def _colours(marks: Iterable[Mark], outlets: Sequence[str]) -> tuple[str, ...]:
    """The outlets with a colour of their own: the first of *outlets*, else those with most mentions here."""
    if outlets:
        return tuple(dict.fromkeys(outlets))[:MOST_COLOURS]
    counts: Counter[str] = Counter()
    for mark in marks:
        for outlet, mentions in mark.shares:
            counts[outlet] += mentions
    return tuple(sorted(counts, key=lambda outlet: (-counts[outlet], outlet))[:MOST_COLOURS])


def _shares(mark: Mark, number: dict[str, int], coloured: int) -> list[int]:
    """The leading outlet's number and mentions, then pairs of colour and mentions; *coloured* is all the others."""
    if not mark.shares:
        return []
    pairs, others = [], mark.mentions
    for outlet, mentions in mark.shares:
        colour = number.get(outlet, coloured)
        if colour < coloured:
            pairs.append((colour, mentions))
            others -= mentions
    pairs.sort()
    if others > 0:
        pairs.append((coloured, others))
    name, most = mark.shares[0]
    return [number[name], most, *chain.from_iterable(pairs)]


def _vague_row(mark: VagueMark) -> list[Any]:
    lat, lon = round(mark.point.lat, 4), round(mark.point.lon, 4)
    return [mark.id, lat, lon, round(mark.radius_km, 2), mark.phrase, mark.mentions, mark.anchor_id]


def links_message(links: Iterable[Link]) -> str:
    """Lines alone, packed, for a map that shows their places already; those to places it does not show are passed over.

    For ``dateline.updateLinks`` in the map's frame.
    """
    return packed(_link_rows(links))


def _link_rows(links: Iterable[Link], known: AbstractSet[str] | None = None) -> list[list[Any]]:
    """Ids of two places, how many passages, and whether chosen: the strongest, and a chosen one always."""
    drawn = [
        link for link in links if link.from_id != link.to_id and (known is None or {link.from_id, link.to_id} <= known)
    ]
    strongest = sorted(drawn, key=lambda link: (not link.chosen, -link.count))[:MOST_LINKS]
    return [[link.from_id, link.to_id, link.count, int(link.chosen)] for link in strongest]


def places_with_shapes(marks: Iterable[Mark], selected: str) -> tuple[Place, ...]:
    """The areas most mentioned, by id, and a selected country; other countries are marks without a shape."""
    areas = sorted(
        (mark for mark in marks if mark.place.is_area and not mark.place.is_country), key=lambda mark: -mark.mentions
    )
    chosen = [mark.place for mark in areas[:MOST_SHAPES]]
    chosen += [mark.place for mark in marks if mark.place.id == selected and mark.place.is_area]
    return tuple(sorted(set(chosen), key=lambda place: place.id))


@functools.lru_cache(maxsize=32)
def shapes_message(outline: Callable[[Place], Rings | None], areas: tuple[Place, ...]) -> str:
    """The shapes of *areas*, packed; to about a kilometre, which is finer than most are exact.

    Those that *outline* has among its ``accepted``, where it has any, are told to be no approximate ones.
    """
    accepted: Container[str] = getattr(outline, "accepted", ())
    found = ((place.id, outline(place)) for place in areas)
    return packed(
        [[id_, [thinned(ring) for ring in rings], *([1] if id_ in accepted else [])] for id_, rings in found if rings]
    )


def thinned(ring: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    rounded = [(round(lat, 2), round(lon, 2)) for lat, lon in ring]
    return [point for point, before in zip(rounded, [None, *rounded], strict=False) if point != before]


def packed(value: object) -> str:
    """JSON, deflated, in base64: no brace, quote, backtick or angle bracket is left for a template or a script."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    # Unpaired surrogates, which a hostile upload may hold, are no UTF-8.
    return base64.b64encode(zlib.compress(text.encode("utf-8", "replace"), level=4)).decode("ascii")
