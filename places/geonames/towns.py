"""Settlements as entries: which is a capital, which a province's seat, which gives its name to its province."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from places.geonames.divisions import Divisions
from places.geonames.entries import Entry, Rank, alternates
from places.geonames.records import NameRow, Settlement, Sources
from places.names import fold, keys

#: A province's seat is looked for among this many of its largest towns.
_LARGEST = 3


@dataclass(frozen=True, slots=True)
class Seat:
    """The town a province is called after, or that is called after its province."""

    town: Settlement
    #: Whether the town's main name is shared, so that the name alone means the town.
    is_main_name: bool
    #: The province's common names that the town bears as well.
    shared: tuple[str, ...] = ()


def town_entries(
    sources: Sources, divisions: Divisions, seats: Mapping[str, Seat], capitals: frozenset[int]
) -> Iterator[Entry]:
    tables = {row.id: row for row in sources.province_rows}
    seat_names = {seat.town.geonameid: seat.shared for seat in seats.values()}
    for town in sources.settlements:
        county, row = divisions.counties.get(town.geonameid, ""), tables.get(str(town.geonameid))
        yield _town(town, county, row, seat_names.get(town.geonameid), town.geonameid in capitals)


def _town(
    town: Settlement, county: str, row: NameRow | None, seat_names: tuple[str, ...] | None, is_capital: bool
) -> Entry:
    code = "PPLC" if is_capital else "PPL" if seat_names is None else "PPLA"
    names = alternates(town.alternates)
    if seat_names:
        # What the province is commonly called, its seat is too.
        names = (*((name, Rank.COMMON) for name in seat_names), *names)
    if row is not None:
        names = ((town.name, Rank.COMMON), *((alias, Rank.COMMON) for alias in row.aliases), *names)
    return Entry(
        id=str(town.geonameid),
        name=row.name if row else town.name,
        lat=town.lat,
        lon=town.lon,
        feature_class="P",
        feature_code=code,
        country=town.country,
        admin1=town.admin1,
        admin2=county,
        population=town.population,
        geonameid=town.geonameid,
        names=names,
    )


def capitals(sources: Sources) -> frozenset[int]:
    """geonameids of the countries' capitals: the country's largest town of that name, else that also bears it."""
    wanted = {country.code: fold(country.capital) for country in sources.countries if country.capital}
    found: dict[str, Settlement] = {}
    for is_named in (_is_main_name, _is_alternate):
        missing = wanted.keys() - found.keys()
        for town in sources.settlements:
            if town.country not in missing or not is_named(town, wanted[town.country]):
                continue
            if town.country not in found or town.population > found[town.country].population:
                found[town.country] = town
    return frozenset(town.geonameid for town in found.values())


def _is_main_name(town: Settlement, key: str) -> bool:
    return fold.__wrapped__(town.name) == key


def _is_alternate(town: Settlement, key: str) -> bool:
    return any(fold.__wrapped__(name) == key for name in town.alternates)


def seats(provinces: Iterable[Entry], sources: Sources) -> dict[str, Seat]:
    """Province id -> its seat: one of the three largest towns, where it shares the province's name.

    The packages do not say which town is a province's seat, so provinces called otherwise have none here.
    """
    largest: dict[str, list[Settlement]] = defaultdict(list)
    for town in sorted(sources.settlements, key=lambda town: -town.population):
        towns = largest[f"{town.country}.{town.admin1}"]
        if len(towns) < _LARGEST:
            towns.append(town)
    found: dict[str, Seat] = {}
    for province in provinces:
        names = {key: name for name in _close_names(province) for key in keys(name)}
        for town in largest[province.id]:
            shared = {names[key] for each in town.alternates if (key := fold.__wrapped__(each)) in names}
            if not names.keys().isdisjoint(keys(town.name)):
                found[province.id] = Seat(town, is_main_name=True, shared=tuple(sorted(shared)))
                break
            if shared:
                found.setdefault(province.id, Seat(town, is_main_name=False))
    return found


def yielding(province: Entry, seat: Seat | None) -> Entry:
    """The province, leaving what its seat is called as well to the seat: "Kirkuk" alone is the city."""
    if seat is None or not seat.is_main_name:
        return province
    towns = {key for name in (seat.town.name, *seat.town.alternates) for key in keys(name)}
    return replace(
        province,
        main_rank=Rank.MAIN if towns.isdisjoint(keys(province.name)) else Rank.ALTERNATE,
        names=tuple(
            (name, rank if towns.isdisjoint(keys(name)) else max(rank, Rank.ALTERNATE)) for name, rank in province.names
        ),
    )


def _close_names(province: Entry) -> Iterator[str]:
    yield province.name
    yield from (name for name, rank in province.names if rank <= Rank.COMMON)
