"""The page by keyboard, the sheet of keys, and the first steps of a new reader."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Serve, Visit

pytestmark = pytest.mark.browser

PAGE = Path(__file__).parents[2] / "dashboard.py"
MOSUL = "99072"


@pytest.fixture
def sample(serve: Serve) -> str:
    return serve(PAGE)


def listed(page: Any) -> None:
    page.wait_for_selector(".stSidebar ol.dl-places")
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")


def choose_mosul(page: Any) -> None:
    listed(page)
    page.focus(f".stSidebar a[href='?place={MOSUL}']")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement?.matches('.stSidebar .dl-selected h2')")


def test_a_place_chosen_by_keyboard_takes_the_focus_to_its_passages(visit: Visit, sample: str) -> None:
    page = visit(sample)
    choose_mosul(page)
    assert page.evaluate("document.activeElement.textContent") == "Mosul"
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('.stSidebar'))")


def test_a_place_chosen_with_the_mouse_leaves_the_focus_alone(visit: Visit, sample: str) -> None:
    page = visit(sample)
    listed(page)
    page.click(f".stSidebar a[href='?place={MOSUL}']")
    page.wait_for_selector(".stSidebar .dl-selected h2:text-is('Mosul')")
    page.wait_for_timeout(500)
    assert page.evaluate("document.activeElement.localName") != "h2"


def test_escape_leaves_the_place_and_goes_back_to_it_in_the_list(visit: Visit, sample: str) -> None:
    page = visit(sample)
    choose_mosul(page)
    page.keyboard.press("Escape")
    page.wait_for_function(f"document.activeElement?.matches('.stSidebar ol.dl-places a[href=\"?place={MOSUL}\"]')")
    assert "place=" not in page.url


def test_escape_in_a_field_or_over_a_dialog_leaves_the_place_alone(visit: Visit, sample: str) -> None:
    page = visit(sample)
    choose_mosul(page)
    page.focus(".st-key-filters input")
    page.keyboard.press("Escape")
    page.click("button:has-text('Export')")
    page.wait_for_selector("[data-testid=stPopoverBody]")
    page.keyboard.press("Escape")
    page.wait_for_selector("[data-testid=stPopoverBody]", state="detached")
    page.wait_for_timeout(500)
    assert f"place={MOSUL}" in page.url


def test_an_article_opened_by_keyboard_has_the_focus_and_escape_leaves_one_thing_at_a_time(
    visit: Visit, sample: str
) -> None:
    page = visit(sample)
    choose_mosul(page)
    page.focus(".stSidebar .dl-foot a >> nth=0")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement?.closest('.dl-reader')")
    page.keyboard.press("Escape")
    page.wait_for_function("document.activeElement?.matches('ol.dl-places a')")
    assert "article=" in page.url
    page.keyboard.press("Escape")
    page.wait_for_selector(".dl-reader", state="detached")
    page.wait_for_function("!location.search.includes('article=')")


def test_the_slash_goes_to_the_search_line_and_is_a_letter_there(visit: Visit, sample: str) -> None:
    page = visit(sample)
    listed(page)
    page.wait_for_selector(".st-key-filters input")
    page.keyboard.press("/")
    page.wait_for_function("document.activeElement.matches('.st-key-filters input')")
    page.keyboard.type("a/b?")
    assert page.input_value(".st-key-filters input") == "a/b?"
    assert not page.locator("dialog.sheet").is_visible()


def test_a_question_mark_opens_the_sheet_of_keys_and_closes_it(visit: Visit, sample: str) -> None:
    page = visit(sample)
    listed(page)
    page.keyboard.press("?")
    page.locator("dialog.sheet").wait_for(state="visible")
    page.keyboard.press("?")
    page.locator("dialog.sheet").wait_for(state="hidden")


def test_the_first_steps_are_drawn_once_for_a_new_browser(visit: Visit, sample: str) -> None:
    page = visit(sample, newcomer=True)
    tour = page.locator("section.tour")
    tour.wait_for(state="visible")
    for title in ("This is the map", "Click a mark", "Correct what is wrong"):
        assert tour.locator("h2:visible").inner_text() == title
        tour.locator(".next").click()
    tour.wait_for(state="hidden")
    page.reload()
    listed(page)
    page.wait_for_selector(".st-key-map-stage iframe")
    page.wait_for_timeout(500)
    assert not tour.is_visible()


def test_the_first_steps_never_stand_in_the_way(visit: Visit, sample: str) -> None:
    page = visit(sample, newcomer=True)
    tour = page.locator("section.tour")
    tour.wait_for(state="visible")
    assert page.evaluate("document.activeElement === document.body")
    choose_mosul(page)
    tour.locator(".skip").click()
    tour.wait_for(state="hidden")


def test_the_first_steps_are_reached_again_from_about(visit: Visit, sample: str) -> None:
    page = visit(sample, newcomer=True)
    tour = page.locator("section.tour")
    tour.locator(".skip").click()
    page.goto(f"{sample}/about")
    page.click("a[data-tour]")
    tour.wait_for(state="visible")


def test_tab_never_goes_to_what_lies_in_a_closed_sidebar(visit: Visit, sample: str) -> None:
    page = visit(sample, viewport={"width": 390, "height": 844})
    page.wait_for_selector(".st-key-flow ol.dl-places")
    page.wait_for_timeout(700)
    for _ in range(12):
        page.keyboard.press("Tab")
        assert not page.evaluate("Boolean(document.activeElement.closest('[data-testid=stSidebarContent]'))")
