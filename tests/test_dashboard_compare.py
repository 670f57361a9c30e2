"""Company, sparklines, what is not on the map, and the page Compare, run without a browser."""

from __future__ import annotations

import html as entities
import re
from datetime import date
from typing import Any
from urllib.parse import parse_qs

from streamlit.testing.v1 import AppTest  # noqa: TID251  the page under test
from streamlit.util import calc_hash  # noqa: TID251  names a page of st.navigation

from articles.decisions.deciding import Decisions
from articles.decisions.decision import Action, Scope
from articles.hosting.access import Role
from articles.hosting.short_links import ShortLinks
from articles.sides import Sides
from articles.view import Together, View
from places.folders import home_folder
from tests.articles.builders import BAGHDAD, MOSUL, TEHRAN, an_article
from tests.test_dashboard import HOSTILE, SIEGE, TALKS, FakeDesk, html, open_page

__all__ = ["open_page"]


def follow(page: AppTest, inside: str) -> View:
    """The view of the first link whose text holds *inside*."""
    anchors = re.findall(r'<a class="[^"]*" href="\?([^"]*)"[^>]*>(.*?)</a>', html(page), re.DOTALL)
    address = next(address for address, inner in anchors if inside in inner)
    return View.from_query(parse_qs(entities.unescape(address)))


def test_the_company_of_a_place_leads_to_the_passages_that_name_both(open_page: Any) -> None:
    page = open_page(SIEGE, TALKS, link={"place": MOSUL.id})
    assert "Named in the same passages" in html(page)
    pair = follow(page, "1 passage in 1 article name both")
    assert pair == View(place=MOSUL.id, places=(BAGHDAD.id, MOSUL.id), together=Together.PASSAGE)
    shown = html(open_page(SIEGE, TALKS, link=pair.to_query()))
    assert "<mark>Mosul</mark> again, and <mark>Baghdad</mark>." in shown
    assert "Troops entered" not in shown
    assert "In passages that name Baghdad too." in shown
    assert follow(open_page(SIEGE, TALKS, link=pair.to_query()), "All its passages") == View(place=MOSUL.id)


def test_a_place_without_company_has_no_such_list(open_page: Any) -> None:
    page = open_page(an_article("Troops entered Mosul.", headline="War"), link={"place": MOSUL.id})
    assert "Named in the same passages" not in html(page)


def test_a_sparkline_stands_beside_each_place_and_its_days_are_said_once(open_page: Any) -> None:
    body = html(open_page(SIEGE, TALKS))
    listed = body[: body.index("Not on the map")]
    assert listed.count('<span class="dl-spark"') == listed.count("<li style=") > 0
    assert body.count("The small bars are mentions from 28 Oct 2016 to 25 Jan 2017.") == 2  # sidebar and phone
    assert listed.count('class="dl-spark"') == len(re.findall(r'class="dl-spark"[^>]*aria-hidden="true"', listed))


def test_a_single_day_has_no_sparklines(open_page: Any) -> None:
    assert '<span class="dl-spark"' not in html(open_page(SIEGE))


def test_the_totals_of_what_is_not_on_the_map_add_up(open_page: Any) -> None:
    body = html(open_page(SIEGE, TALKS))
    placed, unknown, parts = re.search(r"(\d+) mentions: (\d+) on the map, (\d+) unknown\.", body).groups()  # type: ignore[union-attr]
    assert int(placed) == int(unknown) + int(parts)
    assert "1 name · 1 mention" in body


def test_what_is_not_on_the_map_stands_below_the_passages_of_a_search_too(open_page: Any) -> None:
    body = html(open_page(SIEGE, TALKS, link={"q": "burning"}))
    assert body.index("1 passage found") < body.index("Not on the map")


def test_an_excluded_name_is_told_with_its_passages(open_page: Any, monkeypatch: Any) -> None:
    open_page(SIEGE, TALKS)
    import articles.views.opening

    desk: FakeDesk = articles.views.opening.desk()  # type: ignore[assignment]
    decisions = Decisions(desk.library.own)
    decisions.decide(decisions.draft(Action.NOT_A_PLACE, Scope.NAME, "Tehran"))
    page = open_page()
    body = html(page)
    assert "Excluded" in body
    assert ", 1 excluded." in body
    excluded = follow(page, "Tehran")
    shown = html(open_page(link=excluded.to_query()))
    assert "decided that it is no place" in shown
    assert "<mark>Tehran</mark> warned" in shown
    assert not desk.library.own.count(View(place=TEHRAN.id))


def test_compare_tells_new_gone_up_and_down_of_both_halves(open_page: Any) -> None:
    page = open_compare(open_page, SIEGE, TALKS)
    body = html(page)
    assert "28 October to 11 December 2016" in body
    rows = dict(re.findall(r'<tr class="dl-(\w+)"><th scope="row"><span class="dl-name">(\w+)<', body))
    assert rows == {"new": "Tehran", "gone": "Mosul", "same": "Baghdad"}


