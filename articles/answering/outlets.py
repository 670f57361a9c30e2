"""Outlets and languages: who wrote what a view holds, and how a place's mentions are divided among them."""

from __future__ import annotations

from articles.answering import questions
from articles.answering.base import VIEWS_REMEMBERED, Answers, is_shown, question
from articles.answering.counts import LanguageCount, OutletCount
from articles.answering.recent import Recent
from articles.answering.shares import Shares, outlet_shares
from articles.storage import records
from articles.storage.database import Database
from articles.storage.revision import revision_of
from articles.view import UNKNOWN_LANGUAGE, View


class Outlets(Answers):
    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._recent_shares = Recent[dict[str, Shares]](VIEWS_REMEMBERED)

    def outlet_shares(self, view: View, outlets: tuple[str, ...] | None = None) -> dict[str, Shares]:
        """For the id of each place and name of *view*, the outlets that mention it, most mentions first.

        Where *outlets* are given, of those alone, and of the one with most mentions of the place.
        """
        with self._database.reading() as db:

            def count() -> dict[str, Shares]:
                found = outlet_shares(db, self._matching(db, view), outlets=outlets)
                known = self._subjects(db)
                return {known[n].id: each for n, each in found.items() if is_shown(known[n], view)}

            return self._recent_shares.answer((revision_of(db), question(view), outlets), count)

    def by_outlet(self, view: View, place_id: str) -> Shares:
        """The same for one place; empty where the view does not mention it."""
        with self._database.reading() as db:
            subject = records.subjects_by_id(db, [place_id]).get(place_id)
            return outlet_shares(db, self._matching(db, view), subject.n).get(subject.n, ()) if subject else ()

    def outlets(self) -> tuple[str, ...]:
        """The names of all outlets with an article in the archive, sorted; the unknown one left out."""
        with self._database.reading() as db:
            named = "SELECT name FROM outlet WHERE name <> '' AND n IN (SELECT outlet FROM article) ORDER BY name"
            return tuple(row[0] for row in db.execute(named))

    def outlet_counts(self, view: View) -> tuple[OutletCount, ...]:
        """The outlets of *view*, most articles first; its selected outlets and place narrow nothing."""
        with self._database.reading() as db:
            names = records.outlet_names(db)
            counts = questions.outlet_counts(self._matching(db, view.with_(outlets=(), without=())))
        found = [OutletCount(names[outlet], articles) for outlet, articles in counts]
        return tuple(sorted(found, key=lambda each: (-each.articles, each.outlet)))

    def language_counts(self, view: View) -> tuple[LanguageCount, ...]:
        """The languages of *view*, most articles first; its selected languages and place narrow nothing."""
        with self._database.reading() as db:
            counts = questions.language_counts(self._matching(db, view.with_(languages=())))
        found = [LanguageCount(code or UNKNOWN_LANGUAGE, articles) for code, articles in counts]
        return tuple(sorted(found, key=lambda each: (-each.articles, each.code)))
