"""Importing: what was read goes into the archive, geoparsed, one article at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sized
from dataclasses import dataclass, replace
from typing import Protocol

from articles.archive import Archive, Change
from articles.article import Article
from articles.reading import Outcome, ReadingError, with_one_spelling
from places.place import Place
from places.resolution import Resolution

#: Told how much is done, from 0 to 1, and what is being done. The share stays 0 while the whole is unknown.
Progress = Callable[[float, str], None]

_LONGEST_FAULT = 200
_SURROGATE = re.compile("[\ud800-\udfff]")


class Geoparse(Protocol):
    """An article in, the mentions of its document with what they mean out."""

    @property
    def version(self) -> str:
        """Changes when the same article may come out otherwise."""

    def __call__(self, article: Article) -> tuple[Resolution, ...]: ...

    def where(self, place: Place) -> str:
        """Where *place* lies, for people: "Nineveh, Iraq"."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did: numbers of articles, and what gave none."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    problems: tuple[ReadingError, ...] = ()

    @property
    def articles(self) -> int:
        """How many were read, new or not."""
        return self.added + self.replaced + self.unchanged


def silent(_fraction: float, _what: str) -> None:
    """No progress shown."""


def import_outcomes(
    archive: Archive,
    geoparse: Geoparse,
    outcomes: Iterable[Outcome],
    progress: Progress = silent,
    *,
    number: int = 0,
) -> Report:
    """Put every article of *outcomes* into *archive*; a fault in one becomes a problem and stops none of the others.

    *number* says how many outcomes there will be, where they cannot be counted before. Raises ArchiveError when the
    archive itself cannot be written; what is in by then stays.
    """
    whole = number or (len(outcomes) if isinstance(outcomes, Sized) else 0)
    changes = dict.fromkeys(Change, 0)
    problems: list[ReadingError] = []
    for done, outcome in enumerate(outcomes):
        problems += (*((outcome.error,) if outcome.error else ()), *outcome.problems)
        articles = with_one_spelling(map(_storable, outcome.articles), known=archive.outlets())
        for position, article in enumerate(articles):
            fraction = (done + position / len(articles)) / whole if whole else 0.0
            progress(fraction, f"{outcome.source}: {article.headline}")
            try:
                changes[_import(archive, geoparse, article)] += 1
            except _ParsingError as error:
                problems.append(ReadingError(outcome.source, str(error)))
    progress(1.0, "done")
    return Report(changes[Change.ADDED], changes[Change.REPLACED], changes[Change.UNCHANGED], tuple(problems))


class _ParsingError(Exception):
    """The geoparser could not do one article."""


def _import(archive: Archive, geoparse: Geoparse, article: Article) -> Change:
    if archive.holds(article):
        return Change.UNCHANGED
    try:
        resolutions = geoparse(article)
    except Exception as error:
        raise _ParsingError(_reason(article, error)) from error
    try:
        return archive.add(article, resolutions, where=geoparse.where, made_with=geoparse.version)
    except ValueError as error:
        raise _ParsingError(_reason(article, error)) from error


def _reason(article: Article, error: Exception) -> str:
    fault = f"{type(error).__name__}: {error}"[:_LONGEST_FAULT]
    return (
        f"The places of “{article.headline or 'an article without headline'}” could not be found ({fault}). "
        "It is not in the archive: this is a fault of Dateline's, please report it with the text."
    )


def _storable(article: Article) -> Article:
    """*article* with what is no character replaced: halves of surrogate pairs, which no file and no hash can take."""
    return replace(
        article,
        headline=_whole(article.headline),
        text=_whole(article.text),
        outlet=_whole(article.outlet),
        via=_whole(article.via),
        author=_whole(article.author),
        url=_whole(article.url),
        language=_whole(article.language),
        source=_whole(article.source),
    )


def _whole(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)
