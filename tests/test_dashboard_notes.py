"""Stars and notes on the page: kept with the decisions, shown where they were written, taken along in a brief."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest  # noqa: TID251  the page under test
from streamlit.util import calc_hash  # noqa: TID251  as st.Page names its pages

import articles.views.opening
from articles.decisions.deciding import Decisions
from articles.decisions.decision import Decision
from articles.decisions.notes import noted
from articles.export.formats import format_named
from articles.hosting.access import OPERATOR
from articles.library import Library
from articles.showing import Showing
from articles.view import View
from articles.views.leaving import _made
from articles.views.noting import note, noted_in, star
from tests.articles.builders import MOSUL, an_article
from tests.test_dashboard import SIEGE, TALKS, html, open_page

__all__ = ["open_page"]

HOSTILE = "<img src=x onerror=alert(1)> **bold** $x$"


def the_library() -> Library:
    library: Library = articles.views.opening.desk().library
    return library


def entries() -> tuple[Decision, ...]:
    return Decisions(the_library().own).file.read().decisions


def passage_start(text: str) -> int:
    return SIEGE.document.index(text)


def test_a_star_is_set_seen_and_taken_away(open_page: Any) -> None:
    page = open_page(SIEGE, TALKS, link={"place": MOSUL.id})
    asked = f"{SIEGE.id} {passage_start('Troops')}"
    assert f'aria-pressed="false" aria-label="Star" title="Star" data-star="{asked}"' in html(page)
    star(asked, the_library())
    assert html(page.run()).count('title="Starred') == 2, "in the sidebar and, for a phone, under the map"
    star(asked, the_library())
    assert 'title="Starred' not in html(page.run())
    assert len(entries()) == 2, "a star and its undoing"


def test_a_star_that_two_people_set_goes_with_one_click(open_page: Any) -> None:
    open_page(SIEGE)
    asked = f"{SIEGE.id} {passage_start('Troops')}"
    star(asked, the_library())
    decisions = Decisions(the_library().own)
    (found,) = noted(decisions)
    assert found.star
    decisions.file.append([found.star])
    star(asked, the_library())
    assert noted(decisions) == ()


def at_page(page: AppTest, address: str) -> AppTest:
    """The page at *address*: AppTest itself finds only pages that are files."""
    page._page_hash = calc_hash(address)
    assert not page.run().exception
    return page


def with_note(page: AppTest, words: str, who: str) -> AppTest:
    key = (SIEGE.id, passage_start("Troops"))
    page.session_state["noting"] = key
    page.run()
    page.text_area(key="note-words").set_value(words)
    page.text_input(key="note-who").set_value(who)
    page.button(key="note-save").click().run()
    assert not page.exception
    return page


def test_a_note_is_written_in_a_dialog_and_stands_under_its_passage_as_text(open_page: Any) -> None:
    page = with_note(open_page(SIEGE, link={"place": MOSUL.id}), HOSTILE, "R. & K.")
    body = html(page)
    assert "&lt;img src=x onerror=alert(1)&gt; **bold** $x$" in body
    assert "<img" not in body
    assert "R. &amp; K. · <time" in body
    assert "noting" not in page.session_state, "the dialog is closed"


def test_an_empty_note_is_not_kept(open_page: Any) -> None:
    page = with_note(open_page(SIEGE), "  ", "RK")
    assert "nothing written" in page.warning[0].value
    assert entries() == ()


def test_a_note_can_be_removed(open_page: Any) -> None:
    page = with_note(open_page(SIEGE, link={"place": MOSUL.id}), "Ask the author", "RK")
    page.session_state["noting"] = (SIEGE.id, passage_start("Troops"))
    page.run()
    page.button(key="note-remove-0").click().run()
    assert noted(Decisions(the_library().own)) == ()
    assert "Ask the author" not in html(page)


@pytest.mark.parametrize("asked", ["", "nothing", "nothing -1", "nothing 1", "'; DROP 0", "x 99999999999", "x ²"])
def test_what_the_browser_makes_up_is_neither_starred_nor_noted(open_page: Any, asked: str) -> None:
    page = open_page(SIEGE)
    star(asked, the_library())
    assert not page.run().exception
    assert entries() == ()


def test_the_starred_page_lists_what_was_starred_and_noted(open_page: Any) -> None:
    page = with_note(open_page(SIEGE, TALKS), "Ask the author", "RK")
    star(f"{TALKS.id} {TALKS.document.index('Tehran')}", the_library())
    body = html(at_page(page, "starred"))
    assert "1 star, 1 note" in body
    assert body.index("Ask the author") < body.index("Tehran warned Baghdad")


def test_the_example_takes_no_stars_and_says_so(open_page: Any) -> None:
    open_page()
    library = the_library()
    star("x 1", library)
    note("x 1", library)
    assert Decisions(library.own).file.read().decisions == ()


def test_a_text_that_changed_loses_its_note_and_breaks_nothing(open_page: Any) -> None:
    page = open_page(an_article("Mosul."))
    page.session_state["noting"] = ("nothing", 3)
    assert not page.run().exception
    assert "noting" not in page.session_state


def test_a_brief_of_the_starred_passages_holds_them_and_their_notes_alone(open_page: Any) -> None:
    page = with_note(open_page(SIEGE, TALKS), "Ask <b>the author</b>", "RK")
    assert page.toggle(key="export-starred").disabled
    star(f"{SIEGE.id} {passage_start('Troops')}", the_library())
    page.run()
    assert page.toggle(key="export-starred").label == "Starred passages only (1)"
    archive = the_library().own
    made = [
        _made(
            format_named("brief-html"), View(), archive, lambda place: None, "", Showing(), noted_in(archive),
            only_starred=only, slug="", who=OPERATOR,
        ).decode()
        for only in (False, True)
    ]  # fmt: skip
    assert ["over oil" in each for each in made] == [True, False]
    assert all("Ask &lt;b&gt;the author&lt;/b&gt; (RK)" in each for each in made)
