"""Rows for a gazetteer, with a default for every column, and a small gazetteer chosen to be difficult."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from places.gazetteer import Gazetteer
from places.geonames.assembly import build
from places.geonames.records import (
    AbbreviationRow,
    AdjectiveRow,
    AreaRow,
    Country,
    CountryRow,
    Located,
    NameRow,
    Settlement,
    Sources,
    Subdivision,
)


class Town(NamedTuple):
    """A settlement as both packages tell of it; no province name: the second package has never heard of it."""

    geonameid: int
    name: str
    country: str
    admin1: str
    lat: float
    lon: float
    population: int = 10_000
    province: str = ""
    county: str = ""
    alternates: tuple[str, ...] = ()


def a_town(name: str = "Mosul", **columns: object) -> Town:
    """A town of Iraq's north unless told otherwise."""
    defaults: dict[str, object] = {
        "geonameid": 10**8 + crc32(name.encode()),
        "country": "IQ",
        "admin1": "15",
        "lat": 36.335,
        "lon": 43.11889,
        "province": "Nineveh",
    }
    return Town(name=name, **{**defaults, **columns})  # type: ignore[arg-type]


def a_country(code: str, name: str, lat: float, lon: float, *, half: float = 5.0, **columns: object) -> CountryRow:
    """A country whose box reaches *half* degrees to each side of its point."""
    west, east = (lon - half + 180) % 360 - 180, (lon + half + 180) % 360 - 180
    values: dict[str, object] = {"south": lat - half, "west": west, "north": lat + half, "east": east, **columns}
    return CountryRow(code=code, name=name, lat=lat, lon=lon, **values)  # type: ignore[arg-type]


def sources_of(towns: Iterable[Town], **more: object) -> Sources:
    """What the packages would say of these towns alone."""
    towns = tuple(towns)
    return Sources(
        settlements=tuple(
            Settlement(t.geonameid, t.name, t.lat, t.lon, t.country, t.admin1, t.population, t.alternates)
            for t in towns
        ),
        located=tuple(
            Located(t.country, t.name, t.lat, t.lon, t.population, t.province, t.county) for t in towns if t.province
        ),
        **more,  # type: ignore[arg-type]
    )


def built_of(sources: Sources, folder: Path) -> Gazetteer:
    """A gazetteer built by the code that builds the real one."""
    path = folder / "gazetteer.sqlite"
    build(path, sources, {"version": "test"})
    return Gazetteer.open(path)


TOWNS = (
    Town(2643743, "London", "GB", "ENG", 51.50853, -0.12574, 8_961_989, "England", "Greater London",
         ("Londres", "LON")),
    Town(6058560, "London", "CA", "08", 42.98339, -81.23304, 422_324, "Ontario"),
    Town(2639577, "Reading", "GB", "ENG", 51.45625, -0.97113, 318_014, "England", "Reading"),
    Town(2990440, "Nice", "FR", "93", 43.70313, 7.26608, 342_669, "Provence-Alpes-Côte d'Azur"),
    Town(2988507, "Paris", "FR", "11", 48.85341, 2.3488, 2_138_551, "Île-de-France"),
    Town(4407066, "St. Louis", "US", "MO", 38.62727, -90.19789, 315_685, "Missouri", "City of Saint Louis"),
    Town(4140963, "Washington", "US", "DC", 38.89511, -77.03637, 689_545, "Washington, D.C."),
    Town(4180439, "Atlanta", "US", "GA", 33.749, -84.38798, 498_715, "Georgia", "Fulton County"),
    Town(4957280, "Bangor", "US", "ME", 44.79884, -68.77265, 32_673, "Maine", "Penobscot County"),
    Town(4969444, "Levant", "US", "ME", 44.86924, -68.93476, 2_851, "Maine", "Penobscot County"),
    Town(611717, "Tbilisi", "GE", "51", 41.69411, 44.83368, 1_049_498, "Tbilisi"),
    Town(703448, "Kyiv", "UA", "12", 50.45466, 30.5238, 2_797_553, "Kyiv City", "", ("Kiev", "Київ", "Киев", "IEV")),
    Town(3128760, "L'Hospitalet de Llobregat", "ES", "56", 41.35967, 2.10028, 276_617, "Catalonia"),
    Town(99072, "Mosul", "IQ", "15", 36.335, 43.11889, 1_683_000, "Nineveh", "Mosul",
         ("Al Mawşil", "Mossoul", "OSM", "mwsl", "الموصل", "Мосул")),
    Town(90393, "Tall ‘Afar", "IQ", "15", 36.37913, 42.44806, 0, "Nineveh", "Telafar", ("Tal Afar", "تلعفر")),
    Town(448149, "Sinjār", "IQ", "15", 36.3209, 41.87656, 38_294, "Nineveh", "Sinjar", ("Sinjar",)),
    Town(91597, "Sāmarrā’", "IQ", "18", 34.19587, 43.88573, 158_508, "Salah ad Din", "Samarra", ("Samarra", "سامراء")),
    Town(89824, "Tikrit", "IQ", "18", 34.60158, 43.67905, 105_700, "Salah ad Din", "Tikrit", ("Tikrīt",)),
    Town(97990, "Ar Ramadi", "IQ", "01", 33.42056, 43.30778, 274_539, "Al Anbar", "Ramadi", ("Ramadi",)),
    Town(98677, "Ar Ruţbah", "IQ", "01", 33.03716, 40.28593, 22_370, "Al Anbar", "Al-Rutba District", ("Rutba",)),
    Town(95788, "Al Fallūjah", "IQ", "01", 33.34913, 43.78599, 190_159, "Al Anbar", "Fallujah", ("Fallujah",)),
    Town(98182, "Baghdad", "IQ", "07", 33.34058, 44.40088, 7_216_000, "Baghdad", "", ("بغداد",)),
    Town(94787, "Kirkuk", "IQ", "13", 35.46806, 44.39222, 1_075_000, "Kirkuk"),
    Town(98182 + 10**8, "Ba‘qūbah", "IQ", "10", 33.7449, 44.6526, 152_550, "Diyālá", "", ("Baqubah",)),
    Town(112931, "Tehran", "IR", "26", 35.69439, 51.42151, 9_259_009, "Tehran", "", ("تهران",)),
    Town(323854, "Ambar", "TR", "21", 37.85314, 40.528, 5_063, "Diyarbakır Province", "", ("Anbar",)),
    Town(499099, "Samara", "RU", "65", 53.20007, 50.15, 1_163_399, "Samara Oblast", "", ("Самара",)),
    Town(2198148, "Suva", "FJ", "01", -18.14161, 178.44149, 77_366, "Central"),
    Town(2202064, "Labasa", "FJ", "03", -16.4332, 179.36451, 27_949, "Northern"),
    Town(2200000, "Waiyevo", "FJ", "03", -16.8, -179.98333, 4_000, "Northern"),
)  # fmt: skip

