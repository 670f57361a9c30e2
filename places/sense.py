"""What the geoparser weighs of the gazetteer: a Name and the Senses it may have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log10

from places.place import Place

#: How a name belongs to its place, as the gazetteer keeps it: its own, a usual one, one of many, one of these without
#: its article, a code; and one the gazetteer does not have in this spelling.
MAIN, ALIAS, ALTERNATE, STRIPPED, SHORT, RESPELLED = range(6)

#: What recognition asks of a place, as bits: REGION is all that is neither a division nor a town, SPOT a building or
#: site among it, STATE a province that is called so, AREA a division of any level.
COUNTRY, PROVINCE, COUNTY, CAPITAL, REGION, SPOT, TOWN, STATE, AREA = (1 << bit for bit in range(9))

#: Countries whose states are called so: "Benue State"; elsewhere "Kentucky State" is a team or a police.
_STATES = frozenset(("BR", "IN", "MX", "NG", "SD", "SS", "VE"))
#: Feature codes of countries, and the classes of places that come from GeoNames rather than from our own tables.
_COUNTRIES = frozenset(("PCL", "PCLD", "PCLF", "PCLH", "PCLI", "PCLIX", "PCLS", "TERR"))
_NOT_OURS = frozenset("AP")


# Not frozen, though nothing changes one: a name may have dozens, and making them takes a while.
@dataclass(slots=True, eq=False)
class Sense:
    """A place a name may mean, with what weighing it needs."""

    #: Row of the place in the gazetteer file.
    row: int
    rank: int
    lat: float
    lon: float
    feature_class: str
    feature_code: str
    country: str
    #: "US.TX"; "" where unknown.
    province: str
    #: "US.TX.277" or whatever the gazetteer gives; "" where unknown.
    county: str
    population: int
    #: Two overlapping squares of two degrees it lies in: neighbours share at least one.
    cells: tuple[int, int]
    #: log10 of how many names the gazetteer has for it, in all languages: who has many is known far away.
    fame: float

    @property
    def is_country(self) -> bool:
        return self.feature_code in _COUNTRIES

    @property
    def is_province(self) -> bool:
        return self.feature_code == "ADM1"

    @property
    def is_county(self) -> bool:
        return self.feature_code == "ADM2"


class Name:
    """A key of the gazetteer with the places it may mean; made once for each key and then shared."""

    __slots__ = (
        "_area_codes", "_make_senses", "_own_codes", "_senses", "adjective", "best_rank", "is_abbreviation",
        "is_capital", "is_country", "is_county", "is_facility", "is_great", "is_known", "is_province", "is_region",
        "is_single", "is_variant", "is_well_known", "judged", "key", "may_contain", "only_towns", "own_names",
        "size", "states_are_called_so", "weighed",
    )  # fmt: skip

    def __init__(
        self,
        key: str,
        places: Sequence[tuple[int, int, int]],
        make_senses: Callable[[], tuple[Sense, ...]],
        *,
        adjective: bool = False,
        is_abbreviation: bool = False,
        is_variant: bool = False,
    ) -> None:
        """*places* are what it may mean, in the order of the senses: the rank of the name, traits, inhabitants."""
        self.key = key
        self._make_senses = make_senses
        self.adjective = adjective
        self.is_abbreviation = is_abbreviation
        self.is_variant = is_variant
        # Making names is most of what an unseen word costs: one walk over the places, and their senses only when asked.
        traits, own_names, people, others = 0, 0, -1, -1
        for rank, place, inhabitants in places:
            if rank < ALTERNATE:
                traits |= place
                own_names += rank == MAIN
            elif rank == RESPELLED:
                traits |= place & ~COUNTY
            if place & TOWN:
                if ALTERNATE <= rank < RESPELLED:
                    others = max(others, inhabitants)
                elif inhabitants > people:
                    people = inhabitants
        self.is_known = bool(places)
        self.is_single = len(places) == 1
        # Made when they are asked for.
        self._senses: tuple[Sense, ...] | None = None
        self._area_codes: frozenset[str] | None = None
        self._own_codes: frozenset[str] | None = None
        #: How many places have it as their own name.
        self.own_names = own_names
        self.best_rank = min([ALIAS if rank == RESPELLED else rank for rank, _, _ in places], default=MAIN)
        self.is_country = traits & COUNTRY != 0
        self.is_province = is_province = traits & PROVINCE != 0
        self.is_county = traits & COUNTY != 0
        self.is_capital = traits & CAPITAL != 0
        self.is_region = traits & REGION != 0
        self.is_facility = traits & SPOT != 0 and not is_province
        self.only_towns = only_towns = not (traits & (COUNTRY | PROVINCE | REGION | CAPITAL) or adjective)
        self.may_contain = traits & (AREA | REGION) != 0
        #: Whether "State" after it belongs to it: "Benue State" is a state, "Kentucky State" a team or a police.
        self.states_are_called_so = traits & STATE != 0
        #: log10 of the inhabitants of the most populous town of that name; an alternate name counts a hundredth.
        size = log10(people + 1) if people >= 0 else 0.0
        if others >= 0:
            size = max(size, log10(others + 1) - 2) if people >= 0 else log10(others + 1) - 2
        self.size = size
        self.is_well_known = not only_towns or size >= 5
        self.is_great = not only_towns or size >= 6
        #: For the resolver to keep what it made of the senses.
        self.weighed: tuple[object, tuple[float, ...]] | None = None
        #: For recognition to keep what it made of the name: whose sum it is, the sum, and its reasons.
        self.judged: tuple[object, int, tuple[tuple[str, int], ...]] | None = None

    @classmethod
    def of(cls, key: str, senses: tuple[Sense, ...], *, adjective: bool = False, is_variant: bool = False) -> Name:
        """A name of these very senses."""
        return cls(key, places_of(senses), lambda: senses, adjective=adjective, is_variant=is_variant)

    @property
    def senses(self) -> tuple[Sense, ...]:
        """The places it may mean, the most prominent first."""
        if self._senses is None:
            self._senses = self._make_senses()
        return self._senses

    @property
    def plain_sense(self) -> Sense | None:
        """The place meant when nothing else is known; None when that would be a guess."""
        if not (self.is_single or self.is_country or self.is_province or self.size >= 5.3):
            return None
        return self.senses[0]

    @property
    def area_codes(self) -> frozenset[str]:
        """Codes of the countries, provinces and counties this name may mean: what it can contain."""
        if self._area_codes is None:
            self._area_codes = _area_codes(self)
        return self._area_codes

    @property
    def own_codes(self) -> frozenset[str]:
        """Codes of what may contain it."""
        if self._own_codes is None:
            self._own_codes = _own_codes(self)
        return self._own_codes

    def within(self, container: Name) -> bool:
        """Whether a place of this name lies in a country, province or county of the other name."""
        codes = container.area_codes
        return bool(codes) and not self.own_codes.isdisjoint(codes)


def places_of(senses: Sequence[Sense]) -> list[tuple[int, int, int]]:
    """What ``Name`` asks of its places, of their senses."""
    return [(s.rank, traits_of(s.feature_class, s.feature_code, s.country), s.population) for s in senses]


def _area_codes(name: Name) -> frozenset[str]:
    if not name.may_contain:
        return frozenset()
    named = _named(name)
    codes = frozenset(
        [
            code
            for s in named
            if s.feature_class == "A"
            if (code := s.country if s.is_country else s.province if s.is_province else s.county)
        ]
    )
    if name.is_region and not codes:
        # "St. John's, Newfoundland": an island or a region with a country stands for it.
        codes = frozenset(s.country for s in named if s.country and s.feature_class in "LT")
    return codes


def _own_codes(name: Name) -> frozenset[str]:
    named = _named(name)
    own = {s.county for s in named}
    own.update([s.country for s in named if not s.is_country] if name.is_country else [s.country for s in named])
    own.update([s.province for s in named if not s.is_province])
    own.discard("")
    return frozenset(own)


def _named(name: Name) -> list[Sense]:
    return [s for s in name.senses if s.rank < ALTERNATE or s.rank == RESPELLED]


def traits_of(feature_class: str, feature_code: str, country: str) -> int:
    """What recognition asks of a place, as bits."""
    traits = TOWN if feature_class == "P" else AREA if feature_class == "A" else 0
    if feature_class not in _NOT_OURS:
        traits |= REGION
    if feature_class == "S":
        traits |= SPOT
    if feature_code in _COUNTRIES:
        traits |= COUNTRY
    elif feature_code == "ADM1":
        traits |= PROVINCE | (STATE if country in _STATES else 0)
    elif feature_code == "ADM2":
        traits |= COUNTY
    elif feature_code == "PPLC":
        traits |= CAPITAL
    return traits


def sense_of(place: Place) -> Sense:
    """A place the gazetteer file does not have, as a sense; it has no row in the file."""
    lat, lon = place.point.lat, place.point.lon
    province = f"{place.country_code}.{place.admin1}" if place.country_code and place.admin1 else ""
    return Sense(
        -1, MAIN, lat, lon, place.feature_class.value, place.feature_code, place.country_code, province, "",
        place.population, cells(lat, lon), 0.0,
    )  # fmt: skip


def cells(lat: float, lon: float) -> tuple[int, int]:
    """The two squares a point lies in. Near the poles squares get narrow; few towns lie there."""
    row, column = int((lat + 90) // 2), int((lon + 180) // 2)
    row_shifted, column_shifted = int((lat + 91) // 2), int((lon + 181) // 2)
    return row * 1000 + column, 1_000_000 + row_shifted * 1000 + column_shifted
