"""*Copy link* in a real browser: one click, and what is in the clipboard opens the same view."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from articles.hosting.short_links import SHORT_LINKS
from tests.browser.conftest import Serve, Visit

pytestmark = pytest.mark.browser

PAGE = Path(__file__).parents[2] / "dashboard.py"
LONG = "/?q=Mosul&outlet=DEBKAfile&outlet=Clarion+Project&after=2016-01-01&embed_options=light_theme"
COPIED = "() => navigator.clipboard.readText()"


def copied(page: object, button: str = "a.dl-share") -> str:
    """What one click on *Copy link* puts into the clipboard."""
    share = page.locator(button)  # type: ignore[attr-defined]
    share.click()
    share.filter(has_text="Link copied").wait_for()
    text: str = page.evaluate(COPIED)  # type: ignore[attr-defined]
    return text


def test_one_click_copies_a_short_link_that_opens_the_same_view_and_the_long_one_where_none_can_be_kept(
    visit: Visit, serve: Serve, tmp_path: Path
) -> None:
    site = serve(PAGE, DATELINE_HOME=str(tmp_path))
    page = visit(site + LONG, permissions=["clipboard-read", "clipboard-write"])
    page.wait_for_selector(".dl-sentence")
    page.wait_for_selector("html[data-share]", state="attached")
    said = page.locator(".dl-sentence").inner_text()
    short = copied(page)
    assert len(urlsplit(short).query.partition("&")[0]) == len("s=") + 10
    assert urlsplit(short).query.endswith("embed_options=light_theme"), "what is not the view's stays"
    assert len((tmp_path / SHORT_LINKS).read_text().splitlines()) == 1

    page.goto(short)
    page.wait_for_selector("html[data-share]", state="attached")
    assert page.locator(".dl-sentence").inner_text() == said
    assert copied(page) == short

    page.goto(f"{site}/compare?q=Mosul&first-outlet=DEBKAfile&second-outlet=Clarion+Project")
    page.wait_for_selector("html[data-share]", state="attached")
    table = page.locator("table").inner_text()
    comparison = copied(page, "a[data-copy]")
    assert urlsplit(comparison).path == "/compare"
    assert len(urlsplit(comparison).query) == len("s=") + 10
    page.goto(comparison)
    page.wait_for_selector("html[data-share]", state="attached")
    assert page.locator("table").inner_text() == table

    (tmp_path / SHORT_LINKS).unlink()
    (tmp_path / SHORT_LINKS).mkdir()
    page.goto(site + LONG)
    page.wait_for_selector("html[data-share]", state="attached")
    assert copied(page) == site + LONG
    page.get_by_text("The long link was copied, and works").wait_for()
