"""What every answer rests on: the archive's file, and what the last questions worked out."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Hashable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from articles.answering.matching import Matching, matching
from articles.answering.ranking import Register
from articles.answering.recent import Recent
from articles.storage import columns, records
from articles.storage.columns import Columns
from articles.storage.database import Database
from articles.storage.records import Subject
from articles.storage.revision import revision_of
from articles.view import View

#: Each takes some 5 MB where there are 20,000 places and a million and a half of mentions. A change of the page asks
#: for four: the view, the same without its days for the timeline, and all there is, with and without all roles.
VIEWS_REMEMBERED = 16
#: Pages of passages and the like, some tens of kB each.
ANSWERS_REMEMBERED = 300

Answer = TypeVar("Answer")


class Answers:
    """One archive to be asked. A page asks one view for its places, names, totals, passages and days in turn."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._recent_columns = Recent[Columns](1)
        self._recent_register = Recent[Register](1)
        self._recent_matching = Recent[Matching](VIEWS_REMEMBERED)
        self._recent = Recent[Any](ANSWERS_REMEMBERED)

    @property
    def path(self) -> Path:
        return self._database.path

    @property
    def database(self) -> Database:
        """For modules that ask what no View can."""
        return self._database

    @property
    def revision(self) -> int:
        """A number that grows with every change of the archive."""
        with self._database.reading() as db:
            return revision_of(db)

    def recently(self, question: Hashable, work: Callable[[], Answer]) -> Answer:
        """What *work* gave when *question* was last asked at this revision, else what it gives now.

        A page draws the same panel twice, for wide screens and for phones, and many readers click on the same places.
        """
        answer: Answer = self._recent.answer((self.revision, question), work)
        return answer

    def _matching(self, db: sqlite3.Connection, view: View) -> Matching:
        def match() -> Matching:
            return matching(db, self._columns(db), self._subjects(db), view)

        return self._recent_matching.answer((revision_of(db), question(view)), match)

    def _columns(self, db: sqlite3.Connection) -> Columns:
        return self._recent_columns.answer(revision_of(db), lambda: columns.read(db))

    def _subjects(self, db: sqlite3.Connection) -> Mapping[int, Subject]:
        """All that is mentioned, by number."""
        return self._register(db).subjects

    def _register(self, db: sqlite3.Connection) -> Register:
        def read() -> Register:
            return Register(records.subjects_by_number(db, np.unique(self._columns(db).place).tolist()))

        return self._recent_register.answer(revision_of(db), read)


def question(view: View) -> View:
    """What of *view* an answer depends on that nothing is selected in."""
    return view.filters.with_(archive="", size=View().size)


def is_shown(subject: Subject, view: View) -> bool:
    """Whether the view's kinds of place let it through; of a name that is not on the map nobody knows the kind."""
    return not view.types or subject.place is None or subject.place.type in view.types


def selected(db: sqlite3.Connection, view: View) -> Subject | None:
    return records.subjects_by_id(db, [view.place]).get(view.place) if view.place else None


def place_number(db: sqlite3.Connection, view: View) -> int | None:
    """The number of the selected place, 0 for one the archive does not know; None when none is selected."""
    subject = selected(db, view)
    return subject.n if subject else 0 if view.place else None