def open_compare(open_page: Any, *found: Any, link: dict[str, Any] | None = None) -> AppTest:
    page: AppTest = open_page(*found)
    for name, value in (link or {}).items():
        page.query_params[name] = value
    page._page_hash = calc_hash("compare")  # switch_page knows pages that are files only
    page.run()
    assert not page.exception
    return page


def test_each_number_opens_the_passages_of_its_side(open_page: Any) -> None:
    body = html(open_compare(open_page, SIEGE, TALKS))
    address = re.search(r'href="\./\?([^"]*)"[^>]*><span aria-label="3 mentions of Mosul"', body)
    assert address
    view = View.from_query(parse_qs(entities.unescape(address[1])))
    assert view == View(place=MOSUL.id, after=date(2016, 10, 28), before=date(2016, 12, 11))


def test_sides_are_changed_by_widgets_and_written_into_the_link(open_page: Any) -> None:
    page = open_compare(open_page, SIEGE, TALKS)
    next(button for button in page.button if "two outlets" in button.label).click().run()
    assert page.query_params["first-outlet"] == "Clarion Project"
    assert page.query_params["second-outlet"] == "DEBKAfile"
    page.multiselect[1].set_value([]).run()
    assert "second-outlet" not in page.query_params
    body = html(page)
    assert ">Clarion Project</a>: 3 passages" in body
    assert ">All outlets</a>: 6 passages" in body
    next(button for button in page.button if "Swap" in button.label).click().run()
    assert page.query_params["second-outlet"] == "Clarion Project"


def test_a_link_gives_the_same_comparison_in_a_fresh_session(open_page: Any) -> None:
    first = open_compare(open_page, SIEGE, TALKS)
    address = re.search(r'href="\?([^"]*)"[^>]*>Copy link to this comparison', html(first))
    assert address
    second = open_compare(open_page, link=parse_qs(entities.unescape(address[1])))
    table = html(first)[html(first).index("<table") :]
    assert table[: table.index("</table>")] in html(second)


def test_a_short_link_gives_the_same_comparison_and_a_change_of_it_the_long_link(open_page: Any) -> None:
    first = open_compare(open_page, SIEGE, TALKS, link={"second-outlet": "DEBKAfile", "first-after": "2016-12-11"})
    asked = Sides.from_query({"second-outlet": ["DEBKAfile"], "first-after": ["2016-12-11"]})
    assert asked
    links = ShortLinks(home_folder())
    second = open_compare(open_page, link={"s": links.keep(asked, Role.EDITOR)})
    assert "DEBKAfile" in html(second)
    assert html(first)[html(first).index("<table") :] == html(second)[html(second).index("<table") :]
    next(button for button in second.button if "Swap" in button.label).click().run()
    assert "s" not in second.query_params
    assert second.query_params["first-outlet"] == "DEBKAfile"
    assert open_compare(open_page, link={"s": "aaaaaaaaaa"}).title[0].value == "There is no such link"


def test_trends_narrow_the_table_alone(open_page: Any) -> None:
    page = open_compare(open_page, SIEGE, TALKS, link={"first-before": "2016-12-11", "trend": "new"})
    body = html(page)
    assert 'class="dl-gone"' not in body
    assert page.query_params["trend"] == "new"


def test_what_explore_is_filtered_by_narrows_both_sides_and_is_said(open_page: Any) -> None:
    body = html(open_compare(open_page, SIEGE, TALKS, link={"first-after": "", "q": "oil"}))
    assert "Both within <code>oil</code>" in body
    assert ">Mosul<" not in body[body.index("<table") :]


def test_garbage_in_the_link_of_a_comparison_is_left_out(open_page: Any) -> None:
    link = {"first-after": "yesterday", "first-outlet": HOSTILE, "second-before": "9", "trend": "<b>", "q": '"oil'}
    body = html(open_compare(open_page, SIEGE, TALKS, link=link))
    assert "<img" not in body
    body = html(open_compare(open_page, link={**link, "q": ""}))
    assert "&lt;img src=x" in body
    assert "<img" not in body


def test_no_outlet_of_an_archive_becomes_markup_on_compare(open_page: Any) -> None:
    hostile = an_article("Troops entered Mosul.", headline="A", outlet=HOSTILE, published=date(2016, 1, 1))
    page = open_compare(open_page, hostile, SIEGE, link={"first-outlet": HOSTILE, "second-after": ""})
    assert "<img" not in html(page)


def test_an_empty_side_is_no_fault(open_page: Any) -> None:
    link = {"first-after": "2020-01-01", "second-after": "2021-01-01"}
    assert "Neither side mentions a place" in html(open_compare(open_page, SIEGE, link=link))
