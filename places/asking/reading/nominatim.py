"""Nominatim and its kin: https://nominatim.org/release-docs/latest/api/Output/."""

from __future__ import annotations

from places.asking.answer import OSM, Answer
from places.asking.features import feature
from places.asking.raw import Raw, other_id, where_of
from places.asking.shapes import rings_of
from places.place import FeatureClass

_LETTERS = {"node": "n", "way": "w", "relation": "r"}
#: What Nominatim calls the divisions of countries differs by country; their rank does not.
_PROVINCE_RANKS = range(5, 10)
_DISTRICT_RANKS = range(10, 13)


def read(raw: Raw) -> Answer | None:
    point = raw.point("lat", "lon")
    name = raw.text("name") or raw.text("display_name").partition(",")[0].strip()
    if point is None or not name:
        return None
    address = raw.part("address")
    kind = raw.text("addresstype", "type")
    feature_class, code = _feature(raw, kind)
    province = address.text("state", "province", "region", "governorate", "county")
    return Answer(
        _id(raw),
        name,
        where_of(name, province, address.text("country")) or where_of(name, raw.text("display_name")),
        kind.replace("_", " "),
        point,
        feature_class,
        code,
        address.country("country_code"),
        rings_of(raw.content.get("geojson")) if feature_class is not FeatureClass.SPOT else (),
    )


def _id(raw: Raw) -> str:
    letter, number = _LETTERS.get(raw.text("osm_type")), raw.whole("osm_id")
    if letter and number:
        return f"{OSM}{letter}{number}"
    return other_id("nominatim", raw.text("display_name"), raw.text("lat"), raw.text("lon"))


def _feature(raw: Raw, kind: str) -> tuple[FeatureClass, str]:
    key, value = raw.text("category", "class"), raw.text("type")
    if (key, value) != ("boundary", "administrative"):
        return feature(key, value)
    rank = raw.whole("place_rank") or 0
    if kind == "country" or 0 < rank < _PROVINCE_RANKS.start:
        return feature("place", "country")
    if kind in ("city", "town", "village", "hamlet"):
        return feature("place", kind)
    if rank in _PROVINCE_RANKS:
        return feature("place", "state")
    if rank in _DISTRICT_RANKS:
        return feature("place", "county")
    return feature(key, value)
