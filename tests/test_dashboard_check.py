"""Check, run without a browser: a name is chosen for, what that would change is said, and all its mentions follow."""

from __future__ import annotations

from typing import Any

import pytest

import articles.views.waiting
from articles.decisions.decision import Action, Decision, Scope
from articles.decisions.queue import check_queue
from places.place import Point
from tests.articles.builders import MOSUL
from tests.test_dashboard import SIEGE, TALKS, html, open_page
from tests.test_dashboard_fixing import click_small_map, decisions
from tests.test_dashboard_notes import at_page

__all__ = ["open_page"]


@pytest.fixture
def check(open_page: Any) -> Any:
    """The page Check over three mentions of Mosul, two of Baghdad, one of Tehran, and one of an unknown village."""
    return at_page(open_page(SIEGE, TALKS), "check")


def button(page: Any, key: str) -> Any:
    return next(each for each in page.button if each.key == key)


def name(page: Any) -> str:
    return html(page).partition("<h2>")[2].partition("</h2>")[0]


def go_to(page: Any, wanted: str) -> Any:
    for _ in range(10):
        if name(page) == wanted:
            return page
        page = button(page, "check-next").click().run()
    raise AssertionError(f"{wanted} does not wait")


def said(page: Any) -> str:
    return " ".join(each.value.replace("\\", "") for each in page.caption)


def made() -> tuple[Decision, ...]:
    found: tuple[Decision, ...] = decisions().file.read().decisions
    return found


def test_what_it_will_affect_is_said_and_nothing_is_done_until_all_is_pressed(check: Any) -> None:
    page = go_to(check, "Mosul")
    assert "this will affect 3 mentions in 1 article" in said(page)
    page = button(page, "check-none").click().run()
    assert "“Mosul” is not a place: this will affect 3 mentions in 1 article" in said(page)
    assert made() == ()
    page = button(page, "check-all").click().run()
    (decision,) = made()
    assert (decision.action, decision.scope, decision.toponym) == (Action.NOT_A_PLACE, Scope.NAME, "Mosul")
    assert name(page) != "Mosul"


def test_the_present_answer_is_chosen_at_first(check: Any) -> None:
    page = button(go_to(check, "Baghdad"), "check-all").click().run()
    assert made()[0].action is Action.CONFIRM
    assert name(page) != "Baghdad"


def test_a_name_on_no_map_has_no_answer_until_a_point_is_chosen(check: Any) -> None:
    page = go_to(check, "al-Houd")
    assert button(page, "check-all").disabled
    page = click_small_map(page, {"kind": "point", "points": [[36.1, 43.26]], "seq": 1})
    assert "36.10000 N, 43.26000 E: this will affect 1 mention in 1 article" in said(page)
    button(page, "check-all").click().run()
    (decision,) = made()
    assert decision.place is not None
    assert decision.place.point == Point(36.1, 43.26)


def test_after_a_decision_only_what_it_touched_is_gone_through(check: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("the whole queue was gone through again")

    monkeypatch.setattr(articles.views.waiting, "check_queue", never)
    articles.views.waiting._queue_at.clear()
    page = button(go_to(check, "Mosul"), "check-all").click().run()
    assert not page.exception
    assert page.session_state["check-queue"].queue == check_queue(decisions().archive)
    page = button(page, "check-undo").click().run()
    assert not page.exception
    assert page.session_state["check-queue"].queue == check_queue(decisions().archive)
    assert "Mosul" in [group.toponym for group in page.session_state["check-queue"].queue.groups]


def test_what_another_person_decided_meanwhile_is_no_longer_waiting(check: Any) -> None:
    other = decisions()
    other.file.append([other.draft(Action.NOT_A_PLACE, Scope.NAME, "Tehran")])
    page = button(go_to(check, "Mosul"), "check-all").click().run()
    waiting = [group.toponym for group in page.session_state["check-queue"].queue.groups]
    assert "Tehran" not in waiting
    assert MOSUL.name not in waiting
