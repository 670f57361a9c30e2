"""Tables: a look into a file of rows or records before it is read, and a guess at what its columns hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import mean

from articles.reading import csv_table, json_lines
from articles.reading.dates import day
from articles.reading.errors import ReadingError
from articles.reading.format import Columns, Source
from articles.reading.records import field_of
from articles.reading.urls import web_address

#: Rows that are looked at, and columns that are shown.
SAMPLE_ROWS = 50
MOST_COLUMNS = 60
#: Characters of a cell that are shown.
_LONGEST_CELL = 2000
#: The share of cells that have to be of a kind before the column is guessed to be.
_MOST = 0.8
_SHORTEST_TEXT = 150
_HEADLINE = range(12, 200)


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[str, ...]
    #: The first rows, each as long as *columns*.
    rows: tuple[tuple[str, ...], ...]
    #: For each column the field it seems to hold; "" for none.
    guess: Columns


def table_of(name: str, data: bytes) -> Table | None:
    """The table in the file called *name*; None where the file is none. Never raises: reading it will say why."""
    source = Source(name, data)
    if source.suffix not in (*csv_table.FORMAT.suffixes, *json_lines.FORMAT.suffixes):
        return None
    try:
        look = csv_table.sample if source.suffix in csv_table.FORMAT.suffixes else json_lines.sample
        columns, rows = look(source, SAMPLE_ROWS)
    except ReadingError:
        return None
    columns = tuple(columns[:MOST_COLUMNS])
    padded = tuple(tuple(cell[:_LONGEST_CELL] for cell in (*row, *[""] * len(columns))[: len(columns)]) for row in rows)
    return Table(columns, padded, guess(columns, padded)) if columns and padded else None


def guess(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """What each of *columns* seems to hold: by its name, else by the cells of it, each field once.

    Only what cells show by themselves is guessed from them: dates, addresses, the longest text, and one of headlines.
    """
    found: dict[str, str] = {}
    for column in columns:
        field = field_of(column)
        found[column] = "" if field in found.values() else field
    cells = {column: [row[at] for row in rows if row[at].strip()] for at, column in enumerate(columns)}
    left = [column for column in columns if not found[column] and cells[column]]

    def take(field: str, fitting: list[str]) -> None:
        if fitting and field not in found.values():
            found[fitting[0]] = field
            left.remove(fitting[0])

    take("published", [each for each in left if _share(cells[each], lambda cell: day(cell) is not None) >= _MOST])
    take("url", [each for each in left if _share(cells[each], lambda cell: bool(web_address(cell))) >= _MOST])
    by_length = sorted(left, key=lambda each: -mean(map(len, cells[each])))
    take("text", [each for each in by_length[:1] if mean(map(len, cells[each])) >= _SHORTEST_TEXT])
    take("headline", [each for each in left if _are_headlines(cells[each])])
    return found


def _share(cells: Sequence[str], fits: Callable[[str], bool]) -> float:
    return sum(map(fits, cells)) / len(cells)


def _are_headlines(cells: Sequence[str]) -> bool:
    """Whether they are of a headline's length, of several words, and differ."""
    return (
        round(mean(map(len, cells))) in _HEADLINE
        and _share(cells, lambda cell: len(cell.split()) >= 3) >= _MOST
        and len(set(cells)) >= _MOST * len(cells)
    )
