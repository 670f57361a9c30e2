"""The brief as a Word document, by python-docx: its picture is a PNG, its links are links."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, datetime, time

import docx
from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from articles.article import Span
from articles.export.brief import Brief, Quote, Row, brief
from articles.export.selection import Selection
from articles.language import direction
from articles.words import is_right_to_left, language, say

_ACCENT, _QUIET = RGBColor(0x9A, 0x34, 0x12), RGBColor(0x5F, 0x67, 0x70)
#: What lies between the margins of a sheet of A4.
_WIDTH_CM = 16.6


def write(selection: Selection) -> bytes:
    made = brief(selection)
    document = _blank(made, selection)
    document.add_heading(made.title, level=0)
    if made.sentence:
        document.add_paragraph(made.sentence)
    _quiet(document, " · ".join(made.counts))
    document.add_picture(io.BytesIO(made.picture.png), width=Cm(_WIDTH_CM))
    _describe_picture(document)
    _quiet(document, made.caption)
    if made.places:
        document.add_heading(say("Places"), level=1)
        _table(document, made.places)
    if made.quotes:
        document.add_heading(say("What is said"), level=1)
    for quote in made.quotes:
        _quote(document, quote)
    if made.rest:
        document.add_paragraph(made.rest)
    document.add_heading(say("Method"), level=1)
    document.add_paragraph(made.method)
    document.add_paragraph(made.attribution)
    last = _quiet(document, f"{made.made}. ")
    if made.permalink:
        last.add_run(f"{say('Open this view:')} ")
        _link(last, made.permalink, made.permalink)
    if is_right_to_left(language()):
        _turn_page_round(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _blank(made: Brief, selection: Selection) -> Document:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - _WIDTH_CM) / 2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    document.styles["Normal"].font.name = "Georgia"
    document.styles["Normal"].font.size = Pt(10.5)
    properties = document.core_properties
    # Word holds 255 letters of each.
    properties.title, properties.author, properties.comments = made.title[:250], "Dateline", made.attribution[:250]
    properties.created = properties.modified = datetime.combine(selection.made_on, time(), UTC)
    return document


def _quote(document: Document, quote: Quote) -> None:
    if quote.text:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.left_indent = Cm(0.6)
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.keep_with_next = True
        _marked(paragraph, quote.text, quote.spans)
        if direction(quote.text) == "rtl":
            _turn_round(paragraph)
    origin = document.add_paragraph()
    origin.paragraph_format.left_indent = Cm(0.6)
    origin.paragraph_format.space_after = Pt(2)
    if quote.url:
        _link(origin, quote.url, quote.headline)
    else:
        origin.add_run(quote.headline).bold = True
    kind = f" ({say('headline')})" if quote.is_headline else ""
    _small(origin, f"{kind}\n{quote.source}")
    sure = document.add_paragraph()
    sure.paragraph_format.left_indent = Cm(0.6)
    sure.paragraph_format.space_after = Pt(4 if quote.note else 12)
    _small(sure, "\n".join(line for line in (*quote.certainty, quote.copies, quote.elsewhere) if line))
    if quote.note:
        note = document.add_paragraph()
        note.paragraph_format.left_indent = Cm(0.6)
        note.paragraph_format.space_after = Pt(12)
        note.add_run(quote.note).italic = True


def _marked(paragraph: Paragraph, text: str, spans: Iterable[Span]) -> None:
    at = 0
    for span in spans:
        if at <= span.start < span.end:
            paragraph.add_run(text[at : span.start])
            paragraph.add_run(text[span.start : span.end]).font.highlight_color = WD_COLOR_INDEX.YELLOW
            at = span.end
    paragraph.add_run(text[at:])


def _turn_round(paragraph: Paragraph) -> None:
    """From right to left: python-docx has no word for it, neither for the paragraph nor for what runs in it."""
    paragraph._p.get_or_add_pPr().insert_element_before(
        OxmlElement("w:bidi"), "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing",
        "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:outlineLvl", "w:rPr",
    )  # fmt: skip
    for run in paragraph.runs:
        run.font.rtl = True


def _turn_page_round(document: Document) -> None:
    """What is said in a language of that direction; what articles say in another keeps its own."""
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    for paragraph in (*document.paragraphs, *(each for cell in cells for each in cell.paragraphs)):
        if direction(paragraph.text) == "rtl" and paragraph._p.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is None:
            _turn_round(paragraph)


def _table(document: Document, rows: Iterable[Row]) -> None:
    cells = [
        (f"{row.name}\n{row.where}", f"{row.mentions:,}", str(row.articles or ""), row.outlets, row.certainty)
        for row in rows
    ]
    titles = (say("Place"), say("Mentions"), say("Articles"), say("Outlets"), say("Certainty"))
    table = document.add_table(rows=0, cols=5, style="Light List")
    for number, texts in enumerate([titles, *cells]):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            run = cell.paragraphs[0].add_run(text)
            run.font.size, run.bold = Pt(8.5), number == 0
    document.add_paragraph()


def _quiet(document: Document, text: str) -> Paragraph:
    paragraph = document.add_paragraph()
    _small(paragraph, text)
    return paragraph


def _small(paragraph: Paragraph, text: str) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.color.rgb = Pt(8.5), _QUIET


def _link(paragraph: Paragraph, address: str, text: str) -> None:
    """python-docx has no links of its own: a relationship, and an element that names it."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(text)
    run.font.color.rgb, run.font.underline = _ACCENT, True
    link.append(run._r)
    paragraph._p.append(link)


def _describe_picture(document: Document) -> None:
    """For those who hear the document."""
    for element in document.element.iter(qn("wp:docPr")):
        element.set("descr", say("Map of the places; they are listed in the table below it"))
