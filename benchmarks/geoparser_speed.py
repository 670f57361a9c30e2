"""How many news articles of some 2,000 characters the geoparser reads in a second, beside flashgeotext and geotext.

    python -m benchmarks.geoparser_speed [--rounds N] [--fresh N]

One core, everything in the same run and each reader in a process of its own, so that the ratio means something on any
machine. The texts are the development corpora, cut into articles, where they are (../shared/geo or
$DATELINE_SHARED/geo), else the digests that ship with Dateline. "cold" is the first pass of a fresh process over texts
it has not seen, the best of N processes; "warm" the best of the rounds after it. Seconds are the processor's, so that
what else the machine does counts little. "ready" is until the first text can be read, the files being there.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from places import compiled
from places.batch.workers import keep
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


def dateline() -> Callable[[str], object]:
    return Geoparser(Gazetteer.ensure()).parse


def dateline_as_batch() -> Callable[[str], object]:
    read = dateline()
    keep()
    return read


def dateline_without_reasons() -> Callable[[str], object]:
    return Geoparser(Gazetteer.ensure(), explain=False).parse


def flashgeotext() -> Callable[[str], object]:
    from flashgeotext.geotext import GeoText

    extract: Callable[[str], object] = GeoText().extract
    return extract


def geotext() -> Callable[[str], object]:
    from geotext import GeoText

    read: Callable[[str], object] = GeoText
    return read


READERS = {
    each.__name__: each for each in (dateline, dateline_as_batch, dateline_without_reasons, flashgeotext, geotext)
}


def measured(name: str, rounds: int) -> dict[str, float]:
    """Seconds until ready, articles of ARTICLE_CHARACTERS a second cold and warm, and the peak of memory in MB."""
    texts = articles()
    size = sum(map(len, texts)) / ARTICLE_CHARACTERS
    started = time.process_time()
    read = READERS[name]()
    ready = time.process_time() - started
    seconds = []
    for _ in range(rounds + 1):
        started = time.process_time()
        for text in texts:
            read(text)
        seconds.append(time.process_time() - started)
    return {"ready": ready, "cold": size / seconds[0], "warm": size / min(seconds[1:]), "peak": _peak_mb()}


def _peak_mb() -> float:
    status = Path("/proc/self/status")
    if status.exists():
        # What getrusage() tells there counts the process that started this one.
        return next(float(line.split()[1]) / 1024 for line in status.open() if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured_fresh(name: str, rounds: int, fresh: int) -> dict[str, float]:
    """The same in processes of its own: the best of them."""
    command = [sys.executable, "-m", "benchmarks.geoparser_speed", "--rounds", str(rounds), "--only", name]
    runs = [json.loads(subprocess.run(command, capture_output=True, check=True).stdout) for _ in range(fresh)]
    best = {speed: max(run[speed] for run in runs) for speed in ("cold", "warm")}
    return best | {"ready": min(run["ready"] for run in runs), "peak": max(run["peak"] for run in runs)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--fresh", type=int, default=3)
    parser.add_argument("--only", choices=READERS, help="measure this one here and print it as JSON")
    options = parser.parse_args()
    if options.only:
        print(json.dumps(measured(options.only, options.rounds)))
        return
    # Also makes the files, so that no process is measured making them.
    dateline()
    texts = articles()
    form = "compiled" if compiled.is_made() else "as sources; python3 dev.py compile compiles them"
    count = sum(map(len, texts)) / ARTICLE_CHARACTERS
    print(f"{count:.0f} articles of {ARTICLE_CHARACTERS} characters; places/ {form}")
    rows = {}
    for name in READERS:
        if name.endswith("geotext") and importlib.util.find_spec(name) is None:
            print(f"{name} is not installed: pip install {name}", file=sys.stderr)
            continue
        rows[name] = measured_fresh(name, options.rounds, options.fresh)
    base = rows.get("flashgeotext")
    print(f"{'':26}{'ready s':>8}{'cold':>8}{'warm':>8}{'MB':>6}   cold and warm, to flashgeotext")
    for name, row in rows.items():
        ratios = f"{row['cold'] / base['cold']:.2f} {row['warm'] / base['warm']:.2f}" if base else ""
        print(f"{name:26}{row['ready']:8.2f}{row['cold']:8.0f}{row['warm']:8.0f}{row['peak']:6.0f}   {ratios}")


if __name__ == "__main__":
    main()
