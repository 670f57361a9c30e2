"""View: what is selected, from and to a link."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, get_args
from urllib.parse import urlencode

from articles.certainty import Certainty
from places.areas.polygon import AreaError, read_corners, write_corners
from places.mapping.marks import SizeBy
from places.mention import Kind
from places.place import PlaceType, Point

#: Adjectives ("Iraqi") are left out until asked for: they say who, seldom where.
DEFAULT_KINDS = (Kind.PLACE, Kind.GOVERNMENT, Kind.ORGANISATION, Kind.RELATIVE)

#: A link is written by anybody: what is longer than this is no value of ours.
LONGEST_VALUE = 300
#: Of outlets, and of places.
MOST_VALUES = 100

SIZES: tuple[SizeBy, ...] = get_args(SizeBy)

#: What the archive is called that stands where there is but one: it is named in no link.
MAIN = "main"

#: Of the articles of which nobody knows it.
UNKNOWN_LANGUAGE = "und"
_LANGUAGE = re.compile("[a-z]{2,3}")

#: No two positions on Earth are farther apart, in km.
FARTHEST_KM = 20_040.0


class Together(StrEnum):
    """Where several places have to be named."""

    #: A passage names one of them.
    ANY = "any"
    #: One passage names all of them.
    PASSAGE = "passage"
    #: One article names all of them, and the passage one.
    ARTICLE = "article"


class Reposts(StrEnum):
    """How what stands in several articles counts."""

    #: Once, with the oldest of those that are asked for.
    ONCE = "once"
    #: In each article.
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Near:
    """All places within a distance of one, itself included. Raises ValueError for a distance that is none."""

    #: Place id of the middle.
    place: str
    #: Along the geodesic.
    km: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.km) and 0 < self.km <= FARTHEST_KM):
            raise ValueError(f"{self.km} km is no distance round a place: more than 0 and at most {FARTHEST_KM:,.0f}")

    def __str__(self) -> str:
        return f"{self.place}~{str(float(self.km)).removesuffix('.0')}"


@dataclass(frozen=True, slots=True)
class View:
    """The whole state of the screen, equal to its link. Empty means everything.

    What it filters by, it asks of each passage: to name one of *places* or of those *inside* (or all of them:
    *together*), and one *near*, and one in the *area*, and one mention of that *certainty*.
    """

    #: Place id of the selection, which narrows the passages and not the map; "" when none.
    place: str = ""
    #: Article open in the reader, by id; "" when none.
    article: str = ""
    #: Full-text query in FTS5's words; "" for none.
    query: str = ""
    #: First and last day, both included; None for open. Undated articles answer only when both are open.
    after: date | None = None
    before: date | None = None
    #: Sorted names; empty for all.
    outlets: tuple[str, ...] = ()
    #: Roles of mentions that count, sorted as in Kind; where one is left out that counts by default, a passage counts
    #: only with a mention in one of these.
    kinds: tuple[Kind, ...] = DEFAULT_KINDS
    #: Kinds of place that are shown, sorted as in PlaceType; empty for all.
    types: tuple[PlaceType, ...] = ()
    #: Names of outlets left out, sorted.
    without: tuple[str, ...] = ()
    #: Place ids a passage has to name, sorted.
    places: tuple[str, ...] = ()
    #: Ids of countries, provinces and regions, sorted: of each, any place in it, or itself. Also "IQ" and "IQ.01".
    inside: tuple[str, ...] = ()
    #: Of all *places* and *inside*.
    together: Together = Together.ANY
    near: Near | None = None
    #: Corners of an area on the map, as ``places.areas.polygon.checked`` lets them through; empty for none.
    area: tuple[Point, ...] = ()
    #: Which mentions count, by how sure they are; sorted as in Certainty, empty for all but the excluded.
    certainty: tuple[Certainty, ...] = ()
    #: What marks and the list of places are sized by; it leaves nothing out.
    size: SizeBy = "mentions"
    #: Sorted ISO 639 codes, and UNKNOWN_LANGUAGE; empty for all.
    languages: tuple[str, ...] = ()
    #: Slug of the archive it is asked of, which changes no answer; "" for main.
    archive: str = ""
    reposts: Reposts = Reposts.ONCE

    @classmethod
    def from_query(cls, params: Mapping[str, list[str]]) -> View:
        """The view a link asks for; what is not understood is left out, never an error."""

        def one(name: str) -> str:
            values = params.get(name) or [""]
            return _clean(values[-1])

        def many(name: str) -> tuple[str, ...]:
            return tuple(sorted({_clean(value) for value in params.get(name, ())} - {""})[:MOST_VALUES])

        kinds = tuple(kind for kind in Kind if kind.value in params.get("kind", ()))
        archive = one("archive")
        return cls(
            archive="" if archive == MAIN else archive,
            place=one("place"),
            article=one("article"),
            query=one("q"),
            after=_day(one("after")),
            before=_day(one("before")),
            outlets=many("outlet"),
            kinds=kinds or DEFAULT_KINDS,
            types=tuple(each for each in PlaceType if each.value in params.get("type", ())),
            without=many("without"),
            places=many("with"),
            inside=many("in"),
            together=next((each for each in Together if each.value == one("together")), Together.ANY),
            near=_near(one("near")),
            area=_area((params.get("area") or [""])[-1]),
            certainty=tuple(each for each in Certainty if each.value in params.get("sure", ())),
            languages=tuple(code for code in many("language") if _LANGUAGE.fullmatch(code)),
            reposts=next((each for each in Reposts if each.value == one("reposts")), Reposts.ONCE),
            size=next((each for each in SIZES if each == one("size")), "mentions"),
        )

    def to_query(self) -> dict[str, list[str]]:
        """The shortest link that gives this view back: what is default is left out."""
        values: dict[str, Iterable[Any]] = {
            "archive": [self.archive],
            "place": [self.place],
            "article": [self.article],
            "q": [self.query],
            "after": [self.after],
            "before": [self.before],
            "outlet": self.outlets,
            "language": self.languages,
            "kind": [] if self.kinds == DEFAULT_KINDS else self.kinds,
            "type": self.types,
            "without": self.without,
            "with": self.places,
            "in": self.inside,
            "together": [] if self.together is Together.ANY else [self.together],
            "near": [self.near],
            "area": [write_corners(self.area)] if self.area else [],
            "sure": self.certainty,
            "reposts": [] if self.reposts is Reposts.ONCE else [self.reposts],
            "size": [] if self.size == "mentions" else [self.size],
        }
        kept = {name: [str(value) for value in many if value] for name, many in values.items()}
        return {name: many for name, many in kept.items() if many}

    @property
    def link(self) -> str:
        """The view as a link within the page: "?place=99072&q=oil"; "?" for everything. Not yet escaped for HTML."""
        return "?" + urlencode(self.to_query(), doseq=True, errors="replace")

    def with_(self, **changes: Any) -> View:
        return replace(self, **changes)

    @property
    def filters(self) -> View:
        """The view without its selection and its size: what the map and the list of places are counted from."""
        return replace(self, place="", article="", size="mentions")

    @property
    def names_places(self) -> bool:
        """Whether it filters by place: by name, containment, distance or area."""
        return bool(self.places or self.inside or self.near or self.area)

    @property
    def leaves_out_roles(self) -> bool:
        """Whether a role does not count that counts by default: actors, where places alone are asked for."""
        return not set(DEFAULT_KINDS) <= set(self.kinds)


#: The names in a link that are the view's.
PARAMETERS = frozenset(
    {"archive", "language", "place", "article", "q", "after", "before", "outlet", "kind", "type"}
    | {"without", "with", "in", "together", "near", "area", "sure", "size", "reposts"}
)


def _clean(value: str) -> str:
    return "".join(c for c in value if c.isprintable()).strip()[:LONGEST_VALUE].strip()


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _near(value: str) -> Near | None:
    place, _, km = value.rpartition("~")
    try:
        return Near(place, float(km)) if place else None
    except ValueError:
        return None


def _area(value: str) -> tuple[Point, ...]:
    try:
        return read_corners(value) if value else ()
    except AreaError:
        return ()
