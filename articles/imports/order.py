"""Orders: what an import is to read, and what a person said beforehand about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from articles.article import Article
from articles.reading import Outcome, bytes_in, read_paths
from articles.reading.dates import day
from articles.reading.format import Columns
from articles.reading.urls import web_address

#: What a person can say of an article whose file does not.
ASKED = ("headline", "published", "outlet", "author", "url", "language")


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be read."""

    #: Files and folders, absolute.
    paths: tuple[Path, ...]
    #: As the report calls them.
    names: tuple[str, ...]
    #: The outlet of articles whose file names none; "" to leave it open.
    outlet: str = ""
    #: For a table, by the name of its file: what its columns hold, where their names do not say it; "" for all others.
    columns: Mapping[str, Columns] = field(default_factory=dict)
    #: For a place in a file ("letters.pdf#0"): what a person said of the article there, by the name of its field.
    said: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def outcomes(self, without: Path | None = None) -> Iterator[Outcome]:
        """What becomes of each file, but for those in the folder *without*, completed by what a person said of it."""
        return map(self._completed, read_paths(self.paths, self.columns, without))

    @property
    def weight(self) -> int:
        """What the outcomes weigh together."""
        return bytes_in(self.paths)

    def _completed(self, outcome: Outcome) -> Outcome:
        articles = (
            self._with_said(article, self.said.get(f"{outcome.source}#{position}", {}))
            for position, article in enumerate(outcome.articles)
        )
        return replace(outcome, articles=tuple(articles))

    def _with_said(self, article: Article, said: Mapping[str, str]) -> Article:
        """*article* completed: nothing that the file says is overruled but by what was said of this very article."""
        return replace(
            article,
            headline=said.get("headline") or article.headline,
            published=day(said.get("published", "")) or article.published,
            outlet=said.get("outlet") or article.outlet or self.outlet,
            author=said.get("author") or article.author,
            url=web_address(said.get("url", "")) or article.url,
            language=said.get("language") or article.language,
        )


def order_of(paths: Iterable[Path], **said: object) -> Order:
    """The order to read *paths* where they lie."""
    absolute = tuple(path.absolute() for path in paths)
    return Order(absolute, tuple(path.name or str(path) for path in absolute), **said)  # type: ignore[arg-type]
