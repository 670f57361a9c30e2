"""Settlements as entries: which is a capital, which a province's seat, which gives its name to its province."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from places.geonames.divisions import Divisions
from places.geonames.entries import Entry, Rank, alternates
from places.geonames.records import NameRow, Settlement, Sources
from places.geonames.subdivisions import bare
from places.names import fold, keys

#: A province's seat is looked for among this many of its largest towns.
_LARGEST = 3
#: Inhabitants from which a town's name is no more its province's.
_CITY = 100_000
#: Countries whose towns GeoNames gives in a romanisation.
_ROMANISED = frozenset(
    {
        "AE", "AF", "AM", "BD", "BG", "BH", "BT", "BY", "CN", "CY", "DJ", "DZ", "EG", "EH", "ER", "ET", "GE", "GR",
        "IL", "IN", "IQ", "IR", "JO", "JP", "KG", "KH", "KP", "KR", "KW", "KZ", "LA", "LB", "LK", "LY", "MA", "MK",
        "MM", "MN", "MR", "MV", "NP", "OM", "PK", "PS", "QA", "RS", "RU", "SA", "SD", "SY", "TH", "TJ", "TN", "TW",
        "UA", "YE",
    }
)  # fmt: skip
#: Ayin and hamza, and the letters of romanisations that do not decompose.
_MARKS = str.maketrans(dict.fromkeys("'‘’`ʻʼʽʾʿ´", "") | {"đ": "d", "Đ": "D", "ı": "i", "ə": "a", "ø": "o"})


@dataclass(frozen=True, slots=True)
class Seat:
    """The town a province is called after, or that is called after its province."""

    town: Settlement
    #: Whether the shared name alone means the town: it is the town's main name, or not quite the province's.
    is_main_name: bool
    #: The province's common names that the town bears as well.
    shared: tuple[str, ...] = ()

    @property
    def town_names(self) -> tuple[str, ...]:
        return self.town.name, *self.town.alternates


def town_entries(
    sources: Sources, divisions: Divisions, seats: Mapping[str, Seat], capitals: frozenset[int]
) -> Iterator[Entry]:
    tables = {row.id: row for row in sources.town_rows}
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
        name=row.name if row else shown(town.name, town.country),
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


def shown(name: str, country: str) -> str:
    """The name without the marks of its romanisation, which no newspaper prints: "Ţūz Khūrmātū", "Tall ‘Afar".

    Only in countries that do not write in Latin letters themselves; elsewhere accents belong to the name.
    """
    if name.isascii() or country not in _ROMANISED:
        return name
    letters = unicodedata.normalize("NFKD", name).translate(_MARKS)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return plain.strip() if plain.isascii() else name


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
            is_full_name = bare(province.name) != province.name  # "Raqqa Province": "Raqqa" is left to the town
            if not names.keys().isdisjoint(keys(town.name)) or (shared and is_full_name):
                found[province.id] = Seat(town, is_main_name=True, shared=tuple(sorted(shared)))
                break
            if shared:
                found.setdefault(province.id, Seat(town, is_main_name=False))
    return found


def yielding(province: Entry, seat: Seat | None, city_names: frozenset[tuple[str, str]]) -> Entry:
    """The province, leaving to its seat, and to any city of its country, what they are called as well.

    "Kirkuk" alone is the city, "Moscow" not the oblast round it.
    """
    taken = {key for name in seat.town_names for key in keys(name)} if seat is not None and seat.is_main_name else set()

    def rank(name: str, given: int) -> int:
        is_bare = name != province.name and bare(name) == name
        of_a_city = is_bare and any((province.country, key) in city_names for key in keys(name))
        return max(given, Rank.ALTERNATE) if of_a_city or not taken.isdisjoint(keys(name)) else given

    return replace(
        province,
        main_rank=rank(province.name, Rank.MAIN),
        names=tuple((name, rank(name, given)) for name, given in province.names),
    )


def city_names(sources: Sources) -> frozenset[tuple[str, str]]:
    """(country code, key) of the main names of all larger towns."""
    return frozenset(
        (town.country, key) for town in sources.settlements if town.population >= _CITY for key in keys(town.name)
    )


def _close_names(province: Entry) -> Iterator[str]:
    yield province.name
    yield from (name for name, rank in province.names if rank <= Rank.COMMON)
