"""Lines from the selected place to those named in the same passages: with the map, and after a click on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from articles.archive import Archive
from articles.view import Together, View
from articles.views.related import MOST_MENTIONS_AT_ONCE, related
from places.map import Link, links_message

#: The fragment that follows a selection made on the map.
LINES = "lines"
MOST_LINES = 12
_SCRIPT = (Path(__file__).parent / "lines.js").read_text(encoding="utf-8")


def lines(view: View, archive: Archive) -> tuple[Link, ...]:
    """Those of the selected place, most passages first; none where there is too much to count unasked."""
    count = archive.count(view)
    if count is None or count.mentions > MOST_MENTIONS_AT_ONCE:
        return ()
    pair = set(view.places) if view.together is Together.PASSAGE else set()
    return tuple(
        Link(view.place, each.place.id, each.passages, chosen={view.place, each.place.id} == pair)
        for each in related(view, archive, view.place)[:MOST_LINES]
    )


def draw_lines(current: Callable[[], View], archive: Archive) -> None:
    """Hand the lines of the current view to the map that is there.

    Drawn again by itself after a click on the map, which lights its mark up at once and is not drawn anew: the lines
    come when they are counted, behind the passages.
    """
    # Round the fragment, so that its own box, which would leave a gap, is hidden with it.
    with st.container(key="lines-frame"):
        _draw_lines(current, archive)


@st.fragment(key=LINES)
def _draw_lines(current: Callable[[], View], archive: Archive) -> None:
    _component()(key="map-lines", data=links_message(lines(current(), archive)))


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., object]:
    return st.components.v2.component("dateline_lines", js=_SCRIPT)
