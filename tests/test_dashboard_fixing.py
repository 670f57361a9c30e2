"""The dialog that questions a mention, run without a browser: from a mark, by name, by coordinates, by a click."""

from __future__ import annotations

import json
from typing import Any

import pytest

import articles.views.opening
from articles.answering.spelled import spelled
from articles.archive import Archive
from articles.decisions.deciding import Decisions
from articles.decisions.decision import Action, Scope
from articles.markup.selected import selected_head
from articles.view import View
from articles.views.fixing import Fixing
from places.gazetteer import Gazetteer
from places.mention import Mention
from places.place import Point
from places.resolution import Resolution
from tests.articles.builders import BAGHDAD, MOSUL, NAMES, FakeGeoparse, an_article
from tests.places.conftest import gazetteer
from tests.test_dashboard import SIEGE, TALKS, open_page

__all__ = ["gazetteer", "open_page"]

UNKNOWN = "unplaced:al-houd"


def asked(open_page: Any, gazetteer: Gazetteer, place: str, article: Any, start: int = 0) -> Any:
    """The page with the dialog about the first mention of *place* from *start* on."""
    page = open_page(SIEGE, TALKS, link={"place": place})
    articles.views.opening.desk().gazetteer = gazetteer
    page.session_state["fixing"] = Fixing(article.id, start, place)
    return page.run()


def decisions() -> Decisions:
    return Decisions(articles.views.opening.desk().library.own)


def answers(page: Any) -> Any:
    return next(each for each in page.radio if each.label == "What it means")


def click_small_map(page: Any, event: object) -> Any:
    frame = page.get("component_instance")[-1]
    states = page._tree.get_widget_states()
    widget = states.widgets.add()
    widget.id = frame.proto.id
    widget.json_value = json.dumps(event)
    page._run(states)
    return page.run()


def test_a_click_on_the_small_map_is_a_point_that_is_shown_before_it_is_decided(
    open_page: Any, gazetteer: Gazetteer
) -> None:
    page = asked(open_page, gazetteer, UNKNOWN, TALKS)
    page = click_small_map(page, {"kind": "point", "points": [[36.1, 43.26]], "seq": 1})
    typed = next(each for each in page.text_input if each.key == "fix-typed")
    assert typed.value == "36.10000 N, 43.26000 E"
    assert "36.10000 N, 43.26000 E" in answers(page).options[0].replace("\\", "")
    assert any("1 mention in 1 article" in each.value for each in page.caption)
    next(each for each in page.button if each.label == "Settle it").click().run()
    (made,) = decisions().file.read().decisions
    assert (made.action, made.scope, made.toponym) == (Action.PLACE, Scope.NAME, "al-Houd")
    assert made.place is not None and made.place.point == Point(36.1, 43.26)
    assert decisions().archive.place(made.place.id) == made.place


def test_a_click_on_an_alternative_chooses_it(open_page: Any, gazetteer: Gazetteer) -> None:
    page = asked(open_page, gazetteer, MOSUL.id, SIEGE)
    assert answers(page).value is None
    page = click_small_map(page, {"kind": "pick", "place": MOSUL.id, "seq": 1})
    assert answers(page).value == 0
    assert "right as it is" in answers(page).options[0]


def test_what_is_on_no_map_is_not_chosen(open_page: Any, gazetteer: Gazetteer) -> None:
    page = asked(open_page, gazetteer, MOSUL.id, SIEGE)
    assert answers(click_small_map(page, {"kind": "pick", "place": "nowhere", "seq": 1})).value is None


@pytest.mark.parametrize(("typed", "said"), [("Zzyzx-on-Sea", "no place of that name"), ("136.3, 43.1", "no latitude")])
def test_what_cannot_be_found_is_told(open_page: Any, gazetteer: Gazetteer, typed: str, said: str) -> None:
    page = asked(open_page, gazetteer, MOSUL.id, SIEGE)
    next(each for each in page.text_input if each.key == "fix-typed").set_value(typed).run()
    assert any(said in each.value.replace("\\", "") for each in page.warning)


def test_the_head_of_what_is_selected_questions_each_of_its_names(tmp_path: Any) -> None:
    geoparse = FakeGeoparse({**NAMES, "Mawsil": MOSUL})
    archive = Archive.open(tmp_path / "archive.sqlite")
    article = an_article("Mawsil. Baghdad, Mosul, Mosul and Mosul.", headline="")
    archive.add(article, geoparse(article))
    names = [(each.toponym, each.mentions, each.start) for each in spelled(archive, MOSUL.id)]
    assert names == [("Mosul", 3, article.document.index("Mosul")), ("Mawsil", 1, 0)]
    several = selected_head(View(place=MOSUL.id), archive)
    assert several.count("data-fix=") == 2
    assert f'data-fix="{article.id} {article.document.index("Mosul")} {MOSUL.id}">“Mosul” 3</a>' in several
    assert ">Wrong place?</a>" in selected_head(View(place=BAGHDAD.id), archive)
    assert spelled(archive, "nothing") == ()
    archive.close()


def test_a_hostile_name_is_text_in_the_links_that_question_it(tmp_path: Any) -> None:
    hostile = ['{0.__class__} <img src=x onerror=alert(1)> "', "{1} <b>"]
    archive = Archive.open(tmp_path / "archive.sqlite")
    article = an_article(f"{hostile[0]} and {hostile[1]}", headline="")
    mentions = [Mention(name, start := article.document.index(name), start + len(name)) for name in hostile]
    archive.add(article, [Resolution(mention, MOSUL, (), 0.9) for mention in mentions])
    head = selected_head(View(place=MOSUL.id), archive)
    assert "<img" not in head
    assert "<b>" not in head
    assert "“{0.__class__} &lt;img src=x onerror=alert(1)&gt; &quot;” 1" in head
    archive.close()
