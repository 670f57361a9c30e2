"""Ranking: the answers to a name, those first that fit what the archive is about. A person chooses; this only sorts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from places.asking.answer import Answer, Reply
from places.distance import distance_km, quick_km
from places.names import keys
from places.place import Place

#: Answers within the same band are as near as one another: then the service's own order holds.
_BANDS_KM = (50, 200, 600, 2000)


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer beside the nearest place that the archive names with it."""

    answer: Answer
    #: None where the archive names no other place.
    nearest: Place | None = None
    km: float = 0.0


def ranked(reply: Reply, near: Sequence[Place]) -> tuple[Choice, ...]:
    """The answers as choices: of the name asked for before others, the nearer before the farther.

    *near* are the places that the archive names together with it; countries among them say nothing of nearness.
    """
    spots = [place for place in near if not place.is_country]
    asked = set(keys(reply.query.partition(",")[0]))
    choices = [_choice(answer, spots) for answer in reply.answers]
    return tuple(sorted(choices, key=lambda choice: (not asked & set(keys(choice.answer.name)), _band(choice))))


def _choice(answer: Answer, near: Sequence[Place]) -> Choice:
    if not near:
        return Choice(answer)
    point = answer.point
    nearest = min(near, key=lambda place: quick_km(point.lat, point.lon, place.point.lat, place.point.lon))
    return Choice(answer, nearest, distance_km(point, nearest.point))


def _band(choice: Choice) -> int:
    return sum(choice.km > band for band in _BANDS_KM) if choice.nearest else 0
