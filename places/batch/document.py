"""A document of the batch: a line of JSON with a text, answered with its mentions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from places.geoparser import Geoparser
from places.mention import Kind
from places.place import Place
from places.position import RelativePosition
from places.resolution import Resolution


class LineError(ValueError):
    """A line of the input that is no document; the message says why."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the batch is to do with each document."""

    #: Empty means all.
    kinds: frozenset[Kind] = frozenset()
    home: str | Place | None = None
    explain: bool = False


def answer(line: str, geoparser: Geoparser, options: Options) -> dict[str, Any]:
    """The document of one line with its mentions. Raises LineError when the line is none."""
    try:
        document = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise LineError(f"not JSON: {error}") from None
    if not isinstance(document, dict) or not isinstance(document.get("text"), str):
        raise LineError('not an object with a "text"')
    title, source, language = (_word(document, key) for key in ("title", "source", "language"))
    found = geoparser.parse(document["text"], title=title, source=source, language=language)
    mentions = [
        _mention(resolution) for resolution in found if not options.kinds or resolution.mention.kind in options.kinds
    ]
    result: dict[str, Any] = {"id": document.get("id"), "mentions": mentions}
    if options.explain:
        result["refused"] = [
            {"start": name.start, "end": name.end, "name": name.toponym, "sum": name.sum, "reasons": name.reasons}
            for name in geoparser.weighed(document["text"])
            if not name.accepted
        ]
    return result


def _word(document: dict[str, Any], key: str) -> str:
    value = document.get(key)
    return value if isinstance(value, str) else ""


def _mention(resolution: Resolution) -> dict[str, Any]:
    mention, place, relative = resolution.mention, resolution.place, resolution.relative
    vague = {} if relative is None else {"relative": _relative(relative)}
    return {
        "start": mention.start,
        "end": mention.end,
        "name": mention.toponym,
        "lat": place.point.lat if place else None,
        "lon": place.point.lon if place else None,
        "geonameid": place.geonameid if place else None,
        "place": place.id if place else None,
        "kind": mention.kind.value,
        "confidence": resolution.confidence,
        "reasons": resolution.reasons,
        "candidates": [
            {
                "place": candidate.place.id,
                "name": candidate.place.name,
                "lat": candidate.place.point.lat,
                "lon": candidate.place.point.lon,
                "geonameid": candidate.place.geonameid,
                "score": candidate.score,
            }
            for candidate in resolution.candidates
        ],
        **vague,
    }


def _relative(position: RelativePosition) -> dict[str, Any]:
    return {
        "lat": round(position.point.lat, 5),
        "lon": round(position.point.lon, 5),
        "radius_km": position.radius_km,
        "bearing": position.bearing_degrees,
        "distance_km": position.distance_km,
        "phrase": position.phrase,
    }
