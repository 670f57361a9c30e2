"""Dates: the forms that are read, and the ones that are not guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.reading.dates import address_day, day


@pytest.mark.parametrize(
    "text",
    [
        "2016-10-28", "2016/10/28", "20161028", "2016-10-28T23:30:00Z", "2016-10-28T23:30:00.123456+03:00",
        "2016-10-28 23:30", "October 28, 2016", "Oct. 28, 2016", "oct 28 2016", "October 28th, 2016",
        "28 October 2016", "28th of October 2016", "28-Oct-2016", "Friday, Oct. 28, 2016", "Friday, 28 October 2016",
        "Fri, 28 Oct 2016 12:00:00 GMT", "Fri, 28 Oct 2016 12:00:00 +0300", "October 28, 2016 at 10:30 pm",
        "October 28, 2016 10:30 a.m. EST", "28/10/2016", "10/28/2016", "28.10.2016", "Posted on October 28, 2016",
        "Published: 2016-10-28", " October 28, 2016 ",
    ],
)  # fmt: skip
def test_one_day_in_all_its_forms(text: str) -> None:
    assert day(text) == date(2016, 10, 28)


@pytest.mark.parametrize(
    "text",
    [
        "Posted October 19, 2016", "Posted: October 19, 2016", "First published on 19 October 2016",
        "Wed, Oct 19, 2016 at 11:30 PM", "Wed, 19 Oct 2016 23:30:00 +0300 (AST)", "19 October 2016 at 23:30:00 GMT+3",
        "Wednesday, October 19, 2016 11:30 PM",
    ],
)  # fmt: skip
def test_one_day_as_blogs_and_letters_write_it(text: str) -> None:
    assert day(text) == date(2016, 10, 19)


@pytest.mark.parametrize(
    "text", ["Friday, Oct. 28", "Posted Friday, October 28", "Fri 28 Oct", "Friday, Oct. 28, 11:30 pm"]
)
def test_a_day_without_its_year_is_one_where_one_year_fits(text: str) -> None:
    assert day(text) is None
    assert day(text, {2015, 2016, 2017}) == date(2016, 10, 28)
    assert day(text, {2011, 2016}) is None  # both have it on a Friday
    assert day(text, {2017}) is None


def test_without_its_weekday_a_day_is_certain_only_in_one_year() -> None:
    assert day("Oct. 28", {2016}) == date(2016, 10, 28)
    assert day("Oct. 28", {2016, 2017}) is None
    assert day("Feb. 29", {2016, 2017}) == date(2016, 2, 29)


def test_the_address_of_a_post_may_hold_its_day() -> None:
    assert address_day("https://a.example/2016/10/28/tolls") == date(2016, 10, 28)
    assert address_day("https://a.example/2016/10/tolls") is None
    assert address_day("https://a.example/2016/13/28/tolls") is None
    assert address_day("https://a.example/2016/10/28/from/2015/01/02/") is None
    assert address_day("https://a.example/tolls?day=/2016/10/28/") is None


def test_september_may_be_sept() -> None:
    assert day("Sept. 3, 2016") == date(2016, 9, 3)


def test_numbers_are_a_day_only_where_there_is_one_way_to_read_them() -> None:
    assert day("03/04/2016") is None
    assert day("04/04/2016") == date(2016, 4, 4)
    assert day("13/04/2016") == day("04/13/2016") == date(2016, 4, 13)


@pytest.mark.parametrize(
    "text",
    [
        "", "2016", "October 2016", "Oct. 28", "Friday", "28/10/16", "31 April 2016", "2016-13-01", "0000-01-01",
        "30.02.2016", "On October 28, 2016 the army", "Vienna, July 14, 2015", "1477612800", "٢٠١٦-١٠-٢٨", "soon",
        "October 28, 2016, October 29, 2016", "May", "99999999",
    ],
)  # fmt: skip
def test_what_is_no_certain_day(text: str) -> None:
    assert day(text) is None


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_written_out_is_that_day(value: date) -> None:
    month = value.strftime("%B")
    for text in (value.isoformat(), f"{month} {value.day}, {value.year}", f"{value.day} {month[:3]} {value.year}"):
        assert day(text) == value


@given(st.text(alphabet="0123456789 ,./-:TZ+JanuaryMayOct", max_size=120))
def test_any_text_is_a_day_or_none(text: str) -> None:
    assert day(text) is None or isinstance(day(text), date)
