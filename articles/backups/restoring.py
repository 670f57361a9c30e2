"""Restoring: an installation made as a backup holds it, what was there put aside first. It may run meanwhile.

Every folder the backup has becomes as it was; archives made since stay. Nothing is replaced before all of the backup
lies on the disk and agrees with its sums, and before what is there now stands in a backup of its own.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from articles.backups.backing_up import CHUNK_BYTES, FORMAT, MANIFEST, Backup, BackupError, Member, back_up
from articles.backups.files import ASIDE, archive_of, files, target
from articles.decisions.file import DECISIONS
from articles.hosting.logs import event
from articles.hosting.short_links import SHORT_LINKS, put_back
from articles.storage.database import BUSY_SECONDS
from articles.storage.locking import locked
from articles.storage.revision import renew
from articles.view import MAIN
from places.geonames.progress import Progress, silent

#: Of the list of members.
_LARGEST_MANIFEST = 10_000_000


@dataclass(frozen=True, slots=True)
class Restored:
    """What restoring did."""

    backup: Backup
    #: The backup of what was there before; None where there was nothing.
    aside: Path | None


def read_backup(path: Path) -> Backup:
    """What the backup at *path* says it holds. Raises BackupError for a file that is none."""
    try:
        with zipfile.ZipFile(path) as file:
            if file.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
                raise ValueError("its list is too long")
            told = json.loads(file.read(MANIFEST))
        if told["format"] != FORMAT:
            raise BackupError(
                f"{path} was made by another version of Dateline (its format is {told['format']!r}, ours {FORMAT}): "
                "restore it with that version, or a later one"
            )
        members = tuple(Member(str(each["name"]), int(each["size"]), str(each["sha256"])) for each in told["members"])
        return Backup(str(told["made"]), members, tuple(map(str, told["damaged"])))
    except OSError as error:
        raise BackupError(f"{path} cannot be read ({error}): see that it is there and is yours") from error
    except (zipfile.BadZipFile, ValueError, KeyError, TypeError, RecursionError, NotImplementedError) as error:
        raise BackupError(
            f"{path} is no backup, or was cut short ({error}): take another one; nothing was changed"
        ) from error


def restore(
    path: Path,
    home: Path,
    own_places: Path,
    *,
    progress: Progress = silent,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Restored:
    """Make *home* and *own_places* as the backup at *path* holds them.

    Raises BackupError where it is damaged, or where the disk is too small; then nothing is changed.
    """
    backup = read_backup(path)
    targets = {member.name: _target(member, path, home, own_places) for member in backup.members}
    try:
        with tempfile.TemporaryDirectory(dir=home, prefix=".restoring-") as staging:
            staged = _extracted(path, backup, Path(staging), progress)
            aside = _put_aside(home, own_places, clock)
            for name, there in sorted(targets.items(), key=lambda item: item[1].suffix == ".sqlite"):
                progress(0.9, name)
                _put(staged[name], there)
            _take_away(home, own_places, backup)
    except (OSError, sqlite3.OperationalError) as error:
        raise BackupError(
            f"{home} cannot be restored from {path} ({error}): see that the disk has room and the folder is yours, "
            f"and restore once more; what was there stands in {home / ASIDE}"
        ) from error
    progress(1.0, "done")
    event("restored", home=str(home), file=str(path), made=backup.made, aside=str(aside or ""))
    return Restored(backup, aside)


def _target(member: Member, path: Path, home: Path, own_places: Path) -> Path:
    there = target(member.name, home, own_places)
    if there is None:
        raise BackupError(f"{path} holds {member.name!r}, which no backup of Dateline's does: nothing was changed")
    return there


def _extracted(path: Path, backup: Backup, staging: Path, progress: Progress) -> dict[str, Path]:
    """Every member as a file of its own in *staging*, checked and on disk."""
    whole = sum(member.size for member in backup.members)
    room = shutil.disk_usage(staging).free
    if whole > room:
        raise BackupError(
            f"{path} needs {whole / 1e6:,.0f} MB and the disk of {staging.parent} has {room / 1e6:,.0f}: make room"
        )
    staged: dict[str, Path] = {}
    with ExitStack() as stack:
        file = stack.enter_context(zipfile.ZipFile(path))
        for number, member in enumerate(backup.members):
            progress(0.8 * number / len(backup.members), member.name)
            staged[member.name] = fresh = staging / f"{number}{PurePosixPath(member.name).suffix}"
            try:
                sha = _extract(file, member, fresh)
            except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, ValueError) as error:
                raise _damaged(path, member, str(error)) from error
            except Exception as error:  # zlib has an error of its own for a torn stream
                if type(error).__module__ != "zlib":
                    raise
                raise _damaged(path, member, str(error)) from error
            if sha != member.sha256:
                raise _damaged(path, member, "its sum is another")
    return staged


def _extract(file: zipfile.ZipFile, member: Member, fresh: Path) -> str:
    """The sum of what was written; no more than the member's size and a byte, whatever the file says."""
    sha = hashlib.sha256()
    left = member.size + 1
    with file.open(member.name) as source, fresh.open("xb") as out:
        while left and (chunk := source.read(min(CHUNK_BYTES, left))):
            sha.update(chunk)
            out.write(chunk)
            left -= len(chunk)
        out.flush()
        os.fsync(out.fileno())
    # As it was; what a strange backup says beside reading and writing is passed over.
    fresh.chmod(file.getinfo(member.name).external_attr >> 16 & 0o666 or 0o600)
    return sha.hexdigest()


