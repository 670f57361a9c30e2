"""Makes the file beside the gazetteer: a few seconds, once for each gazetteer."""

from __future__ import annotations

import gc
import hashlib
import os
import sqlite3
import tempfile
import time
from array import array
from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing, suppress
from functools import cache
from itertools import groupby
from math import log10
from operator import itemgetter
from pathlib import Path
from typing import Any

from places import names, sidecar, transliteration
from places.scripts import han
from places.sense import cells, traits_of
from places.sidecar import AREA, HAN, HAN_PAIR, KEY, NO_ROWS, PLACE, PREFIX, SKELETON, hashed
from places.transliteration import letters, skeleton, transliterated

#: Senses of one name, the most prominent first.
_MOST_ROWS = 60
_MOST_NAMES = 255
_MOST_OPENINGS = 50_000
#: How the name of a file ends that is being written.
_UNFINISHED = ".names-unfinished"
_SURELY_LEFT_SECONDS = 3600


def made(gazetteer: Path) -> Path:
    """The file for this very gazetteer file; made when it is missing."""
    stat = gazetteer.stat()
    path = gazetteer.with_name(f"{gazetteer.stem}-{stat.st_size:x}-{int(stat.st_mtime):x}-{_version()}.names")
    if not sidecar.is_whole(path):
        for stale in gazetteer.parent.glob(f"{gazetteer.stem}-*.names"):
            if stale != path:
                stale.unlink(missing_ok=True)
        _clear(gazetteer.parent)
        with closing(sqlite3.connect(f"{gazetteer.as_uri()}?mode=ro", uri=True)) as db:
            # Over a million small objects without cycles collecting takes a third of the time.
            collects = gc.isenabled()
            gc.disable()
            try:
                _write(path, db)
            finally:
                if collects:
                    gc.enable()
    return path


