"""Wording: days, and the names that more than one part of the page gives to things, in the reader's language."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from articles.certainty import Certainty
from articles.decisions.decision import Action
from articles.words import language, phrase, say, say_many
from places.mention import Kind
from places.place import PlaceType

#: How each certainty is called; to be said.
CERTAINTIES = {
    Certainty.AUTOMATIC: phrase("automatic"),
    Certainty.VERIFIED: phrase("verified"),
    Certainty.DOUBTFUL: phrase("doubtful"),
    Certainty.UNKNOWN: phrase("unknown"),
    Certainty.EXCLUDED: phrase("excluded"),
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


def counted(number: int, noun: str) -> str:
    """1 mention, 40 mentions, 1,319 passages."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def mentions(number: int) -> str:
    return say_many("{n} mention", "{n} mentions", number)


def passages(number: int) -> str:
    return say_many("{n} passage", "{n} passages", number)


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
    return str(format_date(published, pattern, language()))


def where_of(name: str, where: str) -> str:
    """Mosul, Ninawa, Iraq; the name alone where nothing is known of where it lies."""
    return say("{place}, {area}", place=name, area=where) if where else name
