"""Health: what has to be right for Dateline to do its work, looked at in some milliseconds.

Each check is a function that gives findings: what was looked at, how it is, and what to do about it. What takes longer
is in articles/doctor.py.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from articles.decisions.file import DecisionFile
from articles.hosting.installation import Housing, Installation
from articles.hosting.settings import SettingsError
from articles.storage.database import ArchiveError, ArchiveOutdatedError, Database
from places import geonames

#: Below the first an import may fail any time, below the second soon.
LEAST_FREE_MB, LITTLE_FREE_MB = 50, 500


class State(StrEnum):
    """How something is."""

    FINE = "fine"
    #: It works; something could be better, or will not work for long.
    ADVICE = "advice"
    #: Something does not work.
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    #: The same word each time: "archive main".
    what: str
    state: State
    #: How it is, with the names of files.
    said: str
    #: What to do; "" where there is nothing to do.
    remedy: str = ""


def fine(what: str, said: str) -> Finding:
    return Finding(what, State.FINE, said)


def advice(what: str, said: str, remedy: str) -> Finding:
    return Finding(what, State.ADVICE, said, remedy)


def fault(what: str, said: str, remedy: str) -> Finding:
    return Finding(what, State.FAULT, said, remedy)


def health(home: Path, cache: Path) -> tuple[Finding, ...]:
    """Everything there is to say in short; never raises for what is wrong with the installation."""
    return tuple(_health(home, cache))


def _health(home: Path, cache: Path) -> Iterator[Finding]:
    yield folder("data folder", home, "DATELINE_HOME")
    yield folder("cache folder", cache, "DATELINE_CACHE")
    yield room(home)
    yield gazetteer(cache)
    for housing in housings(home):
        yield archive(housing)
        yield decisions(housing)
        yield settings(housing)


def housings(home: Path) -> tuple[Housing, ...]:
    try:
        return Installation(home).archives()
    except OSError:
        return ()  # the folder's own finding says so


def folder(what: str, path: Path, setting: str) -> Finding:
    """Whether *path* can be written: by writing."""
    try:
        with tempfile.TemporaryFile(dir=path) as file:
            file.write(b"written")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return fault(
            what,
            f"{path} cannot be written ({error.strerror or error})",
            f"make room on its disk, give this user the right to write there, or let {setting} name another folder",
        )
    return fine(what, f"{path} can be written")


def room(home: Path) -> Finding:
    try:
        free = shutil.disk_usage(home).free / 1e6
    except OSError as error:
        return fault("disk space", f"that of {home} cannot be told ({error})", "see that the folder is there")
    said = f"{free:,.0f} MB are free on the disk of {home}"
    if free < LEAST_FREE_MB:
        return fault("disk space", said, "make room: what is decided or imported now may not be kept")
    if free < LITTLE_FREE_MB:
        return advice("disk space", said, f"make room before it is less than {LEAST_FREE_MB} MB")
    return fine("disk space", said)


def gazetteer(cache: Path) -> Finding:
    path = geonames.current(cache)
    if not path.is_file():
        return advice(
            "gazetteer",
            f"there is none of this version in {cache}",
            "python -m places build makes it in less than a minute; the first start does so by itself",
        )
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            (version,) = db.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
            db.execute("SELECT name FROM place LIMIT 1").fetchone()
    except (sqlite3.Error, TypeError) as error:
        return fault("gazetteer", f"{path} is damaged ({error})", "python -m places build --force makes it again")
    return fine("gazetteer", f"version {version}")


def archive(housing: Housing) -> Finding:
    what = f"archive {housing.slug}"
    if not housing.archive.exists():
        if housing.sources.exists():
            return advice(
                what, f"{housing.archive} is not there", "the next start makes it again from the articles beside it"
            )
        return fine(what, "empty as yet")
    database = Database(housing.archive, read_only=True)
    try:
        with database.reading() as db:
            (articles,) = db.execute("SELECT count(*) FROM article").fetchone()
            (said,) = db.execute("SELECT max(n) FROM passage").fetchone() or (None,)
    except ArchiveOutdatedError as error:
        return advice(what, str(error), "the next start makes it again by itself")
    except ArchiveError as error:
        return fault(what, str(error), f"where it is damaged, python -m articles --archive {housing.slug} rebuild")
    finally:
        database.close()
    return fine(what, f"{articles:,} articles, {said or 0:,} passages")


def decisions(housing: Housing) -> Finding:
    what = f"decisions of {housing.slug}"
    try:
        reading = DecisionFile(housing.decisions).read()
    except OSError as error:
        return fault(
            what, f"{housing.decisions} cannot be read ({error.strerror})", "give this user the right to read it"
        )
    if reading.damages:
        lines = ", ".join(str(damage.line) for damage in reading.damages[:10])
        return advice(
            what,
            f"{len(reading.decisions):,} hold; {housing.decisions} has lines that are none: {lines}",
            "they are stepped over, and harm nothing; who knows what they were can mend them in an editor",
        )
    return fine(what, f"{len(reading.decisions):,}")


def settings(housing: Housing) -> Finding:
    what = f"settings of {housing.slug}"
    try:
        told = housing.settings.read()
    except SettingsError as error:
        return fault(what, str(error), "until then the archive stays shut")
    return fine(what, f"visibility {told.visibility}")
