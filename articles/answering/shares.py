"""Shares: how the mentions of a place are divided among outlets."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from articles.answering import questions
from articles.answering.matching import Matching
from articles.storage import records
from articles.storage.columns import Numbers

#: Outlet and mentions, most mentions first.
Shares = tuple[tuple[str, int], ...]


def outlet_shares(
    db: sqlite3.Connection, of: Matching, place: int | None = None, outlets: Collection[str] | None = None
) -> dict[int, Shares]:
    """The outlets that mention each place, or only *place*, with their mentions; "" is the unknown one.

    Where *outlets* are given, of those, and of the one with most mentions of the place.
    """
    names = records.outlet_names(db)
    mentions = np.flatnonzero(of.mentions) if place is None else of.of_place(place)
    places, outlet, number = questions.shares(of, mentions)
    if not len(places):
        return {}
    rank = np.zeros(max(names) + 1, np.int64)
    rank[sorted(names, key=lambda n: names[n])] = np.arange(len(names))
    most = int(number.max()) + 1
    # By place, then most mentions first, then by name.
    order = np.argsort((places.astype(np.int64) * most + (most - number)) * len(names) + rank[outlet])
    places, outlet, number = places[order], outlet[order], number[order]
    if outlets is not None:
        wanted = np.zeros(max(names) + 1, np.bool_)
        wanted[[n for n, name in names.items() if name in outlets]] = True
        kept = questions.changes(places) | wanted[outlet]
        places, outlet, number = places[kept], outlet[kept], number[kept]
    pairs = list(zip([names[n] for n in outlet.tolist()], number.tolist(), strict=True))
    first = np.flatnonzero(questions.changes(places))
    ends = [*first[1:].tolist(), len(pairs)]
    return {
        n: tuple(pairs[start:end]) for n, start, end in zip(places[first].tolist(), first.tolist(), ends, strict=True)
    }


@dataclass(frozen=True, eq=False)
class Divided:
    """How the mentions of all places and names of a view are divided, as columns in the order of their numbers."""

    place: Numbers
    #: The number of the outlet with most mentions, of the same number the first by name, and how many these are.
    leader: Numbers
    most: Numbers
    #: For each outlet asked about its mentions.
    parts: tuple[Numbers, ...]


def divided(of: Matching, names: Mapping[int, str], asked: Sequence[str]) -> Divided:
    """*names* are those of the outlets, by number; *asked* those whose part is wanted."""
    place, outlet, number = questions.shares(of, np.flatnonzero(of.mentions))
    is_first = questions.changes(place)
    first = np.flatnonzero(is_first)
    which = np.cumsum(is_first) - 1
    by_name = np.array(sorted(names, key=lambda n: names[n]), np.int32)
    rank = np.zeros(max(names, default=0) + 1, np.int64)
    rank[by_name] = np.arange(len(by_name))
    # One number to compare by: more mentions first, then the earlier name.
    key = number * np.int64(len(rank)) + (len(rank) - 1 - rank[outlet])
    most, back = np.divmod(np.maximum.reduceat(key, first) if len(first) else key, len(rank))
    numbers = {name: n for n, name in names.items()}
    parts = []
    for name in asked:
        part = np.zeros(len(first), np.int32)
        of_it = np.flatnonzero(outlet == numbers.get(name, -1))
        part[which[of_it]] = number[of_it]
        parts.append(part)
    return Divided(place[first], by_name[len(rank) - 1 - back], most.astype(np.int32), tuple(parts))
