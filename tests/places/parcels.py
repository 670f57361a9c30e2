"""Parcels read as the browser reads them: what web/message.js and web/book.js make of them, in Python."""

from __future__ import annotations

import json
import zlib
from typing import Any

import numpy as np

from places.mapping.parcel import Parcel
from places.mapping.tally import Marks

KEY_CHARACTERS = 32


def content(data: bytes) -> bytes:
    return zlib.decompress(data[KEY_CHARACTERS:])


def book(parcel: Parcel) -> list[dict[str, Any]]:
    """A dictionary for each place."""
    columns = json.loads(content(parcel.data))
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def tally(parcel: Parcel) -> tuple[dict[str, list[int]], list[Any]]:
    """The columns by name, and the outlets as the head says them."""
    data = content(parcel.data)
    length, at = int.from_bytes(data[:4], "little"), 8
    head = json.loads(data[at : at + length])
    at += length
    columns = {}
    for name, size in head["columns"]:
        assert at % 8 == 0
        columns[name] = np.frombuffer(data, f"<u{size}", head["marks"], at).tolist()
        at += -(-head["marks"] * size // 8) * 8
    assert at == len(data)
    nothing = [0] * head["marks"]
    every = ["rows", "mentions", "articles", "outlets", "doubtful", "government", "verified", "leader", "most"]
    every += [f"part{n}" for n in range(head["outlets"][0] + 1)]
    return {name: columns.get(name, nothing) for name in every}, head["outlets"]


def rows(marks: Marks) -> list[dict[str, Any]]:
    """All that the browser knows of each mark, in the order of the book."""
    places = book(marks.book.parcel)
    columns, (coloured, *outlets) = tally(marks.numbers)
    told = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return [{**places[each["rows"]], **each, "shares": _shares(each, coloured, outlets)} for each in told]


def _shares(row: dict[str, Any], coloured: int, outlets: list[str]) -> list[Any]:
    """The leader, its mentions, then pairs of colour and mentions."""
    if not row["leader"]:
        return []
    parts = [(n, row[f"part{n}"]) for n in range(coloured + 1) if row[f"part{n}"]]
    return [outlets[row["leader"] - 1], row["most"], *parts]