@cache
def _version() -> str:
    """Of the code and tables that decide what stands in the file."""
    digest = hashlib.blake2b(sidecar.MAGIC, digest_size=4)
    # The sources, whether they are compiled or not.
    code = ("sidecar_writing", "names", "sense", "transliteration", "scripts/han")
    files = (Path(__file__).parent / f"{name}.py" for name in code)
    for path in (*files, han.SIMPLIFIED, transliteration.COUNTRIES):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _write(path: Path, db: sqlite3.Connection) -> None:
    texts: dict[str, int] = {"": 0}
    index = _Keys()
    names_of = _names(db, index)
    places, name_ends, name_texts = _places(db, names_of, texts)
    traits, people = _traits(db, len(names_of))
    _areas(db, index)
    bones, masks, slips = _spellings(db, index)
    han_lines = _han(db, index)
    hashes, starts, buckets = index.sorted()
    facts = {
        "adjectives": _listed(db.execute("SELECT key, place FROM adjective")),
        "abbreviations": _listed(db.execute("SELECT text, place FROM abbreviation")),
        "slips": slips,
    }
    opening, contents = sidecar.header(
        {
            "hashes": hashes,
            "starts": starts,
            "buckets": buckets,
            "rows": index.rows,
            "places": places,
            "traits": traits,
            "people": people,
            "name_ends": name_ends,
            "names": name_texts,
            "bones": bones,
            "letters": masks,
            "han": han_lines,
            "texts": "\n".join(texts).encode(),
        },
        facts,
    )
    handle, temporary = tempfile.mkstemp(_UNFINISHED, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(opening)
            for at, content in contents:
                file.seek(at)
                file.write(content)
        # Whoever comes second replaces the file with an equal one.
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _clear(folder: Path) -> None:
    """Take away what those left who were killed while they wrote; who is at it now is done in seconds."""
    for left in folder.glob(f"*{_UNFINISHED}"):
        # Somebody else may be taking it away too; on Windows one that is open stays until the next time.
        with suppress(FileNotFoundError, PermissionError):
            if time.time() - left.stat().st_mtime > _SURELY_LEFT_SECONDS:
                left.unlink()


class _Keys:
    """Hashes of keys with their flags and where their rows begin, and the rows."""

    def __init__(self) -> None:
        self.rows = array("I")
        #: Hash -> where its rows begin, above its flags.
        self._of_hash: dict[int, int] = {}

    def add(self, key: str, rows: Iterable[int]) -> None:
        """A key with the rows of its places, in order, each with the key's rank for it in its lowest three bits."""
        wanted = hashed(key)
        flags = self._of_hash.get(wanted, 0) & PREFIX
        self._of_hash[wanted] = len(self.rows) << 2 | KEY | flags
        append = self.rows.append
        for row in rows:
            append(row << 1)
        self.rows[-1] |= 1

    def open_with(self, opening: str) -> None:
        """Longer keys open with this."""
        wanted = hashed(opening)
        self._of_hash[wanted] = self._of_hash.get(wanted, NO_ROWS << 2) | PREFIX

    def name_only(self, key: str) -> None:
        wanted = hashed(key)
        self._of_hash[wanted] = self._of_hash.get(wanted, NO_ROWS << 2) | KEY

    def number(self, key: str, number: int) -> None:
        """A key that stands for a number instead of rows."""
        self._of_hash[hashed(key)] = number << 2 | KEY

    def sorted(self) -> tuple[array[int], array[int], array[int]]:
        """The hashes in order, of each where its rows begin, and where the hashes of each first two bytes begin."""
        # As one number each: a million look-ups in the order of the hashes would take seconds.
        order = sorted([each << 32 | found for each, found in self._of_hash.items()])
        hashes = array("Q", [each >> 32 | each & sidecar.FLAGS for each in order])
        starts = array("I", [(each & 0xFFFFFFFF) >> 2 for each in order])
        counts = [0] * ((1 << 16) + 1)
        for each in order:
            counts[(each >> 80) + 1] += 1
        for at in range(1, len(counts)):
            counts[at] += counts[at - 1]
        return hashes, starts, array("I", counts)


def _names(db: sqlite3.Connection, index: _Keys) -> bytearray:
    """Writes every name into *index*; of each row of the table of places how many names it has."""
    rows = db.execute("SELECT max(rowid) FROM place").fetchone()[0] or 0
    counts = bytearray(rows + 1)
    order = [0] * (rows + 1)
    for row, place in db.execute("SELECT rowid, (feature_class = 'P') * (1 << 40) - population FROM place"):
        order[row] = place
    last = None
    ranked: list[int] = []
    openings: set[str] = set()

    def add(key: str) -> None:
        index.add(key, sorted(ranked, key=lambda each: order[each >> 3])[:_MOST_ROWS] if len(ranked) > 1 else ranked)
        at = key.find(" ")
        while at > 0:
            opening = key[:at]
            if opening not in openings:
                openings.add(opening)
                index.open_with(opening)
            at = key.find(" ", at + 1)

    for key, row, rank in db.execute("SELECT key, place, rank FROM name ORDER BY key, place"):
        if key != last:
            if last is not None:
                add(last)
            last, ranked = key, []
            if len(openings) > _MOST_OPENINGS:
                # In their order most keys open like the one before.
                openings.clear()
        ranked.append(row << 3 | rank)
        if counts[row] < _MOST_NAMES:
            counts[row] += 1
    if last is not None:
        add(last)
    for (key,) in db.execute("SELECT DISTINCT key FROM adjective"):
        index.name_only(key)
        for at, letter in enumerate(key):
            if letter == " ":
                index.open_with(key[:at])
    return counts


def _places(db: sqlite3.Connection, names_of: bytearray, texts: dict[str, int]) -> tuple[bytearray, array[int], bytes]:
    """The records of places by row, and their ids and names with where each ends."""
    columns = "rowid, id, name, geonameid, lat, lon, feature_class, feature_code, country, admin1, admin2, population"
    records = bytearray(PLACE.size * len(names_of))
    ends = array("Q", [0])
    written: list[bytes] = []
    end = 0

    def number(text: str) -> int:
        return texts.setdefault(text, len(texts))

    for sort in ("feature_class", "feature_code", "country"):
        # First, for they have two bytes.
        for (text,) in db.execute(f"SELECT DISTINCT {sort} FROM place"):
            number(text or "")
    for row, id_, name, geonameid, lat, lon, feature_class, code, country, admin1, admin2, population in db.execute(
        f"SELECT {columns} FROM place ORDER BY rowid"
    ):
        province = f"{country}.{admin1}" if country and admin1 else ""
        county = f"{province}.{admin2}" if province and admin2 else ""
        PLACE.pack_into(
            records, row * PLACE.size, lat, lon, log10(names_of[row] + 1), population or 0, geonameid or 0,
            *cells(lat, lon), number(province), number(county),
            number(feature_class), number(code), number(country or ""),
        )  # fmt: skip
        ends.extend([end] * (row - len(ends)))
        written.append(f"{id_}\n{name}".encode())
        end += len(written[-1])
        ends.append(end)
    return records, ends, b"".join(written)


def _traits(db: sqlite3.Connection, rows: int) -> tuple[array[int], array[int]]:
    """Of each row of places what recognition asks of it, and its inhabitants."""
    traits, people = array("H", bytes(2 * rows)), array("I", bytes(4 * rows))
    for row, *kind, inhabitants in db.execute(
        "SELECT rowid, feature_class, feature_code, country, population FROM place"
    ):
        traits[row] = traits_of(*kind)
        people[row] = inhabitants or 0
    return traits, people


def _areas(db: sqlite3.Connection, index: _Keys) -> None:
    """Countries and provinces by their codes."""
    seen: set[str] = set()
    for row, country, admin1 in db.execute(
        "SELECT rowid, country, admin1 FROM place WHERE (feature_code = 'ADM1' AND admin1 <> '') "
        "OR (feature_code LIKE 'PCL%' AND admin1 = '') ORDER BY rowid"
    ):
        code = f"{country}.{admin1}" if admin1 else country
        if code and code not in seen:
            seen.add(code)
            index.add(AREA + code, [row << 3])


def _spellings(
    db: sqlite3.Connection, index: _Keys
) -> tuple[bytes, array[int], dict[str, dict[str, tuple[int, int, int, int]]]]:
    """Skeletons of the names of countries that transliterate theirs, in the order of country and first letter; of each
    which letters it has; and where they lie.
    """
    # In the order of rows within a province: of two equally near spellings the first found comes first.
    found = db.execute(
        "SELECT country, rowid, name FROM place WHERE feature_class IN ('P', 'A') ORDER BY country, admin1, rowid"
    )
    masks = array("Q")
    written: list[bytes] = []
    slips: dict[str, dict[str, tuple[int, int, int, int]]] = {}
    at = 0
    for country, group in groupby((each for each in found if each[0] in transliterated()), itemgetter(0)):
        rows_of: dict[str, list[int]] = defaultdict(list)
        for _, row, name in group:
            if bones := skeleton(names.fold(name)):
                rows_of[bones].append(row)
        by_letter: dict[str, list[str]] = defaultdict(list)
        for bones, rows in rows_of.items():
            index.add(f"{SKELETON}{country} {bones}", [row << 3 for row in dict.fromkeys(rows)])
            by_letter[bones[0]].append(bones)
        for letter, all_bones in by_letter.items():
            text = "\n".join(all_bones).encode()
            slips.setdefault(country, {})[letter] = (at, at + len(text), len(masks), len(masks) + len(all_bones))
            masks.extend([letters(bones) for bones in all_bones])
            written.append(text)
            at += len(text)
    return b"".join(written), masks, slips


def _han(db: sqlite3.Connection, index: _Keys) -> bytes:
    """Names in simplified Chinese characters and katakana, into *index*: those that are keys themselves and no other's;
    the others with the number of the line that has their keys, the lines being what comes back; and of the first two
    characters of each the length of the longest so opened.
    """
    rows = db.execute(
        "SELECT n.key, max((p.feature_class = 'P') * p.population), max(p.feature_class <> 'P') "
        "FROM name n JOIN place p ON p.rowid = n.place WHERE n.key >= ? AND n.key < ? GROUP BY n.key",
        (han.FIRST, han.LAST),
    )
    lines: list[str] = []
    longest: dict[str, int] = {}
    for simple, keys in han.han_names(rows).items():
        longest[simple[:2]] = max(longest.get(simple[:2], 0), len(simple))
        if keys == (simple,):
            index.name_only(HAN + simple)
        else:
            index.number(HAN + simple, len(lines))
            lines.append("\t".join(keys))
    for pair, length in longest.items():
        index.number(HAN_PAIR + pair, length)
    return "\n".join(lines).encode()


def _listed(rows: Iterable[tuple[Any, ...]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for key, row in rows:
        found.setdefault(key, []).append(row)
    return found
