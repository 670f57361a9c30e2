"""Relative positions in a text: "about 55 km west of Mosul" is a circle of its own, and the mention stays Mosul's.

How large the circle is. Along the way, the distance is taken to be off by its roundness (the largest of 0.1, 0.5, 1,
5, 10, 50, 100, ... km or miles that divides the number and is at most half of it; half a range's width), and by a tenth
more after "about". Across, one of the eight directions is taken to be off by 22.5 degrees to each side, one of the
sixteen and "due west" by 11.25. A town adds the radius it would have at 3,000 inhabitants a square kilometre. The
three are added as squares.

Without a distance ("northeast of Mosul") the point lies 20 km beyond the town's edge, 50 km beyond that of a province
or country, in the circle from its edge outwards; "in the north of" is the half of it on that side. Hours of travel
count 60 km by road, 5 on foot, 600 by air, "a few" 4; the circle reaches half of it to each side. A distance without a
direction ("10-15 km from Mosul") and "outside Mosul" are circles round the place. Distances from provinces and
countries count from the edge of their bounding box.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from places import relative_words
from places.borders import Borders, Stretch
from places.distance import destination, distance_km
from places.gazetteer import Gazetteer
from places.mention import Kind, Mention
from places.place import FeatureClass, Place, Point
from places.position import RelativePosition
from places.relative_words import WINDOW, Words
from places.resolution import Resolution

_INHABITANTS_PER_KM2 = 3000
_TOWN_OFFSET_KM, _AREA_OFFSET_KM = 20.0, 50.0
_OUTSKIRTS_KM = 10.0
_OFF_COAST_KM = 30.0
#: A place of unknown extent.
_SMALL_AREA_KM = 20.0
_LONGEST_KM = 5000.0
_MOST_REFERENCES = 20
_ANCHORS = (Kind.PLACE, Kind.GOVERNMENT, Kind.RELATIVE)
#: The last word before a name that may have one of the expressions before it; the other names are passed over.
_LAST = tuple(
    f"{word} "
    for word in (
        *("of", "from", "outside", "off", "beyond", "between", "the", "with", "its", "downtown", "central", "city"),
        *("town", "village", "capital", "province", "district", "centre", "center", "governorate", "region", "port"),
        *("stronghold", "suburb", "island", "settlement", "county", "state", "municipality", "hamlet"),
    )
)
_LINES = (" border", " frontier", " coast")
_NO_LINE = ("guard", "police", "patrol", "force", "control", "security", "dispute", "agent", "official", "polic",
            "agenc", "wall", "tax", "trade", "skirmish", "tension")  # fmt: skip
#: As much before a name as tells whether to look further.
_TAIL = 24
_SPACES = str.maketrans("\n\t\xa0\u202f", "    ")


@dataclass(frozen=True, slots=True)
class _Spot:
    """A mention with a place, and the text before it."""

    text: str
    resolutions: Sequence[Resolution]
    at: int
    place: Place
    before: str

    @property
    def mention(self) -> Mention:
        return self.resolutions[self.at].mention

    @property
    def next(self) -> Resolution | None:
        return self.resolutions[self.at + 1] if self.at + 1 < len(self.resolutions) else None

    def position(self, words: Words, point: Point, radius_km: float, end: int = 0) -> RelativePosition:
        """The value; its phrase reaches to *end*, else to the end of the mention."""
        start, end = self.mention.start - len(self.before) + words.start, end or self.mention.end
        phrase = " ".join(self.text[start:end].split())
        bearing, km, radius = words.bearing_degrees, words.distance_km, round(radius_km, 1)
        return RelativePosition(self.place, bearing, km, point, radius, phrase, start, end)


class RelativePositions:
    """Finds them among the resolutions of a text. Usable from several threads."""

    def __init__(self, gazetteer: Gazetteer, borders: Borders | None = None) -> None:
        self._gazetteer = gazetteer
        self._borders = borders or Borders()

    def __call__(self, text: str, resolutions: Sequence[Resolution]) -> tuple[Resolution, ...]:
        """*resolutions* of *text*, in order; anchors of a relative position have it, and the kind that says so."""
        found = list(resolutions)
        for at, resolution in enumerate(resolutions):
            place, mention = resolution.place, resolution.mention
            if place is None or mention.kind is Kind.ORGANISATION:
                continue
            tail = text[max(0, mention.start - _TAIL) : mention.start]
            if not tail.isascii() or "\n" in tail:
                tail = tail.translate(_SPACES)
            tail = tail.lower()
            is_line = text.startswith(_LINES, mention.end) or "coast of " in tail or "border " in tail
            if not is_line and not tail.endswith(_LAST):
                continue
            before = text[max(0, mention.start - WINDOW) : mention.start].translate(_SPACES)
            spot = _Spot(text, resolutions, at, place, before)
            if is_line:
                relative = self._line(spot)
            else:
                relative = self._halfway(spot) or self._off(spot) if mention.kind in _ANCHORS else None
            if relative is not None:
                found[at] = replace(resolution, mention=replace(mention, kind=Kind.RELATIVE), relative=relative)
        return tuple(found)

    # Off a place

    def _off(self, spot: _Spot) -> RelativePosition | None:
        place = spot.place
        words = relative_words.towards(spot.before) or relative_words.away(spot.before)
        if words is not None:
            point, radius = self._circle(place, words)
        elif place.is_area or not (words := relative_words.outside(spot.before)):
            return None
        else:
            point, radius = place.point, 2 * self._size(place) + _OUTSKIRTS_KM
        return spot.position(words, point, radius) if radius <= _LONGEST_KM else None

    def _circle(self, place: Place, words: Words) -> tuple[Point, float]:
        start, bearing, size = place.point, words.bearing_degrees, self._size(place)
        edge = self._edge(place, bearing) if place.is_area else 0.0
        if words.distance_km is not None:
            return circle(start, edge + words.distance_km, words, size=0.0 if place.is_area else size)
        if words.reach_km is not None:
            if bearing is None:
                return start, edge + 1.5 * words.reach_km + size
            return destination(start, bearing, edge + words.reach_km), words.reach_km / 2 + size
        if bearing is None:
            return start, size + _OUTSKIRTS_KM
        if words.is_part:
            half = (edge or size) / 2
            return destination(start, bearing, half), half
        if place.is_area:
            return destination(start, bearing, edge + _AREA_OFFSET_KM), edge / 2 + _AREA_OFFSET_KM
        return destination(start, bearing, size + _TOWN_OFFSET_KM), _TOWN_OFFSET_KM

    def _size(self, place: Place) -> float:
        """Half of a place's width."""
        if place.is_area:
            return self._edge(place, None)
        if place.feature_class is FeatureClass.SPOT:
            return 0.5
        return max(1.0, math.sqrt(place.population / _INHABITANTS_PER_KM2 / math.pi))

    def _edge(self, place: Place, bearing: float | None) -> float:
        """From the middle of an area to its edge, in that direction or on the mean."""
        box = self._gazetteer.box(place)
        if box is None:
            return self._gazetteer.radius_km(place) or _SMALL_AREA_KM
        width = (box.east - box.west) % 360 or 360.0
        half_height = (box.north - box.south) * 111.2 / 2
        half_width = width * 111.3 * math.cos(math.radians((box.north + box.south) / 2)) / 2
        if bearing is None:
            return (half_height + half_width) / 2
        north, east = math.cos(math.radians(bearing)), math.sin(math.radians(bearing))
        return math.hypot(north * half_height, east * half_width)

    # Between two places

    def _halfway(self, spot: _Spot) -> RelativePosition | None:
        words = relative_words.halfway(spot.before)
        other = spot.next
        if words is None or other is None or other.place is None:
            return None
        gap = spot.text[spot.mention.end : other.mention.start].translate(_SPACES)
        km = distance_km(spot.place.point, other.place.point)
        if gap not in (" and ", " and the ", " to ", " to the ") or not 0 < km < _LONGEST_KM:
            return None
        point = destination(spot.place.point, _bearing(spot.place.point, other.place.point), km / 2)
        return spot.position(words, point, max(km / 8, 5.0), other.mention.end)

    # On a border or a coast

    def _line(self, spot: _Spot) -> RelativePosition | None:
        words = relative_words.line(spot.before)
        after = spot.text[spot.mention.end : spot.mention.end + _TAIL].translate(_SPACES).lower()
        if words is None or (after.startswith(_LINES) and after.split(" ", 2)[-1].startswith(_NO_LINE)):
            return None
        end = spot.mention.end + next((len(line) for line in _LINES if after.startswith(line)), 0)
        near = _references(spot)
        said = f" {spot.before[words.start :].lower()}"
        if after.startswith(" coast") or said.endswith(("coast of ", "coast of the ")):
            off_km = (words.distance_km or _OFF_COAST_KM) if " off " in said else 0.0
            stretch = self._coast(spot.place, near, off_km)
            return spot.position(words, stretch.point, stretch.radius_km, end) if stretch else None
        other, end = _second(spot, end)
        stretch = self._border(spot.place, other or _first(spot), near)
        if stretch is None:
            return None
        if words.distance_km is None or words.bearing_degrees is None:
            radius = stretch.radius_km + (words.distance_km or words.reach_km or 0.0) + words.slack_km
            return spot.position(words, stretch.point, radius, end)
        return spot.position(words, *circle(stretch.point, words.distance_km, words, size=stretch.radius_km), end)

    def _border(self, place: Place, other: Place | None, near: Sequence[Place]) -> Stretch | None:
        if not place.is_country or (other is not None and not other.is_country):
            return None
        code = other.country_code if other is not None else self._neighbour(place, near)
        countries = (place.country_code, code)
        points = [each.point for each in near if not each.is_country and each.country_code in countries]
        return self._borders.border(place.country_code, code, points) if code else None

    def _neighbour(self, place: Place, near: Sequence[Place]) -> str:
        """The country next to *place* that the text is most about; "" when it names none."""
        codes = [each.country_code for each in near if each.country_code not in ("", place.country_code)]
        likely = sorted(set(codes), key=lambda code: (-codes.count(code), code))
        return next((code for code in likely if self._borders.are_neighbours(place.country_code, code)), "")

    def _coast(self, place: Place, near: Sequence[Place], off_km: float) -> Stretch | None:
        if not place.country_code:
            return None
        points = [each.point for each in near if not each.is_country and each.country_code == place.country_code]
        stretch = self._borders.coast(place.country_code, points if place.is_country else [place.point])
        if stretch is None or not off_km:
            return stretch
        bearing = self._borders.seaward(stretch.point, place.country_code)
        point = stretch.point if bearing is None else destination(stretch.point, bearing, off_km)
        return Stretch(point, max(stretch.radius_km, off_km))


