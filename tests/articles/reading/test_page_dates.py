"""The day a web page shows where it declares none, and the address it was saved from."""

from __future__ import annotations

from datetime import date

import pytest

from articles.article import Article
from articles.reading import read
from tests.articles.reading.builders import LONG_TEXT

SAVED = "<!-- saved from url=(0035)https://gazette.example/2016/tolls -->"


def a_page(shown: str, *, above: str = "", below: str = "") -> Article:
    body = f"<article><h1>Tolls fall</h1>{shown}<p>{LONG_TEXT}</p>{below}</article>"
    html = f"{above}<html><head><title>Tolls fall</title></head><body>{body}</body></html>"
    return read("a.html", html.encode())[0]


@pytest.mark.parametrize(
    "shown",
    [
        '<p class="byline">By Jo Marsh | Posted October 19, 2016</p>',
        '<span class="entry-date">Wednesday, October 19, 2016</span>',
        '<div class="post-meta"><span>by Jo Marsh</span> <b>19 October 2016</b></div>',
    ],
)
def test_a_day_where_a_page_puts_its_date(shown: str) -> None:
    assert a_page(shown).published == date(2016, 10, 19)


def test_a_day_is_no_part_of_an_authors_name() -> None:
    assert a_page('<p class="byline">By Jo Marsh | Posted October 19, 2016</p>').author == "Jo Marsh"


def test_a_day_without_a_year_is_of_the_year_in_the_pages_address() -> None:
    shown = '<span class="date">Friday, Oct. 28</span>'
    assert a_page(shown).published is None
    page = a_page(shown, above=SAVED)
    assert (page.published, page.url) == (date(2016, 10, 28), "https://gazette.example/2016/tolls")


def test_a_page_that_shows_several_days_shows_none() -> None:
    other = '<p class="date">October 20, 2016</p>'
    assert a_page('<p class="date">October 19, 2016</p>', below=other).published is None


def test_a_day_in_the_text_is_none_of_publication() -> None:
    assert a_page("<p>October 19, 2016</p>").published is None