def _damaged(path: Path, member: Member, reason: str) -> BackupError:
    return BackupError(f"{path} is damaged at {member.name} ({reason}): take another backup; nothing was changed")


def _put_aside(home: Path, own_places: Path, clock: Callable[[], datetime]) -> Path | None:
    """A backup of what is there, and what of it cannot be read as it is; None where there is nothing."""
    if not any(files(home, own_places)):
        return None
    folder = home / ASIDE
    folder.mkdir(exist_ok=True)
    stamp, number = f"{clock():%Y%m%dT%H%M%S}", 1
    while (aside := folder / f"{stamp}{f'-{number}' if number > 1 else ''}.zip").exists():
        number += 1
    for name in back_up(home, own_places, aside).damaged:
        damaged = home / name
        damaged.replace(aside.with_name(f"{aside.stem}-{name.replace('/', '-')}"))
        _forget_log(damaged)
    return aside


def _put(fresh: Path, there: Path) -> None:
    there.parent.mkdir(parents=True, exist_ok=True)
    if there.suffix == ".sqlite":
        _overwrite(there, fresh)
    elif there.name == DECISIONS:
        # Whoever decides just now writes before, which was put aside, or behind.
        with locked(there.with_name(f"{there.name}.lock")):
            fresh.replace(there)
    elif there.name == SHORT_LINKS:
        put_back(fresh, there)
    else:
        shutil.move(fresh, there.resolve())  # the own places may lie on another disk


def _overwrite(there: Path, fresh: Path) -> None:
    """In one transaction, where somebody may be reading *there*."""
    with closing(sqlite3.connect(fresh)) as source:
        if there.exists():
            _renew(source, there)
        with closing(sqlite3.connect(there, timeout=BUSY_SECONDS)) as target_:
            source.backup(target_)


def _renew(db: sqlite3.Connection, before: Path) -> None:
    """Another revision than any that those who have *before* open have seen."""
    try:
        with closing(sqlite3.connect(before, timeout=BUSY_SECONDS)) as now:
            (seen,) = now.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()
        db.execute("UPDATE meta SET value = max(value, ?) WHERE key = 'revision'", (seen,))
        renew(db)
        db.commit()
    except (sqlite3.DatabaseError, TypeError):
        db.rollback()  # a database without revisions


def _take_away(home: Path, own_places: Path, backup: Backup) -> None:
    """What the folders of the backup did not have when it was made; it stands in the backup put aside."""
    names = {member.name for member in backup.members}
    restored = {archive_of(name) for name in (*names, *backup.damaged)} | {MAIN}
    for name, path in list(files(home, own_places)):
        if archive_of(name) in restored and name not in (*names, SHORT_LINKS):
            path.unlink()
            _forget_log(path)


def _forget_log(path: Path) -> None:
    """What SQLite left of a database that is gone: it must not be read into the next of that name."""
    if path.suffix == ".sqlite":
        for suffix in ("-wal", "-shm"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
