"""Company, sparklines, play and the page Compare in a real browser, over the digests that ship with Dateline."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import Serve, Visit
from tests.browser.map_frame import MapFrame
from tests.browser.test_dashboard import BAGHDAD, MOSUL, PAGE, PHONE, _gazetteer, at_rest, heading

__all__ = ["_gazetteer"]

pytestmark = pytest.mark.browser


@pytest.fixture
def sample(serve: Serve) -> str:
    return serve(PAGE)


def test_a_pair_of_places_is_opened_with_both_marked(visit: Visit, sample: str) -> None:
    page = visit(f"{sample}/?place={MOSUL}")
    heading(page, "Mosul")
    page.click(".stSidebar .dl-related summary")
    page.click(".stSidebar .dl-related a:has(.dl-name:text-is('Baghdad'))")
    page.wait_for_function("location.search.includes('together=passage')")
    at_rest(page)
    for passage in page.locator(".stSidebar .dl-passage").all():
        assert {"Mosul", "Baghdad"} <= set(passage.locator("mark").all_inner_texts())
    assert f"with={BAGHDAD}" in page.url


def test_a_sparkline_is_drawn_with_ink(visit: Visit, sample: str) -> None:
    page = visit(sample)
    spark = page.locator(".stSidebar .dl-spark").first
    spark.wait_for()
    box = spark.bounding_box()
    assert box["width"] > 40
    assert box["height"] > 8
    shape = spark.evaluate("e => getComputedStyle(e).clipPath")
    assert shape.startswith("polygon(")
    assert shape.count("100%") >= 2


def test_play_goes_through_the_bars_and_stops_at_a_click(visit: Visit, sample: str) -> None:
    page = visit(sample)
    page.click("a[data-play]")
    page.wait_for_function("location.search.includes('after=')")
    first = page.url
    page.wait_for_function("first => location.href !== first", arg=first)
    assert page.locator("a[data-play]").inner_text().endswith("pause")
    page.click("a[data-play]")
    at_rest(page)
    stopped = page.url
    page.wait_for_timeout(2600)
    assert page.url == stopped
    assert page.locator("a[data-play]").inner_text().endswith("play")


def test_play_stops_by_itself_at_the_end(visit: Visit, sample: str) -> None:
    page = visit(sample)
    page.wait_for_selector("a[data-later]")
    while page.locator("a[data-later]").count():
        before = page.url
        page.click("a[data-later]")
        page.wait_for_function("before => location.href !== before", arg=before)
        at_rest(page)
        page.wait_for_timeout(300)
    end = page.url
    page.click(".dl-steps a:has-text('earlier')")
    page.wait_for_function("end => location.href !== end", arg=end)
    at_rest(page)
    page.click("a[data-play]")
    page.wait_for_function("end => location.href === end", arg=end)
    page.wait_for_selector(":root:not([data-playing])", state="attached")


def test_a_number_of_a_comparison_opens_its_passages(visit: Visit, sample: str) -> None:
    page = visit(f"{sample}/compare")
    page.wait_for_selector(".dl-compare tbody tr")
    row = page.locator(".dl-compare tbody tr:has(.dl-name:text-is('Mosul'))")
    mentions = row.locator("td a").first.inner_text()
    row.locator("td a").first.click()
    heading(page, "Mosul")
    tally = page.inner_text(".stSidebar .dl-tally")
    assert tally.startswith(f"{mentions} mention")
    assert "before=" in page.url


def test_a_comparison_lives_in_its_link(visit: Visit, sample: str) -> None:
    first = visit(f"{sample}/compare")
    first.click("button:has-text('Swap the sides')")
    first.wait_for_function("location.search.includes('second-before')")
    at_rest(first)
    table = first.inner_text(".dl-compare")
    second = visit(first.url)
    second.wait_for_selector(".dl-compare tbody tr")
    assert second.inner_text(".dl-compare") == table


def test_a_comparison_fits_a_phone(visit: Visit, sample: str) -> None:
    page: Any = visit(f"{sample}/compare", **PHONE)
    page.wait_for_selector(".dl-compare tbody tr")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box = page.locator(".dl-compare table").bounding_box()
    assert box["x"] + box["width"] <= 390


def test_a_click_on_the_map_is_not_taken_away_by_play(visit: Visit, sample: str) -> None:
    page = visit(sample)
    world = MapFrame.of(page)
    page.click("a[data-play]")
    page.wait_for_selector(":root[data-playing]", state="attached")
    page.wait_for_function("location.search.includes('after=')")
    at_rest(page)
    world.click_empty()
    page.wait_for_selector(":root:not([data-playing])", state="attached")
