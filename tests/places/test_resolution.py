"""Resolution in its parts: priors, containers, agreement, home; outlets and spelling."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places import outlet
from places.gazetteer import Gazetteer
from places.geoparser import home_of
from places.index import Index
from places.recognition.recognizer import Recognizer
from places.resolving import Home, Resolver
from places.spelling import Spelling, apart
from places.transliteration import skeleton


@pytest.fixture(scope="module")
def index(gazetteer: Gazetteer) -> Index:
    return Index(Path(gazetteer.path))


def chosen(index: Index, text: str, home: Home = Home()) -> dict[str, str]:  # noqa: B008 - frozen
    sightings, _ = Recognizer(index)(text)
    found = {}
    for group in Resolver()(sightings, home):
        best = max(range(len(group.scores)), key=group.scores.__getitem__)
        for sighting in group.sightings:
            found[text[sighting.start : sighting.end]] = index.place(group.senses[best].row).id
    return found


def test_the_larger_place_is_meant_when_nothing_else_is_known(index: Index) -> None:
    assert chosen(index, "They met in London on Monday.")["London"] == "2643743"


def test_the_country_after_the_comma_outweighs_size(index: Index) -> None:
    assert chosen(index, "They met in London, Canada, on Monday.")["London"] == "6058560"


def test_a_name_means_the_same_throughout_the_text(index: Index) -> None:
    text = "They met in London, Canada. The mayor of London was there; London is small."
    assert chosen(index, text)["London"] == "6058560"


def test_where_the_readers_are_settles_a_tie(index: Index) -> None:
    # Georgia the country is the plain sense; an American reader with American names is told of the state.
    assert chosen(index, "They drove from Atlanta through Georgia to Missouri.")["Georgia"] == "US.GA"
    assert chosen(index, "Tbilisi is the capital of Georgia.")["Georgia"] == "614540"


def test_shares_of_belief_add_up(index: Index) -> None:
    sightings, _ = Recognizer(index)("They met in London, Paris, Baghdad and Mosul.")
    for group in Resolver()(sightings):
        assert sum(group.shares) == pytest.approx(1)


def test_an_outlets_country_is_its_domains_unless_anybody_may_buy_it() -> None:
    assert outlet.country_of("www.cbc.ca") == "CA"
    assert outlet.country_of("https://www.bbc.co.uk/news/1") == "GB"
    assert outlet.country_of("www.cnn.com") == ""
    assert outlet.country_of("example.tv") == ""
    assert outlet.country_of("The Times of Malta") == ""


def test_an_outlet_may_be_called_after_its_town() -> None:
    assert outlet.place_names("www.edmontonjournal.com") == ("edmonton",)
    assert outlet.place_names("The Rock Hill Herald") == ("rock hill",)
    assert outlet.place_names("Reuters") == ()


def test_a_home_is_only_taken_where_it_is_certain(index: Index) -> None:
    assert home_of("The Bangor Daily News", index) == Home("US", "US.ME")
    assert home_of("London Free Press", index) == Home("GB", "GB.ENG")
    assert home_of("Middle East Monitor", index) == Home()
    assert home_of("", index) == Home()


@given(st.text(max_size=80))
def test_any_source_has_a_home_or_none(source: str) -> None:
    assert outlet.country_of(source) == "" or len(outlet.country_of(source)) == 2
    assert all(isinstance(name, str) for name in outlet.place_names(source))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("samara", "samarra"),
        ("al hamdaniyah", "hamdaniya"),
        ("mousul", "mosul"),
        ("qandil", "kandil"),
        ("fallujah", "faluja"),
        ("karbala", "karbalah"),
    ],
)
def test_transliterations_of_one_name_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@given(st.text(alphabet="abcdikqtuy h", max_size=12), st.text(alphabet="abcdikqtuy h", max_size=12))
def test_distance_is_symmetric_and_nought_for_equals(one: str, other: str) -> None:
    assert apart(one, one, 2) == 0
    assert apart(one, other, 2) == apart(other, one, 2)


def test_a_slip_of_one_letter_is_forgiven_within_the_country_only(index: Index) -> None:
    spelling = Spelling(index)
    assert {sense.country for sense in spelling.variants("tikirit", "IQ", True)} == {"IQ"}
    assert spelling.variants("tikirit", "IQ", False) == ()
    assert spelling.variants("tikirit", "IR", True) == ()
