"""The map of places: the door to Folium and streamlit-folium.

No word of an article, and no name of a place, ever goes through a Folium object: branca renders each element's script
as a Jinja template, so that ``{{7*7}}`` in a name would run on the server. Folium is given a constant script; names
and numbers go to the browser deflated and in base64, and become text there (web/map.js).

Import this module from a page, not before Streamlit runs: only then does Streamlit serve the files in web/.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import folium  # noqa: TID251  this is the door
import streamlit.components.v1 as components  # noqa: TID251  serves web/ to the map's frame
from branca.element import MacroElement
from folium.template import Template  # noqa: TID251  this is the door
from streamlit import cache_resource, container, session_state  # noqa: TID251  where the map's answers are kept
from streamlit.components.v2 import component  # noqa: TID251  hands parcels to the browser
from streamlit_folium import st_folium  # noqa: TID251  this is the door
from xyzservices import TileProvider  # type: ignore[import-untyped]

from places.mapping.book import Radius
from places.mapping.events import MapEvent, read_event
from places.mapping.files import SCRIPTS, STYLES, WEB, missing_files, version
from places.mapping.marks import Link, Mark, SizeBy, VagueMark
from places.mapping.message import Rings, links_message, places_with_shapes, shapes_parcel, view_message
from places.mapping.parcel import Parcel
from places.mapping.tally import Marks
from places.mapping.words import ENGLISH, Words
from places.place import Place, Point

__all__ = [
    "Link",
    "MapEvent",
    "MapFilesMissingError",
    "Mark",
    "Rings",
    "SizeBy",
    "VagueMark",
    "Words",
    "draw_map",
    "links_message",
    "read_event",
]

OSM_ATTRIBUTION = (
    '&copy; <a href="https://www.openstreetmap.org/copyright" target="_blank">OpenStreetMap</a> contributors'
)
TOPO_ATTRIBUTION = (
    OSM_ATTRIBUTION + ', SRTM, <a href="https://opentopomap.org" target="_blank">OpenTopoMap</a> (CC-BY-SA)'
)


class MapFilesMissingError(Exception):
    """Files that the map needs in the browser are not installed."""


def _no_outline(place: Place) -> Rings | None:
    return None


def _no_radius(place: Place) -> float | None:
    return None


def draw_map(
    marks: Marks | Sequence[Mark],
    *,
    on_change: Callable[[], None],
    selected: str = "",
    outline: Callable[[Place], Rings | None] = _no_outline,
    key: str = "map",
    height: int = 560,
    size_by: SizeBy = "mentions",
    outlets: Sequence[str] = (),
    vague: Iterable[VagueMark] = (),
    links: Iterable[Link] = (),
    area: Sequence[Point] | None = None,
    radius_km: Radius = _no_radius,
    words: Words = ENGLISH,
    choosing: str = "",
) -> None:
    """Draw *marks* with *selected* (a place id) lit up; the frame, its position and its zoom survive every change.

    Marks that are ready to be sent have *outlets* and *radius_km* in them; single ones are made ready here.
    *on_change* is called when the reader did something: ``read_event(st.session_state[key])`` says what.
    *outline* gives the approximate shape of an area; pass the same function each time, its answers are kept.
    *height* in pixels; narrow screens take less. *outlets*: which have the colours of the divided rings, in this
    order, so that filters change none; without them, those most drawn. *links* are drawn while their first place is
    selected, also when that is selected in the browser only. *area*: None for a map without tools to draw one, ()
    for none drawn, two corners (south-west, north-east) or a polygon's. *radius_km*, asked for every area on each
    run, gives the circle in which one without an outline lies. *words*: what the map says, in another language than
    English. *choosing* says of what the marks are alternatives: they are not counted, a click beside them chooses a
    point, and when it changes the map looks at all of them. Raises MapFilesMissingError.
    """
    missing = missing_files()
    if missing:
        raise MapFilesMissingError(
            f"the map needs {', '.join(missing)} in {WEB.name}/, which the installation fetches: "
            "install Dateline again (pip install -e . in its folder)"
        )
    answered = read_event(session_state.get(key))
    ready = marks if isinstance(marks, Marks) else Marks.drawn(marks, outlets, radius_km)
    shapes = shapes_parcel(outline, places_with_shapes(ready, selected))
    view = view_message(
        ready,
        shapes=shapes,
        seq=answered.seq if answered else 0,
        selected=selected,
        size_by=size_by,
        vague=vague,
        links=links,
        area=area,
        choosing=choosing,
    )
    with container(key=f"{key}-parcels"):
        for name, parcel in (("book", ready.book.parcel), ("numbers", ready.numbers), ("shapes", shapes)):
            _keep(f"{key}-{name}", parcel)
    changing = folium.FeatureGroup(control=False)
    changing.add_child(_Update(view))
    st_folium(
        _constant_map(height, words),
        key=key,
        height=height,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=changing,
        on_change=on_change,
    )


# ---- what the browser keeps: sent beside the map, once for as long as it stays the same ------------------------------

_KEEPER = Path(__file__).parent / "mapping" / "parcels.js"


def _keep(key: str, parcel: Parcel) -> None:
    """Have the page keep *parcel* for the map's frame; of one it has, Streamlit sends no more than a hash."""
    _keeper()(key=key, data=parcel.data)


