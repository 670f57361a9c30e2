"""Company: the places that are named in the same passages as another."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from articles.condition import mention_passes
from articles.questions import mentioned
from articles.view import View
from places.place import Place


@dataclass(frozen=True, slots=True)
class Related:
    """A place and how often it is named together with another."""

    place: Place
    #: Where it lies, for people.
    where: str
    #: That name both.
    passages: int
    #: With such a passage.
    articles: int


def company(db: sqlite3.Connection, view: View, place: int) -> list[tuple[int, int, int]]:
    """Place, passages and articles of what *view* mentions in the passages that mention *place*, most first."""
    asked = mentioned(db, view, place)
    others = mention_passes(view, "m.")
    # The passages come first: they are few against all mentions.
    sql = f"""
        SELECT place, count(*), count(DISTINCT article) FROM (
            SELECT DISTINCT m.place, m.passage, m.article
            FROM (SELECT DISTINCT passage FROM mention WHERE {asked.sql}) AS own
            CROSS JOIN mention AS m ON m.passage = own.passage
            WHERE m.place <> ? AND {others.sql}
        ) GROUP BY place ORDER BY count(*) DESC, count(DISTINCT article) DESC, place"""
    return db.execute(sql, (*asked.values, place, *others.values)).fetchall()
