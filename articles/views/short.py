"""The short link the session came by: the view it stands for, and what is said of one that is not known."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import streamlit as st

from articles.hosting.short_links import LETTERS, PARAMETER, ShortLinkError, ShortLinks, UnknownLinkError
from articles.view import View
from articles.words import say
from places.folders import home_folder


def short_links() -> ShortLinks:
    """Those of this installation."""
    return _at(home_folder())


@lru_cache(maxsize=4)
def _at(home: Path) -> ShortLinks:
    return ShortLinks(home)


def is_short() -> bool:
    """Whether the address is a short link, or was made to look like one."""
    return PARAMETER in st.query_params


def asked_view() -> View:
    """The view that the short link in the address stands for. Raises UnknownLinkError."""
    return View.from_query(asked_query())


def asked_query() -> Mapping[str, list[str]]:
    """The same as the parameters of the long link. Raises UnknownLinkError."""
    code = st.query_params.get(PARAMETER, "")
    try:
        query = short_links().query(code)
    except ShortLinkError as error:
        raise UnknownLinkError(str(error)) from error
    if query is None:
        raise UnknownLinkError(code[:LETTERS])
    return query


def draw_unknown_link(ways_on: str) -> None:
    """What stands in place of the page; *ways_on* are links as HTML."""
    st.title(say("There is no such link"), anchor=False)
    words = say(
        "This short link is not known here, or what it leads to is not open to you. Ask whoever sent it for the long "
        "link, which holds the whole view."
    )
    st.write(words)
    st.html(ways_on)
