"""Questions to the archive in SQL: each takes a reading connection and a View, and answers with rows of numbers.

Where nothing is asked of single passages, counts come from ``place_article`` and ``article``; else from the mentions
of the passages that answer, which stand in ``temp.matching``: see articles/restricting.py.
"""

from __future__ import annotations

import sqlite3

from articles.certainty import Certainty
from articles.condition import Condition, article_passes, mention_passes
from articles.restricting import restrict
from articles.schema import CERTAINTIES, COUNTED
from articles.view import View

#: place, mentions, articles, outlets, and of the mentions those verified and those doubtful
PlaceRow = tuple[int, int, int, int, int, int]

#: Of mentions one by one: how many are verified, how many doubtful.
_CERTAIN = ", ".join(
    f"coalesce(sum(m.certainty = {CERTAINTIES.index(each)}), 0) AS {each}"
    for each in (Certainty.VERIFIED, Certainty.DOUBTFUL)
)


def place_counts(db: sqlite3.Connection, view: View) -> list[PlaceRow]:
    """The places and unplaced names of *view*, whatever it selects, in no order."""
    if not view.kinds:
        return []
    if not restrict(db, view):
        return _place_counts(db, view)
    asked = mention_passes(view, "m.") & article_passes(view, "m.")
    if _most_match(db):
        mentions = "mention AS m INDEXED BY mention_by_place CROSS JOIN temp.matching ON matching.passage = m.passage"
    else:
        mentions = "temp.matching CROSS JOIN mention AS m ON m.passage = matching.passage"
    sql = f"""
        SELECT place, sum(mentions), count(*), count(DISTINCT outlet), sum(verified), sum(doubtful) FROM (
            SELECT m.place, m.outlet, count(*) AS mentions, {_CERTAIN} FROM {mentions}
            WHERE {asked.sql} GROUP BY m.place, m.day, m.article
        ) GROUP BY place"""
    return db.execute(sql, asked.values).fetchall()


def _place_counts(db: sqlite3.Connection, view: View, place: int | None = None) -> list[PlaceRow]:
    """The places of *view*, or one of them, where it has no query."""
    mentions, verified, doubtful = (
        " + ".join(f"{kind.value}_{counted}" for kind in view.kinds) or "0" for counted in COUNTED
    )
    asked = article_passes(view) & Condition(f"{mentions} > 0")
    if place is not None:
        asked &= Condition("place = ?", (place,))
    # Two steps of grouping in the order of the index are several times faster than count(DISTINCT outlet).
    sql = f"""
        SELECT place, sum(mentions), sum(articles), count(*), sum(verified), sum(doubtful) FROM (
            SELECT place, sum({mentions}) AS mentions, count(*) AS articles,
                sum({verified}) AS verified, sum({doubtful}) AS doubtful FROM place_article
            WHERE {asked.sql} GROUP BY place, outlet
        ) GROUP BY place"""
    return db.execute(sql, asked.values).fetchall()


def place_count(db: sqlite3.Connection, view: View, place: int) -> PlaceRow | None:
    """The same for one *place*; None where the view mentions it nowhere."""
    if not restrict(db, view):
        return next(iter(_place_counts(db, view, place)), None)
    asked = mentioned(db, view, place)
    sql = f"""
        SELECT count(*), count(DISTINCT article), count(DISTINCT outlet), {_CERTAIN} FROM mention AS m
        WHERE {asked.sql}"""
    mentions, articles, outlets, verified, doubtful = db.execute(sql, asked.values).fetchone()
    return (place, mentions, articles, outlets, verified, doubtful) if mentions else None


def relative_counts(db: sqlite3.Connection, view: View) -> list[tuple[int, str, int]]:
    """Anchor, relative position as JSON, and number of the mentions of *view* that have one, whatever it selects."""
    if not view.kinds:
        return []
    asked = Condition("relative IS NOT NULL AND passage IS NOT NULL") & mention_passes(view) & article_passes(view)
    if restrict(db, view):
        asked &= Condition("passage IN temp.matching")
    # They are few: no other index than the one that holds nothing else is worth asking.
    sql = f"""
        SELECT place, relative, count(*) FROM mention INDEXED BY mention_with_relative
        WHERE {asked.sql} GROUP BY place, relative"""
    return db.execute(sql, asked.values).fetchall()


