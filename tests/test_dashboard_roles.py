"""What a reader is refused, whatever the browser sends; and what an installation shows whom it does not know."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.components.v2.bidi_component.main import _make_trigger_id  # noqa: TID251  as the browser makes it
from streamlit.testing.v1 import AppTest  # noqa: TID251  the page under test
from streamlit.util import calc_hash  # noqa: TID251  as st.Page names its pages

import articles.views.visiting
from articles.decisions.deciding import Decisions
from articles.decisions.decision import Action, Scope
from articles.decisions.transfer import import_decisions
from articles.hosting.access import NotAllowedError, Role, Visitor
from articles.hosting.audit import AUDIT
from articles.views.noting import note, star, toggle_star
from articles.views.visiting import role_here
from tests.articles.builders import MOSUL
from tests.test_dashboard import SIEGE, TALKS, html, open_page
from tests.test_dashboard_notes import entries, passage_start, the_library

__all__ = ["open_page"]

READER = Visitor(Role.READER, "rea@example.org")
EDITOR = Visitor(Role.EDITOR, "ann@example.org")
ASKED = f"{SIEGE.id} {passage_start('Troops')}"


@pytest.fixture
def everybody(monkeypatch: pytest.MonkeyPatch) -> Any:
    def say(role: str) -> None:
        monkeypatch.setenv("DATELINE_EVERYBODY", role)

    return say


def send_link(page: AppTest, **events: str) -> AppTest:
    """What the browser sends when a link of the page is clicked, or is said to have been."""
    (links,) = [each.proto for each in page.get("bidi_component") if each.proto.component_name == "dateline_links"]
    states = page._tree.get_widget_states()
    widget = states.widgets.add()
    widget.id = _make_trigger_id(links.id, "events")
    widget.json_trigger_value = json.dumps([{"event": name, "value": value} for name, value in events.items()])
    page._run(states)
    return page


def test_an_editor_stars_with_a_click_that_a_reader_is_refused(open_page: Any, everybody: Any) -> None:
    page = open_page(SIEGE, link={"place": MOSUL.id})
    assert not send_link(page, star=ASKED).exception
    assert len(entries()) == 1
    everybody("reader")
    refused = send_link(page, star=ASKED)
    assert len(entries()) == 1
    assert "to star passages one has to be editor" in refused.toast[0].value
    for event in ("fix", "note"):
        assert "one has to be editor" in send_link(page, **{event: f"{ASKED} {MOSUL.id}"}).toast[0].value
    assert "fixing" not in page.session_state
    assert "noting" not in page.session_state


def test_a_reader_gets_the_map_and_no_way_to_change_it(open_page: Any, everybody: Any) -> None:
    everybody("reader")
    page = open_page(SIEGE, link={"place": MOSUL.id})
    body = html(page)
    assert "dl-reading-only" in body
    assert "Troops entered" in body
    for address in ("check", "starred", "add", "places"):
        page._page_hash = calc_hash(address)
        page.run()
        assert not page.file_uploader
        assert not [each for each in page.title if each.value != "Dateline"], address


def test_a_session_that_was_an_editors_is_asked_again_at_each_run(open_page: Any, everybody: Any) -> None:
    page = open_page(SIEGE)
    page.session_state["noting"] = (SIEGE.id, passage_start("Troops"))
    page.run()
    page.text_area(key="note-words").set_value("mine")
    everybody("reader")
    page.button(key="note-save").click().run()
    assert entries() == ()
    assert not [each for each in page.button if each.key == "note-save"], "the dialog is gone"


def test_stars_and_notes_are_the_editors_own(open_page: Any, everybody: Any) -> None:
    page = open_page(SIEGE, link={"place": MOSUL.id})
    decisions = Decisions(the_library().own, by=EDITOR)
    span = articles.views.noting._passage((SIEGE.id, passage_start("Troops")), the_library().own)
    drafted = decisions.draft(Action.NOTE, Scope.PASSAGE, article=SIEGE.id, span=span, why="ask the source")
    decisions.decide(drafted)
    assert "ask the source" in html(page.run())
    everybody("reader")
    body = html(page.run())
    assert "ask the source" not in body
    assert "ann@example.org" not in body


@pytest.mark.parametrize("link", [{}, {"place": MOSUL.id}, {"article": SIEGE.id}, {"q": "troops"}])
def test_nobody_sees_nothing_of_the_archive(open_page: Any, everybody: Any, link: dict[str, str]) -> None:
    everybody("nobody")
    page = open_page(SIEGE, TALKS, link=link)
    shown = html(page) + "".join(each.value for each in (*page.info, *page.title, *page.caption))
    assert "not open to the public" in shown
    for word in ("Mosul", "Troops", "DEBKAfile", "siege of", "3 passages"):
        assert word not in shown
    assert not page.get("component_instance"), "no map is sent"


def test_settings_without_meaning_let_nobody_in(open_page: Any, everybody: Any) -> None:
    everybody("admins")
    page = open_page(SIEGE)
    assert "Mosul" not in html(page)
    assert "admins" in page.error[0].value


def test_a_decision_is_signed_with_the_address_of_who_signed_in_and_audited_without_a_word_of_text(
    open_page: Any,
) -> None:
    open_page(SIEGE)
    archive = the_library().own
    mine = Decisions(archive, by=EDITOR)
    decided = mine.decide(mine.draft(Action.NOT_A_PLACE, Scope.NAME, "Mosul", who="somebody else", why="Troops said"))
    assert decided.who == "ann@example.org"
    mine.undo(decided.id, who="nobody")
    lines = (archive.path.parent / AUDIT).read_text().splitlines()
    assert [json.loads(line)["who"] for line in lines] == ["ann@example.org"] * 2
    assert json.loads(lines[0])["id"] == decided.id
    assert not [line for line in lines if "Mosul" in line or "Troops" in line]


def test_nothing_is_decided_for_whom_is_no_editor(open_page: Any) -> None:
    open_page(SIEGE)
    archive = the_library().own
    first = Decisions(archive).decide(Decisions(archive).draft(Action.NOT_A_PLACE, Scope.NAME, "Mosul"))
    content = Decisions(archive).file.path.read_bytes()
    theirs = Decisions(archive, by=READER)
    for forbidden in (
        lambda: theirs.decide(theirs.draft(Action.UNKNOWN, Scope.NAME, "Baghdad")),
        lambda: theirs.undo(first.id),
        lambda: import_decisions(theirs, content),
    ):
        with pytest.raises(NotAllowedError, match="rea@example"):
            forbidden()
    assert Decisions(archive).file.path.read_bytes() == content


def test_the_doors_of_the_page_are_closed_to_a_reader(open_page: Any, everybody: Any) -> None:
    open_page(SIEGE)
    library = the_library()
    everybody("reader")
    with pytest.raises(NotAllowedError):
        star(ASKED, library)
    with pytest.raises(NotAllowedError):
        note(ASKED, library)
    with pytest.raises(NotAllowedError):
        toggle_star((SIEGE.id, passage_start("Troops")), library.own)
    assert entries() == ()


def test_the_page_makes_decisions_in_the_name_of_who_is_at_it_only() -> None:
    root = Path(__file__).parents[1]
    for file in (root / "dashboard.py", *(root / "articles" / "views").glob("*.py")):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Decisions":
                assert [keyword.arg for keyword in call.keywords] == ["by"], f"{file.name}: {ast.unparse(call)}"


def test_in_a_frame_of_another_page_there_is_a_way_to_a_page_of_its_own(
    open_page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert '<i class="dl-embedded">' not in html(open_page(SIEGE))
    monkeypatch.setattr("articles.views.embedding.is_embedded", lambda: True)
    body = html(open_page(SIEGE, link={"place": MOSUL.id}))
    assert '<i class="dl-embedded"></i>' in body
    assert f'<a href="?place={MOSUL.id}" target="_blank" rel="noopener">Open on a page of its own' in body


def test_a_change_of_the_secrets_counts_at_once_also_after_they_were_broken(
    open_page: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    secrets = tmp_path / "secrets.toml"
    monkeypatch.setattr("streamlit.get_option", lambda name: [str(secrets)])
    for text, role in (
        ('[access]\neverybody = "reader"', Role.PUBLIC),
        ("[access\nbroken", Role.NOBODY),
        ('[access]\neverybody = "editor"', Role.EDITOR),
        ('[access]\nevrybody = "editor"', Role.NOBODY),
        ("", Role.OWNER),
    ):
        secrets.write_text(text)
        assert role_here() is role, text
    secrets.unlink()
    assert role_here() is Role.OWNER
