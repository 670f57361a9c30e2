"""The formats, in the order of a menu, and the one call that makes a file of a View."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from articles.archive import Archive
from articles.export.format import ExportFormat
from articles.export.gathering import gather
from articles.export.selection import Selection
from articles.view import View
from articles.words import in_language, phrase


def _by(module: str) -> Callable[[Selection], bytes]:
    """``write`` of that module, loaded when a file is to be made: most starts of Dateline make none."""

    def write(selection: Selection) -> bytes:
        made: bytes = import_module(f"articles.export.{module}").write(selection)
        return made

    return write


_HTML = "text/html; charset=utf-8"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KML = "application/vnd.google-earth.kml+xml"
_BOOK = phrase("Map-book: map and passages in one file (HTML)")
FORMATS = (
    ExportFormat("brief-html", phrase("Brief to print (HTML)"), ".html", _HTML, _by("brief_html")),
    ExportFormat("brief-docx", phrase("Brief as a document (Word)"), ".docx", _DOCX, _by("brief_docx")),
    ExportFormat(
        "brief-markdown",
        phrase("Brief as text (Markdown)"),
        ".md",
        "text/markdown; charset=utf-8",
        _by("brief_markdown"),
    ),
    ExportFormat("book", _BOOK, ".html", _HTML, _by("book"), is_whole=True),
    ExportFormat(
        "csv",
        phrase("Mentions as a table (CSV)"),
        ".csv",
        "text/csv; charset=utf-8; header=present",
        _by("mentions_csv"),
        is_data=True,
    ),
    ExportFormat(
        "geojson",
        phrase("Places for a map (GeoJSON)"),
        ".geojson",
        "application/geo+json",
        _by("places_geojson"),
        is_data=True,
    ),
    ExportFormat("kml", phrase("Places for Google Earth (KML)"), ".kml", _KML, _by("places_kml"), is_data=True),
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

    def made() -> bytes:
        return chosen.write(gather(archive, view, whole=chosen.is_whole, **options))

    return in_language(chosen.language, made)()