def passage_page(db: sqlite3.Connection, view: View, place: int | None, offset: int, limit: int) -> list[int]:
    """The passages of *view*, newest first and in the order of their article, from *offset* on."""
    if place is not None:
        asked = mentioned(db, view, place)
        sql = f"""
            SELECT passage FROM mention WHERE {asked.sql} GROUP BY day, article, passage
            ORDER BY day DESC, article, passage LIMIT ? OFFSET ?"""
    else:
        asked = article_passes(view)
        table = "passage"
        if restrict(db, view):
            asked &= Condition("n IN temp.matching")
            if _most_match(db):
                # Going through all passages in order soon comes to as many as a page takes.
                table = "passage INDEXED BY passage_by_day"
        sql = f"SELECT n FROM {table} WHERE {asked.sql} ORDER BY day DESC, article, n LIMIT ? OFFSET ?"
    return [row[0] for row in db.execute(sql, (*asked.values, limit, offset))]


def passage_count(db: sqlite3.Connection, view: View, place: int | None) -> tuple[int, int]:
    """How many passages *view* holds, in how many articles."""
    if place is not None:
        asked = mentioned(db, view, place)
        counted = place_count(db, view, place)
        # In the order of the index, which takes half the time of count(DISTINCT passage).
        sql = f"SELECT count(*) FROM (SELECT 1 FROM mention WHERE {asked.sql} GROUP BY day, article, passage)"
        (passages,) = db.execute(sql, asked.values).fetchone()
        return passages, counted[2] if counted else 0
    if restrict(db, view):
        asked = article_passes(view)
        sql = f"""
            SELECT count(*), count(DISTINCT article) FROM passage
            WHERE n IN temp.matching AND {asked.sql}"""
    else:
        asked = article_passes(view)
        sql = f"SELECT coalesce(sum(passages), 0), count(*) FROM article WHERE {asked.sql}"
    passages, articles = db.execute(sql, asked.values).fetchone()
    return passages, articles


def outlet_counts(db: sqlite3.Connection, view: View) -> list[tuple[str, int]]:
    """The outlets of *view*, whatever outlets and place it selects, with their articles."""
    asked = article_passes(view.with_(outlets=(), without=()))
    if restrict(db, view):
        articles = f"""
            SELECT DISTINCT article, outlet FROM passage WHERE n IN temp.matching AND {asked.sql}"""
    else:
        articles = f"SELECT n, outlet FROM article WHERE {asked.sql}"
    sql = f"""
        SELECT outlet.name, count(*) FROM ({articles}) AS asked JOIN outlet ON outlet.n = asked.outlet
        GROUP BY outlet.n ORDER BY count(*) DESC, outlet.name"""
    return db.execute(sql, asked.values).fetchall()


def spans(db: sqlite3.Connection, view: View, passage: int, place: int | None) -> list[tuple[int, int]]:
    """Start and end of each mention in *passage* of *place*, else of those that *view* asks for, in order.

    To be asked after ``passage_page`` on the same connection.
    """
    asked = Condition("passage = ?", (passage,)) & mention_passes(view)
    if place is not None:
        asked &= Condition("place = ?", (place,))
    elif view.names_places:
        asked &= Condition("place IN (SELECT place FROM temp.asked)")
    elif not view.certainty:
        return []
    sql = f"SELECT start, end FROM mention WHERE {asked.sql} ORDER BY start, end"
    return db.execute(sql, asked.values).fetchall()


def mentioned(db: sqlite3.Connection, view: View, place: int | None) -> Condition:
    """Asks of a mention to count in *view*, and to be of *place* where one is given."""
    asked = Condition("passage IS NOT NULL") & mention_passes(view) & article_passes(view)
    if place is not None:
        asked = Condition("place = ?", (place,)) & asked
    return asked & Condition("passage IN temp.matching") if restrict(db, view) else asked


def _most_match(db: sqlite3.Connection) -> bool:
    """Whether so many passages match that going through all mentions is faster than looking theirs up."""
    (matching,) = db.execute("SELECT count(*) FROM temp.matching").fetchone()
    (all_passages,) = db.execute("SELECT coalesce(max(n), 0) FROM passage").fetchone()
    return bool(matching * 5 > all_passages)
