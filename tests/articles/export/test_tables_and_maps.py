"""CSV, GeoJSON and KML are what their standards say, and other software reads them."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree  # type: ignore[import-untyped]
from shapely.geometry import Point, shape
from shapely.geometry.polygon import LinearRing

from articles.archive import Archive
from articles.export.formats import FORMATS, export, format_named
from articles.export.shapes import multi_polygon
from articles.hosting.policy import FULL, LINK
from articles.view import View
from tests.articles.export.conftest import HOSTILE, RINGS, outline, under

KML = "{http://www.opengis.net/kml/2.2}"


def table(made: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"), newline=""), strict=True))


def features(made: bytes) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(made)["features"]
    return found


def test_every_mention_of_the_view_is_a_row(archive: Archive) -> None:
    rows = table(export(archive, View(), "csv"))
    assert len(rows) == sum(c.mentions for c in archive.places(View())) + sum(
        c.mentions for c in archive.unplaced(View())
    )
    mosul = next(row for row in rows if row["toponym"] == "Mosul" and row["headline"] == "Rain")
    assert (mosul["date"], mosul["outlet"], mosul["geonameid"]) == ("2017-02-03", "Other Outlet", "99072")
    assert (float(mosul["lat"]), float(mosul["lon"])) == (36.335, 43.119)
    assert (mosul["status"], mosul["passage_copies"], mosul["source"], mosul["licence"]) == (
        "automatic", "2", "GeoNames", "CC BY 4.0",
    )  # fmt: skip


def test_a_name_not_on_the_map_has_a_row_without_a_place(archive: Archive) -> None:
    (row,) = [row for row in table(export(archive, View(), "csv")) if row["toponym"] == "al-Houd"]
    assert (row["status"], row["place_id"], row["lat"], row["confidence"]) == ("unknown", "", "", "")


def test_offsets_count_in_the_document(archive: Archive) -> None:
    for row in table(export(archive, View(), "csv", ration=under(FULL))):
        article = archive.article(row["article_id"])
        assert article is not None
        assert article.document[int(row["start"]) : int(row["end"])] == row["toponym"]
        assert article.document[int(row["passage_start"]) : int(row["passage_end"])] == row["passage"]


def test_lines_end_as_rfc_4180_says_and_excel_gets_its_mark_unless_told_not(archive: Archive) -> None:
    made = export(archive, View(), "csv")
    assert made.startswith(b"\xef\xbb\xbfarticle_id,")
    assert made.count(b"\r\n") == len(table(made)) + 1
    assert export(archive, View(), "csv", byte_order_mark=False).startswith(b"article_id,")


def test_a_policy_of_links_lets_no_text_out(archive: Archive) -> None:
    for row in table(export(archive, View(), "csv", ration=under(LINK))):
        assert row["passage"] in ("", row["headline"])


def test_no_cell_is_a_formula_and_numbers_stay_numbers(hostile: Archive, archive: Archive) -> None:
    for row in table(export(hostile, View(), "csv", ration=under(FULL))):
        for name, cell in row.items():
            if name not in ("lat", "lon", "relative_lat", "relative_lon"):
                assert not cell.lstrip().startswith(("=", "+", "-", "@")), (name, cell)
            assert "\x00" not in cell
    guarded = [row["headline"] for row in table(export(hostile, View(), "csv"))]
    assert "'" + HOSTILE[3] in guarded
    suva = next(row for row in table(export(archive, View(), "csv")) if row["name"] == "Suva")
    assert float(suva["lat"]) == -18.14


def test_every_place_is_a_point_longitude_first(archive: Archive) -> None:
    points = {f["properties"]["name"]: f for f in features(export(archive, View(), "geojson"))}
    assert points["Mosul"]["geometry"] == {"type": "Point", "coordinates": [43.119, 36.335]}
    told = points["Mosul"]["properties"]
    assert (told["mentions"], told["articles"], told["outlets"]) == (4, 2, 2)
    assert told["outlet_names"] == "Other Outlet; The Daily Example"


def test_a_province_is_an_area_too_and_said_to_be_approximate(archive: Archive) -> None:
    found = features(export(archive, View(), "geojson", outline=outline))
    areas = {f["properties"]["name"]: f for f in found if f["geometry"]["type"] == "MultiPolygon"}
    assert set(areas) == {"Anbar", "Northern Division"}
    assert all(f["properties"]["approximate"] for f in areas.values())
    assert not any(f["properties"]["approximate"] for f in found if f["geometry"]["type"] == "Point")


@pytest.mark.parametrize("rings", RINGS.values())
def test_areas_obey_the_right_hand_rule_and_end_at_the_antimeridian(rings: Any) -> None:
    made = multi_polygon(rings)
    assert made is not None
    assert made.is_valid
    west, _, east, _ = made.bounds
    assert west >= -180
    assert east <= 180
    for part in made.geoms:
        assert LinearRing(part.exterior.coords).is_ccw
        assert not any(LinearRing(hole.coords).is_ccw for hole in part.interiors)


def test_an_area_across_the_antimeridian_keeps_its_size_and_its_hole() -> None:
    made = multi_polygon(RINGS["FJ.03"])
    assert made is not None
    assert made.area == pytest.approx(4.0 - 0.04)
    assert made.contains(Point(179.9, -16.5))
    assert made.contains(Point(-179.9, -16.5))
    assert not made.contains(Point(178.5, -16.5))


def test_attribution_and_method_are_in_each(archive: Archive) -> None:
    for name in ("csv", "geojson", "kml", "brief-html", "brief-markdown", "book"):
        made = export(archive, View(), name).decode()
        assert "GeoNames" in made, name
        assert "CC BY 4.0" in made, name
        assert re.search("not of events|not events", made), name


def test_kml_is_well_formed_and_says_what_geojson_says(archive: Archive) -> None:
    root = etree.fromstring(export(archive, View(), "kml", outline=outline))
    marks = root.findall(f".//{KML}Placemark")
    names = [mark.findtext(f"{KML}name") for mark in marks if mark.find(f"{KML}Point") is not None]
    assert sorted(names) == sorted(count.place.name for count in archive.places(View()))
    mosul = next(mark for mark in marks if mark.findtext(f"{KML}name") == "Mosul")
    assert mosul.findtext(f"{KML}Point/{KML}coordinates") == "43.119,36.335"
    assert mosul.findtext(f".//{KML}Data[@name='mentions']/{KML}value") == "4"


def test_hostile_names_are_text_in_kml_twice_over(hostile: Archive) -> None:
    root = etree.fromstring(export(hostile, View(), "kml"))
    # Readers show descriptions as HTML.
    for description in root.iter(f"{KML}description"):
        assert not re.search(r"<(?!br>)", description.text)
        assert "$[" not in description.text


def test_hostile_archives_make_valid_json_and_valid_points(hostile: Archive) -> None:
    found = features(export(hostile, View(), "geojson"))
    assert len(found) == len(hostile.places(View()))
    assert all(shape(feature["geometry"]).is_valid for feature in found)


def test_gdal_reads_what_was_written(archive: Archive, tmp_path: Path) -> None:
    pyogrio = pytest.importorskip("pyogrio", reason="pyogrio (GDAL) is not installed: pip install pyogrio")
    for chosen in map(format_named, ("geojson", "kml")):
        path = tmp_path / f"places{chosen.suffix}"
        path.write_bytes(export(archive, View(), chosen, outline=outline))
        names: list[str] = []
        for layer, _ in pyogrio.list_layers(path):
            meta, _, geometries, fields = pyogrio.raw.read(path, layer=layer)
            assert all(geometry is not None for geometry in geometries)
            assert str(meta["crs"]) == "EPSG:4326"
            column = [name.lower() for name in meta["fields"]].index("name")
            names += list(fields[column])
        assert sorted(set(names)) == sorted({count.place.name for count in archive.places(View())}), path.suffix


def test_an_empty_view_makes_a_file_of_every_format(archive: Archive) -> None:
    for each in FORMATS:
        assert export(archive, View(query="nothingatall"), each), each.name
    assert features(export(archive, View(query="nothingatall"), "geojson")) == []
    assert table(export(archive, View(query="nothingatall"), "csv")) == []


def test_formats_are_found_by_name_and_have_names_of_their_own() -> None:
    assert format_named("csv").suffix == ".csv"
    with pytest.raises(KeyError):
        format_named("doc")
    assert len({each.name for each in FORMATS}) == len({each.title for each in FORMATS}) == len(FORMATS)
