"""Where in a text the words of a search stand, found by the same tokenizer that found the text."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from articles.article import Span

# Two of the characters Unicode keeps for a program's own use; one of their pair is in no text, or it is left out.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"


def matches(expression: str, texts: Sequence[str]) -> list[tuple[Span, ...]]:
    """For each text the spans in which it answers the FTS5 *expression*; none where it is "".

    Neighbouring words of one phrase are one span.
    """
    if not expression or not texts:
        return [()] * len(texts)
    db = sqlite3.connect(":memory:")
    try:
        db.execute("CREATE VIRTUAL TABLE passage USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2')")
        clean = [_without_marks(text) for text in texts]
        db.executemany("INSERT INTO passage (rowid, text) VALUES (?, ?)", enumerate(clean))
        marked = dict(
            db.execute(
                "SELECT rowid, highlight(passage, 0, ?, ?) FROM passage WHERE passage MATCH ?",
                (_OPEN, _CLOSE, expression),
            ).fetchall()
        )
        return [_spans(marked.get(n, "")) for n in range(len(texts))]
    finally:
        db.close()


def _without_marks(text: str) -> str:
    return text.replace(_OPEN, " ").replace(_CLOSE, " ")


def _spans(marked: str) -> tuple[Span, ...]:
    found = []
    position = start = 0
    for character in marked:
        if character == _OPEN:
            start = position
        elif character == _CLOSE:
            found.append(Span(start, position))
        else:
            position += 1
    return tuple(found)
