"""From sources to a gazetteer file, with progress."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path

from places.geonames import database, packages, tables
from places.geonames.divisions import Divisions, county_entries, province_entries
from places.geonames.entries import Entry, Rank, area_entries, country_entries
from places.geonames.progress import Progress, silent
from places.geonames.records import Sources
from places.geonames.towns import capitals, city_names, seats, town_entries, yielding


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
        province_points=tables.province_points(),
        town_rows=tables.towns(),
        native_names=tables.native_names(),
        adjectives=tables.adjectives(),
        abbreviations=tables.abbreviations(),
    )


def build(path: Path, sources: Sources, meta: Mapping[str, str], progress: Progress = silent) -> None:
    """Write the gazetteer of *sources* to *path*, which must not exist."""
    progress(0.35, "joining provinces and counties")
    divisions = Divisions(sources.settlements, sources.located)
    provinces = tuple(province_entries(sources, divisions))
    seat_of = seats(provinces, sources)
    cities = city_names(sources)
    progress(0.45, "folding names and writing them")
    entries = (
        country_entries(sources),
        area_entries(sources),
        (yielding(province, seat_of.get(province.id), cities) for province in provinces),
        county_entries(sources, divisions),
        town_entries(sources, divisions, seat_of, capitals(sources)),
    )
    named = _natively(chain.from_iterable(entries), sources)
    database.write(path, _counted(named, sources, progress), sources.adjectives, sources.abbreviations, meta)
    progress(1.0, "done")


def _natively(entries: Iterable[Entry], sources: Sources) -> Iterator[Entry]:
    """The entries with their names in other scripts from our table; a country's stand there by its code."""
    names = dict(sources.native_names)
    for entry in entries:
        own = names.get(entry.id) or (names.get(entry.country) if entry.feature_code.startswith("PCL") else None)
        yield replace(entry, names=(*entry.names, *((name, Rank.ALTERNATE) for name in own))) if own else entry


def _counted(entries: Iterable[Entry], sources: Sources, progress: Progress) -> Iterator[Entry]:
    """The entries as they are, telling of every ten thousandth; provinces and counties are a tenth of the towns."""
    expected = 1.2 * len(sources.settlements)
    for number, entry in enumerate(entries, 1):
        if number % 10_000 == 0:
            progress(min(0.95, 0.45 + 0.5 * number / expected), "folding names and writing them")
        yield entry
