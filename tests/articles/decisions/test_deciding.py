"""A person's decision changes what the archive answers, at once, narrowly or widely, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from articles.archive import Archive
from articles.article import Article, Span
from articles.certainty import Certainty
from articles.decisions.deciding import Decisions
from articles.decisions.decision import Action, Decision, DecisionError, Scope
from articles.decisions.file import DecisionFile
from articles.storage.database import ArchiveError
from articles.view import View
from places.mention import Kind
from places.place import Place
from tests.articles.builders import BAGHDAD, MOSUL, TEHRAN, FakeGeoparse, a_place, an_article

SAMARRA = a_place("Samarra", id="91597", lat=34.2, lon=43.88, admin1="18", population=158_508)
geoparse = FakeGeoparse()

ONE = an_article("Troops left Mosul.\n\nMosul is quiet. So is Baghdad.", headline="One", url="https://example.org/1")
TWO = an_article("Mosul again, and al-Houd.", headline="Two", outlet="Other Paper", published=date(2016, 1, 1))


@pytest.fixture
def decisions(tmp_path: Path) -> Iterator[Decisions]:
    archive = Archive.open(tmp_path / "archive.sqlite", decisions=DecisionFile(tmp_path / "decisions.jsonl"))
    add(archive, ONE, TWO)
    yield Decisions(archive)
    archive.close()


def add(archive: Archive, *articles: Article) -> None:
    for article in articles:
        archive.add(article, geoparse(article), where=geoparse.where)


def counts(decisions: Decisions, view: View | None = None) -> dict[str, int]:
    return {count.place.name: count.mentions for count in decisions.archive.places(view or View())}


def here(decisions: Decisions, article: Article, toponym: str, number: int = 1) -> Span:
    found = [j.resolution.mention for j in decisions.judgements(article.id) if j.resolution.mention.toponym == toponym]
    return Span(found[number - 1].start, found[number - 1].end)


def everywhere(decisions: Decisions, place: Place | None, toponym: str = "Mosul") -> Decision:
    action = Action.PLACE if place else Action.NOT_A_PLACE
    return decisions.decide(decisions.draft(action, Scope.NAME, toponym, place=place))


def test_a_name_is_another_place_in_the_whole_archive(decisions: Decisions) -> None:
    everywhere(decisions, SAMARRA)
    assert counts(decisions) == {"Samarra": 3, "Baghdad": 1}
    (count, _) = decisions.archive.places(View())
    assert (count.place, count.verified, count.doubtful) == (SAMARRA, 3, 0)


def test_a_name_that_is_no_place_counts_nowhere_but_among_the_excluded(decisions: Decisions) -> None:
    before = decisions.archive.totals(View())
    everywhere(decisions, None)
    archive = decisions.archive
    assert counts(decisions) == {"Baghdad": 1}
    assert [(name.toponym, name.mentions, name.articles) for name in archive.excluded(View())] == [("Mosul", 3, 2)]
    assert [name.toponym for name in archive.unplaced(View())] == ["al-Houd"]
    assert archive.totals(View()).unplaced_names == before.unplaced_names == 1
    assert len(archive.hits(View(place=archive.excluded(View())[0].id))) == 3
    assert [each.mention.toponym for each in archive.mentions(TWO.id)] == ["al-Houd"]


def test_a_name_nobody_can_place_is_listed_as_not_on_the_map(decisions: Decisions) -> None:
    decisions.decide(decisions.draft(Action.UNKNOWN, Scope.NAME, "Mosul"))
    assert [(each.toponym, each.mentions) for each in decisions.archive.unplaced(View())] == [
        ("Mosul", 3),
        ("al-Houd", 1),
    ]


def test_a_name_that_was_not_on_the_map_comes_onto_it(decisions: Decisions) -> None:
    houd = a_place("al-Houd", id="user:36.10000,43.20000:al-houd", lat=36.1, lon=43.2)
    everywhere(decisions, houd, "Al-Houd")
    assert counts(decisions) == {"Mosul": 3, "Baghdad": 1, "al-Houd": 1}
    assert decisions.archive.unplaced(View()) == ()


def test_one_mention_is_corrected_and_its_neighbour_not(decisions: Decisions) -> None:
    draft = decisions.draft(
        Action.PLACE, Scope.MENTION, article=ONE.id, span=here(decisions, ONE, "Mosul", 2), place=SAMARRA
    )
    assert draft.toponym == "Mosul" and draft.spot is not None and draft.spot.occurrence == 2
    decisions.decide(draft)
    assert counts(decisions) == {"Mosul": 2, "Samarra": 1, "Baghdad": 1}
    placed = [(j.resolution.place, j.certainty) for j in decisions.judgements(ONE.id)]
    assert placed == [
        (MOSUL, Certainty.AUTOMATIC),
        (SAMARRA, Certainty.VERIFIED),
        (BAGHDAD, Certainty.AUTOMATIC),
    ]


def test_an_article_and_an_outlet_are_scopes(decisions: Decisions) -> None:
    decisions.decide(decisions.draft(Action.PLACE, Scope.OUTLET, "Mosul", article=TWO.id, place=TEHRAN))
    assert counts(decisions) == {"Mosul": 2, "Tehran": 1, "Baghdad": 1}
    decisions.decide(decisions.draft(Action.PLACE, Scope.ARTICLE, "Mosul", article=ONE.id, place=SAMARRA))
    assert counts(decisions) == {"Samarra": 2, "Tehran": 1, "Baghdad": 1}


def test_the_narrower_wins_over_the_later_and_of_equals_the_later(decisions: Decisions) -> None:
    span = here(decisions, ONE, "Mosul", 1)
    decisions.decide(decisions.draft(Action.PLACE, Scope.MENTION, article=ONE.id, span=span, place=SAMARRA))
    decisions.decide(decisions.draft(Action.PLACE, Scope.ARTICLE, "Mosul", article=ONE.id, place=TEHRAN))
    everywhere(decisions, BAGHDAD)
    assert counts(decisions) == {"Baghdad": 2, "Samarra": 1, "Tehran": 1}
    everywhere(decisions, MOSUL)
    assert counts(decisions) == {"Mosul": 1, "Baghdad": 1, "Samarra": 1, "Tehran": 1}


def test_undo_brings_the_geoparsers_word_back_and_redo_the_decision(decisions: Decisions) -> None:
    before = decisions.archive.places(View()), decisions.judgements(ONE.id)
    made = everywhere(decisions, SAMARRA)
    after = decisions.archive.places(View())
    decisions.undo(made.id, who="Ann")
    assert (decisions.archive.places(View()), decisions.judgements(ONE.id)) == before
    decisions.redo(made.id)
    assert decisions.archive.places(View()) == after
    assert [(past.decision.action, past.holds) for past in decisions.history()] == [
        (Action.UNDO, True),
        (Action.UNDO, False),
        (Action.PLACE, True),
    ]


def test_what_cannot_be_undone_or_brought_back_says_why(decisions: Decisions) -> None:
    made = everywhere(decisions, SAMARRA)
    with pytest.raises(DecisionError, match="holds: there is nothing to bring back"):
        decisions.redo(made.id)
    decisions.undo(made.id)
    with pytest.raises(DecisionError, match="is undone already"):
        decisions.undo(made.id)
    with pytest.raises(DecisionError, match="there is no decision 'nonsense'"):
        decisions.undo("nonsense")


def test_an_actor_leaves_the_map_of_places_and_stays_where_it_is(decisions: Decisions) -> None:
    decisions.decide(decisions.draft(Action.ACTOR, Scope.NAME, "Baghdad"))
    assert counts(decisions, View(kinds=(Kind.PLACE,))) == {"Mosul": 3}
    assert counts(decisions, View(kinds=(Kind.GOVERNMENT,))) == {"Baghdad": 1}
    decisions.decide(decisions.draft(Action.NO_ACTOR, Scope.NAME, "Baghdad"))
    assert counts(decisions, View(kinds=(Kind.PLACE,))) == {"Mosul": 3, "Baghdad": 1}


def test_a_role_and_a_place_are_settled_apart(decisions: Decisions) -> None:
    everywhere(decisions, TEHRAN, "Baghdad")
    decisions.decide(decisions.draft(Action.ACTOR, Scope.NAME, "Baghdad"))
    assert counts(decisions, View(kinds=(Kind.GOVERNMENT,))) == {"Tehran": 1}


def test_confirming_verifies_what_the_geoparser_says_and_nothing_else(decisions: Decisions) -> None:
    decisions.decide(decisions.draft(Action.CONFIRM, Scope.NAME, "Mosul", place=SAMARRA))
    assert [count.verified for count in decisions.archive.places(View())] == [0, 0]
    decisions.decide(decisions.draft(Action.CONFIRM, Scope.NAME, "Mosul", place=MOSUL))
    assert [(count.place.name, count.verified) for count in decisions.archive.places(View())] == [
        ("Mosul", 3),
        ("Baghdad", 0),
    ]


def test_a_preview_says_what_will_change_and_changes_nothing(decisions: Decisions) -> None:
    draft = decisions.draft(Action.PLACE, Scope.NAME, "MOSUL", place=SAMARRA)
    affected = decisions.preview(draft)
    assert (affected.mentions, affected.articles) == (3, 2)
    assert [hit.passage.text for hit in affected.examples] == [
        "Troops left Mosul.",
        "Mosul is quiet. So is Baghdad.",
        "Mosul again, and al-Houd.",
    ]
    assert all(hit.passage.text[s.start - hit.passage.start :].startswith("Mosul")
               for hit in affected.examples for s in hit.spans)  # fmt: skip
    assert counts(decisions) == {"Mosul": 3, "Baghdad": 1}
    assert decisions.history() == ()
    made = decisions.decide(draft)
    assert decisions.preview(draft).mentions == 0
    assert decisions.preview(Decision(Action.UNDO, undoes=made.id)).mentions == 3


def test_a_wider_decision_is_previewed_without_what_narrower_ones_hold(decisions: Decisions) -> None:
    decisions.decide(decisions.draft(Action.CONFIRM, Scope.ARTICLE, "Mosul", article=ONE.id, place=MOSUL))
    assert decisions.preview(decisions.draft(Action.NOT_A_PLACE, Scope.NAME, "Mosul")).mentions == 1


def test_what_comes_in_later_is_decided_too(decisions: Decisions) -> None:
    everywhere(decisions, SAMARRA)
    add(decisions.archive, an_article("Mosul, once more.", headline="Three"))
    assert counts(decisions)["Samarra"] == 4


def test_an_article_imported_again_keeps_its_decisions(decisions: Decisions) -> None:
    span = here(decisions, ONE, "Mosul", 2)
    decisions.decide(decisions.draft(Action.PLACE, Scope.MENTION, article=ONE.id, span=span, place=SAMARRA))
    changed = an_article(f"A new first line.\n\n{ONE.text}", headline="One", url=ONE.url)
    assert changed.id == ONE.id
    add(decisions.archive, changed)
    assert [j.resolution.place for j in decisions.judgements(ONE.id)] == [MOSUL, SAMARRA, BAGHDAD]
    add(decisions.archive, an_article("Mosul was not quiet. Nor was Baghdad.", headline="One", url=ONE.url))
    assert [j.resolution.place for j in decisions.judgements(ONE.id)] == [MOSUL, BAGHDAD]


def test_an_archive_only_to_be_read_cannot_be_corrected(tmp_path: Path, decisions: Decisions) -> None:
    with pytest.raises(ArchiveError, match="cannot be corrected"):
        Decisions(Archive.open(decisions.archive.path, read_only=True))


def test_what_an_article_that_is_not_there_says_cannot_be_decided(decisions: Decisions) -> None:
    with pytest.raises(DecisionError, match="the archive has no article 'nowhere'"):
        decisions.draft(Action.NOT_A_PLACE, Scope.ARTICLE, "Mosul", article="nowhere")
