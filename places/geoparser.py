"""The geoparser: recognition and resolution of one text as one call."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from math import exp
from pathlib import Path

from places import distance, outlet
from places.gazetteer import Gazetteer
from places.index import Index
from places.mention import Mention
from places.own.places import OwnPlaces
from places.own.sightings import OwnName, own_resolution, with_own
from places.place import Place
from places.reasons import astray, why
from places.recognition.base import Evidence, Sighting
from places.recognition.kinds import kind_of
from places.recognition.recognizer import ACCEPTED, LEANING, Recognizer
from places.relative.positions import RelativePositions
from places.resolution import Candidate, Resolution
from places.resolving import Group, Home, Resolver
from places.sense import ALIAS

#: How often a mention of each sum was one, by the logistic curve the sums were fitted to (half a nat a point); the
#: gold is not surer than that of itself.
_SUREST = 20
_GOLD = 0.97
_RECOGNIZED = tuple(_GOLD / (1 + exp((LEANING - score) / 2)) for score in range(_SUREST + 1))
#: What is left of confidence in a place that does not lie where the text says.
_ASTRAY = 0.5
#: Between a title and its text: no name reaches across.
_TITLE_BREAK = "\n\n"
#: How many candidates a resolution keeps.
_MOST_CANDIDATES = 8
#: An outlet's name means a town for certain when it has so many times the inhabitants of the next of that name.
_CLEARLY = 5
_TOWN = 3000


@dataclass(frozen=True, slots=True)
class Weighed:
    """A name recognition came upon, and how it judged it."""

    toponym: str
    start: int
    end: int
    #: What the cues add up to; a mention from 0 on.
    sum: int
    accepted: bool
    #: Each cue that held, with its integer, strongest first.
    reasons: tuple[str, ...]


class Geoparser:
    """Finds the places a text names. Made once, used for many texts, from several threads."""

    def __init__(
        self,
        gazetteer: Gazetteer | None = None,
        *,
        home: str | Place | None = None,
        explain: bool = True,
        own: OwnPlaces | None = None,
    ) -> None:
        """*home* is where the texts' readers are: a country code or a place; it settles what nothing else does.

        *own* are the user's own places, which win over everything; none unless given.
        """
        self.gazetteer = gazetteer or Gazetteer.ensure()
        self.index = Index(Path(self.gazetteer.path))
        self.recognizer = Recognizer(self.index)
        self.resolver = Resolver()
        self.home = _home(home)
        self.explain = explain
        self.own = own
        self._relative = RelativePositions(self.gazetteer)
        # Not while the first text waits that tells a distance.
        distance.load()

    def parse(
        self, text: str, *, title: str = "", source: str = "", date: datetime.date | None = None, language: str = ""
    ) -> tuple[Resolution, ...]:
        """What *text* names, in text order, spans disjoint; ``text[m.start:m.end] == m.toponym`` of each mention.

        *title* and *source* (the outlet's name or domain) are evidence only: offsets count in *text*.
        """
        if title and not text.startswith(title):
            offset = len(title) + len(_TITLE_BREAK)
            found = self._parse(title + _TITLE_BREAK + text, source)
            found = tuple(_moved(resolution, offset) for resolution in found if resolution.mention.start >= offset)
        else:
            found = self._parse(text, source)
        return self._relative(text, found)

    def weighed(self, text: str) -> tuple[Weighed, ...]:
        """Every name seen in *text*, accepted or refused, with its sum and what spoke for and against it."""
        sightings, _ = self.recognizer.sightings(text)
        return tuple(
            Weighed(
                text[sighting.start : sighting.end],
                sighting.start,
                sighting.end,
                sighting.score,
                sighting.score >= ACCEPTED,
                tuple(reason for reason, _ in self.recognizer.weights.reasons(sighting)),
            )
            for sighting in sightings
        )

    def _parse(self, text: str, source: str) -> tuple[Resolution, ...]:
        sightings, evidence = self.recognizer(text)
        if self.own is not None and (own := self.own.names.found(text)):
            sightings = with_own(text, sightings, own)
        groups = self.resolver(sightings, self.home or home_of(source, self.index))
        for group in groups:
            if not isinstance(group.name, OwnName):
                self._candidates(group)
        resolved = {id(sighting): group for group in groups for sighting in group.sightings}
        return tuple([self._resolution(text, sighting, evidence, resolved.get(id(sighting))) for sighting in sightings])

    def _resolution(self, text: str, sighting: Sighting, evidence: Evidence, group: Group | None) -> Resolution:
        if isinstance(sighting.find.name, OwnName):
            return own_resolution(text, sighting, sighting.find.name, kind_of(text, sighting))
        mention = Mention(text[sighting.start : sighting.end], sighting.start, sighting.end, kind_of(text, sighting))
        reasons: tuple[str, ...] = ()
        if self.explain:
            reasons = tuple([why for why, _ in self.recognizer.weights.reasons(sighting)])
        recognized = _RECOGNIZED[min(max(sighting.score, 0), _SUREST)]
        if group is None:
            return Resolution(mention, None, (), round(recognized, 2), reasons)
        confidence = recognized * group.shares[group.order[0]]
        if sighting.astray is not None:
            confidence *= _ASTRAY
            if self.explain:
                where = text[sighting.astray.start : sighting.astray.end]
                reasons = (astray(where), *reasons)
        return Resolution(
            mention, group.candidates[0].place, group.candidates, round(confidence, 2), group.reasons + reasons
        )

    def _candidates(self, group: Group) -> None:
        """Rank the senses of a group, and say why the first is the first."""
        scores, senses = group.scores, group.senses
        if len(scores) == 1:
            group.order = [0]
        else:
            group.order = sorted(range(len(scores)), key=scores.__getitem__, reverse=True)[:_MOST_CANDIDATES]
        place = self.index.place
        group.candidates = tuple([Candidate(place(senses[at].row), round(scores[at], 2)) for at in group.order])
        if self.explain:
            group.reasons = why(group, self.index)


def _moved(resolution: Resolution, offset: int) -> Resolution:
    """The same resolution of a text without the *offset* characters before it."""
    mention = resolution.mention
    return replace(resolution, mention=replace(mention, start=mention.start - offset, end=mention.end - offset))


def home_of(source: str, index: Index) -> Home:
    """Where an outlet's readers are, as far as its name or domain tells for certain; an empty Home otherwise."""
    if not source:
        return Home()
    country = outlet.country_of(source)
    for name in map(index.name, outlet.place_names(source)):
        if name is None or name.adjective or name.is_country or name.is_region:
            continue
        towns = sorted(
            (s for s in name.senses if s.rank <= ALIAS and s.feature_class == "P" and country in ("", s.country)),
            key=lambda sense: -sense.population,
        )
        if (
            towns
            and towns[0].population >= _TOWN
            and (len(towns) == 1 or towns[0].population > _CLEARLY * towns[1].population)
        ):
            return Home(towns[0].country, towns[0].province)
    return Home(country)


def _home(home: str | Place | None) -> Home | None:
    if home is None:
        return None
    if isinstance(home, Place):
        province = f"{home.country_code}.{home.admin1}" if home.admin1 else ""
        return Home(home.country_code, province)
    if len(home) != 2 or not home.isalpha():
        raise ValueError(f"home {home!r} is neither a place nor a country's two-letter code, such as 'IQ'")
    return Home(home.upper())
