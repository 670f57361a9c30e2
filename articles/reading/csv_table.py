"""CSV: a table with a row for each article, its columns named in the first row."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator, Sequence

from articles.reading import markup
from articles.reading.building import LONGEST_ARTICLE
from articles.reading.errors import ReadingError
from articles.reading.format import Columns, Format, Reading, Source
from articles.reading.gathering import Gathering
from articles.reading.prose import lines_of
from articles.reading.records import field_of, fields, said_field
from places.sentence import sentence

_SUFFIXES = (".csv", ".tsv")
_DELIMITERS = ",;\t|"
_LONGEST_HEADER = 10_000


def _sniff(source: Source) -> bool:
    if source.suffix in _SUFFIXES:
        return True
    known = {field_of(name) for name in _columns(source.text)[1]} - {""}
    return source.suffix in {"", ".txt"} and "text" in known and len(known) >= 2


def _read(source: Source) -> Reading:
    delimiter, columns, body = _columns(source.text)
    if "text" not in {said_field(column, source.columns) for column in columns}:
        shown = ", ".join(column[:40] for column in columns[:20]) or sentence("no names")
        raise ReadingError(
            source.name, f"No column is named text, body or content; the first row has {shown}. Name the text's column."
        )
    found = Gathering(source)
    for number, row in _rows(source.text, body, delimiter):
        if found.is_full:
            found.note_the_rest()
            break
        if isinstance(row, csv.Error):
            found.note(f"Row {number} could not be read ({row}). Mind its quotation marks.")
        elif len(row) > len(columns) and any(row[len(columns) :]):
            found.note(
                f"Row {number} has {len(row)} cells and the first row {len(columns)}. "
                "Put text that holds the delimiter in quotation marks."
            )
        elif any(map(str.strip, row)):
            found.add(sentence(f"Row {number}"), **_fields(columns, row, source.columns))
    return found.reading("No row with a text was found.")


FORMAT = Format(name="CSV tables", suffixes=_SUFFIXES, sniff=_sniff, read=_read)


def sample(source: Source, most: int) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    """The names of the columns, and the first rows that can be read. Raises ReadingError where the file is no text."""
    delimiter, columns, body = _columns(source.text)
    rows = (row for _, row in _rows(source.text, body, delimiter) if not isinstance(row, csv.Error) and any(row))
    return columns, list(itertools.islice(rows, most))


def _columns(text: str) -> tuple[str, list[str], int]:
    """The delimiter under which most names of the first row are known, those names, and where the row ends."""
    start = len(text) - len(text.lstrip())
    if text[start : start + 4].lower() == "sep=":  # what Excel writes above the table
        start = _line_end(text, start)
    end = _line_end(text, start)
    if end - start > _LONGEST_HEADER:
        return ",", [], end
    headers = [(delimiter, _cells(text[start:end], delimiter)) for delimiter in _DELIMITERS]
    delimiter, columns = max(
        headers, key=lambda header: (len({field_of(name) for name in header[1]} - {""}), len(header[1]))
    )
    return delimiter, columns, end


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _line_end(text: str, start: int) -> int:
    return text.find("\n", start) + 1 or len(text)


def _rows(text: str, start: int, delimiter: str) -> Iterator[tuple[int, Sequence[str] | csv.Error]]:
    """The rows from *start* on with their numbers, from row 2; the error of one that cannot be read."""
    # The limit is the process's, not the reader's; Python's own of 131,072 is less than an article.
    csv.field_size_limit(LONGEST_ARTICLE + 1)
    # Strict: else a quotation mark that is never closed swallows all rows below it, in silence.
    reader = csv.reader(lines_of(text, start), delimiter=delimiter, strict=True)
    number = 1
    while True:
        number += 1
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, error


def _fields(columns: Sequence[str], row: Sequence[str], said: Columns) -> dict[str, str]:
    found = fields(dict(zip(columns, row, strict=False)), said)
    if markup.has_markup(found["text"]):
        found["text"] = markup.words(found["text"])
    return found
