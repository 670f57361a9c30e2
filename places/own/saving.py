"""Writing the file of the user's own places: whole or not at all, the version before it kept beside it."""

from __future__ import annotations

import os
import secrets
import threading
from contextlib import suppress
from pathlib import Path

_ONE_AT_A_TIME = threading.Lock()


class OwnPlacesChangedError(ValueError):
    """Somebody else wrote to the file meanwhile; nothing was saved."""


def backup_path(path: Path) -> Path:
    """Where the version before the last saving lies: ``places.csv.bak``."""
    return path.with_name(path.name + ".bak")


def content_of(path: Path) -> bytes:
    """b"" where there is no file. Raises OSError where it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def save(path: Path, content: bytes, *, before: bytes) -> None:
    """Put *content* in place of *before*; on disk when this returns.

    Raises OwnPlacesChangedError where the file holds something other than *before*, OSError where it cannot be written.
    """
    with _ONE_AT_A_TIME:
        now = content_of(path)
        if now != before:
            raise OwnPlacesChangedError(f"{path} was changed by somebody else meanwhile: load it again, then edit")
        _replace(backup_path(path), now)
        _replace(path, content)


def swap(path: Path) -> None:
    """Take the last saving back; a second time, bring it back. Raises FileNotFoundError where nothing was saved yet."""
    with _ONE_AT_A_TIME:
        now, earlier = content_of(path), backup_path(path).read_bytes()
        _replace(path, earlier)
        _replace(backup_path(path), now)


def _replace(path: Path, content: bytes) -> None:
    """By a new file that takes the place of the old in one step: who reads sees one of the two, whole."""
    # A link stays one: what it leads to is replaced.
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with fresh.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            fresh.chmod(path.stat().st_mode & 0o777)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
