"""Keys of the page, focus after a choice by keyboard, the sheet of keys, and the first steps in a new browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from articles.words import phrase, say

_FILES = Path(__file__).parent
#: What keys.html says, and keys.js.
WORDS = (
    phrase("Keys"),
    phrase("Everywhere"),
    phrase("go to the next link or field; Enter opens it"),
    phrase("search"),
    phrase("How the line may go on"),
    phrase("leave the place, then the article"),
    phrase("show or hide these keys"),
    phrase("On the map"),
    phrase("move the map"),
    phrase("nearer, farther"),
    phrase("On Check"),
    phrase("choose what the name means"),
    phrase("not a place; unknown"),
    phrase("All mentions"),
    phrase("next name, previous name"),
    phrase("take the last decision back"),
    phrase("Close"),
    phrase("First steps"),
    phrase("This is the map"),
    phrase("Every place that the articles name, sized by how often. It shows reports, not events."),
    phrase("Click a mark"),
    phrase("Its passages stand in the list, with outlet and day. The list does all that the map does."),
    phrase("Correct what is wrong"),
    phrase("“Fix place” under a passage settles what a name means, once and for good. Check lists the doubtful names."),
    phrase("Next"),
    phrase("Done"),
    phrase("{number} of {all}"),
    phrase("Places and passages"),
    phrase("Map and timeline"),
    phrase("Places and passages, below the map"),
)


def listen_to_keys(*, first_steps: bool, key: str = "keys") -> None:
    """Once a page, before what it draws; *first_steps*: whether this page has the map that they explain."""
    with st.container(key=f"{key}-frame"):
        _component()(key=key, data={"tour": first_steps, "words": {text: say(text) for text in WORDS}})


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., object]:
    html, css, js = ((_FILES / f"keys.{kind}").read_text(encoding="utf-8") for kind in ("html", "css", "js"))
    return st.components.v2.component("dateline_keys", html=html, css=css, js=js)
