"""HTML: a saved web page. The door to trafilatura, which finds the article in it. No network."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from articles.reading.building import build_article
from articles.reading.errors import ReadingError
from articles.reading.format import Format, Reading, Source
from articles.reading.page_dates import published

if TYPE_CHECKING:
    from trafilatura.settings import Document

#: A page with more of either holds no article but a data set, and takes minutes.
LARGEST_PAGE_CHARACTERS = 3_000_000
MOST_TAGS = 50_000

_BEGINNING = re.compile(
    r"\s*(?:<\?xml[^<>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_LANGUAGE = re.compile(r"<html\b[^<>]{0,2000}?\slang\s*=\s*[\"']?([a-zA-Z-]{2,20})", re.I)
#: Of "By Jo Marsh, Posted October 19" the date is taken for a second author.
_DATED = re.compile(r"[;,]?\s*\b(?:posted|published|updated)\b.*", re.I | re.S)
#: Chromium's "saved from url=(0036)https://...", SingleFile's "url: https://...".
_SAVED_FROM = re.compile(r"<!--[^<>]{0,200}?(?:saved from url=\(\d{4}\)|\burl:\s{0,5})(https?://[^\s<>]{4,2000})")
# What a page lacks is told by our own errors, once, and not by three libraries on the terminal.
for _library in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_library).addHandler(logging.NullHandler())

_SUFFIXES = (".html", ".htm", ".xhtml")


def _sniff(source: Source) -> bool:
    return source.suffix in _SUFFIXES or (
        source.suffix in {"", ".txt", ".text"} and bool(_BEGINNING.match(source.text[:5000]))
    )


def _read(source: Source) -> Reading:
    return read_page(source.name, source.text)


def read_page(name: str, page_text: str, address: str = "") -> Reading:
    """The article of a page whose HTML is *page_text*; *address* is where it was saved from, where that is known."""
    if len(page_text) > LARGEST_PAGE_CHARACTERS or page_text.count("<") > MOST_TAGS:
        raise ReadingError(
            name,
            f"The page may have {LARGEST_PAGE_CHARACTERS:,} characters and {MOST_TAGS:,} tags, and has more. "
            "Save its article as text and import that.",
        )
    page = _extracted(name, page_text)
    if page is None or not page.text:
        raise ReadingError(name, "No article was found in the page. Copy its text into a .txt file and import that.")
    url = page.url or address or saved_from(page_text)
    language = _LANGUAGE.search(page_text[:20_000])
    return Reading(
        (
            build_article(
                name,
                text=re.sub(r"\n+", "\n\n", page.text),
                headline=page.title or "",
                published=published(page_text, url),
                outlet=page.sitename or "",
                author=_DATED.sub("", page.author or "").replace(";", ","),
                url=url,
                language=language[1] if language else "",
            ),
        )
    )


FORMAT = Format(name="saved web pages", suffixes=_SUFFIXES, sniff=_sniff, read=_read)


def saved_from(page_text: str) -> str:
    """The address that a browser writes above a page it saves; "" where there is none."""
    found = _SAVED_FROM.search(page_text, 0, 3000)
    return found[1] if found else ""


def _extracted(name: str, page_text: str) -> Document | None:
    # The largest library of all: not to be loaded by who imports no page.
    import trafilatura  # noqa: PLC0415

    try:
        found = trafilatura.bare_extraction(page_text, include_comments=False, with_metadata=True)
    except Exception as error:
        # A hostile page can fail anywhere inside the parser; whichever way, it has no article for us.
        raise ReadingError(
            name, f"The page could not be parsed ({type(error).__name__}). Save its article as text."
        ) from error
    return found if isinstance(found, trafilatura.settings.Document) else None
