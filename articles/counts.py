"""What the archive answers with, beside hits: counts of places, names, outlets, and totals."""

from __future__ import annotations

from dataclasses import dataclass

from places.place import Place


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """How often a place is mentioned, and by how many."""

    place: Place
    #: Where it lies, for people: "Nineveh, Iraq".
    where: str
    mentions: int
    articles: int
    outlets: int


@dataclass(frozen=True, slots=True)
class UnplacedCount:
    """How often a name is mentioned that is not on the map, and in how many articles."""

    #: Stands in ``View.place`` like a place's id, so that its passages can be asked for.
    id: str
    toponym: str
    mentions: int
    articles: int


@dataclass(frozen=True, slots=True)
class OutletCount:
    """How many articles of an outlet a view holds."""

    outlet: str
    articles: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The line "41 of 187 passages · 12 of 52 places · 3 names not on the map".

    A passage is counted if its article passes the view's days and outlets, and itself the query; if a place is
    selected, it must mention it in one of the view's kinds. Places and unplaced names are those mentioned in such
    passages in one of the view's kinds, places of one of its types, whatever place is selected. What ends in ``_all`` is the whole archive's,
    in the view's kinds and those that count by default.
    """

    passages: int
    passages_all: int
    places: int
    places_all: int
    articles: int
    articles_all: int
    unplaced_names: int
