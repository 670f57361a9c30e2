"""Adding articles: upload or paste, look what was found, and let it come in while one reads on."""

from __future__ import annotations

import os
from collections.abc import Mapping

import streamlit as st

from articles.hosting.access import Role
from articles.imports.order import Order
from articles.reading import LARGEST_FILE_BYTES, SUFFIXES, ReadingError
from articles.reading.fetching import Allowed, Fetcher, allowed_by
from articles.retelling import retold
from articles.storage.database import ArchiveError
from articles.views.found import Files, draw_columns, draw_found
from articles.views.imports import SHOWN, draw_past, draw_under_way
from articles.views.intake import Intake
from articles.views.progress import plain
from articles.views.visiting import require
from articles.words import say
from places.sentence import sentence

#: Session key: how often something was begun; what was chosen before is then gone from the page.
_ROUND = "adding-round"
_PASTED = sentence("pasted text.txt")


def draw_adding(intake: Intake) -> None:
    """What is on its way, the ways in, and what came in before."""
    st.title(say("Add articles"), anchor=False)
    draw_under_way(intake)
    allowed = allowed_by(os.environ)
    names = [say("Upload files"), say("Paste text"), *([say("Fetch a feed")] if allowed else []), say("Past imports")]
    upload, paste, *fetch, past = st.tabs(names)
    with upload:
        _draw_upload(intake)
    with paste:
        _draw_paste(intake)
    for tab in fetch:
        with tab:
            _draw_fetching(intake, allowed)
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
    columns: Mapping[str, Mapping[str, str]] = {}
    said: Mapping[str, Mapping[str, str]] = {}
    outlet = ""
    if files:
        columns = draw_columns(files, key)
        said = draw_found(files, columns, key)
        outlet = st.text_input(
            say("Outlet, where a file names none"),
            key=f"outlet-{key}",
            placeholder=say("may stay empty"),
            max_chars=200,
        )
    if st.button(say("Add to the archive"), type="primary", key=f"add-{key}", disabled=not files):
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


def _draw_fetching(intake: Intake, allowed: Allowed) -> None:
    with st.form("fetch", border=False, clear_on_submit=False):
        address = st.text_input(
            say("Address of an RSS or Atom feed"), placeholder="https://news.example/feed", max_chars=2000
        )
        hosts = say(", ").join(sorted(allowed.hosts))
        st.caption(
            plain(say("The server asks this address, and no other. It may ask {hosts}.", hosts=hosts))
            if hosts
            else say("The server asks this address, and no other. Its owner sees that somebody here asked.")
        )
        if st.form_submit_button(say("Fetch and add to the archive"), type="primary"):
            require(Role.EDITOR, "fetch a feed")
            try:
                with st.spinner(say("Fetching ...")):
                    fetched = Fetcher(allowed).fetch(address)
            except ReadingError as error:
                st.error(plain(retold(error)))
            else:
                _begin(intake, [fetched], "", {}, {})


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
        st.error(plain(retold(error)))
        return
    st.session_state[SHOWN] = running.id
    st.session_state[_ROUND] = _round() + 1
    # What is small is in at once, and its report is what is looked for.
    running.wait(1.0)
    st.rerun()


def _round() -> int:
    return int(st.session_state.get(_ROUND, 0))
