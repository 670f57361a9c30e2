"""Certainty: which place a mention means, and who says so."""

from __future__ import annotations

from enum import StrEnum

from places.resolution import DOUBTFUL


class Certainty(StrEnum):
    """How surely a mention means its place. How exact the place itself is, its PlaceType says."""

    #: The geoparser's word, and it is confident.
    AUTOMATIC = "automatic"
    #: A person settled or confirmed it.
    VERIFIED = "verified"
    #: The geoparser's word, and it is not confident: below ``DOUBTFUL``.
    DOUBTFUL = "doubtful"
    #: On no map: the geoparser knows no such place, or a person decided that nobody can say which it is.
    UNKNOWN = "unknown"
    #: A person decided that it is no place: it counts nowhere but among the excluded names.
    EXCLUDED = "excluded"


def automatic(is_placed: bool, confidence: float) -> Certainty:
    """What the geoparser's own word is worth."""
    if not is_placed:
        return Certainty.UNKNOWN
    return Certainty.DOUBTFUL if confidence < DOUBTFUL else Certainty.AUTOMATIC
