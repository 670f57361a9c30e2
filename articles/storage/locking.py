"""A lock between processes: held for as long as a block runs, and let go by the system when a process dies."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt

    #: Windows has no lock that is waited for without end.
    _RETRY_SECONDS = 0.02

    def _lock(file: IO[bytes]) -> None:
        while True:
            file.seek(0)
            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            except OSError:
                time.sleep(_RETRY_SECONDS)
            else:
                return

    def _lock_now(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def _unlock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)

    def _lock_now(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Nobody else, thread or process, is in a block of the same *path* meanwhile; waits for whoever is.

    The file is made, and stays: taking it away would let two in who each hold another file of that name.
    """
    with path.open("ab") as file:
        _lock(file)
        try:
            yield
        finally:
            _unlock(file)


@contextmanager
def locked_if_free(path: Path) -> Iterator[bool]:
    """As `locked`, but without waiting: whether nobody else was in such a block, and nobody is during this one."""
    with path.open("ab") as file:
        try:
            _lock_now(file)
        except OSError:
            yield False
            return
        try:
            yield True
        finally:
            _unlock(file)
