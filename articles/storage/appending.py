"""Appending: lines put behind those of a file that is only ever added to."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path


def append_lines(
    path: Path, lines: bytes, *, is_safe: bool = True, opener: Callable[[str, int], int] | None = None
) -> bool:
    """Write *lines*, which end with a line feed, behind what stands at *path*; on disk when this returns if *is_safe*.

    What a crash left of a line is ended first. One writer at a time: the caller's lock. False where there was no room
    for all of it, and OSError is raised for other faults: then none of it is kept, for nobody was told that it is.
    """
    # Unbuffered: one system call for all, so that a killed process leaves a beginning of the lines and no gap.
    with open(path, "ab+", buffering=0, opener=opener) as file:
        before = file.seek(0, os.SEEK_END)
        file.seek(max(before - 1, 0))
        if before and file.read(1) != b"\n":
            lines = b"\n" + lines
        try:
            is_whole = file.write(lines) == len(lines)
            if is_whole and is_safe:
                os.fsync(file.fileno())
        except OSError:
            file.truncate(before)
            raise
        if not is_whole:
            file.truncate(before)
        return is_whole
