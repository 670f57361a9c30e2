"""Days: when the passages of a view were published."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from articles.answering import questions
from articles.answering.base import VIEWS_REMEMBERED, Answers, place_number
from articles.answering.recent import Recent
from articles.answering.timeline import Timeline, Unit, timeline
from articles.storage import records
from articles.storage.database import Database
from articles.storage.revision import revision_of
from articles.view import View


class Days(Answers):
    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._recent_timelines = Recent[Timeline](VIEWS_REMEMBERED)

    def days(self) -> tuple[date | None, date | None]:
        """The first and last day of a dated article; (None, None) when there is none."""
        with self._database.reading() as db:
            first, last = db.execute("SELECT min(day), max(day) FROM article WHERE day > 0").fetchone()
        return (date.fromordinal(first), date.fromordinal(last)) if first else (None, None)

    def days_told(self, view: View) -> tuple[date, date] | None:
        """The first and last day of a passage of *view*, whatever it selects; None where one has no day, or none is."""
        with self._database.reading() as db:
            days = questions.days(self._matching(db, view))
        return (date.fromordinal(days[0]), date.fromordinal(days[1])) if days and days[0] else None

    def timeline(self, view: View, unit: Unit | None = None) -> Timeline:
        """The passages of *view*, its selected place included, by day and outlet, in bars of *unit*.

        The span decides the unit where it is None. Every passage of ``count_hits`` is in a bar or undated.
        """
        with self._database.reading() as db:

            def tell() -> Timeline:
                names = records.outlet_names(db)
                rows = questions.passages_by_day(self._matching(db, view), place_number(db, view))
                return timeline(((day, names[outlet], passages) for day, outlet, passages in rows), unit)

            return self._recent_timelines.answer((revision_of(db), view, unit), tell)

    def sparklines(self, view: View, place_ids: Iterable[str], bars: int = 24) -> dict[str, tuple[int, ...]]:
        """For each of the places, its mentions in *view* in so many stretches of equal length; undated ones left out.

        The stretches are those of the view's days, else of the archive's. Its selected place narrows nothing.
        """
        ids = tuple(place_ids)
        first, last = (given or day for given, day in zip((view.after, view.before), self.days(), strict=True))
        nothing = dict.fromkeys(ids, (0,) * bars)
        if first is None or last is None or last < first:
            return nothing
        with self._database.reading() as db:
            known = records.subjects_by_id(db, ids)
            matching = self._matching(db, view)
        lines = questions.sparklines(
            matching, [each.n for each in known.values()], first.toordinal(), last.toordinal(), bars
        )
        return nothing | dict(zip(known, lines, strict=True))
