"""A page with nothing but a map, a filter and passages: what the browser tests and the benchmark drive.

The pattern of the real page in small: the map only reports, session state is the truth, and a click reruns one
keyed fragment. HARNESS_RICH=1 gives the map all that it can carry: it is a fragment too then, which a click reruns for
the lines of what is selected; what changes the marks reruns everything.
"""

from __future__ import annotations

import html
import json
import os
import time
from dataclasses import asdict
from typing import Any

import streamlit as st  # noqa: TID251  a page of its own

from places.map import draw_map, read_event
from tests.browser.harness import rich
from tests.browser.harness.synthetic import marks, outline

RICH = bool(os.environ.get("HARNESS_RICH"))
ALL = {mark.place.id: mark for mark in (rich.enriched(marks()) if RICH else marks())}


def on_map() -> None:
    """Runs before the script: validates what the browser says, then reruns the passages alone."""
    event = read_event(st.session_state["map"])
    if event is None or (event.kind in ("pick", "pair") and event.place not in ALL):
        return
    st.session_state["last"] = json.dumps(asdict(event))
    st.session_state["events"] = st.session_state.get("events", 0) + 1
    if event.kind in ("area", "bounds"):
        st.session_state["area"] = event.points
        st.rerun()
    st.session_state["place"], st.session_state["other"] = event.place, event.other
    st.rerun(["passages", "map"] if RICH else "passages")


def choose(place_id: str) -> None:
    st.session_state["place"] = place_id


st.set_page_config(page_title="Harness", layout="wide")
st.html(
    "<style>.stMainBlockContainer{padding:3.5rem 1rem 1rem}"
    ".st-key-frame iframe{display:block;border-radius:8px}</style>"
)
st.session_state["runs"] = st.session_state.get("runs", 0) + 1
least = st.number_input("At least", min_value=0, value=0, key="least")
size = st.radio("Size", ("mentions", "articles", "outlets"), horizontal=True, key="size") if RICH else "mentions"


def world() -> None:
    more: dict[str, Any] = {}
    if RICH:
        more = {
            "size_by": size,
            "vague": rich.VAGUE,
            "links": rich.links(st.session_state.get("place", ""), st.session_state.get("other", "")),
            "radius_km": rich.radius_km,
            "area": st.session_state.get("area", ()),
        }
    draw_map(
        [mark for mark in ALL.values() if mark.mentions >= least],
        selected=st.session_state.get("place", ""),
        outline=outline,
        on_change=on_map,
        height=520,
        **more,
    )


with st.container(key="frame"):
    if RICH:
        world = st.fragment(world, key="map")
    world()


@st.fragment(key="passages")
def passages() -> None:
    place = st.session_state.get("place", "")
    mark = ALL.get(place)
    text = "".join(f"<p>Passage {i} about {html.escape(mark.place.name)}.</p>" for i in range(20)) if mark else ""
    st.html(
        f"<div id='passages' data-place='{html.escape(place)}' data-events='{st.session_state.get('events', 0)}' "
        f"data-last='{html.escape(st.session_state.get('last', ''))}' "
        f"data-runs='{st.session_state['runs']}' data-at='{time.time()}'>{text or 'nothing selected'}</div>"
    )


with st.sidebar:
    for place_id in ("99072", "6252001", "IQ.01", "99237", ""):
        name = ALL[place_id].place.name if place_id in ALL else "Clear"
        st.button(name, key=f"list-{place_id}", on_click=choose, args=(place_id,))
    passages()
