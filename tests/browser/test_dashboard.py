"""The whole page in a real browser, over the digests that ship with Dateline and over a hostile archive."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Serve, Visit
from tests.browser.map_frame import MapFrame

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "dashboard.py"
MOSUL, BAGHDAD, TEHRAN = "99072", "98182", "112931"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
HOSTILE_WORDS = (
    "{{7*7}} {% raw %} <img src=x onerror=\"document.title='owned'\"> </script><script>document.title='owned'</script> "
    "${document.title='owned'} `x` \" onmouseover=alert(1) '"
)


@pytest.fixture(scope="session", autouse=True)
def _gazetteer() -> None:
    """Built beforehand, so that no test waits for it."""
    subprocess.run([sys.executable, "-m", "places", "build"], check=True, cwd=ROOT)


@pytest.fixture
def sample(serve: Serve) -> str:
    return serve(PAGE)


@pytest.fixture(scope="session")
def hostile(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page over one article whose every field is an attack, and which names Mosul, Baghdad and an unknown village."""
    home = tmp_path_factory.mktemp("hostile")
    article = {
        "title": f"Mosul {HOSTILE_WORDS}",
        "outlet": HOSTILE_WORDS,
        "author": HOSTILE_WORDS,
        "url": "javascript:document.title='owned'",
        "date": "2016-10-28",
        "text": f"Troops from Baghdad reached Mosul. {HOSTILE_WORDS}\n\nThe village of Al-{{7*7}}houd is next.",
    }
    file = home / f"{HOSTILE_WORDS.replace('/', '')[:60]}.jsonl"
    file.write_text(json.dumps(article))
    subprocess.run(
        [sys.executable, "-m", "articles", "import", str(file)],
        check=True,
        cwd=ROOT,
        env={**os.environ, "DATELINE_HOME": str(home)},
    )
    return serve(PAGE, DATELINE_HOME=str(home))


def heading(page: Any, name: str) -> None:
    page.wait_for_selector(f".stSidebar .dl-selected h2:text-is('{name}')")


def over_iraq(page: Any) -> MapFrame:
    """The page's map, near enough that the marks of Iraq and Iran lie apart."""
    world = MapFrame.of(page)
    world.ask("void map.setView([34.5, 46], 6, { animate: false })")
    return world


def at_rest(page: Any) -> None:
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")


def test_a_click_on_a_mark_filters_the_passages_in_the_sidebar(visit: Visit, sample: str) -> None:
    page = visit(sample)
    world = over_iraq(page)
    world.click(TEHRAN)
    heading(page, "Tehran")
    marks = page.locator(".stSidebar .dl-passage mark").all_inner_texts()
    assert marks
    assert set(marks) == {"Tehran"}
    assert f"place={TEHRAN}" in page.url


def test_a_click_on_the_empty_map_brings_the_list_back(visit: Visit, sample: str) -> None:
    page = visit(f"{sample}/?place={TEHRAN}")
    heading(page, "Tehran")
    MapFrame.of(page).click_empty()
    page.wait_for_selector(".stSidebar ol.dl-places")
    page.wait_for_function("!location.search.includes('place=')")


def test_the_same_frame_and_position_live_through_filters_and_selections(visit: Visit, sample: str) -> None:
    page = visit(sample)
    world = MapFrame.of(page)
    world.ask("window.witness = 'still here'")
    world.ask("void map.setView([36, 43], 6, { animate: false })")
    before = world.view()
    page.click(f".stSidebar a[href='?place={BAGHDAD}']")
    heading(page, "Baghdad")
    page.fill("[data-testid=stTextInput] input", "offensive")
    page.keyboard.press("Enter")
    page.wait_for_selector(".dl-chips")
    at_rest(page)
    assert world.ask("window.witness") == "still here"
    assert world.view() == pytest.approx(before, abs=1e-6)
    assert world.selected() == BAGHDAD


def test_a_link_gives_the_same_view_in_a_fresh_browser(visit: Visit, sample: str) -> None:
    first = visit(sample)
    over_iraq(first).click(MOSUL)
    heading(first, "Mosul")
    first.fill("[data-testid=stTextInput] input", "coalition OR Peshmerga")
    first.keyboard.press("Enter")
    first.wait_for_selector(".dl-chips")
    at_rest(first)
    passages = first.inner_text(".stSidebar .dl-cards")
    second = visit(first.url)
    heading(second, "Mosul")
    assert second.inner_text(".stSidebar .dl-cards") == passages
    assert MapFrame.of(second).selected() == MOSUL


def test_back_and_forward_walk_through_the_views(visit: Visit, sample: str) -> None:
    page = visit(sample)
    world = over_iraq(page)
    world.click(MOSUL)
    heading(page, "Mosul")
    page.click(".stSidebar a.dl-back")
    page.wait_for_selector(".stSidebar ol.dl-places")
    page.click(f".stSidebar a[href='?place={BAGHDAD}']")
    heading(page, "Baghdad")
    page.go_back()
    page.wait_for_selector(".stSidebar ol.dl-places")
    page.go_back()
    heading(page, "Mosul")
    page.go_forward()
    page.wait_for_selector(".stSidebar ol.dl-places")


