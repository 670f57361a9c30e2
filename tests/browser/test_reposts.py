"""Reposts in a real browser: counted once, told of on the card and in the reader, and reached by a click."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.conftest import Serve, Visit
from tests.browser.test_dashboard import MOSUL, PAGE, ROOT, _gazetteer, at_rest, heading

__all__ = ["_gazetteer"]

pytestmark = pytest.mark.browser

TEXT = (
    "Engineers from the river authority reopened the old iron bridge in Mosul on Sunday, eleven months after a barge "
    "tore away two of its piers, and lorries queued for three kilometres to be the first across."
)
HEADLINES = {"The Wire": "Bridge open", "A Blog": "Across again", "A Review": "<b>The week</b>"}


@pytest.fixture
def address(serve: Serve, tmp_path: Path) -> str:
    """The page over one paragraph that three outlets published, one day after another."""
    file = tmp_path / "articles.jsonl"
    rows = [
        {"headline": headline, "outlet": outlet, "date": f"2016-10-{17 + n}", "text": TEXT}
        for n, (outlet, headline) in enumerate(HEADLINES.items())
    ]
    file.write_text("\n".join(map(json.dumps, rows)))
    home = {"DATELINE_HOME": str(tmp_path / "home")}
    command = [sys.executable, "-m", "articles", "import", str(file)]
    subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, **home}, capture_output=True)
    return serve(PAGE, **home)


def test_a_repost_is_counted_once_told_of_and_reached(visit: Visit, address: str) -> None:
    page = visit(f"{address}/?place={MOSUL}")
    heading(page, "Mosul")
    assert page.locator(".stSidebar .dl-passage").count() == 1
    assert "2 more in reposts" in page.locator(".stSidebar .dl-selected").first.inner_text()
    also = page.locator(".stSidebar .dl-also")
    assert also.inner_text() == "Also in 2 other articles: A Blog, 18 Oct 2016; A Review, 19 Oct 2016"
    also.locator("a", has_text="A Review").click()
    page.wait_for_selector(".dl-reader h1:text-is('<b>The week</b>')")
    said = page.locator(".dl-reader .dl-also p")
    assert said.first.inner_text() == "This paragraph is a repost of Bridge open (The Wire, 17 Oct 2016)"
    said.first.locator("a").click()
    page.wait_for_selector(".dl-reader h1:text-is('Bridge open')")
    at_rest(page)
    page.click("a:has-text('2 reposts counted once')")
    page.wait_for_function("document.querySelectorAll('.stSidebar .dl-passage').length === 3")
    assert "reposts=apart" in page.url
