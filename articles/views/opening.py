"""Opening each archive once for all sessions of the server, with progress shown while there is something to build."""

from __future__ import annotations

import gc
import threading
import time

import streamlit as st

from articles.geoparsing import ArticleGeoparser, HomeError
from articles.hosting.access import Role
from articles.hosting.audit import Audit
from articles.hosting.installation import Housing
from articles.hosting.logs import event
from articles.hosting.settings import Settings
from articles.imports.steps import Report
from articles.library import Library, open_library, rebuild
from articles.views.archives import housing_here
from articles.views.intake import Intake
from articles.views.progress import progress_bar
from articles.views.unguarded import require_guards
from articles.views.visiting import require
from articles.words import say
from places.areas.approximate import Areas
from places.asking.outlines import Outline, Outlines
from places.asking.store import store_at
from places.folders import home_folder
from places.gazetteer import Gazetteer
from places.geonames.progress import Progress

#: An archive's slug, and the number of its folder on the disk.
_Key = tuple[str, int]


class Shelf:
    """What all archives share: the gazetteer, and the outlines made from it."""

    def __init__(self, progress: Progress) -> None:
        self.gazetteer = Gazetteer.ensure(progress)
        self.outlines = Outlines(Areas(self.gazetteer).outline, store_at(home_folder()))


class Desk:
    """What every session at an archive works with: its library, its settings, and the gazetteer behind it."""

    def __init__(self, shelf: Shelf, housing: Housing, progress: Progress) -> None:
        started = time.monotonic()
        self.housing = housing
        self.gazetteer = shelf.gazetteer
        self._geoparse: ArticleGeoparser | None = None
        self.library: Library = open_library(self._geoparser, progress, housing)
        self._outlines = shelf.outlines
        self.radius_km = self.gazetteer.radius_km
        #: What comes into the archive.
        self.intake = Intake(housing.folder, lambda: self.library.own, self._geoparser, housing.slug)
        # The sample is made on first use: use it here, where progress is shown.
        _ = self.library.archive
        event("archive opened", archive=housing.slug, seconds=round(time.monotonic() - started, 1))

    @property
    def outline(self) -> Outline:
        """The same function as long as nobody accepts another outline."""
        return self._outlines.current

    @property
    def settings(self) -> Settings:
        """As they stand now, whoever changed them. Raises SettingsError."""
        return self.housing.settings.read()

    @property
    def is_outdated(self) -> bool:
        """Whether places in the archive were found by other rules, tables, own places or home than there are now."""
        own = self.library.own
        if own.is_empty or not own.made_with:
            return False
        try:
            return own.made_with != self._geoparser().version
        except HomeError:
            # Finding the places again tells what is wrong with it, to whom may; others go on reading.
            return True

    def rebuild(self, progress: Progress) -> Report:
        """Find the places of all the user's articles again."""
        who = require(Role.EDITOR, "find the places again")
        report = rebuild(self._geoparser(), progress, self.housing)
        Audit(self.library.own.path.parent).record(who, "rebuild", articles=report.articles)
        return report

    def _geoparser(self) -> ArticleGeoparser:
        home = self.settings.home
        geoparse = self._geoparse
        if geoparse is None or geoparse.home != home:
            # A value of its own: another session may have changed the home region meanwhile.
            self._geoparse = geoparse = ArticleGeoparser.over(self.gazetteer, home, self.housing.own_places)
        return geoparse


def desk() -> Desk:
    """The desk of the session's archive, made by the first session that asks; progress is drawn meanwhile.

    Raises NotAllowedError for whom may not read here, and where nothing guards what they may read, UnknownArchiveError
    where there is no such archive for them.
    """
    require(Role.PUBLIC, "read")
    housing = housing_here()
    shared = _shared()
    # An archive that was put in the trash and made again stands in another folder of the same name.
    key = (housing.slug, housing.folder.stat().st_ino)
    # Each has its own lock: while one is made again, the others can be read.
    with shared.lock(key):
        if (found := shared.desks.get(key)) is None:
            with st.empty().container(), progress_bar(say("Opening ...")) as progress:
                st.caption(
                    say("The first start makes the gazetteer, which takes a minute or two; later ones take seconds.")
                )
                found = shared.desks[key] = Desk(shared.shelf(progress), housing, progress)
            # What is loaded now stays: no collection need ever look at it again.
            gc.freeze()
    require_guards(housing, lambda: found.library.is_sample)
    return found


class _Shared:
    def __init__(self) -> None:
        self.desks: dict[_Key, Desk] = {}
        self._own = threading.Lock()
        self._locks: dict[_Key, threading.Lock] = {}
        self._shelf: Shelf | None = None
        self._one_shelf = threading.Lock()

    def lock(self, key: _Key) -> threading.Lock:
        with self._own:
            return self._locks.setdefault(key, threading.Lock())

    def shelf(self, progress: Progress) -> Shelf:
        with self._one_shelf:
            if self._shelf is None:
                self._shelf = Shelf(progress)
            return self._shelf


@st.cache_resource(show_spinner=False)
def _shared() -> _Shared:
    return _Shared()


def draw_outdated(desk: Desk) -> None:
    """That the places were found otherwise, and the button that finds them again."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(say("The places of this archive were found by an earlier version, or before your own places changed."))
        if st.button(say("Find them again")):
            with progress_bar(say("Reading ...")) as progress:
                desk.rebuild(progress)
            st.rerun()
