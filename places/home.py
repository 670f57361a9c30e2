"""Home: where the readers are, as a country or a place."""

from __future__ import annotations

from places.gazetteer import Gazetteer
from places.place import Place


def home_place(home: str | None, gazetteer: Gazetteer) -> str | Place | None:
    """The country code or place that *home* names. Raises LookupError, with the remedy, when there is none."""
    if not home:
        return None
    if len(home) == 2 and gazetteer.country(home.upper()) is not None:
        return home.upper()
    place = gazetteer.get(home)
    if place is None:
        candidates = gazetteer.candidates(home)
        place = candidates[0] if candidates else None
    if place is None:
        raise LookupError(f"no place is called {home!r}: give a country's two-letter code, a place's id or its name")
    return place
