"""What a document is about: the countries and provinces of its plainest names, and its words in small letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from places.recognition.base import Evidence, Sighting
from places.sense import Sense

#: From this sum on a name tells what the document is about.
PLAIN = 3
#: A country is one of the text's main ones when so many plain names, and such a share of them, lie in it.
_OFTEN = 3
_MUCH = 0.2
#: Letters of the shortest small word that tells something.
_SHORTEST = 3
_SMALL_WORD = re.compile(rf"(?<![\w'’])[a-z]{{{_SHORTEST},}}(?![\w'’])")
_GLUED = re.compile(r"[\w'’]")
#: In texts of so many characters each word is looked for by itself.
_SHORT = 20_000


class SmallWords:
    """Words of a text written in small letters, as far as they are asked for."""

    __slots__ = ("_text", "_words")

    def __init__(self, text: str) -> None:
        self._text = text
        self._words: frozenset[str] | None = None

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str):
            return False
        if len(self._text) <= _SHORT:
            return _stands_alone(word, self._text)
        # A long text is gone through once, however many words are asked for.
        if self._words is None:
            self._words = frozenset(_SMALL_WORD.findall(self._text))
        return word in self._words


def _stands_alone(word: str, text: str) -> bool:
    at = text.find(word) if len(word) >= _SHORTEST and word.isascii() and word.isalpha() else -1
    while at >= 0:
        end = at + len(word)
        if not _GLUED.match(text, end) and not (at and _GLUED.match(text, at - 1)):
            return True
        at = text.find(word, end)
    return False


def focus(sightings: Iterable[Sighting], evidence: Evidence) -> None:
    """Tell the evidence the countries and provinces of the names that need no more of it."""
    countries: Counter[str] = Counter()
    provinces: Counter[str] = Counter()
    for sighting in sightings:
        if sighting.score < PLAIN or not sighting.find.name.is_known:
            continue
        sense = _plainest(sighting)
        if sense is None:
            continue
        if sense.country:
            countries[sense.country] += 1
            evidence.supporters.setdefault(sense.country, set()).add(sighting.find.name.key)
        if sense.province:
            provinces[sense.province] += 1
    evidence.countries, evidence.provinces = frozenset(countries), frozenset(provinces)
    total = countries.total()
    evidence.main_countries = tuple(
        code for code, count in countries.most_common(3) if count >= _OFTEN and count >= total * _MUCH
    )


def _plainest(sighting: Sighting) -> Sense | None:
    """The sense a name has when nothing else is known; None when that would be a guess."""
    name = sighting.find.name
    if sighting.container is not None:
        for sense in name.senses:
            if sense.province in sighting.container.find.name.area_codes:
                return sense
    return name.plain_sense
