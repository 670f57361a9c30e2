"""The message: what the browser gets to draw, packed so that it means nothing to a template or a script."""

from __future__ import annotations

import base64
import functools
import json
import zlib
from collections.abc import Callable, Container, Iterable, Sequence
from typing import Any

from places.mapping.marks import Link, SizeBy, VagueMark
from places.mapping.parcel import Parcel
from places.mapping.tally import Marks
from places.place import Place, Point

#: Closed lines of (latitude, longitude) in degrees; lines inside others are holes.
Rings = Sequence[Sequence[tuple[float, float]]]

#: A thin line each, and a selected capital may share passages with thousands of places.
MOST_LINKS = 60


def view_message(
    marks: Marks,
    *,
    shapes: Parcel,
    seq: int,
    selected: str,
    size_by: SizeBy,
    vague: Iterable[VagueMark],
    links: Iterable[Link],
    area: Sequence[Point] | None,
    choosing: str = "",
) -> str:
    """The view, packed: small, for the parcels of its marks and *shapes* it only names.

    *seq* is the last event that the page knows of: what was clicked since stays lit.
    """
    return packed(
        {
            "seq": seq,
            "selected": selected,
            "sizeBy": size_by,
            "parcels": [marks.book.parcel.key, marks.numbers.key, shapes.key],
            "vague": [_vague_row(each) for each in vague],
            "links": _link_rows(links, lambda id_: marks.place(id_) is not None),
            "choosing": choosing,
            "area": None if area is None else [[round(point.lat, 6), round(point.lon, 6)] for point in area],
        }
    )


def _vague_row(mark: VagueMark) -> list[Any]:
    lat, lon = round(mark.point.lat, 4), round(mark.point.lon, 4)
    return [mark.id, lat, lon, round(mark.radius_km, 2), mark.phrase, mark.mentions, mark.anchor_id]


def links_message(links: Iterable[Link]) -> str:
    """Lines alone, packed, for a map that shows their places already; those to places it does not show are passed over.

    For ``dateline.updateLinks`` in the map's frame.
    """
    return packed(_link_rows(links))


def _link_rows(links: Iterable[Link], is_marked: Callable[[str], bool] = lambda id_: True) -> list[list[Any]]:
    """Ids of two places, how many passages, and whether chosen: the strongest, and a chosen one always."""
    drawn = [link for link in links if link.from_id != link.to_id and is_marked(link.from_id) and is_marked(link.to_id)]
    strongest = sorted(drawn, key=lambda link: (not link.chosen, -link.count))[:MOST_LINKS]
    return [[link.from_id, link.to_id, link.count, int(link.chosen)] for link in strongest]


def places_with_shapes(marks: Marks, selected: str) -> tuple[Place, ...]:
    """The areas most mentioned, by id, and a selected country; other countries are marks without a shape."""
    chosen = marks.place(selected)
    if chosen is None or not chosen.is_area or chosen in marks.areas:
        return marks.areas
    return tuple(sorted((*marks.areas, chosen), key=lambda place: place.id))


@functools.lru_cache(maxsize=32)
def shapes_parcel(outline: Callable[[Place], Rings | None], areas: tuple[Place, ...]) -> Parcel:
    """The shapes of *areas*; to about a kilometre, which is finer than most are exact.

    Those that *outline* has among its ``accepted``, where it has any, are told to be no approximate ones.
    """
    accepted: Container[str] = getattr(outline, "accepted", ())
    found = ((place.id, outline(place)) for place in areas)
    shapes = [
        [id_, [thinned(ring) for ring in rings], *([1] if id_ in accepted else [])] for id_, rings in found if rings
    ]
    return Parcel.of(json.dumps(shapes, separators=(",", ":")).encode("ascii"))


def thinned(ring: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    rounded = [(round(lat, 2), round(lon, 2)) for lat, lon in ring]
    return [point for point, before in zip(rounded, [None, *rounded], strict=False) if point != before]


def packed(value: object) -> str:
    """JSON, deflated, in base64: no brace, quote, backtick or angle bracket is left for a template or a script."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    # Unpaired surrogates, which a hostile upload may hold, are no UTF-8.
    return base64.b64encode(zlib.compress(text.encode("utf-8", "replace"), level=4)).decode("ascii")
