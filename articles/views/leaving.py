"""Leaving with something: the menu of files that hold what is filtered, made when one is asked for."""

from __future__ import annotations

from functools import partial

import streamlit as st

from articles.archive import Archive
from articles.export.format import ExportFormat
from articles.export.formats import FORMATS
from articles.export.selection import Outline, gather
from articles.saying import sentence
from articles.view import View


def draw_leaving(view: View, archive: Archive, outline: Outline) -> None:
    """A button a format; the file is made on the click, of the view as it was drawn."""
    address = (st.context.url or "").split("?")[0]
    permalink = address + view.link if address else ""
    with st.popover("Export"):
        st.caption(
            "What is filtered, with outlets, dates, certainty, method and credits. Passages are quoted in part: "
            "the articles belong to others."
        )
        for each in FORMATS:
            st.download_button(
                each.title,
                partial(_made, each, view, archive, outline, permalink),
                f"dateline-{each.name}{each.suffix}",
                each.mime,
                key=f"export-{each.name}",
                on_click="ignore",
                width="stretch",
            )


def _made(chosen: ExportFormat, view: View, archive: Archive, outline: Outline, permalink: str) -> bytes:
    said = sentence(view, archive)
    return chosen.write(
        gather(archive, view, whole=chosen.is_whole, sentence=said, permalink=permalink, outline=outline)
    )
