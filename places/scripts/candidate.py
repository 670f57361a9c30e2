"""A name where it may stand, with the cues seen on the spot."""

from __future__ import annotations

from dataclasses import dataclass

from places.sense import Name


@dataclass(slots=True, eq=False)
class Candidate:
    """``text[start:end]`` may be a toponym; offsets count in the whole text."""

    start: int
    end: int
    name: Name
    #: Names of the cues that hold, as script_cues.csv has them.
    cues: list[str]
    #: The feature class the kind word beside it asks for: "A", "P"; "" for none.
    wanted: str = ""
    #: Sum of the cues.
    score: int = 0
