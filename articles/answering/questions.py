"""Questions to what matches a view: each counts it in another way, and answers with rows of numbers."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from articles.answering.matching import Matching
from articles.certainty import Certainty
from articles.storage.columns import Mask, Numbers
from articles.storage.schema import CERTAINTIES, KINDS
from places.mention import Kind

_VERIFIED, _DOUBTFUL, _EXCLUDED = (
    CERTAINTIES.index(each) for each in (Certainty.VERIFIED, Certainty.DOUBTFUL, Certainty.EXCLUDED)
)
_GOVERNMENT = KINDS.index(Kind.GOVERNMENT)


@dataclass(frozen=True, eq=False)
class PlaceColumns:
    """Numbers of places, and of names that are not on the map, with how often and by how many each is mentioned."""

    place: Numbers
    mentions: Numbers
    articles: Numbers
    outlets: Numbers
    #: Of the mentions.
    verified: Numbers
    doubtful: Numbers
    government: Numbers

    @property
    def _all(self) -> tuple[Numbers, ...]:
        told = (self.mentions, self.articles, self.outlets, self.verified, self.doubtful, self.government)
        return (self.place, *told)

    def only(self, at: NDArray[np.intp]) -> PlaceColumns:
        """Those at these positions, in that order."""
        return PlaceColumns(*(column[at] for column in self._all))

    def rows(self) -> list[tuple[int, ...]]:
        """The numbers of each, in the order of the columns."""
        return list(zip(*(column.tolist() for column in self._all), strict=True))


def place_counts(of: Matching) -> PlaceColumns:
    """All that are mentioned, in the order of their numbers."""
    return _place_columns(of, np.flatnonzero(of.mentions))


def place_count(of: Matching, place: int) -> tuple[int, ...] | None:
    """A row of the same for one *place*; None where it is not mentioned."""
    return next(iter(_place_columns(of, of.of_place(place)).rows()), None)


def _place_columns(of: Matching, mentions: NDArray[np.intp]) -> PlaceColumns:
    if not len(mentions):
        return PlaceColumns(*(np.zeros(0, np.int32) for _ in range(7)))
    columns = of.columns
    # They are sorted by place, outlet and article: each begins where its number changes, and nothing need be sorted.
    place, certainty = columns.place[mentions], columns.certainty[mentions]
    new_place = changes(place)
    new_outlet = new_place | changes(columns.outlets[columns.article[mentions]])
    new_article = new_place | changes(columns.article[mentions])
    ones = np.ones(len(mentions), np.bool_)
    is_government = columns.kind[mentions] == _GOVERNMENT
    first = np.flatnonzero(new_place)
    counts = (
        np.add.reduceat(each, first, dtype=np.int32)
        for each in (ones, new_article, new_outlet, certainty == _VERIFIED, certainty == _DOUBTFUL, is_government)
    )
    return PlaceColumns(place[first], *counts)


def shares(of: Matching, mentions: NDArray[np.intp]) -> tuple[Numbers, Numbers, Numbers]:
    """Place, outlet and number of the *mentions*, which are in order, for each pair that has some, in order."""
    columns = of.columns
    place, outlet = columns.place[mentions], columns.outlets[columns.article[mentions]]
    first = np.flatnonzero(changes(place) | changes(outlet))
    number = np.diff(np.append(first, len(mentions))).astype(np.int32)
    return place[first], outlet[first], number


def relative_counts(db: sqlite3.Connection, of: Matching) -> list[tuple[int, str, int]]:
    """Anchor, relative position as JSON, and number of the mentions that have one."""
    told = of.columns.number[of.mentions & of.columns.is_relative].tolist()
    sql = """
        SELECT place, relative, count(*) FROM mention WHERE n IN (SELECT value FROM json_each(?))
        GROUP BY place, relative"""
    return db.execute(sql, (json.dumps(told),)).fetchall() if told else []


def passage_page(of: Matching, place: int | None, offset: int, limit: int) -> list[int]:
    """The numbers of the passages, newest first and in the order of their article, from *offset* on."""
    found = np.flatnonzero(of.passages_naming(place))[offset : offset + limit]
    numbers: list[int] = of.columns.passage_numbers[found].tolist()
    return numbers


def passage_count(of: Matching, place: int | None) -> tuple[int, int]:
    """How many passages there are, in how many articles."""
    if place is None:
        return int(np.count_nonzero(of.passages)), int(np.count_nonzero(of.articles)) - _only_reposts(of)
    passages = of.passages_naming(place)
    return int(np.count_nonzero(passages)), len(np.unique(of.columns.article_of[passages]))


def reposted(of: Matching, place: int, kinds: Sequence[Kind], certainty: Sequence[Certainty]) -> NDArray[np.intp]:
    """The mentions of *place* that would count, were their passages not left out because others say the same."""
    columns = of.columns
    left_out = np.zeros_like(of.passages)
    left_out[of.reposts] = True
    span = columns.of_place(place)
    mentions = left_out[columns.passage[span]] & np.isin(columns.kind[span], [KINDS.index(kind) for kind in kinds])
    if certainty:
        mentions &= np.isin(columns.certainty[span], [CERTAINTIES.index(each) for each in certainty])
    else:
        mentions &= columns.certainty[span] != _EXCLUDED
    found: NDArray[np.intp] = np.flatnonzero(mentions) + span.start
    return found


def _only_reposts(of: Matching) -> int:
    """How many articles have no passage that counts, because others say all that they say."""
    if not len(of.reposts):
        return 0
    article_of = of.columns.article_of
    counts = np.zeros(len(of.columns.days), np.bool_)
    counts[article_of[of.passages]] = True
    return len(np.unique(article_of[of.reposts][~counts[article_of[of.reposts]]]))


def outlet_counts(of: Matching) -> list[tuple[int, int]]:
    """The numbers of the outlets, with their articles."""
    articles = np.bincount(of.columns.outlets[of.articles])
    found = np.flatnonzero(articles)
    return list(zip(found.tolist(), articles[found].tolist(), strict=True))


def language_counts(of: Matching) -> list[tuple[str, int]]:
    """The codes of the languages, with their articles."""
    articles = np.bincount(of.columns.languages[of.articles], minlength=len(of.columns.codes))
    return [(code, number) for code, number in zip(of.columns.codes, articles.tolist(), strict=True) if number]


def passages_by_day(of: Matching, place: int | None) -> list[tuple[int, int, int]]:
    """Day, number of the outlet, and passages; of them those that mention *place* where one is given."""
    columns = of.columns
    in_article = np.bincount(columns.article_of[of.passages_naming(place)], minlength=len(columns.days))
    width = int(columns.outlets.max(initial=0)) + 1
    keys, which = np.unique(columns.days.astype(np.int64) * width + columns.outlets, return_inverse=True)
    passages = np.bincount(which, weights=in_article).astype(np.int64)
    some = np.flatnonzero(passages)
    days, outlets = np.divmod(keys[some], width)
    return list(zip(days.tolist(), outlets.tolist(), passages[some].tolist(), strict=True))


def days(of: Matching) -> tuple[int, int] | None:
    """The first and last day of an article with such a passage, 0 for an undated one; None where there is none."""
    found = of.columns.days[of.columns.article_of[of.passages]]
    return (int(found.min()), int(found.max())) if len(found) else None


def sparklines(of: Matching, places: Sequence[int], first: int, last: int, bars: int) -> list[tuple[int, ...]]:
    """For each of *places*, its mentions in so many stretches of equal length from day *first* to *last*."""
    days, article = of.columns.days, of.columns.article
    return [sparkline(days[article[of.of_place(place)]], first, last, bars) for place in places]


def sparkline(days: Numbers, first: int, last: int, bars: int) -> tuple[int, ...]:
    """How many of *days* fall in each of so many *bars* from *first* to *last*; undated ones are left out."""
    dated = days[(first <= days) & (days <= last)].astype(np.int64)
    return tuple(np.bincount((dated - first) * bars // (last - first + 1), minlength=bars).tolist())


def company(of: Matching, place: int) -> list[tuple[int, int, int]]:
    """Place, passages and articles of what is mentioned in the passages that mention *place*, most first."""
    columns = of.columns
    beside = np.flatnonzero(of.mentions & of.passages_naming(place)[columns.passage] & (columns.place != place))
    places, passages = columns.place[beside].astype(np.int64), columns.passage[beside]
    width = len(columns.passage_numbers) + 1
    # Passages stand in the order of their articles, so that these are sorted too.
    pairs = np.unique(places * width + passages)
    if not len(pairs):
        return []
    places, passages = np.divmod(pairs, width)
    new_place = changes(places)
    new_article = new_place | changes(columns.article_of[passages])
    first = np.flatnonzero(new_place)
    in_passages = np.diff(np.append(first, len(pairs)))
    in_articles = np.add.reduceat(new_article, first, dtype=np.int64)
    rows = zip(places[first].tolist(), in_passages.tolist(), in_articles.tolist(), strict=True)
    return sorted(rows, key=lambda row: (-row[1], -row[2], row[0]))


def changes(column: NDArray[np.int32] | NDArray[np.int64]) -> Mask:
    """Where it is another than the one before; at the first too."""
    changes = np.ones(len(column), np.bool_)
    np.not_equal(column[1:], column[:-1], out=changes[1:])
    return changes
