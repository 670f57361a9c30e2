"""Gathering: the articles of a file as they are found, and the parts of it that gave none, within limits."""

from __future__ import annotations

from datetime import date

from articles.article import Article
from articles.reading.building import build_article
from articles.reading.errors import ReadingError
from articles.reading.format import Reading, Source
from articles.reading.outlets import with_one_spelling

#: Articles one file may have.
MOST_ARTICLES = 50_000
#: Parts without an article that are told one by one; of the others only their number.
MOST_PROBLEMS = 1000


class Gathering:
    """What has been found in *source* so far."""

    def __init__(self, source: Source) -> None:
        self._name = source.name
        self._articles: list[Article] = []
        self._problems: list[ReadingError] = []
        self._untold = 0

    @property
    def is_full(self) -> bool:
        """Whether to stop: the file has more articles, or more parts that are none, than one file may have."""
        return len(self._articles) >= MOST_ARTICLES or self._untold >= MOST_ARTICLES

    @property
    def is_empty(self) -> bool:
        """Whether no part of the file has been an article so far."""
        return not self._articles

    def add(self, where: str = "", **fields: str | date | None) -> None:
        """Take the article that *fields* make, or note what is wrong with it; *where* says it: "Row 3"."""
        try:
            self._articles.append(build_article(self._name, **fields))  # type: ignore[arg-type]
        except ReadingError as error:
            self.note(f"{where}: {error.reason}" if where else error.reason)

    def note(self, reason: str) -> None:
        """Note that a part of the file gave no article, and why."""
        if len(self._problems) < MOST_PROBLEMS:
            self._problems.append(ReadingError(self._name, reason))
        else:
            self._untold += 1

    def note_the_rest(self) -> None:
        """Note that reading stopped because the gathering is full."""
        self._problems.append(
            ReadingError(self._name, f"Only its first {MOST_ARTICLES:,} articles were read. Split the file.")
        )

    def reading(self, nothing: str) -> Reading:
        """All that was found. Raises ReadingError, with *nothing* as the reason, when no part was an article."""
        if not self._articles:
            first = f" {self._problems[0].reason}" if self._problems else ""
            raise ReadingError(self._name, nothing + first)
        if self._untold:
            self._problems.append(ReadingError(self._name, f"{self._untold:,} more parts of it gave no article."))
        return Reading(with_one_spelling(self._articles), tuple(self._problems))
