"""From sources to a gazetteer file, with progress."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from places.geonames import database, packages, tables
from places.geonames.divisions import Divisions, county_entries, province_entries
from places.geonames.entries import area_entries, country_entries
from places.geonames.records import Sources
from places.geonames.towns import capitals, seats, town_entries, yielding

#: Called with the share done, from 0 to 1, and what is being done.
Progress = Callable[[float, str], None]


def silent(fraction: float, what: str) -> None:
    """Progress for nobody."""


def packaged(progress: Progress = silent) -> Sources:
    """Everything the installed packages and our tables hold."""
    progress(0.02, "reading settlements")
    settlements = packages.settlements()
    progress(0.2, "reading names of provinces and counties")
    located = packages.located()
    progress(0.28, "reading names of countries in all languages")
    return Sources(
        settlements=settlements,
        located=located,
        countries=packages.countries(),
        subdivisions=packages.subdivisions(),
        territory_names=packages.territory_names(),
        province_geonameids=packages.province_geonameids(),
        continents=packages.continents(),
        country_rows=tables.countries(),
        areas=tables.areas(),
        province_rows=tables.provinces(),
        adjectives=tables.adjectives(),
        abbreviations=tables.abbreviations(),
    )


def build(path: Path, sources: Sources, meta: Mapping[str, str], progress: Progress = silent) -> None:
    """Write the gazetteer of *sources* to *path*, which must not exist."""
    progress(0.35, "joining provinces and counties")
    divisions = Divisions(sources.settlements, sources.located)
    provinces = tuple(province_entries(sources, divisions))
    counties = tuple(county_entries(sources, divisions))
    progress(0.45, "finding capitals and seats")
    seat_of = seats(provinces, sources)
    towns = tuple(town_entries(sources, divisions, seat_of, capitals(sources)))
    progress(0.55, "folding names")
    database.write(
        path,
        (
            *country_entries(sources),
            *area_entries(sources),
            *(yielding(province, seat_of.get(province.id)) for province in provinces),
            *counties,
            *towns,
        ),
        sources.adjectives,
        sources.abbreviations,
        meta,
    )
    progress(1.0, "done")
