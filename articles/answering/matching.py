"""Matching: which articles, passages and mentions answer a view; worked out once, and counted in many ways."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from articles.certainty import Certainty
from articles.searching.search import parse_query
from articles.storage import records
from articles.storage.columns import Columns, Mask, Numbers
from articles.storage.records import Subject
from articles.storage.schema import CERTAINTIES, KINDS
from articles.view import UNKNOWN_LANGUAGE, Near, Reposts, Together, View
from places.areas.containment import Extent, extent, extent_of_code
from places.areas.polygon import Area
from places.place import Place, Point

#: Numbers of places, one of which is to be named.
Term = set[int]

_EXCLUDED = CERTAINTIES.index(Certainty.EXCLUDED)
_LAST_DAY = 9_999_999
#: So many degrees of latitude are never shorter than this many km.
_KM_A_DEGREE = 110.5


@dataclass(frozen=True, eq=False)
class Matching:
    """What of *columns* answers a view, whatever it selects."""

    columns: Columns
    #: All of its days and outlets; where it asks anything of single passages or mentions, those with such a passage.
    articles: Mask
    passages: Mask
    #: That count, in a role and with a certainty that the view lets through, each in such a passage; beside them those
    #: that were decided to be no place, in any passage where another mention might count.
    mentions: Mask
    #: Numbers of the places one of which a passage had to name; empty where the view asks for none by place.
    asked: frozenset[int] = frozenset()
    #: Positions of the passages that would be in *passages* too, if others there did not say the same.
    reposts: Numbers = field(default_factory=lambda: np.zeros(0, np.int32))

    def of_place(self, place: int) -> NDArray[np.intp]:
        """The mentions of the place of that number that count."""
        span = self.columns.of_place(place)
        found: NDArray[np.intp] = np.flatnonzero(self.mentions[span]) + span.start
        return found

    def passages_naming(self, place: int | None) -> Mask:
        """Those that name *place*; all where it is None."""
        return self.passages if place is None else self.columns.passages_of(self.of_place(place))


def matching(db: sqlite3.Connection, columns: Columns, known: Mapping[int, Subject], view: View) -> Matching:
    """*known* are all places and names that are mentioned, by number. Raises QueryError."""
    query = parse_query(view.query)
    in_role = _one_of(columns.kind, [KINDS.index(kind) for kind in view.kinds])
    if view.certainty:
        in_role &= _one_of(columns.certainty, [CERTAINTIES.index(each) for each in view.certainty])
    articles = _articles(db, columns, view)
    passages = articles[columns.article_of]
    terms = _terms(db, known, view)
    if query:
        passages &= _with_words(db, columns, query)
    if terms:
        passages &= _naming(columns, in_role, terms, view.together)
    elif view.certainty:
        passages &= columns.passages_of(np.flatnonzero(in_role))
    mentions = in_role & passages[columns.passage]
    if view.leaves_out_roles and not (terms or view.certainty):
        # What was decided to be no place is counted apart, and no passage counts for it.
        passages &= columns.passages_of(np.flatnonzero(mentions & (columns.certainty != _EXCLUDED)))
    if query or terms or view.certainty or view.leaves_out_roles:
        articles = np.zeros_like(articles)
        articles[columns.article_of[passages]] = True
    reposts = columns.folding.left_out(passages) if view.reposts is Reposts.ONCE else columns.folding.passages[:0]
    if len(reposts):
        # Their articles stay: they answer as well, and are found by their outlets.
        passages[reposts] = False
        counts = np.ones_like(passages)
        counts[reposts] = False
        mentions &= counts[columns.passage]
    return Matching(columns, articles, passages, mentions, frozenset().union(*terms), reposts)


def _articles(db: sqlite3.Connection, columns: Columns, view: View) -> Mask:
    """The days, outlets and languages of *view*."""
    passes = np.ones(len(columns.days), np.bool_)
    if view.after is not None or view.before is not None:
        # Undated articles have day 0 and answer only when both ends are open.
        first = view.after.toordinal() if view.after else 1
        last = view.before.toordinal() if view.before else _LAST_DAY
        passes = (columns.days >= first) & (columns.days <= last)
    numbers = dict(db.execute("SELECT name, n FROM outlet").fetchall()) if view.outlets or view.without else {}
    if view.outlets:
        passes &= _one_of(columns.outlets, [numbers[name] for name in view.outlets if name in numbers])
    if view.without:
        passes &= ~_one_of(columns.outlets, [numbers[name] for name in view.without if name in numbers])
    if view.languages:
        asked = {"" if code == UNKNOWN_LANGUAGE else code for code in view.languages}
        passes &= _one_of(columns.languages, [n for n, code in enumerate(columns.codes) if code in asked])
    return passes


def _with_words(db: sqlite3.Connection, columns: Columns, query: str) -> Mask:
    # As one text: half a million rows take Python three times as long.
    sql = "SELECT group_concat(rowid) FROM passage_text WHERE passage_text MATCH ?"
    (numbers,) = db.execute(sql, (query,)).fetchone()
    found = np.zeros(len(columns.passage_numbers), np.bool_)
    found[columns.position[np.fromstring(numbers or "", np.int32, sep=",")]] = True
    return found


def _naming(columns: Columns, in_role: Mask, terms: Iterable[Term], together: Together) -> Mask:
    """The passages that name a place of each of *terms*, in a mention that is *in_role*."""
    naming = [np.flatnonzero(_one_of(columns.place, term) & in_role) for term in terms]
    passages = [columns.passages_of(mentions) for mentions in naming]
    if together is not Together.ARTICLE:
        both: Mask = np.logical_and.reduce(passages)
        return both
    articles = np.ones(len(columns.days), np.bool_)
    for mentions in naming:
        named = np.zeros_like(articles)
        named[columns.article[mentions]] = True
        articles &= named
    one: Mask = np.logical_or.reduce(passages)
    return one & articles[columns.article_of]


def _one_of(column: NDArray[np.int32] | NDArray[np.uint8], numbers: Collection[int]) -> Mask:
    """Where *column*, whose numbers are small, holds one of *numbers*."""
    chosen = np.zeros(max([int(column.max(initial=0)), *numbers]) + 1, np.bool_)
    chosen[list(numbers)] = True
    return chosen[column]


def _terms(db: sqlite3.Connection, known: Mapping[int, Subject], view: View) -> list[Term]:
    if not view.names_places:
        return []
    ids = records.subjects_by_id(db, (*view.places, *view.inside, *([view.near.place] if view.near else [])))
    named = [{ids[id_].n} if id_ in ids else set() for id_ in view.places]
    for id_ in view.inside:
        place = ids[id_].place if id_ in ids else None
        within = extent(place) if place else extent_of_code(id_)
        itself = {ids[id_].n} if place and _is_of_types(place, view) else set()
        named.append(itself | _inside(_placed(known, view), within) if within else itself)
    terms = named if view.together is not Together.ANY else [set().union(*named)] if named else []
    if view.near:
        middle = ids[view.near.place].place if view.near.place in ids else None
        terms.append(_near(_placed(known, view), middle.point, view.near) if middle else set())
    if view.area:
        area = Area(view.area)
        terms.append({n for n, place in _placed(known, view) if area.holds(place.point.lat, place.point.lon)})
    return terms


def _placed(known: Mapping[int, Subject], view: View) -> Iterator[tuple[int, Place]]:
    """The places that are mentioned, of the view's kinds; one that is asked for by its own name need not be of them."""
    return ((n, place) for n, each in known.items() if (place := each.place) and _is_of_types(place, view))


def _is_of_types(place: Place, view: View) -> bool:
    return not view.types or place.type in view.types


def _inside(placed: Iterable[tuple[int, Place]], within: Extent) -> Term:
    return {
        n for n, place in placed if within.holds(place.point.lat, place.point.lon, place.country_code, place.admin1)
    }


def _near(placed: Iterable[tuple[int, Place]], middle: Point, near: Near) -> Term:
    degrees = near.km / _KM_A_DEGREE
    close = ((n, place) for n, place in placed if abs(place.point.lat - middle.lat) <= degrees)
    return _inside(close, Extent(centre=middle, radius_km=near.km))
