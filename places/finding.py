"""Finding the place a person means: what they type into a correction, answered with places to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from places.coordinates import CoordinatesError, looks_like_coordinates, parse_point, written
from places.distance import quick_km
from places.gazetteer import Gazetteer
from places.names import fold
from places.place import BoundingBox, FeatureClass, Place, Point

LONGEST_NAME = 200

#: How far round a point the next settlement is looked for, in degrees: a small box first, which is soon read.
_LOOKED_AROUND = (0.2, 1.0, 3.0)


class Source(StrEnum):
    """Where a choice comes from."""

    CANDIDATE = "candidate"
    GAZETTEER = "gazetteer"
    COORDINATES = "coordinates"


@dataclass(frozen=True, slots=True)
class Choice:
    """A place to choose."""

    place: Place
    #: Where it lies, for people: "Nineveh, Iraq".
    where: str
    source: Source


def choices(
    gazetteer: Gazetteer, typed: str, *, toponym: str = "", candidates: Iterable[Place] = (), limit: int = 20
) -> tuple[Choice, ...]:
    """The places that *typed* may mean, best first: the mention's *candidates*, then the gazetteer, then coordinates.

    With nothing typed, all candidates and what else goes by *toponym*. "Name, Country" asks for those that lie there;
    an id for that place. Coordinates become a place of the user's own, called *toponym*. Raises CoordinatesError for
    what is meant as coordinates and is none.
    """
    if point := _point(typed):
        place = own_point(point, toponym or written(point))
        return (Choice(place, _nearby(gazetteer, point), Source.COORDINATES),)
    wanted = typed.strip()[:LONGEST_NAME]
    found: dict[str, Choice] = {}
    for place, source in _named(gazetteer, wanted, toponym, tuple(candidates)):
        if place.id not in found:
            found[place.id] = Choice(place, gazetteer.where(place), source)
        if len(found) == limit:
            break
    return tuple(found.values())


def own_point(point: Point, name: str) -> Place:
    """A place of the user's own, a settlement for want of better knowledge; equal for equal point and name."""
    name = " ".join(name.split())[:LONGEST_NAME] or written(point)
    slug = fold(name).replace(" ", "-")
    id_ = f"user:{point.lat:.5f},{point.lon:.5f}:{slug}"
    return Place(id_, name, point, FeatureClass.POPULATED, "PPL")


def _named(
    gazetteer: Gazetteer, wanted: str, toponym: str, candidates: tuple[Place, ...]
) -> Iterator[tuple[Place, Source]]:
    name, _, inside = (part.strip() for part in wanted.partition(","))
    if exact := gazetteer.get(wanted):
        yield exact, Source.GAZETTEER
    for place in candidates:
        if (not wanted or fold(name) in fold(place.name)) and _lies_in(gazetteer, place, inside):
            yield place, Source.CANDIDATE
    for place in gazetteer.candidates(name or toponym):
        if _lies_in(gazetteer, place, inside):
            yield place, Source.GAZETTEER


def _lies_in(gazetteer: Gazetteer, place: Place, inside: str) -> bool:
    named = {fold(place.country_code)} | {fold(each.name) for each in gazetteer.containers(place)}
    return all(any(fold(part) == each or each.startswith(fold(part)) for each in named) for part in inside.split(","))


def _nearby(gazetteer: Gazetteer, point: Point) -> str:
    """The nearest settlement's surroundings, as a help to see a slip: "near Mosul, Nineveh, Iraq"; "" far from any."""
    for degrees in _LOOKED_AROUND:
        south, north = max(point.lat - degrees, -90), min(point.lat + degrees, 90)
        west, east = ((point.lon + change + 180) % 360 - 180 for change in (-degrees, degrees))
        near = gazetteer.within(BoundingBox(south=south, west=west, north=north, east=east), limit=500)
        if near:
            place = min(near, key=lambda each: quick_km(each.point.lat, each.point.lon, point.lat, point.lon))
            where = gazetteer.where(place)
            return f"near {place.name}, {where}" if where else f"near {place.name}"
    return ""


def _point(typed: str) -> Point | None:
    """What *typed* gives as coordinates; None for what is not meant so."""
    try:
        return parse_point(typed)
    except CoordinatesError:
        if looks_like_coordinates(typed):
            raise
        return None
