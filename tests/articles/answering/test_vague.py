"""The archive keeps where "55 km west of Mosul" is, and tells the circles of a view."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from articles.archive import Archive
from articles.article import Article
from articles.view import View
from places.distance import destination
from places.mention import Kind, Mention
from places.place import Place, PlaceType
from places.position import RelativePosition
from places.resolution import Candidate, Resolution
from tests.articles.builders import BAGHDAD, MOSUL, an_article


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    archive = Archive.open(tmp_path / "archive.sqlite")
    yield archive
    archive.close()


def off(
    article: Article,
    phrase: str,
    anchor: Place = MOSUL,
    *,
    km: float | None = 55,
    bearing: float | None = 270,
    radius_km: float = 20,
    kind: Kind = Kind.RELATIVE,
) -> Resolution:
    """The resolution of a phrase of the article that ends with its anchor's name."""
    start = article.document.index(phrase)
    end = start + len(phrase)
    point = anchor.point if bearing is None else destination(anchor.point, bearing, km or 20)
    relative = RelativePosition(anchor, bearing, km, point, radius_km, phrase, start, end)
    mention = Mention(anchor.name, end - len(anchor.name), end, kind)
    return Resolution(mention, anchor, (Candidate(anchor, 2.0),), 0.9, ("why",), relative)


WEST = an_article("It lies 55 km west of Mosul.\n\nYes, about 55 km west of Mosul.", headline="One", outlet="A")
AGAIN = an_article("Not 55 km west of Mosul.", headline="Two", outlet="B", published=date(2016, 1, 1))


def test_a_mention_comes_back_with_its_relative_position(archive: Archive) -> None:
    told = off(WEST, "55 km west of Mosul")
    archive.add(WEST, [told])
    (kept,) = archive.mentions(WEST.id)
    assert kept.relative is not None and told.relative is not None
    assert (kept.mention, kept.relative.phrase) == (told.mention, "55 km west of Mosul")
    assert kept.relative.anchor == MOSUL
    assert kept.relative.point.lat == pytest.approx(told.relative.point.lat, abs=1e-5)
    assert (kept.relative.start, kept.relative.end) == (told.relative.start, told.relative.end)
    assert WEST.document[kept.relative.start : kept.relative.end] == "55 km west of Mosul"


def test_words_that_mean_the_same_are_one_mark_in_the_wider_circle(archive: Archive) -> None:
    archive.add(WEST, [off(WEST, "55 km west of Mosul"), off(WEST, "about 55 km west of Mosul", radius_km=30)])
    archive.add(AGAIN, [off(AGAIN, "55 km west of Mosul")])
    (mark,) = archive.vague(View())
    assert (mark.anchor, mark.phrase, mark.mentions) == (MOSUL.id, "55 km west of Mosul", 3)
    assert (mark.radius_km, mark.bearing_degrees, mark.distance_km) == (30, 270, 55)
    assert mark.point.lon < MOSUL.point.lon - 0.5


def test_other_places_directions_and_distances_are_marks_of_their_own(archive: Archive) -> None:
    phrases = ("55 km west of Mosul", "55 km west of Baghdad", "10 km from Mosul", "90 km from Mosul", "outside Mosul")
    article = an_article(". ".join(phrases))
    west, capital, near, far, outside = phrases
    archive.add(
        article,
        [
            off(article, west),
            off(article, capital, BAGHDAD),
            off(article, near, km=10, bearing=None),
            off(article, far, km=90, bearing=None),
            off(article, outside, km=None, bearing=None),
        ],
    )
    marks = archive.vague(View())
    assert sorted(mark.phrase for mark in marks) == sorted(phrases)
    assert {mark.anchor for mark in marks} == {MOSUL.id, BAGHDAD.id}


def test_the_view_filters_the_marks_and_its_place_narrows_nothing(archive: Archive) -> None:
    archive.add(WEST, [off(WEST, "55 km west of Mosul")])
    archive.add(AGAIN, [off(AGAIN, "Not 55 km west of Mosul")])

    def mentions(view: View) -> int:
        return sum(mark.mentions for mark in archive.vague(view))

    assert mentions(View()) == 2
    assert mentions(View(outlets=("B",))) == 1
    assert mentions(View(before=date(2016, 12, 31))) == 1
    assert mentions(View(query="lies")) == 1
    assert mentions(View(query="nowhere")) == 0
    assert mentions(View(place=BAGHDAD.id)) == 2
    assert mentions(View(kinds=(Kind.PLACE,))) == 0
    assert mentions(View(kinds=())) == 0
    assert mentions(View(types=(PlaceType.COUNTRY,))) == 0
    assert mentions(View(types=(MOSUL.type,))) == 2


def test_what_is_repeated_in_an_article_counts_once(archive: Archive) -> None:
    paragraph = "Everybody knows that it lies some 55 km west of Mosul, and no nearer to anything."
    article = an_article(f"{paragraph}\n\nOther words stand here between.\n\n{paragraph}", headline="Twice")
    first = off(article, "55 km west of Mosul")
    shift = article.document.rindex(paragraph) - article.document.index(paragraph)
    assert first.relative is not None
    mention = Mention("Mosul", first.mention.start + shift, first.mention.end + shift, Kind.RELATIVE)
    archive.add(article, [first, Resolution(mention, MOSUL, (), 0.9, (), first.relative)])
    (mark,) = archive.vague(View())
    assert mark.mentions == archive.places(View())[0].mentions == 1
    assert len(archive.mentions(article.id)) == 2


def test_a_replaced_article_takes_its_marks_along(archive: Archive) -> None:
    archive.add(WEST, [off(WEST, "55 km west of Mosul")])
    corrected = an_article("It lies in Mosul.", headline="One", outlet="A")
    archive.add(corrected, [])
    assert archive.vague(View()) == ()
