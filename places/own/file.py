"""The file of the user's own places: rows of CSV read one by one, every fault told with its line.

| what  | name                   | place                        | lat, lon | country, feature     | note |
|-------|------------------------|------------------------------|----------|----------------------|------|
| place | how texts write it     | empty                        | degrees  | optional: IQ, village| free |
| alias | how texts write it     | an id, a name, "Name, Where" | empty    | empty                | free |
| never | a word that is no place| empty                        | empty    | empty                | free |

The first line names the columns, in any order; without it they stand in the order above. UTF-8; commas, or semicolons
or tabs where the first line has them. One row is one line: no cell holds a line break, so that a forgotten quotation
mark spoils one row and not all that follow. Empty lines and lines that open with "#" are passed over.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator

from places.distance import quick_km
from places.gazetteer import Gazetteer
from places.names import fold
from places.own.cells import check_name, degrees, feature, shown
from places.own.row import COLUMNS, Fault, FaultyRow, Row, What
from places.place import Place, Point
from places.sentence import sentence

MOST_BYTES = 16_000_000
#: Places of one name this near to each other are a town and its district: the alias means the town.
_SAME_SPOT_KM = 50
#: As many as fit into a message.
_MOST_SHOWN = 5
_LINE = re.compile(r"\r\n|\r|\n")


def read_rows(
    content: bytes, gazetteer: Gazetteer, known: Iterable[Place] = ()
) -> tuple[tuple[Row, ...], tuple[Fault, ...]]:
    """The good rows and the faults of the others, both in the order of the lines. Never raises for any content.

    An alias may mean one of the *known* places of another file too.
    """
    if len(content) > MOST_BYTES:
        fault = Fault(0, f"the file has {len(content):,} bytes and at most {MOST_BYTES:,} are read: shorten it")
        return (), (fault,)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return (), (Fault(0, 'the file is UTF-16: save it again as "CSV UTF-8"'),)
    return _Reader(gazetteer, known).read(content.decode("utf-8-sig", "replace"))


class _Reader:
    """Reads one file; an alias waits for the end, since what it means may stand below it."""

    def __init__(self, gazetteer: Gazetteer, known: Iterable[Place] = ()) -> None:
        self._gazetteer = gazetteer
        #: The places of the other file, by folded name and by id.
        self._known = {key: place for place in known for key in (place.id, fold(place.name))}
        self._rows: list[Row] = []
        self._faults: list[Fault] = []
        #: The file's own places, by folded name and by id.
        self._places: dict[str, Place] = {}
        #: Where each name stands.
        self._lines: dict[str, int] = {}

    def read(self, text: str) -> tuple[tuple[Row, ...], tuple[Fault, ...]]:
        table = list(self._table(text))
        for aliases in (False, True):
            for line, cells in table:
                if (cells["what"] == What.ALIAS) is aliases:
                    try:
                        self._add(self._row(line, cells))
                    except FaultyRow as fault:
                        self._faults.append(Fault(line, str(fault)))
        return tuple(sorted(self._rows, key=lambda row: row.line)), tuple(sorted(self._faults))

    def _table(self, text: str) -> Iterator[tuple[int, dict[str, str]]]:
        """The line and the cells by their column of each row that can be cut into cells."""
        columns: list[str] | None = None
        delimiter = ","
        for line, content in enumerate(_LINE.split(text), 1):
            if not content.strip() or content.startswith("#"):
                continue
            if columns is None:
                delimiter = next((mark for mark in ";\t" if mark in content and "," not in content), ",")
            try:
                cells = [
                    " ".join(cell.split()) for cell in next(csv.reader([content], delimiter=delimiter, strict=True))
                ]
            except csv.Error as error:
                self._faults.append(
                    Fault(line, f"{shown(content)} cannot be cut into cells ({error}): see to its quotation marks")
                )
                continue
            if columns is None:
                titles = [cell.lower() for cell in cells]
                if "name" in titles:
                    columns = titles
                    self._check_columns(line, titles)
                    continue
                columns = list(COLUMNS)
            if len(cells) > len(columns) and any(cells[len(columns) :]):
                many, most = len(cells), len(columns)
                self._faults.append(
                    Fault(line, f"{many} cells for {most} columns: put a cell that holds {delimiter!r} in quotes")
                )
                continue
            row = dict.fromkeys(COLUMNS, "") | dict(zip(columns, cells, strict=False))
            yield line, row | {"what": row["what"].lower()}

    def _check_columns(self, line: int, titles: list[str]) -> None:
        if unknown := [title for title in titles if title and title not in COLUMNS]:
            named = ", ".join(shown(title) for title in unknown[:_MOST_SHOWN])
            self._faults.append(Fault(line, f"{named}: no such column; there are {', '.join(COLUMNS)}"))
        if twice := sorted({title for title in titles if title and titles.count(title) > 1}):
            self._faults.append(Fault(line, f"the column {shown(twice[0])} stands twice: take one away"))
        if "what" not in titles:
            self._faults.append(Fault(line, "there is no column 'what', which says place, alias or never: add it"))

    def _row(self, line: int, cells: dict[str, str]) -> Row:
        if any("\ufffd" in cell for cell in cells.values()):
            raise FaultyRow('this is not UTF-8: save the file again as "CSV UTF-8"')
        what, name, note = cells["what"], cells["name"], cells["note"]
        if what not in tuple(What):
            raise FaultyRow(f"{shown(what)} in the column 'what' is none of place, alias, never: write one of them")
        check_name(name)
        if name in self._lines:
            raise FaultyRow(f"{shown(name)} stands in line {self._lines[name]} already: keep one of the two")
        used = {What.PLACE: ("lat", "lon", "country", "feature"), What.ALIAS: ("place",), What.NEVER: ()}[What(what)]
        for column in ("place", "lat", "lon", "country", "feature"):
            if cells[column] and column not in used:
                wanted = "alias" if column == "place" else "place"
                raise FaultyRow(
                    f"{shown(cells[column])} in the column '{column}' says nothing where 'what' is {what}: empty it, "
                    f"or write {wanted}"
                )
        place = self._new(cells) if what == What.PLACE else self._meant(cells["place"]) if what == What.ALIAS else None
        return Row(line, What(what), name, place, note)

    def _add(self, row: Row) -> None:
        self._rows.append(row)
        self._lines[row.name] = row.line
        if row.what is What.PLACE and row.place is not None:
            self._places[row.place.id] = self._places[fold(row.name)] = row.place

    # what=place

    def _new(self, cells: dict[str, str]) -> Place:
        name = cells["name"]
        id_ = own_id(name)
        if id_ in self._places:
            other = self._places[id_].name
            raise FaultyRow(
                f"{shown(name)} differs from {shown(other)} in line {self._lines[other]} in case and accents only: "
                f"write alias, with {id_} in the column 'place'"
            )
        lat = degrees(cells["lat"], "lat", 90)
        lon = degrees(cells["lon"], "lon", 180)
        feature_class, feature_code = feature(cells["feature"])
        country = self._country(cells["country"])
        return Place(id_, name, Point(lat, lon), feature_class, feature_code, country)

    def _country(self, given: str) -> str:
        if not given:
            return ""
        found = self._gazetteer.country(given.upper()) if len(given) == 2 else None
        found = found or next((place for place in self._gazetteer.candidates(given) if place.is_country), None)
        if found is None:
            raise FaultyRow(f"{shown(given)} in the column 'country' is no country: write its two letters, such as IQ")
        return found.country_code

    # what=alias

    def _meant(self, wanted: str) -> Place:
        """The place that *wanted* names beyond doubt."""
        if not wanted:
            raise FaultyRow("the column 'place' is empty: write the id or the name of the place that is meant")
        keys = (wanted, fold(wanted))
        own = next((each[key] for each in (self._places, self._known) for key in keys if key in each), None)
        if own is not None:
            return own
        if place := self._gazetteer.get(wanted):
            return place
        name, _, where = wanted.partition(",")
        found = self._gazetteer.candidates(name)
        # Who is called exactly so is meant rather than those for whom it is one name of many.
        found = tuple(place for place in found if fold(place.name) == fold(name)) or found
        if where:
            found = tuple(place for place in found if self._lies_in(place, where))
        if not found:
            raise FaultyRow(
                f"{shown(wanted)} in the column 'place' is neither an id nor a name of the gazetteer, nor a place of "
                "this file: `python -m places lookup NAME` shows names with their ids"
            )
        first = found[0]
        if any(_km(first, place) > _SAME_SPOT_KM for place in found[1:]):
            several = "; ".join(f"{place.id} = {self._called(place)}" for place in found[:_MOST_SHOWN])
            if (rest := len(found) - _MOST_SHOWN) > 0:
                several = sentence(f"{several}; and {rest} more")
            raise FaultyRow(f"{shown(wanted)} in the column 'place' may be several ({several}): write the id")
        return first

    def _lies_in(self, place: Place, where: str) -> bool:
        named = {fold(place.country_code)} | {fold(each.name) for each in self._gazetteer.containers(place)}
        return all(fold(part) in named for part in where.split(","))

    def _called(self, place: Place) -> str:
        where = self._gazetteer.where(place)
        return f"{place.name}, {where}" if where else place.name


def own_id(name: str) -> str:
    """The id of a place of the user's own: "user:al-houd"; differs where names differ in more than case and accents."""
    return "user:" + fold(name).replace(" ", "-")


def _km(one: Place, other: Place) -> float:
    return quick_km(one.point.lat, one.point.lon, other.point.lat, other.point.lon)
