"""The gazetteer's file: what is joined, how it is named, and that it is built once."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from places import geonames
from places.gazetteer import Gazetteer
from places.geonames.divisions import box, middle
from places.geonames.entries import Rank, rank_of
from places.geonames.records import AdjectiveRow, AreaRow, NameRow, Settlement, Sources, Subdivision
from places.geonames.subdivisions import bare
from places.geonames.tables import TableError, countries
from places.geonames.towns import shown
from places.place import Point
from tests.places.builders import COUNTRIES, COUNTRY_ROWS, SMALL, a_town, built_of, sources_of


def test_a_province_is_named_by_the_vote_of_its_settlements(tmp_path: Path) -> None:
    towns = [
        *(a_town(f"Town {number}", province="Nineveh") for number in range(8)),
        a_town("Border slip", province="Dohuk"),
    ]
    province = built_of(sources_of(towns), tmp_path).get("IQ.15")
    assert province is not None
    assert province.name == "Nineveh"
    assert province.population == 90_000


def test_a_code_that_stood_for_two_provinces_keeps_both_names(tmp_path: Path) -> None:
    towns = [a_town(f"Town {number}", province="Nam Dinh" if number < 5 else "Ha Nam") for number in range(8)]
    gazetteer = built_of(sources_of(towns), tmp_path)
    assert [place.id for place in gazetteer.candidates("Nam Dinh")] == ["IQ.15"]
    assert [place.id for place in gazetteer.candidates("Ha Nam")] == ["IQ.15"]


def test_a_settlement_the_second_package_places_slightly_elsewhere_is_the_same_one(tmp_path: Path) -> None:
    sources = sources_of([a_town("Mosul", county="Mosul District")])
    moved = replace(sources, located=tuple(row._replace(lat=row.lat + 0.01) for row in sources.located))
    assert built_of(moved, tmp_path).get("IQ.15.Mosul District") is not None


def test_a_namesake_far_off_says_nothing_of_the_province(tmp_path: Path) -> None:
    sources = sources_of([a_town("Mosul")])
    moved = replace(sources, located=tuple(row._replace(lat=row.lat + 2) for row in sources.located))
    assert built_of(moved, tmp_path).get("IQ.15") is None


def test_our_table_names_a_province_that_no_package_names(tmp_path: Path) -> None:
    sources = sources_of([a_town(province="")], province_rows=(NameRow("IQ.15", "Nineveh", ("Ninawa",)),))
    assert [place.id for place in built_of(sources, tmp_path).candidates("Ninawa")] == ["IQ.15"]


def test_our_table_may_rename_a_town(tmp_path: Path) -> None:
    rutba = a_town("Ar Ruţbah", geonameid=98677)
    gazetteer = built_of(sources_of([rutba], town_rows=(NameRow("98677", "Rutba", ("al-Rutba",)),)), tmp_path)
    assert [place.name for place in gazetteer.candidates("Ar Rutbah")] == ["Rutba"]


@pytest.mark.parametrize(
    ("name", "country", "expected"),
    [
        ("Tall ‘Afar", "IQ", "Tall Afar"),
        ("Ţūz Khūrmātū", "IQ", "Tuz Khurmatu"),
        ("Maḩallāt", "IR", "Mahallat"),
        ("Łódź", "PL", "Łódź"),
        ("Québec", "CA", "Québec"),
        ("Mosul", "IQ", "Mosul"),
        ("'Ain Deheb", "DZ", "'Ain Deheb"),
    ],
)
def test_marks_of_a_romanisation_are_not_shown(name: str, country: str, expected: str) -> None:
    assert shown(name, country) == expected


def test_the_middle_of_towns_on_both_sides_of_the_antimeridian_lies_between_them() -> None:
    extent = box([_settlement(0, 179), _settlement(2, -177)])
    assert (extent.west, extent.east) == (179, -177)
    assert middle(extent) == Point(lat=1, lon=-179)


@pytest.mark.parametrize(("iso", "expected"), [((36.0, 42.5), (36.0, 42.5)), ((10.0, 10.0), (36.335, 43.11889))])
def test_a_province_lies_where_iso_says_unless_that_is_somewhere_else(
    tmp_path: Path, iso: tuple[float, float], expected: tuple[float, float]
) -> None:
    sources = sources_of([a_town()], subdivisions=(Subdivision("IQ", "Nineveh", *iso),))
    province = built_of(sources, tmp_path).get("IQ.15")
    assert province is not None
    assert (province.point.lat, province.point.lon) == expected


def test_a_province_lies_where_our_table_says(tmp_path: Path) -> None:
    sources = sources_of([a_town()], province_points=(("IQ.15", Point(lat=36, lon=42)),))
    province = built_of(sources, tmp_path).get("IQ.15")
    assert province is not None
    assert province.point == Point(lat=36, lon=42)


def test_a_continent_of_our_table_has_the_names_of_all_languages(tmp_path: Path) -> None:
    asia = AreaRow("region:asia", "Asia", 30, 89, "L", "CONT")
    gazetteer = built_of(replace(SMALL, areas=(asia,)), tmp_path)
    assert [(place.id, place.geonameid) for place in gazetteer.candidates("Asien")] == [("region:asia", 6255147)]


def test_a_name_of_a_city_is_not_readily_the_province_round_it(tmp_path: Path) -> None:
    towns = [
        a_town("Moscow", country="RU", admin1="48", province="Moscow", population=10_000_000),
        a_town("Khimki", country="RU", admin1="47", province="Moscow Oblast", lat=35, population=8_000_000),
    ]
    gazetteer = built_of(sources_of(towns), tmp_path)
    assert [place.name for place in gazetteer.candidates("Moscow")] == ["Moscow", "Moscow", "Moscow Oblast"]
    assert gazetteer.candidates("Moscow")[0].feature_code == "PPLA"
    assert [place.id for place in gazetteer.candidates("Moscow Oblast")] == ["RU.47"]


def test_a_box_leaves_out_the_outermost_hundredth() -> None:
    towns = [_settlement(10 + number / 100, 20) for number in range(99)] + [_settlement(80, -150)]
    assert box(towns).north < 11
    assert box(towns).west == box(towns).east == 20


def _settlement(lat: float, lon: float, population: int = 1000) -> Settlement:
    return Settlement(1, "Somewhere", lat, lon, "FJ", "01", population)


@pytest.mark.parametrize(
    ("alternate", "rank"),
    [
        ("Mossoul", Rank.ALTERNATE),
        ("OSM", Rank.CODE),
        ("الموصل", Rank.ALTERNATE),
        ("摩苏尔", Rank.ALTERNATE),
        ("'s-Hertogenbosch", Rank.ALTERNATE),
        ("mwsl", None),
        ("mo su er", None),
        ("tl ʿfr", None),
    ],
)
def test_machine_romanisations_are_no_names(alternate: str, rank: int | None) -> None:
    assert rank_of(alternate) == rank


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Jigawa State", "Jigawa"),
        ("Al Muthanna Governorate", "Al Muthanna"),
        ("County Kerry", "Kerry"),
        ("Emirate of Dubai", "Dubai"),
        ("Altai Autonomous Region", "Altai"),
        ("England", "England"),
        ("Province", "Province"),
    ],
)
def test_a_division_goes_by_its_name_without_the_word_for_its_kind(name: str, expected: str) -> None:
    assert bare(name) == expected


def test_local_names_come_from_the_subdivision_of_the_same_name_or_place(tmp_path: Path) -> None:
    towns = [
        a_town("Ramadi", admin1="01", lat=33.4, lon=43.3, province="Al Anbar"),
        a_town("Najaf", admin1="17", lat=32.0, lon=44.3, province="An Najaf"),
    ]
    subdivisions = (
        Subdivision("IQ", "Al Anbār", 20, 20, (), ("الأنبار",)),
        Subdivision("IQ", "Holy City", 32.1, 44.3, (), ("النجف",)),
        Subdivision("IQ", "Elsewhere", 37, 41, (), ("بعيد",)),
    )
    gazetteer = built_of(sources_of(towns, subdivisions=subdivisions), tmp_path)
    assert [place.id for place in gazetteer.candidates("الأنبار")] == ["IQ.01"]
    assert [place.id for place in gazetteer.candidates("النجف")] == ["IQ.17"]
    assert gazetteer.candidates("بعيد") == ()


def test_capitals_and_seats_have_their_feature_codes(gazetteer: Gazetteer) -> None:
    codes = {name: gazetteer.candidates(name)[0].feature_code for name in ("Baghdad", "Kirkuk", "Mosul", "Georgia")}
    assert codes == {"Baghdad": "PPLC", "Kirkuk": "PPLA", "Mosul": "PPL", "Georgia": "PCLI"}


def test_a_target_that_is_no_place_is_kept_for_us_and_keeps_nobody_from_the_rest(gazetteer: Gazetteer) -> None:
    assert gazetteer.adjective("Muscovite") is None
    assert gazetteer.connection.execute("SELECT value FROM meta WHERE key = 'dangling'").fetchone() == ("524901",)


def test_a_name_of_another_country_or_a_city_is_no_name_of_this_country(tmp_path: Path) -> None:
    sources = sources_of(
        [a_town("Mosul", population=1_683_000)],
        countries=COUNTRIES,
        country_rows=COUNTRY_ROWS,
        territory_names=(("FR", ("Iraq", "Mosul", "Frankreich")),),
    )
    gazetteer = built_of(sources, tmp_path)
    assert [place.name for place in gazetteer.candidates("Mosul")] == ["Mosul"]
    assert [place.country_code for place in gazetteer.candidates("Iraq")] == ["IQ"]
    assert [place.country_code for place in gazetteer.candidates("Frankreich")] == ["FR"]


def test_a_broken_row_is_named_with_its_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "countries.csv"
    path.write_text("code,name,lat,lon,south,west,north,east,aliases\nIQ,Iraq,thirty-three,44,29,38,37,48,\n")
    with pytest.raises(TableError, match=r"countries\.csv, line 2"):
        countries(tmp_path)


def test_the_file_is_built_once_and_older_ones_go(tmp_path: Path) -> None:
    (tmp_path / "gazetteer-0-old.sqlite").write_bytes(b"old")
    told: list[float] = []
    path = geonames.built(lambda fraction, what: told.append(fraction), folder=tmp_path, sources=lambda progress: SMALL)
    assert Gazetteer.open(path).candidates("Mosul")
    assert Gazetteer.open(path).version in path.name
    assert [file.name for file in tmp_path.glob("gazetteer-*")] == [path.name]
    assert told == sorted(told)
    assert told[-1] == 1.0
    geonames.built(folder=tmp_path, sources=_never)
    assert path.exists()


def _never(progress: object) -> Sources:
    raise AssertionError("built although it is there")


def test_a_build_that_breaks_off_leaves_the_old_file_and_is_made_up_for(tmp_path: Path) -> None:
    path = geonames.built(folder=tmp_path, sources=lambda progress: SMALL)
    before = path.read_bytes()

    def broken(progress: object) -> Sources:
        path.with_suffix(".building").write_bytes(b"half a file")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        geonames.built(folder=tmp_path, force=True, sources=broken)
    assert path.read_bytes() == before
    geonames.built(folder=tmp_path, force=True, sources=lambda progress: SMALL)
    assert Gazetteer.open(path).candidates("Mosul")


def test_a_corrected_table_makes_another_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("places.geonames.file.DATA", tmp_path)
    (tmp_path / "regions.csv").write_text("one")
    before = geonames.version()
    assert geonames.version() == before
    (tmp_path / "regions.csv").write_text("two")
    assert geonames.version() != before


_BUILDER = """
import sys, time
from pathlib import Path
from places import geonames
from places.geonames.towns import shown
from places.place import Point
from tests.places.builders import SMALL

