"""The geoparser on the development corpora: floors that never fall in silence, and the whole table.

Run ``pytest -s tests/evaluation`` to read the table. The corpora are looked for in ../shared/geo or in
$DATELINE_SHARED/geo.
"""

from __future__ import annotations

import json
import os
import time
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from places.gazetteer import Gazetteer
from places.geoparser import Geoparser
from places.mention import Kind
from places.resolution import DOUBTFUL, Resolution
from tests.evaluation.corpus_scoring import RIGHT_WITHIN_KM, Scores, kilometres, scores

SHARED = Path(os.environ.get("DATELINE_SHARED") or Path(__file__).parents[2].parent / "shared") / "geo"

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason=f"no development corpora in {SHARED}")

#: Half a point under what was measured when the floor was last raised: exact F1, accuracy within 161 km, end to end.
FLOORS = {
    "trnews": (0.914, 0.94, 0.875),
    "gwn_all": (0.888, 0.925, 0.846),
}


@cache
def documents(corpus: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SHARED / f"{corpus}.jsonl").read_text("utf-8").splitlines() if line]


@pytest.fixture(scope="module")
def geoparser(world: Gazetteer) -> Geoparser:
    return Geoparser(world)


@cache
def parsed(geoparser: Geoparser, corpus: str) -> tuple[list[tuple[Resolution, ...]], float]:
    """The resolutions of each document, and the seconds they took."""
    started = time.perf_counter()
    found = [
        geoparser.parse(d["text"], title=d.get("title", ""), source=d.get("source", "")) for d in documents(corpus)
    ]
    return found, time.perf_counter() - started


def labelled(resolutions: Sequence[Resolution], *, adjectives: bool = True) -> list[dict[str, Any]]:
    return [
        {
            "start": r.mention.start,
            "end": r.mention.end,
            "lat": r.place.point.lat if r.place else None,
            "lon": r.place.point.lon if r.place else None,
        }
        for r in resolutions
        if adjectives or r.mention.kind is not Kind.ADJECTIVE
    ]


def scored(geoparser: Geoparser, corpus: str, *, adjectives: bool = True) -> Scores:
    found, _ = parsed(geoparser, corpus)
    return scores(
        (d["mentions"], labelled(resolutions, adjectives=adjectives), d.get("ignore", []))
        for d, resolutions in zip(documents(corpus), found, strict=True)
    )


@pytest.mark.parametrize("corpus", FLOORS)
def test_no_score_falls_below_its_floor(geoparser: Geoparser, corpus: str) -> None:
    f1, accuracy, end_to_end = FLOORS[corpus]
    measured = scored(geoparser, corpus)
    assert measured.f1 >= f1
    assert measured.accuracy >= accuracy
    assert measured.end_to_end >= end_to_end


def test_the_whole_table(geoparser: Geoparser, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [f"{'':26}    P    R   F1  overlap   acc161    AUC  end-to-end  seconds"]
    for corpus in ("trnews", "gwn_all", "gwn_places"):
        _, seconds = parsed(geoparser, corpus)
        for adjectives in (True, False):
            s = scored(geoparser, corpus, adjectives=adjectives)
            lines.append(
                f"{corpus:11}{'' if adjectives else 'no adjectives':15}{s.precision:5.3f}{s.recall:6.3f}{s.f1:6.3f}"
                f"{s.overlap_f1:8.3f}{s.accuracy:9.3f}{s.auc:8.3f}{s.end_to_end:10.3f}{seconds:10.2f}"
            )
    with capsys.disabled():
        print("\n" + "\n".join(lines))


def confidences(geoparser: Geoparser) -> list[tuple[float, bool]]:
    """Of every placed mention its confidence, and whether it was right; gold without a point says nothing."""
    found = []
    for corpus in FLOORS:
        resolutions_of, _ = parsed(geoparser, corpus)
        for document, resolutions in zip(documents(corpus), resolutions_of, strict=True):
            gold = {(m["start"], m["end"]): m for m in document["mentions"]}
            for r in resolutions:
                label = gold.get((r.mention.start, r.mention.end))
                if r.place is None or (label is not None and label.get("lat") is None):
                    continue
                point = {"lat": r.place.point.lat, "lon": r.place.point.lon}
                found.append((r.confidence, label is not None and kilometres(label, point) <= RIGHT_WITHIN_KM))
    return found


def test_confidence_means_what_it_says(geoparser: Geoparser, capsys: pytest.CaptureFixture[str]) -> None:
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in confidences(geoparser):
        bins[min(int(confidence * 10), 9)].append((confidence, right))
    lines = ["confidence   mentions   mean   right"]
    gap = total = 0.0
    for tenth, pairs in sorted(bins.items()):
        mean = sum(confidence for confidence, _ in pairs) / len(pairs)
        share = sum(right for _, right in pairs) / len(pairs)
        gap += abs(mean - share) * len(pairs)
        total += len(pairs)
        lines.append(f"{tenth / 10:.1f} to {tenth / 10 + 0.1:.1f}{len(pairs):10}{mean:9.2f}{share:8.2f}")
    with capsys.disabled():
        print("\n" + "\n".join(lines) + f"\nmean gap {gap / total:.3f}")
    assert gap / total < 0.05
    nine = [right for confidence, right in confidences(geoparser) if 0.85 <= confidence < 0.95]
    assert 0.85 <= sum(nine) / len(nine) <= 0.95
    doubtful = [right for confidence, right in confidences(geoparser) if confidence < DOUBTFUL]
    sure = [right for confidence, right in confidences(geoparser) if confidence >= DOUBTFUL]
    assert sum(doubtful) / len(doubtful) < 0.7 < sum(sure) / len(sure)
