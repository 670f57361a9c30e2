"""GeoNames: its own classes, codes and numbers, which are ours. https://www.geonames.org/export/geonames-search.html."""

from __future__ import annotations

from places.asking.answer import Answer
from places.asking.raw import Raw, other_id, where_of
from places.place import FeatureClass


def read(raw: Raw) -> Answer | None:
    point, name = raw.point("lat", "lng"), raw.text("name", "toponymName")
    if point is None or not name:
        return None
    number, letter, code = raw.whole("geonameId"), raw.text("fcl"), raw.text("fcode")
    is_known = letter in {each.value for each in FeatureClass} and code.isascii() and code.isalnum()
    return Answer(
        str(number) if number else other_id("geonames", name, point),
        name,
        where_of(name, raw.text("adminName1"), raw.text("countryName")),
        raw.text("fcodeName", "fclName"),
        point,
        FeatureClass(letter) if is_known else FeatureClass.SPOT,
        code if is_known else "",
        raw.country("countryCode"),
    )
