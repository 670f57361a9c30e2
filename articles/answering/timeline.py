"""The timeline: how many passages a view holds day by day, stacked by outlet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

#: day, outlet, passages
Row = tuple[int, str, int]


class Unit(StrEnum):
    """How long a bar is."""

    DAY = "day"
    #: From Monday, as ISO 8601 has it.
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


#: The longest span, in days, that is told in each unit; the last tells all longer ones.
_LONGEST = {Unit.DAY: 62, Unit.WEEK: 550, Unit.MONTH: 20 * 366, Unit.YEAR: 10_000_000}


@dataclass(frozen=True, slots=True)
class Bar:
    """The passages of one stretch of days."""

    #: First and last day, both within.
    first: date
    last: date
    #: Outlet and passages, in the order of ``Timeline.outlets``; only those with some.
    outlets: tuple[tuple[str, int], ...] = ()

    @property
    def passages(self) -> int:
        return sum(number for _, number in self.outlets)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars without a gap, in order; empty ones where nothing was published."""

    unit: Unit
    bars: tuple[Bar, ...]
    #: Most passages first; "" is the unknown one.
    outlets: tuple[str, ...]
    #: Passages of articles without a day, which stand in no bar.
    undated: int
    #: The first and last day with a passage; None where there is none.
    first: date | None = None
    last: date | None = None


def timeline(rows: Iterable[Row], unit: Unit | None = None) -> Timeline:
    """The *rows* in bars of *unit*, chosen by their span where it is None."""
    rows = list(rows)
    dated = [row for row in rows if row[0]]
    undated = sum(passages for day, _, passages in rows if not day)
    if not dated:
        return Timeline(unit or Unit.DAY, (), (), undated)
    first, last = (date.fromordinal(pick(day for day, *_ in dated)) for pick in (min, max))
    unit = unit or next(each for each, longest in _LONGEST.items() if (last - first).days <= longest)
    names = sorted({outlet for _, outlet, _ in dated})
    number = {outlet: n for n, outlet in enumerate(names)}
    stretches = tuple(_stretches(first, last, unit))
    starts = np.array([start.toordinal() for start, _ in stretches])
    bar = np.searchsorted(starts, [day for day, *_ in dated], side="right") - 1
    cell = bar * len(names) + [number[outlet] for _, outlet, _ in dated]
    counts = np.bincount(cell, [passages for *_, passages in dated], len(stretches) * len(names)).astype(np.int64)
    table = counts.reshape(len(stretches), len(names))
    most_first = np.argsort(-table.sum(axis=0), kind="stable")
    outlets = tuple(names[n] for n in most_first)
    bars = tuple(
        Bar(start, end, tuple((outlet, passages) for outlet, passages in zip(outlets, told, strict=True) if passages))
        for (start, end), told in zip(stretches, table[:, most_first].tolist(), strict=True)
    )
    return Timeline(unit, bars, outlets, undated, first, last)


def _beginning(day: date, unit: Unit) -> date:
    match unit:
        case Unit.DAY:
            return day
        case Unit.WEEK:
            return date.fromordinal(max(day.toordinal() - day.weekday(), 1))
        case Unit.MONTH:
            return day.replace(day=1)
        case Unit.YEAR:
            return day.replace(month=1, day=1)


def _stretches(first: date, last: date, unit: Unit) -> Iterator[tuple[date, date]]:
    start = _beginning(first, unit)
    while True:
        end = _end(start, unit)
        yield start, end
        if end >= last:
            return
        start = end + timedelta(1)


def _end(start: date, unit: Unit) -> date:
    """The last day of the stretch that begins at *start*."""
    match unit:
        case Unit.DAY:
            return start
        case Unit.WEEK:
            return date.fromordinal(min(start.toordinal() + 6 - start.weekday(), date.max.toordinal()))
        case Unit.MONTH:
            return last_of_month(start)
        case Unit.YEAR:
            return start.replace(month=12, day=31)


def last_of_month(day: date) -> date:
    if day.month == 12:
        return day.replace(day=31)
    return day.replace(month=day.month + 1, day=1) - timedelta(1)
