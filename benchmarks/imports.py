"""How long 2,000 articles take to come in, and how much memory, by format and by number.

    python -m benchmarks.imports [--formats jsonl zip xml html] [--numbers 2000 8000]

Each import is a process of its own into a fresh archive; peak memory is the process's, the gazetteer with it. Seconds
are the clock's and the processor's. The texts are the development corpora, where they are (../shared/geo or
$DATELINE_SHARED/geo), else the digests that ship with Dateline; each article has its paragraphs in an order of its own,
so that nothing read before is of use.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

from benchmarks.geoparser_speed import articles as texts
from tests.articles.reading.builders import a_wordpress_export, an_item

FORMATS = ("jsonl", "zip", "html", "xml")


def stories(number: int) -> Iterator[tuple[str, list[str]]]:
    known, order = texts(), random.Random(1)
    for n in range(number):
        sentences = known[n % len(known)].split(". ")
        order.shuffle(sentences)
        yield f"Story {n}", [". ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4)]


def write(path: Path, number: int) -> None:
    """A file of *number* articles in the format of its ending; ``.html`` is a ZIP archive of pages."""
    match path.suffix:
        case ".jsonl":
            with path.open("w", encoding="utf-8") as file:
                for title, text in stories(number):
                    file.write(json.dumps({"title": title, "outlet": "Gazette", "text": "\n\n".join(text)}) + "\n")
        case ".xml":
            posts = ((title, escape("\n\n".join(text))) for title, text in stories(number))
            export = a_wordpress_export(*(an_item(title, text) for title, text in posts))
            parts = export.split(b"/10/29/tolls/")
            path.write_bytes(b"".join(part + b"/10/29/%d/" % n for n, part in enumerate(parts[:-1])) + parts[-1])
        case ending:
            with zipfile.ZipFile(path.with_suffix(".zip"), "w", zipfile.ZIP_DEFLATED) as package:
                for title, text in stories(number):
                    package.writestr(f"{title}{ending.replace('zip', 'txt')}", _page(title, text, ending))


def _page(title: str, text: list[str], ending: str) -> str:
    if ending == ".zip":
        return "\n\n".join([title, *text])
    body = "".join(f"<p>{escape(part)}</p>" for part in text)
    return (
        f"<html lang=en><head><title>{title}</title></head><body><nav><a href=/>Home</a></nav><article>"
        f"<h1>{title}</h1>{body}</article><footer>Imprint</footer></body></html>"
    )


def bring_in(path: Path) -> None:
    """In this process; what it took goes to stdout as JSON."""
    from articles.__main__ import main

    begun = time.monotonic()
    status = main(["import", str(path)])
    used = resource.getrusage(resource.RUSAGE_SELF)
    took = {
        "wall_seconds": round(time.monotonic() - begun, 1),
        "cpu_seconds": round(used.ru_utime + used.ru_stime, 1),
        "peak_mb": used.ru_maxrss // 1024,
        "status": status,
    }
    print(json.dumps(took))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--formats", nargs="+", default=FORMATS, choices=FORMATS)
    parser.add_argument("--numbers", nargs="+", type=int, default=[2000])
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.file:
        bring_in(options.file)
        return
    print(f"{'FORMAT':8}{'ARTICLES':>9}{'WALL S':>8}{'CPU S':>8}{'PEAK MB':>9}")
    for format_ in options.formats:
        for number in options.numbers:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / f"stories.{format_}"
                write(path, number)
                file = path if path.is_file() else path.with_suffix(".zip")
                command = [sys.executable, "-m", "benchmarks.imports", "--file", str(file)]
                environment = {**os.environ, "DATELINE_HOME": str(Path(folder) / "home")}
                done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
                took = json.loads(done.stdout.splitlines()[-1])
                row = f"{took['wall_seconds']:8}{took['cpu_seconds']:8}{took['peak_mb']:9}"
                print(f"{format_:8}{number:9,}{row}  {done.stdout.splitlines()[0]}", flush=True)


if __name__ == "__main__":
    main()
