"""Recognition: from a text to the sightings that are mentions of places."""

from __future__ import annotations

import re
from dataclasses import replace

from places.index import Index
from places.recognition.base import Evidence, Sighting
from places.recognition.focus import SmallWords, focus
from places.recognition.linking import LISTING, linked
from places.recognition.runs import Runs
from places.recognition.surroundings import Surroundings
from places.recognition.weights import Weights
from places.recognition.words import runs
from places.scripts.recognizer import Scripts
from places.spelling import Spelling, respelled
from places.transliteration import transliterated

#: From this sum on a name is a mention.
ACCEPTED = 0
#: What every name is given beyond its odds: a place missed is worse for a reader than a doubtful one shown as such.
#: A sum of 1 therefore stands for even odds; a point is half a nat.
LEANING = 1
#: What stands before a name the gazetteer lacks when it may be a place's, in lower case.
_BEFORE_UNKNOWN = (" of ", " in ", " at ", "near ", "from ", "the ")
#: A capitalised name after a comma, as a state's or country's: "Somewhere, Ohio."
_CONTAINED = re.compile(r", [A-Z][A-Za-z. ]{1,30}(?:[,.;)]| \(|\n|\Z)")
_NOBODY: frozenset[str] = frozenset()


class Recognizer:
    """Finds mentions in texts, with one gazetteer and one table of cues. Safe to share between threads."""

    def __init__(self, index: Index, weights: Weights | None = None) -> None:
        self.index = index
        self.weights = weights or Weights()
        self._runs = Runs(index, self.weights.of_find)
        self._surroundings = Surroundings(index)
        self._spelling = Spelling(index)
        self._scripts = Scripts(index)

    def __call__(self, text: str) -> tuple[list[Sighting], Evidence]:
        """The mentions in text order, disjoint, and what the document told about all of them."""
        sightings, evidence = self._heard(text)
        # What no document could make a mention need not be heard again.
        least = ACCEPTED - self.weights.most_of_document
        found = self._heard_again(text, [each for each in sightings if each.score >= least], evidence)
        return [sighting for sighting in found if sighting.score >= ACCEPTED], evidence

    def sightings(self, text: str) -> tuple[list[Sighting], Evidence]:
        """Every name seen with its sum, accepted or refused."""
        sightings, evidence = self._heard(text)
        return self._heard_again(text, sightings, evidence), evidence

    def _heard(self, text: str) -> tuple[list[Sighting], Evidence]:
        """Every name seen, with the sum of what is known where it stands, and what the document tells."""
        evidence = Evidence(characters=len(text), small_words=SmallWords(text))
        sightings = linked(text, self._seen(text, evidence), evidence)
        hear = self.weights.hear
        best: dict[str, int] = {}
        worst: dict[str, int] = {}
        for sighting in sightings:
            hear(sighting, evidence)
            key, score = sighting.find.name.key, sighting.score
            if score > best.get(key, score - 1):
                best[key] = score
            if score < worst.get(key, score + 1):
                worst[key] = score
        # Only now is it known what the document is about: every name is heard again in that light.
        focus(sightings, evidence)
        evidence.best, evidence.worst = best, worst
        if evidence.main_countries:
            self._respell(sightings, evidence)
        return sightings, evidence

    def _heard_again(self, text: str, sightings: list[Sighting], evidence: Evidence) -> list[Sighting]:
        hear_again = self.weights.hear_again
        for sighting in sightings:
            hear_again(sighting, evidence)
        return self._scripts(text, sightings, evidence)

    def _seen(self, text: str, evidence: Evidence) -> list[Sighting]:
        sightings: list[Sighting] = []
        counts = evidence.counts
        for match in runs(text):
            run = self._runs(match.group())
            if run.surnames:
                evidence.surnames.update(run.surnames)
            start = match.start()
            finds = run.finds
            if run.unknown is not None:
                last = sightings[-1].end if sightings else 0
                if _may_be_a_place(text, start + run.unknown[0], start + run.unknown[1], last):
                    finds = (self._runs.unknown(match.group(), run.unknown),)
            for find in finds:
                sightings.append(self._surroundings(text, start, find))
                key = find.name.key
                counts[key] = counts.get(key, 0) + 1
        return sightings

    def _respell(self, sightings: list[Sighting], evidence: Evidence) -> None:
        """Names unknown, or known only far from the text's main countries, may be places there, spelled otherwise."""
        countries = [code for code in evidence.main_countries if code in transliterated()]
        if not countries:
            return
        for sighting in sightings:
            find = sighting.find
            name = find.name
            if find.added or name.adjective or name.is_province or name.is_country or name.is_capital or name.is_region:
                continue
            if any(evidence.supporters.get(code, _NOBODY) - {name.key} for code in name.own_codes):
                continue
            for code in countries:
                senses = self._spelling.variants(name.key, code, not name.is_known)
                if senses:
                    found = replace(find, name=respelled(name, senses))
                    score, reasons = self.weights.of_find(found)
                    sighting.score += score - find.score
                    sighting.find = replace(found, score=score, reasons=reasons)
                    break


def _may_be_a_place(text: str, start: int, end: int, last: int) -> bool:
    """Whether the words around a name the gazetteer lacks say that it is a place's, or one in a list of names."""
    if text[max(0, start - 5) : start].lower().endswith(_BEFORE_UNKNOWN) or _CONTAINED.match(text, end):
        return True
    return 0 < start - last < 7 and LISTING.fullmatch(text, last, start) is not None
