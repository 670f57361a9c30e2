"""JSON: a record a line, one list of records, or an object that holds a list of them."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence

from articles.reading import markup
from articles.reading.format import Columns, Format, Reading, Source
from articles.reading.gathering import Gathering
from articles.reading.prose import lines_of
from articles.reading.records import as_text, field_of, fields
from places.sentence import sentence

#: Characters of one record, and of an object around a list.
LONGEST_RECORD = 8_000_000

_SUFFIXES = (".jsonl", ".ndjson", ".json")
_LISTS = ("articles", "items", "results", "documents", "docs", "stories", "data", "records")
_SPACE = " \t\r\n"


class _MalformedError(Exception):
    """Stands in the place of a record that is no JSON, with what is wrong."""


def _sniff(source: Source) -> bool:
    if source.suffix in _SUFFIXES:
        return True
    beginning = source.text[:1000].lstrip()
    return source.suffix in {"", ".txt"} and beginning[:1] in {"{", "["} and beginning[1:].lstrip()[:1] in {"{", '"'}


def _read(source: Source) -> Reading:
    found = Gathering(source)
    for number, record in enumerate(_records(source.text, source.columns), 1):
        if found.is_full:
            found.note_the_rest()
            break
        if isinstance(record, dict):
            found.add(sentence(f"Record {number}"), **_fields(record, source.columns))
        elif isinstance(record, _MalformedError):
            found.note(f"{sentence(f'Record {number}')}: {record}")
        else:
            found.note(f"Record {number} is no object with a title and a text.")
    return found.reading("No record with a text was found; its key may be text, body or content.")


FORMAT = Format(name="JSON and JSON lines", suffixes=_SUFFIXES, sniff=_sniff, read=_read)


def sample(source: Source, most: int) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    """The keys of the first records, in the order of their first use, and what stands under them, as text.

    Raises ReadingError where the file is no text.
    """
    records = itertools.islice(_records(source.text, source.columns), 4 * most)
    found = list(itertools.islice((each for each in records if isinstance(each, dict)), most))
    keys = list(dict.fromkeys(key for record in found for key in record if isinstance(key, str)))
    return keys, [[as_text(record.get(key), field_of(key)) for key in keys] for record in found]


def _fields(record: dict[object, object], columns: Columns) -> dict[str, str]:
    found = fields(record, columns)
    if markup.has_markup(found["text"]):
        found["text"] = markup.words(found["text"])
    return found


def _records(text: str, columns: Columns) -> Iterator[object]:
    """The records in order; a _MalformedError in the place of one that is no JSON."""
    if text[: len(text) - len(text.lstrip()) + 1].endswith("["):
        return _listed(text, text.index("[") + 1)
    lines = (line for line in lines_of(text) if not line.isspace())
    if isinstance(_parsed(next(lines, "")), _MalformedError) and not isinstance(
        whole := _parsed(text), _MalformedError
    ):
        return _unfolded(whole, columns)
    return (record for line in lines_of(text) if not line.isspace() for record in _unfolded(_parsed(line), columns))


def _unfolded(record: object, columns: Columns) -> Iterator[object]:
    """The records in an object that holds a list of them, else the object itself."""
    lists = [record[key] for key in _LISTS if isinstance(record.get(key), list)] if isinstance(record, dict) else []
    # A record of its own may have lists too, but it has a text.
    if lists and isinstance(record, dict) and not fields(record, columns)["text"].strip():
        yield from lists[0]
    else:
        yield record


def _parsed(text: str) -> object:
    if len(text) > LONGEST_RECORD:
        return _MalformedError(f"It has {len(text):,} characters and may have {LONGEST_RECORD:,}. Split it.")
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        return _malformed(error)


def _listed(text: str, at: int) -> Iterator[object]:
    """The members of a list from its first, parsed one at a time: the whole may unfold to more than memory holds."""
    decoder = json.JSONDecoder()
    # raw_decode has no end to stop at, so it sees a window, moved on when a record does not end in it.
    window, window_at = text[at : at + LONGEST_RECORD], at
    while (at := _after_space(text, at)) < len(text) and text[at] != "]":
        try:
            record, length = decoder.raw_decode(window, at - window_at)
        except (ValueError, RecursionError) as error:
            if at == window_at:
                yield _malformed(error)
                return
            window, window_at = text[at : at + LONGEST_RECORD], at
            continue
        yield record
        at = _after_space(text, window_at + length)
        if text[at : at + 1] not in {",", "]"}:
            yield _MalformedError("A comma or the end of the list is missing after the record before. Mend it there.")
            return
        at += text[at] == ","


def _after_space(text: str, at: int) -> int:
    while text[at : at + 1] and text[at] in _SPACE:
        at += 1
    return at


def _malformed(error: Exception) -> _MalformedError:
    what = sentence("nested too deep")
    if isinstance(error, json.JSONDecodeError):
        what = sentence(f"{error.msg} in column {error.colno}")
    return _MalformedError(f"It is no JSON ({what}). Mend it, and import the file again.")
