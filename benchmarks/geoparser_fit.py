"""Fit the integers of places/data/cues.csv on the development corpora, and cross-validate them.

    python -m benchmarks.geoparser_fit [--write]

Logistic regression over the cues that hold at each sighting (is the sighting a gold mention, span for span?), shrunk
towards what common sense gives, times two, rounded: one point is half a nat. Cross-validated over documents (five
folds) and between the two corpora. The corpora are looked for in ../shared/geo, or in $DATELINE_SHARED/geo; nothing
of them is kept but the integers.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from places.gazetteer import Gazetteer
from places.index import Index
from places.recognition.recognizer import LEANING, Recognizer
from places.recognition.weights import START, TABLE, Weights, read_table

#: What a cue is taken to count before any text is seen, in points: a cue that seldom holds stays near it. Signs here
#: are kept: a cue for a place may come out as nought, never as one against it.
PRIOR = {
    START: 0, "country": 5, "province": 2, "region": 3, "facility": 1, "capital": 2, "nationality": 4,
    "million_people": 3, "hundred_thousand_people": 2, "fifteen_thousand_people": 0, "small_town": -2, "tiny_place": -3,
    "only_alternate": -3, "own_name_of_several": 0, "several_words": 2, "long_word": 1, "short_word": -2,
    "abbreviation": 0, "american_postal": -4, "unlisted": -4, "article_taken_off": -1, "spelled_otherwise": 2,
    "common_word": -4, "common_word_of_note": -2, "function_word": -6, "calendar_word": -5, "given_name": -3,
    "given_name_of_note": -2, "surname": -2, "surname_of_note": -1, "namesake": -4, "title_word": -4,
    "organisation_word": -3, "feature_word": -2, "short_capitals": -3, "direction": -3, "given_name_before": -4,
    "title_before": -3, "initial_before": -4, "stranger_before": -2, "stranger_after": -2, "place_before": -3,
    "place_after": -3, "given_name_after": -1, "title_after": 1, "organisation_after": -1, "press_after": -4,
    "person_called_so": -5, "direction_of": -6, "road_number": -10, "whole_text": 3,
    "common_word_opens_sentence": -3, "surname_after": -3, "bare_abbreviation": -9, "plays_against": 2,
    "home_of_a_person": 4,
    "building_of": -3, "small_name_in_organisation": -4,
    "organisation_before": -1, "calendar_beside": -2, "hyphen_before": -1, "hyphen_after": -1, "organisation_of": -1,
    "office_of": 1, "settlement_of": 3, "something_of": 0, "long_company": 0, "nationality_with_company": 0,
    "admin_word": 3, "settlement_word": 1, "direction_word": 1, "street_word": 3, "water_word": 2, "land_word": 2,
    "building_word": 2, "one_word_feature": 0, "common_feature": -2, "opens_sentence": 0, "after_place_preposition": 2,
    "small_name_after_place_preposition": 1, "small_name_opens_sentence": -1, "after_of": 1, "after_to": 1,
    "after_by": -1, "after_article": 0, "after_title": -2, "named_as_settlement": 5, "kind_word_after": 1,
    "before_speech": -3, "possessive": 0, "based": 2, "dateline": 3, "followed_by_container": 5,
    "contains_the_name_before": 4, "listed_with_places": 1, "age_after": -3, "web_address": -6, "surname_here": -5,
    "lower_case_here": -2, "repeated": 1, "located_elsewhere": 2, "in_focus_province": 2, "in_focus_country": 1,
    "out_of_focus": -2, "plain_elsewhere": 2, "refused_elsewhere": -3,
}  # fmt: skip
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
    """Weights in nats, the start first, by Newton's method; those of the wrong sign are set to nought."""
    at = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    x[:, 0] = 1
    y = np.array([label for _, label in rows], dtype=float)
    for i, (fired, _) in enumerate(rows):
        for name in fired:
            x[i, at[name]] = 1
    before = np.array([PRIOR[name] / POINTS_PER_NAT for name in names])
    ridge = np.full(len(names), shrinkage)
    ridge[0] = 0.01
    free = np.ones(len(names), dtype=bool)
    while True:
        w = np.where(free, before, 0.0)
        for _ in range(25):
            p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
            gradient = (x.T @ (p - y) + ridge * (w - before))[free]
            hessian = ((x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge))[np.ix_(free, free)]
            step = np.linalg.solve(hessian, gradient)
            w[free] -= step
            if np.abs(step).max() < 1e-6:
                break
        wrong = free & (np.sign(w) * np.sign(before) < 0)
        wrong[0] = False
        if not wrong.any():
            return w
        free &= ~wrong


def integers(w: np.ndarray, names: Sequence[str]) -> dict[str, int]:
    return {
        name: round(float(weight) * POINTS_PER_NAT) + (LEANING if name == START else 0)
        for name, weight in zip(names, w, strict=True)
    }


def f1(
    rows: Sequence[tuple[tuple[str, ...], int]], table: dict[str, int], missed: int = 0
) -> tuple[float, float, float]:
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
        print(
            f"{name:30s} {old[name]:+d} -> {table[name]:+d}   holds {counts[name][0]:5d}, mentions {counts[name][1]:5d}"
        )
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
    main()
