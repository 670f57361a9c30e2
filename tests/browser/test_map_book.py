"""The map-book in a real Chromium, from a disk, with no network: nothing is asked for, nothing hostile runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from articles.archive import Archive
from articles.export.formats import export
from articles.hosting.policy import FULL
from articles.view import View
from tests.articles.export.conftest import HOSTILE, archive, hostile, outline, under

pytestmark = pytest.mark.browser

__all__ = ["archive", "hostile"]

Open = Callable[..., Any]


@pytest.fixture
def opened(chromium: Any, tmp_path: Path) -> Iterator[Open]:
    """``opened(archive, **export options)`` writes a book and opens it; one that asks for anything fails the test."""
    contexts: list[Any] = []
    asked: list[str] = []
    errors: list[str] = []

    def refuse(dialog: Any) -> None:
        errors.append(f"a dialog opened: {dialog.message}")
        dialog.dismiss()

    def open_book(of: Archive, view: View = View(), *, hash_: str = "", **options: Any) -> Any:  # noqa: B008
        screen = options.pop("screen", {})
        path = tmp_path / f"book {len(contexts)}.html"
        path.write_bytes(export(of, view, "book", outline=outline, **options))
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 800}, "offline": True, **screen})
        contexts.append(context)
        page = context.new_page()
        address = path.as_uri() + hash_
        page.on("request", lambda request: asked.extend({request.url} - {address, path.as_uri()}))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.extend([message.text] if message.type == "error" else []))
        page.on("dialog", refuse)
        page.goto(address)
        page.wait_for_function("window.book")
        return page

    yield open_book
    for context in contexts:
        context.close()
    # The empty icon of the page stands in it.
    assert [url for url in asked if not url.startswith("data:")] == []
    assert errors == []


def names(page: Any) -> list[str]:
    found: list[str] = page.locator(".places b").all_text_contents()
    return found


def test_list_and_map_show_the_places(opened: Open, archive: Archive) -> None:
    page = opened(archive, title="Mosul & <after>")
    assert names(page) == [count.place.name for count in archive.places(View())]
    assert page.locator("#map path.dot").count() == len(names(page))
    assert page.locator("#map path.shape").count() == 2
    assert page.locator("h1").text_content() == "Mosul & <after>"
    assert page.title() == "Mosul & <after>"
    painted = "() => { const c = document.querySelector('#map canvas'); " \
        "return new Set(c.getContext('2d').getImageData(0, 0, c.width, c.height).data).size > 4 }"  # fmt: skip
    assert page.evaluate(painted)


def test_a_click_on_a_mark_shows_its_passages_and_back_shows_all(opened: Open, archive: Archive) -> None:
    page = opened(archive)
    number = names(page).index("Suva")
    page.locator(f"#map path.dot[data-place='{number}']").dispatch_event("click")
    assert page.locator("#panel h2").text_content() == "Suva"
    assert page.locator(".passage mark").all_text_contents() == ["Suva"]
    page.go_back()
    page.wait_for_selector(".places")
    assert len(names(page)) == len(archive.places(View()))


def test_words_days_and_outlets_narrow_map_list_and_passages(opened: Open, archive: Archive) -> None:
    page = opened(archive)
    page.fill("#word", "RAIN fell")
    page.wait_for_selector(".card")
    assert page.locator(".card h3").all_text_contents() == ["Rain"]
    assert {text.lower() for text in page.locator(".passage mark").all_text_contents()} == {"rain", "fell"}
    assert page.locator("#map path.dot").count() == 1
    page.fill("#word", "")
    page.wait_for_selector(".places")
    page.fill("#after", "2017-02-01")
    page.locator("#after").dispatch_event("change")
    assert names(page) == ["Mosul"]
    page.click("#clear")
    page.select_option("#outlet", "Unknown outlet")
    assert set(names(page)) == {"Suva", "Northern Division"}
    page.fill("#word", "zebra")
    page.wait_for_selector("text=No passage holds")
    page.click("#clear")
    assert len(names(page)) == len(archive.places(View()))


def test_a_link_with_a_hash_opens_there(opened: Open, archive: Archive) -> None:
    page = opened(archive, hash_="#word=officer&place=99999&outlet=&after=nonsense")
    assert page.locator("#word").input_value() == "officer"
    assert page.locator(".card").count() == 1


def test_it_opens_at_the_selected_place(opened: Open, archive: Archive) -> None:
    page = opened(archive, View(place="99072"))
    assert page.locator("#panel h2").text_content() == "Mosul"
    assert set(page.locator(".passage mark").all_text_contents()) == {"Mosul"}


def test_the_keyboard_does_it_all(opened: Open, archive: Archive) -> None:
    page = opened(archive)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "word"
    page.locator(".places button").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "back"
    chosen = page.locator("#panel h2").text_content()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.querySelector('b')?.textContent") == chosen


def test_nothing_hostile_runs_and_all_of_it_is_read_as_text(opened: Open, hostile: Archive) -> None:
    page = opened(hostile, ration=under(FULL), title=HOSTILE[0], sentence=HOSTILE[1], permalink="javascript:alert(1)")
    for number in range(page.locator(".places button").count()):
        page.locator(".places button").nth(number).click()
        page.locator(".back").click()
    page.fill("#word", "<script>alert")
    page.wait_for_selector(".card")
    assert HOSTILE[0] in page.locator(".card h3").all_text_contents()
    page.locator("#map path.dot").first.dispatch_event("mouseover")
    assert page.locator("#panel script, #panel img, #map img, .leaflet-tooltip script, #panel svg").count() == 0
    links = page.eval_on_selector_all("a[href]", "all => all.map((a) => a.protocol)")
    assert set(links) <= {"https:", "file:"}


def test_on_a_phone_nothing_is_wider_than_the_screen_and_a_pick_is_seen(opened: Open, archive: Archive) -> None:
    page = opened(archive, screen={"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator(".places button").first.click()
    top = page.locator("#panel h2").bounding_box()["y"]
    assert 0 <= top < 844
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 27)"


def test_a_book_of_nothing_says_so(opened: Open, archive: Archive) -> None:
    page = opened(archive, View(query="nothingatall"))
    assert "No place is named" in page.locator("#panel").text_content()
