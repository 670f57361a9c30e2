"""Spelling variants: what place of a country a name may be another transliteration of, or a slip of the pen for."""

from __future__ import annotations

from functools import lru_cache

from places.index import Index
from places.sense import RESPELLED, Name, Sense
from places.transliteration import letters, skeleton

#: Names shorter than this have too many neighbours one letter away.
_SHORTEST = 5
_SHORTEST_FOR_TWO = 8


def apart(one: str, other: str, most: int) -> int:
    """Letters to add, drop or change between two words, transpositions as one; more than *most* counts as most + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        above, row = row, [i]
        for j, against in enumerate(other, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before = above
    return min(row[-1], most + 1)


class Spelling:
    """Finds a country's places by a variant of their names."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self.variants = lru_cache(maxsize=20_000)(self._variants)

    def _variants(self, key: str, country: str, slips: bool) -> tuple[Sense, ...]:
        """Senses in *country*, one of those that transliterate, whose names differ from *key* by transliteration only,
        else, with *slips*, by a letter or two.
        """
        spelled = self._index.spelled
        bones = skeleton(key)
        rows = spelled(country, bones)
        most = 0 if len(bones) < _SHORTEST else 1 if len(bones) < _SHORTEST_FOR_TWO else 2
        if not rows and slips and most:
            rows = tuple(row for other in self._nearest(country, bones, most) for row in spelled(country, other))
        return self._index.senses(rows, RESPELLED) if rows else ()

    def _nearest(self, country: str, bones: str, most: int) -> list[str]:
        """The skeletons of a country least letters from *bones*, *most* at most, with the same first one."""
        least = most
        nearest: list[str] = []
        size, own = len(bones), letters(bones)
        for other, bits in zip(*self._index.file.slips(country, bones[0]), strict=True):
            # What one change can do to the set of letters and to the length is known before the changes are.
            if (own ^ bits).bit_count() > 2 * least or abs(len(other) - size) > least:
                continue
            distance = apart(bones, other, least)
            if distance < least:
                least, nearest = distance, [other]
            elif distance == least:
                nearest.append(other)
        return nearest


def respelled(name: Name, senses: tuple[Sense, ...]) -> Name:
    """*name* with further senses it has by another spelling."""
    return Name.of(name.key, (*name.senses, *senses), is_variant=True)
