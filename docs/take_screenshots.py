"""The README's pictures, of the digests that ship with Dateline: python -m docs.take_screenshots."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import ViewportSize, sync_playwright

from tests.browser.map_frame import MapFrame
from tests.browser.server import ROOT, streamlit

DOCS = Path(__file__).parent
MOSUL = "99072"
DESKTOP = ViewportSize(width=1400, height=900)
PHONE = ViewportSize(width=390, height=844)


def main() -> None:
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        executable = os.environ.get("DATELINE_CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        with streamlit(ROOT / "dashboard.py", Path(folder)) as address:
            take(browser, f"{address}/?place={MOSUL}", "explore-light.png", color_scheme="light", viewport=DESKTOP)
            page = opened(browser, color_scheme="dark", viewport=DESKTOP)
            page.goto(f"{address}/?place={MOSUL}")
            MapFrame.of(page)
            page.click(".stSidebar .dl-foot a >> nth=1")
            page.wait_for_selector(".dl-reader article p")
            finish(page, "read-dark.png")
            take(browser, f"{address}/?place={MOSUL}", "phone-light.png", color_scheme="light", viewport=PHONE)
        browser.close()


def take(browser: Any, address: str, name: str, **options: Any) -> None:
    page = opened(browser, **options)
    page.goto(address)
    MapFrame.of(page)
    finish(page, name)


def opened(browser: Any, **options: Any) -> Any:
    """A new page without the first steps, which would cover a corner."""
    page = browser.new_page(**options)
    page.add_init_script("localStorage.setItem('dateline-tour', 'seen')")
    return page


def finish(page: Any, name: str) -> None:
    page.wait_for_timeout(2500)  # labels and shapes fade in
    page.screenshot(path=str(DOCS / name))
    page.close()


if __name__ == "__main__":
    main()
