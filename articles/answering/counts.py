"""What the archive answers with, beside hits: counts of places, names, outlets, and totals."""

from __future__ import annotations

from dataclasses import dataclass

from places.place import Place, Point


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """How often a place is mentioned, and by how many."""

    place: Place
    #: Where it lies, for people: "Nineveh, Iraq".
    where: str
    mentions: int
    articles: int
    outlets: int
    #: Of the mentions: settled by a person.
    verified: int = 0
    #: Of the mentions: the geoparser's word, which it is not confident of.
    doubtful: int = 0
    #: Of the mentions: those that mean its government.
    government: int = 0


@dataclass(frozen=True, slots=True)
class UnplacedCount:
    """How often a name is mentioned that is not on the map, and in how many articles."""

    #: Stands in ``View.place`` like a place's id, so that its passages can be asked for.
    id: str
    toponym: str
    mentions: int
    articles: int


@dataclass(frozen=True, slots=True)
class LanguageCount:
    """A language and how many articles are written in it."""

    #: ISO 639; "und" for the articles of which nobody knows.
    code: str
    articles: int


@dataclass(frozen=True, slots=True)
class VagueMark:
    """Where "about 55 km west of Mosul" is: a circle to be drawn as vague, beside the mark of its anchor."""

    #: The id of the place it is told from; ``View.place`` of that id shows the passages.
    anchor: str
    #: In the words that say it most often.
    phrase: str
    point: Point
    radius_km: float
    #: Clockwise from north, and in km; None where the words give none.
    bearing_degrees: float | None
    distance_km: float | None
    #: They count among the anchor's mentions too.
    mentions: int


@dataclass(frozen=True, slots=True)
class OutletCount:
    """How many articles of an outlet a view holds."""

    outlet: str
    articles: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The line "41 of 187 passages · 12 of 52 places · 3 names not on the map".

    A passage is counted if its article passes the view's days and outlets, and itself the query; where the view leaves
    out a role that counts by default, if it holds a mention in one of the view's kinds; if a place is selected, it must
    mention it in one of them. Places and unplaced names are those mentioned in such
    passages in one of the view's kinds, whatever place is selected; places of one of its types. What ends in ``_all``
    is the whole archive's, in the view's kinds and those that count by default, every repost among it. Of passages of
    the view that say the same, the oldest is counted, and an article that only reposts others is not.
    """

    passages: int
    passages_all: int
    places: int
    places_all: int
    articles: int
    articles_all: int
    unplaced_names: int
    #: Passages that answer too, and stand in one that is counted.
    reposts: int = 0
