"""The passages of what is selected, or the list of places while nothing is."""

from __future__ import annotations

import streamlit as st

from articles import markup
from articles.archive import Archive
from articles.view import View

#: Passages a page; one st.html holds them all, which is what keeps a click fast.
PAGE_SIZE = 20
#: The list shows the most mentioned places; the rest are reached by search and map.
LONGEST_LIST = 300


def draw_passages(view: View, archive: Archive, *, where: str) -> None:
    """The panel for *view*; *where* tells two panels on one page apart (the sidebar's and the phone's)."""
    if view.place:
        _draw_selected(view, archive, where)
    elif view.query:
        _draw_found(view, archive, where)
    else:
        _draw_places(view, archive)


def _draw_selected(view: View, archive: Archive, where: str) -> None:
    back = markup.link(view.with_(place=""), "← All places", css="dl-back")
    st.html(f'<div class="dl-selected">{back}{markup.selected_head(view, archive)}</div>')
    _draw_hits(view, archive, where)


def _draw_found(view: View, archive: Archive, where: str) -> None:
    st.html(f'<div class="dl-selected"><h2>{markup.counted(archive.count_hits(view), "passage")} found</h2></div>')
    _draw_hits(view, archive, where)


def _draw_hits(view: View, archive: Archive, where: str) -> None:
    number = archive.count_hits(view)
    if not number:
        everything = markup.link(View(place=view.place), "Clear the filters")
        st.html(f'<p class="dl-empty">No passage answers this. {everything}.</p>')
        return
    # A page number belongs to one question: another question starts at its first page.
    key = f"page-{where}-{hash(view.with_(article=''))}"
    pages = -(-number // PAGE_SIZE)
    page = st.session_state.get(key, 1)
    hits = archive.hits(view, offset=(page - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    st.html(markup.passage_list(view, hits))
    if pages > 1:
        st.pagination(pages, key=key, max_visible_pages=5)


def _draw_places(view: View, archive: Archive) -> None:
    counts = archive.places(view)
    if not counts:
        everything = markup.link(View(), "Clear the filters")
        st.html(f'<p class="dl-empty">No place is mentioned in this selection. {everything}.</p>')
    else:
        title = markup.counted(len(counts), "place")
        hint = "Choose one, here or on the map, to read its passages."
        st.html(
            f'<div class="dl-selected"><h2>{title}</h2><p class="dl-hint">{hint}</p></div>'
            + markup.place_list(view, counts[:LONGEST_LIST])
        )
        if len(counts) > LONGEST_LIST:
            st.caption(f"The {LONGEST_LIST} most mentioned; narrow the filters to see the others.")
    if unplaced := archive.unplaced(view):
        st.html(
            f'<div class="dl-selected {markup.NOT_ON_THE_MAP}"><h2>Not on the map</h2>'
            '<p class="dl-hint">Names the text treats as places and the gazetteer does not know.</p></div>'
            + markup.unplaced_list(view, unplaced)
        )
