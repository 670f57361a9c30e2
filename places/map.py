"""The map of places: the door to Folium and streamlit-folium.

No word of an article, and no name of a place, ever goes through a Folium object: branca renders each element's script
as a Jinja template, so that ``{{7*7}}`` in a name would run on the server. Folium is given a constant script; names
and numbers go to the browser deflated and in base64, and become text there (web/map.js).

Import this module from a page, not before Streamlit runs: only then does Streamlit serve the files in web/.
"""

from __future__ import annotations

import base64
import functools
import json
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import folium  # noqa: TID251  this is the door
import streamlit.components.v1 as components  # noqa: TID251  serves web/ to the map's frame
from branca.element import MacroElement
from folium.template import Template  # noqa: TID251  this is the door
from streamlit import session_state  # noqa: TID251  where streamlit-folium keeps what the map said last
from streamlit_folium import st_folium  # noqa: TID251  this is the door

from places.place import Place

WEB = Path(__file__).parent / "web"
#: In the order in which the browser needs them.
SCRIPTS = ("boot.js", "assets/leaflet.js", "assets/topojson-client.js", "base.js", "marks.js", "map.js")
STYLES = ("assets/leaflet.css", "map.css")
OUTLINES = ("assets/countries-110m.json", "assets/countries-50m.json")

#: The most mentioned areas whose shape is drawn; the others are marks only.
MOST_SHAPES = 150
#: What the browser sends is written by anybody who likes.
LONGEST_ID = 300
LARGEST_SEQ = 2**53

OSM_ATTRIBUTION = (
    '&copy; <a href="https://www.openstreetmap.org/copyright" target="_blank">OpenStreetMap</a> contributors'
)
TOPO_ATTRIBUTION = (
    OSM_ATTRIBUTION + ', SRTM, <a href="https://opentopomap.org" target="_blank">OpenTopoMap</a> (CC-BY-SA)'
)

#: Closed lines of (latitude, longitude) in degrees; lines inside others are holes.
Rings = Sequence[Sequence[tuple[float, float]]]


class MapFilesMissingError(Exception):
    """Files that the map needs in the browser are not installed."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place of the view and how much is told of it."""

    place: Place
    #: Its province and country, for the reader: "Ninawa, Iraq".
    where: str
    mentions: int
    articles: int
    outlets: int
    #: Whether which place is meant is doubtful: drawn dashed.
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class MapEvent:
    """What a reader did on the map. The place is what the browser says: look it up before you trust it."""

    kind: Literal["pick", "clear"]
    #: Place id; "" for clear.
    place: str
    #: Grows with each event, so that a second click on the same mark is a new one.
    seq: int


def draw_map(
    marks: Sequence[Mark],
    *,
    on_change: Callable[[], None],
    selected: str = "",
    outline: Callable[[Place], Rings | None] = lambda place: None,
    key: str = "map",
    height: int = 560,
) -> None:
    """Draw *marks* with *selected* (a place id) lit up; the frame, its position and its zoom survive every change.

    *on_change* is called when the reader picks or clears: ``read_event(st.session_state[key])`` says what.
    *outline* gives the approximate shape of an area; pass the same function each time, its answers are kept.
    *height* in pixels; narrow screens take less. Raises MapFilesMissingError.
    """
    missing = missing_files()
    if missing:
        raise MapFilesMissingError(
            f"the map needs {', '.join(missing)} in {WEB.name}/, which the installation fetches: "
            "install Dateline again (pip install -e . in its folder)"
        )
    answered = read_event(session_state.get(key))
    view = _packed(
        {
            # The last event that the page knows of: a click made since then stays lit until the page answers it.
            "seq": answered.seq if answered else 0,
            "selected": selected,
            "marks": [_row(mark) for mark in sorted(marks, key=lambda mark: -mark.mentions)],
        }
    )
    changing = folium.FeatureGroup(control=False)
    changing.add_child(_Update(view, _shapes(outline, _places_with_shapes(marks, selected))))
    st_folium(
        _constant_map(height),
        key=key,
        height=height,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=changing,
        on_change=on_change,
    )


def read_event(value: object) -> MapEvent | None:
    """The event in what the browser sent; None when there is none, or it is none of ours."""
    if not isinstance(value, dict):
        return None
    kind, place, seq = value.get("kind"), value.get("place"), value.get("seq")
    if isinstance(seq, bool) or not isinstance(seq, int) or not 0 < seq < LARGEST_SEQ:
        return None
    if kind == "clear":
        return MapEvent("clear", "", seq)
    if kind == "pick" and isinstance(place, str) and 0 < len(place) <= LONGEST_ID and place.isprintable():
        return MapEvent("pick", place, seq)
    return None


