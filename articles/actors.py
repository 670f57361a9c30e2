"""Actors: a place's name that means its government, told apart from the place, and switched on and off."""

from __future__ import annotations

from enum import StrEnum

from articles.archive import Archive
from articles.view import DEFAULT_KINDS, View
from places.mention import Kind


class Standing(StrEnum):
    """As what the names of places count."""

    PLACES = "places"
    BOTH = "both"
    ACTORS = "actors"


#: Places and actors together are both, and share nothing: their numbers add up.
KINDS = {
    Standing.PLACES: tuple(kind for kind in DEFAULT_KINDS if kind is not Kind.GOVERNMENT),
    Standing.BOTH: DEFAULT_KINDS,
    Standing.ACTORS: (Kind.GOVERNMENT,),
}
_OTHER = {Standing.PLACES: Standing.ACTORS, Standing.ACTORS: Standing.PLACES}


def standing(view: View) -> Standing | None:
    """As what the names of *view* count; None for a choice of roles that is neither."""
    return next((each for each, kinds in KINDS.items() if kinds == view.kinds), None)


def left_out(view: View, archive: Archive) -> int:
    """How many mentions of *view* the switch leaves out: all actors, or all places; 0 where it leaves out none."""
    other = _OTHER.get(standing(view) or Standing.BOTH)
    if other is None:
        return 0
    asked = view.with_(kinds=KINDS[other])
    places = sum(each.mentions for each in archive.places(asked))
    return places + sum(each.mentions for each in archive.unplaced(asked))
