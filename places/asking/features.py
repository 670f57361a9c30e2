"""Features: what OpenStreetMap calls a thing, by its key and value, as GeoNames' class and code. See features.csv."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from places.place import FeatureClass

_TABLE = Path(__file__).with_name("features.csv")


def feature(key: str, value: str) -> tuple[FeatureClass, str]:
    """Class and code of *key*=*value*, else of the key alone, else a spot of unknown kind."""
    table = _features()
    return table.get((key, value)) or table.get((key, "")) or (FeatureClass.SPOT, "")


@cache
def _features() -> dict[tuple[str, str], tuple[FeatureClass, str]]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        rows = [(row["key"], row["value"], *row["feature"].split(".")) for row in csv.DictReader(file)]
    return {(key, value): (FeatureClass(letter), code) for key, value, letter, code in rows}
