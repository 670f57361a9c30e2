"""Photon: GeoJSON with OpenStreetMap's keys as properties. https://github.com/komoot/photon."""

from __future__ import annotations

from places.asking.answer import OSM, Answer
from places.asking.features import feature
from places.asking.raw import Raw, other_id, where_of

_LETTERS = {"N": "n", "W": "w", "R": "r"}
#: Photon's own layers, where the key says only that it is a boundary.
_LAYERS = {"country": "country", "state": "state", "county": "county", "city": "city", "district": "suburb"}


def read(raw: Raw) -> Answer | None:
    told = raw.part("properties")
    point = raw.geometry()
    name = told.text("name")
    if point is None or not name:
        return None
    key, value, layer = told.text("osm_key"), told.text("osm_value"), told.text("type")
    found = feature("place", _LAYERS[layer]) if key == "boundary" and layer in _LAYERS else feature(key, value)
    letter, number = _LETTERS.get(told.text("osm_type")), told.whole("osm_id")
    return Answer(
        f"{OSM}{letter}{number}" if letter and number else other_id("photon", name, point),
        name,
        where_of(name, told.text("state", "county"), told.text("country")),
        (layer if key == "boundary" else value).replace("_", " "),
        point,
        *found,
        told.country("countrycode"),
    )
