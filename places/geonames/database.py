"""The gazetteer's SQLite file: its schema, and writing entries into it.

``name.rank`` is an ``entries.Rank``: 0 the main name, 1 English, common or from our tables, 2 alternate, 3 any of
these without its article, 4 a code of capitals.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from itertools import islice
from pathlib import Path

from places.geonames.entries import Entry, Rank
from places.geonames.records import AbbreviationRow, AdjectiveRow
from places.names import fold, keys_of_folded

#: Entries at a time.
_BATCH = 5000

_SCHEMA = """
CREATE TABLE place(
    rowid INTEGER PRIMARY KEY, id TEXT, name TEXT, lat REAL, lon REAL, feature_class TEXT, feature_code TEXT,
    country TEXT, admin1 TEXT, admin2 TEXT, population INTEGER, geonameid INTEGER, radius_km REAL, countries TEXT);
CREATE TABLE name(key TEXT, place INTEGER, rank INTEGER, PRIMARY KEY(key, place)) WITHOUT ROWID;
CREATE TABLE adjective(key TEXT, place INTEGER, PRIMARY KEY(key, place)) WITHOUT ROWID;
CREATE TABLE abbreviation(text TEXT, place INTEGER, style TEXT, PRIMARY KEY(text, place, style)) WITHOUT ROWID;
CREATE TABLE box(place INTEGER PRIMARY KEY, south REAL, west REAL, north REAL, east REAL);
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""
_INDEXES = """
CREATE UNIQUE INDEX place_id ON place(id);
CREATE INDEX place_lat ON place(lat, lon);
CREATE INDEX place_division ON place(country, admin1);
ANALYZE;
"""


def write(
    path: Path,
    entries: Iterable[Entry],
    adjectives: Collection[AdjectiveRow],
    abbreviations: Collection[AbbreviationRow],
    meta: Mapping[str, str],
) -> None:
    """Write a new gazetteer to *path*, which must not exist. Of two entries with one id the first is kept.

    Targets of adjectives and abbreviations that are no entry's id are kept under ``meta.dangling``: a package that
    has dropped a place must not keep anybody from their map.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        # Nobody reads the file before it is whole and renamed: no journal is needed.
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.executescript(_SCHEMA)
        database.execute("BEGIN")
        targets = _write_entries(database, entries)
        database.executemany(
            "INSERT OR IGNORE INTO adjective VALUES (?,?)",
            ((fold(row.word), targets[row.target]) for row in adjectives if row.target in targets),
        )
        database.executemany(
            "INSERT OR IGNORE INTO abbreviation VALUES (?,?,?)",
            ((row.text, targets[row.target], row.style) for row in abbreviations if row.target in targets),
        )
        wanted = {row.target for row in adjectives} | {row.target for row in abbreviations}
        dangling = " ".join(sorted(wanted - targets.keys()))
        database.executemany("INSERT INTO meta VALUES (?,?)", {**meta, "dangling": dangling}.items())
        database.execute("COMMIT")
        database.executescript(_INDEXES)


def _write_entries(database: sqlite3.Connection, entries: Iterable[Entry]) -> dict[str, int]:
    """Place ids and country codes with the rows they were written to."""
    rows: dict[str, int] = {}
    countries: dict[str, int] = {}
    # Sorted by SQLite in the end: rows in the order of the key go in several times as fast, and need no memory here.
    database.execute("CREATE TEMP TABLE unsorted(key, place, rank)")
    for batch in _batches(entries):
        new = []
        for entry in batch:
            if entry.id not in rows:
                rows[entry.id] = len(rows) + 1
                new.append((rows[entry.id], entry))
                if entry.feature_code.startswith(("PCL", "TERR")):
                    countries[entry.country] = rows[entry.id]
        database.executemany(
            "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", (_row(number, entry) for number, entry in new)
        )
        database.executemany(
            "INSERT INTO unsorted VALUES (?,?,?)",
            ((key, number, rank) for number, entry in new for key, rank in _ranked_keys(entry)),
        )
        database.executemany(
            "INSERT INTO box VALUES (?,?,?,?,?)",
            ((number, box.south, box.west, box.north, box.east) for number, entry in new if (box := entry.box)),
        )
    database.execute(
        "INSERT INTO name SELECT key, place, min(rank) FROM unsorted GROUP BY key, place ORDER BY key, place"
    )
    database.execute("DROP TABLE unsorted")
    return rows | countries


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    remaining = iter(entries)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


def _row(number: int, entry: Entry) -> tuple[object, ...]:
    return (
        number,
        entry.id,
        entry.name,
        entry.lat,
        entry.lon,
        entry.feature_class,
        entry.feature_code,
        entry.country,
        entry.admin1,
        entry.admin2,
        entry.population,
        entry.geonameid,
        entry.radius_km,
        "|".join(entry.countries or ((entry.country,) if entry.country else ())),
    )


def _ranked_keys(entry: Entry) -> Iterator[tuple[str, int]]:
    yield from zip(_keys(entry.name), (entry.main_rank, Rank.ARTICLE), strict=False)
    for name, rank in entry.names:
        yield from zip(_keys(name), (rank, max(rank, Rank.ARTICLE)), strict=False)


def _keys(name: str) -> tuple[str, ...]:
    """``keys``, past the cache: a million names would only push out those a text uses."""
    return keys_of_folded(fold.__wrapped__(name))
