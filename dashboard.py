"""Dateline's page: an archive of news on a map. ``streamlit run dashboard.py`` opens it.

Reads from the top: open the archive, take the view from the link, ask, draw the filters, the map, the passages.
A click on a mark or a link is an event; its callback makes a new View, and everything drawn follows from that.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Literal

import streamlit as st

from articles.hosting.access import NotAllowedError, Role
from articles.hosting.installation import UnknownArchiveError
from articles.hosting.short_links import UnknownLinkError
from articles.markup import head
from articles.view import View
from articles.views.about import draw_about
from articles.views.adding import draw_adding
from articles.views.archives import (
    draw_unknown,
    housing_here,
    keep_in_address,
    settle_archive,
    ways_on,
)
from articles.views.asked import answerable, showing
from articles.views.asking import draw_asking, is_asking
from articles.views.atlas import draw_atlas, view_after
from articles.views.checking import draw_checking
from articles.views.comparing import draw_comparing
from articles.views.completing import draw_completing
from articles.views.current import current_view, follow_link, show
from articles.views.embedding import draw_embedded, is_embedded, way_out
from articles.views.faults import UNUSABLE, draw_fault
from articles.views.filters import draw_filters
from articles.views.geocoders import draw_credits
from articles.views.heading import draw_head
from articles.views.keys import listen_to_keys
from articles.views.leaving import draw_leaving
from articles.views.lines import LINES, draw_lines
from articles.views.links import follow_links
from articles.views.measure import draw_measure
from articles.views.noting import draw_noting, draw_starred, note, star
from articles.views.opening import desk, draw_outdated
from articles.views.own_places import draw_own_places
from articles.views.panel import Panel
from articles.views.passages import draw_passages
from articles.views.progress import plain
from articles.views.questioning import draw_questioning, draw_settled, fix, is_questioning
from articles.views.reader import draw_reader
from articles.views.settling import draw_new_archive, draw_settings
from articles.views.sharing import draw_sharing
from articles.views.short import draw_unknown_link
from articles.views.speaking import speak
from articles.views.timeline import STEPS, draw_timeline
from articles.views.visiting import decisions, draw_account, draw_door, require, role_here
from articles.words import say
from places.map import read_event

STYLE = Path(__file__).parent / "articles" / "views" / "page.css"
SIDEBAR_WIDTH_PIXELS = 400
#: Where this stands in the page, its style leaves out what only an editor may use.
READING_ONLY = '<i class="dl-reading-only"></i>'


def page() -> None:
    st.set_page_config(page_title="Dateline", page_icon="📍", layout="wide", initial_sidebar_state=SIDEBAR_WIDTH_PIXELS)
    st.html(STYLE)
    speak()
    settle_archive()
    role = role_here()
    # Every address is known to everybody: whom it is not for is told so there, also who was an editor until now.
    editors, owners = _shown(Role.EDITOR, role), _shown(Role.OWNER, role)
    pages = [
        st.Page(explore, title=say("Explore"), default=True),
        st.Page(compare, title=say("Compare"), url_path="compare"),
        st.Page(check, title=say("Check"), url_path="check", visibility=editors),
        st.Page(starred, title=say("Starred"), url_path="starred", visibility=editors),
        st.Page(add, title=say("Add articles"), url_path="add", visibility=editors),
        st.Page(your_places, title=say("Your places"), url_path="places", visibility=editors),
        st.Page(settings, title=say("Settings"), url_path="settings", visibility=owners),
        st.Page(about, title=say("About"), url_path="about"),
    ]
    chosen = st.navigation(pages, position="hidden" if role is Role.NOBODY else "top")
    if role is Role.NOBODY:
        draw_door()
        return
    # A place of its own for the progress bar: what comes and goes must not move the map, which would draw it anew.
    listen_to_keys(first_steps=chosen is pages[0] and not is_embedded())
    keep_in_address(chosen.url_path)
    try:
        with st.container(key="opening"):
            desk()
        chosen.run()
    except UnknownLinkError:
        draw_unknown_link(ways_on())
    except UnknownArchiveError as fault:
        draw_unknown(fault)
    except NotAllowedError as refused:
        st.error(plain(str(refused)))
    except UNUSABLE as fault:
        draw_fault(fault)
    draw_account()


def _shown(needed: Role, role: Role) -> Literal["visible", "hidden"]:
    return "visible" if role >= needed else "hidden"


def explore() -> None:
    library = desk().library
    if not library.is_sample:
        library.own.apply_decisions()  # what another process, or another person, has settled meanwhile
    archive = library.archive
    follow_link()
    view = current_view()
    if role_here() < Role.EDITOR:
        st.html(READING_ONLY)
    draw_embedded()
    acts = {"fix": fix, "star": star, "note": note}
    follow_links(show, {name: partial(act, library=library) for name, act in acts.items()})
    asked, fault = answerable(view, desk())
    draw_sharing(current_view)
    draw_head(asked, archive.totals(asked.filters), library)
    with st.container(key="line", horizontal=True, gap="small"):
        typed = draw_filters(current_view, archive, show)
        draw_leaving(asked, archive, desk().outline, showing(desk()))
    draw_completing(archive)
    with st.container(key="notices"):
        if desk().is_outdated:
            draw_outdated(desk())
        draw_settled(library.own)
        if typed:
            st.html(head.mistaken(typed.text, typed.mistakes))
        elif fault:
            words = say("The search line cannot be read: {fault}. Until then everything is shown.", fault=fault)
            st.error(plain(words), icon="🔎")
    with st.container(key="chips"):
        chips()
    with st.container(key="stage"):
        with st.container(key="reader"):
            reader()
        with st.container(key="map-stage"):
            # One order of outlets: each has the same colour on the map and in the timeline, whatever is filtered.
            outlets = [each.outlet for each in archive.outlet_counts(View())]
            draw_measure(current_view, show)
            draw_atlas(
                asked, archive, outline=desk().outline, radius_km=desk().radius_km, outlets=outlets, on_change=on_map
            )
            draw_timeline(asked, current_view, archive, show, outlets)
            draw_credits(asked, archive, desk().outline)
    passages()
    draw_lines(lambda: answerable(current_view(), desk())[0], archive)
    if role_here() < Role.EDITOR:
        return  # the dialogs are an editor's
    if is_questioning():
        draw_questioning(archive, desk().gazetteer)
    elif is_asking():
        draw_asking(archive, desk)
    else:
        draw_noting(archive)


def on_map() -> None:
    """A click on the map: only what names the selection runs again; the map has lit its mark up by itself."""
    event = read_event(st.session_state["map"])
    if event is None:
        return
    show(view_after(event, current_view(), desk().library.archive))
    if event.kind in ("pick", "clear"):
        st.rerun(["passages", "reader", "chips", STEPS, LINES])


@st.fragment(key="passages")
def passages() -> None:
    archive = desk().library.archive
    view, _ = answerable(current_view(), desk())
    panel = Panel(view, archive, showing(desk()))
    with st.sidebar:
        draw_passages(panel, where="sidebar")
    with st.container(key="flow"):
        draw_passages(panel, where="flow")


@st.fragment(key="reader")
def reader() -> None:
    view = current_view()
    if view.article:
        draw_reader(view, desk().library.archive, showing(desk()))


@st.fragment(key="chips")
def chips() -> None:
    view = current_view()
    st.html(head.chips(view, desk().library.archive) + way_out(view) or "<i></i>")


def compare() -> None:
    draw_comparing(desk().library.archive, current_view(), showing(desk()))


def check() -> None:
    require(Role.EDITOR, "settle names")
    library = desk().library
    if library.is_sample:
        st.title(say("Check"), anchor=False)
        st.info(say("The example cannot be corrected. Add articles of your own, and their doubtful names wait here."))
    else:
        draw_checking(decisions(library.own))


def starred() -> None:
    require(Role.EDITOR, "star and note")
    draw_starred(desk().library)


def your_places() -> None:
    require(Role.EDITOR, "edit the own places")
    draw_own_places(desk().gazetteer, housing_here())
    if desk().is_outdated:
        draw_outdated(desk())


def add() -> None:
    require(Role.EDITOR, "add articles")
    draw_adding(desk().intake)
    if role_here() >= Role.OWNER:
        with st.expander(say("New archive")):
            draw_new_archive()


def about() -> None:
    library = desk().library
    draw_about(library.archive, is_sample=library.is_sample)


def settings() -> None:
    require(Role.OWNER, "change the settings of an archive")
    draw_settings(desk().housing, desk().gazetteer, desk().library.own.outlets())


if __name__ == "__main__":
    page()
