"""The file of hashes beside the gazetteer: is this a name, or the start of one?

It answers for the millions of words that are no names without a look-up, and it is mapped, not read, so that sessions
and workers share it.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import sqlite3
import sys
import tempfile
from array import array
from bisect import bisect_left
from pathlib import Path

#: What a key may be: a whole name, the opening words of a longer one, or both.
KEY, PREFIX = 1, 2

#: Bumped when the file's meaning changes.
_VERSION = 2
_FLAGS = 3


class NameFile:
    """Of each key of one gazetteer what it may be, and of each place how many names it has."""

    def __init__(self, gazetteer: Path, database: sqlite3.Connection) -> None:
        self._hashes, self._counts = _mapped(_sidecar(gazetteer, database))

    def probe(self, key: str) -> int:
        """KEY if *key* is a name, PREFIX if longer ones begin with its words; 0 if neither."""
        wanted = _hashed(key)
        at = bisect_left(self._hashes, wanted)
        if at < len(self._hashes) and self._hashes[at] & ~_FLAGS == wanted:
            return self._hashes[at] & _FLAGS
        return 0

    def count(self, row: int) -> int:
        """How many names the place in that row has, 255 at most."""
        return self._counts[row]


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
