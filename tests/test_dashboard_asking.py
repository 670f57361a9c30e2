"""Asking a geocoder on the page: off unless the operator says, nothing sent unseen, nothing placed unasked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest  # noqa: TID251  the page under test

import articles.views.opening
from articles.imports.importing import import_outcomes
from articles.library import Library
from articles.reading import Outcome
from articles.view import View
from tests.articles.builders import FakeGeoparse, an_article
from tests.places.asking.service import Service, a_row, running
from tests.test_dashboard import SIEGE, TALKS, FakeDesk, html, open_page

__all__ = ["open_page"]

HOSTILE = "al-Houd <img src=x onerror=alert(1)> **bold** $x$ :red[y]"
OPEN = "asking-open-sidebar"


def words(page: AppTest) -> str:
    """All that the page says beside its HTML."""
    kinds = (page.markdown, page.caption, page.subheader, page.error, page.warning, page.success)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """A service on loopback, and the settings of an operator who chose it."""
    with running() as started:
        monkeypatch.setenv("DATELINE_GEOCODER_PROVIDER", "nominatim")
        monkeypatch.setenv("DATELINE_GEOCODER_ADDRESS", started.address)
        monkeypatch.setenv("DATELINE_GEOCODER_CONTACT", "me@dateline.test")
        monkeypatch.setattr(FakeDesk, "gazetteer", FakeGazetteer(), raising=False)
        yield started


def has(page: AppTest, key: str) -> bool:
    return any(button.key == key for button in page.button)


class FakeGazetteer:
    def ranked(self, toponym: str, /) -> tuple[()]:
        return ()


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception
    return page


def the_library() -> Library:
    library: Library = articles.views.opening.desk().library
    return library


def test_without_a_geocoder_the_list_says_nothing_of_one(open_page: Any) -> None:
    page = open_page(SIEGE, TALKS)
    assert not has(page, OPEN)
    assert "geocoder" not in (html(page) + words(page)).lower()


def test_the_operator_may_set_it_in_streamlits_secrets_too(open_page: Any) -> None:
    page = open_page(SIEGE, TALKS)
    assert not has(page, OPEN)
    contact = {"contact": "me@dateline.test", "address": "https://geo.dateline.test"}
    page.secrets["geocoder"] = {"provider": "photon", **contact}
    assert page.run().button(key=OPEN).label == "Ask Photon about 1 name …"


def about() -> None:
    from articles.views.geocoders import draw_about_asking

    draw_about_asking()


def test_about_tells_an_operator_how_to_come_to_one_and_a_reader_where_names_go(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert service.host in words(AppTest.from_function(about).run()).replace("\\", "")
    monkeypatch.setenv("DATELINE_EVERYBODY", "reader")
    told = words(AppTest.from_function(about).run()).replace("\\", "")
    assert "Nominatim" in told
    assert service.host not in told, "where it is inside a house is nobody's outside"
    monkeypatch.delenv("DATELINE_GEOCODER_PROVIDER")
    assert "docs/geocoder.md" in words(AppTest.from_function(about).run()).replace("\\", "")


def test_a_geocoder_without_contact_is_not_started(
    open_page: Any, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_GEOCODER_CONTACT", "")
    page = open_page(SIEGE, TALKS)
    assert not has(page, OPEN)
    assert "has no contact" in words(page)


def test_the_example_and_readers_have_no_such_button(
    open_page: Any, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_EVERYBODY", "reader")
    assert not has(open_page(SIEGE, TALKS), OPEN)


def test_nothing_is_sent_before_somebody_says_so_and_what_is_unticked_never(open_page: Any, service: Service) -> None:
    page = press(open_page(SIEGE, TALKS), OPEN)
    assert service.host in html(page)
    assert [box.label.split(" ")[0] for box in page.checkbox if box.key == "asking-name-al-Houd"] == ["al\\-Houd"]
    page.checkbox(key="asking-name-al-Houd").uncheck().run()
    assert page.button(key="asking-send").disabled
    page = press(press(page, "asking-cancel"), OPEN)
    assert not page.checkbox(key="asking-name-al-Houd").value, "what was unticked once stays so"
    assert not service.asked


def test_a_list_that_changes_meanwhile_ticks_nothing_that_was_unticked(open_page: Any, service: Service) -> None:
    page = press(open_page(SIEGE, TALKS), OPEN)
    page.checkbox(key="asking-name-al-Houd").uncheck().run()
    library, geoparse = the_library(), FakeGeoparse({"Aaq": None})
    more = an_article("The village of Aaq, Aaq and Aaq.\n\nAaq again.", headline="More")
    import_outcomes(library.own, geoparse, [Outcome("test", (more,))])
    page = press(page.run(), "asking-send")
    assert service.asked == ["Aaq"], "more mentioned, it took the first place in the list"


def test_who_goes_back_to_the_list_can_ask_about_what_was_skipped(open_page: Any, service: Service) -> None:
    page = press(press(press(open_page(SIEGE, TALKS), OPEN), "asking-send"), "asking-skip")
    assert not has(page, "asking-nod")
    page = press(press(page, "asking-back"), "asking-send")
    assert has(page, "asking-nod")
    assert service.asked == ["al-Houd"], "the answer was kept"


def test_what_is_answered_is_chosen_from_and_becomes_a_decision(open_page: Any, service: Service) -> None:
    far = a_row(osm_id=9, lat="-30", lon="20", address={"country": "Elsewhere", "country_code": "za"})
    service.answers([far, a_row()])
    page = press(press(open_page(SIEGE, TALKS), OPEN), "asking-send")
    assert service.asked == ["al-Houd"]
    assert page.button(key="asking-nod").disabled, "nobody has chosen yet"
    (radio,) = [each for each in page.radio if str(each.key).startswith("asking-choice")]
    assert "Nineveh" in radio.options[0], "the nearer one comes first"
    assert "Elsewhere" in radio.options[1]
    assert "© OpenStreetMap contributors" in words(page).replace("\\", "")
    radio.set_value(0).run()
    press(page, "asking-nod")
    (decision,) = [each.decision for each in _history()]
    assert decision.place is not None
    assert (decision.place.id, decision.toponym) == ("osm:n201", "al-Houd")
    page = press(page, "asking-close")
    assert "al-Houd" in {count.place.name for count in the_library().own.places(View())}
    assert "OpenStreetMap" in html(page), "credit below the map"


def test_no_such_place_is_said_and_nothing_is_placed(open_page: Any, service: Service) -> None:
    service.answers([])
    page = press(press(open_page(SIEGE, TALKS), OPEN), "asking-send")
    assert "knows no place of this name" in words(page)
    assert _history() == ()


def test_an_outage_is_said_with_what_is_left(open_page: Any, service: Service) -> None:
    service.answers("", status=403)
    page = press(press(open_page(SIEGE, TALKS), OPEN), "asking-send")
    assert "refuses" in words(page)
    assert "1 name is still to be asked" in words(page)


def test_hostile_words_of_a_service_stay_words(open_page: Any, service: Service) -> None:
    service.answers([a_row(HOSTILE, display_name=HOSTILE, address={"country": HOSTILE})])
    page = press(press(open_page(SIEGE, TALKS), OPEN), "asking-send")
    (radio,) = [each for each in page.radio if str(each.key).startswith("asking-choice")]
    assert "\\<img src\\=x" in radio.options[0] or "\\<img src=x" in radio.options[0]
    radio.set_value(0).run()
    page = press(press(page, "asking-nod"), "asking-close")
    assert "<img src=x" not in html(page)


def _history() -> Any:
    from articles.decisions.deciding import Decisions

    return Decisions(the_library().own).history()
