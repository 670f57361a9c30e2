"""The tally of a map: how much is told of each place of a view, as columns of numbers that are packed at once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from places.mapping.book import AREA, Book, Radius
from places.mapping.marks import Mark
from places.mapping.parcel import Parcel
from places.place import Place

Column = NDArray[np.integer]

#: Outlets with a colour of their own (see OUTLETS in web/colours.js); the others share one.
MOST_COLOURS = 7
#: The most mentioned areas whose shape is drawn; the others are marks only.
MOST_SHAPES = 150


@dataclass(frozen=True, eq=False)
class Tally:
    """Columns with an entry for each mark; the same things as in ``Mark``."""

    #: Which of the book's places it is; each at most once, in order.
    rows: Column
    mentions: Column
    articles: Column
    outlets: Column
    doubtful: Column
    government: Column
    verified: Column
    #: Which of *names* has most of the mentions, counted from 1, and how many; 0 where nobody counted.
    leader: Column
    most: Column
    #: For each outlet with a colour its mentions, and as the last those of all others.
    parts: Sequence[Column]
    #: The outlets with a colour, one for each of *parts* but the last, then others that lead somewhere.
    names: tuple[str, ...]

    def parcel(self) -> Parcel:
        """A head in JSON that says how long it is and which columns follow; a column of noughts is left out."""
        columns = {
            "rows": self.rows, "mentions": self.mentions, "articles": self.articles, "outlets": self.outlets,
            "doubtful": self.doubtful, "government": self.government, "verified": self.verified,
            "leader": self.leader, "most": self.most,
            **{f"part{number}": part for number, part in enumerate(self.parts)},
        }  # fmt: skip
        told: list[tuple[str, int]] = []
        packed: list[bytes] = []
        for name, column in columns.items():
            if column.any():
                small = column.astype(np.min_scalar_type(int(column.max())))
                told.append((name, small.itemsize))
                packed.append(_padded(small.astype(small.dtype.newbyteorder("<")).tobytes()))
        head = {"marks": len(self.rows), "columns": told, "outlets": [len(self.parts) - 1, *self.names]}
        text = _padded(json.dumps(head).encode("ascii"), b" ")
        return Parcel.of(b"".join([len(text).to_bytes(4, "little"), b"\0" * 4, text, *packed]))


def _padded(data: bytes, filling: bytes = b"\0") -> bytes:
    """To a multiple of eight bytes, at which every column may begin."""
    return data + filling * (-len(data) % 8)


@dataclass(frozen=True, eq=False)
class Marks:
    """All marks of a view, ready to be sent: made once, they serve everybody who looks at the same view."""

    book: Book
    numbers: Parcel
    #: The areas most mentioned, by id: their shapes are drawn.
    areas: tuple[Place, ...]
    _has: NDArray[np.bool_] = field(repr=False)

    @classmethod
    def of(cls, book: Book, tally: Tally) -> Marks:
        has = np.zeros(len(book.places), np.bool_)
        has[tally.rows] = True
        areas = np.flatnonzero(book.kinds[tally.rows] == AREA)
        most = areas[np.argsort(-tally.mentions[areas].astype(np.int64), kind="stable")[:MOST_SHAPES]]
        shaped = sorted((book.places[row] for row in tally.rows[most].tolist()), key=lambda place: place.id)
        return cls(book, tally.parcel(), tuple(shaped), has)

    @classmethod
    def drawn(cls, marks: Sequence[Mark], outlets: Sequence[str], radius_km: Radius) -> Marks:
        """Of single *marks*, one a place. The first of *outlets* have colours, else those most drawn."""
        book = Book.of(((mark.place, mark.where) for mark in marks), radius_km)
        return cls.of(book, _tally(marks, _colours(marks, outlets)))

    def place(self, id_: str) -> Place | None:
        """The place of that id, where it is marked."""
        row = self.book.rows.get(id_)
        return self.book.places[row] if row is not None and self._has[row] else None


def _colours(marks: Iterable[Mark], outlets: Sequence[str]) -> tuple[str, ...]:
    """The outlets with a colour of their own: the first of *outlets*, else those with most mentions here."""
    if outlets:
        return tuple(dict.fromkeys(outlets))[:MOST_COLOURS]
    counts: Counter[str] = Counter()
    for mark in marks:
        for outlet, mentions in mark.shares:
            counts[outlet] += mentions
    return tuple(sorted(counts, key=lambda outlet: (-counts[outlet], outlet))[:MOST_COLOURS])


def _tally(marks: Sequence[Mark], colours: Sequence[str]) -> Tally:
    # First those with a colour, then all others that have most of some mark's mentions.
    names = tuple(dict.fromkeys([*colours, *(mark.shares[0][0] for mark in marks if mark.shares)]))
    number = {name: n for n, name in enumerate(names, start=1)}
    shares = [dict(mark.shares) for mark in marks]
    parts = [_column(share.get(name, 0) for share in shares) for name in colours]
    told = _column(mark.mentions if mark.shares else 0 for mark in marks)
    return Tally(
        np.arange(len(marks)),
        _column(mark.mentions for mark in marks),
        _column(mark.articles for mark in marks),
        _column(mark.outlets for mark in marks),
        _column(mark.doubtful_mentions for mark in marks),
        _column(mark.government for mark in marks),
        _column(mark.verified for mark in marks),
        _column(number[mark.shares[0][0]] if mark.shares else 0 for mark in marks),
        _column(mark.shares[0][1] if mark.shares else 0 for mark in marks),
        [*parts, np.maximum(told - sum(parts, np.zeros_like(told)), 0)],
        names,
    )


def _column(numbers: Iterable[int]) -> Column:
    return np.fromiter(numbers, np.int64)
