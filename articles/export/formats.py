"""The formats, in the order of a menu, and the one call that makes a file of a View."""

from __future__ import annotations

from typing import Any

from articles.archive import Archive
from articles.export import (
    book,
    brief_docx,
    brief_html,
    brief_markdown,
    mentions_csv,
    places_geojson,
    places_kml,
)
from articles.export.format import ExportFormat
from articles.export.selection import gather
from articles.view import View

FORMATS: tuple[ExportFormat, ...] = (
    brief_html.FORMAT,
    brief_docx.FORMAT,
    brief_markdown.FORMAT,
    book.FORMAT,
    mentions_csv.FORMAT,
    places_geojson.FORMAT,
    places_kml.FORMAT,
)


def format_named(name: str) -> ExportFormat:
    """Raises KeyError for a name that no format has."""
    return {each.name: each for each in FORMATS}[name]


def export(archive: Archive, view: View, format_: str | ExportFormat, **options: Any) -> bytes:
    """A file of what *view* holds; *options* are those of ``gather``: ration, title, ticked, notes ...

    A table or a brief of a view that selects a place holds the passages that name it; the map-book holds all, and
    opens there.
    """
    chosen = format_named(format_) if isinstance(format_, str) else format_
    return chosen.write(gather(archive, view, whole=chosen.is_whole, **options))
