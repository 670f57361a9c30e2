"""Marks: what is drawn on the map, and how much is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from places.place import Place, Point

#: The number that a mark's area is in proportion to.
SizeBy = Literal["mentions", "articles", "outlets"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place of the view and how much is told of it."""

    place: Place
    #: Its province and country, for the reader: "Ninawa, Iraq".
    where: str
    mentions: int
    articles: int
    outlets: int
    #: Mentions of which it is doubtful whether this place is meant; True for all. Dashed from a half of them on.
    doubtful: int | bool = False
    #: Mentions that mean a government: half hollow from a third of them on, hollow from two thirds.
    government: int = 0
    #: Mentions whose place a person has settled: a tick when all of them are, a small ring when some.
    verified: int = 0
    #: Mentions by outlet, most first: a divided ring. "" is an outlet nobody knows. Those that have no colour of their
    #: own may be left out, but for the first.
    shares: tuple[tuple[str, int], ...] = ()

    @property
    def doubtful_mentions(self) -> int:
        return self.mentions if self.doubtful is True else int(self.doubtful)


@dataclass(frozen=True, slots=True)
class VagueMark:
    """Where "about 55 km west of Mosul" is: a soft dashed circle without a pin."""

    #: Of its own, apart from all places'.
    id: str
    point: Point
    radius_km: float
    #: As the text says it.
    phrase: str
    mentions: int
    #: The place it is told from: a click picks that.
    anchor_id: str


@dataclass(frozen=True, slots=True)
class Link:
    """Two places named in the same passages: a line, drawn while *from_id* is the selected place."""

    from_id: str
    to_id: str
    #: Passages that name both.
    count: int
    #: Whether the passages shown are this pair's.
    chosen: bool = False
