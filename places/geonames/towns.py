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
    #: Whether the shared name is the town's main one, so that the name alone means the town.
    is_main_name: bool


def town_entries(
    sources: Sources, divisions: Divisions, seats: Mapping[str, Seat], capitals: frozenset[int]
) -> Iterator[Entry]:
    tables = {row.id: row for row in sources.province_rows}
    seat_ids = {seat.town.geonameid for seat in seats.values()}
    for town in sources.settlements:
        yield _town(
            town, divisions.counties.get(town.geonameid, ""), tables.get(str(town.geonameid)), seat_ids, capitals
        )


def _town(town: Settlement, county: str, row: NameRow | None, seats: set[int], capitals: frozenset[int]) -> Entry:
    code = "PPLC" if town.geonameid in capitals else "PPLA" if town.geonameid in seats else "PPL"
    names = alternates(town.alternates)
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
    """geonameids of the countries' capitals: the largest town of the country's that bears the name."""
    wanted = {country.code: fold(country.capital) for country in sources.countries if country.capital}
    best: dict[str, tuple[bool, int, int]] = {}
    for town in sources.settlements:
        name = wanted.get(town.country)
        if not name:
            continue
        is_main = fold(town.name) == name
        if is_main or (town.population > 1000 and any(fold.__wrapped__(each) == name for each in town.alternates)):
            best[town.country] = max(best.get(town.country, (False, -1, 0)), (is_main, town.population, town.geonameid))
    return frozenset(geonameid for _, _, geonameid in best.values())


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
        names = {key for name in _close_names(province) for key in keys(name)}
        for town in largest[province.id]:
            if not names.isdisjoint(keys(town.name)):
                found[province.id] = Seat(town, is_main_name=True)
                break
            if any(fold(alternate) in names for alternate in town.alternates):
                found.setdefault(province.id, Seat(town, is_main_name=False))
    return found


def yielding(province: Entry, seat: Seat | None) -> Entry:
    """The province, leaving the plain name to its seat: "Kirkuk" alone is the city."""
    if seat is None or not seat.is_main_name:
        return province
    towns = set(keys(seat.town.name))
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
