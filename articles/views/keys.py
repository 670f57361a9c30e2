"""Keys of the page, focus after a choice by keyboard, the sheet of keys, and the first steps in a new browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

_FILES = Path(__file__).parent


def listen_to_keys(*, first_steps: bool, key: str = "keys") -> None:
    """Once a page, before what it draws; *first_steps*: whether this page has the map that they explain."""
    with st.container(key=f"{key}-frame"):
        _component()(key=key, data={"tour": first_steps})


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., object]:
    html, css, js = ((_FILES / f"keys.{kind}").read_text(encoding="utf-8") for kind in ("html", "css", "js"))
    return st.components.v2.component("dateline_keys", html=html, css=css, js=js)
