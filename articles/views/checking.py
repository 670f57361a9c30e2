"""Check: doubtful names by how much their being wrong would matter, settled one by one, by mouse or keyboard."""

from __future__ import annotations

from html import escape

import streamlit as st

from articles import markup
from articles.archive import Archive
from articles.decisions.deciding import Decisions, Past
from articles.decisions.decision import Action, Decision, Origin, Scope
from articles.decisions.queue import Item, Queue, check_queue, items
from articles.excerpt import excerpt
from articles.view import View
from articles.views.progress import plain
from articles.wording import counted
from places.map import MapFilesMissingError, Mark, draw_map
from places.place import Place

_POSITION = "check-position"
MOST_CHOICES = 9
MOST_HISTORY = 30
MAP_HEIGHT_PIXELS = 300


def draw_checking(decisions: Decisions) -> None:
    """The queue's current name with what it may mean, and the history of what was settled."""
    archive = decisions.archive
    queue = _queue(archive)
    st.title("Check", anchor=False)
    _draw_state(queue)
    if queue.groups:
        position = min(st.session_state.get(_POSITION, 0), len(queue.groups) - 1)
        (item,) = items(archive, queue.groups[position : position + 1])
        _draw_item(item, position, len(queue.groups), decisions)
    else:
        st.success("Every name is settled.")
    _draw_history(decisions)


@st.cache_resource(max_entries=4, show_spinner="Weighing what is doubtful ...")
def _queue_at(_archive: Archive, path: str, revision: int) -> Queue:
    """Kept for the archive at *path* as long as its *revision* is the same."""
    return check_queue(_archive)


def _queue(archive: Archive) -> Queue:
    return _queue_at(archive, str(archive.path), archive.revision)


def _draw_state(queue: Queue) -> None:
    share = queue.verifies(0)
    needed = queue.decisions_for(0.9)
    text = f"{share:.0%} of {counted(queue.mentions, 'mention')} settled"
    if needed:
        text += f"; {counted(needed, 'decision')} would settle 90 %"
    st.progress(min(max(share, 0.0), 1.0), plain(text))


def _draw_item(item: Item, position: int, number: int, decisions: Decisions) -> None:
    group = item.group

    def settle(action: Action, place: Place | None = None, where: str = "") -> None:
        draft = decisions.draft(action, Scope.NAME, group.toponym, place=place, where=where, origin=Origin.QUEUE)
        decisions.decide(draft)

    def move(by: int) -> None:
        st.session_state[_POSITION] = (position + by) % number

    said = f"{group.place.name}, {group.where}".rstrip(", ") if group.place else "not on the map"
    sure = f"{group.confidence:.0%}"
    address = escape(f"./{View(place=group.place.id).link}") if group.place else ""
    link = f'<a href="{address}" target="_self">on the map</a>' if address else ""
    st.html(
        f'<div class="dl-selected"><h2>{escape(group.toponym)}</h2>'
        f'<p class="dl-hint">{position + 1} of {number} · taken for <b>{escape(said)}</b>, {sure} sure · '
        f"{counted(group.mentions, 'mention')} in {counted(group.articles, 'article')} {link}</p></div>"
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
            st.button("Not a place", shortcut="0", key="check-none", on_click=settle, args=(Action.NOT_A_PLACE,))
            st.button("Unknown", shortcut="U", key="check-unknown", on_click=settle, args=(Action.UNKNOWN,))
            st.button("Previous", shortcut="K", key="check-back", on_click=move, args=(-1,))
            st.button("Next", shortcut="J", key="check-next", on_click=move, args=(1,))
        st.caption("1 to 9 choose, 0 is no place, U unknown, J and K move, Z takes the last decision back.")
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
        draw_map(marks, selected=lit, on_change=lambda: None, key="check-map", height=MAP_HEIGHT_PIXELS)
    except MapFilesMissingError as missing:
        st.caption(plain(str(missing)))


def _label(place: Place, where: str, *, is_own: bool) -> str:
    people = f" · {place.population:,} people" if place.population else ""
    return f"{place.name}{', ' if where else ''}{where} · {place.type}{people}{' · right as it is' if is_own else ''}"


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
    st.subheader("Settled so far")
    if last:
        st.button("Take the last one back", shortcut="Z", key="check-undo", on_click=undo, args=(last,))
    for past in [past for past in history if past.decision.action is not Action.UNDO][:MOST_HISTORY]:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button("Undo" if past.holds else "Redo", key=f"check-{past.decision.id}", on_click=undo, args=(past,))
            st.html(_told(past.decision, holds=past.holds))


def _told(decision: Decision, *, holds: bool) -> str:
    meant = f"{decision.place.name}, {decision.where}".rstrip(", ") if decision.place else decision.action.value
    scope = f" in {decision.scope.value}" if decision.scope not in (None, Scope.NAME) else ""
    by = f" · {decision.who}" if decision.who else ""
    words = f"“{decision.toponym}” is {meant}{scope} · {decision.when:%Y-%m-%d %H:%M} UTC{by} {decision.why}"
    return f'<p class="dl-byline">{escape(words)}</p>' if holds else f'<p class="dl-byline"><s>{escape(words)}</s></p>'
