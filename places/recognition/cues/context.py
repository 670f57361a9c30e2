"""Which words and marks stand around the name in the text."""

from __future__ import annotations

from places.recognition.asking import needs
from places.recognition.base import Evidence, Sighting
from places.recognition.lexicon import Role


@needs("opens")
def opens_sentence(sighting: Sighting, evidence: Evidence) -> bool:
    """Opens a sentence or a line"""
    return sighting.opens


@needs("before")
def after_place_preposition(sighting: Sighting, evidence: Evidence) -> bool:
    """After "in", "at", "near" or the like"""
    return bool(sighting.before_roles & Role.PREPOSITION)


@needs("before")
def small_name_after_place_preposition(sighting: Sighting, evidence: Evidence) -> bool:
    """A small place's name after "in", "at", "near" or the like"""
    return bool(sighting.before_roles & Role.PREPOSITION) and not sighting.find.name.is_well_known


@needs("opens")
def small_name_opens_sentence(sighting: Sighting, evidence: Evidence) -> bool:
    """A small place's name that opens a sentence or a line"""
    return sighting.opens and not sighting.find.name.is_well_known


@needs("opens")
def common_word_opens_sentence(sighting: Sighting, evidence: Evidence) -> bool:
    """Also an ordinary English word, and opens a sentence: its capital says nothing"""
    return sighting.opens and bool(sighting.find.roles & Role.COMMON) and sighting.container is None


@needs("headline")
def common_word_in_headline(sighting: Sighting, evidence: Evidence) -> bool:
    """Also an ordinary English word, in a headline that gives every word a capital"""
    return sighting.container is None and not sighting.find.name.is_well_known


@needs("before")
def after_of(sighting: Sighting, evidence: Evidence) -> bool:
    """After "of\""""
    return sighting.before == "of" and not sighting.find.head


@needs("before")
def after_to(sighting: Sighting, evidence: Evidence) -> bool:
    """After "to\""""
    return sighting.before == "to"


@needs("before")
def after_by(sighting: Sighting, evidence: Evidence) -> bool:
    """After "by", "with" or "who\""""
    return sighting.before in ("by", "with", "who", "whom", "for")


@needs("before")
def after_article(sighting: Sighting, evidence: Evidence) -> bool:
    """After "a", "an" or "the\""""
    return sighting.before in ("the", "a", "an")


@needs("before")
def after_title(sighting: Sighting, evidence: Evidence) -> bool:
    """After a title in small letters"""
    return bool(sighting.before_roles & Role.TITLE)


@needs("before")
def named_as_settlement(sighting: Sighting, evidence: Evidence) -> bool:
    """After "city of", "village of", "province of" or the like"""
    return sighting.headed


@needs("after")
def kind_word_after(sighting: Sighting, evidence: Evidence) -> bool:
    """Before "city", "province", "area", "border" or the like"""
    return sighting.after in _KINDS


@needs("after")
def before_speech(sighting: Sighting, evidence: Evidence) -> bool:
    """Before "said", "told" or the like"""
    name = sighting.find.name
    return bool(sighting.after_roles & Role.SPEECH) and not (
        name.is_country
        or name.is_capital
        or sighting.before_roles & Role.PREPOSITION
        or sighting.before in ("of", "to")
    )


@needs("possessive")
def possessive(sighting: Sighting, evidence: Evidence) -> bool:
    """Followed by "'s\""""
    return sighting.possessive


@needs("right")
def based(sighting: Sighting, evidence: Evidence) -> bool:
    """Followed by "-based", "-led" or the like"""
    return sighting.right == "-" and not sighting.find.right


@needs("opens")
def dateline(sighting: Sighting, evidence: Evidence) -> bool:
    """Stands as a dateline"""
    return sighting.dateline


@needs("container")
def followed_by_container(sighting: Sighting, evidence: Evidence) -> bool:
    """Followed by the state or country it lies in"""
    return sighting.container is not None


@needs("contained")
def contains_the_name_before(sighting: Sighting, evidence: Evidence) -> bool:
    """Names the state or country of the place before it"""
    return sighting.contained is not None


@needs("find.name.is_abbreviation")
def american_postal(sighting: Sighting, evidence: Evidence) -> bool:
    """Two capitals that the post office uses for an American state, but after no town"""
    find = sighting.find
    if sighting.contained is not None or not find.name.is_abbreviation or not find.name.is_known:
        return False
    return len(find.text) == 2 and find.text.isupper() and find.name.senses[0].country == "US"


@needs("find.name.is_abbreviation")
def bare_abbreviation(sighting: Sighting, evidence: Evidence) -> bool:
    """A state's abbreviation without its full stop, after no town"""
    text = sighting.find.text
    if sighting.contained is not None or not sighting.find.name.is_abbreviation or sighting.find.name.is_country:
        return False
    return not text.isupper() and sighting.end - sighting.start == len(text) and "." not in text


@needs("after")
def direction_of(sighting: Sighting, evidence: Evidence) -> bool:
    """Only says in which direction: "South of" """
    return bool(sighting.find.roles & Role.DIRECTION) and sighting.after == "of"


@needs("numbered")
def road_number(sighting: Sighting, evidence: Evidence) -> bool:
    """An American highway by its number: "U.S. 33" """
    return sighting.numbered and sighting.find.name.key == "us"


def whole_text(sighting: Sighting, evidence: Evidence) -> bool:
    """The text is nothing but this name"""
    return sighting.end - sighting.start == evidence.characters


def plays_against(sighting: Sighting, evidence: Evidence) -> bool:
    """Before or after "beat", "hosts" or the like, as teams are called"""
    return sighting.after in _PLAYS or sighting.before in _PLAYS


@needs("before")
def home_of_a_person(sighting: Sighting, evidence: Evidence) -> bool:
    """After a person's age and "of": "Troy Logan, 41, of Logan" """
    return sighting.before == "of" and sighting.of_age


@needs("listed")
def listed_with_places(sighting: Sighting, evidence: Evidence) -> bool:
    """In a list with other places"""
    return sighting.listed


@needs("age")
def age_after(sighting: Sighting, evidence: Evidence) -> bool:
    """Followed by a person's age"""
    return sighting.age


def web_address(sighting: Sighting, evidence: Evidence) -> bool:
    """Part of a web address, a file name or a handle"""
    return sighting.left in ("/", "@", "_", "=", "\\") or sighting.right in ("@", "_")


_PLAYS = frozenset(
    ("beat", "beats", "drew", "host", "hosts", "hosted", "visits", "defeated", "routed", "edged", "downed")
)
_KINDS = frozenset(
    [
        "city",
        "town",
        "village",
        "province",
        "state",
        "region",
        "area",
        "district",
        "county",
        "border",
        "borders",
        "suburb",
        "suburbs",
        "neighborhood",
        "neighbourhood",
        "governorate",
        "metropolitan",
        "resident",
        "residents",
        "native",
        "downtown",
        "airport",
        "capital",
        "coast",
        "prefecture",
        "peninsula",
        "valley",
        "island",
        "river",
        "mountains",
        "highway",
        "street",
        "road",
        "streets",
        "roads",
    ]
)
