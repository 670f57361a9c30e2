"""Check: doubtful names by how much their being wrong would matter, settled one by one, by mouse or keyboard."""

from __future__ import annotations

from html import escape

import streamlit as st

from articles import markup, wording
from articles.archive import Archive
from articles.decisions.deciding import Decisions, Past
from articles.decisions.decision import Action, Decision, Origin, Scope
from articles.decisions.queue import Item, Queue, check_queue, items
from articles.excerpt import excerpt
from articles.map_words import map_words
from articles.view import View
from articles.views.archives import slug_here
from articles.views.progress import plain
from articles.wording import ACTIONS, TYPE, where_of
from articles.words import phrase, say, say_many
from places.map import MapFilesMissingError, Mark, draw_map
from places.place import Place

_POSITION = "check-position"
MOST_CHOICES = 9
MOST_HISTORY = 30
MAP_HEIGHT_PIXELS = 300
_SCOPES = {
    Scope.MENTION: phrase("in one mention"),
    Scope.ARTICLE: phrase("in one article"),
    Scope.OUTLET: phrase("in one outlet"),
}


def draw_checking(decisions: Decisions) -> None:
    """The queue's current name with what it may mean, and the history of what was settled."""
    archive = decisions.archive
    queue = _queue(archive)
    st.title(say("Check"), anchor=False)
    _draw_state(queue)
    if queue.groups:
        position = min(st.session_state.get(_POSITION, 0), len(queue.groups) - 1)
        (item,) = items(archive, queue.groups[position : position + 1])
        _draw_item(item, position, len(queue.groups), decisions)
    else:
        st.success(say("Every name is settled."))
    _draw_history(decisions)


@st.cache_resource(max_entries=4, show_spinner=False)
def _queue_at(_archive: Archive, path: str, revision: int) -> Queue:
    """Kept for the archive at *path* as long as its *revision* is the same."""
    return check_queue(_archive)


def _queue(archive: Archive) -> Queue:
    with st.spinner(say("Weighing what is doubtful ...")):
        return _queue_at(archive, str(archive.path), archive.revision)


def _draw_state(queue: Queue) -> None:
    share = queue.verifies(0)
    needed = queue.decisions_for(0.9)
    text = say("{share} of {mentions} settled", share=f"{share:.0%}", mentions=wording.mentions(queue.mentions))
    if needed:
        text = say(
            "{what}; {decisions}",
            what=text,
            decisions=say_many("{n} decision would settle 90 %", "{n} decisions would settle 90 %", needed),
        )
    st.progress(min(max(share, 0.0), 1.0), plain(text))


def _draw_item(item: Item, position: int, number: int, decisions: Decisions) -> None:
    group = item.group

    def settle(action: Action, place: Place | None = None, where: str = "") -> None:
        draft = decisions.draft(action, Scope.NAME, group.toponym, place=place, where=where, origin=Origin.QUEUE)
        decisions.decide(draft)

    def move(by: int) -> None:
        st.session_state[_POSITION] = (position + by) % number

    said = where_of(group.place.name, group.where) if group.place else say("not on the map")
    sure = f"{group.confidence:.0%}"
    address = escape(f"./{View(archive=slug_here(), place=group.place.id).link}") if group.place else ""
    link = f'<a href="{address}" target="_self">{say("on the map")}</a>' if address else ""
    st.html(
        f'<div class="dl-selected"><h2>{escape(group.toponym)}</h2>'
        f'<p class="dl-hint">{say("{number} of {all}", number=position + 1, all=number)} · '
        f"{say('taken for {place}, {share} sure', place=f'<b>{escape(said)}</b>', share=sure)} · "
        f"{_how_often(group.mentions, group.articles)} {link}</p></div>"
    )
    choices, passages = st.columns([1, 1], gap="medium")
    with choices:
        pairs = list(zip(item.candidates, item.wheres, strict=True))[:MOST_CHOICES]
        for key, (candidate, where) in enumerate(pairs, start=1):
            place = candidate.place
            is_own = group.place is not None and place.id == group.place.id
            st.button(
                plain(_label(place, where, is_own=is_own)),
                key=f"check-{key}",
                shortcut=str(key),
                on_click=settle,
                args=(Action.CONFIRM if is_own else Action.PLACE, place, where),
                width="stretch",
            )
        with st.container(horizontal=True):
            st.button(say("Not a place"), shortcut="0", key="check-none", on_click=settle, args=(Action.NOT_A_PLACE,))
            st.button(say("Unknown"), shortcut="U", key="check-unknown", on_click=settle, args=(Action.UNKNOWN,))
            st.button(say("Previous"), shortcut="K", key="check-back", on_click=move, args=(-1,))
            st.button(say("Next"), shortcut="J", key="check-next", on_click=move, args=(1,))
        st.caption(say("1 to 9 choose, 0 is no place, U unknown, J and K move, Z takes the last decision back."))
    with passages:
        if item.candidates:
            _draw_candidates(item)
        st.html(
            "".join(
                f'<div class="dl-passage">{excerpt(hit)}<p class="dl-byline">{markup.byline(hit.article)}</p></div>'
                for hit in item.samples
            )
        )


def _draw_candidates(item: Item) -> None:
    """A small map of what the name may mean, the present answer lit."""
    marks = [
        Mark(each.place, where, 1, 0, 0) for each, where in zip(item.candidates, item.wheres, strict=True)
    ]  # fmt: skip
    lit = item.group.place.id if item.group.place else ""
    try:
        draw_map(
            marks,
            selected=lit,
            on_change=lambda: None,
            key="check-map",
            height=MAP_HEIGHT_PIXELS,
            words=map_words(),
        )
    except MapFilesMissingError as missing:
        st.caption(plain(str(missing)))


def _label(place: Place, where: str, *, is_own: bool) -> str:
    parts = [where_of(place.name, where), say(TYPE[place.type])]
    if place.population:
        parts.append(wording.people(place.population))
    if is_own:
        parts.append(say("right as it is"))
    return " · ".join(parts)


def _how_often(mentions: int, articles: int) -> str:
    return say("{mentions} in {articles}", mentions=wording.mentions(mentions), articles=wording.articles(articles))


def _draw_history(decisions: Decisions) -> None:
    history = decisions.history()
    if not history:
        return

    def undo(past: Past) -> None:
        if past.holds:
            decisions.undo(past.decision.id)
        else:
            decisions.redo(past.decision.id)

    last = next((past for past in history if past.holds and past.decision.action is not Action.UNDO), None)
    st.subheader(say("Settled so far"))
    if last:
        st.button(say("Take the last one back"), shortcut="Z", key="check-undo", on_click=undo, args=(last,))
    for past in [past for past in history if past.decision.action is not Action.UNDO][:MOST_HISTORY]:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                say("Undo") if past.holds else say("Redo"), key=f"check-{past.decision.id}", on_click=undo, args=(past,)
            )
            st.html(_told(past.decision, holds=past.holds))


def _told(decision: Decision, *, holds: bool) -> str:
    meant = where_of(decision.place.name, decision.where) if decision.place else say(ACTIONS[decision.action])
    parts = [say("“{name}” is {meaning}", name=decision.toponym, meaning=meant)]
    if decision.scope in _SCOPES:
        parts.append(say(_SCOPES[decision.scope]))
    parts += [f"{decision.when:%Y-%m-%d %H:%M} UTC", decision.who, decision.why]
    words = " · ".join(filter(None, parts))
    return f'<p class="dl-byline">{escape(words)}</p>' if holds else f'<p class="dl-byline"><s>{escape(words)}</s></p>'
