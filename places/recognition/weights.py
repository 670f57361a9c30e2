"""The table of cues: how much each counts for a name being a place, and why."""

from __future__ import annotations

import csv
import inspect
from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from pathlib import Path

from places.recognition import cues
from places.recognition.asking import is_of_name_alone, needed
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
        asked = [(cue, _reason(cue, weight)) for cue, weight in self.of_names if weight]
        self._of_name_alone = tuple(each for each in asked if is_of_name_alone(each[0]))
        self._of_finds = _Asked([each for each in asked if not is_of_name_alone(each[0])])
        heard = [(cue, _reason(cue, weight)) for cue, weight in self.of_sightings if weight]
        first = [each for each in heard if not cues.is_heard_last(each[0])]
        self._first = _Asked(first)
        self._last = tuple(each for each in heard if cues.is_heard_last(each[0]))
        #: The most that hearing a sighting again can add to its sum.
        self.most_of_document = sum(weight for _, (_, weight) in self._last if weight > 0)
        reasons = [reason for _, reason in (*asked, *first, *self._last)]
        #: Where each reason stands among those of one sighting: strongest first.
        self._order = {reason: at for at, reason in enumerate(sorted(reasons, key=_strength, reverse=True))}

    def of_find(self, find: Find) -> tuple[int, tuple[Reason, ...]]:
        """The sum of what depends on the name and its run only, and its reasons in no order."""
        name = find.name
        kept = name.judged
        if kept is None or kept[0] is not self:
            fired = [reason for cue, reason in self._of_name_alone if cue(find)]
            kept = name.judged = (self, sum([weight for _, weight in fired]), tuple(fired))
        _, score, reasons = kept
        asked = self._of_finds
        found = [reason for cue, reason in asked.always if cue(find)]
        for value, group in zip(asked.fields(find), asked.groups, strict=False):
            if value:
                for cue, reason in group:
                    if cue(find):
                        found.append(reason)
        score += self.start
        for _, weight in found:
            score += weight
        return score, (*reasons, *found) if found else reasons

    def hear(self, sighting: Sighting, evidence: Evidence) -> None:
        """Sum up what is known before the document is heard as a whole; a name is a mention from 0 on."""
        asked = self._first
        heard = [reason for cue, reason in asked.always if cue(sighting, evidence)]
        for value, group in zip(asked.fields(sighting), asked.groups, strict=False):
            if value:
                for cue, reason in group:
                    if cue(sighting, evidence):
                        heard.append(reason)
        score = sighting.find.score
        for _, weight in heard:
            score += weight
        sighting.heard, sighting.score = heard, score

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
        return sorted([*sighting.find.reasons, *sighting.heard], key=self._order.__getitem__)


class _Asked:
    """Cues, by the field they cannot hold without."""

    def __init__(self, asked: Iterable[tuple[Callable[..., bool], Reason]]) -> None:
        by_field: dict[str, list[tuple[Callable[..., bool], Reason]]] = {}
        for each in asked:
            by_field.setdefault(needed(each[0]), []).append(each)
        self.always = tuple(by_field.pop("", ()))
        self.groups = tuple(map(tuple, by_field.values()))
        # Two names that are nothing make it give a tuple however few there are; they have no group.
        self.fields = attrgetter(*by_field, "__class__", "__class__")


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
