"""What stands in place of the page while the archive or the gazetteer cannot be used: what is wrong, a way out."""

from __future__ import annotations

import sqlite3

import streamlit as st

from articles.decisions.decision import DecisionError
from articles.geoparsing import ArticleGeoparser, HomeError
from articles.hosting.access import Role
from articles.hosting.logs import error
from articles.hosting.settings import SettingsError
from articles.library import rebuild
from articles.retelling import retold
from articles.storage.database import ArchiveError
from articles.views.archives import housing_here
from articles.views.progress import plain, progress_bar
from articles.views.visiting import require, visitor
from articles.words import say
from places.gazetteer import Gazetteer
from places.geonames.file import BuildBusy
from places.own.places import OwnPlacesError

#: What can be wrong with the user's files and the disk; anything else is a fault of Dateline.
UNUSABLE = (ArchiveError, DecisionError, OwnPlacesError, BuildBusy, OSError, sqlite3.Error)


def draw_fault(fault: Exception) -> None:
    """The message of *fault*, which names the file and the remedy, and the remedies that the page can try itself."""
    # Of a decision the message may quote an article; the others name files of the machine.
    error("page shut", fault, message="" if isinstance(fault, DecisionError | OwnPlacesError) else str(fault))
    st.title(say("Dateline cannot open its files"), anchor=False)
    if not visitor().may(Role.OWNER):
        # The message names files of the machine, which are no reader's business.
        st.error(
            say("The archive cannot be opened just now. Whoever runs this installation finds the reason in its log.")
        )
        return
    st.error(plain(retold(fault)) or type(fault).__name__)
    kept = housing_here().sources
    # Settings and a home region are no part of what can be made again.
    is_archive = isinstance(fault, ArchiveError) and not isinstance(fault, SettingsError | HomeError)
    can_rebuild = is_archive and kept.is_file()
    st.text(
        say("Nothing was deleted. The articles you added are kept in {folder}.", folder=kept)
        if can_rebuild
        else say("Nothing was deleted.")
    )
    with st.container(horizontal=True):
        if st.button(say("Try again"), type="primary"):
            st.rerun()
        if can_rebuild and st.button(say("Make the archive again from the articles")):
            _rebuild()
    if is_archive and not can_rebuild:
        st.text(
            say(
                "There is no {file} to make it again from: move the archive away, try again, and add the articles.",
                file=kept,
            )
        )


def _rebuild() -> None:
    require(Role.OWNER, "make the archive again")
    try:
        with progress_bar(say("Reading ...")) as progress:
            housing = housing_here()
            geoparse = ArticleGeoparser.over(
                Gazetteer.ensure(progress), housing.settings.read().home, housing.own_places
            )
            rebuild(geoparse, progress, housing)
    except UNUSABLE as fault:
        st.error(plain(retold(fault)))
    else:
        st.rerun()
