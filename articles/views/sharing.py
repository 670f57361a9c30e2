"""Sharing: *Copy link to this view*, in one click. What is copied is short where that can be kept, else as it is.

What is kept is the session's own view or comparison: the browser names nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import streamlit as st

from articles.hosting.access import NotAllowedError, Role
from articles.hosting.short_links import LETTERS, PARAMETER, WORTH_CHARACTERS, ShortLinkError
from articles.sides import OWN_PARAMETERS, Sides
from articles.view import PARAMETERS, View
from articles.views.progress import plain
from articles.views.short import short_links
from articles.views.visiting import require
from articles.words import say

_SCRIPT = (Path(__file__).parent / "sharing.js").read_text(encoding="utf-8")
#: Session keys: the last answer, as the browser's number of the click and the code; what is to be said of it.
_ANSWER = "share-answer"
_SAID = "share-said"
_KEY = "share"


@st.fragment(key=_KEY)
def draw_sharing(shared: Callable[[], View | Sides]) -> None:
    """What answers clicks on links that carry ``data-copy``: a link to what is *shared* then."""
    number, code = st.session_state.get(_ANSWER, (0, ""))
    data = {
        "number": number,
        "code": code,
        "parameter": PARAMETER,
        "replaced": sorted(PARAMETERS | OWN_PARAMETERS),
        "worth": len(PARAMETER) + 2 + LETTERS + WORTH_CHARACTERS,
        "copied": say("Link copied"),
        "copy": say("Copy this link"),
    }
    with st.container(key="share-frame"):
        _component()(key=_KEY, data=data, on_copy_change=partial(_copied, shared))
    if said := st.session_state.pop(_SAID, ""):
        st.toast(plain(said))


def _copied(shared: Callable[[], View | Sides]) -> None:
    """A click waits for its code; "" tells the browser to take the long link."""
    number = st.session_state[_KEY].get("copy")
    code = ""
    try:
        who = require(Role.PUBLIC, "read")
        code = short_links().keep(shared(), who.role)
    except (ShortLinkError, NotAllowedError) as refused:
        st.session_state[_SAID] = say("{reason} The long link was copied, and works.", reason=refused)
    st.session_state[_ANSWER] = (number, code) if isinstance(number, int) else (0, "")


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., object]:
    return st.components.v2.component("dateline_sharing", js=_SCRIPT)
