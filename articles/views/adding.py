"""Adding articles: upload or paste, look what was found, and let it come in while one reads on."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from articles.archive import ArchiveError
from articles.imports.order import Order
from articles.reading import LARGEST_FILE_BYTES, SUFFIXES
from articles.views.found import Files, draw_columns, draw_found
from articles.views.imports import SHOWN, draw_past, draw_under_way
from articles.views.intake import Intake
from articles.views.progress import plain
from articles.words import say

#: Session key: how often something was begun; what was chosen before is then gone from the page.
_ROUND = "adding-round"
_PASTED = "pasted text.txt"


def draw_adding(intake: Intake) -> None:
    """What is on its way, the ways in, and what came in before."""
    st.title(say("Add articles"), anchor=False)
    draw_under_way(intake)
    upload, paste, past = st.tabs([say("Upload files"), say("Paste text"), say("Past imports")])
    with upload:
        _draw_upload(intake)
    with paste:
        _draw_paste(intake)
    with past:
        draw_past(intake.imports)


def _draw_upload(intake: Intake) -> None:
    st.write(
        say(
            "Saved web pages, PDF with a text layer, Word, EPUB, e-mails, RSS and Atom feeds, WordPress exports, a "
            "blog's tag page saved as text, plain text, Markdown, tables (CSV, JSON lines), or a ZIP archive of any of "
            "these. Everything stays on this machine."
        )
    )
    key = f"upload-{_round()}"
    uploaded = st.file_uploader(
        say("Files"),
        type=list(SUFFIXES),
        accept_multiple_files=True,
        max_upload_size=LARGEST_FILE_BYTES // 1_000_000,
        label_visibility="collapsed",
        key=key,
    )
    files = [(file.name, file.getvalue()) for file in uploaded]
    if not files:
        return
    columns = draw_columns(files, key)
    said = draw_found(files, columns, key)
    outlet = st.text_input(
        say("Outlet, where a file names none"),
        key=f"outlet-{key}",
        placeholder=say("may stay empty"),
        max_chars=200,
    )
    if st.button(say("Add to the archive"), type="primary", key=f"add-{key}"):
        _begin(intake, files, outlet, columns, said)


def _draw_paste(intake: Intake) -> None:
    with st.form("paste", border=False, clear_on_submit=True):
        text = st.text_area(say("Text"), height=260, placeholder=say("Paste an article or a whole tag page here."))
        outlet = st.text_input(
            say("Outlet, where the text names none"), placeholder=say("may stay empty"), max_chars=200
        )
        if st.form_submit_button(say("Add to the archive"), type="primary"):
            if text.strip():
                _begin(intake, [(_PASTED, text.encode("utf-8", "replace"))], outlet, {}, {})
            else:
                st.warning(say("Paste a text first."))


def _begin(
    intake: Intake,
    files: Files,
    outlet: str,
    columns: Mapping[str, Mapping[str, str]],
    said: Mapping[str, Mapping[str, str]],
) -> None:
    try:
        order = Order((), (), " ".join(outlet.split()), columns, said)
        running = intake.begin(order, files)
    except ArchiveError as error:
        st.error(plain(str(error)))
        return
    st.session_state[SHOWN] = running.id
    st.session_state[_ROUND] = _round() + 1
    # What is small is in at once, and its report is what is looked for.
    running.wait(1.0)
    st.rerun()


def _round() -> int:
    return int(st.session_state.get(_ROUND, 0))
