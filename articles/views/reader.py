"""The reader: one whole article, every place in it marked."""

from __future__ import annotations

import streamlit as st

from articles import markup
from articles.archive import Archive
from articles.excerpt import marked_headline, marked_text
from articles.view import View


def draw_reader(view: View, archive: Archive) -> None:
    """The article of *view*; a click on a marked place selects it. A message where the archive has no such article."""
    close = markup.link(view.with_(article=""), "← Back to the map", css="dl-back")
    article = archive.article(view.article)
    if article is None:
        st.html(f'<div class="dl-reader">{close}<p class="dl-empty">This archive has no such article.</p></div>')
        return
    resolutions = archive.mentions(article.id)
    st.html(
        f'<div class="dl-reader">{close}<h1>{marked_headline(article, resolutions, view) or "Untitled"}</h1>'
        f'<p class="dl-byline">{markup.byline(article)} {markup.source_link(article)}</p>'
        + marked_text(article, resolutions, view)
        + "</div>"
    )
