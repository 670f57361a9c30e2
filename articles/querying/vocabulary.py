"""Vocabulary: the words that the texts of an archive hold, as its search folds them."""

from __future__ import annotations

import unicodedata

from articles.archive import Archive

#: Of fewer letters too many words begin so to be of help, or to be counted while somebody types.
FEWEST_LETTERS = 3


def words_beginning(archive: Archive, prefix: str, limit: int) -> tuple[str, ...]:
    """The words of the texts that begin so, in most passages first."""
    folded = folded_as_searched(prefix)
    if len(folded) < FEWEST_LETTERS or not folded.isalnum():
        return ()
    return archive.recently(("words", folded, limit), lambda: _beginning(archive, folded, limit))


def _beginning(archive: Archive, folded: str, limit: int) -> tuple[str, ...]:
    with archive.database.reading() as db:
        db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, passage_text, row)")
        rows = db.execute(
            "SELECT term FROM temp.vocabulary WHERE term >= ? AND term < ? ORDER BY doc DESC, term LIMIT ?",
            (folded, folded + chr(0x10FFFF), limit),
        ).fetchall()
    return tuple(term for (term,) in rows)


def folded_as_searched(word: str) -> str:
    """*word* as FTS5's unicode61 with remove_diacritics keeps it."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(character for character in parts if not unicodedata.combining(character))
