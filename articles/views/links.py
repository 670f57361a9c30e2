"""Links within the page: a click on one changes the session's view without loading the page again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import parse_qs

import streamlit as st

from articles.hosting.access import NotAllowedError
from articles.view import View
from articles.views.progress import plain

_SCRIPT = (Path(__file__).parent / "links.js").read_text(encoding="utf-8")


#: What else a link may ask for: ``data-fix``, ``data-star`` and ``data-note`` links hold what they ask it of.
ASKED = ("fix", "star", "note")
#: Session key: which of the reader's mentions was clicked last, by its number; None for a link from elsewhere.
CLICKED_MENTION = "clicked-mention"


def follow_links(
    on_view: Callable[[View], None], on_asked: Mapping[str, Callable[[str], None]], key: str = "links"
) -> None:
    """Send the view of every ``data-view`` link that is clicked to *on_view*, which runs as a widget's callback.

    What a link of ``ASKED`` holds goes to its function in *on_asked*, as the browser says it.
    """

    def clicked() -> None:
        address = st.session_state[key].get("view")
        if isinstance(address, str):
            query = parse_qs(address.removeprefix("?"))
            number = query.get("mention", [""])[0]
            is_number = number.isascii() and number.isdecimal() and len(number) < 7
            st.session_state[CLICKED_MENTION] = int(number) if is_number else None
            on_view(View.from_query(query))

    def asker(name: str) -> Callable[[], None]:
        def ask() -> None:
            asked = st.session_state[key].get(name)
            if isinstance(asked, str) and name in on_asked:
                try:
                    on_asked[name](asked)
                except NotAllowedError as refused:
                    st.toast(plain(str(refused)))

        return ask

    with st.container(key=f"{key}-frame"):
        _component()(key=key, on_view_change=clicked, **{f"on_{name}_change": asker(name) for name in ASKED})


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., object]:
    return st.components.v2.component("dateline_links", js=_SCRIPT)
