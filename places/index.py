"""The geoparser's view of the gazetteer: names with their senses, looked up fast and kept."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from places.names import fold
from places.place import FeatureClass, Place, Point
from places.sense import MAIN, Name, Sense, row_sense
from places.sidecar import KEY, PREFIX, NameFile

__all__ = ["KEY", "PREFIX", "Index"]

_MOST_SENSES = 60
_MOST_CACHED = 60_000


class Index:
    """Names of one gazetteer file, looked up fast. Safe to share between threads."""

    def __init__(self, gazetteer: Path) -> None:
        self._db = sqlite3.connect(f"{gazetteer.as_uri()}?mode=ro", uri=True, check_same_thread=False)
        self._lock = threading.Lock()
        self._file = NameFile(gazetteer, self._db)
        self._flags: dict[str, int] = {}
        self._names: dict[str, Name | None] = {}
        self._places: dict[int, Place] = {}
        self._areas: dict[str, str] = {}
        self._adjectives: dict[str, list[int]] = {}
        self._abbreviations: dict[str, list[int]] = {}
        for key, row in self._db.execute("SELECT key, place FROM adjective"):
            self._adjectives.setdefault(key, []).append(row)
        for text, row in self._db.execute("SELECT text, place FROM abbreviation"):
            self._abbreviations.setdefault(text, []).append(row)
        #: Folded abbreviations, to try the exact text only where it can be one.
        self.abbreviated = frozenset(fold(text) for text in self._abbreviations)

    def probe(self, key: str) -> int:
        """KEY if *key* is a name or adjective, PREFIX if longer ones begin with its words; 0 if neither."""
        flags = self._flags.get(key)
        if flags is None:
            flags = self._file.probe(key)
            if len(self._flags) > _MOST_CACHED:
                self._flags.clear()
            self._flags[key] = flags
        return flags

    def name(self, key: str) -> Name | None:
        """The name with that folded key; None when the gazetteer has no such name."""
        try:
            return self._names[key]
        except KeyError:
            found = self._name(key)
            if len(self._names) > _MOST_CACHED:
                self._names.clear()
            self._names[key] = found
            return found

    def abbreviation(self, text: str) -> Name | None:
        """The name written exactly like that in the table of abbreviations: "Ky.", "KY", "N.C."."""
        rows = self._abbreviations.get(text)
        if rows is None:
            return None
        key = f"abbreviation {text}"
        if key not in self._names:
            self._names[key] = Name(fold(text), self._senses_of(rows), is_abbreviation=True)
        return self._names[key]

    def place(self, row: int) -> Place:
        """The place in that row of the gazetteer file."""
        place = self._places.get(row)
        if place is None:
            place = self._place(row)
            if len(self._places) > _MOST_CACHED:
                self._places.clear()
            self._places[row] = place
        return place

    def senses(self, rows: Sequence[int], rank: int = MAIN) -> tuple[Sense, ...]:
        """The places in those rows, as senses of that rank."""
        return tuple(replace(sense, rank=rank) for sense in self._senses_of(list(rows)))

    def area(self, code: str) -> str:
        """The name of the country or province with that code ("IQ", "US.TX"); "" when there is none."""
        if code not in self._areas:
            country, _, admin1 = code.partition(".")
            wanted = "feature_code = 'ADM1'" if admin1 else "feature_code LIKE 'PCL%'"
            with self._lock:
                found = self._db.execute(
                    f"SELECT name FROM place WHERE country = ? AND admin1 = ? AND {wanted}", (country, admin1)
                ).fetchone()
            self._areas[code] = found[0] if found else ""
        return self._areas[code]

    def keys_between(self, first: str, last: str) -> list[tuple[str, int, int]]:
        """Keys from *first* up to *last*, in the order of code points, with the inhabitants of the largest town of that
        name and whether anything else than a town is called so.
        """
        with self._lock:
            return self._db.execute(
                "SELECT n.key, max((p.feature_class = 'P') * p.population), max(p.feature_class <> 'P') "
                "FROM name n JOIN place p ON p.rowid = n.place WHERE n.key >= ? AND n.key < ? GROUP BY n.key",
                (first, last),
            ).fetchall()

    def names_of(self, country: str) -> list[tuple[int, str]]:
        """Row and name of every settlement and division of a country."""
        with self._lock:
            return self._db.execute(
                "SELECT rowid, name FROM place WHERE country = ? AND feature_class IN ('P', 'A')", (country,)
            ).fetchall()

    _COLUMNS = "p.lat, p.lon, p.feature_class, p.feature_code, p.country, p.admin1, p.admin2, p.population"

    def _name(self, key: str) -> Name | None:
        if key in self._adjectives:
            return Name(key, self._senses_of(self._adjectives[key]), adjective=True)
        with self._lock:
            rows = self._db.execute(
                f"SELECT p.rowid, min(n.rank), {self._COLUMNS} FROM name n JOIN place p ON p.rowid = n.place "
                "WHERE n.key = ? GROUP BY p.rowid ORDER BY p.feature_class = 'P', p.population DESC LIMIT ?",
                (key, _MOST_SENSES),
            ).fetchall()
        return Name(key, self._made(rows)) if rows else None

    def _senses_of(self, rows: list[int]) -> tuple[Sense, ...]:
        marks = ",".join("?" * len(rows))
        with self._lock:
            found = self._db.execute(
                f"SELECT p.rowid, 0, {self._COLUMNS} FROM place p WHERE p.rowid IN ({marks})", rows
            ).fetchall()
        return self._made(found)

    def _made(self, rows: list[tuple[Any, ...]]) -> tuple[Sense, ...]:
        return tuple([row_sense(row, self._file.count(row[0])) for row in rows])

    def _place(self, row: int) -> Place:
        with self._lock:
            found = self._db.execute(
                f"SELECT p.id, p.name, p.geonameid, {self._COLUMNS} FROM place p WHERE p.rowid = ?", (row,)
            ).fetchone()
        id_, name, geonameid, lat, lon, feature_class, code, country, admin1, _, population = found
        return Place(
            id=id_, name=name, point=Point(lat, lon), feature_class=FeatureClass(feature_class), feature_code=code,
            country_code=country or "", admin1=admin1 or "", population=population or 0, geonameid=geonameid,
        )  # fmt: skip
