"""The table of cues for scripts other than Latin: how much each counts, and why."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parents[1] / "data" / "script_cues.csv"


@cache
def weights() -> dict[str, tuple[int, str]]:
    """Weight and sentence of each cue. Raises ValueError, naming the line, for a row that is none."""
    found = {}
    with TABLE.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), 2):
            try:
                weight = int(row["weight"])
                found[row["name"]] = (weight, f"{row['why']} {weight:+d}")
            except (KeyError, TypeError, ValueError):
                raise ValueError(f"{TABLE.name}, line {number}: {row} is not name, whole number, why") from None
    return found
