"""Jobs: the imports of one archive, each in a folder of its own, run one at a time.

A process that is killed lets go of its lock and leaves its journal without an end: by that the next one knows that the
import was stopped, and goes on with it. Files that were uploaded stay in the folder of their import until it has ended.
"""

from __future__ import annotations

import re
import secrets
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from articles.archive import Archive
from articles.imports.importing import Geoparse, import_outcomes
from articles.imports.journal import Ending, Head, Journal
from articles.imports.order import Order
from articles.imports.steps import Report, Step
from articles.reading.errors import printable_name
from articles.storage.database import ArchiveError
from articles.storage.locking import locked_if_free
from articles.words import say
from places.geonames.progress import Progress, silent

#: The name it has in the folder of an archive.
IMPORTS = "imports"
_JOURNAL, _LOCK, _FILES, _TURN = "journal.jsonl", "lock", "files", "turn.lock"
_ID = re.compile(r"\d{8}-\d{6}-[0-9a-f]{6}")
#: What some file system or other does not take in a name.
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_LONGEST_NAME_BYTES = 150
_RETRY_SECONDS = 0.2
_LOOKS = 4


class State(StrEnum):
    RUNNING = "running"
    #: It has not ended, and nobody is at it.
    STOPPED = "stopped"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Past:
    """An import that was begun."""

    id: str
    state: State
    head: Head


class ImportCancelledError(Exception):
    """Somebody cancelled the import; what is in by then stays."""


class NoSuchImportError(ArchiveError):
    """There is no import of that id, or none that can be gone on with."""


