"""The line above the map: search, and the filters by day, outlet, kind of place and role of mention."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from articles.archive import Archive
from articles.view import DEFAULT_KINDS, View
from places.mention import Kind
from places.place import PlaceType

#: How each role is called on the page.
ROLES = {
    Kind.PLACE: "places",
    Kind.GOVERNMENT: "governments",
    Kind.ADJECTIVE: "adjectives",
    Kind.ORGANISATION: "in names of organisations",
    Kind.RELATIVE: "relative positions",
}
#: How each kind of place is called on the page.
TYPES = {
    PlaceType.COUNTRY: "countries",
    PlaceType.PROVINCE: "provinces",
    PlaceType.TOWN: "towns",
    PlaceType.SITE: "sites",
    PlaceType.WATER: "waters",
    PlaceType.REGION: "regions",
}
_KEYS = {name: f"filter_{name}" for name in ("query", "after", "before", "outlets", "types", "kinds")}


def draw_filters(current: Callable[[], View], archive: Archive, on_view: Callable[[View], None]) -> None:
    """Widgets that show the current view and hand the view they are changed to to *on_view*.

    The view is asked for again when a widget changes: a click on the map since then selected another place, and
    did not draw the filters anew.
    """
    view = current()
    first, last = archive.days()
    outlets = sorted({*archive.outlets(), *view.outlets}, key=str.casefold)
    for name, key in _KEYS.items():
        value = getattr(view, name)
        st.session_state[key] = list(value) if isinstance(value, tuple) else value

    def changed() -> None:
        state = {name: st.session_state[key] for name, key in _KEYS.items()}
        kinds = tuple(kind for kind in Kind if kind in state["kinds"])
        on_view(
            current().with_(
                query=" ".join((state["query"] or "").split()),
                after=state["after"],
                before=state["before"],
                outlets=tuple(sorted(state["outlets"])),
                types=tuple(each for each in PlaceType if each in state["types"]),
                kinds=kinds or DEFAULT_KINDS,
            )
        )

    active = sum(map(bool, (view.after, view.before, view.outlets, view.types, view.kinds != DEFAULT_KINDS)))
    with st.container(key="filters", horizontal=True, vertical_alignment="center", gap="small"):
        st.text_input(
            "Search the passages",
            key=_KEYS["query"],
            on_change=changed,
            type="search",
            label_visibility="collapsed",
            placeholder='Search: words, "a phrase", begin*, OR, NOT',
            max_chars=300,
            width="stretch",
        )
        with st.popover(f"Filters ({active})" if active else "Filters"):
            _draw_more(changed, outlets, [day for day in (first, last, view.after, view.before) if day])


def _draw_more(changed: Callable[[], None], outlets: list[str], days: list[date]) -> None:
    days = days or [date.today()]
    with st.container(horizontal=True):
        for name, label in (("after", "From"), ("before", "To")):
            st.date_input(
                label,
                key=_KEYS[name],
                on_change=changed,
                min_value=min(days),
                max_value=max(days),
                format="YYYY-MM-DD",
                width=150,
            )
    st.multiselect("Outlets", outlets, key=_KEYS["outlets"], on_change=changed, placeholder="All outlets")
    st.pills(
        "Kinds of place",
        list(PlaceType),
        key=_KEYS["types"],
        on_change=changed,
        selection_mode="multi",
        format_func=TYPES.__getitem__,
        help="None chosen shows all.",
    )
    st.pills(
        "Mentions that count",
        list(Kind),
        key=_KEYS["kinds"],
        on_change=changed,
        selection_mode="multi",
        format_func=ROLES.__getitem__,
        help="“Ankara warned Washington” names governments; “Iraqi” is an adjective, left out until you ask for it; "
        "“55 km west of Mosul” is not Mosul.",
    )
