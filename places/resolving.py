"""The resolver: the mentions of one text together, each to the place it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp, log, log10

from places.recognition.base import Sighting
from places.recognition.lexicon import Role
from places.resolution import Candidate
from places.sense import ALIAS, Name, Sense

#: Senses with a smaller share of belief than this support nobody.
_FAINT = 0.03
#: Senses so many powers of ten behind are not made good by any agreement.
_HOPELESS = 6.0
#: When no share moves by more, another round would change nothing.
_SETTLED = 0.02
#: A text that names so many provinces of a country is about its provinces.
_PROVINCES_TOLD = 2
_LIKELY = 0.5


@dataclass(frozen=True, slots=True)
class Settings:
    """What counts for a place being meant, in powers of ten of inhabitants."""

    country: float = 9.0
    province: float = 4.6
    #: What a province's inhabitants count, beside a town's.
    province_size: float = 0.25
    county: float = 3.3
    #: Taken off a county that is called like a town in it: the bare name means the town.
    namesake: float = 2.0
    region: float = 8.0
    capital: float = 0.8
    seat: float = 0.7
    #: For each tenfold of names a place has in the world's languages.
    fame: float = 0.5
    #: Taken off for names that are not the place's own, by rank: main, alias, alternate, without article, code,
    #: another spelling.
    rank: tuple[float, ...] = (0.0, 0.4, 2.3, 2.7, 3.0, 1.0)
    #: For lying in the state or country named after it; half of it where that stands elsewhere in the text.
    container: float = 5.0
    #: For the word "state", "county", "city" with it, and for being the state of the town before it; half of it for a
    #: province that is called like a region where other provinces are named.
    kind: float = 3.0
    country_support: float = 1.4
    province_support: float = 1.0
    county_support: float = 0.8
    #: For likely senses of other names within some hundred kilometres.
    near_support: float = 0.5
    home_country: float = 2.2
    home_province: float = 1.6
    #: Turns differences of scores into odds.
    sharpness: float = 2.0
    rounds: int = 3


@dataclass(frozen=True, slots=True)
class Home:
    """Where the text's readers are: codes of a country and of a province, "" where unknown."""

    country: str = ""
    province: str = ""


@dataclass(slots=True)
class Group:
    """The mentions of one text that mean the same place: one name, with the same container."""

    name: Name
    senses: tuple[Sense, ...]
    #: The scores when nothing but the name is known, and before the names of the text are asked to agree.
    priors: tuple[float, ...]
    start: list[float]
    #: The final scores, and the share of belief of each sense.
    scores: list[float]
    shares: list[float] = field(default_factory=list)
    sightings: list[Sighting] = field(default_factory=list)
    container: Name | None = None
    #: Whether it is a region's name too and nothing beside it says that the province of that name is meant.
    is_bare_region: bool = False
    #: Places of the senses in the order of their scores, best first; the best one's reasons. Filled by who asks.
    order: list[int] = field(default_factory=list)
    candidates: tuple[Candidate, ...] = ()
    reasons: tuple[str, ...] = ()


