"""What is written from right to left leaves so, whatever the file; what is not stays as it is."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import html  # type: ignore[import-untyped]

from articles.archive import Archive
from articles.export.formats import export
from articles.view import View
from tests.articles.builders import an_article
from tests.articles.export.conftest import archive_of

ARABIC = "Reuters: استعادت القوات العراقية مدينة Mosul بعد معركة استمرت ثلاثة أيام."
ENGLISH = "Troops left Mosul for Baghdad after three days, officials said."


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    told = [
        an_article(ARABIC, headline="معركة في Mosul ثلاثة أيام", language=""),
        an_article(ENGLISH, headline="Mosul"),
    ]
    return archive_of(tmp_path / "archive.sqlite", told, {})


def test_the_brief_on_the_web_turns_the_quotations_that_need_it(archive: Archive) -> None:
    page = html.fromstring(export(archive, View(), "brief-html").decode())
    quotes = {each.text_content(): (each.get("dir"), each.get("lang")) for each in page.iter("blockquote")}
    assert quotes[ARABIC] == ("rtl", "ar")
    assert quotes[ENGLISH] == (None, None)
    assert [each.text_content() for each in page.xpath("//p[@class='from']/b[@dir='rtl']")][:1] == [
        "معركة في Mosul ثلاثة أيام"
    ]


def test_the_brief_in_word_turns_paragraph_and_letters(archive: Archive) -> None:
    document = docx.Document(io.BytesIO(export(archive, View(), "brief-docx")))
    (turned,) = [each for each in document.paragraphs if each.text == ARABIC]
    (straight,) = [each for each in document.paragraphs if each.text == ENGLISH]
    assert turned._p.pPr is not None and turned._p.pPr.find(qn("w:bidi")) is not None
    assert all(run.font.rtl for run in turned.runs)
    assert straight._p.pPr is None or straight._p.pPr.find(qn("w:bidi")) is None


def test_the_book_knows_the_way_of_each_passage_and_headline(archive: Archive) -> None:
    page = html.fromstring(export(archive, View(), "book").decode())
    data = json.loads(page.get_element_by_id("data").text)
    assert {each["text"]: each["way"] for each in data["passages"]}[ARABIC] == "rtl"
    assert {each["language"]: each["way"] for each in data["articles"]} == {"ar": "rtl", "en": "ltr"}
    assert {each["text"]: each["way"] for each in data["passages"]}[ENGLISH] == "ltr"


def test_the_table_says_the_language(archive: Archive) -> None:
    head, *rows = export(archive, View(), "csv").decode("utf-8-sig").splitlines()
    assert "language" in head.split(",")
    assert any(",ar," in row for row in rows)
