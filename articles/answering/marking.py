"""Marking: the places of a view as the map is sent them, with all that is told of each, made once for all readers."""

from __future__ import annotations

import sqlite3
from collections.abc import Hashable

import numpy as np

from articles.answering.base import VIEWS_REMEMBERED, question
from articles.answering.counting import Counts
from articles.answering.recent import Recent
from articles.answering.shares import divided
from articles.storage import records
from articles.storage.database import Database
from articles.storage.revision import revision_of
from articles.view import View
from places.mapping.book import Book, Radius
from places.mapping.tally import MOST_COLOURS, Marks, Tally
from places.place import Place


class Marking(Counts):
    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._recent_books = Recent[Book](1)
        self._last_book: tuple[tuple[tuple[Place, str], ...], Radius, Book] | None = None
        self._recent_marks = Recent[Marks](VIEWS_REMEMBERED)

    def marks(self, view: View, outlets: tuple[str, ...], radius_km: Radius) -> Marks:
        """A mark for each of ``places``; the first of *outlets* have a colour of their own.

        Pass the same *radius_km* each time: an area is asked for it once.
        """
        coloured = outlets[:MOST_COLOURS]
        with self._database.reading() as db:
            revision = revision_of(db)
            key: Hashable = (revision, question(view), coloured, radius_km)

            def make() -> Marks:
                book = self._recent_books.answer((revision, radius_km), lambda: self._book(db, radius_km))
                return Marks.of(book, self._tally(db, view, coloured))

            return self._recent_marks.answer(key, make)

    def _book(self, db: sqlite3.Connection, radius_km: Radius) -> Book:
        """Of all places of the archive, in the rows of its register."""
        register = self._register(db)
        subjects = (register.subjects[n] for n in register.numbers.tolist())
        entries = tuple((each.place, each.where) for each in subjects if each.place)
        # A decision seldom brings a place that was not there, and what readers have of the book then goes on serving.
        if self._last_book is None or self._last_book[:2] != (entries, radius_km):
            self._last_book = (entries, radius_km, Book.of(entries, radius_km))
        return self._last_book[2]

    def _tally(self, db: sqlite3.Connection, view: View, coloured: tuple[str, ...]) -> Tally:
        register, ranked = self._register(db), self.ranking(view).columns
        columns = ranked.only(np.argsort(register.rows[ranked.place]))
        names = records.outlet_names(db)
        shares = divided(self._matching(db, view), names, coloured)
        at = np.searchsorted(shares.place, columns.place)
        leader = shares.leader[at]
        named = (*coloured, *sorted({names[n] for n in np.unique(leader).tolist()} - set(coloured)))
        position = np.zeros(max(names, default=0) + 1, np.int32)
        for n, name in names.items():
            position[n] = named.index(name) + 1 if name in named else 0
        parts = [part[at] for part in shares.parts]
        others = columns.mentions - sum(parts, np.zeros_like(columns.mentions))
        return Tally(
            register.rows[columns.place],
            columns.mentions,
            columns.articles,
            columns.outlets,
            columns.doubtful,
            columns.government,
            columns.verified,
            position[leader],
            shares.most[at],
            [*parts, others],
            named,
        )
