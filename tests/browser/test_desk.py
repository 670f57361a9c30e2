"""The analyst's desk in a real browser: lines after a click, completions in the line, a point chosen on the map."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import Serve, Visit
from tests.browser.test_dashboard import MOSUL, TEHRAN, _gazetteer, heading, hostile, over_iraq

__all__ = ["_gazetteer", "hostile"]
pytestmark = pytest.mark.browser

PAGE = Path(__file__).parents[2] / "dashboard.py"


@pytest.fixture
def sample(serve: Serve) -> str:
    return serve(PAGE)


def test_a_click_on_the_map_draws_lines_to_what_is_named_with_it_on_the_map_that_is_there(
    visit: Visit, sample: str
) -> None:
    page = visit(sample)
    world = over_iraq(page)
    world.ask("window.witness = 'still here'")
    world.click(TEHRAN)
    heading(page, "Tehran")
    world.frame.wait_for_function("dateline.marks.links.length > 2")
    assert set(world.ask("dateline.marks.links.map(({ from }) => from.id)")) == {TEHRAN}
    assert world.ask("window.witness") == "still here"


def test_the_line_is_completed_by_keyboard_and_hostile_names_stay_text(visit: Visit, sample: str, hostile: str) -> None:
    page = visit(sample)
    page.wait_for_selector("html[data-keys]", state="attached")
    page.keyboard.press("/")
    page.keyboard.type("mos")
    page.wait_for_selector("#dl-ways li:has-text('Mosul')")
    line = page.locator(".st-key-filters input")
    assert line.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    active = page.locator(f"#{line.get_attribute('aria-activedescendant')}")
    assert active.get_attribute("aria-selected") == "true"
    assert active.inner_text().startswith("Mosul")
    page.keyboard.press("Escape")
    page.wait_for_selector("#dl-ways", state="hidden")
    assert line.input_value() == "mos", "Escape leaves the line as it is"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    assert line.input_value() == "place:Mosul "
    assert line.evaluate("input => input === document.activeElement")
    page.keyboard.press("Enter")
    page.wait_for_function(f"location.search.includes('with={MOSUL}')")

    page = visit(hostile)
    page.click(".st-key-filters input")
    page.keyboard.type("outlet:")
    way = page.wait_for_selector("#dl-ways li:has-text('<img src=x')")
    assert way.query_selector("img") is None
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_selector(".dl-chips")
    assert page.title() != "owned"
