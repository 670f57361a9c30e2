"""One shape for every export, so that the page can offer them in a menu."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from articles.export.selection import Selection
from articles.words import ENGLISH, language


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A kind of file to leave with; its module is its manual."""

    #: For a command and a link: "csv".
    name: str
    #: For a menu: "Table of mentions (CSV)".
    title: str
    #: With its dot.
    suffix: str
    mime: str
    write: Callable[[Selection], bytes]
    #: Whether it takes all places of a view and only begins at the selected one: see ``whole`` of ``gather``.
    is_whole: bool = False
    #: Whether it is for programs, which know one language.
    is_data: bool = False

    @property
    def language(self) -> str:
        """What its own words are made in: the reader's language, but data are English whoever takes them along."""
        return ENGLISH if self.is_data else language()

    def file_name(self, day: date | None = None) -> str:
        """dateline-csv-2026-11-22.csv: the book and the brief of one day can lie side by side. *day* is today's."""
        return f"dateline-{self.name}-{day or datetime.now(UTC).date()}{self.suffix}"
