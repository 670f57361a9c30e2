"""Spelling variants: what place of a country a name may be another transliteration of, or a slip of the pen for."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from places.index import Index
from places.names import fold
from places.sense import RESPELLED, Name, Sense

_ARTICLE = re.compile(r"^(?:al|el|ar|as|ash|at|ath|an|az|ad|adh|ed|ez|es|ul|ur) (?=..)")
#: Letters and pairs that stand for the same sound, in this order.
_LETTERS = str.maketrans({"o": "u", "y": "i", "w": "v", "q": "k", "c": "k"})
_PAIRS = (("ch", "t$"), ("ee", "i"), ("ei", "i"), ("ey", "i"), ("ai", "i"), ("ay", "i"), ("kh", "k"), ("gh", "g"),
          ("th", "t"), ("dh", "d"), ("ck", "k"))  # fmt: skip
_ENDING = re.compile(r"(?:ii?[ae]h?|ie?h|[ae]h|e)\b")
_DOUBLED = re.compile(r"(.)\1+")
#: Names shorter than this have too many neighbours one letter away.
_SHORTEST = 5
_SHORTEST_FOR_TWO = 8


def skeleton(key: str) -> str:
    """What the transliterations of one name have in common: no article, no doubled letters, vowels brought together."""
    if key[2:3] == " " or key[3:4] == " ":
        key = _ARTICLE.sub("", key)
    for pair, sound in _PAIRS:
        if pair in key:
            key = key.replace(pair, sound)
    key = key.translate(_LETTERS)
    key = _ENDING.sub(_ending, key)
    return _DOUBLED.sub(r"\1", key)


def _ending(match: re.Match[str]) -> str:
    return "ia" if match[0][0] == "i" else "a"


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


@lru_cache(maxsize=1)
def transliterated() -> frozenset[str]:
    """Codes of the countries whose names reach English by transliteration."""
    text = (Path(__file__).parent / "data" / "transliterated.txt").read_text("utf-8")
    return frozenset(code for line in text.splitlines() if not line.startswith("#") for code in line.split())


class Spelling:
    """Finds a country's places by a variant of their names. Each country's table is made when first asked for."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._of_country = lru_cache(maxsize=64)(self._table)
        self.variants = lru_cache(maxsize=20_000)(self._variants)

    def _variants(self, key: str, country: str, slips: bool) -> tuple[Sense, ...]:
        """Senses in *country* whose names differ from *key* by transliteration only, else, with *slips*, by a letter
        or two.
        """
        by_skeleton, by_letter = self._of_country(country)
        bones = skeleton(key)
        rows = by_skeleton.get(bones, ())
        most = 0 if len(bones) < _SHORTEST else 1 if len(bones) < _SHORTEST_FOR_TWO else 2
        if not rows and slips and most:
            near = [(apart(bones, other, most), other) for other in by_letter.get(bones[0], ())]
            least = min((distance for distance, _ in near), default=most + 1)
            if least <= most:
                rows = tuple(row for distance, other in near if distance == least for row in by_skeleton[other])
        return self._index.senses(tuple(dict.fromkeys(rows)), RESPELLED) if rows else ()

    def _table(self, country: str) -> tuple[dict[str, tuple[int, ...]], dict[str, list[str]]]:
        by_skeleton: dict[str, tuple[int, ...]] = {}
        by_letter: dict[str, list[str]] = {}
        for row, name in self._index.names_of(country):
            bones = skeleton(fold(name))
            if not bones:
                continue
            if bones not in by_skeleton:
                by_letter.setdefault(bones[0], []).append(bones)
            by_skeleton[bones] = (*by_skeleton.get(bones, ()), row)
        return by_skeleton, by_letter


def respelled(name: Name, senses: tuple[Sense, ...]) -> Name:
    """*name* with further senses it has by another spelling."""
    return Name(name.key, (*name.senses, *senses), is_variant=True)
