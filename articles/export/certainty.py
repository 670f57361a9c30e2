"""How sure a mention's place is, in words: which place, and how exact. The two are kept apart."""

from __future__ import annotations

from places.place import Place, PlaceType
from places.resolution import Resolution

#: Below this share of right choices a place is called doubtful.
DOUBTFUL_BELOW = 0.6

#: What is drawn of a place, and so how exact its point is.
EXACTNESS = {
    PlaceType.COUNTRY: "country",
    PlaceType.PROVINCE: "province or district",
    PlaceType.TOWN: "town",
    PlaceType.SITE: "spot",
    PlaceType.WATER: "water",
    PlaceType.REGION: "region",
}


def status(resolution: Resolution) -> str:
    """Which place is meant: "automatic" or "doubtful", "unknown" for a name that is not on the map."""
    if resolution.place is None:
        return "unknown"
    return "doubtful" if resolution.confidence < DOUBTFUL_BELOW else "automatic"


def exactness(place: Place) -> str:
    return EXACTNESS[place.type]
