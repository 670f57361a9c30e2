"""What the gazetteer says about the name."""

from __future__ import annotations

from places.recognition.asking import of_name_alone
from places.recognition.find import Find
from places.sense import ALTERNATE


@of_name_alone
def country(find: Find) -> bool:
    """A country's name"""
    return not find.name.adjective and find.name.is_country


@of_name_alone
def province(find: Find) -> bool:
    """A province's or state's name"""
    return find.name.is_province and not find.name.adjective and not find.name.is_country


@of_name_alone
def region(find: Find) -> bool:
    """A sea, river, range or region that news writes about"""
    name = find.name
    return name.is_region and not name.is_country and not name.adjective and not name.is_facility


@of_name_alone
def facility(find: Find) -> bool:
    """A building or site that news writes about"""
    return find.name.is_facility and not find.name.adjective


@of_name_alone
def capital(find: Find) -> bool:
    """A country's capital"""
    return find.name.is_capital and not find.name.adjective


@of_name_alone
def nationality(find: Find) -> bool:
    """An adjective or the name of a people"""
    return find.name.adjective


@of_name_alone
def million_people(find: Find) -> bool:
    """A city of more than a million"""
    return find.name.size >= 6


@of_name_alone
def hundred_thousand_people(find: Find) -> bool:
    """A city of more than a hundred thousand"""
    return 5 <= find.name.size < 6


@of_name_alone
def fifteen_thousand_people(find: Find) -> bool:
    """A town of more than fifteen thousand"""
    return 4.18 <= find.name.size < 5


@of_name_alone
def small_town(find: Find) -> bool:
    """Nothing larger than a small town is called so"""
    return find.name.only_towns and 3 <= find.name.size < 4.18


@of_name_alone
def tiny_place(find: Find) -> bool:
    """Nothing larger than a village is called so"""
    return find.name.is_known and find.name.only_towns and find.name.size < 3


@of_name_alone
def only_alternate(find: Find) -> bool:
    """No place has it as its own name"""
    return find.name.is_known and find.name.best_rank >= ALTERNATE and not find.name.adjective


@of_name_alone
def own_name_of_several(find: Find) -> bool:
    """Several places have it as their own name"""
    return find.name.own_names >= 3


@of_name_alone
def several_words(find: Find) -> bool:
    """A name of several words"""
    return " " in find.name.key and not find.name.adjective


@of_name_alone
def long_word(find: Find) -> bool:
    """A word of eight letters or more"""
    return len(find.name.key) >= 8 and " " not in find.name.key and not find.name.adjective


@of_name_alone
def short_word(find: Find) -> bool:
    """A word of three letters or fewer"""
    return len(find.name.key) <= 3 and not find.name.is_country and not find.name.is_abbreviation


@of_name_alone
def abbreviation(find: Find) -> bool:
    """A state's or province's abbreviation"""
    return find.name.is_abbreviation and not find.name.is_country


def unlisted(find: Find) -> bool:
    """The gazetteer has no such name"""
    return not find.name.is_known and not find.added


def article_taken_off(find: Find) -> bool:
    """Only known without its article"""
    return find.stripped


@of_name_alone
def spelled_otherwise(find: Find) -> bool:
    """Another spelling of a place in a country this text is about"""
    return find.name.is_variant
