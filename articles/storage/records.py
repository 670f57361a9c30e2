"""Records: rows of the archive turned back into our types."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from articles.article import Article, Passage
from articles.certainty import Certainty
from articles.storage.positions import position_from_json
from articles.storage.schema import CERTAINTIES, EXCLUDED, KINDS
from places.mention import Kind, Mention
from places.place import FeatureClass, Place, Point
from places.resolution import Candidate, Resolution

_ARTICLE = "article.n, headline, text, published, outlet.name, via, author, url, language, source"
_SUBJECT = "id, name, lat, lon, feature_class, feature_code, country_code, admin1, population, geonameid, region, n"


@dataclass(frozen=True, slots=True)
class Subject:
    """What mentions count for: a place, or a name that is not on the map."""

    n: int
    id: str
    #: The place's name, or the toponym as the archive first met it.
    name: str
    #: Where the place lies, for people; "" when unknown.
    where: str
    #: None for a name that is not on the map.
    place: Place | None

    @property
    def is_excluded(self) -> bool:
        """Whether it is a name that was decided to be no place."""
        return self.id.startswith(EXCLUDED)


def article_by_id(db: sqlite3.Connection, id_: str) -> Article | None:
    row = db.execute(f"SELECT {_ARTICLE} FROM article JOIN outlet ON outlet.n = outlet WHERE id = ?", (id_,)).fetchone()
    return _article(row) if row else None


def passages_by_number(db: sqlite3.Connection, numbers: Iterable[int]) -> list[tuple[Article, Passage]]:
    """The passages of those numbers, in that order, each with its article."""
    found = []
    articles: dict[int, Article] = {}
    for n in numbers:
        sql = "SELECT article, start, end, is_headline, copies FROM passage WHERE n = ?"
        number, start, end, is_headline, copies = db.execute(sql, (n,)).fetchone()
        if number not in articles:
            sql = f"SELECT {_ARTICLE} FROM article JOIN outlet ON outlet.n = outlet WHERE article.n = ?"
            articles[number] = _article(db.execute(sql, (number,)).fetchone())
        article = articles[number]
        text = article.document[start:end]
        found.append((article, Passage(article.id, start, end, text, bool(is_headline), copies)))
    return found


def mentions_in(db: sqlite3.Connection, passage: int) -> list[tuple[int, int, int, Kind, Certainty]]:
    """Start, end, number of the place, role and certainty of each mention in the passage of that number, in order."""
    sql = "SELECT start, end, place, kind, certainty FROM mention WHERE passage = ? ORDER BY start, end"
    rows = db.execute(sql, (passage,))
    return [(start, end, place, KINDS[kind], CERTAINTIES[sure]) for start, end, place, kind, sure in rows]


def subjects_by_number(db: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, Subject]:
    sql = f"SELECT {_SUBJECT} FROM place WHERE n IN (SELECT value FROM json_each(?))"
    found = map(_subject, db.execute(sql, (json.dumps(list(numbers)),)))
    return {subject.n: subject for subject in found}


def subjects_by_id(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Subject]:
    sql = f"SELECT {_SUBJECT} FROM place WHERE id IN (SELECT value FROM json_each(?))"
    found = map(_subject, db.execute(sql, (json.dumps(list(ids)),)))
    return {subject.id: subject for subject in found}


def outlet_names(db: sqlite3.Connection) -> dict[int, str]:
    """By number; "" is the unknown one."""
    return dict(db.execute("SELECT n, name FROM outlet").fetchall())


def resolutions_of(db: sqlite3.Connection, article_id: str, *, excluded: bool = False) -> tuple[Resolution, ...]:
    """Every mention of the article's document, in order; an outer one before one inside it.

    Each as it was resolved or decided: what is verified has a confidence of 1. What was decided to be no place is left
    out unless *excluded*.
    """
    rows = db.execute(
        "SELECT toponym, start, end, kind, place.id, candidates, confidence, reasons, relative, certainty FROM mention "
        "JOIN resolution ON resolution.n = mention.resolution JOIN place ON place.n = mention.place "
        "WHERE mention.article = (SELECT n FROM article WHERE id = ?) AND certainty <> ? ORDER BY start, end DESC",
        (article_id, -1 if excluded else CERTAINTIES.index(Certainty.EXCLUDED)),
    ).fetchall()
    scores = {row[5]: json.loads(row[5]) for row in rows}
    known = subjects_by_id(db, {row[4] for row in rows} | {id_ for pairs in scores.values() for id_, _ in pairs})
    places = {id_: subject.place for id_, subject in known.items()}
    return tuple(
        Resolution(
            mention := Mention(toponym, start, end, KINDS[kind]),
            places[id_],
            _ranked(places[id_], [(place, score) for each, score in scores[candidates] if (place := places[each])]),
            1.0 if CERTAINTIES[certainty] is Certainty.VERIFIED else confidence,
            tuple(json.loads(reasons)),
            position_from_json(relative, places[id_], mention),
        )
        for toponym, start, end, kind, id_, candidates, confidence, reasons, relative, certainty in rows
    )


def certainties_of(db: sqlite3.Connection, article_id: str) -> dict[tuple[int, int], Certainty]:
    """How sure each mention of the article is, by where it starts and ends in its document."""
    sql = "SELECT start, end, certainty FROM mention WHERE article = (SELECT n FROM article WHERE id = ?)"
    return {(start, end): CERTAINTIES[number] for start, end, number in db.execute(sql, (article_id,))}


def _ranked(place: Place | None, scored: list[tuple[Place, float]]) -> tuple[Candidate, ...]:
    """*candidates* with the place that was chosen first, also where a decision chose it from further down, or anew."""
    candidates = [Candidate(*each) for each in scored]
    if place is None or (candidates and candidates[0].place.id == place.id):
        return tuple(candidates)
    best = candidates[0].score if candidates else 0.0
    return (Candidate(place, best), *(each for each in candidates if each.place.id != place.id))


def _article(row: tuple[int, str, str, str | None, str, str, str, str, str, str]) -> Article:
    _, headline, text, published, *rest = row
    return Article(headline, text, date.fromisoformat(published) if published else None, *rest)


# Twenty thousand are asked for after every change of the archive, and few of them are others then.
@lru_cache(maxsize=50_000)
def _subject(row: tuple[str, str, float | None, float, str, str, str, str, int, int | None, str, int]) -> Subject:
    id_, name, lat, lon, feature_class, feature_code, country_code, admin1, population, geonameid, where, n = row
    if lat is None:
        return Subject(n, id_, name, where, None)
    point, class_ = Point(lat, lon), FeatureClass(feature_class)
    place = Place(id_, name, point, class_, feature_code, country_code, admin1, population, geonameid)
    return Subject(n, id_, name, where, place)


def spellings(db: sqlite3.Connection) -> dict[int, list[str]]:
    """The number of each place and the toponyms by which texts call it, as the geoparser and decisions have it.

    Its own name is not among them.
    """
    sql = """
        SELECT place, toponym FROM resolution JOIN place ON place.n = place WHERE toponym <> place.name UNION
        SELECT mention.place, toponym FROM decided JOIN mention ON mention.n = decided.mention
        JOIN resolution ON resolution.n = mention.resolution JOIN place ON place.n = mention.place
        WHERE toponym <> place.name"""
    found: dict[int, list[str]] = {}
    for place, toponym in db.execute(sql):
        found.setdefault(place, []).append(toponym)
    return found
