"""One shape for every export, so that the page can offer them in a menu."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from articles.export.selection import Selection


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

    def file_name(self, day: date | None = None) -> str:
        """dateline-csv-2026-11-22.csv: the book and the brief of one day can lie side by side. *day* is today's."""
        return f"dateline-{self.name}-{day or datetime.now(UTC).date()}{self.suffix}"
