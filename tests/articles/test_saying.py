"""What a view shows is said in a sentence that is right in its numbers and its grammar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.archive import Archive
from articles.article import Article
from articles.saying import diversity, period, sentence
from articles.view import View
from places.place import PlaceType
from tests.articles.builders import BAGHDAD, MOSUL, TEHRAN, FakeGeoparse, an_article

geoparse = FakeGeoparse()


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    archive = Archive.open(tmp_path / "archive.sqlite")
    yield archive
    archive.close()


def add(archive: Archive, *articles: Article) -> None:
    for article in articles:
        archive.add(article, geoparse(article))


MANY = an_article("Mosul, Mosul and Mosul.\n\nBaghdad, al-Houd.", headline="", outlet="A", published=date(2016, 10, 3))
FEW = an_article("Mosul, again.", headline="", outlet="B", published=date(2016, 10, 30))
LATER = an_article("Tehran.", headline="", outlet="B", published=date(2017, 1, 2))
UNDATED = an_article("Nothing of note.", headline="", outlet="", published=None)


def test_a_sentence_says_places_articles_time_the_most_cited_and_what_is_not_on_the_map(archive: Archive) -> None:
    add(archive, MANY, FEW, LATER)
    october = View(after=date(2016, 10, 1), before=date(2016, 10, 31))
    assert sentence(october, archive) == (
        "2 places in 2 of 3 articles, October 2016; most cited Mosul, 4 mentions, 75 % of them A; "
        "1 name not on the map."
    )


def test_the_days_are_those_of_what_is_shown_where_none_are_asked_for(archive: Archive) -> None:
    add(archive, MANY, FEW, LATER)
    assert sentence(View(), archive).startswith("3 places in all 3 articles, 3 October 2016 to 2 January 2017;")
    assert sentence(View(outlets=("A",)), archive) == (
        "2 places in 1 of 3 articles, 3 October 2016; most cited Mosul, 3 mentions; 1 name not on the map."
    )
    add(archive, UNDATED)
    assert sentence(View(), archive).startswith("3 places in all 4 articles; most cited")


def test_one_of_a_thing_is_singular_and_has_no_share(archive: Archive) -> None:
    add(archive, LATER)
    assert sentence(View(), archive) == "1 place in 1 of 1 article, 2 January 2017; most cited Tehran, 1 mention."


def test_what_one_outlet_says_alone_is_said(archive: Archive) -> None:
    add(archive, MANY, LATER)
    assert "most cited Mosul, 3 mentions, all of them A;" in sentence(View(), archive)


def test_nothing_is_said_to_be_nothing(archive: Archive) -> None:
    assert sentence(View(), archive) == "The archive is empty."
    add(archive, UNDATED, FEW)
    assert sentence(View(query="oil"), archive) == "No passage answers this."
    assert sentence(View(after=date(2018, 1, 1)), archive) == "No passage answers this, since 2018."
    assert sentence(View(query="note"), archive) == "No place in 1 of 2 articles."
    assert sentence(View(types=(PlaceType.WATER,)), archive) == "No place in all 2 articles."


def test_a_selection_changes_nothing_of_it(archive: Archive) -> None:
    add(archive, MANY, FEW)
    assert sentence(View(place=BAGHDAD.id), archive) == sentence(View(), archive)


def test_diversity_tells_who_says_it(archive: Archive) -> None:
    add(archive, MANY, FEW, LATER)
    assert diversity(View(), MOSUL.id, archive) == "3 of 4 from one outlet (A)"
    assert diversity(View(outlets=("A",)), MOSUL.id, archive) == "all 3 from one outlet (A)"
    assert diversity(View(), TEHRAN.id, archive) == "the only mention is from B"
    assert diversity(View(outlets=("A",)), TEHRAN.id, archive) == ""
    add(archive, an_article("Baghdad and Baghdad.", headline="", outlet=""), an_article("Baghdad.", outlet="C"))
    assert diversity(View(), BAGHDAD.id, archive) == "4 from 3 outlets, at most 2 from one (unknown)"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (None, None, ""),
        (date(2016, 10, 1), date(2016, 10, 31), "October 2016"),
        (date(2016, 10, 17), date(2016, 10, 30), "17 to 30 October 2016"),
        (date(2016, 10, 17), date(2016, 10, 17), "17 October 2016"),
        (date(2016, 10, 17), date(2016, 11, 3), "17 October to 3 November 2016"),
        (date(2016, 10, 17), date(2017, 5, 3), "17 October 2016 to 3 May 2017"),
        (date(2016, 10, 1), date(2016, 11, 30), "October to November 2016"),
        (date(2016, 10, 1), date(2017, 2, 28), "October 2016 to February 2017"),
        (date(2016, 1, 1), date(2016, 12, 31), "2016"),
        (date(2016, 1, 1), date(2017, 12, 31), "2016 to 2017"),
        (date(2016, 1, 1), None, "since 2016"),
        (date(2016, 10, 1), None, "since October 2016"),
        (date(2016, 10, 17), None, "since 17 October 2016"),
        (None, date(2016, 12, 31), "until the end of 2016"),
        (None, date(2016, 10, 31), "until the end of October 2016"),
        (None, date(2016, 10, 17), "until 17 October 2016"),
    ],
)
def test_a_period_is_said_as_people_say_it(first: date | None, last: date | None, said: str) -> None:
    assert period(first, last) == said


@given(st.dates(), st.dates(), st.dates())
def test_periods_that_differ_are_said_differently(first: date, last: date, other: date) -> None:
    assert (period(first, last) == period(first, other)) == (last == other)
    assert (period(None, last) == period(None, other)) == (last == other)
    assert (period(last, None) == period(other, None)) == (last == other)
