"""Opening the library once for all sessions of the server, with a progress bar while there is something to build."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterable

import streamlit as st

from articles.access import Role
from articles.audit import Audit
from articles.geoparsing import ArticleGeoparser
from articles.importing import Progress, Report, import_outcomes
from articles.library import Library, open_library, rebuild
from articles.reading import Outcome
from articles.views.progress import progress_bar
from articles.views.visiting import require
from articles.words import say
from places.areas import Areas
from places.gazetteer import Gazetteer


class Desk:
    """What every session works with: the library, and the gazetteer behind it."""

    def __init__(self, progress: Progress) -> None:
        self.gazetteer = Gazetteer.ensure(progress)
        self._geoparse: ArticleGeoparser | None = None
        self.library: Library = open_library(self._geoparser, progress)
        self.outline = Areas(self.gazetteer).outline
        self.radius_km = self.gazetteer.radius_km
        # The sample is made on first use: use it here, where progress is shown.
        _ = self.library.archive

    def add(self, outcomes: Iterable[Outcome], progress: Progress) -> Report:
        """Import *outcomes* into the user's own archive."""
        who = require(Role.EDITOR, "add articles")
        report = import_outcomes(self.library.own, self._geoparser(), outcomes, progress)
        Audit(self.library.own.path.parent).record(
            who, "import", added=report.added, replaced=report.replaced, problems=len(report.problems)
        )
        return report

    @property
    def is_outdated(self) -> bool:
        """Whether places in the user's archive were found by other rules, tables or own places than there are now."""
        own = self.library.own
        return not own.is_empty and bool(own.made_with) and own.made_with != self._geoparser().version

    def rebuild(self, progress: Progress) -> Report:
        """Find the places of all the user's articles again."""
        who = require(Role.EDITOR, "find the places again")
        report = rebuild(self._geoparser(), progress)
        Audit(self.library.own.path.parent).record(who, "rebuild", articles=report.articles)
        return report

    def _geoparser(self) -> ArticleGeoparser:
        if self._geoparse is None:
            self._geoparse = ArticleGeoparser.over(self.gazetteer)
        return self._geoparse


def desk() -> Desk:
    """The server's one desk, made by the first session that asks; a progress bar is drawn while it is being made.

    Raises NotAllowedError for whom may not read here.
    """
    require(Role.PUBLIC, "read")
    shared = _shared()
    with shared.lock:
        if shared.desk is None:
            with st.empty().container(), progress_bar(say("Opening ...")) as progress:
                st.caption(
                    say("The first start makes the gazetteer, which takes a minute or two; later ones take seconds.")
                )
                shared.desk = Desk(progress)
            # What is loaded now stays: no collection need ever look at it again.
            gc.freeze()
        return shared.desk


class _Shared:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.desk: Desk | None = None


@st.cache_resource(show_spinner=False)
def _shared() -> _Shared:
    return _Shared()
