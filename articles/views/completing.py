"""How the query line may go on, shown under it while it is typed: a list for arrows, Enter, Tab and the mouse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import streamlit as st

from articles.archive import Archive
from articles.querying.completing import completions
from articles.views.filters import LONGEST_LINE
from articles.words import phrase, say

_FILES = Path(__file__).parent
_KEY = "completing"
#: Session key: what the browser asked last, as it says.
_ASKED = "completing-asked"
_WORDS = (phrase("How the line may go on"), phrase("{n} ways to go on"), phrase("Nothing goes on from here"))


def draw_completing(archive: Archive) -> None:
    """Answer what the browser asks of the line above; a run of its own, so that nothing else is drawn anew."""
    # Round the fragment, so that its own box takes no room either.
    with st.container(key=f"{_KEY}-frame"):
        _draw_completing(archive)


@st.fragment(key=_KEY)
def _draw_completing(archive: Archive) -> None:
    def asked() -> None:
        st.session_state[_ASKED] = st.session_state[_KEY].get("asked")

    text, cursor = _read(st.session_state.get(_ASKED))
    ways = [asdict(each) for each in completions(text, cursor, archive)] if text is not None else []
    answer = {"text": text, "cursor": cursor, "ways": ways, "of": archive.revision, "words": list(map(say, _WORDS))}
    _component()(key=_KEY, data=answer, on_asked_change=asked)


def _read(asked: object) -> tuple[str | None, int]:
    """The line and, in characters, where in it the cursor stands, as anybody may say; None for neither."""
    if isinstance(asked, dict):
        text, cursor = asked.get("text"), asked.get("cursor")
        if isinstance(text, str) and len(text) <= LONGEST_LINE and isinstance(cursor, int):
            return text, cursor
    return None, 0


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., object]:
    # Within the page and not apart from it: the input has to name the list, and the option that is active.
    html, css, js = ((_FILES / f"completing.{kind}").read_text(encoding="utf-8") for kind in ("html", "css", "js"))
    return st.components.v2.component("dateline_completing", html=html, css=css, js=js, isolate_styles=False)
