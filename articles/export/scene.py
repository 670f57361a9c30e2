"""The scene: what a still picture of the map shows and where, in pixels. Painted as SVG and as PNG by others.

Web Mercator, as on the page; areas of marks in proportion to mentions; names where they cover neither each other nor
a mark of weight. A far capital is not worth an ocean: the picture is of where most mentions are, and says what lies
outside.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from articles.answering.counts import PlaceCount
from articles.certainty import Certainty
from articles.export.basemap import BaseMap, Box, base_map, story_box
from articles.export.clean import clean
from articles.export.selection import Selection, certainty
from places.place import PlaceType

WIDTH = 1000
_SHORTEST, _TALLEST = 480, 720
_LARGEST_RADIUS, _RADIUS_OF_ONE, _SMALLEST_RADIUS = 26.0, 6.0, 3.5
_MOST_NAMES = 30
_LONGEST_NAME = 32
_LEAST_SPAN = 5.0

Pixels = tuple[tuple[float, float], ...]
#: Text and size in pixels -> width in pixels.
Measure = Callable[[str, float], float]


class Style(Enum):
    """What a name belongs to."""

    TOWN = "town"
    AREA = "area"
    COUNTRY = "country"
    LAND = "land"


@dataclass(frozen=True, slots=True)
class Dot:
    count: PlaceCount
    x: float
    y: float
    radius: float
    style: Style
    doubtful: bool
    selected: bool


@dataclass(frozen=True, slots=True)
class Name:
    text: str
    #: Of its left end, and of the middle of its height.
    x: float
    y: float
    size: float
    style: Style


@dataclass(frozen=True, slots=True)
class Scene:
    """In drawing order: land, coasts, borders, areas, country names, dots, names."""

    width: int
    height: int
    land: tuple[tuple[Pixels, ...], ...]
    coasts: tuple[Pixels, ...]
    borders: tuple[Pixels, ...]
    areas: tuple[tuple[Pixels, ...], ...]
    dots: tuple[Dot, ...]
    names: tuple[Name, ...]
    #: The places that lie outside the picture, most mentioned first.
    outside: tuple[PlaceCount, ...]


def compose(selection: Selection, measure: Measure) -> Scene:
    """The picture of the places of *selection*; without any, of the world."""
    counts = selection.places
    view = _Projection(story_box(counts, selection.view.place))
    base = base_map(view.box, world=False)
    inside = [count for count in counts if view.sees(*view.place(count))]
    dots = _dots(inside, selection, view)
    return Scene(
        width=WIDTH,
        height=view.height,
        land=tuple(tuple(map(view.line, rings)) for rings in base.land),
        coasts=tuple(map(view.line, base.coasts)),
        borders=tuple(map(view.line, base.borders)),
        areas=tuple(_areas(inside, selection, view)),
        dots=tuple(dots),
        names=tuple(_names(dots, base, view, measure)),
        outside=tuple(count for count in counts if count not in inside),
    )


class _Projection:
    """Web Mercator from a box of degrees, grown to a picture's shape, onto pixels."""

    def __init__(self, box: Box) -> None:
        box = _grown(box)
        west, east, top, bottom = box.west, box.east, _mercator(box.north), _mercator(box.south)
        ratio = (top - bottom) / (east - west)
        self.height = round(min(max(WIDTH * ratio, _SHORTEST), _TALLEST))
        if ratio > self.height / WIDTH:
            more = (top - bottom) * WIDTH / self.height - (east - west)
            west, east = west - more / 2, east + more / 2
        else:
            more = (east - west) * self.height / WIDTH - (top - bottom)
            top, bottom = top + more / 2, bottom - more / 2
        self._west, self._top, self._scale = west, top, WIDTH / (east - west)
        self.box = Box(west, _latitude(bottom), east, _latitude(top))

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        return (lon - self._west) * self._scale, (self._top - _mercator(lat)) * self._scale

    def place(self, count: PlaceCount) -> tuple[float, float]:
        middle = (self.box.west + self.box.east) / 2
        lon = count.place.point.lon
        return self.point(lon + 360 * round((middle - lon) / 360), count.place.point.lat)

    def line(self, line: Iterable[tuple[float, float]]) -> Pixels:
        return tuple(self.point(lon, lat) for lon, lat in line)

    def sees(self, x: float, y: float) -> bool:
        return 0 <= x <= WIDTH and 0 <= y <= self.height

    def width(self, degrees: float) -> float:
        return degrees * self._scale


