"""Scores of predicted mentions against labelled ones, after Gritta, Pilehvar & Collier (2019)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import asin, cos, log, radians, sin, sqrt
from typing import Any

#: A place within so many kilometres of the labelled one is right (a hundred miles).
RIGHT_WITHIN_KM = 161.0
_FARTHEST_KM = 20_039.0
_EARTH_RADIUS_KM = 6371.0088

#: A labelled or predicted mention: start, end, and lat and lon or None.
Labelled = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scores:
    """All of one corpus; spans count exactly unless said otherwise."""

    precision: float
    recall: float
    f1: float
    overlap_f1: float
    #: Among recognised mentions that have a point: the share within 161 km.
    accuracy: float
    #: Area under the curve of the logarithms of errors: 0 best, 1 worst.
    auc: float
    #: Recognised and within 161 km at once.
    end_to_end: float


def scores(documents: Iterable[tuple[Sequence[Labelled], Sequence[Labelled], Sequence[Labelled]]]) -> Scores:
    """Of (gold, predicted, ignored) mentions of each document.

    A prediction that matches no gold mention but touches an ignored one counts neither way.
    """
    right = given = gold_count = overlapping = 0
    placed_right = placed_given = placed_gold = 0
    errors: list[float] = []
    for gold, predicted, ignored in documents:
        pairs = _exact(gold, predicted)
        overlapping += len(_overlapping(gold, predicted, pairs))
        matched = {j for _, j in pairs}
        dropped = {
            j for j, each in enumerate(predicted)
            if j not in matched and any(_touch(each, other) for other in ignored)
        }  # fmt: skip
        right += len(pairs)
        given += len(predicted) - len(dropped)
        gold_count += len(gold)
        placed_gold += sum(each.get("lat") is not None for each in gold)
        unplaced = {j for i, j in pairs if gold[i].get("lat") is None}
        for i, j in pairs:
            if gold[i].get("lat") is None:
                continue
            error = _FARTHEST_KM if predicted[j]["lat"] is None else kilometres(gold[i], predicted[j])
            errors.append(error)
            placed_right += error <= RIGHT_WITHIN_KM
        placed_given += sum(
            each["lat"] is not None and j not in dropped and j not in unplaced for j, each in enumerate(predicted)
        )
    precision, recall = right / max(given, 1), right / max(gold_count, 1)
    return Scores(
        precision=precision,
        recall=recall,
        f1=_harmonic(precision, recall),
        overlap_f1=_harmonic(overlapping / max(given, 1), overlapping / max(gold_count, 1)),
        accuracy=sum(error <= RIGHT_WITHIN_KM for error in errors) / max(len(errors), 1),
        auc=_auc(errors),
        end_to_end=_harmonic(placed_right / max(placed_given, 1), placed_right / max(placed_gold, 1)),
    )


def kilometres(one: Labelled, other: Labelled) -> float:
    """Along the great circle."""
    lat, lon, lat2, lon2 = (radians(each) for each in (one["lat"], one["lon"], other["lat"], other["lon"]))
    h = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * asin(min(1.0, sqrt(h)))


def _exact(gold: Sequence[Labelled], predicted: Sequence[Labelled]) -> list[tuple[int, int]]:
    at = {(each["start"], each["end"]): j for j, each in enumerate(predicted)}
    return [(i, at[span]) for i, each in enumerate(gold) if (span := (each["start"], each["end"])) in at]


def _overlapping(
    gold: Sequence[Labelled], predicted: Sequence[Labelled], exact: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Exact pairs first, then those that share most characters; none twice."""
    used_gold, used = {i for i, _ in exact}, {j for _, j in exact}
    shared = sorted(
        (max(g["start"], p["start"]) - min(g["end"], p["end"]), i, j)
        for i, g in enumerate(gold) if i not in used_gold
        for j, p in enumerate(predicted) if j not in used and _touch(g, p)
    )  # fmt: skip
    pairs = list(exact)
    for _, i, j in shared:
        if i not in used_gold and j not in used:
            pairs.append((i, j))
            used_gold.add(i)
            used.add(j)
    return pairs


def _touch(one: Labelled, other: Labelled) -> bool:
    return bool(min(one["end"], other["end"]) > max(one["start"], other["start"]))


def _auc(errors: Sequence[float]) -> float:
    logs = sorted(log(error + 1) for error in errors)
    if len(logs) < 2:
        return 0.0
    area = sum((a + b) / 2 for a, b in pairwise(logs))
    return area / (log(_FARTHEST_KM) * (len(logs) - 1))


def _harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
