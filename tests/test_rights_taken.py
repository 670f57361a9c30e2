"""Rights taken while something of an editor's stands open: the act is refused in words, and nothing is changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData  # noqa: TID251  as a dialog runs
from streamlit.testing.v1 import AppTest, local_script_runner  # noqa: TID251  the page under test

import articles.views.opening
from articles.decisions.deciding import Decisions
from articles.decisions.decision import Action, Scope
from articles.hosting.access import NotAllowedError, Role, Visitor
from articles.hosting.audit import AUDIT
from articles.views.intake import Intake
from places.gazetteer import Gazetteer
from tests.articles.builders import MOSUL, FakeGeoparse
from tests.places.asking.service import Service
from tests.places.conftest import gazetteer
from tests.test_dashboard import SIEGE, TALKS, open_page
from tests.test_dashboard_asking import OPEN, service
from tests.test_dashboard_fixing import answers, asked, decisions
from tests.test_dashboard_notes import at_page, entries, passage_start, with_note
from tests.test_dashboard_own_places import FILE, edit, open_places

__all__ = ["gazetteer", "open_page", "open_places", "service"]

Take = Callable[[], None]
REFUSED = "one has to be editor"


@pytest.fixture
def take(monkeypatch: pytest.MonkeyPatch) -> Take:
    """Call it, and whoever is at the page may but read from then on."""
    return lambda: monkeypatch.setenv("DATELINE_EVERYBODY", "reader")


@contextmanager
def alone(page: AppTest) -> Iterator[None]:
    """What is clicked meanwhile runs the dialog alone, as in a browser, and not the page around it."""
    dialog = list(page._fragment_storage._fragments)[-1]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local_script_runner, "RerunData", partial(RerunData, fragment_id_queue=[dialog]))
        yield


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception
    return page


def refusals(page: AppTest) -> str:
    return "\n".join(each.value for each in (*page.error, *page.toast))


def test_a_dialog_that_runs_alone_decides_for_whom_may(open_page: Any, gazetteer: Gazetteer) -> None:
    page = asked(open_page, gazetteer, MOSUL.id, SIEGE)
    answers(page).set_value(0)
    with alone(page):
        page.run()
        press(page, "fix-save")
    assert len(entries()) == 1


def test_the_dialog_that_questions_a_mention(open_page: Any, gazetteer: Gazetteer, take: Take) -> None:
    page = asked(open_page, gazetteer, MOSUL.id, SIEGE)
    answers(page).set_value(0)
    with alone(page):
        page.run()
        take()
        press(page, "fix-save")
    assert f"to correct places {REFUSED}" in refusals(page)
    assert entries() == ()


def test_the_act_itself_asks_though_the_dialog_was_let_draw(
    open_page: Any, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch, take: Take
) -> None:
    page = asked(open_page, gazetteer, MOSUL.id, SIEGE)
    answers(page).set_value(0)
    monkeypatch.setattr("articles.views.fixing.require", lambda role, doing: None)
    with alone(page):
        page.run()
        take()
        press(page, "fix-save")
    assert f"to decide {REFUSED}" in refusals(page)
    assert entries() == ()


def test_the_dialog_for_a_note(open_page: Any, take: Take) -> None:
    page = open_page(SIEGE, TALKS)
    page.session_state["noting"] = (SIEGE.id, passage_start("Troops"))
    page.run()
    page.text_area(key="note-words").set_value("mine")
    take()
    with alone(page):
        press(page, "note-save")
    assert f"to write notes {REFUSED}" in refusals(page)
    assert entries() == ()


def test_a_note_to_be_removed(open_page: Any, take: Take) -> None:
    page = with_note(open_page(SIEGE, TALKS), "mine", "ann")
    page.session_state["noting"] = (SIEGE.id, passage_start("Troops"))
    page.run()
    take()
    with alone(page):
        press(page, "note-remove-0")
    assert f"to write notes {REFUSED}" in refusals(page)
    assert len(entries()) == 1


def test_names_to_be_sent_to_a_geocoder(open_page: Any, service: Service, take: Take) -> None:
    page = press(open_page(SIEGE, TALKS), OPEN)
    take()
    with alone(page):
        press(page, "asking-send")
    assert f"to ask a geocoder {REFUSED}" in refusals(page)
    assert service.asked == []


def test_a_geocoders_answer_to_be_taken(open_page: Any, service: Service, take: Take) -> None:
    page = press(press(open_page(SIEGE, TALKS), OPEN), "asking-send")
    next(each for each in page.radio if str(each.key).startswith("asking-choice")).set_value(0)
    with alone(page):
        page.run()
        take()
        press(page, "asking-nod")
    assert f"to ask a geocoder {REFUSED}" in refusals(page)
    assert entries() == ()


@pytest.mark.parametrize("key", ["check-all", "check-undo"])
def test_the_queue(open_page: Any, take: Take, key: str) -> None:
    page = open_page(SIEGE, TALKS)
    decisions().decide(decisions().draft(Action.NOT_A_PLACE, Scope.NAME, "Baghdad"))
    page = press(at_page(page, "check"), "check-none")
    take()
    press(page, key)
    assert f"to decide {REFUSED}" in refusals(page)
    assert f"to settle names {REFUSED}" in refusals(page)
    assert len(entries()) == 1


def test_what_is_taken_back_above_the_map(open_page: Any, take: Take) -> None:
    page = open_page(SIEGE, TALKS)
    made = decisions().decide(decisions().draft(Action.NOT_A_PLACE, Scope.NAME, "Baghdad"))
    page.session_state["settled"] = made
    page.run()
    take()
    next(each for each in page.button if each.label == "Undo").click().run()
    assert REFUSED in refusals(page)
    assert entries() == (made,)


def test_the_own_places(open_places: Any, take: Take) -> None:
    page, path = open_places()
    edit(page, added_rows=[{"what": "never", "name": "Mosul Eye"}])
    take()
    press(page, "own-save")
    assert f"to edit the own places {REFUSED}" in refusals(page)
    assert path.read_text() == FILE


def test_articles_to_be_added(open_page: Any, tmp_path: Path, take: Take) -> None:
    page, intake = adding(open_page, tmp_path / "home")
    page.text_area[0].set_value("Baghdad is calm.")
    take()
    next(each for each in page.button if each.label == "Add to the archive" and not each.disabled).click().run()
    assert f"to add articles {REFUSED}" in refusals(page)
    assert intake.imports.all() == ()


def test_an_import_on_its_way(open_page: Any, tmp_path: Path, take: Take) -> None:
    began, may_end = threading.Event(), threading.Event()

    class Slow(FakeGeoparse):
        def __call__(self, article: Any) -> Any:
            began.set()
            may_end.wait(10)
            return super().__call__(article)

    page, intake = adding(open_page, tmp_path / "home", Slow())
    page.text_area[0].set_value("Baghdad is calm.")
    next(each for each in page.button if each.label == "Add to the archive" and not each.disabled).click().run()
    try:
        assert began.wait(5)
        page.run()
        (running,) = intake.runner.running()
        take()
        press(page, f"cancel-{running.id}")
        assert f"to add articles {REFUSED}" in refusals(page)
        assert not running.is_cancelled
    finally:
        may_end.set()
    assert running.wait(10)
    assert running.report is not None and running.report.added == 1


def adding(open_page: Any, home: Path, geoparse: FakeGeoparse | None = None) -> tuple[AppTest, Intake]:
    page = open_page(SIEGE)
    desk: Any = articles.views.opening.desk()
    desk.intake = Intake(home, lambda: desk.library.own, lambda: geoparse or FakeGeoparse())
    return at_page(page, "add"), desk.intake


def test_pages_that_are_an_editors_or_an_owners_say_so(open_page: Any, take: Take) -> None:
    page = open_page(SIEGE)
    take()
    for address in ("check", "starred", "add", "places", "settings"):
        assert "one has to be" in refusals(at_page(page, address)), address
    assert not (articles.views.opening.desk().library.own.path.parent / AUDIT).exists()


def test_decisions_are_made_by_whoever_may_at_the_time(open_page: Any) -> None:
    open_page(SIEGE)
    who = iter([Visitor(Role.EDITOR, "ann@example.org"), Visitor(Role.EDITOR, "bob@example.org"), Visitor(Role.READER)])
    ours = Decisions(articles.views.opening.desk().library.own, by=lambda: next(who))
    draft = ours.draft(Action.UNKNOWN, Scope.NAME, "Mosul")
    assert [ours.decide(draft).who, ours.decide(draft).who] == ["ann@example.org", "bob@example.org"]
    with pytest.raises(NotAllowedError):
        ours.decide(draft)
