"""Alternatives: what a name may mean on a small map, numbered as in the list beside it, and a point of one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import streamlit as st

from articles.map_words import map_words
from articles.views.progress import plain
from articles.words import say
from places.map import MapFilesMissingError, Mark, draw_map, read_event
from places.place import Place, Point

HEIGHT_PIXELS = 300


def draw_alternatives(
    toponym: str,
    found: Iterable[tuple[Place, str]],
    *,
    chosen: str,
    on_place: Callable[[str], None],
    on_point: Callable[[Point], None],
    key: str,
) -> None:
    """Draw the places *found* for *toponym*, each with where it lies, and light up the one whose id is *chosen*.

    A click on one goes to *on_place*, one beside all of them to *on_point*, as a widget's callback.
    """

    def clicked() -> None:
        event = read_event(st.session_state[key])
        if event and event.kind == "pick":
            on_place(event.place)
        elif event and event.kind == "point":
            on_point(event.points[0])

    marks = [
        Mark(replace(place, name=f"{number} {place.name}"), where, 1, 1, 1)
        for number, (place, where) in enumerate(found, start=1)
    ]
    try:
        draw_map(
            marks,
            selected=chosen,
            choosing=toponym,
            key=key,
            height=HEIGHT_PIXELS,
            words=map_words(),
            on_change=clicked,
        )
    except MapFilesMissingError as missing:
        st.caption(plain(str(missing)))
    else:
        st.caption(say("Choose a place, or click anywhere else on the map for a point of your own."))
