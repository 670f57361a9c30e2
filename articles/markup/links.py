"""Links to views, which the page follows in place."""

from __future__ import annotations

from html import escape

from articles.view import View
from articles.words import say

#: The class of the heading above the names that are not on the map.
NOT_ON_THE_MAP = "dl-not-on-the-map"


def link(view: View, inner: str, *, css: str = "", current: bool = False, then: str = "", at: int | None = None) -> str:
    """An anchor to *view* round *inner*, which is HTML already. ``data-view`` lets the page follow it in place.

    *then* is the class of what to scroll to when the view is there, *at* the number of the mention that it leads to.
    """
    state = ' aria-current="true"' if current else ""
    after = (f' data-then="{then}"' if then else "") + (f' data-at="{at}"' if at is not None else "")
    return f'<a class="{css}" href="{escape(view.link)}" data-view{state}{after}>{inner}</a>'


def later(view: View) -> str:
    """A link one bar of the timeline on, which ``player`` follows again and again."""
    return f'<a href="{escape(view.link)}" data-view data-later>{say("later →")}</a>'


def player(view: View) -> str:
    """A link that goes to *view* and from there on by itself, until it is clicked again or the end is reached."""
    words = f'<span class="dl-to-play">{say("▶ play")}</span><span class="dl-to-pause">{say("❚❚ pause")}</span>'
    return f'<a href="{escape(view.link)}" role="button" data-view data-play>{words}</a>'
