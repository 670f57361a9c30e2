"""The page, run without a browser: what it asks, what it shows, and that no word of an article escapes as markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest  # noqa: TID251  the page under test

import articles.views.opening
from articles.article import Article
from articles.hosting.settings import Settings
from articles.imports.importing import import_outcomes
from articles.library import Library, open_library
from articles.reading import Outcome
from articles.views.progress import plain
from places.place import Place
from tests.articles.builders import MOSUL, FakeGeoparse, an_article

PAGE = Path(__file__).parents[1] / "dashboard.py"
HOSTILE = "{{7*7}} <img src=x onerror=alert(1)> Mosul"

SIEGE = an_article(
    "Troops entered Mosul.\n\nMosul again, and Baghdad.",
    headline="The siege of Mosul",
    published=date(2016, 10, 28),
    outlet="DEBKAfile",
)
TALKS = an_article(
    "Tehran warned Baghdad over oil.\n\nThe village of al-Houd is burning.",
    headline="Talks",
    published=date(2017, 1, 25),
    outlet="Clarion Project",
)


@dataclass
class FakeDesk:
    library: Library
    is_outdated: bool = False
    settings: Settings = field(default_factory=Settings)

    def outline(self, place: Place) -> None:
        return None

    def radius_km(self, place: Place) -> None:
        return None


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Any]:
    """``open_page(article, ..., link={...})`` is the page over an archive of these articles, once it has run."""
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.syspath_prepend(str(PAGE.parent))

    def start(*found: Article, link: dict[str, str | list[str]] | None = None) -> AppTest:
        geoparse = FakeGeoparse()
        library = open_library(lambda: geoparse)
        if found:
            import_outcomes(library.own, geoparse, [Outcome("test", found)])
        desk = FakeDesk(library)
        monkeypatch.setattr(articles.views.opening, "desk", lambda: desk)
        page = AppTest.from_file(str(PAGE), default_timeout=30)
        for name, value in (link or {}).items():
            page.query_params[name] = value
        page.run()
        assert not page.exception
        return page

    yield start


def html(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def map_arguments(page: AppTest) -> dict[str, Any]:
    frame: Any = page.get("component_instance")[0]
    arguments: dict[str, Any] = json.loads(frame.proto.json_args)
    return arguments


def click_map(page: AppTest, event: object) -> AppTest:
    """What the browser sends when the map reports *event*, and the run that follows."""
    frame: Any = page.get("component_instance")[0]
    states = page._tree.get_widget_states()
    widget = states.widgets.add()
    widget.id = frame.proto.id
    widget.json_value = json.dumps(event)
    page._run(states)
    return page.run()


def test_with_nothing_selected_the_panel_lists_the_places_most_mentioned_first(open_page: Any) -> None:
    body = html(open_page(SIEGE, TALKS))
    assert body.index(">Mosul<") < body.index(">Baghdad<") < body.index(">Tehran<")


def test_the_totals_say_how_much_there_is_and_what_is_not_on_the_map(open_page: Any) -> None:
    body = html(open_page(SIEGE, TALKS))
    assert "6 passages · 3 places · " in body
    assert "1 name not on the map" in body


def test_a_click_on_the_map_shows_the_passages_of_that_place(open_page: Any) -> None:
    page = click_map(open_page(SIEGE, TALKS), {"kind": "pick", "place": MOSUL.id, "seq": 1})
    body = html(page)
    assert "3 mentions · 1 article · 1 outlet" in body
    assert "Troops entered <mark>Mosul</mark>." in body
    assert page.query_params["place"] == MOSUL.id


def test_a_click_on_the_empty_map_clears(open_page: Any) -> None:
    page = click_map(open_page(SIEGE, link={"place": MOSUL.id}), {"kind": "clear", "place": "", "seq": 2})
    assert "place" not in page.query_params
    assert "All places" not in html(page)


def test_an_area_drawn_on_the_map_filters_and_is_in_the_link(open_page: Any) -> None:
    page = click_map(open_page(SIEGE, TALKS), {"kind": "area", "points": [[36, 42], [37, 44]], "seq": 3})
    body = html(page)
    assert "3 of 6 passages" in body
    assert "in the area drawn" in body
    assert "area" in page.query_params


@pytest.mark.parametrize("event", [{"kind": "pick", "place": "<script>", "seq": 1}, {"kind": "boom"}, [1], "x", None])
def test_what_the_browser_makes_up_selects_nothing(open_page: Any, event: object) -> None:
    page = click_map(open_page(SIEGE), event)
    assert not page.exception
    assert "place" not in page.query_params


def test_a_link_opens_the_same_view_in_a_fresh_session(open_page: Any) -> None:
    page = open_page(SIEGE, TALKS, link={"place": "98182", "outlet": "Clarion Project", "q": "oil"})
    body = html(page)
    assert "1 of 6 passages" in body
    assert "<mark>Baghdad</mark> over <mark>oil</mark>" in body
    assert page.text_input[0].value == 'outlet:"Clarion Project" oil'
    assert page.multiselect[0].value == ["Clarion Project"]


def test_garbage_in_a_link_is_left_out(open_page: Any) -> None:
    page = open_page(SIEGE, link={"after": "yesterday", "kind": "boom", "place": "nowhere", "article": "'; DROP"})
    assert not page.exception
    assert "This archive mentions no such place" in html(page)
    assert "This archive has no such article" in html(page)


def test_a_filter_narrows_everything_and_is_written_into_the_link(open_page: Any) -> None:
    page = open_page(SIEGE, TALKS)
    page.multiselect[0].set_value(["DEBKAfile"]).run()
    body = html(page)
    assert "3 of 6 passages · 2 of 3 places" in body
    assert ">Tehran<" not in body
    assert page.query_params["outlet"] == "DEBKAfile"


def test_a_day_filter_narrows_everything(open_page: Any) -> None:
    page = open_page(SIEGE, TALKS)
    page.date_input[0].set_value(date(2016, 12, 1)).run()
    assert "3 of 6 passages" in html(page)
    assert page.query_params["after"] == "2016-12-01"


def test_a_malformed_search_is_explained_and_hides_nothing(open_page: Any) -> None:
    page = open_page(SIEGE, link={"q": '"troops entered'})
    assert "quotation mark" in page.error[0].value
    assert "3 passages" in html(page)


def test_the_line_says_the_whole_view_and_tells_a_mistake_in_words(open_page: Any) -> None:
    page = open_page(SIEGE, TALKS)
    page.text_input[0].set_value("outlet:DEBKA before:2016-11 troops").run()
    body = html(page)
    assert "<u>outlet:DEBKA</u> before:2016-11 troops" in body
    assert "did you mean DEBKAfile?" in body
    assert page.query_params["before"] == "2016-11-30"
    page.text_input[0].set_value("outlet:DEBKAfile troops").run()
    assert '<div class="dl-mistakes"' not in html(page)
    assert page.query_params["outlet"] == "DEBKAfile"


def test_what_the_map_shows_is_said_in_a_sentence(open_page: Any) -> None:
    assert "3 places in all 2 articles" in html(open_page(SIEGE, TALKS))


def test_a_search_without_a_place_shows_what_it_finds(open_page: Any) -> None:
    body = html(open_page(SIEGE, TALKS, link={"q": "burning OR troops"}))
    assert "2 passages found" in body
    assert "is <mark>burning</mark>" in body


def test_a_name_that_is_not_on_the_map_is_listed_and_leads_to_its_passages(open_page: Any) -> None:
    page = open_page(TALKS)
    listed = html(page).partition('class="dl-places dl-unplaced"')[2]
    address = next(part for part in listed.split('"') if part.startswith("?place="))
    assert "al-Houd" in listed
    found = html(open_page(TALKS, link={"place": parse_qs(address[1:])["place"][0]}))
    assert "the gazetteer knows no such place" in found
    assert "village of <mark>al-Houd</mark>" in found


def test_the_reader_shows_the_whole_article_with_every_place_a_link(open_page: Any) -> None:
    body = html(open_page(SIEGE, link={"article": SIEGE.id}))
    assert f"article={SIEGE.id}&amp;" in body or f"&amp;article={SIEGE.id}" in body
    assert body.count('class="place automatic"') >= 3


def test_no_text_of_an_article_becomes_markup_or_reaches_folium(open_page: Any) -> None:
    hostile = an_article(HOSTILE, headline=HOSTILE, outlet=HOSTILE, author=HOSTILE, url="javascript:alert(1)")
    page = open_page(hostile, link={"place": MOSUL.id, "article": hostile.id})
    body = html(page)
    assert "<img" not in body
    assert "javascript:" not in body
    assert "{{7*7}} &lt;img src=x onerror=alert(1)&gt;" in body
    script = json.dumps(map_arguments(page))
    assert "7*7" not in script
    assert "Mosul" not in script


def test_the_map_asks_no_other_host_until_a_reader_chooses_so(open_page: Any) -> None:
    addresses = [*map_arguments(open_page(SIEGE))["js_links"], *map_arguments(open_page(SIEGE))["css_links"]]
    assert addresses
    assert not [address for address in addresses if "//" in address]


def test_an_empty_archive_shows_the_example_and_says_so(open_page: Any) -> None:
    page = open_page()
    assert "This is the example" in html(page)
    assert ">Mosul<" in html(page)


@given(st.text())
def test_no_word_shown_by_streamlit_is_read_as_markdown(text: str) -> None:
    escaped = plain(text)
    assert not re.search(r"(?<!\\)(?:\\\\)*[!\[\]<>$:`*_~#]", escaped)
    unseen = str.maketrans("", "", "\\\N{WORD JOINER}")
    assert escaped.translate(unseen) == " ".join(text.split()).translate(unseen)


@pytest.mark.parametrize("text", ["https://a.example/x", "see WWW.a.example", "jo@home.example"])
def test_no_address_in_a_message_becomes_a_link(text: str) -> None:
    assert not re.search(r"\w://|www\.|\w@", plain(text).replace("\\", ""), re.IGNORECASE)
