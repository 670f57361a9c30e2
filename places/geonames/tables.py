"""The tables of facts in ``places/data``: read, checked, and named by file and line where they are wrong."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

from places.geonames.records import AbbreviationRow, AdjectiveRow, AreaRow, CountryRow, NameRow
from places.place import Point

DATA = Path(__file__).parents[1] / "data"
#: In the order in which they are hashed into the gazetteer's version.
TABLES = (
    "countries.csv",
    "regions.csv",
    "facilities.csv",
    "provinces.csv",
    "province_points.csv",
    "towns.csv",
    "native_names.csv",
    "adjectives.csv",
    "abbreviations.csv",
)

Row = TypeVar("Row")


class TableError(ValueError):
    """A row of our own tables that cannot be read; names the file, the line and the fault."""


def countries(folder: Path = DATA) -> tuple[CountryRow, ...]:
    return _rows(folder / "countries.csv", _country)


def areas(folder: Path = DATA) -> tuple[AreaRow, ...]:
    """Regions, seas, rivers, ranges and facilities."""
    return _rows(folder / "regions.csv", partial(_area, "region")) + _rows(
        folder / "facilities.csv", partial(_area, "facility")
    )


def provinces(folder: Path = DATA) -> tuple[NameRow, ...]:
    return _rows(folder / "provinces.csv", _name)


def province_points(folder: Path = DATA) -> tuple[tuple[str, Point], ...]:
    return _rows(
        folder / "province_points.csv", lambda row: (row["id"], Point(lat=float(row["lat"]), lon=float(row["lon"])))
    )


def towns(folder: Path = DATA) -> tuple[NameRow, ...]:
    return _rows(folder / "towns.csv", _name)


def native_names(folder: Path = DATA) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Names in other scripts that the packages lack, by place id or country code."""
    return _rows(folder / "native_names.csv", lambda row: (row["id"], _many(row["names"])))


def adjectives(folder: Path = DATA) -> tuple[AdjectiveRow, ...]:
    return _rows(folder / "adjectives.csv", lambda row: AdjectiveRow(row["word"], row["target"]))


def abbreviations(folder: Path = DATA) -> tuple[AbbreviationRow, ...]:
    return _rows(
        folder / "abbreviations.csv", lambda row: AbbreviationRow(row["abbreviation"], row["target"], row["style"])
    )


def _name(row: dict[str, str]) -> NameRow:
    return NameRow(row["id"], row["name"], _many(row["aliases"]))


def _country(row: dict[str, str]) -> CountryRow:
    lat, lon, south, west, north, east = (float(row[name]) for name in ("lat", "lon", "south", "west", "north", "east"))
    return CountryRow(row["code"], row["name"], lat, lon, south, west, north, east, _many(row["aliases"]))


def _area(kind: str, row: dict[str, str]) -> AreaRow:
    return AreaRow(
        id=f"{kind}:{row['id'].removeprefix(kind + ':')}",
        name=row["name"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        feature_class=row["feature_class"],
        feature_code=row["feature_code"],
        countries=_many(row["countries"]),
        radius_km=float(row["radius_km"]) if row["radius_km"] else None,
        aliases=_many(row["aliases"]),
    )


def _many(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _rows(path: Path, read: Callable[[dict[str, str]], Row]) -> tuple[Row, ...]:
    if not path.exists():
        return ()
    return tuple(_read(path, line, row, read) for line, row in _numbered(path))


def _read(path: Path, line: int, row: dict[str, str], read: Callable[[dict[str, str]], Row]) -> Row:
    try:
        return read(row)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise TableError(f"{path.name}, line {line}: {row} cannot be read: {error!r}") from error


def _numbered(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with the line they end on; lines that open with # are comments."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(line for line in file if not line.startswith("#"))
        for row in reader:
            yield reader.line_num, row
