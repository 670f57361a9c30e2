"""E-mail and MHTML: newsletters, what was passed on, and messages made to do harm."""

from __future__ import annotations

import io
import time
from datetime import date
from email.message import EmailMessage

import pytest
from docx import Document

from articles.article import Article
from articles.reading import ReadingError, read, read_file
from articles.reading.attached import DEEPEST_ATTACHED, MOST_ATTACHED
from tests.articles.reading.builders import LONG_TEXT, PAGE, a_message, a_pdf, a_zip


def reason(data: bytes) -> str:
    with pytest.raises(ReadingError) as caught:
        read("a.eml", data)
    return caught.value.reason


def test_a_newsletter_in_html_without_what_nobody_sees() -> None:
    html = (
        "<body><div style='display: none'>A teaser</div><p>View this email in your browser</p><table><tr><td>"
        "<p>Tolls – fell in Mosul.</p></td></tr></table><p>Unsubscribe from this list</p></body>"
    )
    assert read("a.eml", a_message("View online", subject="Tolls – fall", html=html).as_bytes()) == (
        Article(
            headline="Tolls – fall",
            text="Tolls – fell in Mosul.",
            published=date(2016, 10, 28),
            outlet="Coastal Gazette",
            source="a.eml",
        ),
    )


@pytest.mark.parametrize("transfer", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_a_plain_letter_however_it_was_sent(transfer: str, charset: str) -> None:
    message = a_message()
    message.set_content("Zürich said nothing.", cte=transfer, charset=charset)
    assert read("a.eml", message.as_bytes())[0].text == "Zürich said nothing."


FORWARDED = """FYI

---------- Forwarded message ---------
From: Coastal Gazette <news@gazette.example>
Date: Fri, Oct 28, 2016 at 11:30 PM
Subject: Tolls fall
To: <reader@home.example>


Tolls fell in Mosul.

To: be continued"""


def test_a_letter_passed_on_is_the_letter_and_not_who_passed_it_on() -> None:
    message = a_message(
        FORWARDED, subject="Fwd: Tolls fall", sender="Me <me@home.example>", date="Mon, 31 Oct 2016 10:00 +0000"
    )
    (article,) = read("a.eml", message.as_bytes())
    assert (article.headline, article.outlet, article.published) == (
        "Tolls fall",
        "Coastal Gazette",
        date(2016, 10, 28),
    )
    assert article.text == "Tolls fell in Mosul.\n\nTo: be continued"
    assert "home.example" not in repr(article)


def test_a_letter_passed_on_as_an_attachment() -> None:
    outer = a_message("See below", subject="Look", sender="Me <me@home.example>")
    outer.add_attachment(a_message())
    (article,) = read("a.eml", outer.as_bytes())
    assert (article.headline, article.outlet, article.text) == ("Tolls fall", "Coastal Gazette", "Tolls fell in Mosul.")


def with_file(
    message: EmailMessage, name: str | None, data: bytes, kind: str = "application/octet-stream"
) -> EmailMessage:
    maintype, _, subtype = kind.partition("/")
    message.add_attachment(data, maintype=maintype, subtype=subtype, filename=name)
    return message


def a_docx(text: str) -> bytes:
    written = io.BytesIO()
    document = Document()
    document.add_paragraph(text)
    document.save(written)
    return written.getvalue()


def test_documents_that_are_attached_are_articles_of_their_own_with_the_message_as_where_they_were() -> None:
    message = a_message()
    with_file(message, "Report.PDF", a_pdf([[(72, 700, 12, "Locks were built near Basra.")]]))
    with_file(message, "page.html", PAGE.format(title="Bridges", text=LONG_TEXT).encode())
    with_file(message, "notes.docx", a_docx("Ferries run to Kirkuk."))
    message.add_attachment("Zölle in Tikrit.", filename="zölle.txt", charset="iso-8859-1")
    with_file(message, None, b"# Quays\n\nQuays of Fallujah.", "text/markdown")
    passed_on = a_message("Boats left Samarra.", subject="Re: Boats / and more")
    with_file(message, "boats.eml", passed_on.as_bytes())
    outcome = read_file("a.eml", message.as_bytes())
    assert outcome.problems == ()
    found = {article.source: article for article in outcome.articles}
    assert list(found) == [
        "a.eml", "a.eml/Report.PDF", "a.eml/page.html", "a.eml/notes.docx", "a.eml/zölle.txt", "a.eml/attached.md",
        "a.eml/boats.eml",
    ]  # fmt: skip
    texts = [
        "Tolls fell in Mosul.",
        "near Basra",
        LONG_TEXT.strip(),
        "to Kirkuk",
        "Zölle in Tikrit.",
        "of Fallujah",
        "left Samarra",
    ]
    assert all(text in article.text for text, article in zip(texts, found.values(), strict=True))
    assert found["a.eml/page.html"].headline == "Bridges"
    assert found["a.eml/Report.PDF"].published is None, "the letter's day is not the document's"


def test_a_letter_that_brings_only_documents_is_what_they_are() -> None:
    message = with_file(a_message(""), "tolls.txt", b"Tolls fell in Mosul.")
    (article,) = read("a.eml", message.as_bytes())
    assert (article.text, article.source) == ("Tolls fell in Mosul.", "a.eml/tolls.txt")
    broken = with_file(a_message(""), "tolls.docx", b"PK no such thing")
    assert "Nothing of what is attached gave an article" in reason(broken.as_bytes())


def test_several_letters_passed_on_are_each_an_article_and_what_they_bring_too() -> None:
    outer = with_file(a_message("See below", subject="Look"), "own.txt", b"Own words of Basra.")
    outer.add_attachment(a_message("First of Mosul."))
    outer.add_attachment(with_file(a_message("Second of Tikrit.", subject="Two"), "third.txt", b"Third of Kirkuk."))
    outcome = read_file("a.eml", outer.as_bytes())
    assert [article.text for article in outcome.articles] == [
        "First of Mosul.", "Own words of Basra.", "Second of Tikrit.", "Third of Kirkuk.",
    ]  # fmt: skip
    assert outcome.articles[3].source == "a.eml/Two.eml/third.txt"


@pytest.mark.parametrize("name", ["photo.jpg", "posts.zip", "rows.csv", "book.epub", "winmail.dat", "a.exe", "noname"])
def test_what_is_attached_and_of_no_kind_that_is_read_there_is_told_and_left_out(name: str) -> None:
    outcome = read_file("a.eml", with_file(a_message(), name, a_zip([("a.txt", "Words of Mosul.")])).as_bytes())
    assert len(outcome.articles) == 1
    assert outcome.problems[0].reason == f"What is attached was left out: {name}. Save it and import it by itself."


def test_a_document_that_cannot_be_read_is_told_under_its_name_and_the_rest_is_read() -> None:
    message = with_file(with_file(a_message(), "tolls.pdf", b"%PDF-"), "other.txt", b"Words of Basra.")
    outcome = read_file("a.eml", message.as_bytes())
    assert [article.source for article in outcome.articles] == ["a.eml", "a.eml/other.txt"]
    (problem,) = outcome.problems
    assert problem.source == "a.eml/tolls.pdf" and "damaged" in problem.reason


def test_names_of_what_is_attached_lead_nowhere() -> None:
    for name in ("../../etc/passwd.txt", "C:\\\\Windows\\\\a.txt", "a\x00\u202eb.txt", f"{'x' * 5000}.txt"):
        outcome = read_file("a.eml", with_file(a_message(), name, b"Words of Basra.").as_bytes())
        source = outcome.articles[1].source
        assert source.startswith("a.eml/") and source.endswith(".txt")
        assert source.count("/") == 1 and "\\" not in source and source.isprintable() and len(source) < 200


def test_documents_in_documents_come_to_an_end_in_number_and_depth() -> None:
    many = a_message()
    for number in range(MOST_ATTACHED + 5):
        with_file(many, f"{number}.txt", f"Words of Basra, the {number}th.".encode())
    outcome = read_file("a.eml", many.as_bytes())
    assert len(outcome.articles) == MOST_ATTACHED + 1
    (problem,) = outcome.problems
    assert f"More than {MOST_ATTACHED}" in problem.reason

    deep = a_message("Level 0 of Mosul.")
    for level in range(1, DEEPEST_ATTACHED + 3):
        deep = with_file(a_message(f"Level {level} of Mosul."), "inner.eml", deep.as_bytes())
    outcome = read_file("a.eml", deep.as_bytes())
    assert len(outcome.articles) == DEEPEST_ATTACHED + 1
    assert f"deeper than {DEEPEST_ATTACHED}" in outcome.problems[0].reason


def test_letters_full_of_letters_are_read_or_refused_within_seconds() -> None:
    message = a_message()
    for _ in range(3):
        outer = a_message()
        for number in range(9):
            with_file(outer, f"{number}.eml", message.as_bytes())
        message = outer
    begun = time.monotonic()
    outcome = read_file("a.eml", message.as_bytes())
    assert len(outcome.articles) == MOST_ATTACHED + 1
    assert time.monotonic() - begun < 5


def test_a_sender_without_a_name_is_no_outlet() -> None:
    assert read("a.eml", a_message(sender="news@gazette.example").as_bytes())[0].outlet == ""


def test_a_letter_is_known_by_its_head_whatever_it_is_called() -> None:
    assert read("a.txt", a_message().as_bytes())[0].outlet == "Coastal Gazette"
    assert read("a.txt", b"From: a desk\n\nTolls fell in Mosul.")[0].text.endswith("Tolls fell in Mosul.")


def test_a_page_saved_as_one_file_is_the_page_at_its_address() -> None:
    page = PAGE.format(title="Tolls fall", text=LONG_TEXT)
    saved = EmailMessage()
    saved["From"] = "<Saved by a browser>"
    saved["Snapshot-Content-Location"] = "https://gazette.example/2016/10/28/tolls"
    saved["Date"] = "Sun, 22 Nov 2026 15:24:45 +0000"
    saved.set_content(page, subtype="html", cte="quoted-printable")
    (article,) = read("a.mhtml", saved.as_bytes())
    assert (article.headline, article.url) == ("Tolls fall", "https://gazette.example/2016/10/28/tolls")
    assert article.published == date(2016, 10, 28)  # that of its address, not of the day it was saved


def test_a_message_without_text_is_told() -> None:
    assert "no text" in reason(b"Subject: x\n\n")


def test_messages_nested_too_deep_are_told() -> None:
    message = a_message()
    for _ in range(12):
        outer = a_message("x")
        outer.add_attachment(message)
        message = outer
    assert "deeper than 10" in reason(message.as_bytes())


@pytest.mark.parametrize(
    "data",
    [
        b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(2000)),
        b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 3000,
        b"From: " + b"(" * 20_000 + b"\n\nText",
        b"Subject: =?utf-8?q?" + b"=41" * 30_000 + b"?=\nFrom: " + b"<" * 20_000 + b"\n\nText",
        b"Date: " + b"9" * 50_000 + b"\n\nText",
        b"Date: Fri, 28 Oct 99999999999 10:00:00 +0000\n\nText",
        b"Content-Type: text/plain; charset=rot13\n\nText",
        b"Content-Type: text/plain; charset=utf-16\n\nText of it",
    ],
)
def test_messages_made_to_do_harm_are_read_or_refused_within_seconds(data: bytes) -> None:
    begun = time.monotonic()
    outcome = read_file("a.eml", b"Subject: x\n" + data)
    assert bool(outcome.articles) != bool(outcome.error)
    assert time.monotonic() - begun < 5
