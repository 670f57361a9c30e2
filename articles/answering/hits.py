"""Hits: the passages of a view with what is marked in them, and the articles they stand in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from articles.answering import questions
from articles.answering.base import Answers, place_number
from articles.answering.matching import Matching
from articles.article import Article, Hit, Passage, Span
from articles.certainty import Certainty
from articles.reposts.telling import Repeats, repeats_in
from articles.searching.highlight import matches
from articles.searching.search import parse_query
from articles.storage import records
from articles.view import View
from places.resolution import Resolution

#: A page shows no more at once; who takes all along does not ask again.
MOST_REMEMBERED = 50


class Hits(Answers):
    def hits(self, view: View, *, offset: int = 0, limit: int = 20) -> tuple[Hit, ...]:
        """The passages of *view*, newest first, undated last; within an article in reading order.

        Spans are the mentions that count of the selected place, else of what the view asks of mentions, and the words
        of the query.
        """
        if limit > MOST_REMEMBERED:
            return self._hits(view, offset, limit)
        return self.recently(("hits", view, offset, limit), lambda: self._hits(view, offset, limit))

    def article(self, id_: str) -> Article | None:
        with self._database.reading() as db:
            return records.article_by_id(db, id_)

    def mentions(self, article_id: str) -> tuple[Resolution, ...]:
        """Every mention of the article's document as it was resolved, in order, those in folded repeats too."""
        with self._database.reading() as db:
            return records.resolutions_of(db, article_id)

    def repeats(self, article_id: str, starts: Iterable[int] | None = None) -> dict[int, Repeats]:
        """Of the passages of the article that begin at *starts*, or all, those that stand in others too, by start."""
        with self._database.reading() as db:
            return repeats_in(db, article_id, starts)

    def _hits(self, view: View, offset: int, limit: int) -> tuple[Hit, ...]:
        with self._database.reading() as db:
            place = place_number(db, view)
            matching = self._matching(db, view)
            numbers = questions.passage_page(matching, place, max(offset, 0), max(limit, 0))
            found = records.passages_by_number(db, numbers)
            mentioned = [_mentioned(db, matching, view, n, place) for n in numbers]
        words = matches(parse_query(view.query), [passage.text for _, passage in found])
        return tuple(
            Hit(article, passage, _merged(passage, spans, matched))
            for (article, passage), spans, matched in zip(found, mentioned, words, strict=True)
        )


def _mentioned(
    db: sqlite3.Connection, of: Matching, view: View, passage: int, place: int | None
) -> list[tuple[int, int]]:
    """Start and end of what counts in *passage* of *place*, else of what *view* asks for, in order."""
    if place is None and not (of.asked or view.certainty or view.leaves_out_roles):
        return []
    wanted = of.asked if place is None else {place}
    sure = view.certainty or tuple(each for each in Certainty if wanted or each is not Certainty.EXCLUDED)
    return [
        (start, end)
        for start, end, n, kind, certainty in records.mentions_in(db, passage)
        if kind in view.kinds and certainty in sure and (not wanted or n in wanted)
    ]


def _merged(passage: Passage, mentioned: Iterable[tuple[int, int]], matched: Iterable[Span]) -> tuple[Span, ...]:
    """All spans in the document, in order, those that touch inside one another made one."""
    found = [Span(start, min(end, passage.end)) for start, end in mentioned]
    found += [Span(passage.start + span.start, passage.start + span.end) for span in matched]
    merged: list[Span] = []
    for span in sorted(found, key=lambda span: (span.start, span.end)):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
