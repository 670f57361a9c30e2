"""What marks, vague circles, regions and links say of themselves in a real browser."""

from __future__ import annotations

import json
from typing import Any

import pytest

from places.distance import distance_km
from places.place import Point
from tests.browser.conftest import Serve, Visit
from tests.browser.harness.rich import SHARES, VAGUE
from tests.browser.harness.synthetic import HOSTILE
from tests.browser.map_frame import MapFrame
from tests.browser.test_map import BAGHDAD, MOSUL, PAGE, TEHRAN, expect_place, shown

pytestmark = pytest.mark.browser

TIGRIS, ANKARA, BAIJI, FALLUJAH, KIRKUK, ERBIL = "region:tigris", "323786", "99329", "99347", "94787", "95446"
WEST_OF_MOSUL = VAGUE[0]


@pytest.fixture
def address(serve: Serve) -> str:
    return serve(PAGE, HARNESS_PLACES="29", HARNESS_RICH="1")


@pytest.fixture
def world(visit: Visit, address: str) -> MapFrame:
    return MapFrame.of(visit(address))


def last(page: Any) -> dict[str, Any]:
    return dict(json.loads(shown(page)["last"]))


def tip(world: MapFrame, place_id: str) -> list[str]:
    """What the tooltip says of a mark, whether or not it is in view."""
    world.ask(
        "id => { const m = dateline.marks.find(id); map.setView([m.lat, m.lon], 8, { animate: false });"
        " dateline.showTip(m, dateline.pointOf(m)) }",
        place_id,
    )
    return str(world.frame.inner_text(".dl-tip")).split("\n")


def opened_legend(world: MapFrame) -> str:
    """What the legend says; a long one opens when it is asked for."""
    if not world.ask("document.querySelector('.dl-legend').open"):
        world.frame.locator(".dl-legend summary").click()
    return str(world.frame.inner_text(".dl-legend[open]"))


def colour_at(world: MapFrame, place_id: str, right: float, down: float) -> tuple[int, int, int]:
    """What is drawn so many radii from the middle of a mark; 1 is its edge."""
    red, green, blue = world.ask(
        "([id, right, down]) => { const { _layout, _container } = dateline.marks;"
        " const item = _layout.appearances.find(({ mark }) => mark.id === id);"
        " const ratio = _container.width / _container.offsetWidth;"
        " const at = (middle, by) => Math.round((middle + by * item.r) * ratio);"
        " const context = _container.getContext('2d');"
        " return [...context.getImageData(at(item.x, right), at(item.y, down), 1, 1).data].slice(0, 3) }",
        [place_id, right, down],
    )
    return red, green, blue


def is_filled(colour: tuple[int, int, int]) -> bool:
    """Rather the marks' rust than the map's paper."""
    return colour[2] < 150


def test_the_tooltip_says_how_much_comes_from_one_outlet_and_what_is_verified(world: MapFrame) -> None:
    assert tip(world, MOSUL)[2:] == [
        "40 mentions · 5 articles · 3 outlets",
        "35 of 40 from one outlet, DEBKAfile",
        "12 of 40 verified by a person",
    ]


def test_an_outlet_with_less_than_half_is_named_as_the_first_of_several(world: MapFrame) -> None:
    assert tip(world, BAGHDAD)[3:] == ["most from Middle East Monitor: 12 of 25", "12 of 25 mean a government"]


def test_all_of_it_is_said_as_all(world: MapFrame) -> None:
    assert tip(world, ANKARA)[3:] == ["all 6 mean a government"]
    assert "all 5 verified by a person" in tip(world, ERBIL)
    assert "which place is meant is doubtful" in tip(world, BAIJI)


def test_hostile_outlets_and_phrases_are_text(visit: Visit, address: str) -> None:
    page = visit(address)
    world = MapFrame.of(page)
    assert f"all 10 from one outlet, {HOSTILE[2]}" in tip(world, FALLUJAH)
    legend = opened_legend(world)
    assert HOSTILE[2] in legend
    world.ask("() => { const v = dateline.marks.vague[1]; dateline.showTip(v, dateline.pointOf(v)) }")
    assert HOSTILE[2] in world.frame.inner_text(".dl-tip")
    world.ask("dateline.pick(dateline.marks.vague[1])")
    expect_place(page, BAGHDAD)
    assert HOSTILE[2] in world.frame.text_content(".dl-spoken")
    assert page.title() == "Harness"
    assert world.ask("document.querySelectorAll('img, script:not([src])').length") == 1  # the constant map script


