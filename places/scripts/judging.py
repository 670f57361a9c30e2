"""Which candidates are mentions: the sum of what is seen on the spot and of what the whole text tells."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Set
from itertools import pairwise

from places.scripts.candidate import Candidate
from places.scripts.table import weights
from places.sense import Sense

#: From this sum on a candidate is a mention.
ACCEPTED = 0
#: From this sum on a name tells what the text is about.
PLAIN = 1
#: Below this sum nothing the rest of the text can tell makes a mention.
_HOPELESS = -11
_NOBODY: frozenset[str] = frozenset()
_LISTING = re.compile(
    r"(?:[,،、،;؛/]| ?[-–] ?)?[ \xa0]?(?:(?:و|و |and |и |і |та |й |ו|και |和|與|与|及|や|と|과 |와 |،)\s?)?"
)
_LONGEST_LISTING = 6
_LOCATING = frozenset(
    ("after_place_preposition", "preposition_joined", "after_kind_word", "before_kind_word", "listed_with_places")
)


def judged(text: str, candidates: Iterable[Candidate], focus: Set[str] = frozenset()) -> list[Candidate]:
    """The candidates that are mentions, in text order, disjoint. *focus*: countries the text's other names lie in."""
    chosen = _disjoint(candidates)
    for before, after in pairwise(chosen):
        gap = text[before.end : after.start] if after.start - before.end <= _LONGEST_LISTING else ""
        if gap and _LISTING.fullmatch(gap) and not gap.isspace():
            for each in (before, after):
                _add(each, "listed_with_places")
    supporters: dict[str, set[str]] = {}
    for each in chosen:
        sense = _plainest(each) if each.score >= PLAIN else None
        if sense is not None and sense.country:
            supporters.setdefault(sense.country, set()).add(each.name.key)
    for each in chosen:
        if any(s.country in focus or supporters.get(s.country, _NOBODY) - {each.name.key} for s in each.name.senses):
            _add(each, "in_focus")
            if not _LOCATING.isdisjoint(each.cues):
                _add(each, "located_in_focus")
    plain = {each.name.key for each in chosen if each.score >= PLAIN}
    for each in chosen:
        if each.score < ACCEPTED and each.name.key in plain:
            _add(each, "place_elsewhere")
    return [each for each in chosen if each.score >= ACCEPTED]


def _disjoint(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those that do not overlap a better one: first what is likely, the longer before the shorter."""
    table = weights()
    hopeful = []
    for each in candidates:
        each.score = sum(table[cue][0] for cue in each.cues)
        if each.score > _HOPELESS:
            hopeful.append(each)
    hopeful.sort(key=lambda each: (each.score < ACCEPTED - 3, each.start - each.end, -each.score, each.start))
    chosen: list[tuple[int, int, int]] = []
    kept: list[Candidate] = []
    for each in hopeful:
        at = bisect_left(chosen, (each.start, each.end, -1))
        if (at and chosen[at - 1][1] > each.start) or (at < len(chosen) and chosen[at][0] < each.end):
            continue
        insort(chosen, (each.start, each.end, len(kept)))
        kept.append(each)
    return [kept[number] for _, _, number in chosen]


def _plainest(candidate: Candidate) -> Sense | None:
    name = candidate.name
    if name.adjective:
        return name.senses[0]
    if name.plain_sense is None:
        return None
    # The gazetteer lists areas first, then towns by size: a country before a village, a great town before a county.
    return max(name.senses, key=lambda sense: (sense.is_country, sense.population))


def _add(candidate: Candidate, cue: str) -> None:
    if cue not in candidate.cues:
        candidate.cues.append(cue)
        candidate.score += weights()[cue][0]
