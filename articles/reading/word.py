"""Word: an article written, or pasted, into a DOCX document. The door to python-docx for reading.

The file's own author and title are those of whoever saved it: a title counts where the text bears it out, an author
where a line under the headline names one. What was deleted with changes tracked is not read.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lxml import etree  # type: ignore[import-untyped]

from articles.reading.building import LONGEST_ARTICLE
from articles.reading.errors import ReadingError
from articles.reading.format import Format, Reading, Source
from articles.reading.head import article_under, head_of
from articles.reading.package import is_package, opened
from articles.reading.prose import folded, line

if TYPE_CHECKING:
    from docx.document import Document

_BODY = "word/document.xml"
#: Bytes of the text with its marks; what stands around it does not count.
LARGEST_BODY_BYTES = 50_000_000
_TITLES = ("title", "heading 1")
#: The name spaces of the body: its own, and that of what older programs show instead.
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: How far down a heading may stand and still be the headline.
_HEAD_PARAGRAPHS = 6


def _sniff(source: Source) -> bool:
    if source.suffix == ".docx":
        return True
    return is_package(source.data) and source.suffix in {"", ".doc", ".txt"} and _BODY.encode() in source.data


def _read(source: Source) -> Reading:
    document = _document(source)
    paragraphs = [(style, line(text)) for style, text in _paragraphs(document)]
    written = [(style, text) for style, text in paragraphs if text]
    if sum(len(text) for _, text in written) > LONGEST_ARTICLE:
        raise ReadingError(
            source.name,
            f"The document has more than {LONGEST_ARTICLE:,} characters. Split it into articles, a file each.",
        )
    headline = _headline(document, written)
    body = list(written)
    if headline:
        body.remove(next(each for each in written if each[1] == headline))
    page = [each for _, text in body for each in (text, "")]
    said, rest = head_of(page)
    headline = headline or said.get("headline", "")
    return Reading((article_under(source.name, said, "\n".join(rest), headline),))


FORMAT = Format(name="Word documents", suffixes=(".docx",), sniff=_sniff, read=_read)


def _document(source: Source) -> Document:
    if not is_package(source.data):
        raise ReadingError(source.name, "The file is no DOCX document. Save it as one in your word processor.")
    with opened(source.name, source.data) as package:
        if _BODY not in package.namelist():
            raise ReadingError(source.name, "The file is no DOCX document. Save it as one in your word processor.")
        if package.getinfo(_BODY).file_size > LARGEST_BODY_BYTES:
            raise ReadingError(source.name, f"Its text has more than {LARGEST_BODY_BYTES // 1_000_000} MB. Split it.")
    # A tenth of a second, which only who imports a document need wait.
    import docx  # noqa: PLC0415

    try:
        return docx.Document(io.BytesIO(source.data))
    except Exception as error:
        # A damaged package can fail anywhere inside the library; whichever way, it has no article for us.
        raise ReadingError(
            source.name, f"The document is damaged ({type(error).__name__}). Open it, save it again and import that."
        ) from error


def _paragraphs(document: Document) -> Iterator[tuple[str, str]]:
    """The name of each paragraph's style, in small letters, and its text; those in tables and text boxes too."""
    styles = {style.style_id: (style.name or "").lower() for style in document.styles}
    for paragraph in document.element.body.iter(f"{_W}p"):
        if not any(True for _ in paragraph.iterancestors(_FALLBACK)):
            marks = paragraph.find(f"{_W}pPr/{_W}pStyle")
            style = marks.get(f"{_W}val", "") if marks is not None else ""
            yield styles.get(style, ""), "".join(_words(paragraph))


def _words(paragraph: etree._Element) -> Iterator[str]:
    for element in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen"):
        # Not those of a text box that is anchored in this paragraph: they are paragraphs of their own.
        if next(element.iterancestors(f"{_W}p")) is paragraph:
            yield {f"{_W}t": element.text or "", f"{_W}noBreakHyphen": "-"}.get(element.tag, " ")


def _headline(document: Document, written: Sequence[tuple[str, str]]) -> str:
    beginning = written[:_HEAD_PARAGRAPHS]
    for title in _TITLES:
        if styled := next((text for style, text in beginning if style == title), ""):
            return styled
    said = folded(document.core_properties.title or "")
    return next((text for _, text in beginning if said and folded(text) == said), "")
