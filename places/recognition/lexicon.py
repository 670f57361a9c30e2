"""Words that say what they stand beside: titles, given names, features, organisations... from data/words."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Final

_WORDS = Path(__file__).parent.parent / "data" / "words"


class Role:
    """What a word may be, as bits: a word may be several things at once. Plain integers, for they are asked often."""

    TITLE: Final = 1
    GIVEN_NAME: Final = 2
    ORGANISATION: Final = 4
    CALENDAR: Final = 8
    COMMON: Final = 16
    SPEECH: Final = 32
    PREPOSITION: Final = 64
    DIRECTION: Final = 128
    ADMIN: Final = 256
    SETTLEMENT: Final = 512
    WATER: Final = 1024
    LAND: Final = 2048
    STREET: Final = 4096
    BUILDING: Final = 8192
    CONNECTOR: Final = 16384
    FUNCTION: Final = 32768
    SURNAME: Final = 65536
    NAMESAKE: Final = 131072
    PRESS: Final = 262144
    GIVEN_PLACE: Final = 524288
    FEATURE: Final = ADMIN | SETTLEMENT | WATER | LAND | STREET | BUILDING


#: The kinds a feature word may have in features.csv.
_KINDS = {
    "admin": Role.ADMIN,
    "settlement": Role.SETTLEMENT,
    "water": Role.WATER,
    "land": Role.LAND,
    "street": Role.STREET,
    "building": Role.BUILDING,
}
_FILES = {
    "titles.txt": Role.TITLE,
    "given_names.txt": Role.GIVEN_NAME,
    "organisations.txt": Role.ORGANISATION,
    "calendar.txt": Role.CALENDAR,
    "common_words.txt": Role.COMMON,
    "speech_verbs.txt": Role.SPEECH,
    "place_prepositions.txt": Role.PREPOSITION,
    "directions.txt": Role.DIRECTION,
    "connectors.txt": Role.CONNECTOR,
    "function_words.txt": Role.FUNCTION,
    "press.txt": Role.PRESS | Role.ORGANISATION,
    "given_places.txt": Role.GIVEN_PLACE,
    "surnames.txt": Role.SURNAME,
    "namesakes.txt": Role.NAMESAKE,
}


@cache
def roles() -> dict[str, int]:
    """Every listed word, folded, with its roles as bits."""
    found: dict[str, int] = {}
    for file, role in _FILES.items():
        for word in words(file):
            found[word] = found.get(word, 0) | role
    with (_WORDS / "features.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            found[row["word"]] = found.get(row["word"], 0) | _KINDS[row["kind"]]
    return found


@cache
def phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Names of several words that are no places, by their first word; the longest first."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for line in (_WORDS / "phrases.txt").read_text("utf-8").splitlines():
        words = tuple(line.split())
        if words and not line.startswith("#"):
            found[words[0]] = tuple(sorted((*found.get(words[0], ()), words), key=len, reverse=True))
    return found


def words(file: str) -> tuple[str, ...]:
    """The words of one list, in its order; lines that open with # are remarks."""
    lines = (_WORDS / file).read_text("utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())
