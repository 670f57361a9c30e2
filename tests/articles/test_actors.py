"""The switch between places and actors: every number follows it, they add up, and the page says what counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from articles.actors import KINDS, Part, Standing, counted, standing
from articles.archive import Archive
from articles.decisions.deciding import Decisions
from articles.decisions.decision import Action, Scope
from articles.decisions.file import DecisionFile
from articles.export.gathering import gather
from articles.markup.head import chips, in_all
from articles.markup.selected import selected_head
from articles.querying.reading import parse_line
from articles.querying.writing import line_of
from articles.saying import sentence
from articles.view import View
from places.mention import Kind
from tests.articles.builders import BAGHDAD, MOSUL, TEHRAN, FakeGeoparse, an_article

ARTICLES = (
    an_article(
        "Tehran warned Baghdad. Tehran warned Mosul, but Tehran is far from Mosul and al-Houd.\n\n"
        "Mosul is quiet.\n\nNobody came.",
        headline="",
    ),
    an_article("Tehran warned.\n\nIraqi troops stood by.", headline="", outlet="Another", published=date(2017, 2, 1)),
    an_article("Nothing happened anywhere.", headline="", outlet="A third", published=None),
)
PLACES, BOTH, ACTORS = (View(kinds=KINDS[each]) for each in Standing)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    archive = Archive.open(tmp_path / "archive.sqlite", decisions=DecisionFile(tmp_path / "decisions.jsonl"))
    for article in ARTICLES:
        archive.add(article, FakeGeoparse()(article))
    yield archive
    archive.close()


def mentions(archive: Archive, view: View) -> int:
    return sum(each.mentions for each in archive.places(view)) + sum(each.mentions for each in archive.unplaced(view))


def test_mentions_of_places_and_actors_add_up(archive: Archive) -> None:
    assert [mentions(archive, view) for view in (PLACES, BOTH, ACTORS)] == [6, 9, 3]


def test_passages_are_those_that_hold_one(archive: Archive) -> None:
    assert [archive.count_hits(view) for view in (PLACES, BOTH, ACTORS)] == [2, 6, 2]
    assert [archive.totals(view).articles for view in (PLACES, BOTH, ACTORS)] == [1, 3, 2]
    assert {archive.totals(view).passages_all for view in (PLACES, BOTH, ACTORS)} == {6}


def test_adjectives_beside_what_counts_by_default_leave_no_passage_out(archive: Archive) -> None:
    assert archive.count_hits(View(kinds=tuple(Kind))) == 6
    assert archive.count_hits(View(kinds=(Kind.ADJECTIVE,))) == 1


VIEWS = [
    View(),
    View(query="Tehran"),
    View(place=TEHRAN.id),
    View(places=(MOSUL.id,)),
    View(inside=("IQ",)),
    View(outlets=("Another",)),
    View(after=date(2017, 1, 1)),
]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("counts", Standing)
def test_every_number_follows_the_switch(archive: Archive, view: View, counts: Standing) -> None:
    view = view.with_(kinds=KINDS[counts])
    passages = {hit.passage for hit in archive.hits(view)}
    told = archive.timeline(view)
    selection = gather(archive, view)
    assert len(passages) == archive.count_hits(view) == archive.totals(view).passages
    assert len(passages) == sum(bar.passages for bar in told.bars) + told.undated
    assert passages == {excerpt.passage for excerpt in selection.excerpts}
    if not view.place:
        articles = {passage.article_id for passage in passages}
        if not view.outlets:
            assert sum(each.articles for each in archive.outlet_counts(view)) == len(articles)
        assert sum(each.articles for each in archive.language_counts(view)) == len(articles)
        assert mentions(archive, view) == len(list(selection.told))
        if counts is not Standing.BOTH:
            assert passages == {each.hit.passage for each in selection.told}


@pytest.mark.parametrize("view", VIEWS)
def test_passages_of_either_are_passages_of_both(archive: Archive, view: View) -> None:
    places, both, actors = (
        {hit.passage for hit in archive.hits(view.with_(kinds=KINDS[counts]))} for counts in Standing
    )
    assert places | actors <= both


def test_what_counts_is_marked_in_its_passages(archive: Archive) -> None:
    marked = [hit.article.document[span.start : span.end] for hit in archive.hits(ACTORS) for span in hit.spans]
    assert marked == ["Tehran"] * 3
    assert not any(hit.spans for hit in archive.hits(BOTH))


def test_no_passage_counts_for_what_was_decided_to_be_no_place(archive: Archive) -> None:
    decisions = Decisions(archive)
    decisions.decide(decisions.draft(Action.NOT_A_PLACE, Scope.NAME, "Tehran"))
    assert [archive.count_hits(view) for view in (PLACES, ACTORS)] == [2, 0]
    assert archive.outlet_counts(ACTORS) == ()
    # They are told apart, and add up too.
    assert [sum(each.mentions for each in archive.excluded(view)) for view in (PLACES, BOTH, ACTORS)] == [1, 4, 3]
    (excluded,) = archive.excluded(ACTORS)
    assert archive.count_hits(ACTORS.with_(place=excluded.id)) == 2


@pytest.mark.parametrize(("view", "part"), [(PLACES, Part(6, 9, 2, 6)), (BOTH, None), (ACTORS, Part(3, 9, 2, 6))])
def test_what_counts_is_told_of_all_there_is(archive: Archive, view: View, part: Part | None) -> None:
    assert counted(view, archive) == part


def test_other_roles_are_neither_places_nor_actors() -> None:
    assert standing(View(kinds=(Kind.ADJECTIVE,))) is None


def test_the_sentence_says_what_counts(archive: Archive) -> None:
    assert "not" not in sentence(BOTH, archive).replace("not on the map", "")
    assert "places, not actors: 6 of 9 mentions in 2 of 6 passages" in sentence(PLACES, archive)
    assert "1 place in 2 of 3 articles" in sentence(ACTORS, archive)
    assert "actors, not places: 3 of 9 mentions in 2 of 6 passages" in sentence(ACTORS, archive)
    assert "roles: adjectives: 1 of 10 mentions" in sentence(View(kinds=(Kind.ADJECTIVE,)), archive)


def test_the_totals_and_the_head_of_a_place_say_what_counts(archive: Archive) -> None:
    assert in_all(ACTORS, archive.totals(ACTORS)).startswith("2 of 6 passages · 1 of 3 places")
    assert in_all(ACTORS, archive.totals(ACTORS)).endswith("actors, not places")
    assert "actors" not in in_all(BOTH, archive.totals(BOTH))
    assert "3 mentions · 2 articles · 2 outlets · actors, not places" in selected_head(
        ACTORS.with_(place=TEHRAN.id), archive
    )
    assert "No mention in this selection" in selected_head(ACTORS.with_(place=BAGHDAD.id), archive)


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
