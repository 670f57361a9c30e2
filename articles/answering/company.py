"""Company: the places that are named in the same passages as another."""

from __future__ import annotations

from dataclasses import dataclass

from places.place import Place


@dataclass(frozen=True, slots=True)
class Related:
    """A place and how often it is named together with another."""

    place: Place
    #: Where it lies, for people.
    where: str
    #: That name both.
    passages: int
    #: With such a passage.
    articles: int
