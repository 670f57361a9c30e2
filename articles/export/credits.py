"""What every export says of where its places come from, how they were found, and what may be done with it."""

from __future__ import annotations

from collections.abc import Container, Sequence

from articles.asking import credits_of, kept_licences
from articles.export.clean import clean
from articles.export.selection import Selection
from articles.hosting.policy import FULL, LINK, Allowance
from articles.words import phrase, say, say_many
from places.asking.providers import provider_of
from places.asking.store import store_at
from places.folders import home_folder
from places.place import Place

GEONAMES = "GeoNames"
GEONAMES_ADDRESS = "https://www.geonames.org/"
GEONAMES_LICENCE = "CC BY 4.0"
GEONAMES_LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"

#: For the corner of a picture, and its beginning in ``attribution_short``.
ATTRIBUTION_SHORT = "GeoNames, CC BY 4.0 · Natural Earth"

METHOD = phrase(
    "A map of reports, not of events. Place names were found in the articles by a program, which chose among the "
    "places of that name by what else the article names; each choice bears its confidence, the share of such choices "
    "that were right on development data. A paragraph that an article repeats counts once, and so does one that "
    "several articles have, unless the line asks for them apart; a headline counts with its text. Places are drawn at "
    "one point each; shapes of provinces are approximate."
)

#: For each row of a table.
METHOD_SHORT = (
    "Reports, not events. Place found and chosen by a program; confidence: share of such choices right in tests."
)


def attribution(selection: Selection) -> str:
    """Whose data the places and shapes of *selection* are, in a sentence or two."""
    asked = asked_credits(selection)
    said = say(
        "Places: {source}. Outlines: {outlines}, public domain.",
        source=f"{GEONAMES} ({GEONAMES_ADDRESS}), {GEONAMES_LICENCE} ({GEONAMES_LICENCE_ADDRESS})",
        outlines="Natural Earth",
    )
    return f"{said} {say('Some places and outlines: {credits}', credits='; '.join(asked))}." if asked else said


def attribution_short(selection: Selection) -> str:
    return " · ".join((ATTRIBUTION_SHORT, *asked_credits(selection)))


def asked_credits(selection: Selection) -> tuple[str, ...]:
    """Whom to credit for what a geocoder said: none where nothing of it is in *selection*."""
    places = [count.place for count in selection.places]
    drawn: Container[str] = getattr(selection.outline, "accepted", ())
    return tuple(clean(each) for each in credits_of(places, store_at(home_folder()), drawn))


def outline_licence(selection: Selection, place: Place) -> str:
    """Of the outline of *place* that a geocoder gave; "" where its area is approximate."""
    if place.id not in getattr(selection.outline, "accepted", ()):
        return ""
    return clean(kept_licences(store_at(home_folder())).get(place.id, ""))


def method(selection: Selection) -> str:
    """How the places were found, by what, and what of the articles is given."""
    by = say("Read by geoparser {version}.", version=selection.made_with) if selection.made_with else ""
    return " ".join(filter(None, (say(METHOD), by, given(selection.policy))))


def given(applied: Sequence[Allowance]) -> str:
    """What is given of the articles' text under those allowances, strictest first."""
    if not applied or applied == (LINK,):
        return say("No text of the articles is given, which belong to their publishers: follow the links.")
    if applied == (FULL,):
        return say("Passages are given whole; the articles belong to their publishers.")
    most = max(each.sentences or 0 for each in applied)
    if FULL in applied:
        return say(
            "Passages of some outlets are given whole, of others in part or not at all; the articles belong to their "
            "publishers."
        )
    if len(applied) > 1:
        return say_many(
            "Of a passage at most {n} sentence is given, of some outlets less or none; the articles belong to their "
            "publishers.",
            "Of a passage at most {n} sentences are given, of some outlets less or none; the articles belong to their "
            "publishers.",
            most,
        )
    return say_many(
        "Of a passage at most {n} sentence is given; the articles belong to their publishers.",
        "Of a passage at most {n} sentences are given; the articles belong to their publishers.",
        most,
    )


def place_source(place: Place) -> str:
    """Who says where a place is and what it is called."""
    if place.id.startswith("user:"):
        return "the user's own places"
    if asked := provider_of(place.id):
        return asked.credit or asked.title
    return "Dateline's tables" if place.id.startswith("region:") else GEONAMES


def place_licence(place: Place) -> str:
    """What may be done with it; "" where nothing has to be said."""
    if asked := provider_of(place.id):
        return asked.licence or clean(kept_licences(store_at(home_folder())).get(place.id, ""))
    return GEONAMES_LICENCE if place_source(place) == GEONAMES else ""