COUNTRIES = (
    Country("GB", 2635167, "United Kingdom", "London", 66_488_991),
    Country("CA", 6251999, "Canada", "Ottawa", 37_058_856),
    Country("FR", 3017382, "France", "Paris", 66_987_244),
    Country("US", 6252001, "United States", "Washington", 327_167_434),
    Country("GE", 614540, "Georgia", "Tbilisi", 3_731_000),
    Country("UA", 690791, "Ukraine", "Kyiv", 44_622_516),
    Country("ES", 2510769, "Spain", "Madrid", 46_723_749),
    Country("IQ", 99237, "Iraq", "Baghdad", 38_433_600),
    Country("IR", 130758, "Iran", "Tehran", 81_800_269),
    Country("TR", 298795, "Turkey", "Ankara", 82_319_724),
    Country("RU", 2017370, "Russia", "Moscow", 144_478_050),
    Country("FJ", 2205218, "Fiji", "Suva", 883_483),
    Country("AN", 8505032, "Netherlands Antilles", "Willemstad", 300_000),
)

COUNTRY_ROWS = (
    a_country("GB", "United Kingdom", 54.75844, -2.69531, aliases=("Britain", "Great Britain", "UK", "U.K.")),
    a_country("CA", "Canada", 60.10867, -113.64258, half=20),
    a_country("FR", "France", 46, 2),
    a_country("US", "United States", 39.76, -98.5, half=20, aliases=("US", "U.S.", "USA", "America")),
    a_country("GE", "Georgia", 42, 43.5, half=2),
    a_country("UA", "Ukraine", 49, 32),
    a_country("ES", "Spain", 40, -4),
    a_country("IQ", "Iraq", 33, 44),
    a_country("IR", "Iran", 32, 53, aliases=("Islamic Republic of Iran",)),
    a_country("TR", "Turkey", 39, 35, aliases=("Türkiye",)),
    a_country("RU", "Russia", 60, 100, half=25),
    a_country("FJ", "Fiji", -18, 178, half=3),
)

AREAS = (
    AreaRow("region:tigris", "Tigris", 34.0, 43.9, "H", "STM", ("IQ", "SY", "TR"), 700, ("Tigris River",)),
    AreaRow("region:levant", "Levant", 34.0, 37.0, "L", "RGN", ("IL", "JO", "LB", "PS", "SY"), 400),
    AreaRow("region:persian-gulf", "Persian Gulf", 27.0, 51.0, "H", "GULF", (), 450, ("Arabian Gulf",)),
    AreaRow("facility:green-zone", "Green Zone", 33.307, 44.393, "S", "GOVL", ("IQ",), 2),
)

SMALL = sources_of(
    TOWNS,
    countries=COUNTRIES,
    country_rows=COUNTRY_ROWS,
    areas=AREAS,
    subdivisions=(
        Subdivision("IQ", "Al Anbār", 32.7889, 41.6094, ("Anbar",), ("الأنبار",)),
        Subdivision("IQ", "Nīnawá", 36.2296, 42.2362, ("Ninawa", "Nineveh"), ("نينوى",)),
        Subdivision("IQ", "Diyālá", 33.7733, 45.1495, ("Diyala",), ("ديالى",)),
    ),
    territory_names=(("IQ", ("Irak", "IRQ", "العراق", "Ирак", "irak")), ("GE", ("Géorgie", "საქართველო"))),
    province_geonameids=(("US.GA", 4197000), ("US.ME", 4971068), ("US.MO", 4398678)),
    continents=(
        AreaRow("6255147", "Asia", 29.84064, 89.29688, "L", "CONT", (), 3000, (), ("Asien",), 3_812_366_000, 6255147),
    ),
    province_rows=(
        NameRow("IQ.01", "Anbar", ("Al-Anbar",)),
        NameRow("IQ.10", "Diyala", ()),
        NameRow("IQ.15", "Nineveh", ("Ninewa",)),
        NameRow("IQ.18", "Salahuddin", ("Salah al-Din",)),
    ),
    adjectives=(
        AdjectiveRow("Iraqi", "IQ"),
        AdjectiveRow("Georgian", "GE"),
        AdjectiveRow("Missourian", "US.MO"),
        AdjectiveRow("Muscovite", "524901"),
    ),
    abbreviations=(
        AbbreviationRow("Ga.", "US.GA", "AP"),
        AbbreviationRow("GA", "US.GA", "postal"),
        AbbreviationRow("Mo.", "US.MO", "AP"),
    ),
)  # fmt: skip
