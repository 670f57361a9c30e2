"""The passages of what is selected, or the list of places while nothing is."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from articles import wording
from articles.answering.counts import PlaceCount
from articles.answering.ranking import Ranking
from articles.archive import Archive
from articles.markup import place_lists
from articles.markup.links import link
from articles.view import View
from articles.views.asking import draw_ask
from articles.views.panel import PAGE_SIZE, Panel
from articles.views.related import MOST_MENTIONS_AT_ONCE
from articles.words import language, say, say_many

#: The list shows the most mentioned places; the rest are reached by search and map.
LONGEST_LIST = 300


def draw_passages(panel: Panel, *, where: str) -> None:
    """Draw *panel*; *where* tells the sidebar's and the phone's apart."""
    if panel.view.place:
        st.html(panel.head)
        _draw_related(panel, where)
        _draw_hits(panel, where)
    elif panel.view.query:
        _draw_found(panel, where)
    else:
        _draw_places(panel.view, panel.archive)
        _draw_not_on_the_map(panel.view, panel.archive, where)


def _draw_related(panel: Panel, where: str) -> None:
    count = panel.archive.count(panel.alone)
    if count is None:
        return
    key = f"related-{where}-{hash((panel.archive.revision, panel.alone.with_(article='')))}"
    if count.mentions > MOST_MENTIONS_AT_ONCE and not st.session_state.get(key):
        if not st.button(say("Count what is named in the same passages"), key=f"ask-{key}"):
            return
        st.session_state[key] = True
    if panel.company:
        st.html(panel.company)


def _draw_found(panel: Panel, where: str) -> None:
    view, archive = panel.view, panel.archive
    found = say_many("{n} passage found", "{n} passages found", archive.count_hits(view))
    st.html(f'<div class="dl-selected"><h2>{found}</h2></div>')
    if counts := archive.ranking(view):
        st.html(archive.recently(("places found", view, language()), lambda: _places_in_them(view, counts)))
    _draw_hits(panel, where)
    _draw_not_on_the_map(view, archive, where)


def _places_in_them(view: View, counts: Ranking) -> str:
    return (
        f'<details class="dl-related"><summary>{say("Places in them")} '
        f'<span class="dl-count">{len(counts):,}</span>'
        f"</summary>{place_lists.place_list(view, counts[:LONGEST_LIST])}</details>"
    )


def _draw_hits(panel: Panel, where: str) -> None:
    view = panel.view
    number = panel.archive.count_hits(view)
    if not number:
        everything = link(View(archive=view.archive, place=view.place), say("Clear the filters"))
        st.html(f'<p class="dl-empty">{say("No passage answers this.")} {everything}</p>')
        return
    # A page number belongs to one question: another question starts at its first page.
    key = f"page-{where}-{hash(view.with_(article=''))}"
    pages = -(-number // PAGE_SIZE)
    st.html(panel.page(st.session_state.get(key, 1)))
    if pages > 1:
        st.pagination(pages, key=key, max_visible_pages=5)


def _draw_places(view: View, archive: Archive) -> None:
    counts = archive.ranking(view)
    if not counts:
        everything = link(View(archive=view.archive), say("Clear the filters"))
        st.html(f'<p class="dl-empty">{say("No place is mentioned in this selection.")} {everything}</p>')
        return
    st.html(archive.recently(("list of places", view, language()), lambda: _list_of_places(view, archive, counts)))
    if len(counts) > LONGEST_LIST:
        st.caption(say("The {most} most mentioned; narrow the filters to see the others.", most=LONGEST_LIST))


def _list_of_places(view: View, archive: Archive, counts: Ranking) -> str:
    shown = counts.top(LONGEST_LIST, view.size)
    sparklines, said = _sparklines(view, archive, shown)
    return (
        f'<div class="dl-selected"><h2>{wording.places(len(counts))}</h2>'
        f'<p class="dl-hint">{say("Choose one, here or on the map, to read its passages.")}{said}</p></div>'
        + place_lists.place_list(view, shown, sparklines)
    )


def _sparklines(view: View, archive: Archive, counts: Sequence[PlaceCount]) -> tuple[dict[str, tuple[int, ...]], str]:
    """The mentions of the places over time, and the time in words; nothing where there is but a day."""
    first, last = (given or day for given, day in zip((view.after, view.before), archive.days(), strict=True))
    if first is None or last is None or first >= last:
        return {}, ""
    found = archive.sparklines(view, [count.place.id for count in counts])
    said = say("The small bars are mentions from {first} to {last}.", first=wording.day(first), last=wording.day(last))
    return found, f" {said}"


def _draw_not_on_the_map(view: View, archive: Archive, where: str) -> None:
    def drawn() -> str:
        return place_lists.not_on_the_map(
            view, archive.ranking(view), archive.unplaced(view), archive.excluded(view), archive.vague(view)
        )

    if shown := archive.recently(("not on the map", view, language()), drawn):
        st.html(shown)
    draw_ask(view, archive, where)
