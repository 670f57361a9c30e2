"""How many news articles of some 2,000 characters the geoparser reads in a second, beside flashgeotext and geotext.

    python -m benchmarks.geoparser_speed [--rounds N]

One core, one process, everything in the same run, so that the ratio means something on any machine. The texts are the
development corpora, cut into articles, where they are (../shared/geo or $DATELINE_SHARED/geo), else the digests that
ship with Dateline. "first" is the first time a text is read, "again" the best of the rounds after it.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from places.gazetteer import Gazetteer
from places.geoparser import Geoparser

ARTICLE_CHARACTERS = 2000


def articles() -> list[str]:
    shared = Path(os.environ.get("DATELINE_SHARED") or Path(__file__).parents[2] / "shared") / "geo"
    texts = [
        json.loads(line)["text"]
        for corpus in ("trnews", "gwn_all")
        if (path := shared / f"{corpus}.jsonl").is_file()
        for line in path.read_text("utf-8").splitlines()
        if line
    ]
    if not texts:
        texts = [path.read_text("utf-8") for path in (Path(__file__).parents[1] / "articles/corpus").glob("*.md")]
    pieces = []
    for text in texts:
        for start in range(0, len(text), ARTICLE_CHARACTERS):
            pieces.append(text[start : start + ARTICLE_CHARACTERS])
    return pieces


def measured(read: Callable[[str], object], texts: list[str], rounds: int) -> tuple[float, float]:
    """Articles of ARTICLE_CHARACTERS a second: the first time, and the best of the later rounds."""
    size = sum(map(len, texts)) / ARTICLE_CHARACTERS
    seconds = []
    for _ in range(rounds + 1):
        started = time.perf_counter()
        for text in texts:
            read(text)
        seconds.append(time.perf_counter() - started)
    return size / seconds[0], size / min(seconds[1:])


def readers() -> dict[str, Callable[[str], object]]:
    started = time.perf_counter()
    geoparser = Geoparser(Gazetteer.ensure())
    print(f"geoparser ready in {time.perf_counter() - started:.2f} s")
    plain = Geoparser(geoparser.gazetteer, explain=False)
    found: dict[str, Callable[[str], object]] = {"dateline": geoparser.parse, "dateline, no reasons": plain.parse}
    try:
        from flashgeotext.geotext import GeoText

        found["flashgeotext"] = GeoText().extract
    except ImportError:
        print("flashgeotext is not installed: pip install flashgeotext", file=sys.stderr)
    try:
        from geotext import GeoText as Simple

        found["geotext"] = Simple
    except ImportError:
        print("geotext is not installed: pip install geotext", file=sys.stderr)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=4)
    options = parser.parse_args()
    texts = articles()
    print(f"{sum(map(len, texts)) / ARTICLE_CHARACTERS:.0f} articles of {ARTICLE_CHARACTERS} characters")
    speeds = {}
    for name, read in readers().items():
        speeds[name] = measured(read, texts, options.rounds)
        if name.startswith("dateline"):
            print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    base = speeds.get("flashgeotext")
    print(f"{'':22}{'first':>8}{'again':>8}   again, to flashgeotext")
    for name, (first, again) in speeds.items():
        print(f"{name:22}{first:8.0f}{again:8.0f}   " + (f"{again / base[1]:.2f}" if base else ""))


if __name__ == "__main__":
    main()
