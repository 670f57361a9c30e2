"""A view and its link say the same; a link is anybody's words."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.certainty import Certainty
from articles.view import DEFAULT_KINDS, FARTHEST_KM, LONGEST_VALUE, PARAMETERS, SIZES, Near, Reposts, Together, View
from places.areas.polygon import AreaError, checked
from places.mention import Kind
from places.place import PlaceType, Point

#: Values as the page and the archive make them: printable, trimmed, of bounded length.
values = st.text(st.characters(codec="utf-8"), max_size=LONGEST_VALUE).map(
    lambda text: "".join(character for character in text if character.isprintable()).strip()
)
names = st.sets(values.filter(bool), max_size=5).map(lambda names: tuple(sorted(names)))


def _checked(corners: list[Point]) -> tuple[Point, ...]:
    try:
        return checked(corners)
    except AreaError:
        return ()


points = st.builds(Point, lat=st.floats(-90, 90), lon=st.floats(-180, 180))
areas = st.lists(points, max_size=8).map(_checked)
nears = st.builds(
    Near,
    # The link holds the distance beside the place.
    place=values.map(lambda text: text[:250].strip()).filter(bool),
    km=st.floats(0, FARTHEST_KM, exclude_min=True),
)
views = st.builds(
    View,
    place=values,
    article=values,
    query=values,
    after=st.none() | st.dates(),
    before=st.none() | st.dates(),
    outlets=names,
    without=names,
    places=names,
    inside=names,
    together=st.sampled_from(Together),
    near=st.none() | nears,
    area=areas,
    certainty=st.sets(st.sampled_from(Certainty)).map(lambda some: tuple(each for each in Certainty if each in some)),
    kinds=st.sets(st.sampled_from(Kind), min_size=1).map(lambda kinds: tuple(kind for kind in Kind if kind in kinds)),
    size=st.sampled_from(SIZES),
    reposts=st.sampled_from(Reposts),
    types=st.sets(st.sampled_from(PlaceType)).map(lambda types: tuple(each for each in PlaceType if each in types)),
)
anything = st.dictionaries(
    st.sampled_from([*sorted(PARAMETERS), "other"]),
    st.lists(
        st.text()
        | st.sampled_from(
            [*Kind, *Together, *Certainty, *Reposts, *SIZES, "2017-01-25", "99072~60", "~", "1~nan", "1,2;3,4;5,6"]
        ),
        max_size=4,
    ),
)


@given(views)
def test_a_view_comes_back_from_its_link(view: View) -> None:
    assert View.from_query(view.to_query()) == view
    assert View.from_query(parse_qs(view.link.removeprefix("?"))) == view


@given(anything)
def test_any_link_gives_a_view_whose_link_gives_it_back(params: dict[str, list[str]]) -> None:
    view = View.from_query(params)
    assert View.from_query(view.to_query()) == view
    assert View.from_query(parse_qs(view.link.removeprefix("?"))) == view


@given(anything)
def test_what_a_link_says_is_short_and_printable(params: dict[str, list[str]]) -> None:
    view = View.from_query(params)
    for value in (view.place, view.article, view.query, *view.outlets, *view.without, *view.places, *view.inside):
        assert value.isprintable()
        assert len(value) <= LONGEST_VALUE


def test_everything_has_the_shortest_link() -> None:
    assert View().to_query() == {}
    assert View().link == "?"


def test_a_link_holds_what_is_not_default() -> None:
    view = View(place="99072", after=date(2017, 1, 25), outlets=("A & B", "C"), kinds=(Kind.PLACE, Kind.ADJECTIVE))
    assert view.to_query() == {
        "place": ["99072"],
        "after": ["2017-01-25"],
        "outlet": ["A & B", "C"],
        "kind": ["place", "adjective"],
    }
    assert view.link == "?place=99072&after=2017-01-25&outlet=A+%26+B&outlet=C&kind=place&kind=adjective"


@pytest.mark.parametrize("day", ["", "yesterday", "2017-02-30", "25/01/2017", "9" * 400])
def test_a_day_that_is_none_is_left_out(day: str) -> None:
    assert View.from_query({"after": [day], "before": [day]}) == View()


def test_kinds_that_are_none_are_left_out() -> None:
    assert View.from_query({"kind": ["place", "nonsense"]}).kinds == (Kind.PLACE,)
    assert View.from_query({"kind": ["nonsense"]}).kinds == DEFAULT_KINDS


def test_every_field_has_its_parameter() -> None:
    full = View(
        "1", "2", "3", date(2016, 1, 1), date(2017, 1, 1), ("4",), (Kind.PLACE,), (PlaceType.TOWN,), ("5",), ("6",),
        ("7",), Together.ARTICLE, Near("8", 9), (Point(0, 0), Point(0, 1), Point(1, 1)), (Certainty.DOUBTFUL,),
        "articles", ("ar",), "lebanon", Reposts.APART,
    )  # fmt: skip
    assert set(full.to_query()) == PARAMETERS
    assert len(PARAMETERS) == len(fields(View))


@pytest.mark.parametrize(
    "near", ["99072", "~60", "99072~", "99072~0", "99072~-1", "99072~nan", "99072~inf", "99072~1e9"]
)
def test_a_distance_that_is_none_is_left_out(near: str) -> None:
    assert View.from_query({"near": [near]}) == View()


@pytest.mark.parametrize(
    "area",
    [
        "36,42;37,43",
        "36,42;37,43;91,44",
        "36,42;37,43;x",
        "0,0;0,180;10,90",
        "80,0;80,120;80,-120",
        "0,0;" * 101 + "1,1",
    ],
)
def test_an_area_that_is_none_is_left_out(area: str) -> None:
    assert View.from_query({"area": [area]}) == View()


def test_a_distance_stands_beside_its_place_in_the_link() -> None:
    assert View(near=Near("99072", 60)).link == "?near=99072~60"


def test_filters_are_the_view_without_its_selection() -> None:
    assert View("1", "2", "oil", outlets=("A",), size="articles").filters == View(query="oil", outlets=("A",))
