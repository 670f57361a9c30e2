"""Pieces: a passage that stands in several neighbouring passages of an article.

So it is where a repost runs paragraphs together, or where a long paragraph was cut otherwise once a word was changed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from itertools import takewhile

from articles.article import Article
from articles.passages import LONGEST_PASSAGE
from articles.reposts.wording import Wording, is_copy, joined, wording


class Texts(dict[int, Wording]):
    """The wordings of texts by number; those that are not given are read from one of their passages."""

    def __init__(self, db: sqlite3.Connection, given: Mapping[int, Wording]) -> None:
        super().__init__(given)
        self._db = db

    def __missing__(self, text: int) -> Wording:
        headline, body, start, end, names = self._db.execute(
            """SELECT headline, text, start, end, names FROM said JOIN saying ON saying.said = said.n
                JOIN passage ON passage.n = saying.passage JOIN article ON article.n = passage.article
                WHERE said.n = ? LIMIT 1""",
            (text,),
        ).fetchone()
        worded = wording(Article(headline, body).document[start:end])
        self[text] = Wording(worded.words, frozenset(json.loads(names)))
        return self[text]


def piece_together(db: sqlite3.Connection, copies: Iterable[int], texts: Mapping[int, Wording]) -> None:
    """Find anew what *copies* can be pieced together from, round each text they overlap, in its oldest article.

    Those that are no more are passed over.
    """
    those = "SELECT n FROM said WHERE n IN (SELECT value FROM json_each(?)) ORDER BY n"
    for (copy,) in db.execute(those, (json.dumps(list(copies)),)).fetchall():
        db.execute("DELETE FROM pieced WHERE copy = ?", (copy,))
        for (part,) in db.execute("SELECT part FROM overlapping WHERE text = ?", (copy,)).fetchall():
            age, article, pieces = _round(db, texts[copy], part, texts)
            if len(pieces) > 1 and is_copy(texts[copy], joined(texts[piece] for piece in pieces)):
                rows = [(copy, article, piece, age) for piece in pieces]
                db.executemany("INSERT OR IGNORE INTO pieced VALUES (?, ?, ?, ?)", rows)


def _round(
    db: sqlite3.Connection, copy: Wording, part: int, texts: Mapping[int, Wording]
) -> tuple[int, int, list[int]]:
    """Age and number of the oldest article with the text *part*; there, with those round it that *copy* has a part of.

    Short passages between them are left out.
    """
    age, passage, article, start, end = db.execute(
        """SELECT saying.age, n, article, start, end FROM saying JOIN passage ON n = saying.passage
            WHERE said = ? ORDER BY saying.age, n LIMIT 1""",
        (part,),
    ).fetchone()
    neighbours = """SELECT said.n FROM passage JOIN saying ON saying.passage = passage.n
        JOIN said ON said.n = saying.said WHERE is_long AND passage.article = ? AND """
    before = neighbours + "passage.n < ? AND passage.end > ? ORDER BY passage.n DESC"
    after = neighbours + "passage.n > ? AND passage.start < ? ORDER BY passage.n"

    def in_turn(sql: str, farthest: int) -> list[int]:
        found = (text for (text,) in db.execute(sql, (article, passage, farthest)).fetchall())
        return list(takewhile(lambda text: texts[text].shingle_set & copy.shingle_set, found))

    return (
        age,
        article,
        [
            *reversed(in_turn(before, start - LONGEST_PASSAGE)),
            part,
            *in_turn(after, end + LONGEST_PASSAGE),
        ],
    )
