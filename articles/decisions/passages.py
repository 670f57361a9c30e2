"""The passages that decisions are on, found again in their articles, and those that decisions touch."""

from __future__ import annotations

import sqlite3

from articles.article import Article, Hit, Span
from articles.decisions.addressing import located_passage
from articles.decisions.decision import Decision
from articles.storage import records


def passages_of(db: sqlite3.Connection, article: str) -> list[Span]:
    """In reading order; empty for an article that is not there."""
    number = number_of(db, article)
    rows = db.execute("SELECT start, end FROM passage WHERE article = ? ORDER BY n", (number,))
    return [Span(start, end) for start, end in rows]


def located_in(db: sqlite3.Connection, decision: Decision) -> int | None:
    """The number of the passage that *decision* is on; None where its article is not here or has changed."""
    article = records.article_by_id(db, decision.article)
    if article is None or decision.spot is None:
        return None
    passage = located_passage(article.document, decision.spot, passages_of(db, decision.article))
    if passage is None:
        return None
    sql = "SELECT n FROM passage WHERE article = ? AND start = ?"
    return int(db.execute(sql, (number_of(db, decision.article), passage.start)).fetchone()[0])


def hits(db: sqlite3.Connection, spans: dict[int, list[Span]]) -> tuple[Hit, ...]:
    """The passages of those numbers with their spans, newest first, undated last."""
    found = zip(spans, records.passages_by_number(db, spans), strict=True)
    made = [Hit(article, passage, tuple(sorted(spans[n], key=_start))) for n, (article, passage) in found]
    return tuple(sorted(made, key=lambda hit: _age(hit.article)))


def number_of(db: sqlite3.Connection, article: str) -> int | None:
    row = db.execute("SELECT n FROM article WHERE id = ?", (article,)).fetchone()
    return int(row[0]) if row else None


def _age(article: Article) -> int:
    return -article.published.toordinal() if article.published else 0


def _start(span: Span) -> int:
    return span.start
