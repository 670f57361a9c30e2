"""The user's own places among the sightings of a text: they take the place of what recognition saw there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from places.mention import Kind, Mention
from places.names import fold
from places.own.names import OwnMention
from places.own.row import Row
from places.recognition.base import Sighting
from places.recognition.find import Find
from places.resolution import Candidate, Resolution
from places.sense import Name, places_of, sense_of
from places.sentence import sentence

#: More than any cues add up to.
_SURE = 100


class OwnName(Name):
    """A name of the user's file, with its one place; other names of the text lean on it."""

    __slots__ = ("row",)

    def __init__(self, row: Row) -> None:
        assert row.place is not None  # noqa: S101  # for mypy: a row without a place makes no sighting
        # Not the key of the gazetteer's name, with which it would else be resolved as one.
        senses = (sense_of(row.place),)
        super().__init__(f"{fold(row.name)} (yours)", places_of(senses), lambda: senses)
        self.row = row


def with_own(text: str, sightings: list[Sighting], own: Sequence[OwnMention]) -> list[Sighting]:
    """*sightings* of *text*, in order, with those of *own* for what they overlap.

    A longer name of the gazetteer that holds one of them stays as it is, unless it is the same name with a word added
    to it: "Mosul Dam" is not Mosul, "Mosul Province" is yours.
    """
    ends = [sighting.end for sighting in sightings]
    dropped: set[int] = set()
    added: list[Sighting] = []
    names: dict[int, OwnName] = {}  # by their rows, which outlive this
    for mention in own:
        seen = []
        at = bisect_left(ends, mention.start + 1)
        while at < len(sightings) and sightings[at].start < mention.end:
            seen.append(sightings[at])
            at += 1
        if any(_holds(sighting, mention) for sighting in seen):
            continue
        dropped.update(map(id, seen))
        if mention.row.place is not None:
            name = names.get(id(mention.row)) or names.setdefault(id(mention.row), OwnName(mention.row))
            added.append(_sighting(text, mention, name, seen[0] if len(seen) == 1 else None))
    kept = [sighting for sighting in sightings if id(sighting) not in dropped]
    for sighting in kept:
        if sighting.container is not None and id(sighting.container) in dropped:
            sighting.container = None
        if sighting.contained is not None and id(sighting.contained) in dropped:
            sighting.contained = None
    return sorted(kept + added, key=lambda sighting: sighting.start)


def own_resolution(text: str, sighting: Sighting, name: OwnName, kind: Kind) -> Resolution:
    row, place = name.row, name.row.place
    assert place is not None  # noqa: S101  # for mypy
    mention = Mention(text[sighting.start : sighting.end], sighting.start, sighting.end, kind)
    reason = (
        sentence(f"from this archive's own places, line {row.line}")
        if row.is_above
        else sentence(f"from your own places, line {row.line}")
    )
    reason += f": {row.note}" if row.note else ""
    return Resolution(mention, place, (Candidate(place, 1.0),), 1.0, (reason,))


def _holds(sighting: Sighting, mention: OwnMention) -> bool:
    """Whether the sighting is a longer known name with the own one in it."""
    name = sighting.find.name
    if not name.is_known or (sighting.end - sighting.start) <= mention.end - mention.start:
        return False
    return sighting.start <= mention.start and sighting.end >= mention.end and name.key != fold(mention.row.name)


def _sighting(text: str, mention: OwnMention, name: OwnName, seen: Sighting | None) -> Sighting:
    """The same with another name where recognition saw one there, so that its role in the sentence is known."""
    start, end = mention.start, mention.end
    if seen is not None and seen.start <= start and seen.end >= end:
        find = replace(seen.find, name=name, score=_SURE, reasons=())
        return replace(seen, find=find, container=None, contained=None, score=_SURE)
    find = Find(0, end - start, text[start:end], name, score=_SURE)
    return Sighting(
        find, start, end, before="", after="", before_roles=0, after_roles=0,
        left=text[start - 1 : start], right=text[end : end + 1], score=_SURE,
    )  # fmt: skip
