"""Answers: what a geocoder said of a name, already checked, and by whose leave it may be kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from places.place import FeatureClass, Place, Point

#: Closed rings of (latitude, longitude); see places/areas/approximate.py.
Rings = tuple[tuple[tuple[float, float], ...], ...]

#: Ids of places by way of OpenStreetMap: "osm:r304934", the letter being that of node, way or relation.
OSM = "osm:"
#: Ids of places that a geocoder knows under no id of its own that others know: "geocoder:pelias:...".
OTHER = "geocoder:"


@dataclass(frozen=True, slots=True)
class Answer:
    """A place that a service says goes by the name. Its words are somebody else's: escape them."""

    #: As ``Place.id``: begins with OSM or OTHER, or is a geonameid.
    id: str
    name: str
    #: Where it lies, for people: "Nineveh, Iraq".
    where: str
    #: What it is in the service's own word, such as "village"; "" when it does not say.
    kind: str
    point: Point
    feature_class: FeatureClass
    #: By GeoNames; "" when unknown.
    feature_code: str = ""
    #: ISO 3166-1 alpha-2, upper case; "" when it does not say.
    country_code: str = ""
    #: The simplified outline of an area; empty where the service gave none.
    rings: Rings = ()

    @property
    def place(self) -> Place:
        geonameid = int(self.id) if self.id.isdecimal() else None
        return Place(
            self.id, self.name, self.point, self.feature_class, self.feature_code, self.country_code,
            geonameid=geonameid,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """Who answered, when, and what may be done with it: kept with every row."""

    #: By geopy's name, such as "nominatim".
    provider: str
    #: Where the question went.
    host: str
    #: UTC.
    asked_at: datetime
    #: Whom to credit, and under which licence: "© OpenStreetMap contributors, ODbL 1.0".
    licence: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What one question brought."""

    query: str
    source: Source
    #: In the service's order; empty where it knows no such place.
    answers: tuple[Answer, ...]
    #: Whether it was asked before, and nothing left the machine this time.
    is_kept: bool = False
