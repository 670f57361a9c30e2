"""The whole page: its second start against an empty Streamlit page, and a click over a large archive.

    python -m benchmarks.page [--passages N] [--clicks N]

Start is from opening the address of a server that has just come up to the first map with its marks. The click is from
the mouse on a mark to its passages in the sidebar, over a synthetic archive of 20,000 places and N passages.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from articles.archive import Archive
from articles.view import View
from benchmarks.archive_counts import make
from places.gazetteer import Gazetteer
from tests.browser.map_frame import MapFrame
from tests.browser.server import ROOT, streamlit

PAGE = ROOT / "dashboard.py"
PATIENCE_MS = 120_000
WATCH = """
name => {
  window.shownAt = 0
  const seen = () => [...document.querySelectorAll('.stSidebar .dl-selected h2')].some(h => h.textContent === name)
  const now = () => performance.timeOrigin + performance.now()
  new MutationObserver(() => { if (!window.shownAt && seen()) window.shownAt = now() })
    .observe(document.body, { childList: true, subtree: true, characterData: true })
}
"""
CLICKED_AT = (
    "() => addEventListener('click', () => { window.clickedAt = performance.timeOrigin + performance.now() }, true)"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--passages", type=int, default=500_000)
    parser.add_argument("--clicks", type=int, default=15)
    asked = parser.parse_args()
    Gazetteer.ensure()
    executable = os.environ.get("DATELINE_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        print_start(browser, Path(name))
        print_click(browser, Path(name), asked.passages, asked.clicks)
        browser.close()


def print_start(browser: Browser, folder: Path) -> None:
    empty = folder / "empty.py"
    empty.write_text("import streamlit as st\nst.html('<b id=there>there</b>')\n")
    for script in (PAGE, empty):  # once unmeasured: files come into memory, the sample is made
        seconds_to_first_sight(browser, script, folder)
    ours = statistics.median(seconds_to_first_sight(browser, PAGE, folder) for _ in range(3))
    bare = statistics.median(seconds_to_first_sight(browser, empty, folder) for _ in range(3))
    print(f"second start to first map {ours:.2f} s; an empty Streamlit page {bare:.2f} s; {ours - bare:.2f} s on top")


def seconds_to_first_sight(browser: Browser, script: Path, folder: Path) -> float:
    with streamlit(script, folder, DATELINE_HOME=str(folder / "empty-home")) as address:
        page = browser.new_page()
        page.set_default_timeout(PATIENCE_MS)
        started = time.perf_counter()
        page.goto(address)
        if script == PAGE:
            MapFrame.of(page)
        else:
            page.wait_for_selector("#there")
        seconds = time.perf_counter() - started
        page.close()
    return seconds


def print_click(browser: Browser, folder: Path, passages: int, clicks: int) -> None:
    home = folder / "home"
    home.mkdir()
    make(home / "archive.sqlite", passages)
    archive = Archive.open(home / "archive.sqlite")
    chosen = [count.place for count in archive.places(View())[: 3 * clicks : 3]]
    archive.close()
    with streamlit(PAGE, folder, DATELINE_HOME=str(home)) as address:
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.set_default_timeout(PATIENCE_MS)
        page.goto(address)
        world = MapFrame.of(page)
        page.wait_for_timeout(3000)
        world.ask(CLICKED_AT)
        took = [click(page, world, place.id, place.name) for place in chosen]
    median, worst = statistics.median(took[1:]), max(took[1:])
    print(f"{passages:,} passages, 20,000 places: a click {median:.0f} ms, slowest of {len(took) - 1} {worst:.0f} ms")


def click(page: Any, world: MapFrame, place: str, name: str) -> float:
    """Milliseconds from the mouse on the mark to its name above the passages."""
    world.ask("id => { const m = dateline.marks.find(id); map.setView([m.lat, m.lon], 9, { animate: false }) }", place)
    page.wait_for_timeout(700)
    page.evaluate(WATCH, name)
    world.click(place)
    page.wait_for_function("window.shownAt > 0")
    return float(page.evaluate("window.shownAt") - world.ask("window.clickedAt"))


if __name__ == "__main__":
    main()
