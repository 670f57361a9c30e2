"""What the name may be as an ordinary word."""

from __future__ import annotations

from places.recognition.asking import needs
from places.recognition.find import Find
from places.recognition.lexicon import Role


@needs("roles")
def common_word(find: Find) -> bool:
    """Also an ordinary English word"""
    return bool(find.roles & Role.COMMON) and not find.name.is_great


@needs("roles")
def common_word_of_note(find: Find) -> bool:
    """Also an ordinary English word, but the name of a country, a province or a large city"""
    return bool(find.roles & Role.COMMON) and find.name.is_great


@needs("roles")
def function_word(find: Find) -> bool:
    """Also one of the smallest English words"""
    return bool(find.roles & Role.FUNCTION)


@needs("roles")
def calendar_word(find: Find) -> bool:
    """Also a month, a day or a feast"""
    return bool(find.roles & Role.CALENDAR)


@needs("roles")
def given_name(find: Find) -> bool:
    """Also a given name"""
    return bool(find.roles & Role.GIVEN_NAME) and not find.name.is_well_known


@needs("roles")
def given_name_of_note(find: Find) -> bool:
    """Also a given name, but the name of a country, a province or a large city"""
    return bool(find.roles & Role.GIVEN_NAME) and find.name.is_well_known


@needs("roles")
def title_word(find: Find) -> bool:
    """Also a title"""
    return bool(find.roles & Role.TITLE)


@needs("roles")
def organisation_word(find: Find) -> bool:
    """Also a word of organisations' names"""
    return bool(find.roles & Role.ORGANISATION)


@needs("roles")
def feature_word(find: Find) -> bool:
    """Also a word for a kind of place"""
    return bool(find.roles & Role.FEATURE)


def short_capitals(find: Find) -> bool:
    """Four capitals or fewer: rather an abbreviation of something else"""
    return len(find.text) <= 4 and find.text.isupper() and not find.name.is_country and not find.name.is_abbreviation


@needs("roles")
def direction(find: Find) -> bool:
    """Only says north, south, east or west"""
    return bool(find.roles & Role.DIRECTION)


@needs("roles")
def surname(find: Find) -> bool:
    """Also a common surname"""
    return bool(find.roles & Role.SURNAME) and not find.name.is_well_known


@needs("roles")
def surname_of_note(find: Find) -> bool:
    """Also a common surname, but the name of a country, a province or a large city"""
    return bool(find.roles & Role.SURNAME) and find.name.is_well_known


@needs("roles")
def namesake(find: Find) -> bool:
    """Also a company, a brand, a faith or a body better known than the place"""
    return bool(find.roles & Role.NAMESAKE)
