"""What is named in the same passages as a place, counted once for all who ask."""

from __future__ import annotations

import streamlit as st

from articles.answering.company import Related
from articles.archive import Archive
from articles.view import View

#: Company is counted at once for a place of so many mentions (some 0.1 s), else when somebody asks for it.
MOST_MENTIONS_AT_ONCE = 40_000


def related(view: View, archive: Archive, place: str) -> tuple[Related, ...]:
    """The places named in the passages of *view* that name *place*, most such passages first."""
    return _related(archive, str(archive.path), archive.revision, view.filters, place)


@st.cache_data(max_entries=100, show_spinner=False)
def _related(_archive: Archive, path: str, revision: int, view: View, place: str) -> tuple[Related, ...]:
    """Kept for the archive at *path* as long as its *revision* is the same: two panels ask, every page, and the map."""
    return _archive.related(view, place)
