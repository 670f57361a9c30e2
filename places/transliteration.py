"""What the transliterations of one name have in common, and the countries whose names are transliterated."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

_ARTICLE = re.compile(r"^(?:al|el|ar|as|ash|at|ath|an|az|ad|adh|ed|ez|es|ul|ur) (?=..)")
#: Letters and pairs that stand for the same sound, in this order.
_LETTERS = str.maketrans({"o": "u", "y": "i", "w": "v", "q": "k", "c": "k"})
_PAIRS = (("ch", "t$"), ("ee", "i"), ("ei", "i"), ("ey", "i"), ("ai", "i"), ("ay", "i"), ("kh", "k"), ("gh", "g"),
          ("th", "t"), ("dh", "d"), ("ck", "k"))  # fmt: skip
_ENDING = re.compile(r"(?:ii?[ae]h?|ie?h|[ae]h|e)\b")
_DOUBLED = re.compile(r"(.)\1+")
COUNTRIES = Path(__file__).parent / "data" / "transliterated.txt"


def skeleton(key: str) -> str:
    """A folded name without article and doubled letters, its vowels brought together."""
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


def letters(word: str) -> int:
    """Which letters a word has, as bits: two words one change apart differ in two bits at most."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


@lru_cache(maxsize=1)
def transliterated() -> frozenset[str]:
    """Codes of the countries whose names reach English by transliteration."""
    text = COUNTRIES.read_text("utf-8")
    return frozenset(code for line in text.splitlines() if not line.startswith("#") for code in line.split())
