"""Attached: what a file brings with it, each read as a file of its own, within limits."""

from __future__ import annotations

from collections.abc import Callable

from articles.article import Article
from articles.reading.errors import ReadingError
from articles.reading.format import Reading, Source

#: Documents that one file brings, with those that these bring.
MOST_ATTACHED = 50
#: A letter attached to a letter attached to a letter is the most that anybody sends.
DEEPEST_ATTACHED = 3


def with_attached(source: Source, read: Callable[[Source], Reading]) -> Reading:
    """What *read* makes of *source* and of all that is attached to it. What cannot be read of that is a problem of it.

    Raises ReadingError where there is no article in any of it.
    """
    return _Reader(read).read(source, 0)


class _Reader:
    def __init__(self, read: Callable[[Source], Reading]) -> None:
        self._read = read
        self._left = MOST_ATTACHED

    def read(self, source: Source, depth: int) -> Reading:
        reading = self._read(source)
        if not reading.attached:
            return reading
        articles: list[Article] = list(reading.articles)
        problems: list[ReadingError] = list(reading.problems)
        for each in reading.attached:
            if depth >= DEEPEST_ATTACHED:
                problems.append(
                    ReadingError(
                        each.name,
                        f"It is attached deeper than {DEEPEST_ATTACHED} times and was left out. Save it alone.",
                    )
                )
            elif self._left <= 0:
                problems.append(
                    ReadingError(
                        each.name, f"More than {MOST_ATTACHED} documents are attached: this and the rest were left out."
                    )
                )
                break
            else:
                self._left -= 1
                try:
                    inner = self.read(each, depth + 1)
                except ReadingError as error:
                    problems.append(error)
                else:
                    articles += inner.articles
                    problems += inner.problems
        if not articles:
            reason = problems[0].reason if problems else ""
            raise ReadingError(source.name, f"Nothing of what is attached gave an article. {reason}")
        return Reading(tuple(articles), tuple(problems))
