"""Entries of the gazetteer that need no joining: countries, continents, regions, facilities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from places.geonames.records import AreaRow, Country, CountryRow, Sources
from places.names import fold
from places.place import BoundingBox


class Rank(IntEnum):
    """How a name belongs to its place; smaller is closer."""

    MAIN = 0
    #: English, common, or from our own tables.
    COMMON = 1
    ALTERNATE = 2
    #: The key of any of these without its article.
    ARTICLE = 3
    #: An alternate of up to four capitals, mostly an airport's code: "OSM" for Mosul.
    CODE = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """A place as it is written into the gazetteer, with all its names."""

    id: str
    name: str
    lat: float
    lon: float
    feature_class: str
    feature_code: str
    country: str = ""
    admin1: str = ""
    #: The county's name, where known: the third part of the county's id.
    admin2: str = ""
    population: int = 0
    geonameid: int | None = None
    #: Rough half of the extent; None for a spot or where a box or settlements say better.
    radius_km: float | None = None
    #: ISO codes of all countries it lies in, when they are several or it is no country's own.
    countries: tuple[str, ...] = ()
    #: Besides the main name; (name, Rank).
    names: tuple[tuple[str, int], ...] = ()
    box: BoundingBox | None = None
    #: ALTERNATE for a province called after its seat: the name alone means the town.
    main_rank: int = Rank.MAIN


#: Countries of ISO 3166-1 that are dependent on another: GeoNames' PCLD and the like.
DEPENDENT = frozenset(
    {
        "AI", "AS", "AW", "AX", "BL", "BM", "BQ", "BV", "CC", "CK", "CW", "CX", "FK", "FO", "GF", "GG", "GI", "GL",
        "GP", "GS", "GU", "HK", "HM", "IM", "IO", "JE", "KY", "MF", "MO", "MP", "MQ", "MS", "NC", "NF", "NU", "PF",
        "PM", "PN", "PR", "RE", "SH", "SJ", "SX", "TC", "TF", "TK", "UM", "VG", "VI", "WF", "YT",
    }
)  # fmt: skip

_CODE_LENGTH = 4
#: Inhabitants from which a town is better known by its name than a country by a foreign one.
_CITY = 50_000
_LATIN = re.compile(r"[a-zA-Z\u00c0-\u024f\u1e00-\u1eff]")


def rank_of(alternate: str) -> int | None:
    """The rank of an alternate name; None for one to leave out.

    GeoNames' index holds machine romanisations ("mwsl", "mo su er"), and CLDR some names in lower case: a name of
    the Latin script that has no capital letter is not written so in a text, and would only meet common words.
    """
    if len(alternate) <= _CODE_LENGTH and alternate.isascii() and alternate.isalpha() and alternate.isupper():
        return Rank.CODE
    if not alternate[:1].isupper() and alternate == alternate.lower() and _LATIN.search(alternate):
        return None
    return Rank.ALTERNATE


def alternates(names: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    return tuple((name, rank) for name in names if (rank := rank_of(name)) is not None)


def country_entries(sources: Sources) -> Iterator[Entry]:
    """Countries that have a reference point in the table; a dissolved one (Netherlands Antilles) has none."""
    rows = {row.code: row for row in sources.country_rows}
    territory_names = dict(sources.territory_names)
    english = {fold(row.name): row.code for row in sources.country_rows}
    cities = {fold.__wrapped__(town.name) for town in sources.settlements if town.population >= _CITY}
    for country in sources.countries:
        row = rows.get(country.code)
        if row is not None:
            # A name of one country in one language may be another's in English, or a city's: "Granada", "Columbia".
            foreign = tuple(
                name
                for name in territory_names.get(country.code, ())
                if (key := fold(name)) not in cities and english.get(key, row.code) == row.code
            )
            yield _country(country, row, foreign)


def _country(country: Country, row: CountryRow, foreign: tuple[str, ...]) -> Entry:
    return Entry(
        id=str(country.geonameid),
        name=row.name,
        lat=row.lat,
        lon=row.lon,
        feature_class="A",
        feature_code=_country_code(country.code),
        country=country.code,
        population=country.population,
        geonameid=country.geonameid,
        names=((country.name, Rank.COMMON), *((name, Rank.COMMON) for name in row.aliases), *alternates(foreign)),
        box=BoundingBox(south=row.south, west=row.west, north=row.north, east=row.east),
    )


def _country_code(code: str) -> str:
    if code == "AQ":
        return "TERR"
    return "PCLD" if code in DEPENDENT else "PCLI"


def area_entries(sources: Sources) -> Iterator[Entry]:
    """Regions and facilities of the tables, and the continents; a continent the tables have too is one place."""
    continents = {fold(row.name): row for row in sources.continents}
    for own in sources.areas:
        continent = continents.pop(fold(own.name), None)
        if continent is None:
            yield _area(own)
            continue
        yield _area(
            own._replace(foreign=continent.foreign, population=continent.population, geonameid=continent.geonameid)
        )
    yield from map(_area, continents.values())


def _area(row: AreaRow) -> Entry:
    return Entry(
        id=row.id,
        name=row.name,
        lat=row.lat,
        lon=row.lon,
        feature_class=row.feature_class,
        feature_code=row.feature_code,
        country=row.countries[0] if len(row.countries) == 1 else "",
        countries=row.countries,
        population=row.population,
        geonameid=row.geonameid,
        radius_km=row.radius_km,
        names=(*((name, Rank.COMMON) for name in row.aliases), *alternates(row.foreign)),
    )
