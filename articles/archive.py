"""The archive: articles, their passages and the places mentioned in them, in one SQLite file, answering Views."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path

from articles.answering.days import Days
from articles.answering.hits import Hits
from articles.answering.marking import Marking
from articles.answering.outlets import Outlets
from articles.answering.subjects import Subjects
from articles.article import Article
from articles.decisions.applying import apply_to_article, is_applied, sync
from articles.decisions.file import DecisionFile
from articles.decisions.standing import Standing
from articles.storage.database import Database
from articles.storage.revision import renew
from articles.storage.sources import Sources
from articles.storage.storing import content_hash, remove, store
from places.place import Place
from places.resolution import Resolution


class Change(StrEnum):
    """What adding an article did."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


class Archive(Hits, Subjects, Marking, Outlets, Days):
    """All questions take a View; safe to be asked from many threads while another process imports.

    Every question raises QueryError for a view whose query has no meaning. Here is how an archive is opened and what
    goes in; what it is asked stands in ``articles/answering``, one kind of question a file.
    """

    def __init__(
        self, database: Database, sources: Sources | None = None, decisions: DecisionFile | None = None
    ) -> None:
        super().__init__(database)
        self._sources = sources
        #: What people settled; None for an archive that nobody can correct.
        self.decisions = decisions

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        sources: Sources | None = None,
        decisions: DecisionFile | None = None,
        read_only: bool = False,
    ) -> Archive:
        """The archive at *path*, made if missing unless *read_only*; what is added is also written to *sources*.

        *decisions* are laid over what it holds, and over what is added. Raises ArchiveOutdatedError for one of another
        version, ArchiveError for a file that is no archive.
        """
        archive = cls(Database(path, read_only=read_only), sources, decisions)
        archive.apply_decisions()
        return archive

    def close(self) -> None:
        self._database.close()

    @property
    def made_with(self) -> str:
        """The version of the geoparser that read the first article; "" while there is none."""
        with self._database.reading() as db:
            row = db.execute("SELECT value FROM meta WHERE key = 'made_with'").fetchone()
            return str(row[0]) if row else ""

    @property
    def is_empty(self) -> bool:
        with self._database.reading() as db:
            return db.execute("SELECT 1 FROM article LIMIT 1").fetchone() is None

    def holds(self, article: Article) -> bool:
        """Whether *article* is in the archive, word for word."""
        return self.change_by(article) is Change.UNCHANGED

    def change_by(self, article: Article) -> Change:
        """What adding *article* would do."""
        with self._database.reading() as db:
            row = db.execute("SELECT content FROM article WHERE id = ?", (article.id,)).fetchone()
        if row is None:
            return Change.ADDED
        return Change.UNCHANGED if row[0] == content_hash(article) else Change.REPLACED

    def add(
        self,
        article: Article,
        resolutions: Iterable[Resolution],
        *,
        where: Callable[[Place], str] = lambda place: place.country_code,
        made_with: str = "",
    ) -> Change:
        """Put *article* in, in one transaction; one with the same id and other words is replaced.

        *resolutions* are those of its document; *where* says of a place where it lies, for people. Raises ValueError
        for a resolution whose toponym does not stand where it says.
        """
        (done,) = self.add_all([(article, resolutions)], where=where, made_with=made_with)
        if isinstance(done, ValueError):
            raise done
        return done

    def add_all(
        self,
        read: Iterable[tuple[Article, Iterable[Resolution]]],
        *,
        where: Callable[[Place], str] = lambda place: place.country_code,
        made_with: str = "",
    ) -> tuple[Change | ValueError, ...]:
        """The same for several articles in one transaction, which gives whoever reads one change to follow, not many.

        What cannot be put in leaves the others as they are.
        """
        done: list[Change | ValueError] = []
        with self._database.writing() as db:
            stands, changed = sync(db, self.decisions) if self.decisions is not None else (None, 0)
            for article, resolutions in read:
                db.execute("SAVEPOINT article")
                try:
                    done.append(self._put(db, stands, article, tuple(resolutions), where))
                except ValueError as fault:
                    db.execute("ROLLBACK TO article")
                    done.append(fault)
                db.execute("RELEASE article")
            if changed or {Change.ADDED, Change.REPLACED} & set(done):
                renew(db, made_with)
        return tuple(done)

    def _put(
        self,
        db: sqlite3.Connection,
        stands: Standing | None,
        article: Article,
        resolutions: tuple[Resolution, ...],
        where: Callable[[Place], str],
    ) -> Change:
        row = db.execute("SELECT n, content FROM article WHERE id = ?", (article.id,)).fetchone()
        if row and row[1] == content_hash(article):
            return Change.UNCHANGED
        if row:
            remove(db, row[0])
        number = store(db, article, resolutions, where)
        if stands is not None:
            apply_to_article(db, stands, number)
        # Last, so that the sources get only what the archive could take; before the commit, so that they get all.
        if self._sources is not None:
            self._sources.append(article)
        return Change.REPLACED if row else Change.ADDED

    def apply_decisions(self) -> int:
        """Bring the archive up to its decisions file, whoever wrote to it: how many mentions changed.

        Raises ArchiveError where the file cannot be read, or there is something to change in an archive to be read.
        """
        if self.decisions is None:
            return 0
        with self._database.reading() as db:
            if is_applied(db, self.decisions.read()):
                return 0
        with self._database.writing() as db:
            _, changed = sync(db, self.decisions)
            if changed:
                renew(db)
            return changed
