"""Spelled: the names by which texts call one place, and where each stands first."""

from __future__ import annotations

from dataclasses import dataclass

from articles.answering.base import Answers
from articles.reposts.folding import put_down

#: Mentions looked through, so that a capital of a large archive does not keep its reader waiting.
MOST_MENTIONS = 4_000


@dataclass(frozen=True, slots=True)
class Spelled:
    """A name of a place in the texts of an archive."""

    #: As it is written most often; spellings that differ in case and accents are one name.
    toponym: str
    mentions: int
    #: Id of an article that names it, and where in its document.
    article: str
    start: int


def spelled(archive: Answers, place: str) -> tuple[Spelled, ...]:
    """The names of the place (or name that is not on the map) of that id, most used first; of its newest mentions.

    Those in reposts are counted where there are no others.
    """
    sql = """
        SELECT resolution.toponym, sum(those.mentions), article.id, those.start, max(those.mentions) FROM (
            SELECT resolution, article, count(*) AS mentions, min(start) AS start FROM (
                SELECT resolution, article, start FROM mention
                WHERE place = (SELECT n FROM place WHERE id = ?) AND passage IS NOT NULL
                AND (? OR passage NOT IN (SELECT passage FROM temp.left_out)) ORDER BY day DESC LIMIT ?
            ) GROUP BY resolution
        ) AS those
        JOIN resolution ON resolution.n = those.resolution JOIN article ON article.n = those.article
        GROUP BY resolution.name ORDER BY 2 DESC, 1"""

    def read() -> tuple[Spelled, ...]:
        with archive.database.reading() as db:
            put_down(db)
            found = (db.execute(sql, (place, reposts_too, MOST_MENTIONS)).fetchall() for reposts_too in (False, True))
            rows = next(filter(None, found), [])
        return tuple(Spelled(toponym, mentions, article, start) for toponym, mentions, article, start, _ in rows)

    return archive.recently(("spelled", place), read)
