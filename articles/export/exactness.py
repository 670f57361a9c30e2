"""How exact a place's point is, in words: the second scale of doubt, apart from which place is meant."""

from __future__ import annotations

from articles.words import phrase
from places.place import Place, PlaceType

_WORDS = {
    PlaceType.COUNTRY: phrase("country"),
    PlaceType.PROVINCE: phrase("province or district"),
    PlaceType.TOWN: phrase("town"),
    PlaceType.SITE: phrase("spot"),
    PlaceType.WATER: phrase("water"),
    PlaceType.REGION: phrase("region"),
}


def exactness(place: Place) -> str:
    """In English, as tables for programs have it; to be said to people."""
    return _WORDS[place.type]
