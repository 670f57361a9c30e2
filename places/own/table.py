"""The file of the user's own places as a table that is edited: what nobody touched stays as it was, to the letter.

Comments, empty lines, columns of the user's own and rows that cannot be cut into cells keep their places, so that the
difference of two versions is what was edited and no more.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from places.own.file import MOST_BYTES
from places.own.row import COLUMNS

_ENDS = re.compile(r"(\r\n|\r|\n)")
_BOM = b"\xef\xbb\xbf"


class NotEditableError(ValueError):
    """The file cannot be edited as a table without losing some of it; the message names the remedy."""


@dataclass(frozen=True, slots=True)
class TableRow:
    #: Counted from 1, as editors do; None for a row that is not in the file yet.
    line: int | None
    #: By the columns of ``COLUMNS``, those that are missing as "".
    cells: Mapping[str, str]


class OwnTable:
    """One state of the file."""

    def __init__(self, content: bytes) -> None:
        """Raises NotEditableError. Rows with faults are rows; those that cannot be cut into cells are only kept."""
        self.content = content
        if len(content) > MOST_BYTES:
            raise NotEditableError(f"it has {len(content):,} bytes, and at most {MOST_BYTES:,} are read: shorten it")
        try:
            text = content.removeprefix(_BOM).decode("utf-8")
        except UnicodeDecodeError as error:
            raise NotEditableError('it is not UTF-8: save it again as "CSV UTF-8"') from error
        pieces = _ENDS.split(text)
        self._lines = pieces[::2]
        self._ends = pieces[1::2]
        self._newline = self._ends[0] if self._ends else "\n"
        self._header: int | None = None
        self._columns: list[str] = list(COLUMNS)
        self._delimiter = ","
        #: The cells of each row by its line, columns of the user's own too.
        self._cells: dict[int, dict[str, str]] = {}
        self._cut()

    @property
    def rows(self) -> tuple[TableRow, ...]:
        return tuple(
            TableRow(line, {column: cells.get(column, "") for column in COLUMNS}) for line, cells in self._cells.items()
        )

    def with_rows(self, rows: Iterable[TableRow]) -> bytes:
        """The file with *rows* in place of its own: those with a line where they stood, new ones at the end.

        A row of the file that is not among them is taken away, a new one without any word left out.
        """
        kept: dict[int, dict[str, str]] = {}
        added = []
        for row in rows:
            cells = {column: " ".join(row.cells.get(column, "").split()) for column in COLUMNS}
            if row.line in self._cells:
                kept[row.line] = cells
            elif any(cells.values()):
                added.append(cells)
        changed = {line: cells for line, cells in kept.items() if not self._is_same(line, cells)}
        used = {column for cells in (*changed.values(), *added) for column in COLUMNS if cells[column]}
        missing = [column for column in COLUMNS if column in used and column not in self._columns]
        columns = [*self._columns, *missing]
        out = (
            []
            if self._header or not (kept or added)
            else [self._written(dict(zip(columns, columns, strict=True)), columns)]
        )
        for number, content in enumerate(self._lines, 1):
            if number in changed:
                out.append(self._written(self._cells[number] | changed[number], columns))
            elif number == self._header:
                out.append(content + "".join(self._delimiter + column for column in missing))
            elif number in kept or number not in self._cells:
                out.append(content)
        if added and out and not out[-1]:
            out.pop()
        out += [self._written(cells, columns) for cells in added] + ([""] if added else [])
        bom = _BOM if self.content.startswith(_BOM) else b""
        if not changed and not added and len(kept) == len(self._cells) and (self._header or not kept):
            return self.content
        return bom + self._newline.join(out).encode("utf-8", "replace")

    def _cut(self) -> None:
        """As ``places.own.file`` cuts it."""
        begun = False
        for number, content in enumerate(self._lines, 1):
            if not content.strip() or content.startswith("#"):
                continue
            if not begun:
                self._delimiter = next((mark for mark in ";\t" if mark in content and "," not in content), ",")
            try:
                cells = next(csv.reader([content], delimiter=self._delimiter, strict=True))
            except csv.Error:
                continue
            cells = [" ".join(cell.split()) for cell in cells]
            if not begun:
                begun = True
                titles = [cell.lower() for cell in cells]
                if "name" in titles:
                    self._header, self._columns = number, titles
                    continue
            if any(cells[len(self._columns) :]):
                continue
            self._cells[number] = dict(zip(self._columns, cells, strict=False))

    def _is_same(self, line: int, cells: Mapping[str, str]) -> bool:
        return all(self._cells[line].get(column, "") == cells[column] for column in COLUMNS)

    def _written(self, cells: Mapping[str, str], columns: Iterable[str]) -> str:
        values = [cells.get(column, "") for column in columns]
        line = io.StringIO()
        # A line that opens with "#" would be a comment, but for its quotation mark.
        is_quoted = values[0].startswith("#")
        csv.writer(
            line,
            delimiter=self._delimiter,
            quoting=csv.QUOTE_ALL if is_quoted else csv.QUOTE_MINIMAL,
            lineterminator="",
        ).writerow(values)
        return line.getvalue()
