"""Every filter of the page, from the change to the new map and the new passages in a real Chromium.

    python -m benchmarks.filters [--passages N ...] [--rounds N] [--keep FOLDER]

For each kind of filter (days, outlet, places inside a country, radius, area drawn, certainty, role, words, a step of
the timeline), over synthetic archives of 5,000 and of 500,000 passages: milliseconds from the Enter key, or the click,
to the marks of the new view on the map's canvas and to its passages, those of a selected place, in the sidebar; the
median of some rounds, each with another value, so that no answer is one that was remembered. Beside it, in the same
run, what working the same out from scratch takes: all mentions read and counted in Python. Their counts have to be
those that the page shows. Ends with 1 where a median misses its target: 300 ms up to 5,000 passages, 1 s beyond.
Making the larger archive takes minutes; --keep makes it once, in that folder.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from articles.archive import Archive
from articles.certainty import Certainty
from articles.querying.reading import parse_line
from articles.querying.writing import line_of
from articles.storage.database import Database
from articles.storage.schema import CERTAINTIES, KINDS
from articles.view import Near, View
from benchmarks.archive_counts import make
from places.areas.polygon import Area, of_box
from places.distance import within_km
from places.gazetteer import Gazetteer
from places.mention import Kind
from places.place import BoundingBox
from tests.browser.map_frame import MapFrame
from tests.browser.server import ROOT, streamlit

PAGE = ROOT / "dashboard.py"
PATIENCE_MS = 180_000
#: Milliseconds, for archives of at most so many passages.
TARGETS = {5_000: 300, sys.maxsize: 1000}
SEARCH = ".st-key-filters input"

WATCH = """
() => {
  const now = () => performance.timeOrigin + performance.now()
  window.bench = { started: 0, passages: 0 }
  const start = () => Object.assign(window.bench, { started: now(), passages: 0 })
  addEventListener('keydown', event => event.key === 'Enter' && start(), true)
  addEventListener('click', event => event.target.closest?.('a[data-later]') && start(), true)
  new MutationObserver(() => { window.bench.passages = now() })
    .observe(document.querySelector('.stSidebar'), { childList: true, subtree: true, characterData: true })
}
"""
#: The map calls this when it has drawn a message; two frames on, the canvas is on the screen.
WATCH_MAP = """
() => {
  const ready = dateline.ready
  window.drawnAt = 0
  dateline.ready = () => {
    ready()
    requestAnimationFrame(() => requestAnimationFrame(() => {
      window.drawnAt = performance.timeOrigin + performance.now()
    }))
  }
}
"""
IS_AT_REST = """
() => bench.started && bench.passages > bench.started
  && performance.timeOrigin + performance.now() > bench.passages + 300
  && document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'
