"""The settings of an archive, for its owner: what it is called, where its readers are, who sees how much of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from articles.geoparsing import home_of
from articles.hosting.access import Role
from articles.hosting.audit import Audit
from articles.hosting.installation import Housing
from articles.hosting.settings import LONGEST_TITLE, Settings, Visibility, changes
from articles.retelling import retold
from articles.storage.database import ArchiveError
from articles.views.archives import go_to, installation
from articles.views.progress import plain
from articles.views.ruling import draw_policy
from articles.views.visiting import require
from articles.wording import where_of
from articles.words import phrase, say
from places.coordinates import CoordinatesError
from places.finding import LONGEST_NAME, choices
from places.gazetteer import Gazetteer

#: How each is called; to be said.
_VISIBLE = {
    Visibility.PUBLIC: phrase("everybody who may open the page"),
    Visibility.SIGNED_IN: phrase("who has signed in"),
    Visibility.EDITORS: phrase("editors and owners"),
}
_MOST_HOMES = 8
#: Session key: what was done last, in words, until the page is drawn anew.
_DONE = "settings-done"


def draw_settings(housing: Housing, gazetteer: Gazetteer, outlets: Sequence[str]) -> None:
    """Forms that change the settings of *housing*, each by itself; *outlets* are those of its articles."""
    st.title(say("Settings of this archive"), anchor=False)
    settings = housing.settings.read()
    if done := st.session_state.pop(_DONE, ""):
        st.success(plain(done))
    with st.container(key="settings"):
        _draw_head(housing, settings)
        _draw_home(housing, settings, gazetteer)
        draw_policy(settings.policy, outlets, partial(_save, housing, settings), slug=housing.slug)
        if not housing.is_main:
            _draw_trash(housing)


def draw_new_archive() -> None:
    """A form that makes another archive and goes there."""
    with st.form("new-archive", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        title = st.text_input(
            say("What the new archive is about"),
            max_chars=LONGEST_TITLE,
            placeholder=say("Lebanon 2006"),
            width="stretch",
        )
        if not st.form_submit_button(say("New archive")):
            return
    who = require(Role.OWNER, "make an archive")
    try:
        housing = installation().new(title)
    except ArchiveError as fault:
        st.error(plain(retold(fault)))
        return
    Audit(housing.folder).record(who, "new archive", archive=housing.slug)
    go_to(housing.slug)
    st.rerun()


def _draw_head(housing: Housing, settings: Settings) -> None:
    with st.form("settings-head", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        title = st.text_input(
            say("Title"),
            value=settings.title,
            placeholder=retold(housing.title),
            max_chars=LONGEST_TITLE,
            width="stretch",
            key=f"title-{housing.slug}",
        )
        visibility = st.selectbox(
            say("Open to"),
            list(Visibility),
            index=list(Visibility).index(settings.visibility),
            format_func=lambda each: say(_VISIBLE[each]),
            width=260,
            key=f"visibility-{housing.slug}",
        )
        if st.form_submit_button(say("Save")):
            require(Role.OWNER, "change the settings of an archive")
            try:
                installation().rename(housing.slug, title)
            except ArchiveError as fault:
                st.error(plain(retold(fault)))
                return
            _save(
                housing,
                settings,
                lambda told: replace(told, visibility=visibility or told.visibility),
                say("Title and readers are saved."),
            )


def _draw_home(housing: Housing, settings: Settings, gazetteer: Gazetteer) -> None:
    st.header(say("Home region"), anchor=False)
    st.caption(
        say(
            "Where its readers are. Of several places of one name, it settles what nothing else in the text does: for "
            "readers in Lebanon, Tripoli is theirs and not Libya's."
        )
    )
    now = _called(settings.home, gazetteer)
    st.write(plain(say("Now: {place}", place=now) if now else say("Now: none")))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        typed = st.text_input(
            say("A country, province or town"),
            max_chars=LONGEST_NAME,
            key=f"home-{housing.slug}",
            placeholder=say("Lebanon"),
            width="stretch",
        )
        if settings.home and st.button(say("No home region")):
            _save(housing, settings, partial(_at_home, ""), say("There is no home region any more."))
    if not typed.strip():
        return
    try:
        found = [each for each in choices(gazetteer, typed, limit=_MOST_HOMES) if gazetteer.get(each.place.id)]
    except CoordinatesError:
        found = []
    if not found:
        st.info(say("No place of that name is known: try another spelling, or the country."))
    with st.container(horizontal=True, key="home-choices"):
        for each in found:
            label = where_of(each.place.name, each.where)
            if st.button(plain(label), key=f"home-{each.place.id}"):
                done = say("Home is {place} now. Explore offers to find the places again.", place=label)
                _save(housing, settings, partial(_at_home, home_of(each.place.id, gazetteer)), done)


def _draw_trash(housing: Housing) -> None:
    with st.expander(say("Delete this archive")):
        st.write(
            say(
                "It goes to the folder trash beside the others, with its articles and decisions, and can be moved back "
                "from there. Links to it lead nowhere meanwhile."
            )
        )
        sure = st.checkbox(plain(say("Delete “{title}”", title=housing.title)), key=f"trash-{housing.slug}")
        if st.button(say("Move to the trash"), disabled=not sure):
            who = require(Role.OWNER, "delete an archive")
            target = installation().trash(housing.slug)
            Audit(target).record(who, "trash", archive=housing.slug)
            go_to("main")
            st.rerun()


def _save(housing: Housing, before: Settings, changed: Callable[[Settings], Settings], done: str) -> None:
    """*before* is what the page showed: what is new since then stands in the audit."""
    who = require(Role.OWNER, "change the settings of an archive")
    after = housing.settings.change(changed)
    Audit(housing.folder).record(who, "settings", archive=housing.slug, now=changes(before, after))
    st.session_state[_DONE] = done
    st.rerun()


def _at_home(home: str, settings: Settings) -> Settings:
    return replace(settings, home=home)


def _called(home: str, gazetteer: Gazetteer) -> str:
    """The home region for people; "" for none."""
    if not home:
        return ""
    place = gazetteer.country(home) if len(home) == 2 else gazetteer.get(home)
    return where_of(place.name, gazetteer.where(place)) if place else home
