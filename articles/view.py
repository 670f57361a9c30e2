"""View: what is selected, from and to a link."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from places.mention import Kind
from places.place import PlaceType

#: Adjectives ("Iraqi") are left out until asked for: they say who, seldom where.
DEFAULT_KINDS = (Kind.PLACE, Kind.GOVERNMENT, Kind.ORGANISATION, Kind.RELATIVE)

#: A link is written by anybody: what is longer than this is no value of ours.
LONGEST_VALUE = 300


@dataclass(frozen=True, slots=True)
class View:
    """The whole state of the screen, equal to its link. Empty means everything."""

    #: Place id of the selection; "" when none.
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
    #: Roles of mentions that count, sorted as in Kind.
    kinds: tuple[Kind, ...] = DEFAULT_KINDS
    #: Kinds of place that are shown, sorted as in PlaceType; empty for all.
    types: tuple[PlaceType, ...] = ()

    @classmethod
    def from_query(cls, params: Mapping[str, list[str]]) -> View:
        """The view a link asks for; what is not understood is left out, never an error."""

        def one(name: str) -> str:
            values = params.get(name) or [""]
            return _clean(values[-1])

        kinds = tuple(kind for kind in Kind if kind.value in params.get("kind", ()))
        return cls(
            place=one("place"),
            article=one("article"),
            query=one("q"),
            after=_day(one("after")),
            before=_day(one("before")),
            outlets=tuple(sorted({_clean(value) for value in params.get("outlet", ())} - {""})),
            kinds=kinds or DEFAULT_KINDS,
            types=tuple(each for each in PlaceType if each.value in params.get("type", ())),
        )

    def to_query(self) -> dict[str, list[str]]:
        """The shortest link that gives this view back: what is default is left out."""
        values: dict[str, Iterable[Any]] = {
            "place": [self.place],
            "article": [self.article],
            "q": [self.query],
            "after": [self.after],
            "before": [self.before],
            "outlet": self.outlets,
            "kind": [] if self.kinds == DEFAULT_KINDS else self.kinds,
            "type": self.types,
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
        """The view without its selection: what the map and the list of places are drawn from."""
        return replace(self, place="", article="")


#: The names in a link that are the view's.
PARAMETERS = frozenset({"place", "article", "q", "after", "before", "outlet", "kind", "type"})


def _clean(value: str) -> str:
    return "".join(c for c in value if c.isprintable()).strip()[:LONGEST_VALUE].strip()


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
