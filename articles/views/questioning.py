"""Questioning a mention on Explore: the link that does it, the dialog, and what was settled, to be taken back."""

from __future__ import annotations

import streamlit as st

from articles.archive import Archive
from articles.decisions.decision import Decision
from articles.hosting.access import Role
from articles.library import Library
from articles.views.fixing import Fixing, draw_fixing
from articles.views.progress import plain
from articles.views.visiting import decisions, require
from articles.wording import ACTIONS, where_of
from articles.words import say
from places.gazetteer import Gazetteer

#: Session keys: the mention that is questioned, and the decision made last.
_FIXING = "fixing"
_SETTLED = "settled"


def is_questioning() -> bool:
    return _FIXING in st.session_state


def draw_questioning(archive: Archive, gazetteer: Gazetteer) -> None:
    """The dialog for the mention that is questioned."""
    draw_fixing(st.session_state[_FIXING], decisions(archive), gazetteer, _settled)


def fix(asked: str, library: Library) -> None:
    """A link asks to question a mention; what it says is checked when the dialog looks for the mention."""
    require(Role.EDITOR, "correct places")
    article, start, place = [*asked.split(" ", 2), "", ""][:3]
    if library.is_sample:
        st.toast(say("The example cannot be corrected. Add articles of your own first."))
    elif start.isdecimal() and len(start) < 10:
        st.session_state[_FIXING] = Fixing(article, int(start), place)


def _settled(decision: Decision | None) -> None:
    """The dialog is closed; a decision can be taken back above the map."""
    st.session_state.pop(_FIXING, None)
    if decision is not None:
        st.session_state[_SETTLED] = decision


def draw_settled(archive: Archive) -> None:
    decision: Decision | None = st.session_state.get(_SETTLED)
    if decision is None:
        return
    meant = where_of(decision.place.name, decision.where) if decision.place else say(ACTIONS[decision.action])
    with st.container(horizontal=True, vertical_alignment="center"):
        words = say(
            "“{name}” is settled: {meaning}. It holds through every rebuild.", name=decision.toponym, meaning=meant
        )
        st.success(plain(words))
        if st.button(say("Undo")):
            decisions(archive).undo(decision.id)
            del st.session_state[_SETTLED]
            st.rerun()
