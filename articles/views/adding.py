"""Adding articles: upload or paste, with progress and a report of what came in."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import streamlit as st

from articles.importing import Progress, Report
from articles.reading import LARGEST_FILE_BYTES, SUFFIXES, Outcome, read_file
from articles.views.progress import progress_bar
from articles.words import say, say_many

#: Runs an import with a progress callback; the page supplies it, archive and geoparser inside.
Importer = Callable[[Iterable[Outcome], Progress], Report]


def draw_adding(run_import: Importer) -> None:
    """Two ways in, one report out."""
    st.title(say("Add articles"), anchor=False)
    st.write(
        say(
            "A blog's tag page saved as text, single articles as text, Markdown or HTML, or tables of articles "
            "(CSV, JSON lines). Everything stays on this machine."
        )
    )
    upload, paste = st.tabs([say("Upload files"), say("Paste text")])
    with upload, st.form("upload", border=False, clear_on_submit=True):
        files = st.file_uploader(
            say("Files"),
            type=list(SUFFIXES),
            accept_multiple_files=True,
            max_upload_size=LARGEST_FILE_BYTES // 1_000_000,
            label_visibility="collapsed",
        )
        if st.form_submit_button(say("Add to the archive"), type="primary"):
            if files:
                _report(_run(run_import, [read_file(file.name, file.getvalue()) for file in files]))
            else:
                st.warning(say("Choose one or more files first."))
    with paste, st.form("paste", border=False, clear_on_submit=True):
        text = st.text_area(say("Text"), height=260, placeholder=say("Paste an article or a whole tag page here."))
        if st.form_submit_button(say("Add to the archive"), type="primary"):
            if text.strip():
                _report(_run(run_import, [read_file("pasted text.txt", text.encode("utf-8", "replace"))]))
            else:
                st.warning(say("Paste a text first."))


def _run(run_import: Importer, outcomes: list[Outcome]) -> Report:
    with progress_bar(say("Reading ...")) as progress:
        return run_import(outcomes, progress)


def _report(report: Report) -> None:
    came_in = report.added + report.replaced
    parts = [
        say_many("{n} article added", "{n} articles added", report.added),
        say_many("{n} replaced", "{n} replaced", report.replaced) if report.replaced else "",
        say_many("{n} already there", "{n} already there", report.unchanged) if report.unchanged else "",
    ]
    (st.success if came_in or report.unchanged else st.error)(
        say("{parts}.", parts=say(", ").join(filter(None, parts)))
    )
    for problem in report.problems:
        # st.text shows what it is given, as it stands: a file's name is anybody's words.
        with st.container(border=True):
            st.text(f"{problem.source}: {problem.reason}")
