"""Recognition: from a text to the sightings that are mentions of places."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from places.index import Index, Sense
from places.names import fold
from places.recognition.base import Evidence, Sighting
from places.recognition.lexicon import Role, roles
from places.recognition.runs import RUN, Find, Runs
from places.recognition.weights import Weights
from places.spelling import Spelling, respelled, transliterated

#: From this sum on a name is a mention.
ACCEPTED = 0
#: From this sum on a name tells what the document is about.
PLAIN = 2
#: A country is one of the text's main ones when so many plain names, and such a share of them, lie in it.
_NOBODY: frozenset[str] = frozenset()
_OFTEN = 3
_MUCH = 0.2
#: The word before a name, and what parts them.
_BEFORE = re.compile(r"([^\W\d_][\w'’]*)?([^\w\n]*)\Z")
_AFTER = re.compile(r"['’]s?(?!\w)|")
_NEXT = re.compile(r"[ \xa0]*([^\W\d_][\w'’]*)?")
_AGE = re.compile(r",? \(?\d\d\b(?!\d)(?![,.]\d)")
_HEAD = re.compile(
    r"\b(?:city|cities|town|towns|village|villages|hamlet|district|districts|province|provinces|governorate|county|"
    r"suburb|suburbs|municipality|community|region|state|states|island|islands|port|settlement|neighbou?rhood|"
    r"capital|area|resort|enclave|parish|borough)[ \xa0](?:of|at|near|in)[ \xa0](?:the[ \xa0])?\Z",
    re.IGNORECASE,
)
#: After a dateline stand a dash, or an agency in brackets and a dash.
_DATELINE = re.compile(r"(?:, [^\n–—-]{2,30})??\.? ?(?:\([^)\n]{2,30}\) ?)?(?:—|–|--|- | -)")
_SMALL_WORD = re.compile(r"(?<![\w'’])[a-z]{3,}(?![\w'’])")
_LISTING = re.compile(r",? (?:and|or|&) |, |/")
_BEFORE_UNKNOWN = frozenset((" of ", " in ", " at ", "ear ", "rom ", "the "))
_CONTAINED = re.compile(r", [A-Z][A-Za-z. ]{1,30}(?:[,.;)]| \(|\n|\Z)")
_CONTAINING = frozenset((", ", " (", " ", ",\n", "., ", ". ", ","))
_OPENERS = "\"'“‘([«„ \xa0\t-–—*•"


class Recognizer:
    """Finds mentions in texts, with one gazetteer and one table of cues. Safe to share between threads."""

    def __init__(self, index: Index, weights: Weights | None = None) -> None:
        self.index = index
        self.weights = weights or Weights()
        self.runs = Runs(index, self.weights.of_find)
        self.spelling = Spelling(index)
        self._roles = roles()

    def __call__(self, text: str) -> tuple[list[Sighting], Evidence]:
        """The mentions in text order, disjoint, and what the document told about all of them."""
        sightings, evidence = self.sightings(text)
        return [sighting for sighting in sightings if sighting.score >= ACCEPTED], evidence

    def sightings(self, text: str) -> tuple[list[Sighting], Evidence]:
        """Every name seen with its sum, accepted or refused."""
        evidence = Evidence()
        sightings = self._seen(text, evidence)
        self._link(text, sightings, evidence)
        evidence.small_words = _SmallWords(text)
        of_sighting = self.weights.of_sighting
        best, worst = {}, {}
        for sighting in sightings:
            score = sighting.score = of_sighting(sighting, evidence)
            key = sighting.find.name.key
            if score > best.get(key, score - 1):
                best[key] = score
            if score < worst.get(key, score + 1):
                worst[key] = score
        _focus(sightings, evidence)
        evidence.best, evidence.worst = best, worst
        if evidence.main_countries:
            self._respell(sightings, evidence)
        for sighting in sightings:
            sighting.score = of_sighting(sighting, evidence)
        return sightings, evidence

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
                senses = self.spelling.variants(name.key, code, not name.senses)
                if senses:
                    found = replace(find, name=respelled(name, senses))
                    score, reasons = self.weights.of_find(found)
                    sighting.find = replace(found, score=score, reasons=reasons)
                    break

    def _seen(self, text: str, evidence: Evidence) -> list[Sighting]:
        runs = self.runs
        sightings = []
        counts = evidence.counts
        for match in RUN.finditer(text):
            run = runs(match.group())
            if run.surnames:
                evidence.surnames.update(run.surnames)
            if run.unknown is not None:
                sighting = self._unknown(text, match.start(), run.unknown, sightings[-1].end if sightings else -9)
                if sighting is not None:
                    sightings.append(sighting)
                    key = sighting.find.name.key
                    counts[key] = counts.get(key, 0) + 1
            elif run.finds:
                start = match.start()
                for find in run.finds:
                    sightings.append(self._sighting(text, start, find))
                    key = find.name.key
                    counts[key] = counts.get(key, 0) + 1
        return sightings

    def _unknown(self, text: str, offset: int, find: Find, last: int) -> Sighting | None:
        """A name the gazetteer lacks, where the words around say that it is a place's; None elsewhere."""
        start, end = offset + find.start, offset + find.end
        listed = start - last < 7 and _LISTING.fullmatch(text, last, start)
        if not listed and text[start - 4 : start].lower() not in _BEFORE_UNKNOWN and not _CONTAINED.match(text, end):
            return None
        return self._sighting(text, offset, find)

    def _sighting(self, text: str, offset: int, find: Find) -> Sighting:
        start, end = offset + find.start, offset + find.end
        left, right = text[start - 1 : start], text[end : end + 1]
        before = ""
        opens = headed = False
        if find.before:
            before = find.before
            headed = before == "of" and bool(find.head_roles & Role.FEATURE)
        elif not find.left:
            window = text[max(0, start - 32) : start]
            match = _BEFORE.search(window)
            word, gap = match.groups() if match else (None, "")
            if word is None:
                opens = not window.strip(_OPENERS) or window.rstrip(" \xa0\t" + _OPENERS)[-1:] in "\n.!?:…*"
            elif gap.strip(_OPENERS):
                opens = gap.strip(_OPENERS)[-1] in ".!?:…*"
            else:
                before = word.lower()
                headed = (before in ("of", "at", "near", "in") or before == "the") and bool(_HEAD.search(window))
        after = ""
        possessive = False
        if not find.right:
            if right in ("'", "’"):
                possessive = True
            match = _NEXT.match(text, end + 2 if possessive else end)
            after = (match.group(1) or "").lower() if match else ""
            if right == ".":
                after = ""
                if find.name.is_abbreviation or find.name.key in self.index.abbreviated:
                    longer = self.index.abbreviation(find.text + ".")
                    if longer is not None:
                        end += 1
                        right = text[end : end + 1]
        get = self._roles.get
        return Sighting(
            find, start, end, before, after, get(before, 0) if before else 0, get(after, 0) if after else 0,
            left, right, opens=opens, possessive=possessive, headed=headed,
            dateline=opens and (not find.right) and _DATELINE.match(text, end) is not None,
            age=right == "," and _AGE.match(text, end) is not None,
        )  # fmt: skip

    def _link(self, text: str, sightings: list[Sighting], evidence: Evidence) -> None:
        """Containers, lists, and the names located by them."""
        located = evidence.located
        previous: Sighting | None = None
        for sighting in [*sightings]:
            if previous is not None and sighting.find.text == "D.C." and text[previous.end : sighting.start] == ", ":
                # "Washington, D.C." is one name.
                previous.end = sighting.end
                previous.find = replace(previous.find, name=sighting.find.name, score=sighting.find.score + PLAIN)
                previous.right = sighting.right
                sightings.remove(sighting)
                continue
            if previous is not None and 0 < sighting.start - previous.end <= 6:
                gap = text[previous.end : sighting.start]
                if gap in _CONTAINING and _contains(previous, sighting, gap):
                    previous.container = sighting
                    sighting.contained = previous
                    located[previous.find.name.key] = located.get(previous.find.name.key, 0) + 1
                    if previous.opens and not previous.dateline:
                        previous.dateline = sighting.dateline = _DATELINE.match(text, sighting.end) is not None
                elif _LISTING.fullmatch(gap):
                    previous.listed = sighting.listed = True
                    previous.beside_province |= sighting.find.name.is_province
                    sighting.beside_province |= previous.find.name.is_province
                    if sighting.find.name.is_province and previous.contained is not None and _alike(previous):
                        # "Washington, Oregon and California": three states are a list, none is in the next.
                        first = previous.contained
                        first.container = previous.contained = None
                        first.listed = first.beside_province = True
            if sighting.before_roles & Role.PREPOSITION or sighting.dateline or sighting.headed:
                located[sighting.find.name.key] = located.get(sighting.find.name.key, 0) + 1
                sighting.located = True
            previous = sighting