folder = Path(sys.argv[1])

def slow(progress):
    with (folder / "builds").open("a") as file:
        file.write("built ")
    time.sleep(1)
    return SMALL

print(geonames.built(folder=folder, sources=slow))
"""


def test_two_processes_that_start_at_once_build_once(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", _BUILDER, str(tmp_path)],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(root)},
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    paths = [process.communicate(timeout=60)[0].strip() for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    assert paths[0] == paths[1]
    assert (tmp_path / "builds").read_text() == "built "
    assert Gazetteer.open(Path(paths[0])).candidates("Mosul")


def test_two_threads_that_start_at_once_build_once(tmp_path: Path) -> None:
    builds: list[int] = []

    def slow(progress: object) -> Sources:
        builds.append(1)
        time.sleep(0.5)
        return SMALL

    with ThreadPoolExecutor(2) as threads:
        paths = set(threads.map(lambda _: geonames.built(folder=tmp_path, sources=slow), range(2)))
    assert len(paths) == len(builds) == 1


def test_an_adjective_may_point_to_any_kind_of_place(tmp_path: Path) -> None:
    adjectives = tuple(
        AdjectiveRow(word, target)
        for word, target in (
            ("Iraqi", "IQ"),
            ("Missourian", "US.MO"),
            ("Moslawi", "99072"),
            ("Levantine", "region:levant"),
        )
    )
    gazetteer = built_of(replace(SMALL, adjectives=adjectives), tmp_path)
    found = {row.word: place.id for row in adjectives if (place := gazetteer.adjective(row.word))}
    assert found == {"Iraqi": "99237", "Missourian": "US.MO", "Moslawi": "99072", "Levantine": "region:levant"}
