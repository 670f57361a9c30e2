"""The library: the user's archive, the sources it is made from, and the sample shown while it is empty."""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from articles.archive import Archive
from articles.decisions.file import DecisionFile
from articles.hosting.installation import ARCHIVE, SOURCES, Housing, Installation
from articles.imports.importing import Geoparse, import_outcomes
from articles.imports.steps import Report
from articles.reading import Outcome, ReadingError, read_paths
from articles.storage.database import ArchiveError, ArchiveOutdatedError
from articles.storage.leftovers import articles_left_in
from articles.storage.schema import SCHEMA_VERSION
from articles.storage.sources import Sources
from articles.view import MAIN
from places.folders import cache_folder, home_folder
from places.geonames.progress import Progress, silent

__all__ = ["ARCHIVE", "CORPUS", "SOURCES", "Library", "open_library", "rebuild", "sample_archive"]

#: The digests that ship with Dateline.
CORPUS = Path(__file__).parent / "corpus"


class Library:
    """What there is to show: the user's own archive, and the sample in its place while that is empty."""

    def __init__(self, own: Archive, make_sample: Callable[[], Archive] | None) -> None:
        """Without *make_sample* an empty archive is shown as it is."""
        #: What is imported goes here.
        self.own = own
        self._make_sample = make_sample

    @property
    def is_sample(self) -> bool:
        return self._make_sample is not None and self.own.is_empty

    @property
    def archive(self) -> Archive:
        """The archive to show; never to be kept, for the first import changes it."""
        return self._sample if self.is_sample else self.own

    @cached_property
    def _sample(self) -> Archive:
        if self._make_sample is None:
            return self.own
        return self._make_sample()


def open_library(
    geoparse: Callable[[], Geoparse], progress: Progress = silent, housing: Housing | None = None
) -> Library:
    """The library of the archive at *housing*, else of the archive main in the user's folder.

    An archive that is missing, or was made by another version, is first made again from the sources. *geoparse* is
    called when there is something to geoparse, or the sample to show: that stands in for main alone, for whoever makes
    a further archive knows what it is for. Raises ArchiveError where neither archive nor sources can be used.
    """
    housing = housing or _main()
    path, sources, decisions = _parts(housing)
    try:
        own = Archive.open(path, sources=sources, decisions=decisions)
    except ArchiveOutdatedError as error:
        progress(0.0, str(error))
        if not sources.size:
            _recover(path, sources)
        if sources.size:
            _rebuild(path, sources, decisions, geoparse(), progress)
        else:
            _empty(path)
        own = Archive.open(path, sources=sources, decisions=decisions)
    if own.is_empty and sources.size:
        _rebuild(path, sources, decisions, geoparse(), progress)
    return Library(own, (lambda: sample_archive(geoparse(), progress)) if housing.is_main else None)


def rebuild(geoparse: Geoparse, progress: Progress = silent, housing: Housing | None = None) -> Report:
    """Make the archive at *housing*, else main, again from its sources; it can be read, and added to, meanwhile."""
    return _rebuild(*_parts(housing or _main()), geoparse, progress)


def sample_archive(geoparse: Geoparse, progress: Progress = silent, corpus: Path = CORPUS) -> Archive:
    """The digests of *corpus* as an archive to read, made once for each version of them, the tables, the geoparser.

    Raises ArchiveError when one of them cannot be read or geoparsed.
    """
    files = sorted(corpus.glob("*.md"))
    version = hashlib.blake2b(f"{SCHEMA_VERSION} {geoparse.version}".encode(), digest_size=8)
    for file in files:
        version.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    path = cache_folder() / f"sample-{version.hexdigest()}.sqlite"
    if not path.exists():
        with _made(path.parent, geoparse, tuple(read_paths(files)), len(files), progress) as (fresh, report):
            if report.problems:
                # Half a sample would be kept, and shown as the whole.
                raise ArchiveError(f"the sample could not be made of {corpus}: {report.problems[0]}")
            _settle(fresh)
            _move(fresh, path)
    return Archive.open(path, read_only=True)


