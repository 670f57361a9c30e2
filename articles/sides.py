"""Sides: two views to be compared, of other outlets or other days and alike in all else, from and to a link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Self
from urllib.parse import urlencode

from articles.answering.comparing import Trend
from articles.view import PARAMETERS, View

#: What a side has of its own, under these names in a link, after its own name: "first-after".
_OWN = ("outlet", "after", "before")
_NAMES = ("first", "second")
#: The names in a link that are a comparison's, beside those of its view.
OWN_PARAMETERS = frozenset({"trend", *(f"{name}-{own}" for name in _NAMES for own in _OWN)})


@dataclass(frozen=True, slots=True)
class Side:
    """What one side has of its own; empty means everything."""

    #: Sorted names; empty for all.
    outlets: tuple[str, ...] = ()
    #: First and last day, both included; None for open.
    after: date | None = None
    before: date | None = None

    @classmethod
    def of(cls, view: View) -> Side:
        return cls(view.outlets, view.after, view.before)

    def with_days(self, after: date | None, before: date | None) -> Side:
        return replace(self, after=after, before=before)


@dataclass(frozen=True, slots=True)
class Sides:
    """Two sides of a view, and what became of a place between them that is to be shown."""

    #: All that both have in common. Its own outlets and days are those the sides began with.
    view: View
    first: Side
    second: Side
    #: Sorted as in Trend; empty for all.
    trends: tuple[Trend, ...] = ()

    @property
    def views(self) -> tuple[View, View]:
        """Each side as a view of its own."""
        first, second = (
            self.view.filters.with_(outlets=side.outlets, after=side.after, before=side.before)
            for side in (self.first, self.second)
        )
        return first, second

    @property
    def link(self) -> str:
        """The comparison as a link within its page. Not yet escaped for HTML."""
        return "?" + urlencode(self.to_query(), doseq=True, errors="replace")

    @property
    def swapped(self) -> Sides:
        return replace(self, first=self.second, second=self.first)

    def with_side(self, number: int, side: Side) -> Sides:
        """Another *side* in the place of the first (0) or the second (1)."""
        return replace(self, second=side) if number else replace(self, first=side)

    @classmethod
    def from_query(cls, params: Mapping[str, Sequence[str]]) -> Self | None:
        """What a link asks to compare, None where it names no side; what is not understood is left out."""
        if not any(f"{name}-{own}" in params for name in _NAMES for own in _OWN):
            return None
        # A side is read as a view is, by the same rules.
        first, second = (
            Side.of(View.from_query({own: list(params.get(f"{name}-{own}", ())) for own in _OWN})) for name in _NAMES
        )
        common = View.from_query({name: list(values) for name, values in params.items() if name in PARAMETERS})
        trends = tuple(trend for trend in Trend if trend.value in params.get("trend", ()))
        return cls(common.filters, first, second, trends)

    def to_query(self) -> dict[str, list[str]]:
        """A link that gives this back. A side of everything is told as an empty span, so that the link names one."""
        query = self.view.filters.to_query()
        for name, side in zip(_NAMES, (self.first, self.second), strict=True):
            own = View(outlets=side.outlets, after=side.after, before=side.before).to_query()
            query |= {f"{name}-{key}": values for key, values in (own or {"after": [""]}).items()}
        if self.trends:
            query["trend"] = [trend.value for trend in self.trends]
        return query


def halves(view: View, first: date | None, last: date | None) -> Sides | None:
    """The first and the second half of the days of *view*, else of those from *first* to *last*; None for one day."""
    first, last = view.after or first, view.before or last
    if first is None or last is None or first >= last:
        return None
    middle = date.fromordinal((first.toordinal() + last.toordinal()) // 2)
    side = Side.of(view)
    return Sides(view, side.with_days(first, middle), side.with_days(middle + timedelta(1), last))


def two_outlets(view: View, outlets: Sequence[str]) -> Sides | None:
    """The first two of *outlets* that are known, in the days of *view*; None where there are no two."""
    first, second, *_ = [*(outlet for outlet in outlets if outlet), "", ""]
    if not second:
        return None
    side = Side.of(view)
    return Sides(view, replace(side, outlets=(first,)), replace(side, outlets=(second,)))
