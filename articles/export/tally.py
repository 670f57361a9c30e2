"""Tally: the mentions of a selection counted by place, by outlet and by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from articles.answering.counts import PlaceCount
from articles.certainty import Certainty
from articles.export.selection import Told
from places.mention import Kind
from places.place import Place


def places(told: Iterable[Told], where: Mapping[str, str]) -> tuple[PlaceCount, ...]:
    known: dict[str, Place] = {}
    mentions: dict[str, int] = defaultdict(int)
    articles: dict[str, set[str]] = defaultdict(set)
    by: dict[str, set[str]] = defaultdict(set)
    sure: dict[str, list[Certainty]] = defaultdict(list)
    governments: dict[str, int] = defaultdict(int)
    for each in told:
        if place := each.resolution.place:
            sure[place.id].append(each.certainty)
            governments[place.id] += each.resolution.mention.kind is Kind.GOVERNMENT
            known[place.id] = place
            mentions[place.id] += 1
            articles[place.id].add(each.hit.article.id)
            by[place.id].add(each.hit.article.outlet)
    counts = [
        PlaceCount(
            place,
            where[id_],
            mentions[id_],
            len(articles[id_]),
            len(by[id_]),
            verified=sure[id_].count(Certainty.VERIFIED),
            doubtful=sure[id_].count(Certainty.DOUBTFUL),
            government=governments[id_],
        )
        for id_, place in known.items()
    ]
    return tuple(sorted(counts, key=lambda count: (-count.mentions, count.place.name, count.place.id)))


def outlets(told: Iterable[Told]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for each in told:
        found[each.id].add(each.hit.article.outlet)
    return {id_: tuple(sorted(names)) for id_, names in found.items()}


def unplaced(told: Iterable[Told]) -> tuple[tuple[str, int], ...]:
    mentions: dict[str, int] = defaultdict(int)
    names: dict[str, str] = {}
    for each in told:
        if each.resolution.place is None:
            names.setdefault(each.id, each.resolution.mention.toponym)
            mentions[each.id] += 1
    return tuple(sorted(((names[id_], number) for id_, number in mentions.items()), key=lambda row: (-row[1], row[0])))
