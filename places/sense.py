"""What the geoparser weighs of the gazetteer: a Name and the Senses it may have."""

from __future__ import annotations

from dataclasses import dataclass
from math import log10

from places.place import Place

#: How a name belongs to its place, as the gazetteer keeps it: its own, a usual one, one of many, one of these without
#: its article, a code; and one the gazetteer does not have in this spelling.
MAIN, ALIAS, ALTERNATE, STRIPPED, SHORT, RESPELLED = range(6)

#: Countries whose states are called so: "Benue State"; elsewhere "Kentucky State" is a team or a police.
_STATES = frozenset(("BR", "IN", "MX", "NG", "SD", "SS", "VE"))
#: Feature codes of countries, and the classes of places that come from GeoNames rather than from our own tables.
_COUNTRIES = frozenset(("PCL", "PCLD", "PCLF", "PCLH", "PCLI", "PCLIX", "PCLS", "TERR"))
_NOT_OURS = frozenset("AP")


# Not frozen, though nothing changes one: a name may have dozens, and making them is what its first look-up costs.
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
        "adjective", "area_codes", "best_rank", "is_abbreviation", "is_capital", "is_country", "is_county",
        "is_facility", "is_great", "is_province", "is_region", "is_variant", "is_well_known", "judged", "key",
        "only_towns", "own_codes", "plain_sense", "senses", "size", "states_are_called_so", "weighed",
    )  # fmt: skip

    def __init__(
        self,
        key: str,
        senses: tuple[Sense, ...],
        *,
        adjective: bool = False,
        is_abbreviation: bool = False,
        is_variant: bool = False,
    ) -> None:
        self.key = key
        self.senses = senses
        self.adjective = adjective
        self.is_abbreviation = is_abbreviation
        self.is_variant = is_variant
        # Making names is most of what an unseen word costs: few walks over the senses, and sets for all questions.
        named = [s for s in senses if s.rank < ALTERNATE or s.rank == RESPELLED]
        codes = {s.feature_code for s in named}
        classes = {s.feature_class for s in named}
        self.best_rank = min([ALIAS if s.rank == RESPELLED else s.rank for s in senses], default=MAIN)
        self.is_country = not codes.isdisjoint(_COUNTRIES)
        self.is_province = "ADM1" in codes
        self.is_county = "ADM2" in codes and any(s.is_county and s.rank < ALTERNATE for s in named)
        self.is_capital = "PPLC" in codes
        self.is_region = not classes <= _NOT_OURS
        self.is_facility = "S" in classes and not self.is_province
        self.only_towns = not (self.is_country or self.is_province or self.is_region or self.is_capital or adjective)
        #: Whether "State" after it belongs to it: "Benue State" is a state, "Kentucky State" a team or a police.
        self.states_are_called_so = self.is_province and any(s.is_province and s.country in _STATES for s in named)
        #: log10 of the inhabitants of the most populous town of that name; an alternate name counts a hundredth.
        self.size = max(
            [
                log10(s.population + 1) - (2 if ALTERNATE <= s.rank < RESPELLED else 0)
                for s in senses
                if s.feature_class == "P"
            ],
            default=0.0,
        )
        self.is_well_known = not self.only_towns or self.size >= 5
        self.is_great = not self.only_towns or self.size >= 6
        #: The place meant when nothing else is known; None when that would be a guess.
        self.plain_sense = (
            senses[0] if len(senses) == 1 or self.is_country or self.is_province or self.size >= 5.3 else None
        )
        #: Codes of the countries, provinces and counties this name may mean: what it can contain.
        self.area_codes = frozenset(
            [
                code
                for s in named
                if s.feature_class == "A"
                if (code := s.country if s.is_country else s.province if s.is_province else s.county)
            ]
            if "A" in classes
            else ()
        )
        if self.is_region and not self.area_codes:
            # "St. John's, Newfoundland": an island or a region with a country stands for it.
            self.area_codes = frozenset(s.country for s in named if s.country and s.feature_class in "LT")
        #: Codes of what may contain it.
        own = {s.county for s in named}
        own.update([s.country for s in named if not s.is_country] if self.is_country else [s.country for s in named])
        own.update([s.province for s in named if not s.is_province])
        own.discard("")
        self.own_codes = frozenset(own)
        #: For the resolver to keep what it made of the senses.
        self.weighed: tuple[object, tuple[float, ...]] | None = None
        #: For recognition to keep what it made of the name: whose sum it is, the sum, and its reasons.
        self.judged: tuple[object, int, tuple[tuple[str, int], ...]] | None = None

    def within(self, container: Name) -> bool:
        """Whether a place of this name lies in a country, province or county of the other name."""
        return not self.own_codes.isdisjoint(container.area_codes)


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
