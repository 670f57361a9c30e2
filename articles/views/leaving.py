"""Leaving with something: the menu of files that hold what is filtered, made when one is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from articles.archive import Archive
from articles.decisions.notes import Noted
from articles.export.format import ExportFormat
from articles.export.formats import FORMATS
from articles.export.gathering import gather
from articles.export.selection import Outline
from articles.hosting.access import Visitor
from articles.markup.marginalia import Key, starred, words
from articles.saying import sentence
from articles.showing import Showing
from articles.view import View
from articles.views.archives import slug_here, title_here
from articles.views.holding import held
from articles.views.noting import noted_in
from articles.views.visiting import visitor
from articles.words import in_language, say


def draw_leaving(view: View, archive: Archive, outline: Outline, showing: Showing) -> None:
    """A button a format; the file is made on the click, of the view as it was drawn, for whom it was drawn."""
    address = (st.context.url or "").split("?")[0]
    permalink = address + view.link if address else ""
    with st.popover(say("Export")):
        st.caption(
            say(
                "What is filtered, with outlets, dates, certainty, method and credits. Passages are quoted in part: "
                "the articles belong to others."
            )
        )
        noted = noted_in(archive)
        number = len(starred(noted))
        label = (
            say("Starred passages only ({number})", number=number)
            if number
            else say("Starred passages only: none is starred yet")
        )
        only = st.toggle(label, key="export-starred", disabled=not number) and bool(number)
        for each in FORMATS:
            st.download_button(
                say(each.title),
                partial(
                    in_language(each.language, _made),
                    each,
                    view,
                    archive,
                    outline,
                    permalink,
                    showing,
                    noted,
                    title=title_here(),
                    only_starred=only,
                    slug=slug_here(),
                    who=visitor(),
                ),
                f"dateline-{each.name}{each.suffix}",
                each.mime,
                key=f"export-{each.name}",
                on_click="ignore",
                width="stretch",
            )


def _made(
    chosen: ExportFormat,
    view: View,
    archive: Archive,
    outline: Outline,
    permalink: str,
    showing: Showing,
    noted: Mapping[Key, Noted],
    *,
    title: str = "",
    only_starred: bool,
    slug: str,
    who: Visitor,
) -> bytes:
    # It runs outside the session, which nobody can be asked for here: what may leave was settled when it was drawn.
    ticked = starred(noted) if only_starred else None
    # A sentence on the whole view would not be true of some passages of it.
    said = sentence(view, archive) if ticked is None else ""
    selection = gather(
        archive,
        view,
        ticked=ticked,
        notes=words(noted),
        whole=chosen.is_whole,
        title=title,
        sentence=said,
        permalink=permalink,
        outline=outline,
        ration=showing.leaving(archive),
    )
    return held.hold(chosen.write(selection), slug, who)
