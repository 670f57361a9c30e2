"""Links within the page: a click on one changes the session's view without loading the page again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs

import streamlit as st

from articles.view import View

_SCRIPT = (Path(__file__).parent / "links.js").read_text(encoding="utf-8")


def follow_links(on_view: Callable[[View], None], on_fix: Callable[[str], None], key: str = "links") -> None:
    """Send the view of every ``data-view`` link that is clicked to *on_view*, which runs as a widget's callback.

    What a ``data-fix`` link holds goes to *on_fix*, as the browser says it.
    """

    def clicked() -> None:
        address = st.session_state[key].get("view")
        if isinstance(address, str):
            on_view(View.from_query(parse_qs(address.removeprefix("?"))))

    def fix() -> None:
        asked = st.session_state[key].get("fix")
        if isinstance(asked, str):
            on_fix(asked)

    with st.container(key=f"{key}-frame"):
        _component()(key=key, on_view_change=clicked, on_fix_change=fix)


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., object]:
    return st.components.v2.component("dateline_links", js=_SCRIPT)
