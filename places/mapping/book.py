"""The book of a map: every place that it may mark, sent to the browser once; what is told of one names its row."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from places.mapping.parcel import Parcel
from places.place import Place

Radius = Callable[[Place], float | None]

TOWN, AREA, COUNTRY = 0, 1, 2


@dataclass(frozen=True, eq=False)
class Book:
    """Places in the order of their rows, which is the order in which marks of the same number are drawn."""

    places: tuple[Place, ...]
    #: By id.
    rows: Mapping[str, int]
    #: Of each row TOWN, AREA or COUNTRY.
    kinds: NDArray[np.uint8]
    parcel: Parcel

    @classmethod
    def of(cls, entries: Iterable[tuple[Place, str]], radius_km: Radius) -> Book:
        """*entries* are places and where they lie, for people. Every area among them is asked for its *radius_km*."""
        entries = tuple(entries)
        places = tuple(place for place, _ in entries)
        kinds = [COUNTRY if place.is_country else AREA if place.is_area else TOWN for place in places]
        radii = [
            round(radius_km(place) or 0, 1) if kind == AREA else 0 for place, kind in zip(places, kinds, strict=True)
        ]
        columns = {
            "id": [place.id for place in places],
            "name": [place.name for place in places],
            "where": [where for _, where in entries],
            "lat": [round(place.point.lat, 4) for place in places],
            "lon": [round(place.point.lon, 4) for place in places],
            "kind": kinds,
            "radius": radii,
        }
        text = json.dumps(columns, separators=(",", ":"), ensure_ascii=False)
        rows = {place.id: row for row, place in enumerate(places)}
        # Unpaired surrogates, which a hostile upload may hold, are no UTF-8.
        return cls(places, rows, np.array(kinds, np.uint8), Parcel.of(text.encode("utf-8", "replace")))
