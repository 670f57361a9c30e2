"""Reading on while an import runs: python -m benchmarks.reading_on [--articles N] [--there N] [--seconds N]

A server over an archive of some articles, and one reader who opens the page and clicks, without rest: first with
nothing else going on, then while *articles* more come in, begun in the page. Seconds to open and of a click, median and
slowest, each beside those without the import in the same run; and how long the import took. The reader speaks
Streamlit's web socket as the browser does (benchmarks/browser_session.py).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from articles.imports.jobs import Imports, State
from articles.imports.order import order_of
from benchmarks.browser_session import BrowserSession
from benchmarks.imports import write
from benchmarks.load import Usage
from places.gazetteer import Gazetteer
from tests.browser.server import ROOT, served

PAGE = Path(__file__).parent / "importing_page.py"
CLICKS_A_SESSION = 8


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--there", type=int, default=300, help="articles in the archive before")
    parser.add_argument("--seconds", type=float, default=15.0, help="of reading with nothing else going on")
    asked = parser.parse_args()
    Gazetteer.ensure()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        home, first, more = folder / "home", folder / "first.jsonl", folder / "more.jsonl"
        home.mkdir()
        write(first, asked.there)
        write(more, asked.there + asked.articles)
        lines = more.read_text("utf-8").splitlines(keepends=True)[asked.there :]
        more.write_text("".join(lines), "utf-8")
        environment = {"DATELINE_HOME": str(home)}
        command = [sys.executable, "-m", "articles", "import", str(first)]
        subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
        imports = Imports(home)
        id_ = imports.begin(order_of([more]))
        with served(PAGE, folder, **environment, IMPORT=id_) as server:
            asyncio.run(measure(server.address, server.pid, asked, imports, id_))


async def measure(address: str, pid: int, asked: argparse.Namespace, imports: Imports, id_: str) -> None:
    await read(address, lambda: False, [], [])  # files come into memory
    until = time.perf_counter() + asked.seconds
    idle: tuple[list[float], list[float]] = [], []
    while time.perf_counter() < until:
        await read(address, lambda: time.perf_counter() > until, *idle)
    before, began = Usage.of(pid), time.perf_counter()
    async with BrowserSession(address, "import=1"):
        pass
    busy: tuple[list[float], list[float]] = [], []

    def is_over() -> bool:
        return imports.past(id_).state in (State.DONE, State.CANCELLED)

    while not is_over():
        await read(address, is_over, *busy)
    took, after = time.perf_counter() - began, Usage.of(pid)
    for what, alone, meanwhile in zip(("to open", "a click"), idle, busy, strict=True):
        print(f"{what:8}{told(alone)} alone;{told(meanwhile)} while the import ran")
    print(f"the import took {took:.0f} s; the server {after.cpu_seconds - before.cpu_seconds:.0f} s of CPU")
    print(json.dumps({each.value: number for each, number in imports.past(id_).head.counts.items()}))


async def read(address: str, is_over: Callable[[], bool], opened: list[float], clicked: list[float]) -> None:
    """Open the page and click on marks and links of it, one after the other."""
    started = time.perf_counter()
    async with BrowserSession(address) as session:
        opened.append(time.perf_counter() - started)
        for number in range(CLICKS_A_SESSION):
            if is_over():
                return
            place = session.places[number % len(session.places)]
            clicked.append(await (session.click_map(place) if number % 2 else session.click_link(f"?place={place}")))


def told(seconds: list[float]) -> str:
    return f" {statistics.median(seconds):6.2f} s median, {max(seconds):6.2f} s at most, of {len(seconds):4}"


if __name__ == "__main__":
    main()
