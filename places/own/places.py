"""The file of own places, watched: read again whenever it changes."""

from __future__ import annotations

import hashlib
import os
import threading
from dataclasses import replace
from pathlib import Path

from places.folders import home_folder
from places.gazetteer import Gazetteer
from places.own.file import MOST_BYTES, read_rows
from places.own.names import OwnNames
from places.own.row import Fault, Row


class OwnPlacesError(ValueError):
    """The file of own places has faults; those of its rows that have none apply all the same."""

    def __init__(self, path: Path, faults: tuple[Fault, ...]) -> None:
        super().__init__(f"{path}: " + "; ".join(map(str, faults)))
        self.path = path
        #: In the order of the lines; a line of 0 is the whole file.
        self.faults = faults


class OwnPlaces:
    """The file, watched: whoever asks gets the names that stand in it now. Usable from several threads."""

    def __init__(self, gazetteer: Gazetteer, path: Path | None = None, over: OwnPlaces | None = None) -> None:
        """*path* is DATELINE_PLACES, else ``places.csv`` in the home folder; it need not exist.

        It wins over the file of *over*, and that over the gazetteer.
        """
        self.gazetteer = gazetteer
        self.path = path or default_path()
        self.over = over
        self._lock = threading.Lock()
        self._seen: tuple[object, ...] | None = None
        self._names = OwnNames()

    @property
    def names(self) -> OwnNames:
        """The good rows of the file as it is now; none where there is no file. Never raises."""
        beneath = self.over.names if self.over else None
        seen = (*self._state(), beneath)
        if seen != self._seen:
            with self._lock:
                if seen != self._seen:
                    self._names, self._seen = self._read(beneath), seen
        return self._names

    def check(self) -> tuple[Row, ...]:
        """All rows; raises OwnPlacesError with every fault, and FileNotFoundError."""
        if not self.path.exists():
            raise FileNotFoundError(f"there is no file of own places at {self.path}")
        names = self.names
        if names.faults:
            raise OwnPlacesError(self.path, names.faults)
        return names.rows

    def _state(self) -> tuple[object, ...]:
        try:
            stat = os.stat(self.path)  # noqa: PTH116 - half the time of Path.stat, and asked for every text
        except OSError as error:
            return (type(error),)
        return stat.st_mtime_ns, stat.st_size, stat.st_ino

    def _read(self, beneath: OwnNames | None) -> OwnNames:
        try:
            with self.path.open("rb") as file:
                content = file.read(MOST_BYTES + 1)
        except FileNotFoundError:
            return OwnNames(beneath=beneath)
        except OSError as error:
            fault = Fault(0, f"{self.path} cannot be read ({error.strerror}): see that it is a file and yours")
            return OwnNames(faults=[fault], beneath=beneath)
        rows, faults = read_rows(content, self.gazetteer, beneath.places if beneath else ())
        if beneath is not None:
            rows = tuple(replace(row, is_above=True) for row in rows)
        return OwnNames(rows, faults, hashlib.blake2b(content, digest_size=6).hexdigest(), beneath)


def default_path() -> Path:
    """DATELINE_PLACES, else ``places.csv`` in the folder of the user's data."""
    given = os.environ.get("DATELINE_PLACES")
    return Path(given).expanduser() if given else home_folder() / "places.csv"
