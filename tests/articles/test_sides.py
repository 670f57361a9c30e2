"""Two sides of a comparison, from and to a link."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from articles.answering.comparing import Trend
from articles.sides import Side, Sides, halves, two_outlets
from articles.view import Together, View

DAYS = st.none() | st.dates()
OUTLETS = st.lists(st.sampled_from(["DEBKAfile", "Clarion Project", "a&b=c", "Ünïon"]), unique=True).map(
    lambda names: tuple(sorted(names))
)
SIDES = st.builds(Side, OUTLETS, DAYS, DAYS)
VIEWS = st.builds(
    View,
    query=st.sampled_from(["", "oil", "oil OR troops"]),
    outlets=OUTLETS,
    after=DAYS,
    places=st.sampled_from([(), ("98182", "99072")]),
    together=st.sampled_from(Together),
)
TRENDS = st.sets(st.sampled_from(Trend)).map(lambda chosen: tuple(trend for trend in Trend if trend in chosen))


@given(st.builds(Sides, VIEWS, SIDES, SIDES, TRENDS))
def test_a_link_gives_the_same_sides_back(sides: Sides) -> None:
    assert Sides.from_query(sides.to_query()) == sides


@given(st.dictionaries(st.sampled_from(["first-after", "second-outlet", "q", "near", "trend"]), st.lists(st.text())))
def test_garbage_in_a_link_is_left_out(params: dict[str, list[str]]) -> None:
    sides = Sides.from_query(params)
    assert (sides is None) == (not {"first-after", "second-outlet"} & params.keys())


def test_a_link_of_explore_names_no_side() -> None:
    assert Sides.from_query(View(query="oil", after=date(2016, 1, 1)).to_query()) is None


def test_halves_leave_no_day_out_and_hold_none_twice() -> None:
    sides = halves(View(), date(2016, 1, 1), date(2016, 1, 4))
    assert sides is not None
    assert sides.first == Side((), date(2016, 1, 1), date(2016, 1, 2))
    assert sides.second == Side((), date(2016, 1, 3), date(2016, 1, 4))


def test_halves_are_those_of_the_days_that_are_filtered() -> None:
    sides = halves(View(after=date(2016, 1, 3), outlets=("Times",)), date(2016, 1, 1), date(2016, 1, 4))
    assert sides is not None
    assert sides.first == Side(("Times",), date(2016, 1, 3), date(2016, 1, 3))


def test_a_single_day_has_no_halves() -> None:
    assert halves(View(), date(2016, 1, 1), date(2016, 1, 1)) is None
    assert halves(View(), None, None) is None


def test_two_outlets_are_the_first_that_are_known() -> None:
    sides = two_outlets(View(after=date(2016, 1, 3)), ["", "Times", "Post", "Sun"])
    assert sides is not None
    assert (sides.first.outlets, sides.second.outlets) == (("Times",), ("Post",))
    assert sides.first.after == sides.second.after == date(2016, 1, 3)
    assert two_outlets(View(), ["", "Times"]) is None


def test_sides_narrow_what_they_have_in_common_and_select_nothing() -> None:
    sides = Sides(View(query="oil", place="99072"), Side(("Times",)), Side((), date(2016, 1, 1)))
    assert sides.views == (View(query="oil", outlets=("Times",)), View(query="oil", after=date(2016, 1, 1)))
