"""The analyst's desk in a real browser: lines after a click, completions in the line, a point chosen on the map."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import Serve, Visit
from tests.browser.map_frame import POLLING
from tests.browser.test_accessibility import archive
from tests.browser.test_dashboard import MOSUL, TEHRAN, _gazetteer, heading, hostile, over_iraq

__all__ = ["_gazetteer", "archive", "hostile"]
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
    world.wait_until("dateline.marks.links.length > 2")
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


def test_a_point_is_chosen_on_the_map_of_the_dialog_and_seen_before_it_is_decided(visit: Visit, archive: str) -> None:
    page = visit(archive)
    page.click(".stSidebar ol.dl-places a:has-text('Basra')")
    page.click(".stSidebar .dl-selected a.dl-fix")
    small = page.wait_for_selector("[data-testid=stDialog] iframe")
    frame = small.content_frame()
    frame.wait_for_function("window.dateline?.marks?.marks.length > 0 && dateline.choosing", polling=POLLING)
    frame.evaluate("void map.setView([31, 47], 6, { animate: false })")
    box = small.bounding_box()
    page.mouse.click(box["x"] + 90, box["y"] + box["height"] - 40)
    choice = page.wait_for_selector("[data-testid=stDialog] label:has(input:checked):has-text(' N, ')")
    assert "Basra" in choice.inner_text()
    typed = page.locator("[data-testid=stDialog] input[type=text]").first.input_value()
    assert typed.endswith(" E")
    assert typed in choice.inner_text()
    frame.wait_for_function("dateline.marks.selected.startsWith('user:')", polling=POLLING)
    page.wait_for_selector("[data-testid=stDialog] :text('Will change')")
