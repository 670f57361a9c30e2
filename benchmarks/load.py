"""Many readers at once: 50 sessions of the page clicking for 60 seconds, and one real Chromium beside them.

    python -m benchmarks.load [--sessions N] [--seconds N] [--pause SECONDS] [--passages N] [--without-browser]

50 Chromiums would measure themselves on a machine of two cores, so the sessions speak Streamlit's web socket as the
browser does (benchmarks/browser_session.py); the one Chromium shows that what they measure is what a reader waits for.
Each session clicks on marks of the map and on links of the list, and rests between two clicks for a time drawn by
chance around *pause*. The archive is the sample, or a synthetic one of that many passages and 20,000 places.

Ends with 1 if a target is missed: no error, and 95 clicks of 100 under one second. That sessions which left are given
back is proved in tests/test_serve.py; here is what memory that takes.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import shutil
import sys
import tempfile
import time
import urllib.request
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from benchmarks.archive_counts import make
from benchmarks.browser_session import BrowserSession, SessionError
from places.gazetteer import Gazetteer
from tests.browser.server import ROOT, served

PAGE = ROOT / "serve.py"
#: Seconds a session is kept after its reader left; Streamlit's default is two minutes.
KEPT_SECONDS = 5
TARGET_SECONDS = 1.0
#: Of 100 clicks, so many are on marks of the map; the others are on links.
ON_MAP = 60
#: In the sidebar: the link of a place in the list, and what leads back to the list from its passages.
PLACES = ".stSidebar ol.dl-places > li:nth-child({}) a[data-view]"
BACK = ".stSidebar a.dl-back"
#: Milliseconds from a click on a link to the sight of passages, or to their absence.
CLICK = """
([link, back]) => new Promise(done => {
  const clickedAt = performance.now()
  const before = !!document.querySelector(back)
  const watch = new MutationObserver(() => {
    if (!!document.querySelector(back) != before) requestAnimationFrame(() => {
      watch.disconnect()
      done(performance.now() - clickedAt)
    })
  })
  watch.observe(document.body, { childList: true, subtree: true })
  document.querySelector(link).click()
})
"""
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Clicks:
    """What the sessions met."""

    map: list[float] = field(default_factory=list)
    links: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    bytes_received: int = 0

    @property
    def all(self) -> list[float]:
        return self.map + self.links


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process has used so far."""

    cpu_seconds: float
    resident_mb: float

    @classmethod
    def of(cls, pid: int) -> Usage:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        resident = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
        assert resident is not None
        return cls((int(fields[11]) + int(fields[12])) / TICKS, int(resident[1]) / 1024)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--pause", type=float, default=3.0, help="seconds between two clicks of one reader, on average")
    parser.add_argument("--passages", type=int, default=0, help="in the archive; 0 for the sample")
    parser.add_argument("--without-browser", action="store_true")
    asked = parser.parse_args()
    Gazetteer.ensure()
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        (folder / "home").mkdir()
        if asked.passages:
            make(folder / "home" / "archive.sqlite", asked.passages)
        server = stack.enter_context(served(PAGE, folder, options=(f"--server.disconnectedSessionTTL={KEPT_SECONDS}",)))
        return asyncio.run(measure(server.address, server.pid, asked))


async def measure(address: str, pid: int, asked: argparse.Namespace) -> int:
    async with BrowserSession(address) as first:  # files come into memory, the sample is made
        for place in first.places[:20]:
            await first.click_map(place)
    empty = Usage.of(pid)
    print(f"one session came and went: {empty.resident_mb:.0f} MB; load of the machine {os.getloadavg()[0]:.1f}")
    clicks = Clicks()
    async with AsyncExitStack() as stack:
        opening = time.perf_counter()
        sessions = [await stack.enter_async_context(BrowserSession(address)) for _ in range(asked.sessions)]
        took = time.perf_counter() - opening
        opened = Usage.of(pid)
        print(
            f"{asked.sessions} sessions opened one after another in {took:.1f} s, "
            f"{(opened.cpu_seconds - empty.cpu_seconds) / asked.sessions * 1000:.0f} ms of CPU each; "
            f"{opened.resident_mb:.0f} MB, {(opened.resident_mb - empty.resident_mb) / asked.sessions:.2f} MB each"
        )
        until = time.perf_counter() + asked.seconds
        readers = [read(session, until, asked.pause, clicks, n) for n, session in enumerate(sessions)]
        beside = [] if asked.without_browser else [asyncio.to_thread(chromium_clicks, address, asked.seconds)]
        load = os.getloadavg()[0]
        *_, seen = await asyncio.gather(*readers, *beside) if beside else (*await asyncio.gather(*readers), [])
        busy = Usage.of(pid)
        clicks.bytes_received = sum(session.bytes_received for session in sessions)
        report(clicks, asked, opened, busy, seen or [])
        print(f"load of the machine {load:.1f} before, {os.getloadavg()[0]:.1f} after")
    freed = await left(address, pid, asked.sessions)
    async with AsyncExitStack() as stack:
        for number in range(asked.sessions):
            session = await stack.enter_async_context(BrowserSession(address))
            await session.click_map(session.places[number % len(session.places)])
        again = Usage.of(pid)
    # What Python has freed it uses again before it asks the system for more.
    print(
        f"all left: {freed.resident_mb:.0f} MB; as many came again and clicked: {again.resident_mb:.0f} MB, "
        f"{(again.resident_mb - freed.resident_mb) / asked.sessions:.2f} MB each"
    )
    p95 = percentile(clicks.all, 95)
    return int(bool(clicks.errors) or p95 > TARGET_SECONDS)


