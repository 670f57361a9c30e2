"""The filters beside the line: how sure, which of several places, and by what is selected."""

from __future__ import annotations

from typing import Any

from articles.archive import Archive
from articles.certainty import Certainty
from articles.markup.selected import selected_head
from articles.view import Near, Together, View
from places.place import FeatureClass
from tests.articles.builders import BAGHDAD, IRAQ, MOSUL, NAMES, FakeGeoparse, a_place, an_article
from tests.test_dashboard import SIEGE, TALKS, html, open_page
from tests.test_dashboard_measure import switch

__all__ = ["open_page"]

NINEVEH = a_place("Nineveh", id="IQ.15", feature_class=FeatureClass.ADMINISTRATIVE, feature_code="ADM1")


def test_how_sure_it_is_filters_and_is_in_link_line_and_chip(open_page: Any) -> None:
    page = open_page(SIEGE, TALKS)
    switch(page, "How sure it is which place is meant").set_value([Certainty.UNKNOWN]).run()
    assert page.query_params["sure"] == "unknown"
    assert page.text_input[0].value == "certainty:unknown"
    assert "0 of 3 places" in html(page)
    switch(page, "How sure it is which place is meant").set_value([]).run()
    assert "sure" not in page.query_params


def test_of_several_places_one_or_all_are_asked_for(open_page: Any) -> None:
    page = open_page(SIEGE, TALKS, link={"with": [MOSUL.id, BAGHDAD.id]})
    assert "4 of 6 passages" in html(page)
    switch(page, "Of the places asked for").set_value(Together.PASSAGE).run()
    assert "1 of 6 passages" in html(page)
    assert page.query_params["together"] == "passage"
    assert "all in one passage" in html(page)
    switch(page, "What counts").set_value("places").run()
    assert page.query_params["together"] == "passage", "another switch leaves it as it is"


def test_one_place_alone_has_nothing_to_be_together_with(open_page: Any) -> None:
    page = open_page(SIEGE, link={"with": MOSUL.id})
    assert "Of the places asked for" not in [each.label for each in page.button_group]


def test_what_is_selected_filters_by_itself_by_what_is_inside_or_by_what_is_around(tmp_path: Any) -> None:
    archive = Archive.open(tmp_path / "archive.sqlite")
    geoparse = FakeGeoparse({**NAMES, "Nineveh": NINEVEH})
    article = an_article("Mosul in Nineveh, Iraq.")
    archive.add(article, geoparse(article))
    area = selected_head(View(place=NINEVEH.id), archive)
    assert View(place=NINEVEH.id, inside=(NINEVEH.id,)).link.replace("&", "&amp;") in area
    assert View(place=NINEVEH.id, places=(NINEVEH.id,)).link.replace("&", "&amp;") in area
    town = selected_head(View(place=MOSUL.id, places=(IRAQ.id,)), archive)
    assert View(place=MOSUL.id, places=(IRAQ.id,), near=Near(MOSUL.id, 60)).link.replace("&", "&amp;") in town
    archive.close()
