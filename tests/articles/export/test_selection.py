"""What is exported is what the page shows: the same passages, the same counts, in every view."""

from __future__ import annotations

from datetime import date

import pytest

from articles.archive import Archive
from articles.export.gathering import gather
from articles.hosting.policy import FULL, SNIPPET
from articles.view import DEFAULT_KINDS, View
from places.mention import Kind
from places.place import PlaceType
from tests.articles.export.conftest import under

VIEWS = (
    View(),
    View(kinds=tuple(Kind)),
    View(kinds=(Kind.GOVERNMENT,)),
    View(query="rain"),
    View(query="Mosul OR Suva", after=date(2017, 2, 1)),
    View(outlets=("Other Outlet",)),
    View(types=(PlaceType.PROVINCE,)),
    View(place="99072"),
    View(place="99072", query="officer"),
)


@pytest.mark.parametrize("view", VIEWS)
def test_places_and_names_count_as_on_the_page(archive: Archive, view: View) -> None:
    made = gather(archive, view)
    assert made.places == archive.places(view)
    assert made.unplaced == tuple((name.toponym, name.mentions) for name in archive.unplaced(view))


@pytest.mark.parametrize("view", VIEWS)
def test_passages_are_those_of_the_page_in_its_order(archive: Archive, view: View) -> None:
    keys = [(excerpt.article.id, excerpt.passage.start) for excerpt in gather(archive, view).excerpts]
    assert keys == [(hit.article.id, hit.passage.start) for hit in archive.hits(view, limit=1000)]


def test_a_selected_place_leaves_its_own_mentions(archive: Archive) -> None:
    made = gather(archive, View(place="99072"))
    count = archive.count(View(place="99072"))
    assert count is not None
    assert [told.id for told in made.told] == ["99072"] * count.mentions


def test_the_whole_is_not_narrowed_by_the_selected_place(archive: Archive) -> None:
    everything, whole = gather(archive, View()), gather(archive, View(place="99072"), whole=True)
    assert whole.excerpts == everything.excerpts
    assert whole.view.place == "99072"


def test_ticked_passages_come_in_the_order_of_their_ticks_with_their_places_only(archive: Archive) -> None:
    hits = archive.hits(View(), limit=100)
    keys = [
        (hit.article.id, hit.passage.start) for hit in hits if "Rain" in hit.passage.text or "Suva" in hit.passage.text
    ]
    made = gather(archive, View(), ticked=[*reversed(keys), ("no such", 0)])
    assert [(excerpt.article.id, excerpt.passage.start) for excerpt in made.excerpts] == keys[::-1]
    assert {count.place.name for count in made.places} == {"Mosul", "Suva", "Northern Division"}


def test_a_ticked_passage_outside_the_view_is_not_lost(archive: Archive) -> None:
    (suva,) = archive.hits(View(query="Suva"))
    made = gather(archive, View(query="rain"), ticked=[(suva.article.id, suva.passage.start)])
    assert [excerpt.passage.text for excerpt in made.excerpts] == [suva.passage.text]


def test_notes_stay_with_their_passage(archive: Archive) -> None:
    hit = archive.hits(View())[0]
    made = gather(archive, View(), notes={(hit.article.id, hit.passage.start): "To be checked"})
    assert [excerpt.note for excerpt in made.excerpts if excerpt.note] == ["To be checked"]


def test_marks_stand_on_the_names_under_every_policy(archive: Archive) -> None:
    for policy in (FULL, SNIPPET):
        for excerpt in gather(archive, View(place="99072"), ration=under(policy)).excerpts:
            marked = [excerpt.quoted.text[span.start : span.end] for span in excerpt.quoted.spans]
            assert marked == ["Mosul"] * len(excerpt.told)


def test_a_link_elsewhere_than_on_the_web_is_no_permalink(archive: Archive) -> None:
    assert gather(archive, View(), permalink="javascript:alert(1)").permalink == ""
    assert gather(archive, View(), permalink="https://a.example/?q=1").permalink == "https://a.example/?q=1"


def test_the_kinds_of_the_default_view_are_the_default(archive: Archive) -> None:
    kinds = {told.resolution.mention.kind for told in gather(archive, View()).told}
    assert kinds <= set(DEFAULT_KINDS)
    assert Kind.GOVERNMENT in kinds
