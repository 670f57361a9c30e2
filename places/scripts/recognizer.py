"""Recognition in scripts other than Latin: from a text to sightings, as the Latin recognizer gives them."""

from __future__ import annotations

from itertools import chain, pairwise

from places.index import Index
from places.recognition.base import Evidence, Sighting
from places.recognition.find import Find
from places.recognition.lexicon import Role
from places.scripts import cased, uncased
from places.scripts.candidate import Candidate
from places.scripts.judging import judged
from places.scripts.letters import OTHER
from places.scripts.names import Names
from places.scripts.table import weights
from places.scripts.unspaced import Unspaced

_CONTAINING = frozenset((", ", " (", "، ", "، (", "，", "（", "、", " في ", " در ", " "))


class Scripts:
    """Finds mentions in other scripts, with one gazetteer. Safe to share between threads."""

    def __init__(self, index: Index) -> None:
        self.names = Names(index)
        self.unspaced = Unspaced(index, self.names)

    def __call__(self, text: str, sightings: list[Sighting], evidence: Evidence) -> list[Sighting]:
        """*sightings*, those of the Latin recognizer, with the mentions in other scripts, in text order, disjoint.

        A text without such a letter costs one search.
        """
        if text.isascii() or OTHER.search(text) is None:
            return sightings
        latin = [each for each in sightings if OTHER.search(text, each.start, each.end) is None]
        candidates = chain(
            uncased.candidates(text, self.names), cased.candidates(text, self.names), self.unspaced(text)
        )
        found = judged(text, candidates, evidence.countries)
        own = [_sighting(text, each) for each in found]
        _link(text, own)
        return sorted([*latin, *own], key=lambda each: each.start)


def _sighting(text: str, candidate: Candidate) -> Sighting:
    table = weights()
    start, end = candidate.start, candidate.end
    reasons = sorted((table[cue] for cue in candidate.cues), key=lambda each: -abs(each[0]))
    find = Find(
        start=0, end=end - start, text=text[start:end], name=candidate.name,
        added={"A": Role.ADMIN, "P": Role.SETTLEMENT}.get(candidate.wanted, 0),
        score=candidate.score, reasons=tuple((why, weight) for weight, why in reasons),
    )  # fmt: skip
    return Sighting(
        find,
        start,
        end,
        "",
        "",
        0,
        0,
        text[start - 1 : start],
        text[end : end + 1],
        score=candidate.score,
        judged=True,
    )


def _link(text: str, sightings: list[Sighting]) -> None:
    """Containers: a place and, right after it, the country or province it lies in."""
    for inner, outer in pairwise(sightings):
        if outer.start - inner.end > 4 or text[inner.end : outer.start] not in _CONTAINING:
            continue
        name, area = inner.find.name, outer.find.name
        if area.adjective or name.adjective or not (area.is_country or area.is_province):
            continue
        if not name.is_country and name.within(area) and inner.contained is None:
            inner.container, outer.contained = outer, inner
