"""Which capitalised words touch the name."""

from __future__ import annotations

from places.recognition.asking import needs
from places.recognition.find import Find
from places.recognition.lexicon import Role

_KNOWN = (
    Role.FEATURE | Role.ORGANISATION | Role.TITLE | Role.GIVEN_NAME | Role.CALENDAR | Role.DIRECTION | Role.FUNCTION
)
_LAND = Role.ADMIN | Role.SETTLEMENT | Role.WATER | Role.LAND


@needs("left")
def given_name_before(find: Find) -> bool:
    """A given name stands before it"""
    return bool(find.left_roles & Role.GIVEN_NAME) and not find.left_hyphen


@needs("left")
def title_before(find: Find) -> bool:
    """A title stands before it"""
    return bool(find.left_roles & Role.TITLE) and not find.left_hyphen


@needs("left")
def initial_before(find: Find) -> bool:
    """An initial stands before it"""
    return len(find.left) == 1


@needs("left")
def stranger_before(find: Find) -> bool:
    """An unknown capitalised word stands before it"""
    return bool(find.left) and not find.left_known and not find.left_roles & _KNOWN and not find.left_hyphen


@needs("right")
def stranger_after(find: Find) -> bool:
    """An unknown capitalised word stands after it"""
    return (
        not find.name.adjective
        and bool(find.right)
        and not find.right_known
        and not find.right_roles & _KNOWN
        and not find.right_hyphen
    )


@needs("left")
def place_before(find: Find) -> bool:
    """Another place's name stands right before it"""
    return not find.name.adjective and find.left_known and not find.left_hyphen


@needs("right")
def place_after(find: Find) -> bool:
    """Another place's name stands right after it"""
    return not find.name.adjective and find.right_known and not find.right_hyphen


@needs("right")
def given_name_after(find: Find) -> bool:
    """A given name stands after it"""
    return bool(find.right_roles & Role.GIVEN_NAME) and not find.right_hyphen


@needs("right")
def person_called_so(find: Find) -> bool:
    """Also a given name, and stands before what may be a surname"""
    if not find.roles & Role.GIVEN_PLACE or not find.right or find.right_hyphen or find.left_known:
        return False
    if find.right_roles & Role.COMMON and not find.right_roles & Role.SURNAME:
        return False
    return not (find.right_roles | find.company) & (Role.FEATURE | Role.ORGANISATION | Role.CALENDAR)


@needs("right")
def surname_after(find: Find) -> bool:
    """A common surname stands after it"""
    return bool(find.right_roles & Role.SURNAME) and not find.right_hyphen and not find.name.adjective


@needs("right")
def title_after(find: Find) -> bool:
    """A title stands after it: "Iraqi President", "Cincinnati Mayor\""""
    return bool(find.right_roles & Role.TITLE) and not find.right_hyphen


@needs("right")
def organisation_after(find: Find) -> bool:
    """A word of organisations' names stands after it"""
    return bool(find.right_roles & Role.ORGANISATION) and not find.right_roles & Role.PRESS


def small_name_in_organisation(find: Find) -> bool:
    """A small place's name with a word of organisations' names"""
    return bool((find.right_roles | find.left_roles | find.head_roles) & Role.ORGANISATION) and (
        not find.name.is_well_known and not find.added
    )


@needs("right")
def press_after(find: Find) -> bool:
    """A word of newspapers' or stations' names stands after it"""
    return bool(find.right_roles & Role.PRESS)


@needs("left")
def organisation_before(find: Find) -> bool:
    """A word of organisations' names stands before it"""
    return bool(find.left_roles & Role.ORGANISATION)


@needs("others")
def calendar_beside(find: Find) -> bool:
    """A day or month stands beside it"""
    return bool((find.left_roles | find.right_roles) & Role.CALENDAR)


@needs("left_hyphen")
def hyphen_before(find: Find) -> bool:
    """Another capitalised word is joined to it by a hyphen before"""
    return find.left_hyphen


@needs("right")
def hyphen_after(find: Find) -> bool:
    """Another capitalised word is joined to it by a hyphen after"""
    return find.right_hyphen and bool(find.right)


@needs("head")
def organisation_of(find: Find) -> bool:
    """Stands after "Bank of", "University of" or the like"""
    return bool(find.head_roles & Role.ORGANISATION)


@needs("head")
def office_of(find: Find) -> bool:
    """Stands after "Mayor of", "President of" or the like"""
    return bool(find.head_roles & Role.TITLE)


@needs("head")
def settlement_of(find: Find) -> bool:
    """Stands after "City of", "Province of" or the like"""
    return bool(find.head_roles & _LAND) and not find.head_roles & Role.ORGANISATION


@needs("head")
def building_of(find: Find) -> bool:
    """Stands after "Tower of", "Cathedral of" or the like"""
    return bool(find.head_roles & (Role.BUILDING | Role.STREET)) and not find.head_roles & Role.ORGANISATION


@needs("head")
def something_of(find: Find) -> bool:
    """Stands after another capitalised word and "of\""""
    return bool(find.head) and not find.head_roles & (Role.ORGANISATION | Role.TITLE | Role.FEATURE)


@needs("others")
def long_company(find: Find) -> bool:
    """Three or more capitalised words stand around it"""
    return find.others >= 3


@needs("right")
def nationality_with_company(find: Find) -> bool:
    """An adjective before other capitalised words"""
    return find.name.adjective and bool(find.right)


@needs("added")
def admin_word(find: Find) -> bool:
    """With "County", "Province" or the like"""
    return bool(find.added & Role.ADMIN)


@needs("added")
def settlement_word(find: Find) -> bool:
    """With "City", "Town" or the like"""
    return bool(find.added & Role.SETTLEMENT)


@needs("added")
def direction_word(find: Find) -> bool:
    """With "North", "Southern" or the like"""
    return bool(find.added & Role.DIRECTION)


@needs("added")
def street_word(find: Find) -> bool:
    """With "Street", "Road" or the like"""
    return bool(find.added & Role.STREET)


@needs("added")
def water_word(find: Find) -> bool:
    """With "River", "Lake" or the like"""
    return bool(find.added & Role.WATER)


@needs("added")
def land_word(find: Find) -> bool:
    """With "Island", "Valley" or the like"""
    return bool(find.added & Role.LAND)


@needs("added")
def building_word(find: Find) -> bool:
    """With "Airport", "Bridge" or the like"""
    return bool(find.added & Role.BUILDING)


@needs("added")
def one_word_feature(find: Find) -> bool:
    """A single word and what kind of feature it is"""
    return bool(find.added) and not find.name.is_known and find.others == 1


@needs("added")
def common_feature(find: Find) -> bool:
    """An ordinary word, a title or a name of organisations is part of it"""
    return (
        not find.name.is_known
        and bool(find.added)
        and bool(find.company & (Role.COMMON | Role.TITLE | Role.ORGANISATION | Role.FUNCTION))
    )
