"""The page in Arabic, as a browser draws it: right to left, in Arabic, and without a serious fault."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser.conftest import Visit
from tests.browser.test_accessibility import archive, faults

__all__ = ["archive"]

pytestmark = pytest.mark.browser

#: Visible text that no name, passage, number of a key or drawing of others holds.
SAID = """(left) => {
    const found = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const box = node.parentElement
        if (node.data.trim() && box.checkVisibility() && !box.closest(left)) found.push(node.data.trim())
    }
    for (const named of document.querySelectorAll("[aria-label], [title]"))
        if (named.checkVisibility() && !named.closest(left))
            found.push(named.getAttribute("aria-label") ?? "", named.getAttribute("title") ?? "")
    return found
}"""
#: What articles and gazetteers say, the other language's own name, and names of icons.
LEFT = (
    ".dl-name, .dl-where, .dl-headline, .dl-passage p, .dl-byline, .dl-selected h2, kbd, mark, "
    "[data-testid=stIconMaterial], [hreflang], style, script, noscript, iframe, [data-testid=stStatusWidget], "
    "[data-testid=stToolbar], .leaflet-control-attribution, .leaflet-control-scale"
)
#: Words of other tongues that stay as they are: our name, places and outlets of the archive within sentences.
KEYS = {"Page", "Down", "Up", "Enter", "Escape"}
#: Names of icons that stand within a button's own text.
ICONS = re.compile(r"search|expand_more")
NAMES = {"Dateline", "Basra", "Gazette", "Leaflet", "GeoNames", "OpenStreetMap", "OpenTopoMap", "Iraq", "Al", "Qzx"}
NAMES |= {"Province", "PNG", "Vega", "Lite"}


def english(frame: Any) -> list[str]:
    texts: list[str] = frame.evaluate(SAID, LEFT)
    return sorted({text for text in texts if set(re.findall(r"[A-Za-z]{2,}", ICONS.sub("", text))) - NAMES - KEYS})


def test_an_arabic_browser_is_answered_in_arabic_from_right_to_left(visit: Visit, archive: str) -> None:
    page = visit(archive, locale="ar-IQ")
    page.wait_for_selector("html[dir=rtl][lang=ar]", state="attached")
    page.click("ol.dl-places a:has-text('Basra'):visible")
    page.wait_for_selector(".dl-passage mark:visible")
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    frame = page.query_selector("iframe[title*=st_folium], iframe").content_frame()
    frame.wait_for_selector(".dl-legend summary")
    assert english(page) == []
    assert english(frame) == []
    # An English passage runs its own way; the list begins at the right; the map is as it always is.
    assert page.eval_on_selector(".dl-passage p:visible", "(p) => getComputedStyle(p).direction") == "ltr"
    assert frame.evaluate("getComputedStyle(map.getContainer()).direction") == "ltr"
    assert faults(page) == []
    # Why a mention means its place, which the geoparser said in English, and what cannot be read as coordinates.
    page.eval_on_selector("a[data-fix]:not([data-fix=''])", "(link) => link.click()")
    page.wait_for_selector("[role=dialog] .dl-reasons li")
    asked = page.locator("[role=dialog] input[type=text]").first
    asked.fill("143.1, 36.3")
    asked.press("Enter")
    page.wait_for_selector("[role=dialog] [data-testid=stAlert]")
    told = page.locator("[role=dialog] :is(.dl-reasons li, [data-testid=stAlert])").all_inner_texts()
    # English words that a reason quotes stay, and are no loss: the text has them.
    assert [text for text in told if set(re.findall(r"[A-Za-z]{2,}", re.sub("«.*?»", "", text))) - NAMES] == []


def test_the_language_that_was_chosen_holds_on_the_next_page(visit: Visit, archive: str) -> None:
    page = visit(f"{archive}/about", locale="ar-IQ")
    page.click("a[hreflang=en]:visible")
    page.wait_for_function("document.cookie.includes('dateline-lang=en')")
    page.goto(f"{archive}/compare")
    page.wait_for_selector("h1:has-text('Compare')")
    page.wait_for_selector("html[dir=ltr][lang=en]", state="attached")
