"""The geoparser's compact view of the gazetteer: is this a name, the start of one, and whose?

The file of sorted hashes beside the gazetteer answers for the millions of words that are no names without a look-up;
it is mapped, not read, so that sessions and workers share it.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import sqlite3
import sys
import tempfile
import threading
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log10
from pathlib import Path

from places.names import fold
from places.place import FeatureClass, Place, Point

#: What a key may be: a whole name, the opening words of a longer one, or both.
KEY, PREFIX = 1, 2

#: How a name belongs to its place, as the gazetteer keeps it.
MAIN, ALIAS, ALTERNATE, STRIPPED, SHORT = range(5)

#: A name the gazetteer does not have in this spelling.
RESPELLED = 5

#: Bumped when the sidecar's meaning changes.
_VERSION = 2
_MOST_SENSES = 60
_MOST_CACHED = 60_000
_FLAGS = 3


@dataclass(frozen=True, slots=True)
class Sense:
    """A place a name may mean, with what weighing it needs."""

    #: Row of the place in the gazetteer file.
    row: int
    rank: int
    lat: float
    lon: float
    feature_class: str
    feature_code: str
    country: str
    #: "US.TX"; "" where unknown.
    province: str
    #: "US.TX.277" or whatever the gazetteer gives; "" where unknown.
    county: str
    population: int
    #: Two overlapping squares of two degrees it lies in: neighbours share at least one.
    cells: tuple[int, int]
    #: log10 of how many names the gazetteer has for it, in all languages: who has many is known far away.
    fame: float

    @property
    def is_country(self) -> bool:
        return self.feature_code.startswith("PCL") or self.feature_code == "TERR"

    @property
    def is_province(self) -> bool:
        return self.feature_code == "ADM1"

    @property
    def is_county(self) -> bool:
        return self.feature_code == "ADM2"

    @property
    def id_is_ours(self) -> bool:
        """Whether it stands in our own tables of regions, waters and facilities."""
        return self.feature_class not in "AP"


class Name:
    """A key of the gazetteer with the places it may mean; made once for each key and then shared."""

    __slots__ = (
        "adjective", "area_codes", "best_rank", "is_abbreviation", "is_capital", "is_country", "is_facility", "is_great", "is_province", "is_region", "is_variant", "is_well_known",
        "key", "only_towns", "own_codes", "plain_sense", "senses", "size", "states_are_called_so", "weighed",
    )  # fmt: skip

    def __init__(
        self,
        key: str,
        senses: tuple[Sense, ...],
        *,
        adjective: bool = False,
        is_abbreviation: bool = False,
        is_variant: bool = False,
    ) -> None:
        self.key = key
        self.senses = senses
        self.adjective = adjective
        self.is_abbreviation = is_abbreviation
        self.is_variant = is_variant
        named = [s for s in senses if s.rank < ALTERNATE or s.rank == RESPELLED]
        self.best_rank = min((ALIAS if s.rank == RESPELLED else s.rank for s in senses), default=MAIN)
        self.is_country = any(s.is_country for s in named)
        self.is_province = any(s.is_province for s in named)
        self.is_capital = any(s.feature_code == "PPLC" for s in named)
        self.is_region = any(s.id_is_ours for s in named)
        self.is_facility = any(s.feature_class == "S" for s in named) and not self.is_province
        self.only_towns = not (self.is_country or self.is_province or self.is_region or self.is_capital or adjective)
        #: Whether "State" after it belongs to it: "Benue State" is a state, "Kentucky State" a team or a police.
        self.states_are_called_so = any(s.is_province and s.country in ("NG", "IN", "MX", "BR", "VE", "SD") for s in named)
        #: log10 of the inhabitants of the most populous town of that name; an alternate name counts a hundredth.
        self.size = max(
            (log10(s.population + 1) - (2 if ALTERNATE <= s.rank < RESPELLED else 0) for s in senses if s.feature_class == "P"),
            default=0.0,
        )
        self.is_well_known = not self.only_towns or self.size >= 5
        self.is_great = not self.only_towns or self.size >= 6
        #: The place meant when nothing else is known; None when that would be a guess.
        self.plain_sense = senses[0] if len(senses) == 1 or self.is_country or self.is_province or self.size >= 5.3 else None
        #: Codes of the countries, provinces and counties this name may mean: what it can contain.
        self.area_codes = frozenset(
            code
            for s in named
            if s.feature_class == "A"
            for code in ((s.country,) if s.is_country else (s.province,) if s.is_province else (s.county,))
            if code
        )
        #: Codes of what may contain it.
        self.own_codes = frozenset(
            code
            for s in named
            for code in (s.country if not s.is_country else "", s.province if not s.is_province else "", s.county)
            if code
        )
        #: For the resolver to keep what it made of the senses.
        self.weighed: object = None

    def within(self, container: Name) -> bool:
        """Whether a place of this name lies in a country, province or county of the other name."""
        return not self.own_codes.isdisjoint(container.area_codes)


class Index:
    """Names of one gazetteer file, looked up fast. Safe to share between threads."""

    def __init__(self, gazetteer: Path) -> None:
        self._db = sqlite3.connect(f"{gazetteer.as_uri()}?mode=ro", uri=True, check_same_thread=False)
        self._lock = threading.Lock()
        self._hashes, self._name_counts = _mapped(_sidecar(gazetteer, self._db))
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
            flags = self._probe(key)
            if len(self._flags) > _MOST_CACHED:
                self._flags.clear()
            self._flags[key] = flags
        return flags

    def _probe(self, key: str) -> int:
        wanted = _hashed(key)
        at = bisect_left(self._hashes, wanted)
        flags = 0
        if at < len(self._hashes) and self._hashes[at] & ~_FLAGS == wanted:
            flags = self._hashes[at] & _FLAGS
        return flags | KEY if key in self._adjectives else flags

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

    def _made(self, rows: list[tuple[int, int, float, float, str, str, str, str, str, int]]) -> tuple[Sense, ...]:
        return tuple([_sense(row, self._name_counts[row[0]]) for row in rows])

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


def _sense(row: tuple[int, int, float, float, str, str, str, str, str, int], names: int) -> Sense:
    place, rank, lat, lon, feature_class, code, country, admin1, admin2, population = row
    province = f"{country}.{admin1}" if country and admin1 else ""
    county = f"{province}.{admin2}" if province and admin2 else ""
    return Sense(
        place, rank, lat, lon, feature_class, code, country or "", province, county, population or 0, _cells(lat, lon),
        log10(names + 1),
    )


def sense_of(place: Place) -> Sense:
    """A place the gazetteer file does not have, as a sense; it has no row in the file."""
    lat, lon, country = place.point.lat, place.point.lon, place.country_code
    row = (-1, MAIN, lat, lon, place.feature_class.value, place.feature_code, country, place.admin1, "", place.population)
    return _sense(row, 0)


def _cells(lat: float, lon: float) -> tuple[int, int]:
    # Near the poles squares get narrow; few towns lie there.
    row, column = int((lat + 90) // 2), int((lon + 180) // 2)
    row_shifted, column_shifted = int((lat + 91) // 2), int((lon + 181) // 2)
    return row * 1000 + column, 1_000_000 + row_shifted * 1000 + column_shifted


def _hashed(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest(), "little") & ~_FLAGS


def _sidecar(gazetteer: Path, db: sqlite3.Connection) -> Path:
    """The file of hashes for this very gazetteer file; made when it is missing."""
    stat = gazetteer.stat()
    path = gazetteer.with_name(f"{gazetteer.stem}-{stat.st_size:x}-{int(stat.st_mtime):x}-v{_VERSION}.names")
    if not path.exists():
        for stale in gazetteer.parent.glob(f"{gazetteer.stem}-*.names"):
            stale.unlink(missing_ok=True)
        _write(path, db)
    return path


def _write(path: Path, db: sqlite3.Connection) -> None:
    """The number of hashes, the sorted hashes, and for each row of the table of places how many names it has."""
    flags: dict[str, int] = {}
    rows = db.execute("SELECT max(rowid) FROM place").fetchone()[0] or 0
    counts = bytearray(rows + 1)
    for key, row in db.execute("SELECT key, place FROM name UNION ALL SELECT key, 0 FROM adjective"):
        counts[row] = min(counts[row] + 1, 255)
        known = flags.get(key, 0)
        if known & KEY:
            continue
        flags[key] = known | KEY
        at = key.find(" ")
        while at > 0:
            prefix = key[:at]
            flags[prefix] = flags.get(prefix, 0) | PREFIX
            at = key.find(" ", at + 1)
    hashes = array("Q", sorted(_hashed(key) | flag for key, flag in flags.items()))
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        array("Q", [len(hashes)]).tofile(file)
        hashes.tofile(file)
        file.write(counts)
    # Whoever comes second replaces the file with an equal one.
    Path(temporary).replace(path)


def _mapped(path: Path) -> tuple[memoryview, memoryview]:
    with path.open("rb") as file:
        whole = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    end = 8 + 8 * int.from_bytes(whole[:8], sys.byteorder)
    return whole[8:end].cast("Q"), whole[end:]
