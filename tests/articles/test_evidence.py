"""The timeline, the sparklines, who says so, what is named together and what changed: all add up with the counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.answering.comparing import Trend
from articles.answering.questions import sparkline
from articles.answering.timeline import Row, Unit, timeline
from articles.archive import Archive
from articles.article import Article
from articles.view import Together, View
from places.mention import Kind
from places.place import PlaceType
from tests.articles.builders import BAGHDAD, IRAQ, MOSUL, TEHRAN, FakeGeoparse, an_article

geoparse = FakeGeoparse()

JANUARY = an_article("Mosul and Baghdad.\n\nMosul is in Iraq.", headline="Mosul falls", published=date(2017, 1, 25))
EARLIER = an_article("Mosul, al-Houd.\n\nTehran.", headline="", published=date(2016, 12, 30), outlet="Another")
UNDATED = an_article("Mosul, some day.\n\nNothing.", headline="", published=None, outlet="")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    archive = Archive.open(tmp_path / "archive.sqlite")
    for article in (JANUARY, EARLIER, UNDATED):
        archive.add(article, geoparse(article))
    yield archive
    archive.close()


VIEWS = [
    View(),
    View(place=MOSUL.id),
    View(query="Mosul"),
    View(query="Mosul", place=BAGHDAD.id),
    View(outlets=("Another",)),
    View(without=("Another",)),
    View(places=(MOSUL.id,), kinds=(Kind.PLACE,)),
    View(after=date(2017, 1, 1)),
    View(inside=("IR",), place=TEHRAN.id),
    View(place="1"),
]


@pytest.mark.parametrize("view", VIEWS)
def test_every_passage_is_in_a_bar_or_undated(archive: Archive, view: View) -> None:
    found = archive.timeline(view)
    assert sum(bar.passages for bar in found.bars) + found.undated == archive.count_hits(view)


def test_bars_are_stacked_by_outlet_and_have_no_gap(archive: Archive) -> None:
    found = archive.timeline(View(), Unit.WEEK)
    assert [(bar.first, bar.last, bar.outlets) for bar in found.bars] == [
        (date(2016, 12, 26), date(2017, 1, 1), (("Another", 2),)),
        (date(2017, 1, 2), date(2017, 1, 8), ()),
        (date(2017, 1, 9), date(2017, 1, 15), ()),
        (date(2017, 1, 16), date(2017, 1, 22), ()),
        (date(2017, 1, 23), date(2017, 1, 29), (("The Daily Example", 3),)),
    ]
    assert (found.outlets, found.undated) == (("The Daily Example", "Another"), 2)


@pytest.mark.parametrize(
    ("last", "unit"),
    [
        (date(2016, 1, 1), Unit.DAY),
        (date(2016, 2, 29), Unit.DAY),
        (date(2016, 5, 1), Unit.WEEK),
        (date(2018, 1, 1), Unit.MONTH),
        (date(2060, 1, 1), Unit.YEAR),
    ],
)
def test_the_span_decides_how_long_a_bar_is(last: date, unit: Unit) -> None:
    assert timeline([(date(2016, 1, 1).toordinal(), "A", 1), (last.toordinal(), "A", 1)]).unit is unit


def test_an_archive_without_days_has_no_bars() -> None:
    found = timeline([(0, "A", 3)])
    assert (found.bars, found.undated) == ((), 3)


rows = st.lists(
    st.tuples(st.integers(0, date.max.toordinal()), st.sampled_from(["", "A", "B"]), st.integers(1, 9)), max_size=6
)
close_rows = st.lists(
    st.tuples(st.integers(736000, 736200), st.sampled_from(["", "A", "B"]), st.integers(1, 9)), max_size=6
)


@given(rows)
def test_no_passage_is_lost_whatever_the_span(told: list[Row]) -> None:
    found = timeline(told)
    assert sum(bar.passages for bar in found.bars) + found.undated == sum(number for *_, number in told)


@given(close_rows, st.sampled_from(Unit))
def test_bars_follow_one_another_day_by_day(told: list[Row], unit: Unit) -> None:
    bars = timeline(told, unit).bars
    assert all(one.last.toordinal() + 1 == other.first.toordinal() for one, other in pairwise(bars))
    for day, outlet, _ in told:
        (bar,) = [bar for bar in bars if bar.first.toordinal() <= day <= bar.last.toordinal()]
        assert outlet in dict(bar.outlets)


def test_a_sparkline_tells_the_mentions_of_its_place_in_time(archive: Archive) -> None:
    found = archive.sparklines(View(), [MOSUL.id, TEHRAN.id, "1"], bars=3)
    assert found == {MOSUL.id: (1, 0, 3), TEHRAN.id: (1, 0, 0), "1": (0, 0, 0)}
    assert archive.sparklines(View(query="falls"), [MOSUL.id], bars=3) == {MOSUL.id: (0, 0, 1)}
    assert archive.sparklines(View(after=date(2017, 1, 25)), [MOSUL.id], bars=2) == {MOSUL.id: (3, 0)}
    assert archive.sparklines(View(after=date(2018, 1, 1)), [MOSUL.id], bars=2) == {MOSUL.id: (0, 0)}
    assert archive.sparklines(View(), []) == {}


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9))), st.integers(1, 30))
def test_a_sparkline_loses_nothing_of_its_days(days: list[tuple[int, int]], bars: int) -> None:
    found = sparkline(np.repeat(*np.array(days, np.int32).reshape(-1, 2).T), 10, 50, bars)
    assert len(found) == bars
    assert sum(found) == sum(number for day, number in days if 10 <= day <= 50)


def test_related_places_stand_in_the_same_passages(archive: Archive) -> None:
    found = [(each.place.name, each.passages, each.articles) for each in archive.related(View(), MOSUL.id)]
    assert found == [("Baghdad", 1, 1), ("Iraq", 1, 1)]
    for each in archive.related(View(), MOSUL.id):
        pair = View(places=tuple(sorted((MOSUL.id, each.place.id))), together=Together.PASSAGE)
        assert archive.count_hits(pair) == each.passages
    assert archive.related(View(), "1") == ()
    assert archive.related(View(query="Iraq"), BAGHDAD.id) == ()
    assert [each.place for each in archive.related(View(types=(PlaceType.COUNTRY,)), MOSUL.id)] == [IRAQ]
    assert len(archive.related(View(), MOSUL.id, limit=1)) == 1


@pytest.mark.parametrize("view", VIEWS)
def test_shares_of_outlets_add_up_to_the_mentions(archive: Archive, view: View) -> None:
    shares = archive.outlet_shares(view)
    for count in archive.places(view):
        assert sum(mentions for _, mentions in shares[count.place.id]) == count.mentions
        assert len(shares[count.place.id]) == count.outlets
        assert archive.by_outlet(view, count.place.id) == shares[count.place.id]
    for name in archive.unplaced(view):
        assert sum(mentions for _, mentions in shares[name.id]) == name.mentions
    assert len(shares) == len(archive.places(view)) + len(archive.unplaced(view))
    for wanted in ((), ("Another",), ("nobody",)):
        some = archive.outlet_shares(view, wanted)
        assert some == {
            id_: tuple(s for n, s in enumerate(of) if not n or s[0] in wanted) for id_, of in shares.items()
        }


def test_the_outlet_that_says_it_most_comes_first(archive: Archive) -> None:
    assert archive.by_outlet(View(), MOSUL.id) == (("The Daily Example", 3), ("", 1), ("Another", 1))
    assert archive.by_outlet(View(), "1") == ()


def test_two_views_side_by_side(archive: Archive) -> None:
    before, after = View(before=date(2016, 12, 31)), View(after=date(2017, 1, 1))
    found = [(each.place.name, each.before, each.after, each.trend) for each in archive.compare(before, after)]
    assert found == [
        ("Mosul", 1, 3, Trend.UP),
        ("Baghdad", 0, 1, Trend.NEW),
        ("Iraq", 0, 1, Trend.NEW),
        ("Tehran", 1, 0, Trend.GONE),
    ]
    assert {each.trend for each in archive.compare(after, before)} == {Trend.DOWN, Trend.GONE, Trend.NEW}
    assert {each.trend for each in archive.compare(after, after)} == {Trend.SAME}


def test_answers_follow_the_archive(archive: Archive) -> None:
    archive.outlet_shares(View())
    more: Article = replace(UNDATED, headline="More of it", outlet="Third")
    archive.add(more, geoparse(more))
    assert dict(archive.outlet_shares(View())[MOSUL.id])["Third"] == 1
