"""A progress bar for long work, and any words as Streamlit's Markdown shows them unchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from articles.retelling import retold
from places.geonames.progress import Progress

#: Where an address is torn, unseen, for Streamlit makes a link of one however its signs are escaped.
_ADDRESS = re.compile(r"(?=://|@)|(?<=www)(?=\.)", re.IGNORECASE)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$&@/])")


def plain(text: str) -> str:
    """*text* with all that Markdown, Streamlit's own too, would read as its own escaped: no image, link or formula."""
    return _MARKDOWN.sub(r"\\\1", _ADDRESS.sub("\N{WORD JOINER}", " ".join(text.split())))


@contextmanager
def progress_bar(what: str) -> Iterator[Progress]:
    """A bar that begins with *what*, and is gone when the work is done."""
    bar = st.progress(0.0, plain(what))

    def show(fraction: float, now: str) -> None:
        # What is being done names files and headlines: anybody's words.
        bar.progress(min(max(fraction, 0.0), 1.0), plain(retold(now)))

    try:
        yield show
    finally:
        bar.empty()
