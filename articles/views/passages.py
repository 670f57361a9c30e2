"""The passages of what is selected, or the list of places while nothing is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from articles import wording
from articles.answering.counts import PlaceCount
from articles.answering.ranking import Ranking
from articles.archive import Archive
from articles.article import Hit
from articles.markup import place_lists
from articles.markup.links import link
from articles.markup.marginalia import Key
from articles.markup.passages import passage_list
from articles.markup.selected import selected_head
from articles.quoting import Ration
from articles.reposts.telling import Repeats
from articles.showing import Showing
from articles.view import Together, View
from articles.views.asking import draw_ask
from articles.views.noting import noted_in
from articles.views.related import MOST_MENTIONS_AT_ONCE, related
from articles.words import language, say, say_many

#: Passages a page; one st.html holds them all, which is what keeps a click fast.
PAGE_SIZE = 20
#: The list shows the most mentioned places; the rest are reached by search and map.
LONGEST_LIST = 300


def draw_passages(view: View, archive: Archive, showing: Showing, *, where: str) -> None:
    """The panel for *view*, as far as *showing* gives it; *where* tells the sidebar's and the phone's apart."""
    if view.place:
        _draw_selected(view, archive, showing, where)
    elif view.query:
        _draw_found(view, archive, showing, where)
    else:
        _draw_places(view, archive)
        _draw_not_on_the_map(view, archive, where)


def _draw_selected(view: View, archive: Archive, showing: Showing, where: str) -> None:
    back = link(view.with_(place=""), say("← All places"), css="dl-back")
    note = ""
    if place_lists.is_pair(view):
        names = archive.names()
        note = place_lists.pair_note(view, [names.label(place) for place in view.places if place != view.place])
    st.html(f'<div class="dl-selected">{back}{selected_head(view, archive)}{note}</div>')
    _draw_related(view, archive, where)
    # Of a pair both are marked in the passages, which are the same.
    marked = view.with_(place="") if place_lists.is_pair(view) else view
    _draw_hits(view, archive, showing, where, marked=marked)


def _draw_related(view: View, archive: Archive, where: str) -> None:
    # Of a pair, the company is that of all passages of the place, so that another can be chosen.
    alone = view.with_(places=(), together=Together.ANY) if place_lists.is_pair(view) else view
    count = archive.count(alone)
    if count is None:
        return
    key = f"related-{where}-{hash((archive.revision, alone.with_(article='')))}"
    if count.mentions > MOST_MENTIONS_AT_ONCE and not st.session_state.get(key):
        if not st.button(say("Count what is named in the same passages"), key=f"ask-{key}"):
            return
        st.session_state[key] = True
    if shown := place_lists.related_list(view, view.place, related(alone, archive, view.place)):
        st.html(shown)


def _draw_found(view: View, archive: Archive, showing: Showing, where: str) -> None:
    found = say_many("{n} passage found", "{n} passages found", archive.count_hits(view))
    st.html(f'<div class="dl-selected"><h2>{found}</h2></div>')
    if counts := archive.ranking(view):
        st.html(archive.recently(("places found", view, language()), lambda: _places_in_them(view, counts)))
    _draw_hits(view, archive, showing, where, marked=view)
    _draw_not_on_the_map(view, archive, where)


def _places_in_them(view: View, counts: Ranking) -> str:
    return (
        f'<details class="dl-related"><summary>{say("Places in them")} '
        f'<span class="dl-count">{len(counts):,}</span>'
        f"</summary>{place_lists.place_list(view, counts[:LONGEST_LIST])}</details>"
    )


def _draw_hits(view: View, archive: Archive, showing: Showing, where: str, *, marked: View) -> None:
    number = archive.count_hits(view)
    if not number:
        everything = link(View(archive=view.archive, place=view.place), say("Clear the filters"))
        st.html(f'<p class="dl-empty">{say("No passage answers this.")} {everything}</p>')
        return
    # A page number belongs to one question: another question starts at its first page.
    key = f"page-{where}-{hash(view.with_(article=''))}"
    pages = -(-number // PAGE_SIZE)
    page = st.session_state.get(key, 1)
    hits = archive.hits(marked, offset=(page - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    ration = showing.ration(archive)
    st.html(passage_list(view, hits, noted_in(archive), ration, _repeated(hits, archive, ration)))
    if pages > 1:
        st.pagination(pages, key=key, max_visible_pages=5)


def _repeated(hits: Sequence[Hit], archive: Archive, ration: Ration) -> dict[Key, Repeats]:
    """Of the passages shown, those that stand in other articles too."""
    found: dict[Key, Repeats] = {}
    for article, group in groupby(hits, key=lambda hit: hit.article):
        repeats = archive.repeats(article.id, [hit.passage.start for hit in group])
        found |= {(article.id, start): each for start, each in ration.told(article, repeats).items()}
    return found


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
