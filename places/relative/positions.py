"""Relative positions in a text: "about 55 km west of Mosul" is a circle of its own, and the mention stays Mosul's.

How large the circle is. Along the way, the distance is taken to be off by its roundness (the largest of 0.1, 0.5, 1,
5, 10, 50, 100, ... km or miles that divides the number and is at most half of it; half a range's width), and by a tenth
more after "about". Across, one of the eight directions is taken to be off by 22.5 degrees to each side, one of the
sixteen and "due west" by 11.25. A town adds the radius it would have at 3,000 inhabitants a square kilometre. The
three are added as squares.

Without a distance ("northeast of Mosul") the point lies 25 km beyond the town's edge in a circle of 30 km, 50 km beyond
the edge of a province or country in one of 50 km and half of its width; "in the north of" is the half on that side.
Hours of travel count 60 km by road, 5 on foot, 600 by air, "a few" 4; the circle reaches half of it to each side. A
distance without a direction ("10-15 km from Mosul") and "outside Mosul" are circles round the place. Distances from
provinces and countries count from the edge of their bounding box. Borders and coasts: ``places.relative.borders``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from places.distance import destination, distance_km, initial_bearing
from places.gazetteer import Gazetteer
from places.mention import Kind
from places.place import FeatureClass, Place, Point
from places.position import RelativePosition
from places.relative import words as relative_words
from places.relative.borders import Borders, Stretch
from places.relative.spot import SPACES, Spot
from places.relative.words import WINDOW, Words
from places.resolution import Resolution

_INHABITANTS_PER_KM2 = 3000
_TOWN_OFFSET_KM, _TOWN_RADIUS_KM, _AREA_OFFSET_KM = 25.0, 30.0, 50.0
_OUTSKIRTS_KM = 10.0
_OFF_COAST_KM = 30.0
#: A place of unknown extent.
_SMALL_AREA_KM = 20.0
_LONGEST_KM = 5000.0
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
_LAST_ENDS = frozenset(word[-3:] for word in _LAST)
_LINES = (" borders", " border", " frontier", " coast")
#: Those after "Iran's" too.
_ANY_LINES = tuple(owner + line for owner in ("", "'s", "’s") for line in _LINES)
_LINE_STARTS = frozenset(line[:2] for line in _ANY_LINES)
_LINE_BEFORE = tuple(f"{line} {the}" for line in ("coast of", "border with", "border between") for the in ("", "the "))
_NO_LINE = ("guard", "police", "patrol", "force", "control", "security", "dispute", "agent", "official", "polic",
            "agenc", "wall", "tax", "trade", "skirmish", "tension")  # fmt: skip
#: As much before a name as tells whether to look further.
_TAIL = 24


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
            start, end = mention.start, mention.end
            tail = text[max(0, start - _TAIL) : start]
            if not tail.isascii() or "\n" in tail:
                tail = tail.translate(SPACES)
            tail = tail.lower()
            is_line = (
                (text[end : end + 2] in _LINE_STARTS and text.startswith(_ANY_LINES, end))
                or "coast of " in tail
                or "border " in tail
            )
            # Ends first: one look instead of one for each of the words.
            if not is_line and not (tail[-3:] in _LAST_ENDS and tail.endswith(_LAST)):
                continue
            before = text[max(0, mention.start - WINDOW) : mention.start].translate(SPACES)
            if not is_line and not (mention.kind in _ANCHORS and relative_words.any_in(before)):
                continue
            spot = Spot(text, resolutions, at, place, before)
            relative = self._line(spot) if is_line else self._halfway(spot) or self._off(spot)
            if relative is not None:
                found[at] = replace(resolution, mention=replace(mention, kind=Kind.RELATIVE), relative=relative)
        return tuple(found)

    # Off a place

    def _off(self, spot: Spot) -> RelativePosition | None:
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
        return destination(start, bearing, size + _TOWN_OFFSET_KM), _TOWN_RADIUS_KM

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

    def _halfway(self, spot: Spot) -> RelativePosition | None:
        words = relative_words.halfway(spot.before)
        other = spot.next
        if words is None or other is None or other.place is None:
            return None
        gap = spot.text[spot.mention.end : other.mention.start].translate(SPACES)
        km = distance_km(spot.place.point, other.place.point)
        if gap not in (" and ", " and the ", " to ", " to the ") or not 0 < km < _LONGEST_KM:
            return None
        point = destination(spot.place.point, initial_bearing(spot.place.point, other.place.point), km / 2)
        return spot.position(words, point, max(km / 8, 5.0), other.mention.end)

    # On a border or a coast

    def _line(self, spot: Spot) -> RelativePosition | None:
        words = relative_words.line(spot.before)
        after = spot.text[spot.mention.end : spot.mention.end + _TAIL].translate(SPACES).lower()
        if words is None:
            return None
        said = f" {spot.before[words.start :].lower()}"
        line = next((line for line in _ANY_LINES if after.startswith(line)), "")
        if line and after.split(" ", 2)[-1].startswith(_NO_LINE):
            return None
        if not line and not said.endswith(_LINE_BEFORE):
            return None
        end = spot.mention.end + len(line)
        near = spot.references
        if line.endswith("coast") or "coast of " in said:
            off_km = (words.distance_km or _OFF_COAST_KM) if " off " in said else 0.0
            stretch = self._coast(spot.place, near, off_km)
            return spot.position(words, stretch.point, stretch.radius_km, end) if stretch else None
        other, end = spot.second(end)
        stretch = self._border(spot.place, other or spot.first, near)
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
