"""The owner settles title, readers, home and text policy in the page; whoever is no owner changes nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest  # noqa: TID251  the page under test

from articles.hosting.access import NotAllowedError, Role
from articles.hosting.audit import AUDIT
from articles.hosting.installation import Housing, Installation
from articles.hosting.policy import FULL, LINK, SNIPPET, Allowance, Rule
from articles.hosting.settings import Visibility
from articles.views import settling
from articles.views.progress import plain
from articles.views.ruling import policy_of
from places.gazetteer import Gazetteer
from tests.places.builders import SMALL, built_of


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    return built_of(SMALL, tmp_path_factory.mktemp("gazetteer"))


@pytest.fixture
def housing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Housing:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    return Installation(tmp_path).new("Lebanon")


def opened(housing: Housing, gazetteer: Gazetteer, *outlets: str) -> AppTest:
    def script(housing: object, gazetteer: object, outlets: object) -> None:  # by names that a script has too
        from articles.views.settling import draw_settings

        draw_settings(housing, gazetteer, outlets)  # type: ignore[arg-type]

    page = AppTest.from_function(script, kwargs={"housing": housing, "gazetteer": gazetteer, "outlets": outlets}).run()
    assert not page.exception
    return page


def button(page: AppTest, label: str) -> Any:
    return next(each for each in page.button if each.label == label)


def test_title_and_readers_are_saved_and_told_in_the_audit(housing: Housing, gazetteer: Gazetteer) -> None:
    page = opened(housing, gazetteer)
    page.text_input(key="title-lebanon").set_value("Liban")
    page.selectbox(key="visibility-lebanon").set_value(Visibility.EDITORS)
    button(page, "Save").click()
    page.run()
    assert housing.title == "Liban"
    assert housing.settings.read().visibility is Visibility.EDITORS
    assert "Title and readers are saved" in page.success[0].value
    (told,) = map(json.loads, (housing.folder / AUDIT).read_text().splitlines())
    assert (told["what"], told["now"]) == ("settings", 'title = "Liban"; visibility = "editors"')


def test_a_home_is_chosen_among_the_places_of_that_name_and_taken_away(housing: Housing, gazetteer: Gazetteer) -> None:
    page = opened(housing, gazetteer)
    page.text_input(key="home-lebanon").set_value("London").run()
    labels = [each.label for each in page.button if each.label.startswith("London")]
    assert len(labels) > 1
    button(page, labels[1]).click().run()
    home = housing.settings.read().home
    place = gazetteer.get(home)
    assert place is not None and place.name == "London"
    assert plain(f"Now: {labels[1]}") in [each.value for each in page.markdown]
    button(page, "No home region").click().run()
    assert housing.settings.read().home == ""


def test_a_country_is_kept_by_its_code(housing: Housing, gazetteer: Gazetteer) -> None:
    page = opened(housing, gazetteer)
    page.text_input(key="home-lebanon").set_value("Iraq").run()
    button(page, "Iraq").click().run()
    assert housing.settings.read().home == "IQ"


def test_the_table_shows_the_rule_of_each_outlet_and_those_that_follow_the_others(
    housing: Housing, gazetteer: Gazetteer
) -> None:
    housing.settings.change(
        lambda told: type(told)(
            told.title, policy=told.policy.with_rule("An-Nahar", Rule(LINK, Allowance(7))).with_rule("Gone", Rule(FULL))
        )
    )
    table = opened(housing, gazetteer, "An-Nahar", "Daily", "").dataframe[0].value
    assert table.to_dict("list") == {
        "outlet": ["All others", "An-Nahar", "Daily", "Gone"],
        "public": ["3 sentences of an article", "nothing, a link", "as all others", "all of it"],
        "signed-in": ["all of it", "7 sentences of an article", "as all others", "all of it"],
    }


def test_a_row_as_all_others_follows_them_and_another_has_its_own_rule() -> None:
    before = Rule(SNIPPET, FULL)
    policy = policy_of(before, ["A", "B", "C"], [LINK, None, FULL, None], [None, None, None, SNIPPET])
    assert policy.default == Rule(LINK, FULL)
    assert policy.outlets == (("B", Rule(FULL, FULL)), ("C", Rule(LINK, SNIPPET)))


def test_an_archive_goes_to_the_trash_only_with_a_second_yes(
    housing: Housing, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    page = opened(housing, gazetteer)
    assert button(page, "Move to the trash").disabled
    page.checkbox(key="trash-lebanon").check().run()
    button(page, "Move to the trash").click().run()
    assert [each.slug for each in Installation(tmp_path).archives()] == ["main"]
    assert len(list((tmp_path / "trash").iterdir())) == 1


def test_who_is_no_owner_changes_nothing(
    housing: Housing, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(role: Role, doing: str) -> None:
        raise NotAllowedError(f"{role.name}: {doing}")

    page = opened(housing, gazetteer)
    monkeypatch.setattr(settling, "require", refuse)
    page.text_input(key="title-lebanon").set_value("Liban")
    button(page, "Save").click()
    page.run()
    assert page.exception
    assert housing.title == "Lebanon"
