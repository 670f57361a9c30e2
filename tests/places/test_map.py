"""What the map's door lets through: constant scripts to Folium, packed texts to the browser, checked events back."""

from __future__ import annotations

import base64
import json
import re
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest  # noqa: TID251  the page is what is tested

from places import map as door
from places.map import MapFilesMissingError, Mark, draw_map
from places.mapping import files
from places.mapping.message import packed, thinned
from places.mapping.parcel import Parcel
from places.mapping.tally import MOST_SHAPES
from places.place import FeatureClass, Place, Point
from tests.places.parcels import KEY_CHARACTERS, book, content, tally

HOSTILE = (
    "{{7*7}}",
    "{% raw %}",
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "${alert(1)}",
    "`",
)
HARNESS = Path(__file__).parents[1] / "browser" / "harness" / "page.py"


def place(place_id: str = "1", **changes: Any) -> Place:
    values = {
        "name": "Leeds",
        "point": Point(53.8, -1.55),
        "feature_class": FeatureClass.POPULATED,
        "feature_code": "PPL",
    }
    return Place(place_id, **{**values, **changes})


def province(place_id: str, **changes: Any) -> Place:
    return place(place_id, feature_class=FeatureClass.ADMINISTRATIVE, feature_code="ADM1", **changes)


def country(place_id: str, **changes: Any) -> Place:
    return place(place_id, feature_class=FeatureClass.ADMINISTRATIVE, feature_code="PCLI", **changes)


def mark(of: Place, mentions: int = 1, **changes: Any) -> Mark:
    return Mark(of, **{"where": "", "mentions": mentions, "articles": 1, "outlets": 1, **changes})


def unpacked(text: str) -> Any:
    return json.loads(zlib.decompress(base64.b64decode(text)))


class FakeFolium:
    """Stands where st_folium and the browser's keeper of parcels stand, and keeps what it was given."""

    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []
        self.kept: dict[str, Parcel] = {}

    def __call__(self, drawn: Any, **given: Any) -> None:
        self.calls.append({"map": drawn, **given})

    def update(self, call: int = -1) -> Any:
        (element,) = self.calls[call]["feature_group_to_add"]._children.values()
        return element

    def view(self, call: int = -1) -> Any:
        return unpacked(self.update(call).view)

    def keep(self, key: str, parcel: Parcel) -> None:
        self.kept[key] = parcel

    def shapes(self) -> dict[str, Any]:
        return dict(json.loads(content(self.kept["map-shapes"].data)))

    def marks(self) -> list[tuple[Any, ...]]:
        """Id, name and mentions, in the order of the book."""
        places = book(self.kept["map-book"])
        columns, _ = tally(self.kept["map-numbers"])
        told = zip(columns["rows"], columns["mentions"], strict=True)
        return [(places[row]["id"], places[row]["name"], mentions) for row, mentions in told]


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> FakeFolium:
    fake = FakeFolium()
    monkeypatch.setattr(door, "st_folium", fake)
    monkeypatch.setattr(door, "_keep", fake.keep)
    monkeypatch.setattr(door, "missing_files", lambda: ())
    monkeypatch.setattr(door, "session_state", {})
    return fake


def nothing() -> None:
    pass


def script_of(drawn: Any) -> str:
    from streamlit_folium import generate_leaflet_string  # noqa: TID251

    drawn.get_root().render()
    return str(generate_leaflet_string(drawn))


@given(st.text(), st.text())
def test_nothing_in_a_packed_text_means_anything_to_a_template_or_a_script(name: str, where: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9+/=]+", packed([name, where]))


@given(st.text(st.characters(codec="utf-8")))
def test_a_name_comes_out_as_it_went_in(name: str) -> None:
    assert unpacked(packed([name])) == [name]


def test_an_unpaired_surrogate_does_not_stop_the_map() -> None:
    assert unpacked(packed("\ud800")) == "?"


def test_the_script_is_the_same_whatever_is_drawn(browser: FakeFolium) -> None:
    draw_map([], on_change=nothing)
    draw_map([mark(place(name=name)) for name in HOSTILE], selected="1", on_change=nothing)
    first, second = (script_of(call["map"]) for call in browser.calls)
    same = re.compile(r"(_[a-z0-9]+)")  # the numbers that Folium gives, which streamlit-folium leaves out too
    assert same.sub("", first) == same.sub("", second)
    assert "49" not in second
    assert "window.dateline.start()" in second


def test_no_name_reaches_the_page_but_packed() -> None:
    """The whole way through Folium, branca and streamlit-folium, to what Streamlit sends."""
    page = AppTest.from_file(str(HARNESS), default_timeout=30)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HARNESS_HOSTILE", "1")
        page.run()
    assert not page.exception
    sent = json.loads(page.get("component_instance")[0].proto.json_args)
    text = json.dumps(sent)
    for name in ("Mosul", "7*7", "raw %}", "onerror", "</script>", "${", "backticks"):
        assert name not in text
    assert "49" not in sent["script"]
    view = re.search(r'window\.dateline\.update\("([^"]+)"', sent["feature_group"])
    assert view
    parcels = [each.proto.bytes for each in page.get("bidi_component")]
    assert {parcel[:KEY_CHARACTERS].decode() for parcel in parcels} == set(unpacked(view[1])["parcels"])
    names = [json.loads(content(parcel))["name"] for parcel in parcels if b'"where"' in content(parcel)]
    assert set(names[0]) >= {"Mosul", "{{7*7}}", "{% raw %}"}
    addresses = sent["js_links"] + sent["css_links"]
    assert [address.split("?")[0] for address in addresses] == [
        f"../places.map.web/{name}" for name in (*files.SCRIPTS, *files.STYLES)
    ]


