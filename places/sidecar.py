"""The file beside the gazetteer that the geoparser reads instead of it: names, places, spellings, mapped into memory.

Sorted 64-bit hashes of keys lead to rows of places, and each row to a record of fixed width, so that a name costs a
short search and no query. The file is mapped, not read: sessions and workers share it. ``sidecar_writing`` makes it.
"""

from __future__ import annotations

import hashlib
import json
import mmap
from array import array
from bisect import bisect_left
from pathlib import Path
from struct import Struct
from typing import Any

#: What a key may be: a whole name, the opening words of a longer one, or both.
KEY, PREFIX = 1, 2
FLAGS = 3
#: Of a key that opens longer names and is none itself: where its rows would begin.
NO_ROWS = (1 << 30) - 1
#: Keys of other kinds than names; folded names hold neither character.
SKELETON, AREA, HAN, HAN_PAIR = "\0", "\1", "\2", "\3"
MAGIC = b"dateline names 6"
#: lat, lon, log10 of the number of names, population, geonameid (0 for none), the two squares, then numbers of texts:
#: province, county, feature class, feature code, country.
PLACE = Struct("=dddqIIIIIHHH")
_HEADER = Struct("=16sQ")


class NameFile:
    """What one gazetteer file holds, as recognition and resolution ask for it. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._whole = memoryview(_mapped(file.fileno()))
        _, size = _HEADER.unpack_from(self._whole)
        start = _HEADER.size
        head = json.loads(bytes(self._whole[start : start + size]))
        sections: dict[str, list[int]] = head["sections"]
        section = {name: self._whole[begin:end] for name, (begin, end) in sections.items()}
        self._hashes = section["hashes"].cast("Q")
        self._starts = section["starts"].cast("I")
        self._buckets = section["buckets"].cast("I")
        self._rows = section["rows"].cast("I")
        self._places = section["places"]
        #: Of each row of places its traits (``places.sense``) and its inhabitants.
        self.traits = section["traits"].cast("H")
        self.people = section["people"].cast("I")
        self._name_ends = section["name_ends"].cast("Q")
        self._names = section["names"]
        self._bones = section["bones"]
        self._letters = section["letters"].cast("Q")
        self._han_lines = section["han"]
        self._han: list[str] | None = None
        #: Numbered in the places' records.
        self.texts: list[str] = str(section["texts"], "utf-8").split("\n")
        #: Adjectives, and abbreviations as they are written, with their places' rows.
        self.adjectives: dict[str, list[int]] = head["adjectives"]
        self.abbreviations: dict[str, list[int]] = head["abbreviations"]
        #: Country, first letter -> where its skeletons lie: bytes, and numbers.
        self._slips: dict[str, dict[str, list[int]]] = head["slips"]

    def find(self, key: str) -> int:
        """The key's flags, and above them where its rows begin; 0 for what is no key."""
        wanted = hashed(key)
        bucket = wanted >> 48
        hashes = self._hashes
        at = bisect_left(hashes, wanted, self._buckets[bucket], self._buckets[bucket + 1])
        if at < len(hashes) and (found := hashes[at]) & ~FLAGS == wanted:
            return self._starts[at] << 2 | found & FLAGS
        return 0

    def rows(self, found: int) -> list[tuple[int, int]]:
        """The rows of places, with the ranks of the name for them, of what ``find`` gave for a name."""
        at = found >> 2
        if at == NO_ROWS:
            return []
        rows = []
        while True:
            each = self._rows[at]
            rows.append((each >> 4, each >> 1 & 7))
            if each & 1:
                return rows
            at += 1

    def place(self, row: int) -> tuple[Any, ...]:
        """PLACE of that row, its texts as numbers."""
        return PLACE.unpack_from(self._places, row * PLACE.size)

    def id_and_name(self, row: int) -> tuple[str, str]:
        """The id of the place in that row, and its name."""
        ends = self._name_ends
        id_, _, name = str(self._names[ends[row - 1] : ends[row]], "utf-8").partition("\n")
        return id_, name

    def slips(self, country: str, letter: str) -> tuple[list[str], list[int]]:
        """The skeletons of a country's names that open with that letter, and of each which letters it has."""
        where = self._slips.get(country, {}).get(letter)
        if where is None:
            return [], []
        begin, end, first, last = where
        return str(self._bones[begin:end], "utf-8").split("\n"), self._letters[first:last].tolist()

    def han(self, line: int) -> tuple[str, ...]:
        """The keys of one of the names in simplified Chinese characters that are written otherwise."""
        if self._han is None:
            self._han = str(self._han_lines, "utf-8").split("\n")
        return tuple(self._han[line].split("\t"))


def _mapped(file: int) -> mmap.mmap:
    if populate := getattr(mmap, "MAP_POPULATE", 0):
        # All pages at once, some 10 ms: one by one, as unseen names need them, they cost a multiple.
        return mmap.mmap(file, 0, flags=mmap.MAP_SHARED | populate, prot=mmap.PROT_READ)
    return mmap.mmap(file, 0, access=mmap.ACCESS_READ)


def hashed(key: str) -> int:
    """The key's hash, its lowest bits left free for the flags."""
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest(), "little") & ~FLAGS


def is_whole(path: Path) -> bool:
    """Whether there is such a file, and this code reads it."""
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except FileNotFoundError:
        return False


def header(sections: dict[str, Any], facts: dict[str, Any]) -> tuple[bytes, list[tuple[int, Any]]]:
    """The opening bytes of a file of these sections, and where each of them is to be written."""
    # The sections' places depend on the header's length, and that on them: it is given room to spare.
    room = 1 << 12
    room += len(json.dumps(facts, ensure_ascii=False).encode())
    at = _HEADER.size + room
    places: dict[str, tuple[int, int]] = {}
    written = []
    for name, content in sections.items():
        at += -at % 8
        size = len(content) * (content.itemsize if isinstance(content, array) else 1)
        places[name] = (at, at + size)
        written.append((at, content))
        at += size
    text = json.dumps({"sections": places, **facts}, ensure_ascii=False).encode()
    return _HEADER.pack(MAGIC, room) + text.ljust(room), written
