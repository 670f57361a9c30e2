"""Backing up: a whole installation in one file, as it is at one moment, while it is read and added to.

The file is a ZIP anybody can open. Its last member lists the others with their sizes and SHA-256 sums.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from articles.backups.files import files
from articles.hosting.logs import event
from articles.storage.database import BUSY_SECONDS, ArchiveError
from places.geonames.progress import Progress, silent

MANIFEST = "dateline-backup.json"
FORMAT = 1
CHUNK_BYTES = 1 << 20


class BackupError(ArchiveError):
    """A backup cannot be made, or is none; the message names the file and the remedy."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a backup."""

    name: str
    #: In bytes.
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds."""

    #: UTC, as ISO 8601 writes it.
    made: str
    members: tuple[Member, ...]
    #: Archives that were damaged, and are left out: they are made again of their sources.
    damaged: tuple[str, ...] = ()


def back_up(home: Path, own_places: Path, path: Path, *, replace: bool = False, progress: Progress = silent) -> Backup:
    """Write all that stands in *home*, and *own_places*, to *path*; complete and on disk when this returns.

    Raises BackupError where *path* is there already and not to be *replaced*, or where it cannot be written; then
    nothing is left of it, and an earlier one is as it was.
    """
    if path.exists() and not replace:
        raise BackupError(f"{path} is there already: give another name, or say --replace")
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        try:
            with open(unfinished, "xb", opener=_for_us_alone) as file:
                backup = _write(home, own_places, file, progress)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
            _flush(path.parent)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise BackupError(
            f"{path} cannot be written ({error}): see that the folder is there, is yours and has room"
        ) from error
    event("backup", file=str(path), files=len(backup.members), damaged=", ".join(backup.damaged))
    return backup


def _for_us_alone(path: str, flags: int) -> int:
    """A backup holds what not every user of the machine may read."""
    return os.open(path, flags, 0o600)


def _flush(folder: Path) -> None:
    """The name of a new file is the folder's to keep."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _write(home: Path, own_places: Path, file: IO[bytes], progress: Progress) -> Backup:
    found = list(files(home, own_places))
    whole = sum(path.stat().st_size for _, path in found) or 1
    done = 0
    members: list[Member] = []
    damaged: list[str] = []
    # Beside the backup, where there is room for it.
    with (
        tempfile.TemporaryDirectory(dir=Path(file.name).parent, prefix=".dateline-backup-") as temporary,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
        ExitStack() as moments,
    ):
        sizes: dict[Path, int] = {}
        snapshots: dict[str, sqlite3.Connection] = {}
        for name, path in found:
            if path.suffix != ".sqlite":
                continue
            try:
                beside = [other for _, other in found if other.parent == path.parent and other.suffix == ".jsonl"]
                there = _where_it_opens(path, Path(temporary) / f"read-only-{len(snapshots)}.sqlite")
                snapshots[name] = moments.enter_context(_moment(there, beside, sizes))
            except sqlite3.DatabaseError as error:
                _refuse_busy(error, path)
                damaged.append(name)
        for name, path in found:
            progress(done / whole, name)
            if name in snapshots:
                copy = Path(temporary) / "copy.sqlite"
                try:
                    _copy(snapshots[name], copy)
                    members.append(_add(target, name, copy, None))
                except sqlite3.DatabaseError as error:
                    _refuse_busy(error, path)
                    damaged.append(name)
                copy.unlink(missing_ok=True)
            elif name not in damaged:
                members.append(_add(target, name, path, sizes.get(path)))
            done += path.stat().st_size if path.exists() else 0
        backup = Backup(datetime.now(UTC).isoformat(timespec="seconds"), tuple(members), tuple(damaged))
        target.writestr(MANIFEST, json.dumps({"format": FORMAT, **asdict(backup)}, indent=1))
    progress(1.0, "done")
    return backup


def _where_it_opens(path: Path, elsewhere: Path) -> Path:
    """*path*; *elsewhere* with a copy where its folder cannot be written, as on a disk that fails.

    A database that others read and write is opened by writing beside it. Where nobody can write, nothing changes while
    it is copied.
    """
    if os.access(path.parent, os.W_OK):
        return path
    shutil.copyfile(path, elsewhere)
    if (log := Path(f"{path}-wal")).exists():
        shutil.copyfile(log, f"{elsewhere}-wal")
    return elsewhere


@contextmanager
def _moment(path: Path, beside: list[Path], sizes: dict[Path, int]) -> Iterator[sqlite3.Connection]:
    """A connection that goes on seeing the database at *path* as it is now, and the *sizes* of the files *beside* it.

    Both of one moment, between two articles: an import writes the sources within its transaction.
    """
    with closing(_connected(path)) as reader, closing(_connected(path)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        try:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM sqlite_master").fetchone()
            sizes.update((each, each.stat().st_size) for each in beside)
        finally:
            writer.rollback()
        yield reader


def _connected(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=BUSY_SECONDS, isolation_level=None)


def _copy(source: sqlite3.Connection, path: Path) -> None:
    """The database as one file, checked: a damage that nobody met yet is not to be found when it is restored."""
    with closing(sqlite3.connect(path)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        (said,) = copy.execute("PRAGMA quick_check(1)").fetchone()
    if said != "ok":
        raise sqlite3.DatabaseError(said)


def _refuse_busy(error: sqlite3.DatabaseError, path: Path) -> None:
    if isinstance(error, sqlite3.OperationalError):
        raise BackupError(
            f"{path} cannot be copied ({error}): see that the disk has room, there and where the backup goes, that the "
            "file is yours, and try again"
        ) from error


def _add(target: zipfile.ZipFile, name: str, path: Path, size: int | None) -> Member:
    """Write the first *size* bytes of the file at *path*, or all: what is only ever added to is whole up to there."""
    sha = hashlib.sha256()
    written = 0
    info = zipfile.ZipInfo.from_file(path, name, strict_timestamps=False)
    info.compress_type = zipfile.ZIP_DEFLATED
    with path.open("rb") as file, target.open(info, "w", force_zip64=True) as member:
        while chunk := file.read(CHUNK_BYTES if size is None else min(CHUNK_BYTES, size - written)):
            sha.update(chunk)
            member.write(chunk)
            written += len(chunk)
    return Member(name, written, sha.hexdigest())
