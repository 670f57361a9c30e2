"""Your places in the page: no fault is saved unseen, the version before is kept, and undo brings it back."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest  # noqa: TID251  the page under test

import articles.views.opening
from articles.decisions.deciding import Decisions
from articles.decisions.decision import Action, Origin, Scope
from places.place import Place
from tests.articles.builders import MOSUL, NAMES, an_article
from tests.test_dashboard import SIEGE, html, open_page
from tests.test_dashboard_notes import at_page

__all__ = ["open_page"]

FILE = "# ours\nwhat,name,place,lat,lon\nplace,al-Houd,,36.1,43.2\nalias,Mossul,Mosul,,\n"


class FakeGazetteer:
    """Knows the names of the builders."""

    def get(self, id_: str) -> Place | None:
        return next((place for place in NAMES.values() if place and place.id == id_), None)

    def candidates(self, name: str) -> tuple[Place, ...]:
        place = NAMES.get(name.strip())
        return (place,) if place else ()

    def country(self, code: str) -> Place | None:
        return None

    def containers(self, place: Place) -> tuple[Place, ...]:
        return ()

    def where(self, place: Place) -> str:
        return ""


@pytest.fixture
def open_places(open_page: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """``open_places(text)`` is the page of own places over a file that holds *text*, and the path of the file."""
    path = tmp_path / "places.csv"
    monkeypatch.setenv("DATELINE_PLACES", str(path))

    def start(text: str | None = FILE) -> tuple[AppTest, Path]:
        if text is not None:
            path.write_text(text, encoding="utf-8")
        page: AppTest = open_page(SIEGE)
        articles.views.opening.desk().gazetteer = FakeGazetteer()  # type: ignore[assignment]
        page.session_state["own-whose"] = "shared"
        return at_page(page, "places"), path

    return start


def edit(page: AppTest, **edits: object) -> AppTest:
    """What the browser sends when the table is edited, and the run that follows."""
    table: Any = page.dataframe[0]
    states = page._tree.get_widget_states()
    widget = states.widgets.add()
    widget.id = table.proto.id
    state = {"edited_rows": {}, "added_rows": [], "deleted_rows": [], **edits}
    widget.string_value = json.dumps(state)
    page._run(states)
    assert not page.exception
    return page


def test_a_row_that_was_added_is_saved_and_the_saving_is_taken_back_and_brought_back(open_places: Any) -> None:
    page, path = open_places()
    edit(page, added_rows=[{"what": "never", "name": "Mosul Eye"}])
    page.button(key="own-save").click().run()
    assert path.read_text() == FILE + "never,Mosul Eye,,,\n"
    assert "Saved: 3 rows" in page.success[0].value
    page.button(key="own-undo").click().run()
    assert path.read_text() == FILE
    page.button(key="own-undo").click().run()
    assert path.read_text() == FILE + "never,Mosul Eye,,,\n"


def test_an_archive_has_its_own_beside_those_of_all_and_is_shown_first(open_places: Any, tmp_path: Path) -> None:
    page, shared = open_places()
    page.session_state["own-whose"] = "archive"
    page.run()
    assert list(page.dataframe[0].value["name"]) == []
    whose = page.get("button_group")[0].proto
    assert [option.content for option in whose.options] == ["This archive (0)", "All archives (2)"]
    edit(page, added_rows=[{"what": "alias", "name": "Houd camp", "place": "al-Houd"}])
    assert not page.error, "an alias may mean a place of all archives"
    assert page.get("button_group")[0].proto.disabled, "what was edited is not to be lost on the way"
    page.button(key="own-save").click().run()
    mine = tmp_path / "home" / "own-places.csv"
    assert mine.read_text().splitlines()[1] == "alias,Houd camp,al-Houd,,,,,"
    assert shared.read_text() == FILE
    page.button(key="own-undo").click().run()
    assert mine.read_text() == ""
    assert json.loads((tmp_path / "home" / "audit.jsonl").read_text().splitlines()[-1])["file"] == "own-places.csv"


def test_a_cell_is_edited_and_a_row_deleted_and_the_rest_stays_to_the_letter(open_places: Any) -> None:
    page, path = open_places()
    edit(page, edited_rows={"0": {"lat": "36.25"}}, deleted_rows=[1])
    page.button(key="own-save").click().run()
    assert path.read_text() == "# ours\nwhat,name,place,lat,lon\nplace,al-Houd,,36.25,43.2\n"


def test_a_faulty_row_is_told_by_line_with_the_remedy_and_not_saved(open_places: Any) -> None:
    page, path = open_places()
    edit(page, added_rows=[{"what": "place", "name": "Qayyarah", "lat": "361", "lon": "43"}])
    assert "Line 5" in page.error[0].value
    assert "outside" in page.error[0].value
    assert page.button(key="own-save").disabled
    assert path.read_text() == FILE


def test_a_faulty_row_is_saved_where_one_asks_for_that(open_places: Any) -> None:
    page, path = open_places()
    edit(page, added_rows=[{"what": "never"}])
    page.button(key="own-save-faulty").click().run()
    assert path.read_text() == FILE + "never,,,,\n"


def test_the_first_row_makes_the_file(open_places: Any) -> None:
    page, path = open_places(None)
    edit(page, added_rows=[{"what": "alias", "name": "Mossul", "place": "Mosul"}])
    page.button(key="own-save").click().run()
    assert path.read_text() == "what,name,place,lat,lon,country,feature,note\nalias,Mossul,Mosul,,,,,\n"


def test_what_somebody_else_saved_meanwhile_is_not_lost(open_places: Any) -> None:
    page, path = open_places()
    edit(page, added_rows=[{"what": "never", "name": "Mosul Eye"}])
    path.write_text(FILE + "never,Nineveh Post\n")
    page.button(key="own-save").click().run()
    assert "changed by somebody else" in page.error[0].value.replace("\\", "")
    assert path.read_text() == FILE + "never,Nineveh Post\n"
    page.run()
    page.button(key="own-reload").click().run()
    assert "Nineveh Post" in list(page.dataframe[0].value["name"])


def test_a_file_that_cannot_be_edited_without_loss_says_why(open_places: Any) -> None:
    page, path = open_places(None)
    path.write_bytes(b"name\nM\xfcnchen\n")
    page.run()
    assert "not UTF" in page.error[0].value
    assert path.read_bytes() == b"name\nM\xfcnchen\n"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not hold back this user")
def test_a_folder_that_cannot_be_written_is_told(open_places: Any) -> None:
    page, path = open_places()
    edit(page, added_rows=[{"what": "never", "name": "Mosul Eye"}])
    path.parent.chmod(0o500)
    try:
        page.button(key="own-save").click().run()
        assert "cannot be written" in page.error[0].value
    finally:
        path.parent.chmod(0o700)


def test_about_says_what_doubtful_means_and_how_often_the_rules_were_right_once_that_is_known(open_page: Any) -> None:
    text = "\n\n".join(f"Paragraph {number} is on Mosul." for number in range(10))
    page = at_page(open_page(an_article(text, headline="")), "about")
    words = " ".join(each.value for each in page.markdown)
    assert "less than 60% sure" in words
    assert "not known yet" in words
    decisions = Decisions(articles.views.opening.desk().library.own)
    decisions.decide(decisions.draft(Action.CONFIRM, Scope.NAME, "Mosul", place=MOSUL, origin=Origin.QUEUE))
    page.run()
    words = " ".join(each.value for each in page.markdown)
    assert "**100%** in the right place: 10 of 10" in words
    assert "Drawn by chance" in words
    assert "not known yet" not in words


def test_the_page_of_own_places_shows_no_word_of_the_file_as_markup(open_places: Any) -> None:
    page, _ = open_places("what,name\nboom,<b>$x$ **bold** ![i](http://example.org/i.png)\n")
    assert "\\!\\[i\\]" in page.error[0].value
    assert "<b>" not in html(page)
