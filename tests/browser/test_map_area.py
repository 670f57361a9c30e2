"""Drawing an area on the map in a real browser: by mouse, finger and keyboard, and what the page is told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.browser.conftest import Serve, Visit
from tests.browser.map_frame import MapFrame
from tests.browser.test_map import MOSUL, PAGE, expect_place, shown

pytestmark = pytest.mark.browser


@pytest.fixture
def address(serve: Serve) -> str:
    return serve(PAGE, HARNESS_PLACES="29", HARNESS_RICH="1")


def open_map(visit: Visit, address: str, **options: Any) -> tuple[Any, MapFrame]:
    page = visit(address, **options)
    world = MapFrame.of(page)
    world.ask("void map.setView([34, 44], 6, { animate: false })")
    return page, world


def at(world: MapFrame, lat: float, lon: float) -> tuple[float, float]:
    point = world.ask("at => { const p = map.latLngToContainerPoint(at); return [p.x, p.y] }", [lat, lon])
    return world._at((point[0], point[1]))


def told(page: Any, events: int) -> dict[str, Any]:
    page.wait_for_selector(f"#passages[data-events='{events}']")
    return dict(json.loads(shown(page)["last"]))


def corners(event: dict[str, Any]) -> list[tuple[float, float]]:
    return [(point["lat"], point["lon"]) for point in event["points"]]


def drag(page: Any, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    page.mouse.move(*end)
    page.mouse.up()


def test_a_box_is_dragged_and_stays_until_it_is_removed(visit: Visit, address: str) -> None:
    page, world = open_map(visit, address)
    view = world.view()
    world.frame.get_by_label("Draw a box").click()
    drag(page, at(world, 35, 42), at(world, 33, 45))  # north-west to south-east, over marks
    event = told(page, 1)
    assert (event["kind"], event["place"]) == ("area", "")
    (south, west), (north, east) = corners(event)
    assert (south, west, north, east) == pytest.approx((33, 42, 35, 45), abs=0.05)
    world.wait_until("dateline.areaPoints.length === 2")
    assert world.view() == view
    assert world.selected() == ""
    assert world.frame.locator(".dl-area-shape").count() == 1
    world.frame.locator(".dl-remove button").click()
    assert told(page, 2)["points"] == []
    world.wait_until("dateline.areaPoints.length === 0")
    assert world.frame.locator(".dl-area-shape").count() == 0


def test_a_polygon_is_closed_by_a_double_click(visit: Visit, address: str) -> None:
    page, world = open_map(visit, address)
    zoom = world.view()[2]
    world.frame.get_by_label("Draw a polygon").click()
    wanted = [(35.5, 42.0), (35.0, 45.0), (32.5, 44.0), (33.0, 41.5)]
    for corner in wanted[:-1]:
        page.mouse.click(*at(world, *corner))
    page.mouse.dblclick(*at(world, *wanted[-1]))
    found = corners(told(page, 1))
    assert len(found) == 4
    for corner, expected in zip(found, wanted, strict=True):
        assert corner == pytest.approx(expected, abs=0.05)
    assert world.view()[2] == zoom


def test_a_polygon_is_closed_by_its_first_corner(visit: Visit, address: str) -> None:
    page, world = open_map(visit, address)
    world.frame.get_by_label("Draw a polygon").click()
    for corner in ((35.5, 42.0), (35.0, 45.0), (32.5, 44.0), (35.5, 42.0)):
        page.mouse.click(*at(world, *corner))
    assert len(told(page, 1)["points"]) == 3


def test_a_corner_may_lie_under_the_legend_and_enter_closes_after_a_zoom(visit: Visit, address: str) -> None:
    page, world = open_map(visit, address)
    world.frame.get_by_label("Draw a polygon").click()
    for corner in ((35.5, 42.0), (35.0, 45.0)):
        page.mouse.click(*at(world, *corner))
    box = world.frame.locator(".dl-legend").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    world.frame.get_by_role("button", name="Zoom out").click()
    world.at_rest()
    world.ask("map.getContainer().focus()")
    page.keyboard.press("Enter")
    assert len(told(page, 1)["points"]) == 3


def test_two_corners_are_no_polygon_yet(visit: Visit, address: str) -> None:
    page, world = open_map(visit, address)
    world.frame.get_by_label("Draw a polygon").click()
    for corner in ((35.5, 42.0), (35.0, 45.0), (35.0, 45.0)):
        page.mouse.click(*at(world, *corner))
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert shown(page)["events"] == "0"
    assert world.frame.locator(".dl-sketch").count() == 1


def test_escape_cancels_and_gives_the_map_back(visit: Visit, address: str) -> None:
    page, world = open_map(visit, address)
    tool = world.frame.get_by_label("Draw a polygon")
    tool.click()
    assert tool.get_attribute("aria-pressed") == "true"
    page.mouse.click(*at(world, 35.5, 42))
    page.keyboard.press("Escape")
    world.frame.wait_for_selector(".dl-sketch", state="detached")
    assert tool.get_attribute("aria-pressed") == "false"
    assert world.ask("document.activeElement.getAttribute('aria-label')") == "Draw a polygon"
    world.click(MOSUL)
    expect_place(page, MOSUL)
    assert shown(page)["events"] == "1"


def test_a_tool_pressed_again_is_put_away(visit: Visit, address: str) -> None:
    _, world = open_map(visit, address)
    for _ in range(2):
        world.frame.get_by_label("Draw a box").click()
    world.frame.locator(".dl-sketch").wait_for(state="detached")


def test_a_polygon_is_drawn_by_keyboard_alone(visit: Visit, address: str) -> None:
    page, world = open_map(visit, address)
    world.frame.get_by_label("Draw a polygon").focus()
    page.keyboard.press("Enter")
    assert world.frame.locator(".dl-crosshair").is_visible()
    assert "Space sets a corner" in world.frame.text_content(".dl-spoken")
    for key in ("Space", "ArrowRight", "Space", "Space", "ArrowDown", "Space", "ArrowDown", "Space", "Backspace"):
        page.keyboard.press(key)
    assert "Corner" in world.frame.text_content(".dl-spoken")
    page.keyboard.press("Enter")
    found = corners(told(page, 1))
    assert len(found) == 3
    assert found[0] == pytest.approx((34, 44), abs=0.01)
    assert found[1][0] == pytest.approx(found[0][0], abs=0.01)
    assert found[1][1] > found[0][1]
    assert found[2][1] == pytest.approx(found[1][1], abs=0.01)
    assert found[2][0] < found[1][0]


def test_a_box_is_drawn_by_keyboard_alone(visit: Visit, address: str) -> None:
    page, world = open_map(visit, address)
    world.frame.get_by_label("Draw a box").focus()
    for key in ("Enter", "Space", "ArrowRight", "ArrowDown", "Space"):
        page.keyboard.press(key)
    (south, west), (north, east) = corners(told(page, 1))
    assert south < north == pytest.approx(34, abs=0.01)
    assert east > west == pytest.approx(44, abs=0.01)


def test_a_finger_draws(visit: Visit, address: str) -> None:
    page, world = open_map(
        visit, address, viewport={"width": 390, "height": 844}, screen={"width": 390, "height": 844}, has_touch=True
    )
    world.ask("void map.setView([34, 44], 5, { animate: false })")
    world.frame.get_by_label("Draw a polygon").tap()
    close = world.frame.get_by_role("button", name="Close")
    for corner in ((35.5, 42.5), (35.0, 46.5), (32.0, 44.5)):
        assert close.is_disabled()
        page.touchscreen.tap(*at(world, *corner))
    close.tap()
    page.wait_for_selector("#passages[data-events='1']", state="attached")
    assert len(json.loads(shown(page)["last"])["points"]) == 3
    world.frame.get_by_label("Draw a box").tap()
    page.touchscreen.tap(*at(world, 35.5, 42.5))
    page.touchscreen.tap(*at(world, 32.0, 46.5))
    page.wait_for_selector("#passages[data-events='2']", state="attached")
    assert len(json.loads(shown(page)["last"])["points"]) == 2


def test_what_is_in_view_is_told_when_asked_for_and_then_only(visit: Visit, address: str) -> None:
    page, world = open_map(visit, address)
    page.wait_for_timeout(300)
    assert shown(page)["events"] == "0"
    south, west, north, east = world.ask(
        "() => { const b = map.getBounds(); return [b.getSouth(), b.getWest(), b.getNorth(), b.getEast()] }"
    )
    world.frame.get_by_label("Only what is in view").click()
    event = told(page, 1)
    assert event["kind"] == "bounds"
    assert corners(event) == [pytest.approx((south, west), abs=1e-4), pytest.approx((north, east), abs=1e-4)]


def test_across_the_antimeridian_a_box_keeps_its_sides_and_its_place(visit: Visit, address: str) -> None:
    page, world = open_map(visit, address)
    world.ask("void map.setView([-15, 179], 5, { animate: false })")
    world.frame.get_by_label("Draw a box").click()
    drag(page, at(world, -12, 176), at(world, -18, 184))
    (south, west), (north, east) = corners(told(page, 1))
    assert (south, west, north, east) == pytest.approx((-18, 176, -12, -176), abs=0.1)
    world.wait_until("dateline.areaPoints.length === 2")
    page.wait_for_timeout(200)
    box = world.frame.locator(".dl-area-shape").bounding_box()
    left, top = at(world, -12, 176)
    right, bottom = at(world, -18, 184)
    drawn = (box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"])
    assert drawn == pytest.approx((left, top, right, bottom), abs=4)


def test_the_area_stays_with_the_land_when_the_map_moves(visit: Visit, address: str) -> None:
    page, world = open_map(visit, address)
    world.frame.get_by_label("Draw a box").click()
    drag(page, at(world, 35, 42), at(world, 33, 45))
    told(page, 1)
    world.ask("void map.setView([33, 43], 7, { animate: false })")
    page.wait_for_timeout(200)
    box = world.frame.locator(".dl-area-shape").bounding_box()
    assert (box["x"], box["y"]) == pytest.approx(at(world, 35, 42), abs=4)


def test_a_page_that_takes_no_areas_shows_no_tools(visit: Visit, serve: Serve) -> None:
    world = MapFrame.of(visit(serve(PAGE, HARNESS_PLACES="29")))
    assert world.frame.get_by_label("Draw a box").count() == 0
    assert world.frame.get_by_label("Only what is in view").count() == 0