class Resolver:
    """Chooses senses by prominence, containers and agreement. Keeps no state between texts."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()

    def __call__(self, sightings: Sequence[Sighting], home: Home = Home()) -> list[Group]:
        """One group for each name, its container and its kind word, with the share of belief of each of its senses."""
        groups = self._groups(sightings, home)
        for group in groups:
            self._share(group)
        if len(groups) > 1 and any(len(group.senses) > 1 for group in groups):
            for _ in range(self.settings.rounds):
                if self._agree(groups) < _SETTLED:
                    break
        return groups

    def _groups(self, sightings: Sequence[Sighting], home: Home) -> list[Group]:
        groups: dict[tuple[str, str, str], Group] = {}
        located: dict[str, Name] = {}
        for sighting in sightings:
            name = sighting.find.name
            if not name.is_known:
                continue
            container = sighting.container.find.name if sighting.container is not None else None
            wanted = _wanted(sighting)
            key = (name.key, container.key if container else "", wanted)
            group = groups.get(key)
            if group is None:
                start = self._start(name, wanted, container, home)
                bare = not wanted and container is None and _names_region_and_province(name)
                group = groups[key] = Group(
                    name, name.senses, self.priors(name), start, start, container=container, is_bare_region=bare
                )
                if container is not None:
                    located.setdefault(name.key, container)
            group.sightings.append(sighting)
        if located:
            # A name that has its container once means the same without it.
            half = self.settings.container / 2
            for group in groups.values():
                if group.container is None and group.name.key in located:
                    group.start = group.scores = _raised(group.start, group.senses, located[group.name.key], half)
        return list(groups.values())

    def _start(self, name: Name, wanted: str, container: Name | None, home: Home) -> list[float]:
        """What each sense counts before the other names are heard."""
        settings = self.settings
        scores = list(self.priors(name))
        if len(scores) == 1:
            return scores
        if wanted:
            scores = [
                score + settings.kind if sense.feature_class == wanted and not sense.is_country else score
                for score, sense in zip(scores, name.senses, strict=True)
            ]
        if container is not None:
            scores = _raised(scores, name.senses, container, settings.container)
        if home.country:
            scores = [
                score
                + (settings.home_country if sense.country == home.country else 0.0)
                + (settings.home_province if sense.province and sense.province == home.province else 0.0)
                for score, sense in zip(scores, name.senses, strict=True)
            ]
        return scores

    def priors(self, name: Name) -> tuple[float, ...]:
        """How likely each sense is when nothing else is known."""
        kept = name.weighed
        if kept is None or kept[0] is not self.settings:
            seats = {sense.province for sense in name.senses if sense.feature_class == "P"}
            kept = name.weighed = (
                self.settings,
                tuple(
                    self._prior(sense) - (self.settings.namesake if sense.is_county and sense.province in seats else 0)
                    for sense in name.senses
                ),
            )
        return kept[1]

    def _prior(self, sense: Sense) -> float:
        settings = self.settings
        size = log10(sense.population + 1)
        if sense.is_country:
            score = settings.country
        elif sense.is_province:
            score = settings.province + size * settings.province_size
        elif sense.feature_class == "A":
            score = settings.county + size * settings.province_size
        elif sense.feature_class == "P":
            score = size
            if sense.feature_code == "PPLC":
                score += settings.capital
            elif sense.feature_code == "PPLA":
                score += settings.seat
            score += settings.fame * sense.fame
        else:
            score = settings.region
        return score - settings.rank[sense.rank]

    def _share(self, group: Group) -> None:
        scores = group.scores
        if len(scores) == 1:
            group.shares = [1.0]
            return
        top = max(scores)
        sharpness = self.settings.sharpness
        odds = [exp((score - top) * sharpness) for score in scores]
        total = sum(odds)
        group.shares = [each / total for each in odds]

    def _agree(self, groups: list[Group]) -> float:
        """One round: what the other names lean to counts for each. The largest change of a share of belief."""
        moved = 0.0
        votes: dict[object, float] = {}
        for group in groups:
            _vote(group, votes)
        for group in groups:
            if len(group.senses) == 1:
                continue
            own: dict[object, float] = {}
            _vote(group, own)
            start = group.start
            least = max(start) - _HOPELESS
            group.scores = [
                score + self._support(sense, votes, own) if score > least else score
                for sense, score in zip(group.senses, start, strict=True)
            ]
            if group.is_bare_region:
                self._region_or_province(group, groups)
            before = group.shares
            self._share(group)
            moved = max(moved, *[abs(now - then) for now, then in zip(group.shares, before, strict=True)])
        return moved

    def _region_or_province(self, group: Group, groups: Sequence[Group]) -> None:
        """A country that is named makes no province of a region: "Kurdistan" in a text about Iran. Its provinces do."""
        half = self.settings.kind / 2
        group.scores = [
            score
            if not sense.is_province
            else score + half
            if _tells_provinces(groups, group, sense.country)
            else min(score, start)
            for sense, score, start in zip(group.senses, group.scores, group.start, strict=True)
        ]

    def _support(self, sense: Sense, votes: dict[object, float], own: dict[object, float]) -> float:
        """What the other names give a sense: logarithms, so that the tenth in a country says little more."""
        settings = self.settings
        gain = 0.0
        country, province, county = sense.country, sense.province, sense.county
        if country and (others := votes.get(country, 0.0) - own.get(country, 0.0)) > _FAINT:
            gain += settings.country_support * log(1.0 + others)
        if province and (others := votes.get(province, 0.0) - own.get(province, 0.0)) > _FAINT:
            gain += settings.province_support * log(1.0 + others)
        if county and (others := votes.get(county, 0.0) - own.get(county, 0.0)) > _FAINT:
            gain += settings.county_support * log(1.0 + others)
        if sense.feature_class == "P":
            one, other = sense.cells
            others = max(votes.get(one, 0.0) - own.get(one, 0.0), votes.get(other, 0.0) - own.get(other, 0.0))
            if others > _FAINT:
                gain += settings.near_support * log(1.0 + others)
        return gain


def _vote(group: Group, votes: dict[object, float]) -> None:
    """Add what a name leans to: its senses' countries, provinces, counties and squares, each once for a sense."""
    for sense, share in zip(group.senses, group.shares, strict=True):
        if share > _FAINT:
            votes[sense.country] = votes.get(sense.country, 0.0) + share
            if sense.province:
                votes[sense.province] = votes.get(sense.province, 0.0) + share
                if sense.county:
                    votes[sense.county] = votes.get(sense.county, 0.0) + share
            if sense.feature_class == "P":
                one, other = sense.cells
                votes[one] = votes.get(one, 0.0) + share
                votes[other] = votes.get(other, 0.0) + share


def _raised(scores: list[float], senses: tuple[Sense, ...], container: Name, by: float) -> list[float]:
    codes = container.area_codes
    return [
        score + by
        if (sense.province in codes and not sense.is_province)
        or sense.county in codes
        or (sense.country in codes and not sense.is_country)
        else score
        for score, sense in zip(scores, senses, strict=True)
    ]


def _names_region_and_province(name: Name) -> bool:
    return name.is_province and any(sense.feature_class == "L" and sense.rank <= ALIAS for sense in name.senses)


def _tells_provinces(groups: Sequence[Group], group: Group, country: str) -> bool:
    """Whether two other names or more are likely those of provinces of the country."""
    others = {
        other.name.key
        for other in groups
        if other.name is not group.name
        for sense, share in zip(other.senses, other.shares, strict=True)
        if share >= _LIKELY and sense.is_province and sense.country == country
    }
    return len(others) >= _PROVINCES_TOLD


def _wanted(sighting: Sighting) -> str:
    """The feature class the words around ask for: "A" in "Washington state", "P" in "Quebec City"."""
    added = sighting.find.added
    if added & Role.ADMIN or sighting.after in _AREA_WORDS or sighting.contained is not None:
        return "A"
    if added & (Role.SETTLEMENT | Role.BUILDING) or sighting.after == "city":
        return "P"
    if sighting.beside_province:
        return "A"
    return ""


_AREA_WORDS = frozenset(("state", "province", "governorate", "county", "legislature"))
