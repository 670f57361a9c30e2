"""Several archives in a real browser: one goes from one to another and back, and what runs from the right does so."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Serve, Visit
from tests.browser.test_dashboard import PAGE, ROOT

pytestmark = pytest.mark.browser

ARABIC = "Reuters: استعادت القوات العراقية مدينة الموصل بعد معركة استمرت ثلاثة أيام في Mosul."
ENGLISH = "Troops left Mosul for Baghdad after a battle of three days, officials said on Monday."


@pytest.fixture(scope="module")
def address(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page over main, which has an English article, and an archive with an Arabic one."""
    home = tmp_path_factory.mktemp("archives")

    def run(*arguments: str) -> None:
        command = [sys.executable, "-m", "articles", *arguments]
        subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "DATELINE_HOME": str(home)})

    for name, text in (("english", ENGLISH), ("arabic", ARABIC)):
        _write(home / f"{name}.md", text)
    run("archives", "new", "نصوص Iraq")
    run("import", str(home / "english.md"))
    run("import", "--archive", "iraq", str(home / "arabic.md"))
    return serve(PAGE, DATELINE_HOME=str(home))


def _write(path: Path, text: str) -> None:
    path.write_text(
        f"---\nheadline: '{text[:40]}'\noutlet: The Daily Example\ndate: 2016-10-28\n---\n\n{text}\n", "utf-8"
    )


def test_one_goes_to_another_archive_and_back_and_no_page_forgets_which(address: str, visit: Visit) -> None:
    page = visit(address)
    page.locator(".dl-archives summary").click()
    page.get_by_role("link", name="نصوص Iraq").click()
    page.wait_for_url("**/?archive=iraq")
    page.locator(".dl-title h1", has_text="نصوص Iraq").wait_for()
    page.locator("ol.dl-places a:visible", has_text="Mosul").first.click()
    page.wait_for_url("**/?archive=iraq&place=99072")
    page.get_by_role("link", name="About", exact=True).click()
    page.wait_for_url("**/about?archive=iraq")
    page.get_by_role("link", name="Explore", exact=True).click()
    page.wait_for_url("**/?archive=iraq")
    page.go_back()
    page.wait_for_url("**/about?archive=iraq")
    page.go_back()
    page.wait_for_url("**/?archive=iraq&place=99072")
    page.go_back()
    page.wait_for_url("**/?archive=iraq")
    page.go_back()
    page.locator(".dl-title h1", has_text="Dateline").wait_for()
    assert "archive" not in page.url


def test_an_arabic_article_is_read_from_right_to_left_and_an_english_page_stays_as_it_is(
    address: str, visit: Visit
) -> None:
    page = visit(f"{address}/?archive=iraq&place=99072")
    assert _way(page, ".dl-card .dl-passage p") == ["rtl", "right"]
    assert _way(page, ".dl-card .dl-headline") == ["rtl", "right"]
    assert _way(page, ".dl-card .dl-byline") == ["ltr", "left"]
    page.locator(".dl-foot a:visible").first.click()
    assert _way(page, ".dl-reader article p") == ["rtl", "right"]
    assert _way(page, ".dl-reader h1") == ["rtl", "right"]
    assert page.locator(".dl-reader article p[lang=ar]").count() == 1
    page = visit(f"{address}/?place=99072")
    assert _way(page, ".dl-card .dl-passage p") == ["ltr", "left"]


def _way(page: Any, selector: str) -> list[str]:
    """The direction of the first element that is seen, and the side where its text begins."""
    element = page.locator(f"{selector}:visible").first
    element.wait_for()
    way: list[str] = element.evaluate(
        """element => {
          const text = document.createRange()
          text.selectNodeContents(element)
          const lines = [...text.getClientRects()], box = element.getBoundingClientRect()
          const right = Math.max(...lines.map(each => each.right)), left = Math.min(...lines.map(each => each.left))
          return [getComputedStyle(element).direction, box.right - right < left - box.left ? "right" : "left"]
        }"""
    )
    return way
