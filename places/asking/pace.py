"""Pace: one request at a time, a second apart, for all sessions and processes that share a folder.

A lock on disk is held for as long as a request lasts; beside it stands until when nobody may ask, which also keeps what
a service asked us to wait. The lock is the transaction of a small SQLite database: the system lets go of it when a
process dies. Times are those of the machine's monotonic clock, which no change of the date moves and which all
processes share; after a restart it begins anew, and then what is left to wait counts from now.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from places.asking.errors import GeocodingError, Outage, Stopped
from places.sentence import sentence

#: More than this nobody waits in a turn: the service is given up for now.
PATIENCE_SECONDS = 30.0
#: A service that asks for more is not believed.
LONGEST_SECONDS = 86_400.0
#: How soon a turn notices that somebody wants no more.
_STEP_SECONDS = 0.05

Stop = Callable[[], bool]


def never() -> bool:
    return False


class Turn:
    """The right to ask; held in ``Pace.turn``."""

    def __init__(self, pace: Pace, stop: Stop) -> None:
        self._pace = pace
        self._stop = stop

    def put_off(self, seconds: float) -> None:
        """Nobody asks for so long, whatever becomes of this process."""
        self._pace.write(min(max(seconds, self._pace.seconds), LONGEST_SECONDS))

    def wait(self) -> None:
        """Until asking is allowed again. Raises Outage where that is too long, Stopped."""
        left = self._pace.left()
        if left > PATIENCE_SECONDS:
            raise Outage(f"the service asked us to wait: try again in {_said(left)}", left)
        # Counted down rather than read from a clock, so that no clock can hold us.
        while left > 0:
            if self._stop():
                raise Stopped("asking was stopped")
            step = min(_STEP_SECONDS, left)
            self._pace.sleep(step)
            left -= step
        if self._stop():
            raise Stopped("asking was stopped")


class Pace:
    """Shared by all who give it the same folder."""

    def __init__(
        self,
        folder: Path,
        seconds: float = 1.0,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.seconds = seconds
        self.sleep = sleep
        self._clock = clock
        self._lock_path = folder / "geocoder-turn.lock"
        self._path = folder / "geocoder-turn.json"

    @contextmanager
    def turn(self, stop: Stop = never) -> Iterator[Turn]:
        """Begins when nobody else asks and the time has come; the next begins so long after its end.

        Raises Outage where the service has asked for more patience than there is, Stopped once *stop* says so.
        """
        with self._locked(stop):
            turn = Turn(self, stop)
            turn.wait()
            # Before the request too: a process that dies in it has asked.
            self.write(self.seconds)
            try:
                yield turn
            finally:
                if self.left() < self.seconds:
                    self.write(self.seconds)

    def left(self) -> float:
        """Seconds until somebody may ask."""
        try:
            kept = json.loads(self._path.read_bytes())
            at, until = float(kept["at"]), float(kept["until"])
        except FileNotFoundError:
            return 0.0
        except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
            # Not ours, or cut short: as if somebody had just asked.
            self.write(self.seconds)
            return self.seconds
        now = self._clock()
        if at <= now and until - at <= LONGEST_SECONDS:
            return max(until - now, 0.0)
        # The clock began anew, or somebody wrote nonsense.
        rest = min(max(until - at, 0.0), LONGEST_SECONDS) if until - at <= LONGEST_SECONDS else self.seconds
        self.write(rest)
        return rest

    def write(self, seconds: float) -> None:
        now = self._clock()
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps({"at": now, "until": now + seconds}), encoding="ascii")
        os.replace(fresh, self._path)  # noqa: PTH105  what it does stands in its name

    @contextmanager
    def _locked(self, stop: Stop) -> Iterator[None]:
        try:
            lock = sqlite3.connect(self._lock_path, timeout=0, isolation_level=None)
        except sqlite3.Error as error:
            raise GeocodingError(f"{self._lock_path} cannot be used ({error}): see that its folder is yours") from error
        try:
            self._take(lock, stop)
            yield
        finally:
            with suppress(sqlite3.Error):
                lock.execute("ROLLBACK")
            lock.close()

    def _take(self, lock: sqlite3.Connection, stop: Stop) -> None:
        while True:
            try:
                lock.execute("BEGIN EXCLUSIVE")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                    raise GeocodingError(f"{self._lock_path} cannot be locked ({error})") from error
            except sqlite3.DatabaseError as error:
                raise GeocodingError(f"{self._lock_path} is damaged ({error}): delete it") from error
            if stop():
                raise Stopped("asking was stopped")
            time.sleep(_STEP_SECONDS)


def _said(seconds: float) -> str:
    number = f"{seconds / 60 if seconds >= 120 else seconds:,.0f}"
    return sentence(f"{number} minutes" if seconds >= 120 else f"{number} seconds")
