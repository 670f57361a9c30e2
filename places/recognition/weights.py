"""The table of cues: how much each counts for a name being a place, and why."""

from __future__ import annotations

import csv
import inspect
from collections.abc import Mapping
from pathlib import Path

from places.recognition import cues
from places.recognition.base import Cue, Evidence, NameCue, Sighting
from places.recognition.find import Find, Reason

TABLE = Path(__file__).parent.parent / "data" / "cues.csv"
#: What every name starts from.
START = "any_name"


class Weights:
    """Sums and explains cues. Raises ValueError when table and cues do not belong together."""

    def __init__(self, weights: Mapping[str, int] | None = None) -> None:
        table = dict(weights) if weights is not None else read_table()
        of_names, of_sightings = cues.found()
        known = {START, *(cue.__name__ for cue in (*of_names, *of_sightings))}
        if missing := sorted(known - table.keys()):
            raise ValueError(f"{TABLE.name} has no row for {', '.join(missing)}: add name, weight and why")
        if strange := sorted(table.keys() - known):
            raise ValueError(f"{TABLE.name} weighs {', '.join(strange)}, but there is no such cue: remove the row")
        self.start = table[START]
        self.of_names: tuple[tuple[NameCue, int], ...] = tuple((cue, table[cue.__name__]) for cue in of_names)
        self.of_sightings: tuple[tuple[Cue, int], ...] = tuple((cue, table[cue.__name__]) for cue in of_sightings)
        self._static = tuple((cue, _reason(cue, weight)) for cue, weight in self.of_names if weight)
        asked = [(cue, _reason(cue, weight)) for cue, weight in self.of_sightings if weight]
        self._first = tuple((cue, reason) for cue, reason in asked if not cues.is_heard_last(cue))
        self._last = tuple((cue, reason) for cue, reason in asked if cues.is_heard_last(cue))

    def of_find(self, find: Find) -> tuple[int, tuple[Reason, ...]]:
        """The sum of what depends on the name and its run only, and its reasons."""
        fired = tuple([reason for cue, reason in self._static if cue(find)])
        return self.start + sum([weight for _, weight in fired]), fired

    def hear(self, sighting: Sighting, evidence: Evidence) -> None:
        """Sum up what is known before the document is heard as a whole; a name is a mention from 0 on."""
        sighting.heard = [reason for cue, reason in self._first if cue(sighting, evidence)]
        sighting.score = sighting.find.score + sum([weight for _, weight in sighting.heard])

    def hear_again(self, sighting: Sighting, evidence: Evidence) -> None:
        """Add what the whole document says."""
        last = [reason for cue, reason in self._last if cue(sighting, evidence)]
        if last:
            sighting.heard += last
            sighting.score += sum([weight for _, weight in last])

    def fired(self, sighting: Sighting, evidence: Evidence) -> tuple[str, ...]:
        """Names of all cues that hold, weighed or not."""
        return tuple(cue.__name__ for cue, _ in self.of_names if cue(sighting.find)) + tuple(
            cue.__name__ for cue, _ in self.of_sightings if cue(sighting, evidence)
        )

    def reasons(self, sighting: Sighting) -> list[Reason]:
        """What spoke for and against it, strongest first, as sentences with their integers."""
        if sighting.judged:
            return list(sighting.find.reasons)
        return sorted([*sighting.find.reasons, *sighting.heard], key=_strength, reverse=True)


def read_table(path: Path = TABLE) -> dict[str, int]:
    """The weight of each cue by its name. Raises ValueError, naming the line, for a row that is none."""
    table = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), 2):
            try:
                table[row["name"]] = int(row["weight"])
            except (KeyError, TypeError, ValueError):
                raise ValueError(f"{path.name}, line {number}: {row} is not name, whole number, why") from None
    return table


def _reason(cue: object, weight: int) -> Reason:
    sentence = (inspect.getdoc(cue) or "").split("\n", 1)[0].strip().rstrip(".")
    return f"{sentence} {weight:+d}", weight


def _strength(reason: Reason) -> int:
    return abs(reason[1])
