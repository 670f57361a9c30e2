"""Pelias and Geocode Earth: GeoJSON with layers. https://github.com/pelias/documentation/blob/master/response.md."""

from __future__ import annotations

from places.asking.answer import Answer
from places.asking.features import feature
from places.asking.raw import Raw, other_id, where_of

_LAYERS = {
    "country": "country", "dependency": "country", "macroregion": "state", "region": "state", "macrocounty": "county",
    "county": "county", "localadmin": "municipality", "locality": "town", "borough": "borough",
    "neighbourhood": "neighbourhood",
}  # fmt: skip


def read(raw: Raw) -> Answer | None:
    told = raw.part("properties")
    point = raw.geometry()
    name = told.text("name")
    if point is None or not name:
        return None
    layer = told.text("layer")
    return Answer(
        other_id("pelias", told.text("gid") or (name, point)),
        name,
        where_of(name, told.text("region"), told.text("country")),
        layer,
        point,
        *feature("place", _LAYERS.get(layer, "")),
        told.country("country_code"),
    )
