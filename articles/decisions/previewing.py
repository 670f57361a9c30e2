"""Previewing: what a decision would change, counted before it is made."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from articles.article import Hit, Span
from articles.decisions.alike import TOUCHED, gathered
from articles.decisions.applying import Change, changes_of
from articles.decisions.decision import Decision
from articles.decisions.passages import hits
from articles.decisions.standing import names_of, standing

#: Passages shown of what a decision would change.
EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Affected:
    """What a decision would change: counted as the page counts, so that repeats in one article are one."""

    mentions: int
    articles: int
    #: Some of the passages, the mentions in them as spans; newest first.
    examples: tuple[Hit, ...] = ()


def affected(db: sqlite3.Connection, entries: Sequence[Decision], drafted: Decision) -> Affected:
    """What making *drafted* would change where *entries* were made before."""
    all_ = (*entries, drafted)
    stands = standing(all_)
    with gathered(db, stands, names_of([drafted], all_)) as found:
        return _affected(db, [change.alike for change in changes_of(stands, found) if _is_seen(change)])


def _is_seen(change: Change) -> bool:
    """Whether a reader would notice: not where only the id of what decided it is another."""
    answer, now = change.answer, change.of.now
    return (answer.subject, answer.kind, answer.certainty) != (now.subject, now.kind, now.certainty)


def _affected(db: sqlite3.Connection, kinds: list[int]) -> Affected:
    """What is counted of the mentions of *kinds* among those that were gathered."""
    seen = f"""{TOUCHED} AS t CROSS JOIN mention AS m ON m.n = t.n
        WHERE t.alike IN (SELECT value FROM json_each(:kinds)) AND m.passage IS NOT NULL"""
    asked = {"kinds": json.dumps(kinds)}
    mentions, articles = db.execute(f"SELECT count(*), count(DISTINCT t.article) FROM {seen}", asked).fetchone()
    first = f"SELECT m.passage FROM {seen} GROUP BY m.passage ORDER BY t.article, min(m.start) LIMIT {EXAMPLES}"
    sql = f"SELECT m.passage, m.start, m.end FROM {seen} AND m.passage IN ({first}) ORDER BY t.article, m.start"
    spans: dict[int, list[Span]] = {}
    for passage, start, end in db.execute(sql, asked):
        spans.setdefault(passage, []).append(Span(start, end))
    return Affected(mentions, articles, hits(db, spans))
