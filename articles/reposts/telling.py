"""Telling: in which other articles a passage stands, and which of them is its original."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

#: Articles told by name; the others are counted.
MOST_TOLD = 12

_OLDER = "(o.age, o.hash) < (c.age, c.hash)"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An article in which a passage stands too: what anybody may be told of it, and none of its text."""

    article_id: str
    headline: str
    outlet: str
    published: date | None


@dataclass(frozen=True, slots=True)
class Repeats:
    """Where else a passage stands."""

    #: Offset of the passage in its article's document.
    start: int
    #: The oldest of the articles that it is a copy of; None where it is the original, or that may not be told.
    original: Elsewhere | None
    #: The oldest first, the original among them; at most ``MOST_TOLD``.
    others: tuple[Elsewhere, ...]
    #: Of all other articles, those not told among them.
    number: int
    is_copy: bool


def repeats_in(db: sqlite3.Connection, article_id: str, starts: Iterable[int] | None = None) -> dict[int, Repeats]:
    """Of the passages of an article that begin at *starts*, or all, those that stand elsewhere, by where they begin."""
    asked = "" if starts is None else " AND passage.start IN (SELECT value FROM json_each(?))"
    rows = db.execute(
        f"""SELECT passage.article, passage.start, saying.age, said.n, said.is_long, beside FROM article
            JOIN passage ON passage.article = article.n JOIN saying ON saying.passage = passage.n
            JOIN said ON said.n = saying.said WHERE article.id = ?{asked} AND (
                sayings > 1 OR EXISTS (SELECT 1 FROM copied WHERE copy = said.n)
                OR EXISTS (SELECT 1 FROM copied WHERE original = said.n)
                OR EXISTS (SELECT 1 FROM pieced WHERE copy = said.n)
                OR EXISTS (SELECT 1 FROM pieced WHERE piece = said.n)
            ) ORDER BY passage.start""",
        (article_id, *([json.dumps(list(starts))] if starts is not None else [])),
    ).fetchall()
    found = (_repeats(db, *row) for row in rows)
    return {each.start: each for each in found if each}


def told_to(repeats: Repeats, may_be_told: Callable[[Elsewhere], bool]) -> Repeats:
    """*repeats* as somebody may be told them, who may not see the text of all outlets.

    To say of such an article that this paragraph stands in it would show it: it is counted and not named.
    """
    original = repeats.original if repeats.original and may_be_told(repeats.original) else None
    return replace(repeats, original=original, others=tuple(filter(may_be_told, repeats.others)))


def _repeats(
    db: sqlite3.Connection, article: int, start: int, age: int, text: int, is_long: int, beside: int | None
) -> Repeats | None:
    if not is_long and beside is None:
        return None
    # A short passage stands where it stands beside the same.
    asked = "saying.said IN" if is_long else f"saying.said = {text} AND saying.beside IN"
    among = json.dumps(sorted(_same(db, text if beside is None else beside)))
    # Where its pieces stand, all of them.
    whole = """(SELECT article FROM pieced JOIN said ON said.n = copy WHERE copy = ? AND pieced.age < said.age)"""
    rows = f"""saying JOIN passage ON passage.n = saying.passage WHERE (
            {asked} (SELECT value FROM json_each(?)) OR passage.article IN {whole}
        ) AND passage.article <> ?"""
    values = (among, text, article)
    (number,) = db.execute(f"SELECT count(DISTINCT passage.article) FROM {rows}", values).fetchone()
    if not number:
        return None
    others = db.execute(
        f"""SELECT article.id, headline, outlet.name, published, oldest FROM (
                SELECT passage.article AS n, min(saying.age) AS oldest FROM {rows} GROUP BY 1 ORDER BY 2
                LIMIT {MOST_TOLD}
            ) AS those JOIN article ON article.n = those.n JOIN outlet ON outlet.n = article.outlet ORDER BY oldest""",
        values,
    ).fetchall()
    told = tuple(
        Elsewhere(id_, headline, outlet, date.fromisoformat(day) if day else None)
        for id_, headline, outlet, day, _ in others
    )
    is_copy = others[0][4] < age
    return Repeats(start, told[0] if is_copy else None, told, number, is_copy)


def _same(db: sqlite3.Connection, text: int) -> set[int]:
    """The texts that count as one with it where both are asked for: what it is a copy of, and its copies."""
    pairs = "copied JOIN said AS c ON c.n = copy JOIN said AS o ON o.n = original"
    rows = db.execute(
        f"""SELECT original FROM {pairs} WHERE copy = ? AND {_OLDER}
            UNION SELECT copy FROM {pairs} WHERE original = ? AND {_OLDER}
            UNION SELECT copy FROM pieced JOIN said ON said.n = copy WHERE piece = ? AND pieced.age < said.age""",
        (text, text, text),
    )
    return {text, *(n for (n,) in rows)}
