"""E-mail and MHTML: newsletters, what was passed on, and messages made to do harm."""

from __future__ import annotations

import time
from datetime import date
from email.message import EmailMessage

import pytest

from articles.article import Article
from articles.reading import ReadingError, read, read_file
from tests.articles.reading.builders import LONG_TEXT, PAGE, a_message


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


def test_what_is_attached_is_told_and_left_out() -> None:
    message = a_message()
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="tolls.pdf")
    outcome = read_file("a.eml", message.as_bytes())
    assert len(outcome.articles) == 1
    assert "tolls.pdf" in outcome.problems[0].reason


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