def test_the_frame_is_told_its_marks_and_what_is_selected(browser: FakeFolium) -> None:
    marks = [
        mark(place("a"), 2, where="England, United Kingdom"),
        mark(province("b", point=Point(33.123456, 44.0)), 7, articles=3, outlets=2),
        mark(country("c"), 5, doubtful=True),
    ]
    draw_map(marks, selected="c", on_change=nothing)
    view = browser.view()
    assert (view["selected"], view["sizeBy"], view["seq"], view["area"]) == ("c", "mentions", 0, None)
    assert view["parcels"] == [browser.kept[f"map-{name}"].key for name in ("book", "numbers", "shapes")]
    assert browser.marks() == [("a", "Leeds", 2), ("b", "Leeds", 7), ("c", "Leeds", 5)]
    kinds = {row["id"]: (row["kind"], row["where"], row["lat"]) for row in book(browser.kept["map-book"])}
    assert kinds == {"a": (0, "England, United Kingdom", 53.8), "b": (1, "", 33.1235), "c": (2, "", 53.8)}


def test_another_selection_changes_no_parcel(browser: FakeFolium) -> None:
    marks = [mark(place("a"), 2), mark(province("b"), 7)]
    draw_map(marks, outline=square, on_change=nothing)
    before = dict(browser.kept)
    draw_map(marks, outline=square, selected="b", size_by="outlets", on_change=nothing)
    assert browser.kept == before
    assert browser.view()["parcels"] == browser.view(0)["parcels"]


def test_the_view_says_which_event_it_knows_of(browser: FakeFolium, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "session_state", {"map": {"kind": "pick", "place": "a", "seq": 77}})
    draw_map([mark(place("a"))], on_change=nothing)
    assert browser.view()["seq"] == 77


def square(of: Place) -> tuple[tuple[tuple[float, float], ...], ...]:
    lat, lon = of.point.lat, of.point.lon
    return (((lat, lon), (lat + 1, lon), (lat + 1, lon + 1), (lat, lon + 1)),)


def test_shapes_go_out_for_areas_and_for_a_selected_country_only(browser: FakeFolium) -> None:
    marks = [mark(place("town")), mark(province("province")), mark(country("near")), mark(country("far"))]
    draw_map(marks, selected="near", outline=square, on_change=nothing)
    assert set(browser.shapes()) == {"province", "near"}
    assert browser.shapes()["province"] == [[[53.8, -1.55], [54.8, -1.55], [54.8, -0.55], [53.8, -0.55]]]


def test_an_area_without_a_shape_is_a_mark_only(browser: FakeFolium) -> None:
    draw_map([mark(province("province"))], outline=lambda place: None, on_change=nothing)
    assert browser.shapes() == {}
    assert len(browser.marks()) == 1


def test_the_most_mentioned_areas_have_shapes(browser: FakeFolium) -> None:
    marks = [mark(province(f"p{n}"), n) for n in range(1, MOST_SHAPES + 51)]
    draw_map(marks, outline=square, on_change=nothing)
    assert set(browser.shapes()) == {f"p{n}" for n in range(51, MOST_SHAPES + 51)}


def test_an_outline_is_asked_for_once(browser: FakeFolium) -> None:
    asked: list[str] = []

    def outline(of: Place) -> tuple[tuple[tuple[float, float], ...], ...]:
        asked.append(of.id)
        return square(of)

    for mentions in (1, 2, 3):
        draw_map([mark(province("province"), mentions)], outline=outline, on_change=nothing)
    assert asked == ["province"]


def test_points_that_fall_together_are_sent_once() -> None:
    assert thinned([(1.0, 2.0), (1.001, 2.001), (1.5, 2.0)]) == [(1.0, 2.0), (1.5, 2.0)]


def test_a_missing_file_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(files, "WEB", tmp_path)
    (tmp_path / "boot.js").touch()
    with pytest.raises(MapFilesMissingError, match=r"assets/leaflet\.js") as raised:
        draw_map([], on_change=nothing)
    assert "boot.js" not in str(raised.value)
    assert str(tmp_path) not in str(raised.value)


def test_every_script_and_style_of_ours_is_asked_for() -> None:
    ours = {path.name for path in files.WEB.iterdir() if path.suffix in (".js", ".css")}
    assert ours == {name for name in (*files.SCRIPTS, *files.STYLES) if "/" not in name}


def test_online_layers_say_so_and_are_off() -> None:
    children: list[Any] = list(door._constant_map(500)._children.values())
    layers = [child for child in children if hasattr(child, "tiles")]
    assert layers
    for layer in layers:
        assert layer.layer_name.endswith("(goes out to the internet)")
        assert layer.show is False
        assert layer.options["referrer_policy"] == "strict-origin-when-cross-origin"
