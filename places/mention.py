"""A toponym where it stands in a text, and in what role."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The role a mention plays in its sentence. Kinds are filters for the reader, not silent decisions."""

    PLACE = "place"
    #: A capital or country acting: "Ankara warned Washington".
    GOVERNMENT = "government"
    #: An adjective or demonym: "Iraqi", "Parisians".
    ADJECTIVE = "adjective"
    #: Inside an organisation's name: "National Council of Resistance of Iran".
    ORGANISATION = "organisation"
    #: The anchor of a relative position: "55 km west of Mosul" is not Mosul.
    RELATIVE = "relative"


@dataclass(frozen=True, slots=True)
class Mention:
    """``text[start:end] == toponym``; offsets count characters of the whole text."""

    toponym: str
    start: int
    end: int
    kind: Kind = Kind.PLACE
