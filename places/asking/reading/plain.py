"""Plain: services of which only what geopy makes of them is read, a line of text and a position."""

from __future__ import annotations

from places.asking.answer import Answer
from places.asking.raw import other_id, shown_text, where_of
from places.place import FeatureClass, Point


def read(provider: str, address: str, point: Point) -> Answer | None:
    shown = shown_text(address)
    name, _, rest = shown.partition(",")
    if not name.strip():
        return None
    # What it is nobody says: most names on no map are those of settlements.
    kind = FeatureClass.POPULATED
    return Answer(other_id(provider, shown, point), name.strip(), where_of(name, rest.strip()), "", point, kind)
