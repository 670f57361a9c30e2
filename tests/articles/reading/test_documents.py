"""Word and EPUB: where headline, day and author stand, and packages that cannot be read."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest

from articles.reading import ReadingError, read, read_file
from tests.articles.reading.builders import LONG_TEXT, a_zip, an_epub


def reason(name: str, data: bytes) -> str:
    with pytest.raises(ReadingError) as caught:
        read(name, data)
    return caught.value.reason


def a_document(*paragraphs: tuple[str, str], title: str = "", author: str = "Whoever Saved It") -> bytes:
    """Of paragraphs with the name of their style."""
    document = docx.Document()
    document.core_properties.title, document.core_properties.author = title, author
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "In a cell", "In another"
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_a_document_with_a_heading_a_byline_and_a_table() -> None:
    head = [("Heading 1", "Tolls fall"), ("Normal", "By Jo Marsh"), ("Normal", "Posted October 19, 2016")]
    (article,) = read("a.docx", a_document(*head, ("Normal", "Tolls fell in Mosul.")))
    assert (article.headline, article.author, article.published) == ("Tolls fall", "Jo Marsh", date(2016, 10, 19))
    assert article.text == "Tolls fell in Mosul.\n\nIn a cell\n\nIn another"


def test_whoever_saved_a_document_did_not_write_the_article() -> None:
    article = read("a.docx", a_document(("Normal", "Tolls fell in Mosul, at last."), title="Document1"))[0]
    assert (article.headline, article.author, article.published) == ("", "", None)


def test_a_title_counts_where_the_text_bears_it_out() -> None:
    paragraphs = [("Normal", "Tolls fall."), ("Normal", "They fell in Mosul.")]
    assert read("a.docx", a_document(*paragraphs, title="Tolls fall"))[0].headline == "Tolls fall."


def test_what_is_no_document_is_told() -> None:
    assert "no DOCX" in reason("a.docx", b"Tolls fell.")
    assert "no DOCX" in reason("a.docx", a_zip([("a.txt", "Tolls fell.")]))
    assert "damaged" in reason("a.docx", a_document()[:3000])
    assert "damaged" in reason("a.docx", a_zip([("word/document.xml", "<a"), ("[Content_Types].xml", "<a")]))


def test_a_document_that_unfolds_without_end_is_told() -> None:
    assert "more than" in reason("a.docx", a_zip([("word/document.xml", b" " * 60_000_000)]))


def test_each_chapter_of_a_book_is_an_article_in_reading_order() -> None:
    articles = read("a.epub", an_epub(("Tolls fall", LONG_TEXT), ("Ferries sink", LONG_TEXT)))
    assert [article.headline for article in articles] == ["Tolls fall", "Ferries sink"]
    first = articles[0]
    assert (first.outlet, first.via, first.author) == ("Coastal Gazette", "The Week", "Jo Marsh")
    assert (first.published, first.language) == (date(2016, 10, 28), "en")
    assert first.text == LONG_TEXT.strip()


def test_a_book_of_a_year_has_no_day() -> None:
    assert read("a.epub", an_epub(("Tolls fall", LONG_TEXT), day="2016"))[0].published is None


def test_title_pages_and_missing_chapters_are_told() -> None:
    outcome = read_file("a.epub", an_epub(("Cover", "The Week"), ("Tolls fall", LONG_TEXT)))
    assert [article.headline for article in outcome.articles] == ["Tolls fall"]
    assert "1 parts with fewer than 400 letters" in outcome.problems[0].reason


def test_a_protected_book_is_told() -> None:
    keys = '<encryption><a><CipherReference URI="text/chapter%200.xhtml"/></a></encryption>'
    book = an_epub(("Tolls fall", LONG_TEXT), more=[("META-INF/encryption.xml", keys)])
    assert "protected" in reason("a.epub", book)


def test_a_damaged_book_is_told() -> None:
    assert "no EPUB" in reason("a.epub", b"Tolls fell.")
    assert "damaged" in reason("a.epub", a_zip([("a.txt", "x")]))
    assert "damaged" in reason("a.epub", an_epub(("Tolls fall", LONG_TEXT))[:500])
