"""The resolver: the mentions of one text together, each to the place it means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import exp, log2, log10

from places.index import ALIAS, ALTERNATE, MAIN, SHORT, STRIPPED, Name, Sense
from places.recognition.base import Sighting
from places.recognition.lexicon import Role


@dataclass(frozen=True, slots=True)
class Settings:
    """What counts for a place being meant, in powers of ten of inhabitants."""

    country: float = 9.0
    province: float = 5.6
    county: float = 3.0
    region: float = 7.0
    capital: float = 1.0
    seat: float = 0.3
    #: Taken off for names that are not the place's own: by rank.
    rank: tuple[float, ...] = (0.0, 0.3, 2.0, 2.5, 3.0)
    container: float = 8.0
    country_support: float = 1.2
    province_support: float = 1.2
    county_support: float = 0.7
    home_country: float = 1.5
    home_province: float = 1.5
    #: Turns differences of scores into odds.
    sharpness: float = 2.0
    rounds: int = 3


@dataclass(slots=True)
class Group:
    """The mentions of one text that mean the same place: one name, with the same container."""

    name: Name
    sightings: list[Sighting]
    senses: tuple[Sense, ...]
    scores: list[float]
    #: What was given beyond the prior, for the reasons.
    container: Name | None = None
    shares: list[float] = field(default_factory=list)

    @property
    def best(self) -> int:
        return max(range(len(self.scores)), key=self.scores.__getitem__)


@dataclass(frozen=True, slots=True)
class Home:
    """Where the text's readers are: codes of a country and of a province, "" where unknown."""

    country: str = ""
    province: str = ""


class Resolver:
    """Chooses senses by prominence, containers and agreement. Keeps no state between texts."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()

    def __call__(self, sightings: Sequence[Sighting], home: Home = Home()) -> list[Group]:
        """One group for each name and container, with the share of belief of each of its senses."""
        groups = self._groups(sightings)
        base = [group.scores for group in groups]
        for group in groups:
            self._share(group)
        if len(groups) > 1 or home.country:
            for _ in range(self.settings.rounds):
                self._agree(groups, base, home)
        return groups

    def _groups(self, sightings: Sequence[Sighting]) -> list[Group]:
        groups: dict[tuple[str, str, int], Group] = {}
        for sighting in sightings:
            name = sighting.find.name
            if not name.senses:
                continue
            container = sighting.container.find.name if sighting.container is not None else None
            added = sighting.find.added & (Role.ADMIN | Role.SETTLEMENT)
            key = (name.key, container.key if container else "", added)
            group = groups.get(key)
            if group is None:
                scores = list(self.priors(name))
                if added & Role.ADMIN:
                    scores = [
                        score + (3.0 if sense.feature_class == "A" else -1.0)
                        for score, sense in zip(scores, name.senses, strict=True)
                    ]
                elif added & Role.SETTLEMENT:
                    scores = [
                        score + (3.0 if sense.feature_class == "P" else -1.0)
                        for score, sense in zip(scores, name.senses, strict=True)
                    ]
                if container is not None:
                    scores = [
                        score + (self.settings.container if _inside(sense, container) else 0.0)
                        for score, sense in zip(scores, name.senses, strict=True)
                    ]
                group = groups[key] = Group(name, [], name.senses, scores, container)
            group.sightings.append(sighting)
        # A name that has a container once means the same without it.
        for (key, container_key, added), group in list(groups.items()):
            if not container_key:
                for (other, other_container, other_added), lending in groups.items():
                    if other == key and other_container and other_added == added:
                        group.scores = [
                            score + (self.settings.container / 2 if _inside(sense, lending.container) else 0.0)
                            for score, sense in zip(group.scores, group.senses, strict=True)
                        ]
                        break
        return list(groups.values())

    def priors(self, name: Name) -> tuple[float, ...]:
        """How likely each sense is when nothing else is known."""
        if name.weighed is None or name.weighed[0] is not self.settings:
            name.weighed = (self.settings, tuple(self._prior(name, sense) for sense in name.senses))
        return name.weighed[1]

    def _prior(self, name: Name, sense: Sense) -> float:
        settings = self.settings
        if sense.is_country:
            score = settings.country
        elif sense.is_province:
            score = settings.province + log10(sense.population + 1) / 5
        elif sense.feature_class == "A":
            score = settings.county + log10(sense.population + 1) / 5
        elif sense.feature_class == "P":
            score = log10(sense.population + 1)
            if sense.feature_code == "PPLC":
                score += settings.capital
            elif sense.feature_code == "PPLA":
                score += settings.seat
        else:
            score = settings.region
        return score - settings.rank[sense.rank]

    def _share(self, group: Group) -> None:
        top = max(group.scores)
        sharpness = self.settings.sharpness
        odds = [exp((score - top) * sharpness) for score in group.scores]
        total = sum(odds)
        group.shares = [each / total for each in odds]

    def _agree(self, groups: list[Group], base: list[list[float]], home: Home) -> None:
        """One round: what most groups lean to counts for all of them."""
        settings = self.settings
        countries: dict[str, float] = {}
        provinces: dict[str, float] = {}
        counties: dict[str, float] = {}
        for group in groups:
            for sense, share in zip(group.senses, group.shares, strict=True):
                if share < 0.02:
                    continue
                countries[sense.country] = countries.get(sense.country, 0.0) + share
                if sense.province:
                    provinces[sense.province] = provinces.get(sense.province, 0.0) + share
                if sense.county:
                    counties[sense.county] = counties.get(sense.county, 0.0) + share
        for group, start in zip(groups, base, strict=True):
            if len(start) == 1:
                continue
            own_countries: dict[str, float] = {}
            own_provinces: dict[str, float] = {}
            own_counties: dict[str, float] = {}
            for sense, share in zip(group.senses, group.shares, strict=True):
                own_countries[sense.country] = own_countries.get(sense.country, 0.0) + share
                own_provinces[sense.province] = own_provinces.get(sense.province, 0.0) + share
                own_counties[sense.county] = own_counties.get(sense.county, 0.0) + share
            scores = []
            for sense, score in zip(group.senses, start, strict=True):
                if sense.country:
                    support = countries.get(sense.country, 0.0) - own_countries[sense.country]
                    if support > 0.01:
                        score += settings.country_support * log2(1 + support)
                    if sense.country == home.country:
                        score += settings.home_country
                if sense.province:
                    support = provinces.get(sense.province, 0.0) - own_provinces[sense.province]
                    if support > 0.01:
                        score += settings.province_support * log2(1 + support)
                    if sense.province == home.province:
                        score += settings.home_province
                if sense.county:
                    support = counties.get(sense.county, 0.0) - own_counties[sense.county]
                    if support > 0.01:
                        score += settings.county_support * log2(1 + support)
                scores.append(score)
            group.scores = scores
            self._share(group)


def _inside(sense: Sense, container: Name | None) -> bool:
    if container is None:
        return False
    codes = container.area_codes
    return sense.province in codes or sense.county in codes or (sense.country in codes and not sense.is_country)