def _main() -> Housing:
    return Installation(home_folder()).find(MAIN)


def _parts(housing: Housing) -> tuple[Path, Sources, DecisionFile]:
    return housing.archive, Sources(housing.sources), DecisionFile(housing.decisions)


def _rebuild(path: Path, sources: Sources, decisions: DecisionFile, geoparse: Geoparse, progress: Progress) -> Report:
    if not sources.size and not _is_without_articles(path):
        raise ArchiveError(
            f"there is nothing to rebuild {path} from: {sources.path} is missing or empty. "
            "Move the archive away and import the articles again"
        )
    seen = sources.size
    number = sum(1 for _ in sources.articles())
    outcomes = (Outcome(sources.path.name, (article,)) for article in sources.articles())
    with _made(path.parent, geoparse, outcomes, number, progress, decisions) as (fresh, report):
        _overwrite(path, fresh)
    # What another process imported meanwhile went into the tables just overwritten, but also to the sources; what
    # it imports from here on goes into the new ones.
    archive = Archive.open(path, decisions=decisions)
    try:
        import_outcomes(archive, geoparse, [Outcome(sources.path.name, tuple(sources.articles(seen)))])
    finally:
        archive.close()
    damaged = tuple(
        ReadingError(sources.path.name, f"Line {number} holds no article and was left out: import it again.")
        for number in sources.damaged()
    )
    return replace(report, problems=report.problems + damaged)


def _is_without_articles(path: Path) -> bool:
    """Whether it is an archive, of whatever version, into which nothing has come yet."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            return db.execute("SELECT 1 FROM article LIMIT 1").fetchone() is None
    except sqlite3.Error:
        return False


@contextmanager
def _made(
    folder: Path,
    geoparse: Geoparse,
    outcomes: Iterable[Outcome],
    number: int,
    progress: Progress,
    decisions: DecisionFile | None = None,
) -> Iterator[tuple[Path, Report]]:
    """A new archive file of *outcomes* in *folder*, complete and closed; gone after the block if still there."""
    with tempfile.TemporaryDirectory(dir=folder, prefix="making-archive-") as temporary:
        path = Path(temporary) / ARCHIVE
        archive = Archive.open(path, decisions=decisions)
        try:
            report = import_outcomes(archive, geoparse, outcomes, progress, number=number)
        finally:
            archive.close()
        yield path, report


def _recover(path: Path, sources: Sources) -> None:
    """Give *sources*, which are missing, the articles that the archive at *path* holds: all of them, or none yet."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix="making-archive-") as temporary:
        found = Sources(Path(temporary) / SOURCES)
        for article in articles_left_in(path):
            found.append(article)
        if found.size:
            found.path.replace(sources.path)


def _empty(path: Path) -> None:
    with tempfile.TemporaryDirectory(dir=path.parent, prefix="making-archive-") as temporary:
        fresh = Path(temporary) / ARCHIVE
        Archive.open(fresh).close()
        _overwrite(path, fresh)


def _overwrite(path: Path, fresh: Path) -> None:
    """Give *path* the contents of *fresh*, in one transaction where *path* is a database that others may be reading."""
    try:
        with closing(sqlite3.connect(fresh)) as source, closing(sqlite3.connect(path)) as target:
            source.backup(target)
    except sqlite3.DatabaseError:
        # Not a database at all, so nobody is reading it.
        _move(fresh, path)
        for suffix in ("-wal", "-shm"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)


def _settle(path: Path) -> None:
    """Leave the write-ahead log, which a file that is only read does without."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = DELETE")


def _move(fresh: Path, path: Path) -> None:
    try:
        fresh.replace(path)
    except PermissionError:
        # Windows moves nothing over a file that another process has open; then that one made the same before us.
        if not path.exists():
            raise
