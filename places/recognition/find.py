"""What a run of capitalised words holds: Find, Run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from places.sense import Name

#: A sentence with its integer, and the integer: ("A country's name +4", 4).
Reason = tuple[str, int]


# Not frozen, though nothing changes one: making it is most of the work of reading a run for the first time.
@dataclass(slots=True, eq=False)
class Find:
    """A name in a run of capitalised words, with its neighbours there."""

    #: Offsets within the run.
    start: int
    end: int
    #: The toponym as the text writes it, and the gazetteer's name in it.
    text: str
    name: Name
    #: Folded words of the run that touch the toponym, and what they may be; "" where the run ends, a small word stands
    #: or a possessive parts them.
    left: str = ""
    right: str = ""
    #: The small word before it within the run: "of", "In".
    before: str = ""
    left_roles: int = 0
    right_roles: int = 0
    #: Whether the neighbour is itself (part of) a name of the gazetteer.
    left_known: bool = False
    right_known: bool = False
    left_hyphen: bool = False
    right_hyphen: bool = False
    #: What the name may be as a word, when it is one word.
    roles: int = 0
    #: The word before "of" before the name, within the run: "university" of "University of Alberta".
    head: str = ""
    head_roles: int = 0
    #: Roles of all the other words of the run, as far as no small word or possessive parts them.
    company: int = 0
    #: Words beside it in the run, as far as no small word or possessive parts them.
    others: int = 0
    #: Role of a word of the run that was added to the gazetteer's name: ADMIN of "County", DIRECTION of "Southern".
    added: int = 0
    #: Whether the name was found without its article only: "al-Houd" as "Houd".
    stripped: bool = False
    #: Sum of the cues that look at nothing else, and what they say.
    score: int = 0
    reasons: tuple[Reason, ...] = ()


class Run(NamedTuple):
    """What a run of capitalised words holds."""

    finds: tuple[Find, ...]
    #: Folded last words of what looks like persons' names.
    surnames: tuple[str, ...] = ()
    #: Offsets within the run of what may be a toponym the gazetteer does not know, to be asked where the text says so.
    unknown: tuple[int, int] | None = None
