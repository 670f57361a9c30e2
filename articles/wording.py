"""Wording: days, and the names that more than one part of the page gives to things, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from articles.certainty import Certainty
from articles.decisions.decision import Action
from articles.view import UNKNOWN_LANGUAGE, Reposts, Together
from articles.words import (
    END_ISOLATE,
    ENGLISH,
    RIGHT_TO_LEFT_ISOLATE,
    is_right_to_left,
    language,
    languages,
    own_name,
    phrase,
    say,
    say_many,
)
from places.mention import Kind
from places.place import Place, PlaceType

#: How each certainty is called; to be said.
CERTAINTIES = {
    Certainty.AUTOMATIC: phrase("automatic"),
    Certainty.VERIFIED: phrase("verified"),
    Certainty.DOUBTFUL: phrase("doubtful"),
    Certainty.UNKNOWN: phrase("unknown"),
    Certainty.EXCLUDED: phrase("excluded"),
}
#: How what stands in several articles counts; to be said.
REPOSTS = {Reposts.ONCE: phrase("counts once"), Reposts.APART: phrase("counts in each")}

#: How places asked for together are; to be said.
TOGETHER = {
    Together.ANY: phrase("any of the places"),
    Together.PASSAGE: phrase("all in one passage"),
    Together.ARTICLE: phrase("all in one article"),
}
#: How each role is called; to be said.
ROLES = {
    Kind.PLACE: phrase("places"),
    Kind.GOVERNMENT: phrase("governments"),
    Kind.ADJECTIVE: phrase("adjectives"),
    Kind.ORGANISATION: phrase("in names of organisations"),
    Kind.RELATIVE: phrase("relative positions"),
}
#: How the places of each kind are called; to be said.
TYPES = {
    PlaceType.COUNTRY: phrase("countries"),
    PlaceType.PROVINCE: phrase("provinces"),
    PlaceType.TOWN: phrase("towns"),
    PlaceType.SITE: phrase("sites"),
    PlaceType.WATER: phrase("waters"),
    PlaceType.REGION: phrase("regions"),
}
#: How one place of each kind is called; to be said.
TYPE = {
    PlaceType.COUNTRY: phrase("country"),
    PlaceType.PROVINCE: phrase("province"),
    PlaceType.TOWN: phrase("town"),
    PlaceType.SITE: phrase("site"),
    PlaceType.WATER: phrase("water"),
    PlaceType.REGION: phrase("region"),
}
#: What a decision that names no place comes to; to be said.
ACTIONS = {
    Action.PLACE: phrase("a place"),
    Action.CONFIRM: phrase("right as it is"),
    Action.NOT_A_PLACE: phrase("not a place"),
    Action.UNKNOWN: phrase("unknown"),
    Action.ACTOR: phrase("an actor"),
    Action.NO_ACTOR: phrase("no actor"),
    Action.NOTE: phrase("noted"),
    Action.STAR: phrase("starred"),
    Action.UNDO: phrase("undone"),
}


def language_name(code: str) -> str:
    """What a language is called in the reader's: "Arabic"; the code where there is no name."""
    if code == UNKNOWN_LANGUAGE:
        return say("unknown language")
    try:
        return str(Locale.parse(code).get_display_name(language()) or code)
    except (UnknownLocaleError, ValueError):
        return str(Locale.parse(language()).languages.get(code, code))


def language_called(name: str, codes: Iterable[str]) -> str:
    """Which of *codes* is called *name*: by its code, or in English, in the reader's language, or in itself.

    "" where none is.
    """
    asked = name.strip().casefold()
    for code in codes:
        called = {code, language_name(code).casefold(), _in_english(code).casefold(), _in_itself(code).casefold()}
        if asked in called - {""}:
            return code
    return ""


def _in_english(code: str) -> str:
    return str(Locale.parse(ENGLISH).languages.get(code, ""))


def _in_itself(code: str) -> str:
    try:
        return own_name(code)
    except (UnknownLocaleError, ValueError):
        return ""


def mentions(number: int) -> str:
    return say_many("{n} mention", "{n} mentions", number)


def passages(number: int) -> str:
    return say_many("{n} passage", "{n} passages", number)


def mentions_of(part: int, whole: int) -> str:
    """12 of 40 mentions; 40 mentions where that is all of them."""
    if part == whole:
        return mentions(whole)
    return say_many("{part} of {n} mention", "{part} of {n} mentions", whole, part=f"{part:,}")


def passages_of(part: int, whole: int) -> str:
    if part == whole:
        return passages(whole)
    return say_many("{part} of {n} passage", "{part} of {n} passages", whole, part=f"{part:,}")


def articles(number: int) -> str:
    return say_many("{n} article", "{n} articles", number)


def outlets(number: int) -> str:
    return say_many("{n} outlet", "{n} outlets", number)


def places(number: int) -> str:
    return say_many("{n} place", "{n} places", number)


def people(number: int) -> str:
    return say_many("{n} inhabitant", "{n} inhabitants", number)


def day(published: date | None) -> str:
    """5 May 2016, the month shortened; "undated" for none."""
    return dated(published, "d MMM y") if published else say("undated")


def dated(published: date, pattern: str) -> str:
    """*published* as *pattern* says, in CLDR's letters."""
    return _dated(published, pattern, language())


@lru_cache(maxsize=10_000)
def _dated(published: date, pattern: str, language: str) -> str:
    said = str(format_date(published, pattern, language))
    # A number at its beginning would be taken for part of the Latin name before it.
    return f"{RIGHT_TO_LEFT_ISOLATE}{said}{END_ISOLATE}" if is_right_to_left(language) else said


def country_names(code: str) -> tuple[str, ...]:
    """What the other languages of the page call the country of that code, by CLDR."""
    known = [Locale.parse(each).territories.get(code, "") for each in languages() if each != ENGLISH]
    return tuple(filter(None, known))


def where(place: Place, lies_in: str) -> str:
    """The line under the name of *place*: where it lies; of a country, what the reader's language calls it, by CLDR.

    Of towns the gazetteer has names in other scripts too, but folded, and not in which language.
    """
    if lies_in or not place.is_country or language() == ENGLISH:
        return lies_in
    return str(Locale.parse(language()).territories.get(place.country_code, ""))


def calendar() -> dict[str, object]:
    """The names of months and days, as d3's and Vega's TimeLocaleDefinition has them."""
    locale = Locale.parse(language())
    months, days = locale.months["format"], locale.days["format"]
    from_sunday = (6, *range(6))
    return {
        "dateTime": "%A %e %B %Y %X",
        "date": "%Y-%m-%d",
        "time": "%H:%M:%S",
        "periods": [locale.day_periods["format"]["abbreviated"][half] for half in ("am", "pm")],
        "days": [days["wide"][day] for day in from_sunday],
        "shortDays": [days["abbreviated"][day] for day in from_sunday],
        "months": [months["wide"][month] for month in range(1, 13)],
        "shortMonths": [months["abbreviated"][month] for month in range(1, 13)],
    }


def where_of(name: str, where: str) -> str:
    """Mosul, Ninawa, Iraq; the name alone where nothing is known of where it lies."""
    return f"{name}, {where}" if where else name
