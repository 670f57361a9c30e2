"""Approximate areas: the land nearest to a province's settlements."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from shapely import Point as Spot
from shapely import Polygon

from places.areas.approximate import Areas, Rings, simplified
from places.areas.outlines import COUNTRIES, Outlines, OutlinesMissing
from places.gazetteer import Gazetteer
from places.place import Place

#: Two arcs make a square round Iraq; a third goes round an island that the antimeridian cuts.
TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [0.1, 0.1], "translate": [-180, -90]},
    "arcs": [
        [[2180, 1190], [110, 0], [0, 90]],
        [[2290, 1280], [-110, 0], [0, -90]],
        [[3570, 700], [20, 0], [-3580, 0], [0, 40], [3580, 0], [-20, 0], [0, -40]],
        [[0, 200], [1200, 0], [1200, 0], [1200, 0], [-3600, 0]],
    ],
    "objects": {
        "countries": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "id": "368", "properties": {"name": "Iraq"}},
                {"type": "MultiPolygon", "arcs": [[[2]]], "id": "242", "properties": {"name": "Fiji"}},
                {"type": "Polygon", "arcs": [[-1, -2]], "properties": {"name": "Kosovo"}},
                {"type": "Polygon", "arcs": [[3]], "id": "010", "properties": {"name": "Antarctica"}},
            ],
        }
    },
}


@pytest.fixture
def outlines_path(tmp_path: Path) -> Path:
    path = tmp_path / "countries.json"
    path.write_text(json.dumps(TOPOLOGY))
    return path


@pytest.fixture
def areas(gazetteer: Gazetteer, outlines_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Areas:
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "cache"))
    return Areas(gazetteer, outlines_path)


def covers(rings: Rings | None, place: Place) -> bool:
    """By the even-odd rule, whichever turn of the globe the rings are on."""
    spots = [Spot(place.point.lon + turn, place.point.lat) for turn in (-360, 0, 360)]
    shapes = [Polygon([(lon, lat) for lat, lon in ring]) for ring in rings or ()]
    return any(sum(shape.covers(spot) for shape in shapes) % 2 == 1 for spot in spots)


def named(gazetteer: Gazetteer, name: str, code: str | None = None) -> Place:
    return next(place for place in gazetteer.candidates(name) if code in (None, place.feature_code))


@pytest.mark.parametrize(
    ("province", "own", "other"),
    [("Anbar", "Ramadi", "Mosul"), ("Nineveh", "Mosul", "Kirkuk"), ("Kirkuk", "Kirkuk", "Tikrit"),
     ("Salahuddin", "Tikrit", "Ba‘qubah"), ("Diyala", "Baqubah", "Ramadi")],
)  # fmt: skip
def test_a_province_covers_its_own_towns_only(
    gazetteer: Gazetteer, areas: Areas, province: str, own: str, other: str
) -> None:
    rings = areas.outline(named(gazetteer, province, "ADM1"))
    assert covers(rings, named(gazetteer, own))
    assert not covers(rings, named(gazetteer, other))


def test_a_country_covers_all_its_provinces(gazetteer: Gazetteer, areas: Areas) -> None:
    iraq = areas.outline(named(gazetteer, "Iraq"))
    assert all(covers(iraq, named(gazetteer, name)) for name in ("Mosul", "Rutba", "Baghdad"))
    assert not covers(iraq, named(gazetteer, "Tehran"))


def test_provinces_stay_within_the_outline(gazetteer: Gazetteer, areas: Areas) -> None:
    points = [point for ring in areas.outline(named(gazetteer, "Anbar", "ADM1")) or () for point in ring]
    assert all(29 <= lat <= 38 and 38 <= lon <= 49 for lat, lon in points)


def test_an_area_across_the_antimeridian_is_in_one_piece(gazetteer: Gazetteer, areas: Areas) -> None:
    northern = areas.outline(named(gazetteer, "Northern", "ADM1"))
    assert northern is not None
    lons = [lon for ring in northern for _, lon in ring]
    assert max(lons) - min(lons) < 10
    assert covers(northern, named(gazetteer, "Labasa"))
    assert covers(northern, named(gazetteer, "Waiyevo"))


def test_a_ring_round_the_pole_is_closed_along_it(outlines_path: Path) -> None:
    land = Outlines(outlines_path).country("AQ", 0)
    assert land is not None
    assert land.is_valid
    assert land.bounds[1] == -90
    assert land.covers(Spot(0, -80))


def test_a_shape_without_a_number_goes_by_its_name(outlines_path: Path) -> None:
    land = Outlines(outlines_path).country("XK", 44)
    assert land is not None
    assert land.equals(Outlines(outlines_path).country("IQ", 44))


@pytest.mark.parametrize("name", ["Mosul", "Persian Gulf", "Green Zone", "Georgia", "London"])
def test_what_is_no_area_or_has_no_outline_has_none(gazetteer: Gazetteer, areas: Areas, name: str) -> None:
    assert areas.outline(named(gazetteer, name)) is None


def test_what_took_long_is_kept_for_the_next_start(
    gazetteer: Gazetteer, areas: Areas, outlines_path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("places.areas.approximate._KEEP_SECONDS", -1)
    anbar = named(gazetteer, "Anbar", "ADM1")
    first = areas.outline(anbar)
    monkeypatch.setattr("places.areas.approximate.approximate_areas", lambda *arguments: pytest.fail("made again"))
    assert Areas(gazetteer, outlines_path).outline(anbar) == first
    (kept,) = (tmp_path / "cache").rglob("IQ.json")
    kept.write_text('{"01": [[')
    monkeypatch.undo()
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "cache"))
    assert Areas(gazetteer, outlines_path).outline(anbar) == first


def test_missing_outlines_say_how_they_come_in(gazetteer: Gazetteer, tmp_path: Path) -> None:
    with pytest.raises(OutlinesMissing, match="install"):
        Areas(gazetteer, tmp_path / "none.json")


@pytest.mark.skipif(not COUNTRIES.exists(), reason="the outlines of the countries are not installed")
def test_all_countries_of_the_real_file_are_valid_land() -> None:
    outlines = Outlines()
    for code, lon in (("IQ", 44), ("RU", 100), ("FJ", 178), ("US", -98), ("AQ", 0), ("XK", 21), ("FR", 2), ("NZ", 174)):
        land = outlines.country(code, lon)
        assert land is not None and land.is_valid and land.area > 0
        west, _, east, _ = land.bounds
        assert east - west <= 360


def test_a_shape_that_is_empty_has_no_rings() -> None:
    """A province none of whose towns lies within its country's outline."""
    assert simplified(Polygon(), most_points=100, smallest_share=0.01) == ()
