"""PDF: columns, headers, broken words, what the file says of itself, and files that cannot be read."""

from __future__ import annotations

from datetime import date

import pytest

from articles.reading import ReadingError, read, read_file
from tests.articles.reading.builders import Drawn, a_pdf

HEAD: list[Drawn] = [
    (72, 700, 24, "Tolls fall in St Louis"),
    (72, 670, 12, "By Ann Marsh"),
    (72, 650, 12, "Friday, Oct. 28, 2016"),
]


def column(x: float, y: float, *lines: str) -> list[Drawn]:
    return [(x, y - 14 * n, 12, line) for n, line in enumerate(lines)]


def reason(data: bytes) -> str:
    with pytest.raises(ReadingError) as caught:
        read("a.pdf", data)
    return caught.value.reason


def test_the_largest_letters_are_the_headline_and_the_head_is_read_below_it() -> None:
    body = column(72, 610, "Tolls on the river fell on Wednesday for the", "first time since the locks were built.")
    (article,) = read("a.pdf", a_pdf([HEAD + body]))
    assert (article.headline, article.author) == ("Tolls fall in St Louis", "Ann Marsh")
    assert article.published == date(2016, 10, 28)
    assert article.text == "Tolls on the river fell on Wednesday for the first time since the locks were built."


def test_the_head_may_say_who_passed_the_article_on() -> None:
    head: list[Drawn] = [*HEAD, (72, 630, 12, "Outlet: The Example"), (72, 612, 12, "Via: River Watch")]
    (article,) = read("a.pdf", a_pdf([head + column(72, 580, "Tolls on the river fell on Wednesday.")]))
    assert (article.outlet, article.via) == ("The Example", "River Watch")


LEFT = ["Tolls on the river fell", "on Wednesday for the", "first time since the", "locks were built near", "Mosul."]
RIGHT = [
    "Barge owners said that",
    "they had not expected",
    "it so soon, and went",
    "on to Baghdad at once,",
    "they said.",
]
READ = (
    "Tolls on the river fell on Wednesday for the first time since the locks were built near Mosul.\n\n"
    "Barge owners said that they had not expected it so soon, and went on to Baghdad at once, they said."
)


def test_columns_are_read_one_after_the_other() -> None:
    (article,) = read("a.pdf", a_pdf([HEAD + column(72, 600, *LEFT) + column(320, 600, *RIGHT)]))
    assert article.text == READ


def test_columns_are_read_one_after_the_other_where_they_are_drawn_row_by_row() -> None:
    pairs = zip(column(72, 600, *LEFT), column(320, 600, *RIGHT), strict=True)
    (article,) = read("a.pdf", a_pdf([HEAD + [piece for row in pairs for piece in row]]))
    assert article.text == READ


def test_words_drawn_one_by_one_are_one_line() -> None:
    words: list[Drawn] = [
        (72, 600, 12, "Tolls"),
        (110, 600, 12, "fell"),
        (140, 600, 12, "in"),
        (160, 600, 12, "Mosul."),
    ]
    (article,) = read("a.pdf", a_pdf([HEAD + words]))
    assert article.text == "Tolls fell in Mosul."


def test_a_word_broken_at_a_lines_end_is_whole_again() -> None:
    lines = [
        "Tolls on the river fell for the naviga-",
        "tion company, a well-",
        "known one. The well-known one is",
        "of Tal-",
        "Afar.",
    ]
    (article,) = read("a.pdf", a_pdf([HEAD + column(72, 600, *lines)]))
    assert (
        article.text
        == "Tolls on the river fell for the navigation company, a well-known one. The well-known one is of Tal-Afar."
    )


def test_a_gap_begins_a_paragraph() -> None:
    body = column(72, 600, "Tolls fell on the", "river.") + column(72, 550, "Nobody minded at", "all.")
    assert read("a.pdf", a_pdf([HEAD + body]))[0].text == "Tolls fell on the river.\n\nNobody minded at all."


def test_what_stands_on_every_page_is_no_part_of_the_text() -> None:
    pages = [
        [
            (72.0, 760.0, 9.0, f"Coastal Gazette No. {n}"),
            *column(72, 600, f"Page {word} of the", "text ends."),
            (300.0, 30.0, 9.0, str(n)),
        ]
        for n, word in ((1, "one"), (2, "two"), (3, "three"))
    ]
    text = read("a.pdf", a_pdf(pages))[0].text
    assert "Gazette" not in text
    assert text == "Page one of the text ends.\n\nPage two of the text ends.\n\nPage three of the text ends."


def test_a_sentence_goes_on_over_the_page() -> None:
    pages = [HEAD + column(72, 600, "Tolls fell in"), column(72, 700, "Mosul at last.")]
    assert read("a.pdf", a_pdf(pages))[0].text == "Tolls fell in Mosul at last."


def test_a_page_printed_by_a_browser_gives_its_address() -> None:
    printed: list[Drawn] = [(30, 775, 8, "10/28/16, 3:24 PM"), (250, 775, 8, "Tolls fall in St Louis")]
    footer: list[Drawn] = [(30, 15, 8, "https://gazette.example/2016/tolls"), (560, 15, 8, " 1/1")]
    (article,) = read("a.pdf", a_pdf([printed + HEAD + column(72, 600, "Tolls fell in", "Mosul.") + footer]))
    assert article.url == "https://gazette.example/2016/tolls"
    assert article.text == "Tolls fell in Mosul."


def test_a_title_counts_where_the_text_bears_it_out() -> None:
    body = column(72, 600, "Tolls fall in Mosul", "and nobody minds it at all.")
    assert read("a.pdf", a_pdf([body], title="Tolls Fall in Mosul"))[0].headline == "Tolls Fall in Mosul"
    assert read("a.pdf", a_pdf([body], title="Microsoft Word - Doc1"))[0].headline == ""


def test_pages_without_a_text_layer_are_told() -> None:
    assert "no text layer" in reason(a_pdf([[], []]))
    outcome = read_file("a.pdf", a_pdf([HEAD + column(72, 600, "Tolls fell.", "Yes."), []]))
    assert [problem.reason for problem in outcome.problems] == [
        "Without a text layer and left out: page 2. OCR adds one."
    ]


def test_an_encrypted_pdf_is_read_where_it_opens_without_a_password() -> None:
    pages = [HEAD + column(72, 600, "Tolls fell in", "Mosul.")]
    assert "encrypted" in reason(a_pdf(pages, password="secret"))
    assert read("a.pdf", a_pdf(pages, password=""))[0].text == "Tolls fell in Mosul."


@pytest.mark.parametrize("cut", [9, 40, 400])
def test_a_damaged_pdf_is_told(cut: int) -> None:
    assert reason(a_pdf([HEAD])[:cut])


def test_a_pdf_of_too_many_pages_is_told() -> None:
    assert "may have 500" in reason(a_pdf([[]] * 501))


def test_a_pdf_is_told_by_its_first_bytes_whatever_it_is_called() -> None:
    assert read("a.txt", a_pdf([HEAD + column(72, 600, "Tolls fell in", "Mosul.")]))[0].author == "Ann Marsh"