"""


@dataclass(frozen=True)
class Took:
    """Milliseconds."""

    map: float
    passages: float

    @property
    def both(self) -> float:
        return max(self.map, self.passages)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--passages", type=int, nargs="+", default=[5_000, 500_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="make the archives there, or use those made there")
    options = parser.parse_args()
    Gazetteer.ensure()
    missed = False
    for passages in options.passages:
        with _home(options.keep, passages) as home:
            missed |= measure(home, passages, options.rounds)
    return int(missed)


def measure(home: Path, passages: int, rounds: int) -> bool:
    """Prints a line for each kind of filter; whether one of them misses its target."""
    target = next(ms for most, ms in TARGETS.items() if passages <= most)
    archive = Archive.open(home / "archive.sqlite")
    selected = archive.places(View())[9].place
    print(
        f"\n{passages:,} passages, {len(archive.places(View())):,} places, {selected.name} selected; target {target} ms"
    )
    print(f"{'':34}{'map':>9}{'passages':>10}{'slowest':>9}{'from scratch':>14}{'ratio':>7}")
    missed = False
    with _page(home, f"?place={selected.id}") as page:
        world = MapFrame.of(page)
        page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
        page.wait_for_timeout(2000)
        page.evaluate(WATCH)
        world.ask(WATCH_MAP)
        took: dict[str, list[Took]] = defaultdict(list)
        shown = {}
        for n in range(1, rounds + 1):
            # One kind after the other, so that each finds another map and other passages than its own.
            for name, view in filters(archive).items():
                shown[name] = view(n)
                took[name].append(change(page, world, line_of(shown[name], archive)))
                check(page, archive, shown[name])
        for name, last in shown.items():
            missed |= report(name, took[name], from_scratch(archive, last), target)
        change(page, world, "after:2005-01-01 before:2005-01-31")
        steps = [step(page, world) for _ in range(rounds)]
        now, _ = parse_line(page.input_value(SEARCH), archive)
        check(page, archive, now)
        missed |= report("a step of the timeline", steps, from_scratch(archive, now), target)
    archive.close()
    return missed


def filters(archive: Archive) -> Mapping[str, Callable[[int], View]]:
    """Each with another value for each number; where a filter has but one, the days begin another day."""
    popular, second, *_ = (count.place.id for count in archive.places(View()))
    return {
        "days, half of them": lambda n: View(after=date(2003 + n, 1, 1), before=date(2011 + n, 12, 31)),
        "an outlet": lambda n: View(outlets=(f"Outlet {n}",)),
        "all outlets but one": lambda n: View(without=(f"Outlet {n}",)),
        "one of two places": lambda n: View(places=(popular, second), after=date(2000, n, 1)),
        "inside a country, which holds all": lambda n: View(inside=("IQ",), after=date(2000, n, 1)),
        "a radius of 60 km": lambda n: View(near=Near(popular, 60 + n)),
        "a radius of 2,000 km": lambda n: View(near=Near(popular, 2000 + n)),
        "an area, a tenth of the world": lambda n: View(area=of_box(BoundingBox(-30, -36, 30, 36 + n)) or ()),
        "automatic mentions alone": lambda n: View(certainty=(Certainty.AUTOMATIC,), after=date(2000, n, 1)),
        "mentions of the place itself": lambda n: View(kinds=(Kind.PLACE,), after=date(2000, n, 1)),
        "a word that most passages hold": lambda n: View(query=f"word{n}"),
        "a word that few hold": lambda n: View(query=f"word{400 + n}"),
    }


def change(page: Page, world: MapFrame, line: str) -> Took:
    """The line typed over the old one, and Enter."""
    page.fill(SEARCH, line)
    page.wait_for_timeout(200)
    return _timed(page, world, lambda: page.press(SEARCH, "Enter"))


def step(page: Page, world: MapFrame) -> Took:
    return _timed(page, world, lambda: page.click("a[data-later]"))


def _timed(page: Page, world: MapFrame, act: Callable[[], None]) -> Took:
    page.evaluate("bench.started = bench.passages = 0")
    world.ask("void (window.drawnAt = 0)")
    act()
    world.frame.wait_for_function("window.drawnAt > 0")
    page.wait_for_function(IS_AT_REST)
    started, passages = page.evaluate("[bench.started, bench.passages]")
    return Took(world.ask("drawnAt") - started, passages - started)


def check(page: Page, archive: Archive, view: View) -> None:
    """That the page shows *view* and nothing older."""
    shown, totals = page.inner_text(".dl-totals"), archive.totals(view)
    for number in (totals.passages, totals.places):
        assert f"{number:,} " in shown, (view, shown, totals)


def report(name: str, took: list[Took], scratch: float, target: float) -> bool:
    on_map, in_list = (statistics.median(getattr(each, of) for each in took) for of in ("map", "passages"))
    median, slowest = statistics.median(each.both for each in took), max(each.both for each in took)
    late = "" if median <= target else "  too slow"
    times = f"{on_map:6.0f} ms{in_list:7.0f} ms{slowest:6.0f} ms{scratch:11,.0f} ms{scratch / median:6.1f}x"
    print(f"{name:34}{times}{late}", flush=True)
    return median > target


def from_scratch(archive: Archive, view: View) -> float:
    """Milliseconds to read all there is and count it, without an index and without anything kept."""
    started = time.perf_counter()
    places, passages = counted_by_hand(archive, view)
    took = (time.perf_counter() - started) * 1000
    totals = archive.totals(view)
    assert passages == totals.passages, (view, passages, totals)
    assert places == {count.place.id: count.mentions for count in archive.places(view)}, view
    return took


def counted_by_hand(archive: Archive, view: View) -> tuple[dict[str, int], int]:
    """The mentions of each place on the map, and the number of passages."""
    with Database(archive.path, read_only=True).reading() as db:
        rows = db.execute("SELECT n, id, lat, lon, country_code FROM place")
        place = {
            n: (id_, lat is not None, _is_asked(archive, view, id_, lat, lon, code)) for n, id_, lat, lon, code in rows
        }
        outlets = dict(db.execute("SELECT n, name FROM outlet").fetchall())
        texts = dict(db.execute("SELECT n, headline || '\n\n' || text FROM article").fetchall()) if view.query else {}
        passing = set()
        for n, article, day, outlet, start, end in db.execute(
            "SELECT n, article, day, outlet, start, end FROM passage"
        ):
            name = outlets[outlet]
            if (view.outlets and name not in view.outlets) or name in view.without:
                continue
            if (view.after or view.before) and not _is_within(day, view):
                continue
            if view.query and not set(view.query.split()) <= set(texts[article][start:end].split()):
                continue
            passing.add(n)
        mentions: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        naming = set()
        sql = "SELECT passage, place, kind, certainty FROM mention WHERE passage IS NOT NULL"
        for passage, number, kind, certainty in db.execute(sql):
            if passage not in passing or KINDS[kind] not in view.kinds:
                continue
            if view.certainty and CERTAINTIES[certainty] not in view.certainty:
                continue
            mentions[passage][number] += 1
            if place[number][2]:
                naming.add(passage)
    if view.names_places or view.certainty or view.leaves_out_roles:
        passing &= naming
    found: dict[str, int] = defaultdict(int)
    for passage in passing & mentions.keys():
        for number, times in mentions[passage].items():
            id_, is_placed, _ = place[number]
            if is_placed:
                found[id_] += times
    return dict(found), len(passing)


def _is_asked(archive: Archive, view: View, id_: str, lat: float | None, lon: float, country: str) -> bool:
    if view.places:
        return id_ in view.places
    if lat is None:
        return not view.names_places
    if view.inside:
        return country in view.inside
    if view.near:
        middle = archive.place(view.near.place)
        return middle is not None and within_km(middle.point, lat, lon, view.near.km)
    return not view.area or Area(view.area).holds(lat, lon)


def _is_within(day: int, view: View) -> bool:
    return bool(day) and (view.after or date.min).toordinal() <= day <= (view.before or date.max).toordinal()


@contextmanager
def _home(kept: Path | None, passages: int) -> Iterator[Path]:
    """A folder with a synthetic archive of so many passages."""
    with tempfile.TemporaryDirectory(prefix="dateline-benchmark-") as temporary:
        home = (kept or Path(temporary)) / str(passages)
        home.mkdir(parents=True, exist_ok=True)
        if not (home / "archive.sqlite").exists():
            make(home / "archive.sqlite", passages)
        yield home


@contextmanager
def _page(home: Path, link: str) -> Iterator[Any]:
    executable = os.environ.get("DATELINE_CHROMIUM") or shutil.which("chromium")
    with (
        tempfile.TemporaryDirectory() as folder,
        streamlit(PAGE, Path(folder), DATELINE_HOME=str(home)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1400, "height": 900})
        context.add_init_script("try { localStorage.setItem('dateline-tour', 'seen') } catch {}")
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(address + "/" + link)
        yield page
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