@cache_resource(show_spinner=False)
def _keeper() -> Callable[..., object]:
    return component("dateline_parcel", js=_KEEPER.read_text(encoding="utf-8"))


# ---- what Folium is given: constant, but for the packed view ---------------------------------------------------------

#: The folder is served under this module's name and this one, beside the frame of streamlit-folium.
_served = components.declare_component("web", path=str(WEB))


def _address(name: str, height: int, words: Words) -> tuple[str, str]:
    """A file of web/ for the frame to ask for: relative, so that a base path needs no care."""
    # After the hash, which no server sees: what the first script may fetch ahead, and what the map says.
    told = f"&height={height}#{','.join(SCRIPTS[1:])}&{words.packed}" if name == SCRIPTS[0] else ""
    return name, f"../{_served.name}/{name}?v={version()}{told}"


class _Map(folium.Map):
    """Leaflet with our own scripts and styles, and nothing from elsewhere."""

    _template = Template("""
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.map("{{ this.get_name() }}", {
                center: [25, 30], zoom: 2, minZoom: 1, maxZoom: 18, zoomSnap: 0.25, zoomDelta: 1,
                wheelPxPerZoomLevel: 90, worldCopyJump: true, keyboardPanDelta: 120, preferCanvas: true
            });
            window.dateline.prepare({{ this.get_name() }});
        {% endmacro %}
    """)


class _OwnBase(folium.map.Layer):
    """Land, sea and borders from world-atlas, drawn in the browser."""

    _template = Template("""
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = window.dateline.baseLayer();
        {% endmacro %}
    """)


class _Start(MacroElement):
    """Comes last: all layers are there."""

    _template = Template("{% macro script(this, kwargs) %} window.dateline.start(); {% endmacro %}")


class _Update(MacroElement):
    """The one part that changes."""

    _template = Template("""
        {% macro script(this, kwargs) %}
            window.dateline.update("{{ this.view }}");
        {% endmacro %}
    """)

    def __init__(self, view: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.view = view

    def render(self, **kwargs: Any) -> str:
        """Nothing: streamlit-folium takes the script from the template, and this would compile it once more."""
        return ""


def _constant_map(height: int, words: Words = ENGLISH) -> folium.Map:
    """A new Folium map each time (a used one changes its ids), with the same script each time for the same words."""
    drawn = _Map(tiles=None)
    drawn.default_js = [_address(name, height, words) for name in SCRIPTS]
    drawn.default_css = [_address(name, height, words) for name in STYLES]
    drawn.add_child(_OwnBase(name=words.of("Dateline’s own (stays on this machine)")))
    for name, tiles, attribution in (
        ("OpenStreetMap", "https://tile.openstreetmap.org/{z}/{x}/{y}.png", OSM_ATTRIBUTION),
        ("OpenTopoMap", "https://tile.opentopomap.org/{z}/{x}/{y}.png", TOPO_ATTRIBUTION),
    ):
        layer = folium.TileLayer(
            # Not the address alone, which Folium would look for among all the providers it knows, on each run.
            TileProvider(name=name, url=tiles, attribution=attribution),
            name=words.of("{name} (goes out to the internet)").replace("{name}", name),
            attr=attribution,
            show=False,
            max_native_zoom=19 if "openstreetmap" in tiles else 17,
            # The tile servers refuse requests without a Referer.
            referrer_policy="strict-origin-when-cross-origin",
        )
        drawn.add_child(layer)
    drawn.add_child(folium.LayerControl(position="topright"))
    drawn.add_child(_Start())  # type: ignore[no-untyped-call]
    return drawn
