"""Providers: what is known of services that geopy speaks to, beside what geopy knows. The facts are in providers.csv.

A service without a licence there (its terms differ by contract, or forbid to keep what it says) works when the
operator states one.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from places.asking.answer import OSM, OTHER

_TABLE = Path(__file__).with_name("providers.csv")
_OF_OSM = "nominatim"


@dataclass(frozen=True, slots=True)
class Provider:
    #: By geopy's name in lower case.
    name: str
    #: For people.
    title: str
    #: Whom to name; "" where nobody knows beforehand.
    credit: str = ""
    licence: str = ""
    #: Where the licence can be read.
    licence_address: str = ""

    @property
    def attribution(self) -> str:
        """Credit and licence in one; "" where they are not known."""
        return ", ".join(part for part in (self.credit, self.licence) if part)


def provider(name: str) -> Provider:
    """What is known of it; of one that is not in the table, its name alone."""
    return _known().get(name, Provider(name, name))


def provider_of(place_id: str) -> Provider | None:
    """Who said where the place of that id is; None for one that no geocoder gave, or whose giver is in no id."""
    if place_id.startswith(OSM):
        return _known()[_OF_OSM]
    if place_id.startswith(OTHER):
        return provider(place_id.removeprefix(OTHER).partition(":")[0])
    return None


def licence_address(attribution: str) -> str:
    """Where what is credited so can be read about; "" where nobody knows."""
    return next((each.licence_address for each in _known().values() if each.attribution == attribution), "")


@cache
def _known() -> dict[str, Provider]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {row["provider"]: Provider(*row.values()) for row in csv.DictReader(file)}
