"""GeoJSON: the places on the map, by RFC 7946 (https://www.rfc-editor.org/rfc/rfc7946); docs/exports.md tells it all.

Every place is a Point; a province with a known outline is a MultiPolygon too, flagged approximate; a relative position
("55 km west of Mosul") is the Point at the middle of its circle, with the circle's radius.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import shapely

from articles.answering.counts import PlaceCount, VagueMark
from articles.export.clean import clean, clean_said
from articles.export.credits import (
    GEONAMES_LICENCE,
    asked_credits,
    attribution,
    method,
    outline_licence,
    place_licence,
    place_source,
)
from articles.export.exactness import exactness
from articles.export.selection import Selection, certainty
from articles.export.shapes import multi_polygon
from places.place import PlaceType

Feature = dict[str, Any]


def write(selection: Selection) -> bytes:
    collection = {
        "type": "FeatureCollection",
        # Members of our own: RFC 7946 lets them be, section 6.1.
        "name": clean(selection.title),
        "attribution": attribution(selection),
        "licence": "; ".join((GEONAMES_LICENCE, *asked_credits(selection))),
        "method": clean_said(method(selection)),
        "link": clean(selection.permalink),
        "made_on": selection.made_on.isoformat(),
        "features": [*_points(selection), *_areas(selection), *map(_vague, selection.vague)],
    }
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def properties(selection: Selection, count: PlaceCount) -> Feature:
    """What is told of a place: its name, where it is from, its counts and who names it."""
    place = count.place
    return {
        "place_id": place.id,
        "geonameid": place.geonameid,
        "name": clean(place.name),
        "where": clean(count.where),
        "country": place.country_code,
        "admin1": place.admin1,
        "feature_class": place.feature_class.value,
        "feature_code": place.feature_code,
        "exactness": exactness(place),
        "mentions": count.mentions,
        "articles": count.articles,
        "outlets": count.outlets,
        "outlet_names": "; ".join(clean(name) or "unknown outlet" for name in selection.outlets[place.id]),
        "certainty": certainty(count).value,
        "verified_mentions": count.verified,
        "doubtful_mentions": count.doubtful,
        "source": place_source(place),
        "licence": place_licence(place),
    }


def _points(selection: Selection) -> Iterator[Feature]:
    for count in selection.places:
        point = count.place.point
        geometry = {"type": "Point", "coordinates": [point.lon, point.lat]}
        told = properties(selection, count) | {"drawn_as": "point", "approximate": False}
        yield {"type": "Feature", "id": clean(count.place.id), "geometry": geometry, "properties": told}


def _areas(selection: Selection) -> Iterator[Feature]:
    for count in selection.places:
        if count.place.type is not PlaceType.PROVINCE or not (rings := selection.outline(count.place)):
            continue
        if (shape := multi_polygon(rings)) is not None:
            told = properties(selection, count) | {"drawn_as": "area", "approximate": True}
            if licence := outline_licence(selection, count.place):
                told |= {"approximate": False, "licence": licence}
            geometry = json.loads(shapely.to_geojson(shape))
            yield {"type": "Feature", "id": clean(f"{count.place.id}#area"), "geometry": geometry, "properties": told}


def _vague(mark: VagueMark) -> Feature:
    told = {
        "place_id": clean(mark.anchor),
        "name": clean(mark.phrase),
        "mentions": mark.mentions,
        "radius_km": round(mark.radius_km, 1),
        "bearing_degrees": mark.bearing_degrees,
        "distance_km": mark.distance_km,
        "drawn_as": "circle",
        "approximate": True,
    }
    geometry = {"type": "Point", "coordinates": [round(mark.point.lon, 5), round(mark.point.lat, 5)]}
    return {"type": "Feature", "geometry": geometry, "properties": told}
