"""The heading of Explore: the archive's name, how much of it is shown, and the way on where nothing is."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

import streamlit as st

from articles.answering.counts import Totals
from articles.hosting.access import Role
from articles.library import Library
from articles.markup import head
from articles.saying import sentence
from articles.view import View
from articles.views.archives import ARCHIVE, slug_here, title_here
from articles.views.archives import switch as archive_switch
from articles.views.speaking import switch
from articles.views.visiting import role_here
from articles.words import say


def draw_head(view: View, totals: Totals, library: Library) -> None:
    copy = say("Copy link to this view")
    st.html(
        f'<div class="dl-title"><h1>{_name()}</h1>{archive_switch()}'
        f'<p class="dl-totals">{head.in_all(view, totals)}</p>'
        f'<a class="dl-share" href="#" role="button" data-copy>{copy}</a>{switch(view)}</div>'
        f'<p class="dl-sentence" aria-live="polite">{escape(sentence(view, library.archive))}</p>'
        + (_sample() if library.is_sample else _when_empty(totals))
    )


def _sample() -> str:
    """That the example is one, and the way on for whoever may add to the archive."""
    if role_here() < Role.EDITOR:
        said = escape(say("This is the example: short digests of seven articles on Iraq, 2016-2017."))
        return f'<p class="dl-sample">{said}</p>'
    own = f'<a href="add" target="_self">{say("Add your own articles")}</a>'
    said = say(
        "This is the example: short digests of seven articles on Iraq, 2016-2017. {link} and it makes room for them.",
        link=own,
    )
    return f'<p class="dl-sample">{said}</p>'


def _when_empty(totals: Totals) -> str:
    """The way on from an archive of one's own that holds nothing yet, for whoever may add to it."""
    if totals.articles_all or role_here() < Role.EDITOR:
        return ""
    here = escape(f"add?{urlencode({ARCHIVE: slug_here()})}" if slug_here() else "add")
    link = f'<a href="{here}" target="_self">{say("Add articles")}</a>'
    said = say("This archive holds nothing yet. {link} to see them on the map.", link=link)
    return f'<p class="dl-sample">{said}</p>'


def _name() -> str:
    """The archive's own title where it has one; the page's where there is but the one archive nobody named."""
    return f"<bdi>{escape(title_here())}</bdi>" if title_here() else "Dateline"
