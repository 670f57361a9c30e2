"""Alike: the mentions of names, gathered by all that decisions go by, so that each kind of them is judged once.

A name may have a hundred thousand mentions, and few kinds of them. Which mention is of which kind stands in a temporary
table, by which what was decided is written in a few statements.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from articles.article import Article
from articles.certainty import Certainty, automatic
from articles.decisions.addressing import located
from articles.decisions.decision import Decision, Scope
from articles.decisions.standing import Asked, Standing
from articles.storage import records
from articles.storage.schema import CERTAINTIES
from places.place import Point
from places.resolution import DOUBTFUL

#: The mentions that were gathered, by number, each with the position of its kind among those that ``gathered`` gives.
TOUCHED = "temp.touched"


class Answer(NamedTuple):
    """What a mention means, as the archive keeps it."""

    #: Id of a place, or of what is on no map.
    subject: str
    kind: int
    certainty: Certainty
    relative: str | None
    #: Ids of the decisions that say so; "" for the geoparser's own word.
    decision: str = ""
    role_decision: str = ""


class Alike(NamedTuple):
    """Mentions that no decision tells apart: what the geoparser made of them, and what stands now."""

    toponym: str
    asked: Asked
    own: Answer
    now: Answer
    #: Of the geoparser's place; None where it had none.
    own_point: Point | None


class _Kind(NamedTuple):
    """The same as the tables have it."""

    name: str
    toponym: str
    outlet: int
    own_place: int
    is_doubtful: bool
    own_kind: int
    own_relative: str | None
    place: int
    kind: int
    certainty: int
    relative: str | None
    decision: str
    role_decision: str
    #: Where an article has decisions of its own on a name, each of its mentions is a kind of its own: its number.
    mention: int | None


_COLUMNS = """r.name, r.toponym, m.outlet, r.place, r.confidence < :doubtful, coalesce(d.kind, m.kind),
    CASE WHEN d.mention IS NULL THEN m.relative ELSE d.relative END, m.place, m.kind, m.certainty, m.relative,
    coalesce(d.decision, ''), coalesce(d.role_decision, ''),
    CASE WHEN (r.name, m.article) IN (
        SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(:apart)
    ) THEN m.n END"""


@contextmanager
def gathered(
    db: sqlite3.Connection, stands: Standing, names: Collection[str], article: int | None = None
) -> Iterator[tuple[Alike, ...]]:
    """The kinds of mentions of *names*, in one article where its number is given; meanwhile TOUCHED holds them all.

    *stands* is to be laid over them. The caller holds the transaction.
    """
    kinds: dict[tuple[Any, ...], int] = {}

    def kind(*columns: Any) -> int:
        return kinds.setdefault(columns, len(kinds))

    apart = _with_own_decisions(db, stands, names)
    db.create_function("alike", len(_Kind._fields), kind, deterministic=True)
    db.execute("CREATE TEMP TABLE IF NOT EXISTS touched (n INTEGER PRIMARY KEY, article INTEGER, alike INTEGER)")
    # From the names to the mentions, which have no index by name, through those of the article.
    db.execute(
        f"""INSERT INTO {TOUCHED} SELECT m.n, m.article, alike({_COLUMNS})
            FROM resolution r CROSS JOIN mention m ON m.article = r.article AND m.resolution = r.n
            LEFT JOIN decided AS d ON d.mention = m.n
            WHERE r.name IN (SELECT value FROM json_each(:names)) AND (:article IS NULL OR r.article = :article)""",
        {
            "apart": json.dumps(apart),
            "names": json.dumps(sorted(names)),
            "article": article,
            "doubtful": DOUBTFUL,
        },
    )
    db.create_function("alike", len(_Kind._fields), None)
    yield _told(db, stands, [_Kind(*each) for each in kinds])
    db.execute(f"DELETE FROM {TOUCHED}")


def _with_own_decisions(db: sqlite3.Connection, stands: Standing, names: Collection[str]) -> list[tuple[str, int]]:
    """Of *names*, those that something was decided of for an article or in it, each with the article's number."""
    asked = {
        (name, decision.article)
        for name in names
        for decision in stands.by_name.get(name, ())
        if decision.scope in (Scope.ARTICLE, Scope.MENTION)
    }
    sql = "SELECT id, n FROM article WHERE id IN (SELECT value FROM json_each(?))"
    numbers = dict(db.execute(sql, (json.dumps(sorted({id_ for _, id_ in asked})),)).fetchall())
    return sorted((name, numbers[id_]) for name, id_ in asked if id_ in numbers)


def _told(db: sqlite3.Connection, stands: Standing, kinds: list[_Kind]) -> tuple[Alike, ...]:
    subjects = records.subjects_by_number(db, {n for each in kinds for n in (each.own_place, each.place)})
    outlets = dict(db.execute("SELECT n, name FROM outlet").fetchall())
    addressed = _Addressed(db, stands)
    found = []
    for each in kinds:
        own, now = subjects[each.own_place], subjects[each.place]
        point = own.place.point if own.place else None
        article, here = addressed(each.name, each.mention) if each.mention is not None else ("", frozenset())
        found.append(
            Alike(
                each.toponym,
                Asked(each.name, article, outlets[each.outlet], here, own.id if point else ""),
                Answer(
                    own.id,
                    each.own_kind,
                    automatic(point is not None, 0.0 if each.is_doubtful else 1.0),
                    each.own_relative,
                ),
                Answer(
                    now.id, each.kind, CERTAINTIES[each.certainty], each.relative, each.decision, each.role_decision
                ),
                point,
            )
        )
    return tuple(found)


class _Addressed:
    """Finds the mentions that decisions on single ones were made of, reading each article once."""

    def __init__(self, db: sqlite3.Connection, stands: Standing) -> None:
        self._db = db
        self._stands = stands
        self._found: dict[tuple[str, int], Mapping[tuple[int, int], frozenset[str]]] = {}

    def __call__(self, name: str, mention: int) -> tuple[str, frozenset[str]]:
        """The id of the article of the *mention* of that number, and the decisions made of just this one."""
        sql = "SELECT article, id, start, end FROM mention JOIN article ON article.n = article WHERE mention.n = ?"
        article, id_, start, end = self._db.execute(sql, (mention,)).fetchone()
        if (name, article) not in self._found:
            made = [each for each in self._stands.by_name.get(name, ()) if each.article == id_ and each.spot]
            self._found[name, article] = self._spans(article, made)
        return id_, self._found[name, article].get((start, end), frozenset())

    def _spans(self, article: int, decisions: list[Decision]) -> Mapping[tuple[int, int], frozenset[str]]:
        sql = "SELECT headline, text FROM article WHERE n = ?"
        document = Article(*self._db.execute(sql, (article,)).fetchone()).document
        found: dict[tuple[int, int], frozenset[str]] = {}
        for decision in decisions:
            span = located(document, decision.toponym, decision.spot) if decision.spot else None
            if span is not None:
                at = (span.start, span.end)
                found[at] = found.get(at, frozenset()) | {decision.id}
        return found
