"""What axe-core finds on every page, light, dark and on a phone: nothing serious and nothing critical."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from tests.browser.conftest import Serve, Visit

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "dashboard.py"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
GRAVE = {"serious", "critical"}
#: By rule, the beginning of the element: what others draw and leave no way to change, and why it does no harm.
EXCEPTIONS = {
    # Vega names the groups of its brush as pictures and gives them no words; the links under the chart do its work.
    "svg-img-alt": ('<g class="mark-rect role-mark brush_brush_bg"', '<g class="mark-rect role-mark brush_brush"'),
}
SCREENS: dict[str, dict[str, Any]] = {
    "desk": {"color_scheme": "light"},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
}
IS_DARK = "getComputedStyle(document.querySelector('.stApp')).backgroundColor.match(/\\d+/g).map(Number)[0] < 60"


@pytest.fixture(scope="session")
def archive(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page over an archive that can be corrected, with a name that is not on the map."""
    home = tmp_path_factory.mktemp("axe")
    for number, words in enumerate(("The city of Basra is under water.", "Troops left Basra for the village of Qzx.")):
        (home / f"{number}.md").write_text(
            f"---\nheadline: Flood {number}\noutlet: Gazette {number}\ndate: 2020-0{number + 1}-02\n---\n\n{words}\n"
        )
    subprocess.run([sys.executable, "-m", "places", "build"], check=True, cwd=ROOT)
    subprocess.run(
        [sys.executable, "-m", "articles", "import", *map(str, sorted(home.glob("*.md")))],
        check=True,
        cwd=ROOT,
        env={**os.environ, "DATELINE_HOME": str(home)},
    )
    return serve(PAGE, DATELINE_HOME=str(home))


def faults(page: Any) -> list[str]:
    """What is wrong on *page* as it stands, a line each."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install -e '.[browser]' brings axe")
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    page.wait_for_timeout(700)  # what fades in is pale until it is there
    found = axe.Axe().run(page, options={"runOnly": RULES}).response
    assert found["passes"], "axe looked at nothing"
    return [
        f"{fault['impact']} {fault['id']}: {node['html'][:200]}"
        for fault in found["violations"]
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
        if not node["html"].startswith(EXCEPTIONS.get(fault["id"], ("\0",)))
    ]


def nothing(page: Any) -> None:
    page.wait_for_selector("ol.dl-places a:visible")


def place(page: Any) -> None:
    nothing(page)
    page.click("ol.dl-places a:has-text('Basra'):visible")
    page.wait_for_selector(".dl-passage mark:visible")


def reader(page: Any) -> None:
    place(page)
    page.click(".dl-foot a:visible >> nth=0")
    page.wait_for_selector(".dl-reader article p")


def dialog(page: Any) -> None:
    place(page)
    page.click("a.dl-fix:visible >> nth=0")
    page.click("[data-testid=stDialog] [data-testid=stRadioOption] >> nth=0")
    page.wait_for_selector("[data-testid=stDialog] .st-key-fix-save")


def keys(page: Any) -> None:
    nothing(page)
    page.keyboard.press("?")
    page.wait_for_selector("dialog.sheet:visible")


def starred(page: Any) -> None:
    place(page)
    star = page.locator("a.dl-star:visible").first
    if star.get_attribute("aria-pressed") == "false":  # of another screen's run
        star.click()
    page.wait_for_selector("a.dl-star[aria-pressed=true]:visible")
    page.goto(urljoin(page.url, "/starred"))
    page.wait_for_selector(".dl-card a.dl-star[aria-pressed=true]")


def completing(page: Any) -> None:
    nothing(page)
    page.click(".st-key-filters input")
    page.keyboard.type("bas")
    page.wait_for_selector("#dl-ways li")
    page.keyboard.press("ArrowDown")


STATES: dict[str, tuple[str, Callable[[Any], object]]] = {
    "nothing selected": ("", nothing),
    "a place selected": ("", place),
    "an article open": ("", reader),
    "a mention questioned": ("", dialog),
    "the sheet of keys": ("", keys),
    "the line being completed": ("", completing),
    "no passage answers": ("?q=zebra", lambda page: page.wait_for_selector(".dl-empty:visible")),
    "Check": ("check", lambda page: page.wait_for_selector(".dl-passage:visible")),
    "Compare": ("compare", lambda page: page.wait_for_selector(".dl-compare, [data-testid=stAlert]")),
    "Starred": ("", starred),
    "Your places": ("places", lambda page: page.wait_for_selector("[data-testid=stDataFrame]")),
    "Add articles": ("add", lambda page: page.wait_for_selector("[data-testid=stFileUploader]")),
    "About": ("about", lambda page: page.wait_for_selector("[data-testid=stTable]")),
}


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_no_serious_fault_in_light_and_dark(visit: Visit, archive: str, state: str, screen: str) -> None:
    path, reach = STATES[state]
    page = visit(f"{archive}/{path}", **SCREENS[screen])
    reach(page)
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(IS_DARK)
    assert faults(page) == []


def test_axe_would_find_a_fault(visit: Visit, archive: str) -> None:
    page = visit(f"{archive}/about")
    page.wait_for_selector("[data-testid=stTable]")
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"data:,\"><button></button>')"
    )
    assert {line.split(":")[0] for line in faults(page)} == {"critical image-alt", "critical button-name"}


@pytest.mark.parametrize("path", ["", "check", "add", "about", "?place=99532"])
def test_each_page_has_one_title(visit: Visit, archive: str, path: str) -> None:
    page = visit(f"{archive}/{path}")
    page.wait_for_selector("h1")
    assert page.locator("h1:visible").count() == 1


def test_the_panel_and_the_map_are_named_regions(visit: Visit, archive: str) -> None:
    page = visit(archive)
    page.get_by_role("region", name="Places and passages", exact=True).wait_for()
    page.get_by_role("region", name="Map and timeline").wait_for()


def test_the_steps_of_a_new_reader_are_reachable_and_named(visit: Visit, archive: str) -> None:
    page = visit(archive, newcomer=True)
    page.get_by_role("region", name="First steps").wait_for()
    assert faults(page) == []
