"""What every export says of where its places come from, how they were found, and what may be done with it."""

from __future__ import annotations

from articles.export.policy import MOST_SENTENCES, Policy
from articles.export.selection import Selection
from places.place import Place

GEONAMES = "GeoNames"
GEONAMES_ADDRESS = "https://www.geonames.org/"
GEONAMES_LICENCE = "CC BY 4.0"
GEONAMES_LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"

ATTRIBUTION = (
    f"Places: {GEONAMES} ({GEONAMES_ADDRESS}), {GEONAMES_LICENCE} ({GEONAMES_LICENCE_ADDRESS}). "
    "Outlines: Natural Earth, public domain."
)
#: For the corner of a picture.
ATTRIBUTION_SHORT = "Places: GeoNames, CC BY 4.0 · Outlines: Natural Earth"

METHOD = (
    "A map of reports, not of events. Place names were found in the articles by a program, which chose among the "
    "places of that name by what else the article names; each choice bears its confidence, the share of such choices "
    "that were right on development data. A paragraph that an article repeats counts once, a headline counts with its "
    "text. Places are drawn at one point each; shapes of provinces are approximate."
)

#: For each row of a table.
METHOD_SHORT = (
    "Reports, not events. Place found and chosen by a program; confidence: share of such choices right in tests."
)

_POLICY = {
    Policy.FULL: "Passages are given whole; the articles belong to their publishers.",
    Policy.SNIPPET: f"Of each passage at most {MOST_SENTENCES} sentences are given; the articles belong to their "
    "publishers.",
    Policy.LINK: "No text of the articles is given, which belong to their publishers: follow the links.",
}


def method(selection: Selection) -> str:
    """How the places were found, by what, and what of the articles is given."""
    by = f" Read by geoparser {selection.made_with}." if selection.made_with else ""
    return f"{METHOD}{by} {_POLICY[selection.policy]}"


def place_source(place: Place) -> str:
    """Who says where a place is and what it is called."""
    if place.id.startswith("user:"):
        return "the user's own places"
    return "Dateline's tables" if place.id.startswith("region:") else GEONAMES


def place_licence(place: Place) -> str:
    """What may be done with it; "" for what is not GeoNames'."""
    return GEONAMES_LICENCE if place_source(place) == GEONAMES else ""
