"""Embedding: with ``?embed=true`` the page is a map and its list in a frame of another page, and nothing else.

The rest is drawn and not shown: what the frame shows is the page's own view, with its link, and the same rules.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from articles.view import View
from articles.words import say

#: Where this stands in the page, its style leaves out all but the map and the list.
_MARK = '<i class="dl-embedded"></i>'


def is_embedded() -> bool:
    return bool(st.context.is_embedded)


def draw_embedded() -> None:
    """Nothing where the page stands by itself."""
    if is_embedded():
        st.html(_MARK)


def way_out(view: View) -> str:
    """A link that opens *view* on a page of its own; "" where it stands on one."""
    if not is_embedded():
        return ""
    words = escape(say("Open on a page of its own ↗"))
    return f'<p class="dl-way-out"><a href="{escape(view.link)}" target="_blank" rel="noopener">{words}</a></p>'