async def read(session: BrowserSession, until: float, pause: float, clicks: Clicks, number: int) -> None:
    """Click until the time is over, as a reader does: look, click, look."""
    chance = random.Random(number)
    await asyncio.sleep(chance.uniform(0, pause))
    while time.perf_counter() < until:
        try:
            if session.places and chance.randrange(100) < ON_MAP:
                clicks.map.append(await session.click_map(chance.choice(session.places)))
            else:
                clicks.links.append(await session.click_link(chance.choice([*session.links, "?"])))
        except SessionError as error:
            clicks.errors.append(str(error))
            return
        await asyncio.sleep(chance.uniform(0.5, 1.5) * pause)


def report(clicks: Clicks, asked: argparse.Namespace, before: Usage, after: Usage, seen: list[float]) -> None:
    number = len(clicks.all)
    print(f"\n{'click':<16}{'number':>8}{'median':>10}{'p95':>10}{'p99':>10}{'worst':>10}")
    for name, times in (("on the map", clicks.map), ("on a link", clicks.links), ("all", clicks.all)):
        row = "".join(f"{percentile(times, p) * 1000:>7.0f} ms" for p in (50, 95, 99, 100))
        print(f"{name:<16}{len(times):>8}{row}")
    if seen:
        row = "".join(f"{percentile(seen, p):>7.0f} ms" for p in (50, 95, 99, 100))
        print(f"{'in Chromium':<16}{len(seen):>8}{row}   from the click to the sight of what it leads to")
    print(
        f"\n{number / asked.seconds:.1f} clicks a second; "
        f"{(after.cpu_seconds - before.cpu_seconds) / max(number, 1) * 1000:.0f} ms of the server's CPU a click, "
        f"{clicks.bytes_received / max(number, 1) / 1000:.0f} kB sent a click\n"
        f"{len(clicks.errors)} errors {clicks.errors[:3] or ''}\n"
        f"{after.resident_mb:.0f} MB, {(after.resident_mb - before.resident_mb) / asked.sessions:.2f} MB a session "
        "more than before the first click"
    )


async def left(address: str, pid: int, sessions: int) -> Usage:
    """What is still used when the sessions that left have been given up; Streamlit looks when one more leaves."""
    await asyncio.sleep(KEPT_SECONDS + 1)
    async with BrowserSession(address):
        pass
    await asyncio.sleep(1)
    with urllib.request.urlopen(f"{address}/_stcore/metrics") as answer:
        active = re.search(r"^active_sessions (\d+)", answer.read().decode(), re.MULTILINE)
    assert active is not None and int(active[1]) == 0, f"{sessions} sessions left, and {active} are active"
    return Usage.of(pid)


def chromium_clicks(address: str, seconds: float) -> list[float]:
    """Milliseconds from a click in the list to the passages in the sidebar, and back, in a real browser."""
    from playwright.sync_api import sync_playwright

    took: list[float] = []
    with sync_playwright() as playwright:
        executable = os.environ.get("DATELINE_CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(60_000)
        page.add_init_script("try { localStorage.setItem('dateline-tour', 'seen') } catch {}")
        page.goto(address)
        # Until then a link would load the page anew.
        page.wait_for_selector("html[data-links]", state="attached")
        until = time.perf_counter() + seconds - 5
        for turn in count():
            for link in (PLACES.format(turn % 8 + 1), BACK):
                page.wait_for_selector(link)
                took.append(float(page.evaluate(CLICK, [link, BACK])))
                page.wait_for_timeout(1500)
            if time.perf_counter() > until:
                break
        browser.close()
    return took


def percentile(values: list[float], percent: int) -> float:
    """The value that *percent* of 100 do not exceed; 0 where there is none."""
    if not values:
        return 0.0
    return sorted(values)[min(len(values) - 1, int(len(values) * percent / 100))]


if __name__ == "__main__":
    sys.exit(main())
