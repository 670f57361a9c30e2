"""EPUB: a book or a magazine, each of its chapters an article, in the order in which they are read.

Outlet is its publisher, else its title; the day is the book's, where it is a day and not a year.
"""

from __future__ import annotations

import posixpath
import zipfile
from urllib.parse import unquote

from lxml import etree  # type: ignore[import-untyped]

from articles.reading import markup
from articles.reading.errors import ReadingError
from articles.reading.format import Format, Reading, Source
from articles.reading.gathering import Gathering
from articles.reading.package import contents, is_package, opened
from articles.reading.prose import line
from places.sentence import sentence

_MIMETYPE = b"application/epub+zip"
_CONTAINER = "META-INF/container.xml"
LARGEST_CHAPTER_BYTES = 5 * 1024**2
#: A title page, an imprint or a list of contents has fewer letters than this, and no sentence of its own.
SHORTEST_CHAPTER = 400
_PARSER = {"resolve_entities": False, "load_dtd": False, "no_network": True, "recover": True}


def _sniff(source: Source) -> bool:
    return source.suffix == ".epub" or (is_package(source.data) and _MIMETYPE in source.data[:200])


def _read(source: Source) -> Reading:
    if not is_package(source.data):
        raise ReadingError(source.name, "The file is no EPUB. Save its text as a .txt file.")
    found = Gathering(source)
    short = 0
    with opened(source.name, source.data) as package:
        at = _package_file(source, package)
        book = _xml(source, package, at)
        told = {name: _said(book, name) for name in ("title", "publisher", "language", "date", "creator")}
        for chapter in _spine(book, at):
            if found.is_full:
                found.note_the_rest()
                break
            try:
                page = _page(source, package, chapter)
            except ReadingError as error:
                found.note(f"{line(chapter)[:100]}: {error.reason}")
                continue
            text = markup.words_of(page)
            if len(text) < SHORTEST_CHAPTER:
                short += 1
                continue
            found.add(
                headline=_heading(page),
                text=text,
                published=told["date"],
                outlet=told["publisher"] or told["title"],
                via=told["title"] if told["publisher"] else "",
                author=told["creator"],
                language=told["language"],
            )
    if short:
        found.note(f"{short:,} parts with fewer than {SHORTEST_CHAPTER} letters were left out, such as title pages.")
    return found.reading("No chapter with a text was found.")


FORMAT = Format(name="EPUB books", suffixes=(".epub",), sniff=_sniff, read=_read)


def _package_file(source: Source, package: zipfile.ZipFile) -> str:
    root = _xml(source, package, _CONTAINER)
    named = next((str(each.get("full-path")) for each in root.iter("{*}rootfile") if each.get("full-path")), "")
    if "META-INF/encryption.xml" in package.namelist():
        guarded = _xml(source, package, "META-INF/encryption.xml")
        if any("html" in str(each.get("URI", "")).lower() for each in guarded.iter("{*}CipherReference")):
            raise ReadingError(source.name, "The book is protected against copying, so it cannot be read.")
    return named


def _xml(source: Source, package: zipfile.ZipFile, at: str) -> etree._Element:
    try:
        data = contents(source.name, package, package.getinfo(at), LARGEST_CHAPTER_BYTES)
        root = etree.fromstring(data, etree.XMLParser(**_PARSER))
    except (KeyError, etree.XMLSyntaxError):
        root = None
    if root is None:
        raise ReadingError(
            source.name, f"The EPUB is damaged: {line(at)[:100] or sentence('its list of parts')} is missing."
        )
    return root


def _spine(book: etree._Element, at: str) -> list[str]:
    """The files of the chapters in their order."""
    hrefs = {item.get("id"): item.get("href", "") for item in book.iter("{*}item")}
    folder = posixpath.dirname(at)
    named = (hrefs.get(item.get("idref"), "") for item in book.iter("{*}itemref") if item.get("linear") != "no")
    return [posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0]))) for href in named if href]


def _page(source: Source, package: zipfile.ZipFile, at: str) -> etree._Element:
    try:
        data = contents(source.name, package, package.getinfo(at), LARGEST_CHAPTER_BYTES)
        page = etree.fromstring(data, etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True))
    except (KeyError, etree.ParseError) as error:
        raise ReadingError(source.name, "The chapter is missing or damaged.") from error
    if page is None:
        raise ReadingError(source.name, "The chapter is empty.")
    return page


def _heading(page: etree._Element) -> str:
    for tag in ("h1", "h2", "h3", "title"):
        for element in page.iter(tag):
            if text := line(" ".join(element.itertext())):
                return text
    return ""


def _said(book: etree._Element, name: str) -> str:
    """What the book says of itself in the Dublin Core element *name*; several authors in one line."""
    said = [line(each.text or "") for each in book.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}")]
    return ", ".join(filter(None, said)) if name == "creator" else next(filter(None, said), "")
