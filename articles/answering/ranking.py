"""Ranking: the places of a view, most mentioned first, as columns; each is made a count of its own when asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray

from articles.answering.counts import PlaceCount
from articles.answering.questions import PlaceColumns
from articles.storage.records import Subject
from articles.view import View
from places.mapping.marks import SizeBy
from places.place import Place, PlaceType

_TYPES = tuple(PlaceType)


class Register:
    """All that is mentioned in an archive, by number; and the places among it in the order of name and id, as rows."""

    def __init__(self, subjects: Mapping[int, Subject]) -> None:
        self.subjects = subjects
        placed = sorted(
            ((each.place.name, each.place.id, n, each.place.type) for n, each in subjects.items() if each.place),
            key=lambda each: each[:2],
        )
        #: Of each row the number, and which of all types the place is of.
        self.numbers = np.array([n for _, _, n, _ in placed], np.int32)
        self._types = np.array([_TYPES.index(type_) for *_, type_ in placed], np.uint8)
        #: Of each number its row; -1 for a name that is not on the map.
        self.rows = np.full(max(subjects, default=0) + 1, -1, np.int32)
        self.rows[self.numbers] = np.arange(len(placed), dtype=np.int32)

    def shown(self, view: View) -> NDArray[np.bool_]:
        """Of each row, whether the view's kinds of place let it through."""
        if not view.types:
            return np.ones(len(self.numbers), np.bool_)
        return np.isin(self._types, [_TYPES.index(each) for each in view.types])


@dataclass(frozen=True, eq=False)
class Ranking(Sequence[PlaceCount]):
    """Most mentioned first; of the same number by name, then id."""

    known: Register
    #: In the order of the ranking.
    columns: PlaceColumns

    @classmethod
    def of(cls, columns: PlaceColumns, register: Register, view: View) -> Ranking:
        rows = register.rows[columns.place]
        placed = np.flatnonzero(rows >= 0)
        placed = placed[register.shown(view)[rows[placed]]]
        order = np.lexsort((rows[placed], -columns.mentions[placed]))
        return cls(register, columns.only(placed[order]))

    def __len__(self) -> int:
        return len(self.columns.place)

    @overload
    def __getitem__(self, at: int) -> PlaceCount: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[PlaceCount, ...]: ...
    def __getitem__(self, at: int | slice) -> PlaceCount | tuple[PlaceCount, ...]:
        if isinstance(at, slice):
            return self._counts(np.arange(len(self))[at])
        return self._counts(np.array([range(len(self))[at]], np.intp))[0]

    @cached_property
    def all(self) -> tuple[PlaceCount, ...]:
        return self[:]

    @property
    def mentions(self) -> int:
        """Of all the places together."""
        return int(self.columns.mentions.sum())

    @property
    def places(self) -> Iterator[Place]:
        """The places alone."""
        subjects = self.known.subjects
        return (place for n in self.columns.place.tolist() if (place := subjects[n].place))

    def top(self, limit: int, by: SizeBy) -> tuple[PlaceCount, ...]:
        """The first when ranked by another number; of the same number in the order of this ranking."""
        order = np.argsort(-getattr(self.columns, by), kind="stable")
        return self._counts(order[:limit])

    def _counts(self, at: NDArray[np.intp]) -> tuple[PlaceCount, ...]:
        subjects = self.known.subjects
        return tuple(
            PlaceCount(place, subject.where, *numbers)
            for n, *numbers in self.columns.only(at).rows()
            if (place := (subject := subjects[n]).place)
        )