def test_an_article_opens_beside_the_map_and_a_click_on_a_place_in_it_selects_that(visit: Visit, sample: str) -> None:
    page = visit(f"{sample}/?place={TEHRAN}")
    world = MapFrame.of(page)
    world.ask("window.witness = 'still here'")
    page.click(".stSidebar .dl-foot a >> nth=0")
    page.wait_for_selector(".dl-reader article p")
    page.click(".dl-reader article mark a:text-is('Baghdad') >> nth=0")
    heading(page, "Baghdad")
    at_rest(page)
    assert world.selected() == BAGHDAD
    assert world.ask("window.witness") == "still here"
    page.click(".dl-reader a.dl-back")
    page.wait_for_selector(".dl-reader", state="detached")


def test_a_place_is_chosen_and_left_by_keyboard_alone(visit: Visit, sample: str) -> None:
    page = visit(sample)
    page.focus(f".stSidebar a[href='?place={MOSUL}']")
    page.keyboard.press("Enter")
    heading(page, "Mosul")
    page.focus(".stSidebar a.dl-back")
    page.keyboard.press("Enter")
    page.wait_for_selector(".stSidebar ol.dl-places")


def test_on_a_phone_the_passages_stand_under_the_map(visit: Visit, sample: str) -> None:
    page = visit(sample, **PHONE)
    world = over_iraq(page)
    world.ask("void map.setView([35, 51], 6, { animate: false })")
    x, y = world.pixel(TEHRAN)
    page.touchscreen.tap(x, y)
    page.wait_for_selector(".st-key-flow .dl-passage mark")
    assert page.locator(".st-key-flow .dl-selected h2").inner_text() == "Tehran"
    box = page.locator("iframe[title='streamlit_folium.st_folium']").bounding_box()
    assert page.locator(".st-key-flow .dl-selected").bounding_box()["y"] > box["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_page_follows_the_dark_theme_of_the_system(visit: Visit, sample: str) -> None:
    brightness = "getComputedStyle(document.querySelector('.stApp')).backgroundColor.match(/\\d+/g).map(Number)[0]"
    assert visit(sample, color_scheme="light").evaluate(brightness) > 200
    assert visit(sample, color_scheme="dark").evaluate(brightness) < 60


def test_hostile_articles_stay_text(visit: Visit, hostile: str) -> None:
    page = visit(f"{hostile}/?place={MOSUL}")
    heading(page, "Mosul")
    world = over_iraq(page)
    world.click(BAGHDAD)
    heading(page, "Baghdad")
    page.click(".stSidebar .dl-foot a >> nth=0")
    page.wait_for_selector(".dl-reader article p")
    shown = page.inner_text(".dl-reader")
    assert "{{7*7}} {% raw %} <img src=x" in shown
    assert page.locator(".dl-reader img, .dl-cards img").count() == 0
    assert page.title() == "Dateline"


def test_a_hostile_link_is_harmless(visit: Visit, sample: str) -> None:
    page = visit(
        f"{sample}/?place=%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&q=%7B%7B7*7%7D%7D&article=%3Cscript%3E"
    )
    at_rest(page)
    assert page.locator(".stSidebar img").count() == 0
    page.wait_for_selector(".dl-reader >> text=This archive has no such article")


def test_a_search_line_in_a_link_is_never_read_as_markdown(visit: Visit, sample: str) -> None:
    page = visit(f"{sample}/?q=%22![x](https://images.example/x.png)")
    page.wait_for_selector("[data-testid=stAlert]")
    assert page.locator("[data-testid=stAlert] img").count() == 0


def test_articles_are_added_on_the_page(visit: Visit, serve: Serve, tmp_path: Path) -> None:
    file = tmp_path / "note.md"
    file.write_text(
        "---\nheadline: Flood in Basra\noutlet: Test Gazette\ndate: 2020-01-02\n---\n\nBasra is under water.\n"
    )
    page = visit(serve(PAGE, DATELINE_HOME=str(tmp_path / "home")) + "/add")
    page.set_input_files("[data-testid=stFileUploader] input[type=file]", str(file))
    page.wait_for_selector("text=note.md")
    page.click("button:has-text('Add to the archive') >> nth=0")
    page.wait_for_selector("text=1 article added")
    page.click("a:has-text('Explore')")
    page.wait_for_selector(".stSidebar ol.dl-places >> text=Basra")
    assert page.locator(".dl-sample").count() == 0


def test_a_brush_over_the_timeline_filters_by_days(visit: Visit, sample: str) -> None:
    page = visit(sample)
    chart = page.locator("[data-testid=stVegaLiteChart]")
    chart.locator("canvas, svg").first.wait_for()
    chart.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    box = chart.bounding_box()
    middle = box["y"] + box["height"] * 0.6
    page.mouse.move(box["x"] + box["width"] * 0.3, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, middle, steps=8)
    page.mouse.up()
    page.wait_for_function("location.search.includes('after=2016') && location.search.includes('before=2016')")
    page.wait_for_selector(".dl-chips >> text=from")


@pytest.fixture
def own_archive(serve: Serve, tmp_path: Path) -> tuple[str, Path]:
    """A page over one article on Basra, and the folder its archive lies in."""
    home = tmp_path / "home"
    home.mkdir()
    file = tmp_path / "note.md"
    file.write_text(
        "---\nheadline: Flood\noutlet: Test Gazette\ndate: 2020-01-02\n---\n\nThe city of Basra is under water.\n"
    )
    subprocess.run(
        [sys.executable, "-m", "articles", "import", str(file)],
        check=True,
        cwd=ROOT,
        env={**os.environ, "DATELINE_HOME": str(home)},
    )
    return serve(PAGE, DATELINE_HOME=str(home)), home


def test_a_wrong_place_is_corrected_where_it_is_read_and_the_correction_can_be_taken_back(
    visit: Visit, own_archive: tuple[str, Path]
) -> None:
    address, home = own_archive
    page = visit(address)
    page.click(".stSidebar ol.dl-places a:has-text('Basra')")
    page.click(".stSidebar a.dl-fix")
    dialog = page.locator("[data-testid=stDialog]")
    dialog.locator("input[placeholder^='Samarra']").fill("30.5, 47.8")
    page.keyboard.press("Enter")
    dialog.locator("[data-testid=stRadio] label:has-text('30.5')").first.wait_for()
    dialog.locator("text=Will change 1 mention in 1 article").wait_for()
    dialog.locator("button:has-text('Settle it')").click()
    page.wait_for_selector("text=It holds through every rebuild")
    assert '"lat": 30.5, "lon": 47.8' in (home / "decisions.jsonl").read_text()
    page.wait_for_selector(".stSidebar ol.dl-places a, .stSidebar a.dl-back")
    page.get_by_role("button", name="Undo").click()
    page.wait_for_selector("text=It holds through every rebuild", state="detached")
    assert page.locator(".stSidebar").inner_text().count("Basra") >= 1


def test_the_queue_is_settled_by_keyboard_and_a_decision_taken_back(
    visit: Visit, own_archive: tuple[str, Path]
) -> None:
    address, home = own_archive
    page = visit(f"{address}/check")
    page.wait_for_selector("text=0% of 1 mention settled")
    page.wait_for_selector("h2:text-is('Basra')")
    page.keyboard.press("1")
    page.wait_for_selector("text=this will affect 1 mention in 1 article")
    page.keyboard.press("a")
    page.wait_for_selector("text=100% of 1 mention settled")
    assert "confirm" in (home / "decisions.jsonl").read_text()
    page.keyboard.press("z")
    page.wait_for_selector("text=0% of 1 mention settled")


def test_a_passage_is_starred_and_noted_and_both_last(visit: Visit, own_archive: tuple[str, Path]) -> None:
    address, home = own_archive
    page = visit(address)
    page.click(".stSidebar ol.dl-places a:has-text('Basra')")
    page.focus(".stSidebar a.dl-star")
    page.keyboard.press("Space")
    page.wait_for_selector(".stSidebar a.dl-star[aria-pressed=true]")
    page.click(".stSidebar a[data-note]")
    dialog = page.locator("[data-testid=stDialog]")
    dialog.locator("textarea").fill("Who says so? <img src=x onerror=\"document.title='owned'\">")
    dialog.locator("input").fill("RK")
    dialog.locator("button:has-text('Keep the note')").click()
    page.wait_for_selector(".stSidebar .dl-notes >> text=Who says so? <img")
    page.wait_for_selector("[data-testid=stDialog]", state="detached")
    again = visit(f"{address}/starred")
    again.wait_for_selector(".dl-notes >> text=Who says so?")
    again.click("a.dl-star")
    again.wait_for_selector("a.dl-star[aria-pressed=false]")
    assert (home / "decisions.jsonl").read_text().count("\n") == 3
    assert again.title() != "owned"


def test_the_reader_goes_from_mention_to_mention_and_fixes_the_one_it_is_at(
    visit: Visit, own_archive: tuple[str, Path]
) -> None:
    address, _ = own_archive
    page = visit(address)
    page.click(".stSidebar ol.dl-places a:has-text('Basra')")
    page.click(".stSidebar .dl-foot a")
    page.wait_for_selector(".dl-reader-bar >> text=1 of 1")
    page.click(".dl-reader article mark a")
    at_rest(page)
    assert page.locator(".dl-reader mark.dl-at").inner_text() == "Basra"
    page.click(".dl-reader-bar a:text-is('Fix this place')")
    page.wait_for_selector("[data-testid=stDialog] >> text=Which place is")
