"""Comparing: the places of two views side by side, what is new, gone, up and down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from articles.answering.counts import PlaceCount
from places.place import Place


class Trend(StrEnum):
    """What became of a place's mentions from one view to the other."""

    NEW = "new"
    GONE = "gone"
    UP = "up"
    DOWN = "down"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Difference:
    """A place in two views."""

    place: Place
    #: Where it lies, for people.
    where: str
    #: Mentions in the first view and in the second. They are counts, not shares: a longer span has more of all.
    before: int
    after: int

    @property
    def trend(self) -> Trend:
        if not self.before:
            return Trend.NEW
        if not self.after:
            return Trend.GONE
        if self.before == self.after:
            return Trend.SAME
        return Trend.UP if self.after > self.before else Trend.DOWN


def differences(before: Iterable[PlaceCount], after: Iterable[PlaceCount]) -> tuple[Difference, ...]:
    """Every place of either, those that changed most first."""
    mentions: dict[str, tuple[PlaceCount, int, int]] = {each.place.id: (each, each.mentions, 0) for each in before}
    for each in after:
        known = mentions.get(each.place.id)
        mentions[each.place.id] = (each, known[1] if known else 0, each.mentions)
    found = [Difference(count.place, count.where, was, now) for count, was, now in mentions.values()]
    return tuple(sorted(found, key=lambda each: (-abs(each.after - each.before), each.place.name, each.place.id)))