def _grown(box: Box) -> Box:
    """A single town is shown with the country round it."""
    across = max(0.0, _LEAST_SPAN - (box.east - box.west)) / 2
    along = max(0.0, _LEAST_SPAN - (box.north - box.south)) / 2
    return Box(box.west - across, max(box.south - along, -84), box.east + across, min(box.north + along, 84))


def _dots(counts: Sequence[PlaceCount], selection: Selection, view: _Projection) -> list[Dot]:
    """Largest first, countries below all: small ones come last, on top."""
    most = max((count.mentions for count in counts), default=1)
    one = min(_RADIUS_OF_ONE, _LARGEST_RADIUS / math.sqrt(most))
    drawn = sorted(counts, key=lambda count: (not count.place.is_country, -count.mentions))
    return [
        Dot(
            count,
            *view.place(count),
            max(_SMALLEST_RADIUS, one * math.sqrt(count.mentions)),
            _style(count),
            certainty(count) is Certainty.DOUBTFUL,
            count.place.id == selection.view.place,
        )
        for count in drawn
    ]


def _style(count: PlaceCount) -> Style:
    return Style.COUNTRY if count.place.is_country else Style.AREA if count.place.is_area else Style.TOWN


def _areas(counts: Iterable[PlaceCount], selection: Selection, view: _Projection) -> Iterable[tuple[Pixels, ...]]:
    middle = (view.box.west + view.box.east) / 2
    for count in counts:
        rings = selection.outline(count.place) if count.place.type is PlaceType.PROVINCE else None
        if rings:
            turn = 360 * round((middle - count.place.point.lon) / 360)
            yield tuple(view.line([(lon + turn, lat) for lat, lon in ring]) for ring in rings)


def _names(dots: Sequence[Dot], base: BaseMap, view: _Projection, measure: Measure) -> Iterable[Name]:
    """Of the places most mentioned, then of countries, where there is room."""
    taken = [_Frame(dot.x - dot.radius, dot.y - dot.radius, dot.x + dot.radius, dot.y + dot.radius) for dot in dots]
    # The lower edge belongs to the credits.
    taken.append(_Frame(0, view.height - 22, WIDTH, view.height))
    weighty = sorted(dots, key=lambda dot: (-dot.selected, -dot.radius))
    written, said = 0, set()
    for dot in weighty:
        if written == _MOST_NAMES:
            break
        text, size = _text(dot.count), 13.0 if dot.style is not Style.COUNTRY else 12.0
        width, gap = measure(text, size), dot.radius + 4
        spots = ((gap, 0.0), (-gap - width, 0.0), (-width / 2, gap + 7), (-width / 2, -gap - 7))
        for right, down in spots:
            frame = _Frame(dot.x + right - 2, dot.y + down - 9, dot.x + right + width + 2, dot.y + down + 9)
            if frame.fits(view.height) and not any(frame.meets(other) for other in taken):
                taken.append(frame)
                yield Name(text, dot.x + right, dot.y + down, size, dot.style)
                written += 1
                said.add(dot.count.place.name.casefold())
                break
    for name in base.names:
        text, size = name.name.upper(), 11.0
        width = measure(text, size) * 1.12
        x, y = view.point(name.lon, name.lat)
        if name.name.casefold() in said or width > view.width(name.width):
            continue
        for down in (0.0, -20.0, 20.0, -38.0, 38.0):
            frame = _Frame(x - width / 2 - 4, y + down - 8, x + width / 2 + 4, y + down + 8)
            if frame.fits(view.height) and not any(frame.meets(other) for other in taken):
                taken.append(frame)
                yield Name(text, x - width / 2, y + down, size, Style.LAND)
                break


@dataclass(frozen=True, slots=True)
class _Frame:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Frame) -> bool:
        return (
            self.left < other.right and self.right > other.left and self.top < other.bottom and self.bottom > other.top
        )

    def fits(self, height: int) -> bool:
        return self.left >= 4 and self.top >= 4 and self.right <= WIDTH - 4 and self.bottom <= height - 4


def _text(count: PlaceCount) -> str:
    name = clean(count.place.name).replace("\n", " ")
    short = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "…"
    return short.upper() if count.place.is_country else short


def _mercator(lat: float) -> float:
    """North of the equator in degrees of longitude's length."""
    sin = math.sin(math.radians(min(max(lat, -85.0), 85.0)))
    return math.degrees(math.atanh(sin))


def _latitude(mercator: float) -> float:
    return math.degrees(math.asin(math.tanh(math.radians(mercator))))