def missing_files() -> tuple[str, ...]:
    """What the map needs and the installation did not bring, by path within web/."""
    return tuple(name for name in (*SCRIPTS, *STYLES, *OUTLINES) if not (WEB / name).is_file())


# ---- what the browser gets -------------------------------------------------------------------------------------------


def _row(mark: Mark) -> list[Any]:
    """One mark in the order of COLUMNS in map.js."""
    place = mark.place
    kind = 2 if place.is_country else 1 if place.is_area else 0
    return [
        place.id,
        place.name,
        mark.where,
        round(place.point.lat, 4),
        round(place.point.lon, 4),
        mark.mentions,
        mark.articles,
        mark.outlets,
        kind,
        int(mark.doubtful),
    ]


def _places_with_shapes(marks: Iterable[Mark], selected: str) -> tuple[Place, ...]:
    """The areas most mentioned, by id, and a selected country; other countries are marks without a shape."""
    areas = sorted(
        (mark for mark in marks if mark.place.is_area and not mark.place.is_country), key=lambda mark: -mark.mentions
    )
    chosen = [mark.place for mark in areas[:MOST_SHAPES]]
    chosen += [mark.place for mark in marks if mark.place.id == selected and mark.place.is_area]
    return tuple(sorted(set(chosen), key=lambda place: place.id))


@functools.lru_cache(maxsize=32)
def _shapes(outline: Callable[[Place], Rings | None], areas: tuple[Place, ...]) -> str:
    """The shapes of *areas*, packed; to about a kilometre, which is finer than they are exact."""
    found = ((place.id, outline(place)) for place in areas)
    return _packed([[place_id, [_thinned(ring) for ring in rings]] for place_id, rings in found if rings])


def _thinned(ring: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    rounded = [(round(lat, 2), round(lon, 2)) for lat, lon in ring]
    return [point for point, before in zip(rounded, [None, *rounded], strict=False) if point != before]


def _packed(value: object) -> str:
    """JSON, deflated, in base64: no brace, quote, backtick or angle bracket is left for a template or a script."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    # Unpaired surrogates, which a hostile upload may hold, are no UTF-8.
    return base64.b64encode(zlib.compress(text.encode("utf-8", "replace"), level=4)).decode("ascii")


# ---- what Folium is given: constant, but for the two packed texts ----------------------------------------------------

#: The folder is served under this module's name and this one, beside the frame of streamlit-folium.
_served = components.declare_component("web", path=str(WEB))


def _address(name: str, height: int) -> tuple[str, str]:
    """A file of web/ for the frame to ask for: relative, so that a base path needs no care."""
    return name, f"../{_served.name}/{name}?v={_version()}" + (f"&height={height}" if name == SCRIPTS[0] else "")


@functools.cache
def _version() -> str:
    """Changes with the files, so that no browser keeps an old one."""
    return f"{zlib.crc32(b''.join((WEB / name).read_bytes() for name in (*SCRIPTS, *STYLES))):08x}"


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
            window.dateline.update("{{ this.view }}", "{{ this.shapes }}");
        {% endmacro %}
    """)

    def __init__(self, view: str, shapes: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.view = view
        self.shapes = shapes

    def render(self, **kwargs: Any) -> str:
        """Nothing: streamlit-folium takes the script from the template, and this would compile it once more."""
        return ""


def _constant_map(height: int) -> folium.Map:
    """A new Folium map each time (a used one changes its ids), with the same script each time."""
    drawn = _Map(tiles=None)
    drawn.default_js = [_address(name, height) for name in SCRIPTS]
    drawn.default_css = [_address(name, height) for name in STYLES]
    drawn.add_child(_OwnBase(name="Dateline’s own (stays on this machine)"))
    for name, tiles, attribution in (
        ("OpenStreetMap (goes out to the internet)", "https://tile.openstreetmap.org/{z}/{x}/{y}.png", OSM_ATTRIBUTION),
        ("OpenTopoMap (goes out to the internet)", "https://tile.opentopomap.org/{z}/{x}/{y}.png", TOPO_ATTRIBUTION),
    ):
        layer = folium.TileLayer(
            tiles,
            name=name,
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
