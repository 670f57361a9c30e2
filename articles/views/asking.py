"""Asking the operator's geocoder: the button below the names that are not on the map, and the dialog it opens.

With no geocoder in the operator's settings nothing of this is drawn. Each name is sent only after a person has seen it
on the list and pressed the button below; nothing is placed before a person chose among the answers.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from articles.archive import Archive
from articles.asking import names_to_ask, provinces_to_ask
from articles.hosting.access import Role
from articles.retelling import retold
from articles.storage.database import ArchiveError
from articles.view import View
from articles.views.asking_answers import Desk, draw_answers
from articles.views.asking_list import draw_list, watch_round
from articles.views.asking_state import asking_here, close_asking, open_asking
from articles.views.geocoders import geocoder_here
from articles.views.progress import plain
from articles.views.visiting import refusals_told, require, role_here
from articles.words import say, say_many
from places.asking.errors import GeocodingError, SettingsError


def draw_ask(view: View, archive: Archive, where: str) -> None:
    """The button below the names that are not on the map, for those who may correct places."""
    if archive.decisions is None or role_here() < Role.EDITOR:
        return
    try:
        geocoder = geocoder_here()
    except SettingsError as error:
        st.caption(plain(say("The geocoder is not started: {fault}.", fault=retold(error))))
        return
    if geocoder is None:
        return
    names = names_to_ask(archive, view)
    if names:
        label = say_many(
            "Ask {service} about {n} name …", "Ask {service} about {n} names …", len(names), service=geocoder.title
        )
    elif geocoder.gives_outlines and provinces_to_ask(archive, view):
        label = say("Ask {service} about outlines of provinces …", service=geocoder.title)
    else:
        return
    if st.button(plain(label), key=f"asking-open-{where}", icon=":material/travel_explore:"):
        open_asking(view, str(archive.path))
        st.rerun()


def is_asking() -> bool:
    return asking_here() is not None


def draw_asking(archive: Archive, desk: Callable[[], Desk]) -> None:
    """The dialog, while it is open."""
    asking = asking_here()
    if asking is None:
        return
    require(Role.EDITOR, "ask a geocoder")
    try:
        geocoder = geocoder_here()
    except SettingsError:
        geocoder = None
    if geocoder is None or archive.decisions is None or asking.archive != str(archive.path):
        close_asking()
        return

    @st.dialog(plain(say("Ask {service}", service=geocoder.title)), width="medium", on_dismiss=close_asking)
    @refusals_told
    def dialog() -> None:
        require(Role.EDITOR, "ask a geocoder")
        # Each has its place: what was drawn before is gone as soon as the next is, and the map is not drawn anew.
        listed, watched, answered = st.empty(), st.empty(), st.container(key="asking-answers")
        try:
            if asking.round is None:
                with listed.container():
                    draw_list(asking, archive, geocoder)
                return
            if not asking.round.is_over:
                with watched.container():
                    watch_round(asking.round, geocoder)
                return
            with answered:
                draw_answers(asking, asking.round, archive, geocoder, desk)
        except (GeocodingError, ArchiveError) as error:
            st.error(plain(retold(error)))
        if asking.fault:
            st.error(plain(retold(asking.fault)))

    dialog()
