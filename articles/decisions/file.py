"""The decisions file: JSON lines, only ever appended to, that outlives every rebuild of the archive."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock

from articles.decisions.decision import Decision, DecisionError
from articles.decisions.lines import from_line, to_line
from articles.decisions.standing import Standing, standing
from articles.storage.appending import append_lines
from articles.storage.locking import locked

#: The name it has beside the archive.
DECISIONS = "decisions.jsonl"

#: The least time between two entries, by which they keep their order whatever the clock does.
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Damage:
    """A line that holds no decision, and is stepped over."""

    #: Counted from 1.
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The file as it was at one moment."""

    #: In the order of the file.
    decisions: tuple[Decision, ...] = ()
    damages: tuple[Damage, ...] = ()
    #: Bytes read.
    size: int = 0
    #: Of those bytes.
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of decisions that were made elsewhere."""

    new: tuple[Decision, ...]
    #: Here before, word for word.
    known: tuple[Decision, ...]
    #: Under an id that another decision has here.
    clashing: tuple[Decision, ...]


class DecisionFile:
    """May be used by several threads and processes at once; nothing that was written is ever lost or changed.

    A process killed while it writes leaves at most a piece of its own last line, which is then a Damage and no more.
    """

    def __init__(self, path: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.path = path
        self._clock = clock
        self._memory = Lock()
        self._content = b""
        self._seen: tuple[int, ...] | None = None
        self._reading = Reading()
        self._standing = (self._reading, Standing())

    def read(self) -> Reading:
        """What stands in the file now; nothing where there is no file. Raises OSError where it cannot be read."""
        with self._memory:
            seen = self._state()
            if seen != self._seen:
                self._content = self.path.read_bytes() if seen else b""
                self._reading = _grown(self._reading, self._content)
                # What was written between the two looks is read again the next time.
                self._seen = seen
            return self._reading

    def standing(self) -> Standing:
        """What stands of what ``read`` gives; worked out once for each state of the file."""
        reading = self.read()
        known, stands = self._standing
        if known is not reading:
            stands = standing(reading.decisions)
            self._standing = (reading, stands)
        return stands

    def prefix_digest(self, size: int) -> str:
        """The digest of the first *size* bytes as last read; "" where there are fewer."""
        content = self._content
        return _digest(content[:size]) if size <= len(content) else ""

    def append(self, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
        """Write *decisions* behind the others, each with an id and a time; on disk when this returns.

        Raises DecisionError for an undo of what is not there, OSError where the file cannot be written.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with locked(self._lock_path):
            there = self.read().decisions
            ids = {decision.id for decision in there}
            latest = max((decision.when for decision in there), default=None)
            written = []
            for decision in decisions:
                if decision.undoes and decision.undoes not in ids:
                    raise DecisionError(f"there is no decision {decision.undoes!r}: `decisions` lists those there are")
                now = self._clock()
                latest = max(now, latest + _TICK) if latest else now
                written.append(replace(decision, id=_new_id(ids), when=latest))
                ids.add(written[-1].id)
            self._write(written)
        return tuple(written)

    def add(self, decisions: Iterable[Decision]) -> Added:
        """Write those of *decisions* that are not here yet, with the ids and times they have."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with locked(self._lock_path):
            here = {decision.id: decision for decision in self.read().decisions}
            new: list[Decision] = []
            known: list[Decision] = []
            clashing: list[Decision] = []
            for decision in decisions:
                if decision.id not in here:
                    new.append(decision)
                    here[decision.id] = decision
                else:
                    (known if here[decision.id] == decision else clashing).append(decision)
            self._write(new)
        return Added(tuple(new), tuple(known), tuple(clashing))

    @property
    def _lock_path(self) -> Path:
        return self.path.with_name(f"{self.path.name}.lock")

    def _state(self) -> tuple[int, ...] | None:
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            return None
        return stat.st_size, stat.st_mtime_ns, stat.st_ino

    def _write(self, decisions: Iterable[Decision]) -> None:
        lines = b"".join(map(to_line, decisions))
        if not lines:
            return
        is_new = not self.path.exists()
        if not append_lines(self.path, lines):
            raise OSError(f"{self.path}: the disk is full, the decision is not kept")
        if is_new and os.name == "posix":
            # The name of a new file is the folder's to keep.
            folder = os.open(self.path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


def _grown(before: Reading, content: bytes) -> Reading:
    """The reading of *content*; where it only goes on after what was read *before*, only the rest is parsed."""
    known = (
        before.size <= len(content)
        and content[: before.size].endswith(b"\n")
        and (_digest(content[: before.size]) == before.digest)
    )
    if not known:
        before = Reading()
    decisions, damages = parse(content[before.size :], content[: before.size].count(b"\n"), before.decisions)
    decisions = before.decisions + decisions
    return Reading(decisions, before.damages + damages, len(content), _digest(content))


def parse(
    content: bytes, lines_before: int = 0, before: Iterable[Decision] = ()
) -> tuple[tuple[Decision, ...], tuple[Damage, ...]]:
    """The decisions of *content* and the lines that hold none. Never raises.

    One that stands there again, or among those *before*, as where two copies of a file were joined, is left out.
    """
    known = {decision.id: decision for decision in before}
    decisions: list[Decision] = []
    damages: list[Damage] = []
    for number, line in enumerate(content.split(b"\n"), lines_before + 1):
        if not line.strip():
            continue
        try:
            decision = from_line(line)
        except DecisionError as error:
            damages.append(Damage(number, str(error)))
            continue
        if decision.id not in known:
            known[decision.id] = decision
            decisions.append(decision)
        elif known[decision.id] != decision:
            damages.append(Damage(number, f"an earlier line has the id {decision.id!r} and says something else"))
    return tuple(decisions), tuple(damages)


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=12).hexdigest()


def _new_id(taken: set[str]) -> str:
    while True:
        id_ = secrets.token_hex(5)
        if id_ not in taken:
            return id_
