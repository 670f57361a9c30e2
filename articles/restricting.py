"""Restricting: the passages that answer a view's query, places and certainty, looked up once a question.

They stand in ``temp.matching`` of the connection, and the places that are asked for, term by term, in ``temp.asked``;
both stay until another question comes or the archive changes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from articles import records
from articles.condition import Condition, mention_passes
from articles.search import parse_query
from articles.view import Near, Together, View
from places.containment import Extent, extent, extent_of_code
from places.place import Point
from places.polygon import Area

#: Numbers of places, one of which is to be named.
Term = set[int]

_PLACED = "SELECT n, lat, lon, country_code, admin1 FROM place WHERE lat IS NOT NULL"

#: So many degrees of latitude are never shorter than this many km.
_KM_A_DEGREE = 110.5


def restrict(db: sqlite3.Connection, view: View) -> bool:
    """Whether *view* asks anything of single passages; those that answer then stand in ``temp.matching``.

    Its days and outlets are not asked. Raises QueryError.
    """
    query = parse_query(view.query)
    if not (query or view.names_places or view.certainty):
        return False
    question = repr((query, _mentions_asked(view)))
    db.execute("CREATE TEMP TABLE IF NOT EXISTS matching (passage INTEGER PRIMARY KEY)")
    db.execute("CREATE TEMP TABLE IF NOT EXISTS asked (term INTEGER, place INTEGER, PRIMARY KEY (term, place))")
    db.execute("CREATE TEMP TABLE IF NOT EXISTS matching_of (question TEXT, revision INTEGER)")
    (revision,) = db.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()
    if db.execute("SELECT question, revision FROM temp.matching_of").fetchone() != (question, revision):
        for table in ("matching", "asked", "matching_of"):
            db.execute(f"DELETE FROM temp.{table}")
        number = _ask(db, _terms(db, view))
        found = _passages(view, query, number)
        db.execute(f"INSERT OR IGNORE INTO temp.matching {found.sql}", found.values)
        db.execute("INSERT INTO temp.matching_of VALUES (?, ?)", (question, revision))
    return True


def asked_places(db: sqlite3.Connection, view: View) -> set[int]:
    """The numbers of all places one of which *view* wants a passage to name; empty where it wants none by place."""
    return set().union(*_terms(db, view))


def _mentions_asked(view: View) -> object:
    """All that decides which mentions make a passage answer."""
    if not view.names_places and not view.certainty:
        return None
    return view.places, view.inside, view.together, view.near, view.area, view.types, view.kinds, view.certainty


def _ask(db: sqlite3.Connection, terms: Iterable[Term]) -> int:
    """Write *terms* down; how many there are."""
    number = 0
    for number, places in enumerate(terms, 1):
        db.executemany("INSERT INTO temp.asked VALUES (?, ?)", [(number, place) for place in sorted(places)])
    return number


def _passages(view: View, query: str, terms: int) -> Condition:
    """A SELECT of the passages that answer, with its values."""
    mention = Condition("passage IS NOT NULL") & mention_passes(view)
    if not terms:
        sides = [_mentions("passage", mention)] if view.certainty else []
    elif view.together is Together.ARTICLE:
        each = [_mentions("article", _of_term(n) & mention) for n in range(1, terms + 1)]
        articles = _in_all(each)
        anywhere = Condition("place IN (SELECT place FROM temp.asked)") & mention
        sides = [_mentions("passage", anywhere & Condition(f"article IN ({articles.sql})", articles.values))]
    else:
        sides = [_mentions("passage", _of_term(n) & mention) for n in range(1, terms + 1)]
    if query:
        sides.append(Condition("SELECT rowid FROM passage_text WHERE passage_text MATCH ?", (query,)))
    return _in_all(sides)


def _of_term(number: int) -> Condition:
    return Condition("place IN (SELECT place FROM temp.asked WHERE term = ?)", (number,))


def _mentions(column: str, asked: Condition) -> Condition:
    return Condition(f"SELECT {column} FROM mention WHERE {asked.sql}", asked.values)


def _in_all(sides: list[Condition]) -> Condition:
    values = tuple(value for side in sides for value in side.values)
    return Condition(" INTERSECT ".join(side.sql for side in sides), values)


def _terms(db: sqlite3.Connection, view: View) -> list[Term]:
    known = records.subjects_by_id(db, (*view.places, *view.inside, *([view.near.place] if view.near else [])))
    named = [{known[id_].n} if id_ in known else set() for id_ in view.places]
    for id_ in view.inside:
        place = known[id_].place if id_ in known else None
        itself = {known[id_].n} if place else set()
        within = extent(place) if place else extent_of_code(id_)
        found = _inside(db, within) if within else set()
        named.append(_of_types(db, view, found | itself))
    terms = named if view.together is not Together.ANY else [set().union(*named)] if named else []
    if view.near:
        middle = known[view.near.place].place if view.near.place in known else None
        terms.append(_of_types(db, view, _near(db, middle.point, view.near) if middle else set()))
    if view.area:
        terms.append(_of_types(db, view, _in_area(db, Area(view.area))))
    return terms


def _inside(db: sqlite3.Connection, within: Extent) -> Term:
    return {n for n, *where in db.execute(_PLACED) if within.holds(*where)}


def _near(db: sqlite3.Connection, middle: Point, near: Near) -> Term:
    degrees = near.km / _KM_A_DEGREE
    rows = db.execute(f"{_PLACED} AND lat BETWEEN ? AND ?", (middle.lat - degrees, middle.lat + degrees))
    within = Extent(centre=middle, radius_km=near.km)
    return {n for n, *where in rows if within.holds(*where)}


def _in_area(db: sqlite3.Connection, area: Area) -> Term:
    rows = db.execute(f"{_PLACED} AND lat BETWEEN ? AND ?", (area.south, area.north))
    return {n for n, lat, lon, *_ in rows if area.holds(lat, lon)}


def _of_types(db: sqlite3.Connection, view: View, found: Term) -> Term:
    """Those of the view's kinds of place, which a place that is asked for by its own name need not be of."""
    if not view.types or not found:
        return found
    subjects = records.subjects_by_number(db, found).values()
    return {subject.n for subject in subjects if subject.place and subject.place.type in view.types}
