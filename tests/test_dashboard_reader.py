"""The reader: marks tell how sure they are, a reader goes from mention to mention and questions the one they are at."""

from __future__ import annotations

import re
from typing import Any

import articles.views.opening
from articles.article import Span
from articles.decisions.deciding import Decisions
from articles.decisions.decision import Action, Scope
from articles.views.links import CLICKED_MENTION
from tests.articles.builders import BAGHDAD, MOSUL, TEHRAN
from tests.test_dashboard import SIEGE, TALKS, html, open_page

__all__ = ["open_page"]


def bar(body: str) -> str:
    found = re.search(r'<p class="dl-reader-bar">(.*?)</p>', body)
    return found[1] if found else ""


def read(**link: str) -> dict[str, str]:
    return {"article": SIEGE.id, **link}


def test_the_bar_is_at_the_first_mention_and_leads_to_the_next_and_the_last(open_page: Any) -> None:
    said = bar(html(open_page(SIEGE, link=read(place=MOSUL.id))))
    assert "<b>Mosul</b> · 1 of 3 · automatic" in said
    assert re.findall(r'data-at="(\d+)"', said) == ["2", "1"], "the headline's is the first"
    assert f'data-fix="{SIEGE.id} {SIEGE.document.index("Mosul")} {MOSUL.id}"' in said


def test_the_mention_that_was_clicked_is_the_one_that_is_questioned(open_page: Any) -> None:
    page = open_page(SIEGE, link=read(place=MOSUL.id))
    page.session_state[CLICKED_MENTION] = 2
    said = bar(html(page.run()))
    assert "3 of 3" in said
    assert f'data-fix="{SIEGE.id} {SIEGE.document.rindex("Mosul")} {MOSUL.id}"' in said


def test_a_number_that_is_no_mention_of_the_selected_place_is_passed_over(open_page: Any) -> None:
    page = open_page(SIEGE, link=read(place=BAGHDAD.id))
    for number in (0, 99):
        page.session_state[CLICKED_MENTION] = number
        assert "<b>Baghdad</b> · 1 of 1" in bar(html(page.run()))


def test_a_place_that_the_article_does_not_name_is_said_not_to_be(open_page: Any) -> None:
    assert "not named in this article" in bar(html(open_page(SIEGE, TALKS, link=read(place=TEHRAN.id))))
    assert bar(html(open_page(SIEGE, link=read()))) == ""


def test_marks_show_what_a_person_settled_and_leave_out_what_is_no_place(open_page: Any) -> None:
    page = open_page(SIEGE, link=read(place=MOSUL.id))
    decisions = Decisions(articles.views.opening.desk().library.own)
    decisions.decide(decisions.draft(Action.CONFIRM, Scope.NAME, "Mosul", place=MOSUL))
    at = SIEGE.document.index("Baghdad")
    decisions.decide(
        decisions.draft(Action.NOT_A_PLACE, Scope.MENTION, article=SIEGE.id, span=Span(at, at + len("Baghdad")))
    )
    body = html(page.run())
    assert 'class="place verified selected dl-at"' in body
    assert "1 of 3 · verified" in bar(body)
    assert "settled by a person" in body
    assert f'data-place="{BAGHDAD.id}"' not in body
