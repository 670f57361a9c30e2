"""The map of a view: its places with who says so and how sure, its vague positions and area; and what it reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import streamlit as st

from articles.archive import Archive
from articles.map_words import map_words
from articles.retelling import retold
from articles.view import Together, View
from articles.views.lines import lines
from articles.views.progress import plain
from articles.words import say
from places.areas.polygon import AreaError, checked, of_box
from places.map import MapEvent, MapFilesMissingError, Rings, VagueMark, draw_map
from places.place import Place, Point

HEIGHT_PIXELS = 580
KEY = "map"
#: The most mentioned vague positions are drawn; a wider one says too little to draw.
MOST_VAGUE = 60
WIDEST_VAGUE_KM = 120


def draw_atlas(
    view: View,
    archive: Archive,
    *,
    outline: Callable[[Place], Rings | None],
    radius_km: Callable[[Place], float | None],
    outlets: Sequence[str],
    on_change: Callable[[], None],
) -> None:
    """Draw what *view* holds; *on_change* is called when the reader did something on the map.

    The first of *outlets* have colours of their own.
    """
    try:
        draw_map(
            archive.marks(view, tuple(outlets), radius_km),
            key=KEY,
            selected=view.place,
            size_by=view.size,
            outline=outline,
            vague=_vague(view, archive),
            links=lines(view, archive),
            area=view.area,
            on_change=on_change,
            height=HEIGHT_PIXELS,
            words=map_words(),
        )
    except MapFilesMissingError as missing:
        words = say("There is no map: {fault}. The list of places does all that the map does.", fault=retold(missing))
        st.error(plain(words))


def view_after(event: MapEvent, view: View, archive: Archive) -> View:
    """*view* as it is after what the reader did; what the archive does not know changes nothing but the selection."""
    match event.kind:
        case "area" | "bounds":
            return view.with_(area=_corners(event))
        case "pair" if archive.place(event.place) and archive.place(event.other):
            pair = tuple(sorted((event.place, event.other)))
            return view.with_(places=pair, together=Together.PASSAGE, place=event.place)
        case "pick" if archive.place(event.place):
            return view.with_(place=event.place)
    return view.with_(place="")


def _corners(event: MapEvent) -> tuple[Point, ...]:
    """The corners of the area drawn; none where it was taken away, or encloses nothing one could ask for."""
    try:
        if event.box is not None:
            return of_box(event.box) or ()
        return checked(event.points) if event.points else ()
    except AreaError:
        return ()


def _vague(view: View, archive: Archive) -> Iterable[VagueMark]:
    drawn = [each for each in archive.vague(view) if each.radius_km <= WIDEST_VAGUE_KM]
    for number, each in enumerate(drawn[:MOST_VAGUE]):
        id_ = f"vague:{number}:{each.anchor}"
        yield VagueMark(id_, each.point, each.radius_km, each.phrase, each.mentions, each.anchor)
