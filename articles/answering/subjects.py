"""Subjects: the places and names of an archive one by one, by id and by what people call them."""

from __future__ import annotations

from articles.answering import questions
from articles.answering.counting import Counts
from articles.answering.counts import PlaceCount
from articles.answering.names import Named, Names
from articles.answering.recent import Recent
from articles.storage import records
from articles.storage.database import Database
from articles.storage.records import Subject
from articles.storage.revision import revision_of
from articles.storage.schema import KINDS
from articles.storage.storing import name_key
from articles.view import View
from articles.wording import country_names
from places.place import Place


class Subjects(Counts):
    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._recent_names = Recent[Names](1)

    def place(self, id_: str) -> Place | None:
        """The place of that id; None when nothing here may mean it, and for a name that is not on the map."""
        subject = self._subject(id_)
        return subject.place if subject else None

    def where(self, id_: str) -> str:
        """Where the place lies, for people: "Nineveh, Iraq"; "" when unknown."""
        subject = self._subject(id_)
        return subject.where if subject else ""

    def toponym(self, id_: str) -> str:
        """The name that is not on the map and that *id_* selects; "" when there is none."""
        subject = self._subject(id_)
        return subject.name if subject and subject.place is None else ""

    def names(self) -> Names:
        """What the places and unplaced names that are mentioned here go by."""
        with self._database.reading() as db:

            def read() -> Names:
                spelled = records.spellings(db)
                known = self._subjects(db)
                # What stands in reposts only is asked for by its name too.
                views = [View(kinds=KINDS, reposts=each) for each in self._ways_to_count(db)]
                counts = [questions.place_counts(self._matching(db, view)).rows() for view in views]
                mentions = {n: number for rows in counts for n, number, *_ in rows}
                return Names(
                    Named(each.id, each.name, each.where, number, each.place, (*spelled.get(n, ()), *_elsewhere(each)))
                    for n, number in mentions.items()
                    if not (each := known[n]).is_excluded
                )

            return self._recent_names.answer(revision_of(db), read)

    def named(self, name: str) -> tuple[PlaceCount, ...]:
        """The mentioned places whose id is *name*, else whose name, else that a text calls so; most mentioned first."""
        folded = _folded(name)
        with self._database.reading() as db:
            views = [View(kinds=KINDS, reposts=each) for each in self._ways_to_count(db)]
            counts = sorted(
                {count.place.id: count for view in views for count in self._counted(view).places}.values(),
                key=lambda count: (-count.mentions, count.place.name, count.place.id),
            )
            spelled = db.execute(
                "SELECT DISTINCT place.id, toponym FROM resolution CROSS JOIN mention "
                "ON mention.article = resolution.article AND mention.resolution = resolution.n "
                "JOIN place ON place.n = mention.place WHERE resolution.name = ?",
                (name_key(name),),
            )
            called = {id_ for id_, toponym in spelled if _folded(toponym) == folded}
        by_id = [count for count in counts if count.place.id == name]
        by_name = [count for count in counts if _folded(count.place.name) == folded]
        return tuple(by_id or by_name or [count for count in counts if count.place.id in called])

    def _subject(self, id_: str) -> Subject | None:
        with self._database.reading() as db:
            return records.subjects_by_id(db, [id_]).get(id_)


def _elsewhere(subject: Subject) -> tuple[str, ...]:
    """What other languages call it."""
    return country_names(subject.place.country_code) if subject.place and subject.place.is_country else ()


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