class Imports:
    """All imports of the archive in *folder*."""

    def __init__(self, folder: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._folder = folder / IMPORTS
        self._clock = clock

    def begin(self, order: Order, files: Iterable[tuple[str, bytes]] = (), who: str = "") -> str:
        """Write down what is to be read, *files* that were uploaded among it; the id to `run` it by."""
        id_ = f"{self._clock():%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
        with _faults_explained(self._folder):
            folder = self._folder / id_
            folder.mkdir(parents=True)
            kept = [_keep(folder / _FILES / str(number), name, data) for number, (name, data) in enumerate(files)]
            names = tuple(path.name for path in kept)
            order = replace(order, paths=(*order.paths, *kept), names=(*order.names, *names))
            Journal(folder / _JOURNAL, self._clock).begin(order, who)
        return id_

    def run(
        self,
        id_: str,
        archive: Archive,
        geoparse: Geoparse,
        progress: Progress = silent,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> Report:
        """Do the import, or what is left of it, and report on all of it.

        Waits while another import is running. Raises ImportCancelledError when it was cancelled, NoSuchImportError for
        an import that has ended or is being run by somebody else, ArchiveError where the archive cannot be written:
        then it can be gone on with.
        """
        journal = self._journal(id_)
        order = journal.order()
        if order is None or self.past(id_).state in (State.DONE, State.CANCELLED):
            raise NoSuchImportError(f"the import {id_} has ended: begin a new one")

        def watch(fraction: float, what: str) -> None:
            if is_cancelled():
                raise ImportCancelledError
            progress(fraction, what)

        with _held(journal.path.with_name(_LOCK)) as is_ours:
            if not is_ours:
                raise NoSuchImportError(f"the import {id_} is being run already: wait for it")
            try:
                with self._turn(watch), _faults_explained(journal.path):
                    report = import_outcomes(
                        archive,
                        geoparse,
                        order.outcomes(self._folder.parent),
                        watch,
                        number=order.weight,
                        ledger=journal,
                    )
                    journal.end(Ending.DONE)
            except ImportCancelledError:
                self._cancelled(journal)
                raise
            except Exception as error:
                with _quietly():
                    journal.stop(str(error) or type(error).__name__)
                raise
            self._forget_files(id_)
        return report

    def weight(self, id_: str) -> int:
        """How many bytes are to be read. Raises NoSuchImportError."""
        order = self._journal(id_).order()
        return order.weight if order else 0

    def cancel(self, id_: str) -> None:
        """End an import that was stopped; what came in stays. Raises NoSuchImportError where somebody is running it."""
        journal = self._journal(id_)
        with _held(journal.path.with_name(_LOCK)) as is_ours:
            if not is_ours:
                raise NoSuchImportError(f"the import {id_} is being run: cancel it where it runs")
            self._cancelled(journal)

    def all(self) -> tuple[Past, ...]:
        """Every import that was begun, the newest first."""
        if not self._folder.is_dir():
            return ()
        ids = sorted((path.name for path in self._folder.iterdir() if _ID.fullmatch(path.name)), reverse=True)
        return tuple(past for id_ in ids if (past := self._past(id_)))

    def stopped(self) -> tuple[Past, ...]:
        """The imports that can be gone on with, the newest first."""
        return tuple(past for past in self.all() if past.state is State.STOPPED)

    def past(self, id_: str) -> Past:
        """Raises NoSuchImportError."""
        past = self._past(id_) if _ID.fullmatch(id_) else None
        if past is None:
            raise NoSuchImportError(
                f"there is no import {id_[:40]!r}: python -m articles imports lists those there are"
            )
        return past

    def steps(self, id_: str) -> tuple[Step, ...]:
        """What that import met and did, in order. Raises NoSuchImportError."""
        return self._journal(id_).final_steps()

    def _past(self, id_: str) -> Past | None:
        folder = self._folder / id_
        head = Journal(folder / _JOURNAL).head()
        if head is None:
            return None
        if head.ending is not None:
            return Past(id_, State(head.ending), head)
        with locked_if_free(folder / _LOCK) as is_free:
            return Past(id_, State.STOPPED if is_free else State.RUNNING, head)

    def _journal(self, id_: str) -> Journal:
        path = self._folder / id_ / _JOURNAL
        if not _ID.fullmatch(id_) or not path.is_file():
            raise NoSuchImportError(
                f"there is no import {id_[:40]!r}: python -m articles imports lists those there are"
            )
        return Journal(path, self._clock)

    @contextmanager
    def _turn(self, progress: Progress) -> Iterator[None]:
        """Nobody else imports into this archive meanwhile."""
        while True:
            with locked_if_free(self._folder / _TURN) as is_ours:
                if is_ours:
                    yield
                    return
            progress(0.0, say("Another import is running; this one begins when it has ended."))
            time.sleep(_RETRY_SECONDS)

    def _cancelled(self, journal: Journal) -> None:
        with _faults_explained(journal.path):
            journal.end(Ending.CANCELLED)
        self._forget_files(journal.path.parent.name)

    def _forget_files(self, id_: str) -> None:
        shutil.rmtree(self._folder / id_ / _FILES, ignore_errors=True)


@contextmanager
def _held(lock: Path) -> Iterator[bool]:
    """Whether the import is ours to run; who only looks whether it runs holds its lock for a moment."""
    for _ in range(_LOOKS):
        with locked_if_free(lock) as is_ours:
            if is_ours:
                yield True
                return
        time.sleep(_RETRY_SECONDS / _LOOKS)
    yield False


def _keep(folder: Path, name: str, data: bytes) -> Path:
    """Write an uploaded file, by its own name as far as a file system takes it."""
    folder.mkdir(parents=True)
    safe = _NOT_IN_NAMES.sub("_", printable_name(name)).strip(". ") or "unnamed"
    stem, dot, suffix = safe.rpartition(".")
    stem = (stem or safe).encode()[:_LONGEST_NAME_BYTES].decode(errors="ignore")
    path = folder / (f"{stem}{dot}{suffix[:12]}" if dot and safe.rpartition(".")[0] else stem)
    path.write_bytes(data)
    return path


@contextmanager
def _faults_explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ArchiveError(
            f"{path} cannot be written ({error.strerror or error}): see that the disk has room and the folder is yours"
        ) from error


@contextmanager
def _quietly() -> Iterator[None]:
    """What stopped the import may stop its journal too; then the journal has no end, which says enough."""
    try:
        yield
    except OSError:
        return
