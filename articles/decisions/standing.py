"""What stands: the decisions that were not undone, and which of them settles a mention."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from articles.decisions.decision import ON_PASSAGES, SETTLES_PLACE, SETTLES_ROLE, Action, Decision, Scope

_NARROWEST_FIRST = {scope: rank for rank, scope in enumerate(Scope)}


class Asked(NamedTuple):
    """What has to be known of a mention to say which decisions fit it."""

    #: The key of its toponym: ``Decision.name``.
    name: str
    article: str
    outlet: str
    #: Ids of the decisions on mentions that were made of just this one.
    addressed: frozenset[str] = frozenset()
    #: Id of what the geoparser took it to mean.
    place: str = ""


class Settled(NamedTuple):
    """The decisions that win for a mention; None where none fits."""

    place: Decision | None = None
    role: Decision | None = None


@dataclass(frozen=True)
class Standing:
    """Made by ``standing``."""

    #: By name, those that win before those that they win over.
    by_name: Mapping[str, tuple[Decision, ...]] = field(default_factory=dict)
    #: Notes and stars, oldest first.
    on_passages: tuple[Decision, ...] = ()
    #: Ids of all entries that hold.
    alive: frozenset[str] = frozenset()
    #: For each entry that does not hold, the undoing that sees to it.
    undone_by: Mapping[str, str] = field(default_factory=dict)

    def settle(self, asked: Asked) -> Settled:
        place = role = None
        for decision in self.by_name.get(asked.name, ()):
            if not _fits(decision, asked):
                continue
            if place is None and decision.action in SETTLES_PLACE:
                place = decision
            elif role is None and decision.action in SETTLES_ROLE:
                role = decision
        return Settled(place, role)


def standing(decisions: Iterable[Decision]) -> Standing:
    """What holds after all of *decisions*, whatever order they are in: their times say what is later.

    So two archives that import each other's decisions come to the same.
    """
    ordered = sorted(decisions, key=_time)
    undone: dict[str, str] = {}
    for decision in reversed(ordered):
        if decision.action is Action.UNDO and decision.id not in undone:
            undone.setdefault(decision.undoes, decision.id)
    alive = [decision for decision in ordered if decision.id not in undone]
    by_name: dict[str, list[Decision]] = {}
    for decision in reversed(alive):
        if decision.name and decision.scope is not Scope.PASSAGE and decision.action is not Action.UNDO:
            by_name.setdefault(decision.name, []).append(decision)
    return Standing(
        # The sort is stable: of equally narrow ones the later stays before the earlier.
        {name: tuple(sorted(each, key=_narrowness)) for name, each in by_name.items()},
        tuple(decision for decision in alive if decision.action in ON_PASSAGES),
        frozenset(decision.id for decision in alive),
        undone,
    )


def names_of(decisions: Iterable[Decision], among: Iterable[Decision]) -> set[str]:
    """The names for which *decisions* may change something; what they undo is looked up *among* all."""
    known = {decision.id: decision for decision in among}
    names = set()
    for decision in decisions:
        seen: set[str] = set()
        meant: Decision | None = decision
        while meant is not None and meant.action is Action.UNDO and meant.id not in seen:
            seen.add(meant.id)
            meant = known.get(meant.undoes)
        if meant is not None and meant.name:
            names.add(meant.name)
    return names


def _fits(decision: Decision, asked: Asked) -> bool:
    if decision.scope is Scope.MENTION:
        return decision.id in asked.addressed
    if decision.scope is Scope.ARTICLE and decision.article != asked.article:
        return False
    if decision.scope is Scope.OUTLET and _folded(decision.outlet) != _folded(asked.outlet):
        return False
    if decision.action is Action.CONFIRM:
        return decision.place is not None and decision.place.id == asked.place
    return True


def _time(decision: Decision) -> tuple[object, ...]:
    return decision.when, decision.id


def _narrowness(decision: Decision) -> int:
    return _NARROWEST_FIRST[decision.scope or Scope.NAME]


def _folded(outlet: str) -> str:
    return " ".join(outlet.casefold().split())
