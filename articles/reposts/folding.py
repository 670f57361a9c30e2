"""Folding: the copies left out of what a view counts, as arrays of numbers.

Of the passages that answer a view, a copy is left out where what it is a copy of answers too, and counts. So all that
is left out stands in a passage that is counted, and nothing that only a copy says to a view is lost: an outlet that
reposts is found by its name, and what it passed on counts there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from articles.storage.revision import revision_of

Numbers = NDArray[np.int32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Folding:
    """The passages that stand in the archive more than once, and which of their texts are copies of which."""

    #: Positions of the passages, by text; of each text the oldest first.
    passages: Numbers
    #: Of each of them: its text, counted from 0.
    texts: Numbers
    #: Pairs of texts: what the one says stands in the other, which is older.
    copies: Numbers
    originals: Numbers
    #: Texts that stand in several others together: these others, in turn, and where those of each begin.
    pieced: Numbers
    pieces: Numbers
    first_pieces: Numbers

    def left_out(self, passages: Mask) -> Numbers:
        """Positions of the copies among *passages*, the places of which their originals take."""
        asked = np.flatnonzero(passages[self.passages])
        if not len(asked):
            return self.passages[:0]
        texts = self.texts[asked]
        # Of each text the oldest that is asked for.
        first = np.ones(len(asked), np.bool_)
        np.not_equal(texts[1:], texts[:-1], out=first[1:])
        counts = np.zeros(int(self.texts[-1]) + 1, np.bool_)
        counts[texts] = True
        there = counts
        while True:
            # A text that counts takes the place of its copies only: they may have copies that it does not hold.
            is_in = np.zeros_like(there)
            is_in[self.copies[counts[self.originals]]] = True
            if len(self.pieced):
                is_in[self.pieced[np.logical_and.reduceat(counts[self.pieces], self.first_pieces)]] = True
            now = there & ~is_in
            if np.array_equal(now, counts):
                break
            counts = now
        return self.passages[asked[~(first & counts[texts])]]


def read(db: sqlite3.Connection, position: Numbers) -> Folding:
    """*position* is that of the passage of each number."""
    sayings = db.execute(
        """SELECT said, passage, age FROM saying WHERE said IN (
                SELECT n FROM said WHERE sayings > 1 AND is_long
                UNION SELECT copy FROM copied UNION SELECT original FROM copied
                UNION SELECT copy FROM pieced UNION SELECT piece FROM pieced
            ) ORDER BY said, age, passage"""
    ).fetchall()
    pairs = db.execute(
        """SELECT copy, original FROM copied JOIN said AS c ON c.n = copy JOIN said AS o ON o.n = original
            WHERE (o.age, o.hash) < (c.age, c.hash)"""
    ).fetchall()
    pieces = db.execute(
        """SELECT copy, article, piece FROM pieced JOIN said ON n = copy WHERE pieced.age < said.age
            ORDER BY copy, article, piece"""
    ).fetchall()
    number = {text: n for n, text in enumerate(dict.fromkeys(row[0] for row in sayings))}
    copies = [number[copy] for copy, _ in pairs]
    originals = [number[original] for _, original in pairs]
    first = [n for n, row in enumerate(pieces) if not n or row[:2] != pieces[n - 1][:2]]
    together = [*pairs, *((copy, piece) for copy, _, piece in pieces)]
    beside = _beside(db, together, {text for text, *_ in sayings})
    texts = [number[text] for text, *_ in sayings]
    for n, group in enumerate(beside, len(number)):
        texts += [n] * len(group)
    passages = [passage for _, passage, _ in sayings] + [passage for group in beside for passage in group]
    return Folding(
        position[np.array(passages, np.int32)],
        np.array(texts, np.int32),
        np.array(copies, np.int32),
        np.array(originals, np.int32),
        np.array([number[pieces[n][0]] for n in first], np.int32),
        np.array([number[piece] for *_, piece in pieces], np.int32),
        np.array(first, np.int32),
    )


def _beside(db: sqlite3.Connection, pairs: Iterable[tuple[int, int]], repeated: set[int]) -> list[list[int]]:
    """The short passages that say the same beside passages that do, oldest first."""
    rows = db.execute(
        """SELECT saying.said, beside, passage FROM said JOIN saying ON saying.said = said.n
            WHERE sayings > 1 AND NOT is_long AND beside IS NOT NULL ORDER BY said.n, saying.age, passage"""
    ).fetchall()
    root = _roots(pairs)
    groups: dict[tuple[int, int], list[int]] = {}
    for said, text, passage in rows:
        if text in repeated:
            groups.setdefault((said, root.get(text, text)), []).append(passage)
    return [group for group in groups.values() if len(group) > 1]


def _roots(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """One text for all those that are copies of one another, directly or not."""
    root: dict[int, int] = {}

    def find(text: int) -> int:
        while (above := root.get(text, text)) != text:
            root[text] = root.get(above, above)
            text = above
        return text

    for copy, original in pairs:
        one, other = sorted((find(copy), find(original)))
        root[other] = one
    return {text: find(text) for text in list(root)}


def put_down(db: sqlite3.Connection) -> None:
    """The table ``temp.left_out``: numbers of the passages left out where the whole archive is asked for.

    For questions that are asked of the file, not of what a view holds.
    """
    now = revision_of(db)
    db.execute("CREATE TABLE IF NOT EXISTS temp.left_out_of (revision INTEGER)")
    if db.execute("SELECT revision FROM temp.left_out_of").fetchone() == (now,):
        return
    db.execute("CREATE TABLE IF NOT EXISTS temp.left_out (passage INTEGER PRIMARY KEY)")
    db.execute("DELETE FROM temp.left_out")
    (last,) = db.execute("SELECT coalesce(max(n), 0) FROM passage").fetchone()
    numbers = np.arange(last + 1, dtype=np.int32)
    left_out = read(db, numbers).left_out(np.ones(last + 1, np.bool_))
    db.executemany("INSERT INTO temp.left_out VALUES (?)", ((number,) for number in left_out.tolist()))
    db.execute("DELETE FROM temp.left_out_of")
    db.execute("INSERT INTO temp.left_out_of VALUES (?)", (now,))