def circle(start: Point, km: float, words: Words, *, size: float = 0.0) -> tuple[Point, float]:
    """The point *km* from *start* in the direction of *words*, and the radius of the circle round it in km."""
    along = words.slack_km
    if words.bearing_degrees is None:
        return start, km if words.is_within else km + along + size
    across = km * math.sin(math.radians(words.width_degrees))
    return destination(start, words.bearing_degrees, km), math.hypot(along, across, size)


def _references(spot: _Spot) -> list[Place]:
    """The other places the text is about, each once, those that stand nearest to this mention first."""
    order = sorted(range(len(spot.resolutions)), key=lambda each: abs(each - spot.at))[1 : _MOST_REFERENCES + 1]
    return list(dict.fromkeys(place for each in order if (place := spot.resolutions[each].place) is not None))


def _second(spot: _Spot, end: int) -> tuple[Place | None, int]:
    """The country after this one in "border between Iraq and Syria", and where that ends."""
    after = spot.next
    if after is None or spot.text[spot.mention.end : after.mention.start].translate(_SPACES) not in (
        " and ",
        " and the ",
    ):
        return None, end
    return after.place, max(end, after.mention.end)


def _first(spot: _Spot) -> Place | None:
    """The country before this one in "Iraqi-Syrian border"."""
    if not spot.at:
        return None
    before = spot.resolutions[spot.at - 1]
    gap = spot.text[before.mention.end : spot.mention.start]
    return before.place if gap in ("-", "–", "/", " and ") else None


def _bearing(start: Point, end: Point) -> float:
    """The direction in which the great circle from one point to another sets out."""
    a, b, turn = math.radians(start.lat), math.radians(end.lat), math.radians(end.lon - start.lon)
    east = math.sin(turn) * math.cos(b)
    north = math.cos(a) * math.sin(b) - math.sin(a) * math.cos(b) * math.cos(turn)
    return math.degrees(math.atan2(east, north)) % 360