def _contains(inner: Sighting, outer: Sighting, gap: str) -> bool:
    """Whether the second of two neighbours names the state or country the first lies in."""
    name, area = inner.find.name, outer.find.name
    if area.adjective or name.adjective:
        return False
    if not name.senses:
        return gap == ", " and (area.is_province or area.is_country or area.is_abbreviation)
    if not name.within(area):
        return False
    if name.is_country and (area.is_country or not outer.find.name.is_province):
        return False
    if inner.contained is not None and _alike(inner):
        return False
    return gap != " " or area.is_province or area.is_country


def _alike(sighting: Sighting) -> bool:
    """Whether it and the name before it are both states."""
    return sighting.contained is not None and sighting.find.name.is_province and sighting.contained.find.name.is_province


class _SmallWords(frozenset[str]):
    """Words of a text written in small letters; gathered when first asked."""

    __slots__ = ("_text", "_words")

    def __new__(cls, text: str) -> _SmallWords:
        self = super().__new__(cls)
        self._text = text
        self._words = None
        return self

    _text: str
    _words: frozenset[str] | None

    def __contains__(self, word: object) -> bool:
        if self._words is None:
            self._words = frozenset(_SMALL_WORD.findall(self._text))
        return word in self._words


def _focus(sightings: list[Sighting], evidence: Evidence) -> None:
    """Countries and provinces of the names that need no more evidence."""
    countries: Counter[str] = Counter()
    provinces: Counter[str] = Counter()
    for sighting in sightings:
        if sighting.score < PLAIN or not sighting.find.name.senses:
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
