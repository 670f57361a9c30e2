"""The switch between places and actors: its numbers add up, and the sentence says what it leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from articles.actors import KINDS, Standing, left_out, standing
from articles.archive import Archive
from articles.markup import chips
from articles.querying.reading import parse_line
from articles.querying.writing import line_of
from articles.saying import sentence
from articles.view import View
from places.mention import Kind
from tests.articles.builders import FakeGeoparse, an_article


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    article = an_article("Tehran warned Baghdad. Tehran warned Mosul, but Tehran is far from Mosul and al-Houd.")
    archive = Archive.open(tmp_path / "archive.sqlite")
    archive.add(article, FakeGeoparse()(article))
    yield archive
    archive.close()


def mentions(archive: Archive, standing: Standing) -> int:
    view = View(kinds=KINDS[standing])
    return sum(each.mentions for each in archive.places(view)) + sum(each.mentions for each in archive.unplaced(view))


def test_places_and_actors_add_up(archive: Archive) -> None:
    assert mentions(archive, Standing.ACTORS) == 2
    assert mentions(archive, Standing.PLACES) == 5
    assert mentions(archive, Standing.BOTH) == 7


@pytest.mark.parametrize(("counts", "number"), [(Standing.PLACES, 2), (Standing.BOTH, 0), (Standing.ACTORS, 5)])
def test_what_is_left_out_is_counted(archive: Archive, counts: Standing, number: int) -> None:
    view = View(kinds=KINDS[counts])
    assert standing(view) is counts
    assert left_out(view, archive) == number


def test_other_roles_are_neither_places_nor_actors() -> None:
    assert standing(View(kinds=(Kind.ADJECTIVE,))) is None


def test_the_sentence_says_what_is_left_out(archive: Archive) -> None:
    assert "left out" not in sentence(View(), archive)
    assert "2 mentions of governments left out" in sentence(View(kinds=KINDS[Standing.PLACES]), archive)
    assert "5 mentions of places themselves left out" in sentence(View(kinds=KINDS[Standing.ACTORS]), archive)


def test_size_stands_in_the_line_and_in_a_chip(archive: Archive) -> None:
    view = View(size="outlets", kinds=KINDS[Standing.ACTORS])
    assert line_of(view, archive) == "kind:government size:outlets"
    assert parse_line("kind:government size:outlets", archive) == (view, ())
    shown = chips(view, archive)
    assert "actors, not places" in shown
    assert "sized by outlets" in shown


def test_a_size_nobody_knows_is_told_in_words(archive: Archive) -> None:
    view, mistakes = parse_line("size:words", archive)
    assert view == View()
    assert "mentions, articles, outlets" in mistakes[0].message
