"""Counts: how often places and names are mentioned in a view, and what it holds in all."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

import numpy as np

from articles.answering import questions
from articles.answering.base import VIEWS_REMEMBERED, Answers, is_shown, place_number, question, selected
from articles.answering.company import Related
from articles.answering.comparing import Difference, differences
from articles.answering.counts import PlaceCount, Totals, UnplacedCount, VagueMark
from articles.answering.ranking import Ranking, Register
from articles.answering.recent import Recent
from articles.answering.vague import vague_marks
from articles.storage import records
from articles.storage.database import Database
from articles.storage.revision import revision_of
from articles.view import DEFAULT_KINDS, Reposts, View
from places.mention import Kind


@dataclass(frozen=True, slots=True)
class Counted:
    """All that is mentioned in a view, most mentioned first."""

    places: Ranking
    unplaced: tuple[UnplacedCount, ...]
    #: Decided to be no place.
    excluded: tuple[UnplacedCount, ...]


class Counts(Answers):
    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._recent_counts = Recent[Counted](VIEWS_REMEMBERED)

    def places(self, view: View) -> tuple[PlaceCount, ...]:
        """The places mentioned in *view*, most mentioned first; its selected place narrows nothing."""
        return self._counted(view).places.all

    def ranking(self, view: View) -> Ranking:
        """The same, for whoever asks for some of them alone: there may be tens of thousands."""
        return self._counted(view).places

    def unplaced(self, view: View) -> tuple[UnplacedCount, ...]:
        """The names in *view* that are not on the map, most mentioned first; its selected place narrows nothing."""
        return self._counted(view).unplaced

    def excluded(self, view: View) -> tuple[UnplacedCount, ...]:
        """The names in *view* that were decided to be no place, in the same way; no other count holds them."""
        return self._counted(view).excluded

    def vague(self, view: View) -> tuple[VagueMark, ...]:
        """The distinct relative positions mentioned in *view*, most mentioned first; its place narrows nothing.

        Empty unless the view's kinds hold that of relative mentions.
        """
        with self._database.reading() as db:
            rows = questions.relative_counts(db, self._matching(db, view))
            known = self._subjects(db)
        return vague_marks(
            (known[place].id, told, mentions) for place, told, mentions in rows if is_shown(known[place], view)
        )

    def count(self, view: View) -> PlaceCount | None:
        """The counts of the place *view* selects; None when it selects none, or one it does not mention."""
        with self._database.reading() as db:
            subject = selected(db, view)
            row = questions.place_count(self._matching(db, view), subject.n) if subject else None
        return PlaceCount(subject.place, subject.where, *row[1:]) if subject and subject.place and row else None

    def count_hits(self, view: View) -> int:
        """How many passages ``hits`` has in all."""
        return self._numbers(view)[0]

    def totals(self, view: View) -> Totals:
        kinds = tuple(kind for kind in Kind if kind in DEFAULT_KINDS or kind in view.kinds)
        with self._database.reading() as db:
            everything = View(kinds=kinds, reposts=self._ways_to_count(db)[0])
        passages, articles = self._numbers(view)
        passages_all, articles_all = self._numbers(everything)
        counted = self._counted(view)
        counted_all = counted if question(view) == everything else self._counted(everything)
        places, places_all = len(counted.places), len(counted_all.places)
        unplaced = len(counted.unplaced)
        reposts = self.reposted(view)[1] if view.place else self._number_of_reposts(view)
        return Totals(passages, passages_all, places, places_all, articles, articles_all, unplaced, reposts)

    def reposted(self, view: View) -> tuple[int, int]:
        """How many mentions of the place *view* selects are left out because others say the same; in how many passages.

        Where it selects none, there are none.
        """
        with self._database.reading() as db:
            place, of = place_number(db, view), self._matching(db, view)
            if place is None or not len(of.reposts):
                return 0, 0
            mentions = questions.reposted(of, place, view.kinds, view.certainty)
            return len(mentions), len(np.unique(of.columns.passage[mentions]))

    def asked(self, view: View) -> frozenset[str]:
        """The ids of all places one of which *view* wants a passage to name; empty where it filters by none."""
        if not view.names_places:
            return frozenset()
        with self._database.reading() as db:
            known = self._subjects(db)
            return frozenset(known[n].id for n in self._matching(db, view).asked if n in known)

    def related(self, view: View, place_id: str, limit: int = 20) -> tuple[Related, ...]:
        """The places named in the passages of *view* that name that one, most such passages first."""
        with self._database.reading() as db:
            subject = records.subjects_by_id(db, [place_id]).get(place_id)
            rows = questions.company(self._matching(db, view), subject.n) if subject else []
            known = self._subjects(db)
        found = [(known[n], passages, articles) for n, passages, articles in rows if is_shown(known[n], view)]
        related = [
            Related(each.place, each.where, passages, articles) for each, passages, articles in found if each.place
        ]
        return tuple(related[: max(limit, 0)])

    def compare(self, before: View, after: View) -> tuple[Difference, ...]:
        """The places of two views, of two spans or two outlets, side by side; those that changed most first."""
        return differences(self.places(before), self.places(after))

    def _counted(self, view: View) -> Counted:
        with self._database.reading() as db:

            def count() -> Counted:
                return _counted(questions.place_counts(self._matching(db, view)), self._register(db), view)

            return self._recent_counts.answer((revision_of(db), question(view)), count)

    def _number_of_reposts(self, view: View) -> int:
        with self._database.reading() as db:
            return len(self._matching(db, view).reposts)

    def _ways_to_count(self, db: sqlite3.Connection) -> tuple[Reposts, ...]:
        """Those that differ in this archive, the one that counts all there is first."""
        return (Reposts.APART, Reposts.ONCE) if len(self._columns(db).folding.passages) else (Reposts.ONCE,)

    def _numbers(self, view: View) -> tuple[int, int]:
        """How many passages *view* holds, in how many articles."""
        with self._database.reading() as db:
            return questions.passage_count(self._matching(db, view), place_number(db, view))


def _counted(columns: questions.PlaceColumns, register: Register, view: View) -> Counted:
    unplaced: list[UnplacedCount] = []
    excluded: list[UnplacedCount] = []
    for n, mentions, articles, *_ in columns.only(np.flatnonzero(register.rows[columns.place] < 0)).rows():
        subject = register.subjects[n]
        names = excluded if subject.is_excluded else unplaced
        names.append(UnplacedCount(subject.id, subject.name, mentions, articles))
    for names in (unplaced, excluded):
        names.sort(key=lambda count: (-count.mentions, count.toponym))
    return Counted(Ranking.of(columns, register, view), tuple(unplaced), tuple(excluded))
