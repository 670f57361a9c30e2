"""The operator's geocoder, where there is one; what About says of it, and whom the map has to credit."""

from __future__ import annotations

import os
from collections.abc import Container, Mapping
from html import escape
from pathlib import Path

import streamlit as st

from articles.archive import Archive
from articles.asking import credits_of
from articles.hosting.access import Role
from articles.retelling import retold
from articles.view import View
from articles.views.progress import plain
from articles.views.visiting import role_here
from articles.words import say
from places.asking.errors import SettingsError
from places.asking.pace import Pace
from places.asking.providers import licence_address
from places.asking.settings import GeocoderSettings, read_settings
from places.asking.store import store_at
from places.folders import cache_folder, home_folder
from places.geocoding import Geocoder
from places.mention import Kind


def geocoder_here() -> Geocoder | None:
    """The operator's; None where there is none. Raises SettingsError where the settings make none."""
    settings = read_settings(os.environ, _section())
    return _geocoder(settings, home_folder(), cache_folder()) if settings else None


def draw_about_asking() -> None:
    """In a sentence: whether there is a geocoder, and how an operator comes to one."""
    try:
        geocoder = geocoder_here()
    except SettingsError as error:
        if role_here() >= Role.EDITOR:
            st.warning(plain(say("The geocoder is not started: {fault}.", fault=retold(error))))
        return
    if geocoder is None:
        words = say(
            "There is no geocoder: no name leaves this machine. An operator can set one, with "
            "DATELINE_GEOCODER_PROVIDER and its kin; docs/geocoder.md tells how."
        )
    elif role_here() < Role.EDITOR:
        # Where it is inside a house is nobody's outside.
        words = say(
            "Editors may ask {service} about names that are not on the map, name by name. Its answers: {credits}.",
            service=geocoder.title,
            credits=geocoder.settings.attribution,
        )
    else:
        words = say(
            "Names that are not on the map can be asked about at {host}, by way of {service}: when an editor says so, "
            "name by name. Its answers: {credits}.",
            host=geocoder.host,
            service=geocoder.title,
            credits=geocoder.settings.attribution,
        )
    st.write(plain(words))


def draw_credits(view: View, archive: Archive, outline: object) -> None:
    """Below the map: whom to credit for places and outlines in it that a geocoder gave."""
    drawn: Container[str] = getattr(outline, "accepted", ())
    store = store_at(home_folder())

    def credited(of: View) -> tuple[str, ...]:
        return credits_of(archive.ranking(of).places, store, drawn)

    # Most archives have no such place, so that nobody need look for one in every view.
    some = archive.recently(("credits", outline), lambda: credited(View(kinds=tuple(Kind))))
    found = credited(view) if some else ()
    with st.container(key="credit"):
        if found:
            linked = "; ".join(_linked(each) for each in found)
            said = say("Some places and outlines: {credits}", credits=linked)
            st.html(f'<div class="dl-selected"><p class="dl-hint">{said}</p></div>')


def _linked(attribution: str) -> str:
    address = licence_address(attribution)
    said = escape(attribution)
    return f'<a href="{escape(address)}" target="_blank" rel="noopener">{said}</a>' if address else said


def _section() -> Mapping[str, object]:
    """What Streamlit's secrets say under [geocoder]; nothing where there are none, or they cannot be read."""
    if not st.secrets.load_if_toml_exists():
        return {}
    section = st.secrets.to_dict().get("geocoder", {})
    return section if isinstance(section, Mapping) else {}


@st.cache_resource(max_entries=2, show_spinner=False)
def _geocoder(settings: GeocoderSettings, home: Path, cache: Path) -> Geocoder:
    """One for all sessions, as long as settings and folders are the same."""
    return Geocoder(settings, store=store_at(home), pace=Pace(cache, settings.seconds))
