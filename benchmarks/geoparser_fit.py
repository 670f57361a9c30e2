"""Fit the integers of places/data/cues.csv on the development corpora, and cross-validate them.

    python -m benchmarks.geoparser_fit [--write]

Logistic regression over the cues that hold at each sighting (is the sighting a gold mention, span for span?), shrunk
towards nought, times two, rounded: one point is half a nat. Cross-validated over documents (five folds) and between
the two corpora. The corpora are looked for in ../shared/geo, or in $DATELINE_SHARED/geo; nothing of them is kept
but the integers.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from places.gazetteer import Gazetteer
from places.index import Index
from places.recognition.recognizer import Recognizer
from places.recognition.weights import START, TABLE, Weights, read_table

CORPORA = ("trnews", "gwn_all")
POINTS_PER_NAT = 2.0
SHRINKAGE = 2.0


def shared() -> Path:
    return Path(os.environ.get("DATELINE_SHARED") or Path(__file__).parents[2] / "shared")


def documents(corpus: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (shared() / "geo" / f"{corpus}.jsonl").read_text("utf-8").splitlines() if line]


def examples(recognizer: Recognizer, document: dict[str, Any]) -> list[tuple[tuple[str, ...], int]]:
    """The cues that hold at each sighting of the document, and whether it is a gold mention."""
    gold = {(m["start"], m["end"]) for m in document["mentions"]}
    sightings, evidence = recognizer.sightings(document["text"])
    return [
        (recognizer.weights.fired(sighting, evidence), int((sighting.start, sighting.end) in gold))
        for sighting in sightings
    ]


def fit(rows: Sequence[tuple[tuple[str, ...], int]], names: Sequence[str], shrinkage: float = SHRINKAGE) -> np.ndarray:
    """Weights in nats, the start first, by Newton's method."""
    at = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    x[:, 0] = 1
    y = np.array([label for _, label in rows], dtype=float)
    for i, (fired, _) in enumerate(rows):
        for name in fired:
            x[i, at[name]] = 1
    w = np.zeros(len(names))
    ridge = np.full(len(names), shrinkage)
    ridge[0] = 0.01
    for _ in range(25):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (p - y) + ridge * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if np.abs(step).max() < 1e-6:
            break
    return w


def integers(w: np.ndarray, names: Sequence[str]) -> dict[str, int]:
    return {name: round(float(weight) * POINTS_PER_NAT) for name, weight in zip(names, w, strict=True)}


def f1(rows: Sequence[tuple[tuple[str, ...], int]], table: dict[str, int], missed: int = 0) -> tuple[float, float, float]:
    """Precision, recall among the sightings and F1 with *missed* gold mentions that were not even sighted."""
    accepted = [(table[START] + sum(table[name] for name in fired) >= 0, label) for fired, label in rows]
    right = sum(a and label for a, label in accepted)
    given = sum(a for a, _ in accepted)
    gold = sum(label for _, label in accepted) + missed
    precision, recall = right / max(given, 1), right / max(gold, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the integers into the table")
    parser.add_argument("--gazetteer", type=Path)
    options = parser.parse_args()
    gazetteer = Gazetteer(options.gazetteer) if options.gazetteer else Gazetteer.ensure()
    index = Index(Path(gazetteer.path))
    old = read_table()
    names = [START, *(name for name in old if name != START)]
    table = old
    for round_ in range(3):
        recognizer = Recognizer(index, Weights(table))
        parts = {c: [examples(recognizer, d) for d in documents(c)] for c in CORPORA}
        gold = {c: sum(len(d["mentions"]) for d in documents(c)) for c in CORPORA}
        missed = {c: gold[c] - sum(label for doc in parts[c] for _, label in doc) for c in CORPORA}
        if round_ < 2:
            rows = [row for c in CORPORA for doc in parts[c] for row in doc]
            table = integers(fit(rows, names), names)
    every = {c: [row for doc in parts[c] for row in doc] for c in CORPORA}
    for c in CORPORA:
        print(f"{c}: {len(every[c])} sightings, {missed[c]} of {gold[c]} gold mentions never sighted")
        print("  table on it           P {:.3f} R {:.3f} F1 {:.4f}".format(*f1(every[c], table, missed[c])))
        other = next(o for o in CORPORA if o != c)
        crossed = integers(fit(every[other], names), names)
        print(f"  fitted on {other:10s}  " + "P {:.3f} R {:.3f} F1 {:.4f}".format(*f1(every[c], crossed, missed[c])))
    folds: dict[str, list[tuple[bool, int]]] = {c: [] for c in CORPORA}
    for k in range(5):
        train = [row for c in CORPORA for i, doc in enumerate(parts[c]) if i % 5 != k for row in doc]
        held = integers(fit(train, names), names)
        for c in CORPORA:
            folds[c] += [
                (held[START] + sum(held[name] for name in fired) >= 0, label)
                for i, doc in enumerate(parts[c]) if i % 5 == k for fired, label in doc
            ]  # fmt: skip
    for c in CORPORA:
        right = sum(a and label for a, label in folds[c])
        p, r = right / sum(a for a, _ in folds[c]), right / gold[c]
        print(f"{c}: five folds           P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r):.4f}")
    counts: dict[str, list[int]] = {name: [0, 0] for name in names}
    for c in CORPORA:
        for fired, label in every[c]:
            for name in fired:
                counts[name][0] += 1
                counts[name][1] += label
    for name in names:
        print(f"{name:30s} {old[name]:+d} -> {table[name]:+d}   holds {counts[name][0]:5d}, a mention {counts[name][1]:5d}")
    if options.write:
        write(table)


def write(table: dict[str, int]) -> None:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    with TABLE.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, ["name", "weight", "why"], lineterminator="\n")
        writer.writeheader()
        writer.writerows({**row, "weight": table[row["name"]]} for row in rows)


if __name__ == "__main__":
    sys.exit(main())
