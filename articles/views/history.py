"""The history: what was settled, the latest first, each to be undone and done again."""

from __future__ import annotations

from html import escape

import streamlit as st

from articles.decisions.deciding import Decisions, Past
from articles.decisions.decision import Action, Decision, Scope
from articles.views.waiting import settle
from articles.wording import ACTIONS, where_of
from articles.words import phrase, say

MOST_HISTORY = 30
_SCOPES = {
    Scope.MENTION: phrase("in one mention"),
    Scope.ARTICLE: phrase("in one article"),
    Scope.OUTLET: phrase("in one outlet"),
}


def draw_history(decisions: Decisions) -> None:
    history = decisions.history()
    if not history:
        return

    def undo(past: Past) -> None:
        take = decisions.undo if past.holds else decisions.redo
        settle(decisions, lambda: take(past.decision.id))

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
