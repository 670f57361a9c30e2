"""The steps of an import: what it did with each thing it met, where that is written down, and what they come to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from articles.reading import ReadingError


class Did(StrEnum):
    """What an import did with one thing it met."""

    ADDED = "added"
    REPLACED = "replaced"
    #: In the archive before, word for word.
    UNCHANGED = "unchanged"
    #: Met before in the same import, word for word.
    REPEATED = "repeated"
    #: No article, or none that could be taken in.
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing an import met, and what it did with it."""

    #: Where it was met: "posts.zip/tolls.html#0"; the same each time the same files are read.
    at: str
    did: Did
    source: str
    headline: str = ""
    #: Of the article; "" where there is none.
    id: str = ""
    #: What its text and head come to, before spellings of outlets are made one; "" where there is no article.
    content: str = ""
    #: Why it was skipped; "" where it was not.
    why: str = ""
    #: What the file does not say of the article: "published", "outlet".
    lacks: tuple[str, ...] = ()


class Ledger(Protocol):
    """Where an import writes down what it does, to go on from there should it be stopped."""

    def known(self, at: str) -> Step | None:
        """What was written down of that place by the same import, before it was stopped."""

    def write(self, step: Step) -> None:
        """Called before the step is taken."""


class NoLedger:
    """For imports that are begun anew when they are stopped."""

    def known(self, at: str) -> Step | None:
        return None

    def write(self, step: Step) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did: numbers of articles, and what gave none."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    problems: tuple[ReadingError, ...] = ()
    repeated: int = 0

    @property
    def articles(self) -> int:
        """How many were read, new or not."""
        return self.added + self.replaced + self.unchanged + self.repeated
