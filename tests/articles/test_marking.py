"""The marks of a view: what the map is sent is what the archive counts, made once and anew when it changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from articles.archive import Archive
from articles.certainty import Certainty
from articles.view import View
from places.mention import Kind
from places.place import Place, PlaceType
from tests.articles.builders import BAGHDAD, IRAQ, MOSUL, FakeGeoparse
from tests.articles.test_evidence import UNDATED, VIEWS, archive
from tests.places import parcels

__all__ = ["archive"]

OUTLETS = ("The Daily Example", "nobody")


def radius(place: Place) -> float:
    return 50.0


def told(archive: Archive, view: View) -> dict[str, tuple[object, ...]]:
    """By id: name, mentions, articles, outlets, verified, doubtful, government, shares."""
    found = {}
    for row in parcels.rows(archive.marks(view, OUTLETS, radius)):
        columns = ("name", "mentions", "articles", "outlets", "verified", "doubtful", "government")
        found[row["id"]] = (*(row[name] for name in columns), row["shares"])
    return found


def counted(archive: Archive, view: View) -> dict[str, tuple[object, ...]]:
    found: dict[str, tuple[object, ...]] = {}
    for each in archive.places(view):
        shares = archive.outlet_shares(view)[each.place.id]
        parts = {OUTLETS.index(name) if name in OUTLETS else len(OUTLETS): 0 for name, _ in shares}
        for name, mentions in shares:
            parts[OUTLETS.index(name) if name in OUTLETS else len(OUTLETS)] += mentions
        numbers = (each.mentions, each.articles, each.outlets, each.verified, each.doubtful, each.government)
        found[each.place.id] = (each.place.name, *numbers, [*shares[0], *sorted(parts.items())])
    return found


MORE = [View(types=(PlaceType.COUNTRY,)), View(certainty=(Certainty.DOUBTFUL,)), View(kinds=(Kind.GOVERNMENT,))]


@pytest.mark.parametrize("view", [*VIEWS, *MORE, View(query="nothing")])
def test_marks_tell_what_the_archive_counts(archive: Archive, view: View) -> None:
    assert told(archive, view) == counted(archive, view)


@pytest.mark.parametrize("view", [*VIEWS, *MORE])
def test_a_ranking_is_the_places_in_their_order(archive: Archive, view: View) -> None:
    ranking, places = archive.ranking(view), archive.places(view)
    assert (tuple(ranking), len(ranking), bool(ranking)) == (places, len(places), bool(places))
    assert list(ranking.places) == [each.place for each in places]
    assert ranking[1:] == places[1:]
    for by in ("articles", "outlets"):
        assert list(ranking.top(2, by)) == sorted(places, key=lambda each: -getattr(each, by))[:2]
    assert [each.mentions for each in places] == sorted((each.mentions for each in places), reverse=True)


def test_who_looks_at_the_same_view_is_sent_the_same(archive: Archive) -> None:
    marks = archive.marks(View(), OUTLETS, radius)
    assert archive.marks(View(place=MOSUL.id, size="outlets"), OUTLETS, radius) is marks
    assert archive.marks(View(outlets=("Another",)), OUTLETS, radius).book is marks.book
    assert archive.marks(View(), ("Another",), radius).numbers != marks.numbers


def test_a_mark_is_told_of_only_where_the_view_has_it(archive: Archive) -> None:
    """The book is the whole archive's, which everybody who may read it can ask for by a filter."""
    marks = archive.marks(View(outlets=("Another",)), (), radius)
    assert marks.place(MOSUL.id) == MOSUL
    assert (marks.place(BAGHDAD.id), marks.place("1")) == (None, None)
    assert [place.id for place in marks.book.places] == [
        each.place.id for each in sorted(archive.places(View()), key=lambda each: each.place.name)
    ]


def test_marks_follow_the_archive(archive: Archive) -> None:
    before = archive.marks(View(), (), radius)
    more = replace(UNDATED, headline="Iraq again")
    archive.add(more, FakeGeoparse()(more))
    after = archive.marks(View(), (), radius)
    assert after.numbers != before.numbers
    assert after.book is before.book  # no other place is in it
    assert told(archive, View())[IRAQ.id][1] == 2


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Archive]:
    archive = Archive.open(tmp_path / "empty.sqlite")
    yield archive
    archive.close()


def test_an_empty_archive_has_no_marks(empty: Archive) -> None:
    assert parcels.rows(empty.marks(View(), ("", "A"), radius)) == []
    assert (empty.places(View()), list(empty.ranking(View()).places)) == ((), [])
