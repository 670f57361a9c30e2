"""How well found mentions fit marked ones: exact spans, and places within 161 km (100 miles).

Definitions after Gritta, Pilehvar & Collier, "A pragmatic guide to geoparsing evaluation" (2019).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from places.distance import distance_km
from places.place import Point

#: Points as near as this count as the same place.
NEAR_KM = 161.0

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over documents; ratios of nothing are 0."""

    #: Marked mentions; those among them with a point.
    gold: int = 0
    gold_placed: int = 0
    #: Found mentions; those among them with a point that marks can judge.
    found: int = 0
    found_placed: int = 0
    #: Found with exactly the marked span; those among them whose mark has a point; of these, placed near it.
    matched: int = 0
    matched_placed: int = 0
    near: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    @property
    def precision(self) -> float:
        return _ratio(self.matched, self.found)

    @property
    def recall(self) -> float:
        return _ratio(self.matched, self.gold)

    @property
    def f1(self) -> float:
        return _ratio(2 * self.matched, self.found + self.gold)

    @property
    def accuracy(self) -> float:
        """Of the recognised mentions that have a point, how many were placed near it."""
        return _ratio(self.near, self.matched_placed)

    @property
    def end_to_end(self) -> float:
        """F1 of finding the exact span and placing it near."""
        return _ratio(2 * self.near, self.found_placed + self.gold_placed)

    def row(self) -> str:
        return (
            f"{self.precision:.3f} {self.recall:.3f} {self.f1:.3f}  {self.accuracy:.3f}  {self.end_to_end:.3f}"
            f"  ({self.matched} of {self.gold} marked, {self.found} found)"
        )


def score(
    gold: dict[Span, Point | None], found: dict[Span, Point | None], either: Iterable[Span] = frozenset()
) -> Score:
    """One document's; a found span of *either* counts neither way."""
    judged = {span: point for span, point in found.items() if span in gold or span not in set(either)}
    matched = gold.keys() & judged.keys()
    placed = [(gold_point, judged[span]) for span in matched if (gold_point := gold[span]) is not None]
    return Score(
        gold=len(gold),
        gold_placed=sum(point is not None for point in gold.values()),
        found=len(judged),
        found_placed=sum(
            point is not None and not (span in gold and gold[span] is None) for span, point in judged.items()
        ),
        matched=len(matched),
        matched_placed=len(placed),
        near=sum(there is not None and distance_km(here, there) <= NEAR_KM for here, there in placed),
    )


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
