"""A row of the file of own places, and what may be wrong with one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from places.place import Place

COLUMNS = ("what", "name", "place", "lat", "lon", "country", "feature", "note")


class What(StrEnum):
    PLACE = "place"
    ALIAS = "alias"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Row:
    """One good row."""

    #: Counted from 1, as editors do.
    line: int
    what: What
    #: As texts write it; white space is single spaces.
    name: str
    #: None for a word that is never a place.
    place: Place | None = None
    note: str = ""
    #: Whether it stands in a file that wins over that of all archives.
    is_above: bool = False


class Fault(NamedTuple):
    """What is wrong in a line: the message names the value and the remedy."""

    #: 0 where it is the whole file.
    line: int
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}" if self.line else self.message


class FaultyRow(ValueError):  # noqa: N818 - says what it is
    pass
