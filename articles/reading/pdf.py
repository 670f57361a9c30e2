"""PDF: the text layer of a printed page or a paper. The door to pypdf.

Columns are read one after the other, what stands at the top or foot of page after page is left out, and words that a
line's end broke are joined. A PDF names its author and title as its software pleases: they count where its text
bears them out.
"""

from __future__ import annotations

import io
import logging
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from articles.reading.building import LONGEST_ARTICLE
from articles.reading.errors import ReadingError
from articles.reading.format import Format, Reading, Source
from articles.reading.head import article_under, head_of
from articles.reading.page_layout import (
    Line,
    PageText,
    Piece,
    body_lines,
    footer_address,
    headline_of,
    joined,
    page_text,
)
from articles.reading.prose import folded, lines

if TYPE_CHECKING:
    import pypdf

MOST_PAGES = 500
#: Bytes of drawing commands of one page; a page of a newspaper has a tenth.
LONGEST_PAGE_BYTES = 4_000_000

MOST_SECONDS = 60

#: Letters that fonts draw as one: "ﬁle" is not found by who looks for "file".
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_MARK = b"%PDF-"
_MARK_WITHIN_BYTES = 1024
logging.getLogger("pypdf").addHandler(logging.NullHandler())
logging.getLogger("pypdf").propagate = False


def _sniff(source: Source) -> bool:
    return source.suffix == ".pdf" or _MARK in source.data[:_MARK_WITHIN_BYTES]


def _read(source: Source) -> Reading:
    title, pages, problems = _pages(source)
    text_pages = [page for page in pages if page.lines]
    if not text_pages:
        raise ReadingError(
            source.name,
            f"The PDF has no text layer: its {len(pages):,} pages are pictures. Let an OCR program add one, such as "
            "ocrmypdf, and import what that makes.",
        )
    body = body_lines(text_pages)
    headline_lines = headline_of(text_pages[0], body)
    headline = joined(headline_lines).replace("\n", " ") or _borne_out(title, body)
    written = [line for line in body if line not in headline_lines]
    if sum(len(line.text) for line in written) > LONGEST_ARTICLE:
        raise ReadingError(
            source.name, f"The PDF has more than {LONGEST_ARTICLE:,} characters. Split it into articles, a file each."
        )
    said, text = _head(written) if headline else ({}, joined(written))
    if not headline:
        said, rest = head_of(lines(text))
        text = "\n".join(rest)
    headline = headline or said.get("headline", "")
    article = article_under(source.name, said, text, headline, url=footer_address(text_pages))
    return Reading((article,), problems)


FORMAT = Format(name="PDF files with a text layer", suffixes=(".pdf",), sniff=_sniff, read=_read)


def _head(written: Sequence[Line]) -> tuple[dict[str, str], str]:
    """What the lines under a headline say, each a line of its own however close they stand, and the text below."""
    page = [each for line in written for each in (line.text, "")]
    said, rest = head_of(page)
    return said, joined(written[(len(page) - len(rest) + 1) // 2 :])


def _pages(source: Source) -> tuple[str, list[PageText], tuple[ReadingError, ...]]:
    """The title the file gives itself, the text of each page, and what could not be read of them."""
    # A tenth of a second, which only who imports a PDF need wait.
    import pypdf  # noqa: PLC0415
    from pypdf.errors import DependencyError  # noqa: PLC0415

    begun = time.monotonic()
    try:
        reader = pypdf.PdfReader(io.BytesIO(source.data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadingError(source.name, "The PDF is encrypted. Save it without its password, and import that.")
        number = len(reader.pages)
        if number > MOST_PAGES:
            raise ReadingError(source.name, f"The PDF has {number:,} pages and may have {MOST_PAGES}. Split it.")
        title = (reader.metadata.title or "") if reader.metadata else ""
        pages = []
        for at, page in enumerate(reader.pages, 1):
            if time.monotonic() - begun > MOST_SECONDS:
                raise ReadingError(
                    source.name, f"Reading it takes more than {MOST_SECONDS} s. Print it to a new PDF, or split it."
                )
            pages.append(page_text(at, _pieces(source.name, page)))
    except ReadingError:
        raise
    except DependencyError as error:
        raise ReadingError(
            source.name,
            "The PDF is encrypted in a way that needs the package cryptography. Save it without protection.",
        ) from error
    except Exception as error:
        # A damaged file can fail anywhere inside the parser; whichever way, it has no article for us.
        raise ReadingError(
            source.name, f"The PDF is damaged ({type(error).__name__}). Open it, print it to a new PDF and import that."
        ) from error
    blank = [str(page.number) for page in pages if not page.lines]
    if not blank or len(blank) == len(pages):
        return title, pages, ()
    which = ", ".join(blank[:20]) + (" ..." if len(blank) > 20 else "")
    return title, pages, (ReadingError(source.name, f"Without a text layer and left out: page {which}. OCR adds one."),)


def _pieces(name: str, page: pypdf.PageObject) -> list[Piece]:
    contents = page.get_contents()
    if contents is not None and len(contents.get_data()) > LONGEST_PAGE_BYTES:
        raise ReadingError(name, "A page of it draws more than a page of text does. Save its text as a .txt file.")
    pieces: list[Piece] = []

    def take(text: str, matrix: Sequence[float], text_matrix: Sequence[float], _font: object, size: float) -> None:
        a, b, c, d, e, f = (float(each) for each in matrix)
        right, up, _, high, x, y = (float(each) for each in text_matrix)
        # What is written up the margin is no line of the page.
        if text and abs(right * b + up * d) <= abs(right * a + up * c):
            height = abs(float(size) * (high or right) * (d or a))
            for part in text.translate(_LIGATURES).split("\n"):
                pieces.append(Piece(x * a + y * c + e, x * b + y * d + f, height, part))

    page.extract_text(visitor_text=take)
    return pieces


def _borne_out(said: str, body: Sequence[Line]) -> str:
    """What the file says of itself where its text says so too; "" otherwise."""
    text = folded(" ".join(line.text for line in body[:60]))
    return said if said and f" {folded(said)} " in f" {text} " else ""