def test_a_mark_is_hollow_by_the_share_that_means_a_government(world: MapFrame) -> None:
    assert is_filled(colour_at(world, KIRKUK, 0, -0.4))
    assert is_filled(colour_at(world, KIRKUK, 0, 0.4))
    assert not is_filled(colour_at(world, BAGHDAD, 0.2, -0.3))  # 12 of 25
    assert is_filled(colour_at(world, BAGHDAD, 0.2, 0.45))
    assert not is_filled(colour_at(world, TEHRAN, 0, -0.3))  # 17 of 19
    assert not is_filled(colour_at(world, TEHRAN, 0, 0.3))


def test_the_ring_is_divided_by_outlet_clockwise_from_the_top(world: MapFrame) -> None:
    def close(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
        return all(abs(a - b) < 60 for a, b in zip(one, other, strict=True))

    blue, orange = (0, 114, 178), (230, 159, 0)
    edge = 1 + 3.25 / world.ask("dateline.marks.radiusOf(40)")
    assert close(colour_at(world, MOSUL, edge, 0), blue)  # DEBKAfile: seven eighths
    assert close(colour_at(world, MOSUL, 0, edge), blue)
    assert close(colour_at(world, MOSUL, -0.56 * edge, -0.83 * edge), orange)  # Gatestone, before the top
    rows = world.frame.eval_on_selector_all(".dl-outlets > div", "rows => rows.map(row => row.textContent)")
    assert rows[1:4] == ["DEBKAfile", "Gatestone", "Middle East Monitor"]
    assert "an unknown outlet" in rows
    assert rows[-1] == "other outlets"


def test_small_marks_have_no_ring(world: MapFrame) -> None:
    assert KIRKUK in SHARES
    world.ask("void map.setZoom(2, { animate: false })")
    reach = world.ask("id => { const r = dateline.marks.radiusOf(7); return [r, dateline.edgeOf({"
                      " mark: dateline.marks.find(id), r })] }", KIRKUK)  # fmt: skip
    assert reach[0] == reach[1] < 8


def test_size_follows_the_number_that_is_asked_for(visit: Visit, address: str) -> None:
    page = visit(address)
    world = MapFrame.of(page)
    assert "mentions" in opened_legend(world)
    page.get_by_text("outlets", exact=True).click()
    world.wait_until("dateline.marks.sizeBy === 'outlets'")
    assert world.frame.inner_text(".dl-sizes span") == "outlets"
    assert world.frame.text_content(".dl-sizes text") == "3"
    radius = "id => { const m = dateline.marks.find(id); return dateline.marks.radiusOf(dateline.marks.numberOf(m)) }"
    assert world.ask(radius, MOSUL) == world.ask(radius, BAGHDAD) > world.ask(radius, BAIJI)


def test_a_narrow_map_folds_a_long_legend_until_the_reader_opens_it(visit: Visit, address: str) -> None:
    page = visit(address, viewport={"width": 1800, "height": 800})
    world = MapFrame.of(page)
    opened = "document.querySelector('.dl-legend').open"
    world.wait_until(opened)
    page.set_viewport_size({"width": 390, "height": 800})
    world.wait_until(f"!{opened}")
    world.frame.locator(".dl-legend summary").click()
    world.wait_until(opened)
    world.ask("void map.setZoom(4, { animate: false })")
    assert world.ask(opened) is True


def test_the_legend_tells_what_is_on_the_map_and_nothing_else(visit: Visit, serve: Serve, address: str) -> None:
    rich = opened_legend(MapFrame.of(visit(address)))
    plain = opened_legend(MapFrame.of(visit(serve(PAGE, HARNESS_PLACES="29"))))
    for words in ("relative position", "half: a government", "mostly a government", "verified", "ring: outlets"):
        assert words in rich
        assert words not in plain


@pytest.mark.parametrize(("lat", "lon"), [(36.34, 42.5), (64.1, -21.9), (-17.8, 179.9), (0.0, -179.95)])
def test_every_point_of_a_circle_is_at_its_distance(world: MapFrame, lat: float, lon: float) -> None:
    ring = world.ask("([lat, lon]) => dateline.circle(lat, lon, 40)", [lat, lon])
    middle = Point(lat, lon)
    for east, north in ring:
        assert distance_km(middle, Point(north, (east + 180) % 360 - 180)) == pytest.approx(40, rel=0.006)


def test_a_circle_round_a_pole_is_closed_along_it(world: MapFrame) -> None:
    for lat in (89.9, -89.9):
        (ring,) = world.ask("lat => dateline.circleShape(lat, 10, 60).points", lat)
        edge = world.ask("lat => dateline.projectY(lat)", 89.5 if lat > 0 else -89.5)
        assert [y for _, y in ring[-2:]] == [edge, edge]


def vague_spot(world: MapFrame) -> tuple[float, float]:
    """In the circle west of Mosul, away from the marks around it."""
    world.ask("([lat, lon]) => void map.setView([lat, lon], 9, { animate: false })", [36.34, 42.5])
    x, y = world.ask("() => { const p = map.latLngToContainerPoint([36.27, 42.54]); return [p.x, p.y] }")
    return world._at((x, y))


def test_a_vague_circle_says_so_and_stands_for_its_anchor(visit: Visit, address: str) -> None:
    page = visit(address)
    world = MapFrame.of(page)
    spot = vague_spot(world)
    page.mouse.move(*spot)
    world.frame.wait_for_selector(".dl-tip >> text=about 55 km west of Mosul")
    assert world.frame.inner_text(".dl-tip").split("\n") == [
        "about 55 km west of Mosul",
        "approximate: within some 14 km",
        "3 mentions, counted with Mosul",
    ]
    page.mouse.click(*spot)
    expect_place(page, MOSUL)
    assert last(page)["kind"] == "pick"
    assert world.selected() == MOSUL


def test_far_out_a_vague_circle_is_still_to_be_hit(world: MapFrame) -> None:
    world.ask("void map.setView([33, 60], 4, { animate: false })")
    point = "() => { const p = map.latLngToContainerPoint([33, 60]); return dateline.marks.at(L.point(p.x + 5, p.y), 0)"
    assert world.ask(point + "?.phrase }") == "near nothing that is drawn"
    assert world.ask(point.replace("+ 5", "+ 8") + "?.phrase }") is None


def test_a_region_without_an_outline_shows_its_circle_when_it_is_selected(visit: Visit, address: str) -> None:
    page = visit(address)
    world = MapFrame.of(page)
    world.ask("void map.setView([34.5, 43.8], 8, { animate: false })")
    south = "([lat, lon]) => { const p = map.latLngToContainerPoint([lat, lon]); return [p.x, p.y] }"
    inside = world.ask(south, [34.05, 43.55])  # 55 km from the middle, on no mark
    before = page.screenshot(clip=clip(world, inside))
    world.click(TIGRIS)
    expect_place(page, TIGRIS)
    page.wait_for_timeout(300)
    assert page.screenshot(clip=clip(world, inside)) != before
    assert "approximate area, some 60 km around" in tip(world, TIGRIS)


def clip(world: MapFrame, inner: tuple[float, float]) -> dict[str, float]:
    x, y = world._at(inner)
    return {"x": x - 2, "y": y - 2, "width": 4, "height": 4}


def test_links_of_the_selected_place_come_after_a_click_and_the_frame_stays(visit: Visit, address: str) -> None:
    page = visit(address)
    world = MapFrame.of(page)
    runs = shown(page)["runs"]
    world.ask("() => { window.thisVeryFrame = true }")
    assert world.ask("dateline.shownLinks(dateline.marks).length") == 0
    world.click(MOSUL)
    world.wait_until("dateline.shownLinks(dateline.marks).length === 5")  # not to what is not on the map
    widths = dict(world.ask("dateline.shownLinks(dateline.marks).map(({ to, width }) => [to.id, width])"))
    assert widths[BAGHDAD] / widths[TEHRAN] == pytest.approx((25 / 12) ** 0.5)
    world.click(TEHRAN)
    world.wait_until("dateline.shownLinks(dateline.marks).length === 2")
    assert world.ask("window.thisVeryFrame") is True
    assert shown(page)["runs"] == runs


def test_lines_of_another_place_are_gone_at_once(world: MapFrame) -> None:
    world.ask("dateline.pick(dateline.marks.find('99072'))")
    world.wait_until("dateline.shownLinks(dateline.marks).length === 5")
    world.ask("() => { dateline.pick(dateline.marks.find('94787'));"
              " window.left = dateline.shownLinks(dateline.marks).length }")  # fmt: skip
    assert world.ask("window.left") == 0


def test_a_click_on_a_line_shows_the_pair(visit: Visit, address: str) -> None:
    page = visit(address)
    world = MapFrame.of(page)
    world.click(MOSUL)
    world.wait_until("dateline.shownLinks(dateline.marks).length > 0")
    page.wait_for_timeout(400)
    middle = world.ask(
        "id => { const link = dateline.marks.links.find(({ to }) => to.id === id);"
        " const { x, y } = dateline.pointOf(link); return [x, y] }",
        TEHRAN,
    )
    page.mouse.move(*world._at(middle))
    world.frame.wait_for_selector(".dl-tip >> text=Mosul – Tehran")
    assert "named together in 12 passages" in world.frame.inner_text(".dl-tip")
    page.mouse.click(*world._at(middle))
    page.wait_for_selector("#passages[data-events='2']")
    event = last(page)
    assert (event["kind"], event["place"], event["other"]) == ("pair", MOSUL, TEHRAN)
    page.wait_for_timeout(300)  # the page has drawn it anew by then
    assert world.ask("dateline.marks.links.filter(({ chosen }) => chosen).map(({ to }) => to.id)") == [TEHRAN]
    assert world.selected() == MOSUL


def test_the_shorter_way_round_the_world_is_taken(world: MapFrame) -> None:
    points = world.ask(
        "() => { const at = (lon) => ({ x: dateline.projectX(lon), y: dateline.projectY(10) });"
        " return dateline.readLinks([[0, 1, 1, 0]], (n) => [at(170), at(-160)][n])[0].points }"
    )
    assert points[0][0] == pytest.approx(170 / 360 + 0.5)
    assert points[-1][0] == pytest.approx(200 / 360 + 0.5)


def test_vague_circles_and_lines_are_reached_by_keyboard(visit: Visit, address: str) -> None:
    page = visit(address)
    world = MapFrame.of(page)
    world.ask("map.getContainer().focus()")
    page.keyboard.press("PageUp")  # the last of all, from the end
    world.frame.wait_for_selector(".dl-tip >> text=near nothing that is drawn")
    world.ask("dateline.pick(dateline.marks.find('99072'))")
    world.wait_until("dateline.shownLinks(dateline.marks).length > 0")
    world.ask("() => { map.getContainer().focus(); dateline.forgetSteps() }")
    page.keyboard.press("PageUp")
    world.frame.wait_for_selector(".dl-tip >> text=Mosul – ")
    page.keyboard.press("Enter")
    page.wait_for_selector("#passages[data-events='2']")
    assert last(page)["kind"] == "pair"


def test_what_is_selected_is_said(visit: Visit, address: str) -> None:
    page = visit(address)
    world = MapFrame.of(page)
    world.click(TEHRAN)
    expect_place(page, TEHRAN)
    spoken = world.frame.text_content(".dl-spoken[role=status]")
    assert spoken.startswith("Tehran. Iran. 19 mentions")
    assert spoken.endswith("Selected.")
    world.click_empty()
    expect_place(page, "")
    assert world.frame.text_content(".dl-spoken") == "Nothing is selected."
    assert page.get_attribute("iframe[title='streamlit_folium.st_folium']", "aria-label") == "Map of places"


def test_the_scale_bar_is_in_kilometres(world: MapFrame) -> None:
    assert world.frame.inner_text(".leaflet-control-scale") == "100 km"


def test_a_stamp_looks_like_the_mark_that_it_stands_for(world: MapFrame) -> None:
    """Thousands of marks are stamped; whatever a mark says of itself by form, line and filling, its stamp says too."""
    farthest = world.ask("""() => {
      let farthest = 0
      for (const ratio of [1, 2]) {
        dateline.sharpenStamps(ratio)
        for (let look = 0; look < 36; look++) {
          const [kind, hollow] = [look % 3, Math.floor(look / 3) % 3]
          const [isDoubtful, faint] = [Math.floor(look / 9) % 2 === 1, look >= 18]
          const item = { mark: { kind, hollow, isDoubtful, checked: 0, leader: 0 }, x: 20, y: 20, r: 5.5 }
          const [drawn, stamped] = [0, 1].map(() => {
            const context = new OffscreenCanvas(40 * ratio, 40 * ratio).getContext("2d")
            context.scale(ratio, ratio)
            return context
          })
          dateline.drawMark(drawn, item, false, faint)
          dateline.stampMark(stamped, item, faint, ratio)
          const side = 40 * ratio
          const [one, other] = [drawn, stamped].map((context) => context.getImageData(0, 0, side, side).data)
          if (!one.some(Boolean)) return `nothing is drawn of look ${look}`
          // As it is seen on black; the smoothing of an edge may be another, so that all of the mark is compared.
          let [all, apart] = [0, 0]
          for (let i = 0; i < one.length; i++) {
            const seen = (data) => (i % 4 === 3 ? data[i] : (data[i] * data[i - (i % 4) + 3]) / 255)
            all += seen(one)
            apart += Math.abs(seen(one) - seen(other))
          }
          farthest = Math.max(farthest, apart / all)
        }
      }
      return farthest
    }""")
    assert farthest < 0.03
