"""How exact a place's point is, in words: the second scale of doubt, apart from which place is meant."""

from __future__ import annotations

from places.place import Place, PlaceType

_WORDS = {
    PlaceType.COUNTRY: "country",
    PlaceType.PROVINCE: "province or district",
    PlaceType.TOWN: "town",
    PlaceType.SITE: "spot",
    PlaceType.WATER: "water",
    PlaceType.REGION: "region",
}


def exactness(place: Place) -> str:
    return _WORDS[place.type]
