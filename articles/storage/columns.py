"""Columns: all mentions that count, with their passages and articles, as arrays of numbers to be counted at once.

The archive keeps them packed by article (the table ``counted``), so that a decision writes those of its articles anew
and no others, and all of them are read in a tenth of a second where there are a million and a half.
"""

from __future__ import annotations

import json
import sqlite3
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from articles.reposts import folding
from articles.reposts.folding import Folding

Numbers = NDArray[np.int32]
Mask = NDArray[np.bool_]

#: A mention: its place, its passage, its own number, kind, certainty, and whether it has a relative position.
_MENTION = struct.Struct("<iiiBB?")
_PACKED = np.dtype(
    [("place", "<i4"), ("passage", "<i4"), ("n", "<i4"), ("kind", "u1"), ("certainty", "u1"), ("relative", "?")]
)
_FIELDS = ("place", "passage", "n", "kind", "certainty", "relative")
_PASSAGE = np.dtype("<i4")
#: What ``change`` is told, in that order.
_CHANGE = np.dtype(
    [("article", "<i8"), ("n", "<i4"), ("place", "<i4"), ("kind", "u1"), ("certainty", "u1"), ("relative", "?")]
)


@dataclass(frozen=True, eq=False)
class Columns:
    """One state of an archive. Articles stand newest first, undated last; passages in their order; mentions by place.

    What names an article, a passage or a mention is its position here, unless it is called a number.
    """

    #: Of each article: proleptic Gregorian ordinal, 0 for undated; and the number of its outlet.
    days: Numbers
    outlets: Numbers
    #: Of each article: which of *codes* its language is; "" is the unknown one.
    languages: Numbers
    codes: tuple[str, ...]
    #: Of each passage: its number, and its article.
    passage_numbers: Numbers
    article_of: Numbers
    #: The position of the passage of each number; -1 where there is none.
    position: Numbers
    #: Of each mention, sorted by place, then outlet, then article; the place is a number.
    place: Numbers
    passage: Numbers
    article: Numbers
    number: Numbers
    kind: NDArray[np.uint8]
    certainty: NDArray[np.uint8]
    is_relative: Mask
    #: The passages that stand in several articles.
    folding: Folding

    def of_place(self, place: int) -> slice:
        """The mentions of the place of that number."""
        # Of the column's own kind, or the whole column would be turned into another for the search.
        first, end = np.searchsorted(self.place, np.array((place, place + 1), np.int32))
        return slice(int(first), int(end))

    def passages_of(self, mentions: Numbers | NDArray[np.intp]) -> Mask:
        """Which passages hold one of those *mentions*."""
        found = np.zeros(len(self.passage_numbers), np.bool_)
        found[self.passage[mentions]] = True
        return found


def read(db: sqlite3.Connection) -> Columns:
    """All that counts in the archive as it is."""
    rows = db.execute(
        "SELECT day, outlet, passages, mentions, language FROM counted ORDER BY day DESC, article"
    ).fetchall()
    days, outlets = (np.array([row[n] for row in rows], np.int32) for n in (0, 1))
    codes = sorted({row[4] for row in rows})
    position_of = {code: position for position, code in enumerate(codes)}
    languages = np.array([position_of[row[4]] for row in rows], np.int32)
    numbers = np.frombuffer(b"".join(row[2] for row in rows), _PASSAGE)
    mentions = np.frombuffer(b"".join(row[3] for row in rows), _PACKED)
    articles = np.arange(len(rows), dtype=np.int32)
    article_of = np.repeat(articles, [len(row[2]) // _PASSAGE.itemsize for row in rows])
    article = np.repeat(articles, [len(row[3]) // _PACKED.itemsize for row in rows])
    position = np.full(int(numbers.max(initial=0)) + 1, -1, np.int32)
    position[numbers] = np.arange(len(numbers), dtype=np.int32)
    # One number to sort by is several times faster than three.
    key = mentions["place"].astype(np.int64) * (int(outlets.max(initial=0)) + 1) + outlets[article]
    order = np.argsort(key * (len(rows) + 1) + article)
    # All of a mention at once, and then apart: to look each of them up for each column takes thrice as long.
    mentions = np.take(mentions, order)
    place, passage, number, kind, certainty, is_relative = map(np.ascontiguousarray, map(mentions.__getitem__, _FIELDS))
    return Columns(
        days,
        outlets,
        languages,
        tuple(codes),
        numbers,
        article_of,
        position,
        place,
        position[passage],
        article[order],
        number,
        kind,
        certainty,
        is_relative,
        folding.read(db, position),
    )


def write(db: sqlite3.Connection, articles: Iterable[int]) -> None:
    """Pack what counts in those *articles* anew, by what their mentions now say. The caller holds the transaction."""
    asked = json.dumps(sorted(articles))
    where = "article IN (SELECT value FROM json_each(?))"
    passages = _by_article(db.execute(f"SELECT article, n FROM passage WHERE {where} ORDER BY article, n", (asked,)))
    mentions = _by_article(
        db.execute(
            f"""SELECT article, place, passage, n, kind, certainty, relative IS NOT NULL FROM mention
                WHERE {where} AND passage IS NOT NULL ORDER BY article, n""",
            (asked,),
        )
    )
    heads = db.execute(
        "SELECT n, day, outlet, language FROM article WHERE n IN (SELECT value FROM json_each(?))", (asked,)
    )
    db.executemany(
        "INSERT OR REPLACE INTO counted VALUES (?, ?, ?, ?, ?, ?)",
        [
            (
                n,
                day,
                outlet,
                language,
                b"".join(struct.pack("<i", *row) for row in passages.get(n, ())),
                b"".join(_MENTION.pack(*row) for row in mentions.get(n, ())),
            )
            for n, day, outlet, language in heads.fetchall()
        ],
    )


def change(db: sqlite3.Connection, changes: Iterable[tuple[int, int, int, int, int, int]]) -> None:
    """Put into what is packed that mentions mean something else now; the rest of their articles stays as it is.

    Each of *changes* is article, number of the mention, place, kind, certainty, whether its position is relative. The
    caller holds the transaction.
    """
    changed = np.fromiter(changes, _CHANGE)
    asked = json.dumps(np.unique(changed["article"]).tolist())
    rows = db.execute(
        "SELECT article, mentions FROM counted WHERE article IN (SELECT value FROM json_each(?))", (asked,)
    ).fetchall()
    packed = np.frombuffer(b"".join(mentions for _, mentions in rows), _PACKED).copy()
    changed.sort(order="n")
    # Those in folded repeats have a number too, and are not packed.
    at = np.minimum(np.searchsorted(changed["n"], packed["n"]), len(changed) - 1)
    meant = changed["n"][at] == packed["n"]
    for field in ("place", "kind", "certainty", "relative"):
        packed[field][meant] = changed[field][at[meant]]
    told, end = packed.tobytes(), 0
    written = []
    for article, mentions in rows:
        start, end = end, end + len(mentions)
        written.append((told[start:end], article))
    db.executemany("UPDATE counted SET mentions = ? WHERE article = ?", written)


def _by_article(rows: Iterable[tuple[int, ...]]) -> dict[int, list[tuple[int, ...]]]:
    return {article: [row[1:] for row in group] for article, group in groupby(rows, key=itemgetter(0))}
