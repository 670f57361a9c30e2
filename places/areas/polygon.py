"""An area on the map: its corners read, checked, and asked whether a point lies inside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from places.place import BoundingBox, Point

#: More corners are no area a person drew, and too long for a link.
MOST_CORNERS = 100
#: Decimals of a degree kept of what is drawn: some ten metres.
_DECIMALS = 4
#: No text of more characters is an area.
_LONGEST = 60 * MOST_CORNERS

Corners = tuple[Point, ...]


class AreaError(ValueError):
    """The corners make no area; the message says why, and what would."""


def checked(corners: Iterable[Point]) -> Corners:
    """*corners* in their order, the last joined to the first; an edge goes the shorter way round the globe.

    An area may so cross the antimeridian. Raises AreaError for fewer than three corners or too many, for an edge of
    exactly half a turn, and for a ring that goes round a pole, whose inside nobody can tell.
    """
    found = tuple(corners)
    while len(found) > 1 and found[0] == found[-1]:
        found = found[:-1]
    if not 3 <= len(found) <= MOST_CORNERS:
        raise AreaError(f"an area has 3 to {MOST_CORNERS} corners, not {len(found)}")
    for one, other in pairwise((*found, found[0])):
        if abs(one.lon - other.lon) == 180:
            raise AreaError(f"the edge from longitude {one.lon} to {other.lon} may go either way: put a corner between")
    lons = _unwrapped((*found, found[0]))
    if abs(lons[-1] - lons[0]) > 180:
        raise AreaError("the area goes round a pole, so that it has no inside: leave the pole out")
    return found


def read_corners(text: str) -> Corners:
    """The area written as "36.1,42.5;36.9,42.5;36.9,44": latitude first. Raises AreaError."""
    if len(text) > _LONGEST:
        raise AreaError(f"an area has at most {MOST_CORNERS} corners")
    corners = []
    for corner in text.split(";"):
        try:
            lat, lon = corner.split(",")
            corners.append(Point(float(lat), float(lon)))
        except ValueError:
            raise AreaError(
                f"‘{corner[:40]}’ is no corner: write latitude,longitude in degrees, as in 36.1,42.5;36.9,42.5;36.9,44"
            ) from None
    return checked(corners)


def write_corners(corners: Sequence[Point]) -> str:
    """What ``read_corners`` reads back, corner for corner."""
    return ";".join(f"{_number(corner.lat)},{_number(corner.lon)}" for corner in corners)


def of_box(box: BoundingBox) -> Corners | None:
    """The area of *box*, rounded to some ten metres; None for one that goes round the whole globe or is none.

    A wide box gets corners between, so that each edge is shorter than half a turn.
    """
    width = (box.east - box.west) % 360 if box.west > box.east else box.east - box.west
    if width >= 360 or width <= 0 or box.south == box.north:
        return None
    steps = int(width // 120) + 1
    lons = [_turned(box.west + width * n / steps) for n in range(steps)] + [box.east]
    rounded = [
        Point(round(lat, _DECIMALS), round(lon, _DECIMALS))
        for lat, row in ((box.south, lons), (box.north, lons[::-1]))
        for lon in row
    ]
    try:
        return checked(rounded)
    except AreaError:
        return None


class Area:
    """The inside of corners that ``checked`` let through, edges being straight in latitude and longitude."""

    def __init__(self, corners: Sequence[Point]) -> None:
        lons = _unwrapped(corners)
        self._edges = list(pairwise([*zip((c.lat for c in corners), lons, strict=True), (corners[0].lat, lons[0])]))
        self.south, self.north = min(c.lat for c in corners), max(c.lat for c in corners)
        self._west, self._east = min(lons), max(lons)

    def holds(self, lat: float, lon: float) -> bool:
        """Whether the position lies inside; on an edge it may or may not, at a west or south one it does."""
        if not self.south <= lat <= self.north:
            return False
        # The turn of the globe in which the area lies.
        turned = lon + 360 * -((lon - self._west) // 360)
        return turned <= self._east and self._crossings(lat, turned) % 2 == 1

    def _crossings(self, lat: float, lon: float) -> int:
        """How many edges a line from the position eastward crosses."""
        return sum(
            (a_lat > lat) != (b_lat > lat) and lon < a_lon + (lat - a_lat) / (b_lat - a_lat) * (b_lon - a_lon)
            for (a_lat, a_lon), (b_lat, b_lon) in self._edges
        )


def _unwrapped(corners: Sequence[Point]) -> list[float]:
    """The longitudes, running on past 180 degrees rather than jumping."""
    lons = [corners[0].lon]
    for corner in corners[1:]:
        step = (corner.lon - lons[-1] + 180) % 360 - 180
        lons.append(lons[-1] + step)
    return lons


def _turned(lon: float) -> float:
    return (lon + 180) % 360 - 180 if not -180 <= lon <= 180 else lon


def _number(degrees: float) -> str:
    text = repr(float(degrees))
    return text.removesuffix(".0")
