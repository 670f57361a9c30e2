"""The gazetteer's SQLite file: its schema, and writing entries into it.

``name.rank`` is an ``entries.Rank``: 0 the main name, 1 English, common or from our tables, 2 alternate, 3 any of
these without its article, 4 a code of capitals.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from places.geonames.entries import Entry, Rank
from places.geonames.records import AbbreviationRow, AdjectiveRow
from places.names import fold, keys

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
    unique: dict[str, Entry] = {}
    for entry in entries:
        unique.setdefault(entry.id, entry)
    rows = {id_: number for number, id_ in enumerate(unique, 1)}
    targets = rows | {
        entry.country: rows[entry.id] for entry in unique.values() if entry.feature_code.startswith(("PCL", "TERR"))
    }
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        # Nobody reads the file before it is whole and renamed: no journal is needed.
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.executescript(_SCHEMA)
        database.execute("BEGIN")
        database.executemany(
            "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (_row(number, entry) for number, entry in enumerate(unique.values(), 1)),
        )
        database.executemany("INSERT INTO name VALUES (?,?,?)", _names(unique.values()))
        database.executemany(
            "INSERT INTO box VALUES (?,?,?,?,?)",
            ((rows[e.id], e.box.south, e.box.west, e.box.north, e.box.east) for e in unique.values() if e.box),
        )
        database.executemany(
            "INSERT OR IGNORE INTO adjective VALUES (?,?)",
            ((fold(row.word), targets[row.target]) for row in adjectives if row.target in targets),
        )
        database.executemany(
            "INSERT OR IGNORE INTO abbreviation VALUES (?,?,?)",
            ((row.text, targets[row.target], row.style) for row in abbreviations if row.target in targets),
        )
        dangling = sorted({row.target for row in (*adjectives, *abbreviations)} - targets.keys())
        database.executemany("INSERT INTO meta VALUES (?,?)", ({**meta, "dangling": " ".join(dangling)}).items())
        database.execute("COMMIT")
        database.executescript(_INDEXES)


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


def _names(entries: Iterable[Entry]) -> list[tuple[str, int, int]]:
    """(key, place, rank) in the order of the table: sorted rows go in several times as fast."""
    rows = []
    for number, entry in enumerate(entries, 1):
        best: dict[str, int] = {}
        for key, rank in _ranked_keys(entry):
            if rank < best.get(key, 9):
                best[key] = rank
        rows += [(key, number, rank) for key, rank in best.items()]
    rows.sort()
    return rows


def _ranked_keys(entry: Entry) -> Iterator[tuple[str, int]]:
    main = keys.__wrapped__(entry.name)
    yield from zip(main, (entry.main_rank, Rank.ARTICLE), strict=False)
    for name, rank in entry.names:
        yield from zip(keys.__wrapped__(name), (rank, max(rank, Rank.ARTICLE)), strict=False)
