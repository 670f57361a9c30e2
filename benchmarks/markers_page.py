"""The usual way, to measure against: one folium.Marker per place, the map rebuilt on every run, no popups even."""

from __future__ import annotations

import html

import folium  # noqa: TID251  the peer
import streamlit as st  # noqa: TID251  a page of its own
from streamlit_folium import st_folium  # noqa: TID251  the peer

from places.map import _constant_map
from tests.browser.harness.synthetic import marks

st.set_page_config(layout="wide")
ALL = marks()
lean = _constant_map(520)  # its Leaflet comes from this machine; the CDN's would have to be waited for
drawn = folium.Map(tiles=None, location=[34, 42], zoom_start=5)
drawn.default_js, drawn.default_css = lean.default_js[1:2], lean.default_css[:1]
for mark in ALL:
    point = mark.place.point
    folium.Marker([point.lat, point.lon], tooltip=html.escape(mark.place.name)).add_to(drawn)
said = st_folium(drawn, key="map", height=520, use_container_width=True, returned_objects=["last_object_clicked"])
clicked = (said or {}).get("last_object_clicked")
with st.sidebar:
    found = [m for m in ALL if clicked and (m.place.point.lat, m.place.point.lon) == (clicked["lat"], clicked["lng"])]
    place = found[0].place if found else None
    text = "".join(f"<p>Passage {i} about {html.escape(place.name)}.</p>" for i in range(20)) if place else ""
    st.html(f"<div id='passages' data-place='{place.id if place else ''}'>{text}</div>")
