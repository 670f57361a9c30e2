"""What recognition weighs: a Sighting, the Evidence of its document, and the Cue that judges them."""

from __future__ import annotations

from collections.abc import Container, Set
from dataclasses import dataclass, field
from typing import Protocol

from places.recognition.find import Find, Reason


@dataclass(slots=True)
class Evidence:
    """What the whole document tells about any name in it. Keys and words are folded."""

    #: How long the document is.
    characters: int = 0
    #: Last words of what looks like persons' names: with a title, a given name or an initial before them.
    surnames: set[str] = field(default_factory=set)
    #: Words written without a capital.
    small_words: Container[object] = frozenset()
    #: How often each key was seen.
    counts: dict[str, int] = field(default_factory=dict)
    #: How often a key was seen after "in" or "near", in a dateline, or with the state or country they lie in.
    located: dict[str, int] = field(default_factory=dict)
    #: The highest and the lowest sum each key came to, before the document was heard as a whole.
    best: dict[str, int] = field(default_factory=dict)
    worst: dict[str, int] = field(default_factory=dict)
    #: Codes of the countries, and of the provinces, this document is about as far as its plainest names tell.
    countries: Set[str] = frozenset()
    #: The keys of the plain names that lie in each country.
    supporters: dict[str, set[str]] = field(default_factory=dict)
    #: Those of the countries that are named often, most often first.
    main_countries: tuple[str, ...] = ()
    provinces: Set[str] = frozenset()


@dataclass(slots=True, eq=False)
class Sighting:
    """A name where it stands in a text: what may become a mention."""

    #: What the run of capitalised words it stands in tells; the same wherever that run stands.
    find: Find
    #: Offsets in the document: ``text[start:end]`` is the toponym.
    start: int
    end: int
    #: The word before and after it, folded, across spaces only; "" at a sentence's or line's edge.
    before: str
    after: str
    before_roles: int
    after_roles: int
    #: The characters that touch the toponym, "" at the text's edges.
    left: str
    right: str
    #: Whether it opens a sentence or a line, stands as a dateline, is followed by "'s", by a person's age.
    opens: bool = False
    dateline: bool = False
    possessive: bool = False
    age: bool = False
    #: Whether a person's age and "of" stand before it, whether a number follows.
    of_age: bool = False
    numbered: bool = False
    #: Whether it is an ordinary English word too and stands in a line whose words nearly all have capitals.
    headline: bool = False
    #: Whether "city of", "village of" or the like stands before it in small letters.
    headed: bool = False
    #: The sighting after it that names the state or country it lies in ("Bangor, Maine"), and the converse.
    container: Sighting | None = None
    contained: Sighting | None = None
    #: The sighting after it that says it lies where the gazetteer has no place of that name.
    astray: Sighting | None = None
    #: Whether it stands in a list of names joined by commas and "and".
    listed: bool = False
    #: Whether the name next to it in that list is a province's.
    beside_province: bool = False
    #: Whether one of these says that it is somewhere: a preposition before it, a dateline, "city of".
    located: bool = False
    #: Sum of the cues, and what those said that look beyond the name.
    score: int = 0
    heard: list[Reason] = field(default_factory=list)
    #: Whether the find carries the whole sum and all reasons: a name in another script, which these cues don't know.
    judged: bool = False


class NameCue(Protocol):
    """A cue that looks at nothing but the name and its run of capitalised words: asked once for each run."""

    __name__: str

    def __call__(self, find: Find) -> bool: ...


class Cue(Protocol):
    """A piece of evidence for or against a sighting: asked wherever a name stands."""

    __name__: str

    def __call__(self, sighting: Sighting, evidence: Evidence) -> bool: ...
