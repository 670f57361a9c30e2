"""Names are found by how they, or a word in them, begin: as going through all of them would, without doing so."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from articles.answering.names import Named, Names, _keys
from articles.archive import Archive
from articles.storage.records import spellings
from tests.articles.builders import IRAQ, MOSUL, NAMES, FakeGeoparse, an_article
from tests.articles.test_archive import archive

__all__ = ["archive"]

words = st.sampled_from(["Mosul", "al-Anbar", "Salah", "ad", "Din", "Saint-Lô", "الموصل", "The Hague", "Hag", "'", "é"])
name = st.lists(words, min_size=1, max_size=3).map(" ".join)


@given(
    st.lists(st.tuples(name, st.lists(name, max_size=2), st.integers(0, 9), st.booleans()), max_size=12),
    st.one_of(st.just(""), name, name.flatmap(lambda whole: st.integers(0, len(whole)).map(lambda end: whole[:end]))),
    st.booleans(),
)
def test_what_begins_so_is_found_as_by_going_through_all(
    given_: list[tuple[str, list[str], int, bool]], prefix: str, area: bool
) -> None:
    names = Names(
        Named(str(n), name, "", mentions, IRAQ if is_area else MOSUL, tuple(spelled))
        for n, (name, spelled, mentions, is_area) in enumerate(given_)
    )
    (key, *_) = _keys(prefix) or ("",)
    by_hand = [
        each
        for each in names.all
        if each.is_area or not area
        if any(
            called.startswith(key) or f" {key}" in called
            for spelled in (each.name, *each.spellings)
            for called in _keys(spelled)
        )
    ]
    assert list(names.beginning(prefix, area=area)) == by_hand


def test_spellings_are_those_that_are_not_the_name(archive: Archive) -> None:
    geoparse = FakeGeoparse({**NAMES, "Mossul": MOSUL})
    article = an_article("Mosul, Mossul, MOSUL.", headline="")
    archive.add(article, geoparse(article))
    with archive.database.reading() as db:
        assert list(spellings(db).values()) == [["Mossul"]]
    assert [each.id for each in archive.names().beginning("moss")] == [MOSUL.id]


def test_a_country_goes_by_its_name_in_the_languages_of_the_page_too(archive: Archive) -> None:
    geoparse = FakeGeoparse({**NAMES, "Iraq": IRAQ})
    article = an_article("Iraq is hot.", headline="")
    archive.add(article, geoparse(article))
    names = archive.names()
    assert [each.id for each in names.find("العراق")] == [IRAQ.id]
    assert [each.id for each in names.beginning("العر", area=True)] == [IRAQ.id]
    assert names.label(IRAQ.id) == "Iraq"


def test_a_country_known_by_its_towns_alone_does_as_well() -> None:
    names = Names([Named("99072", "Mosul", "Nineveh, Iraq", 3, MOSUL)])
    assert [each.id for each in names.find("العراق", area=True)] == ["IQ"]
