"""The map in a real browser, on a page of its own: what the reader does, and what the page then knows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Serve, Visit
from tests.browser.map_frame import MapFrame

pytestmark = pytest.mark.browser

PAGE = Path(__file__).parent / "harness" / "page.py"
MOSUL, BAGHDAD, TEHRAN, UNITED_STATES, ANBAR, IRAQ = "99072", "98182", "112931", "6252001", "IQ.01", "99237"


@pytest.fixture
def address(serve: Serve) -> str:
    return serve(PAGE, HARNESS_PLACES="29")


@pytest.fixture
def hostile(serve: Serve) -> str:
    return serve(PAGE, HARNESS_PLACES="37", HARNESS_HOSTILE="1")


def shown(page: Any) -> dict[str, str]:
    """What the passages say of themselves: place, events, full runs, time of drawing."""
    return dict(page.evaluate("({ ...document.querySelector('#passages').dataset })"))


def expect_place(page: Any, place_id: str) -> dict[str, str]:
    page.wait_for_selector(f"#passages[data-place='{place_id}']")
    return shown(page)


def test_a_click_on_a_mark_shows_its_passages_and_reruns_nothing_else(visit: Visit, address: str) -> None:
    page = visit(address)
    world = MapFrame.of(page)
    runs = shown(page)["runs"]
    world.click(MOSUL)
    assert expect_place(page, MOSUL)["runs"] == runs
    assert "Passage 0 about Mosul." in page.inner_text("#passages")
    assert world.selected() == MOSUL


def test_a_second_click_on_the_same_mark_is_a_second_event(visit: Visit, address: str) -> None:
    page = visit(address)
    world = MapFrame.of(page)
    world.click(TEHRAN)
    page.wait_for_selector("#passages[data-events='1']")
    page.wait_for_timeout(400)  # not a double click, which would zoom
    world.click(TEHRAN)
    page.wait_for_selector("#passages[data-events='2']")
    assert shown(page)["place"] == TEHRAN


def test_a_click_on_the_empty_map_clears(visit: Visit, address: str) -> None:
    page = visit(address)
    world = MapFrame.of(page)
    world.click(TEHRAN)
    expect_place(page, TEHRAN)
    world.click_empty()
    expect_place(page, "")
    assert world.selected() == ""


def test_a_double_click_zooms_and_keeps_the_selection(visit: Visit, address: str) -> None:
    page = visit(address)
    world = MapFrame.of(page)
    world.click(TEHRAN)
    expect_place(page, TEHRAN)
    zoom = world.view()[2]
    page.mouse.dblclick(*world._at(world._empty()))
    world.wait_until(f"map.getZoom() > {zoom}")
    page.wait_for_timeout(500)
    assert shown(page)["place"] == TEHRAN


def test_moving_and_zooming_tell_the_page_nothing(visit: Visit, address: str) -> None:
    page = visit(address)
    world = MapFrame.of(page)
    before = shown(page)
    x, y = world._at(world._empty())
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 150, y + 80, steps=6)
    page.mouse.up()
    page.mouse.wheel(0, -300)
    world.at_rest()
    page.wait_for_timeout(600)
    assert shown(page) == before
    assert world.selected() == ""


def test_a_filter_keeps_the_frame_and_the_position(visit: Visit, address: str) -> None:
    page = visit(address)
    world = MapFrame.of(page)
    world.ask("() => { window.thisVeryFrame = true; map.setView([34, 40], 5.5, { animate: false }) }")
    view = world.view()
    page.get_by_label("At least").fill("5")
    page.get_by_label("At least").press("Enter")
    world.wait_until("dateline.marks.marks.every(mark => mark.mentions >= 5)")
    assert world.ask("window.thisVeryFrame") is True
    assert world.view() == pytest.approx(view)
    assert world.ask("dateline.marks.marks.length") == 16


def test_a_frame_made_anew_looks_at_the_same_places_from_the_same_position(visit: Visit, address: str) -> None:
    page = visit(address)
    world = MapFrame.of(page)
    world.ask("void map.setView([34, 40], 5.5, { animate: false })")
    page.reload()
    again = MapFrame.of(page)
    assert again.view() == pytest.approx((34, 40, 5.5), abs=0.05)  # a pixel is 0.03 degrees


def test_the_list_selects_like_the_map_and_moves_it_only_where_needed(visit: Visit, address: str) -> None:
    page = visit(address)
    world = MapFrame.of(page)
    view = world.view()
    page.get_by_role("button", name="Mosul").click()
    world.wait_until(f"dateline.marks.selected === '{MOSUL}'")
    world.at_rest()
    assert world.view() == pytest.approx(view)
    page.get_by_role("button", name="United States").click()
    world.wait_until(f"dateline.marks.selected === '{UNITED_STATES}'")
    world.wait_until("map.getBounds().contains([39.76, -98.5])")
    assert world.view()[2] == pytest.approx(view[2])


def test_clearing_in_the_page_clears_a_pick_that_the_map_made(visit: Visit, address: str) -> None:
    """The view sent is then the very same as before the pick, but for the number of the pick."""
    page = visit(address)
    world = MapFrame.of(page)
    world.click(TEHRAN)
    expect_place(page, TEHRAN)
    page.get_by_role("button", name="Clear").click()
    expect_place(page, "")
    world.wait_until("dateline.marks.selected === ''")


def test_an_area_is_picked_by_its_shape_and_says_approximate(visit: Visit, address: str) -> None:
    page = visit(address)
    world = MapFrame.of(page)
    x, y = world.ask("() => { const p = map.latLngToContainerPoint([33.6, 42.4]); return [p.x, p.y] }")
    page.mouse.move(*world._at((x, y)))
    world.frame.wait_for_selector(".dl-tip >> text=approximate area")
    assert "Anbar" in world.frame.inner_text(".dl-tip")
    page.mouse.click(*world._at((x, y)))
    expect_place(page, ANBAR)


def test_the_tooltip_tells_name_place_and_counts(visit: Visit, address: str) -> None:
    page = visit(address)
    world = MapFrame.of(page)
    page.mouse.move(*world.pixel(MOSUL))
    world.frame.wait_for_selector(".dl-tip:not([hidden])")
    assert world.frame.inner_text(".dl-tip").split("\n") == [
        "Mosul",
        "Ninawa, Iraq",
        "40 mentions · 5 articles · 3 outlets",
    ]


def test_the_first_view_shows_where_the_story_is_and_a_button_shows_all(visit: Visit, address: str) -> None:
    page = visit(address)
    world = MapFrame.of(page)
    inside = "id => { const m = dateline.marks.find(id); return map.getBounds().contains([m.lat, m.lon]) }"
    assert all(world.ask(inside, place) for place in (MOSUL, BAGHDAD, TEHRAN, ANBAR))
    assert not world.ask(inside, UNITED_STATES)
    world.frame.get_by_label("Show all places").click()
    world.at_rest()
    world.wait_until("map.getBounds().contains([39.76, -98.5])")
    assert world.ask(inside, MOSUL)


def test_a_button_shows_the_selected_place(visit: Visit, address: str) -> None:
    page = visit(address)
    world = MapFrame.of(page)
    button = world.frame.get_by_label("Show the selected place")
    assert button.is_disabled()
    world.click(TEHRAN)
    expect_place(page, TEHRAN)
    button.click()
    world.wait_until("map.getZoom() >= 8 && map.getCenter().distanceTo([35.69, 51.42]) < 2000")


def test_the_keyboard_does_all(visit: Visit, address: str) -> None:
    page = visit(address)
    world = MapFrame.of(page)
    world.ask("map.getContainer().focus()")
    page.keyboard.press("PageDown")
    world.frame.wait_for_selector(".dl-tip >> text=Mosul")
    assert "40 mentions" in world.frame.text_content(".dl-spoken")
    page.keyboard.press("Enter")
    expect_place(page, MOSUL)
    page.keyboard.press("Escape")
    expect_place(page, "")
    lon, zoom = world.view()[1:]
    page.keyboard.press("ArrowRight")
    world.wait_until(f"map.getCenter().lng > {lon}")
    world.at_rest()
    page.keyboard.press("+")
    world.wait_until(f"map.getZoom() > {zoom}")


def test_hostile_names_are_names(visit: Visit, hostile: str) -> None:
    page = visit(hostile)
    world = MapFrame.of(page)
    names = world.ask("dateline.marks.marks.filter(m => m.id.startsWith('hostile')).map(m => [m.id, m.name])")
    assert len(names) == 8
    assert "{{7*7}}" in dict(names).values()
    for place_id, name in names:
        world.ask(
            "id => { const m = dateline.marks.find(id); map.setView([m.lat, m.lon], 9, {animate: false}) }", place_id
        )
        x, y = world.pixel(place_id)
        page.mouse.move(x + 40, y + 40)
        page.mouse.move(x, y)
        world.wait_until("name => document.querySelector('.dl-tip strong')?.textContent === name", name)
        world.click(place_id)
        expect_place(page, place_id)
        assert name in page.inner_text("#passages")
    assert page.title() == "Harness"
    assert world.ask("document.querySelectorAll('img, script:not([src])').length") == 1  # the constant map script


@pytest.mark.parametrize(("scheme", "darker"), [("light", False), ("dark", True)])
def test_the_map_follows_the_theme(visit: Visit, address: str, scheme: str, darker: bool) -> None:
    page = visit(address, color_scheme=scheme)
    world = MapFrame.of(page)
    assert world.ask("document.documentElement.dataset.theme") == scheme
    red, green, blue = world.ask(
        "() => { const c = document.querySelector('.leaflet-base-pane canvas');"
        " return [...c.getContext('2d').getImageData(c.width / 2, c.height / 2, 1, 1).data].slice(0, 3) }"
    )
    assert (red + green + blue < 3 * 90) is darker


def test_on_a_phone_the_map_leaves_room_and_a_finger_hits(visit: Visit, address: str) -> None:
    page = visit(address, viewport={"width": 390, "height": 844}, screen={"width": 390, "height": 844}, has_touch=True)
    world = MapFrame.of(page)
    box = world.frame.frame_element().bounding_box()
    assert 300 <= box["height"] <= 0.55 * 844
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    x, y = world.pixel(TEHRAN)
    page.touchscreen.tap(x + 14, y)  # a finger is not exact
    page.wait_for_selector(f"#passages[data-place='{TEHRAN}']", state="attached")


@pytest.mark.parametrize("name", ["leaflet.js", "leaflet.css", "marks.js"])
def test_a_missing_file_is_named_in_place_of_a_blank_frame(visit: Visit, address: str, name: str) -> None:
    page = visit(address, before=lambda page: page.route(f"**/{name}?*", lambda route: route.abort()), broken=True)
    world = MapFrame.of(page, ready=f"document.querySelector('#dateline-note')?.textContent.includes('{name}')")
    assert world.frame.frame_element().bounding_box()["height"] > 300


def test_missing_outlines_leave_the_marks(visit: Visit, address: str) -> None:
    page = visit(address, before=lambda page: page.route("**/countries-50m.json", lambda route: route.abort()))
    world = MapFrame.of(
        page, ready="document.querySelector('.dl-announce')?.textContent.includes('countries-50m.json')"
    )
    world.click(MOSUL)
    expect_place(page, MOSUL)


def test_a_view_that_comes_while_the_scripts_load_is_not_lost(visit: Visit, address: str) -> None:
    held: list[Any] = []
    released = False

    def hold(route: Any) -> None:
        if released:
            route.continue_()
        else:
            held.append(route)

    page = visit(address, before=lambda page: page.route("**/leaflet.js?*", hold))
    while not held:  # until the frame is there
        page.wait_for_timeout(50)
    page.get_by_label("At least").fill("10")
    page.get_by_label("At least").press("Enter")
    page.wait_for_selector("#passages[data-runs='2']")
    released = True
    for route in held:
        route.continue_()
    world = MapFrame.of(page)
    world.wait_until("dateline.marks.marks.every(mark => mark.mentions >= 10)")


def test_the_map_fills_a_frame_that_changes(visit: Visit, address: str) -> None:
    page = visit(address)
    world = MapFrame.of(page)
    width = world.ask("map.getSize().x")
    page.set_viewport_size({"width": 1000, "height": 700})
    world.wait_until(f"map.getSize().x < {width} && map.getSize().x === innerWidth")
    world.wait_until("document.querySelector('.leaflet-marks-pane canvas').offsetWidth >= innerWidth")


def test_online_tiles_are_asked_for_only_when_chosen_and_given_up_when_silent(visit: Visit, address: str) -> None:
    page = visit(address, outside=("tile.openstreetmap.org",))
    asked: list[dict[str, str]] = []
    page.on("request", lambda request: asked.extend([request.headers] if "openstreetmap" in request.url else []))
    world = MapFrame.of(page)
    page.wait_for_timeout(300)
    assert asked == []
    page.mouse.move(*world._at((world.ask("innerWidth") - 25, 25)))
    world.frame.get_by_text("OpenStreetMap (goes out to the internet)").click()
    world.frame.wait_for_selector(".dl-announce >> text=does not answer")
    assert world.ask("map.hasLayer(dateline.base)")
    assert len(asked) >= 3
    assert all(headers["referer"] == address + "/" for headers in asked)


def test_attribution_is_visible(visit: Visit, address: str) -> None:
    world = MapFrame.of(visit(address))
    text = world.frame.inner_text(".leaflet-control-attribution")
    assert all(credit in text for credit in ("Natural Earth", "GeoNames", "CC BY 4.0", "Leaflet"))
