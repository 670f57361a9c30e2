"""Actors: a place's name that means its government, told apart from the place, and switched on and off."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from articles.archive import Archive
from articles.view import DEFAULT_KINDS, View
from articles.wording import ROLES
from articles.words import phrase, say
from places.mention import Kind


class Standing(StrEnum):
    """As what the names of places count."""

    PLACES = "places"
    BOTH = "both"
    ACTORS = "actors"


#: Places and actors together are both, and share nothing: their mentions add up. A passage may hold both, or neither.
KINDS = {
    Standing.PLACES: tuple(kind for kind in DEFAULT_KINDS if kind is not Kind.GOVERNMENT),
    Standing.BOTH: DEFAULT_KINDS,
    Standing.ACTORS: (Kind.GOVERNMENT,),
}
_CALLED = {Standing.PLACES: phrase("places, not actors"), Standing.ACTORS: phrase("actors, not places")}


@dataclass(frozen=True, slots=True)
class Part:
    """What a choice of roles lets count, of all that the same view holds without it."""

    mentions: int
    mentions_all: int
    passages: int
    passages_all: int


def standing(view: View) -> Standing | None:
    """As what the names of *view* count; None for a choice of roles that is neither."""
    return next((each for each, kinds in KINDS.items() if kinds == view.kinds), None)


def called(view: View) -> str:
    """The roles that count in *view*, for people; "" for those that count by default."""
    counts = standing(view)
    if counts is Standing.BOTH:
        return ""
    return (
        say(_CALLED[counts])
        if counts
        else say("roles: {names}", names=say(", ").join(say(ROLES[kind]) for kind in view.kinds))
    )


def counted(view: View, archive: Archive) -> Part | None:
    """How much of *view* its roles let count; None where they leave nothing out that counts by default."""
    if not view.leaves_out_roles:
        return None
    whole = view.with_(kinds=tuple(kind for kind in Kind if kind in DEFAULT_KINDS or kind in view.kinds))
    return Part(
        _mentions(view, archive), _mentions(whole, archive), archive.count_hits(view), archive.count_hits(whole)
    )


def _mentions(view: View, archive: Archive) -> int:
    return archive.ranking(view).mentions + sum(each.mentions for each in archive.unplaced(view))
