"""The words of the page: each language's own, one context's apart from another's, English where there are none."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextvars import copy_context
from dataclasses import replace
from datetime import date
from time import perf_counter

import pytest

from articles.map_words import map_words
from articles.wording import day, where
from articles.words import (
    ENGLISH,
    forms,
    in_language,
    is_right_to_left,
    language,
    languages,
    own_name,
    say,
    say_many,
    use_language,
)
from places.place import FeatureClass, Place, Point


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    use_language(ENGLISH)
    yield
    use_language(ENGLISH)


def test_english_is_said_as_it_stands() -> None:
    assert say("Cancel") == "Cancel"
    assert say("in {place}", place="Mosul") == "in Mosul"
    assert say_many("{n} place", "{n} places", 1) == "1 place"
    assert say_many("{n} place", "{n} places", 1319) == "1,319 places"


def test_arabic_is_said_in_its_six_forms() -> None:
    use_language("ar")
    assert say("Cancel") == "إلغاء"
    said = [
        say_many("{n} place", "{n} places", n).replace("\u2066", "").replace("\u2069", "")
        for n in (0, 1, 2, 3, 11, 100)
    ]
    assert said == ["لا أماكن", "مكان واحد", "مكانان", "3 أماكن", "11 مكانًا", "100 مكان"]


def test_what_is_not_translated_is_said_in_english() -> None:
    use_language("ar")
    assert say("Nobody has translated this") == "Nobody has translated this"


def test_an_unknown_language_is_english() -> None:
    for code in ("xx", "../ar", "", "AR\0"):
        use_language(code)
        assert language() == ENGLISH


def test_latin_names_keep_their_direction_amid_arabic_and_arabic_needs_no_help() -> None:
    use_language("ar")
    assert say("in {place}", place="Mosul") == "في \u2066Mosul\u2069"
    assert say("in {place}", place="الموصل") == "في الموصل"


def test_braces_of_a_value_are_no_placeholders() -> None:
    assert say("in {place}", place="{km} {0.__class__}") == "in {km} {0.__class__}"


def test_a_day_is_told_in_the_language() -> None:
    assert day(date(2016, 10, 5)) == "5 Oct 2016"
    use_language("ar")
    assert day(date(2016, 10, 5)) == "\u20675 أكتوبر 2016\u2069"


def test_a_country_is_told_in_the_language_where_a_town_is_told_with_what_it_lies_in() -> None:
    iraq = Place("IQ", "Iraq", Point(33, 44), FeatureClass.ADMINISTRATIVE, "PCLI", "IQ")
    assert where(iraq, "") == ""
    use_language("ar")
    assert where(iraq, "") == "العراق"
    assert (
        where(replace(iraq, id="99072", name="Mosul", feature_class=FeatureClass.POPULATED), "Nineveh, Iraq")
        == "Nineveh, Iraq"
    )


def test_each_language_is_named_by_its_speakers() -> None:
    assert [(code, own_name(code), is_right_to_left(code)) for code in languages()] == [
        ("en", "English", False),
        ("ar", "العربية", True),
    ]


def test_the_language_of_one_thread_is_not_that_of_another() -> None:
    said: dict[str, str] = {}
    both_have_chosen = threading.Barrier(2)

    def serve(code: str) -> None:
        use_language(code)
        both_have_chosen.wait(10)
        said[code] = say("Cancel")

    threads = [threading.Thread(target=copy_context().run, args=(serve, code)) for code in ("ar", "en")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert said == {"ar": "إلغاء", "en": "Cancel"}
    assert language() == ENGLISH


def test_work_put_off_is_done_in_the_language_it_is_for() -> None:
    later = in_language("ar", say)
    assert later("Cancel") == "إلغاء"
    assert language() == ENGLISH


def test_a_catalogue_is_read_once_and_kept() -> None:
    use_language("ar")
    say("Cancel")
    begun = perf_counter()
    for _ in range(1000):
        say("in {place}", place="Mosul")
    assert perf_counter() - begun < 0.5


def test_plural_forms_are_named_as_browsers_name_them() -> None:
    assert forms("{n} place", "{n} places") == {"one": "{n} place", "other": "{n} places"}
    use_language("ar")
    assert set(forms("{n} place", "{n} places")) == {"zero", "one", "two", "few", "many", "other"}


def test_the_map_is_told_its_words_in_the_language() -> None:
    assert not map_words().texts
    use_language("ar")
    words = map_words()
    assert (words.language, words.is_right_to_left) == ("ar", True)
    assert words.of("Legend") == "مفتاح الخريطة"
    assert words.counts["{n} mention"]["few"] == "{n} إشارات"
