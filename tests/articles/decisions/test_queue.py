"""The queue begins with what would matter most if wrong, and says honestly how much is settled and how well."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from articles.archive import Archive
from articles.article import Article, Span
from articles.decisions.deciding import Decisions
from articles.decisions.decision import Action, Decision, Origin, Scope
from articles.decisions.file import DecisionFile
from articles.decisions.notes import noted
from articles.decisions.precision import Basis, precision, sample, wilson
from articles.decisions.queue import check_queue, items, rechecked
from articles.view import View
from places.mention import Kind, Mention
from places.place import Place
from places.resolution import Candidate, Resolution
from tests.articles.builders import BAGHDAD, MOSUL, a_place, an_article

SAMARA = a_place("Samara", id="499099", lat=53.2, lon=50.15, country_code="RU")
SAMARRA = a_place("Samarra", id="91597", lat=34.2, lon=43.88)
#: name: place, confidence
KNOWN: dict[str, tuple[Place | None, float]] = {
    "Mosul": (MOSUL, 0.95),
    "Samara": (SAMARA, 0.4),
    "Baghdad": (BAGHDAD, 0.9),
    "Houd": (None, 0.0),
    "Iraqi": (BAGHDAD, 0.1),
}


def resolved(article: Article) -> list[Resolution]:
    found = []
    for name, (place, confidence) in KNOWN.items():
        start = article.document.find(name)
        while start >= 0:
            kind = Kind.ADJECTIVE if name == "Iraqi" else Kind.PLACE
            mention = Mention(name, start, start + len(name), kind)
            others = [SAMARRA] if name == "Samara" else []
            candidates = tuple(Candidate(each, 2.0) for each in ([place] if place else []) + others)
            found.append(Resolution(mention, place, candidates, confidence))
            start = article.document.find(name, start + 1)
    return sorted(found, key=lambda each: each.mention.start)


@pytest.fixture
def decisions(tmp_path: Path) -> Iterator[Decisions]:
    archive = Archive.open(tmp_path / "a.sqlite", decisions=DecisionFile(tmp_path / "d.jsonl"))
    for number in range(8):
        text = f"Mosul and Baghdad {number}.\n\nIraqi words."
        text += "\n\nSamara fell. So did Samara." if number < 2 else ""
        text += "\n\nHoud too." if number == 0 else ""
        article = an_article(text, headline=f"Story {number}")
        archive.add(article, resolved(article), where=lambda place: place.country_code)
    yield Decisions(archive)
    archive.close()


def settle(
    decisions: Decisions, action: Action, name: str, place: Place | None = None, origin: Origin = Origin.READING
) -> Decision:
    return decisions.decide(decisions.draft(action, Scope.NAME, name, place=place, origin=origin))


def test_impact_is_mentions_times_doubt(decisions: Decisions) -> None:
    queue = check_queue(decisions.archive)
    told = [
        (group.toponym, group.place, group.mentions, group.articles, round(group.impact, 3)) for group in queue.groups
    ]
    assert told == [
        ("Samara", SAMARA, 4, 2, 2.4),
        ("Houd", None, 1, 1, 1.0),
        ("Baghdad", BAGHDAD, 8, 8, 0.8),
        ("Mosul", MOSUL, 8, 8, 0.4),
    ]
    assert (queue.mentions, queue.settled) == (21, 0)


def test_the_queue_says_how_many_decisions_settle_how_much(decisions: Decisions) -> None:
    queue = check_queue(decisions.archive)
    assert [round(queue.verifies(n) * 21) for n in range(6)] == [0, 4, 5, 13, 21, 21]
    assert [queue.decisions_for(share) for share in (0, 0.2, 0.6, 0.9, 1)] == [0, 2, 3, 4, 4]
    settle(decisions, Action.CONFIRM, "Mosul", MOSUL)
    queue = check_queue(decisions.archive)
    assert (queue.settled, queue.verifies(0), queue.decisions_for(0.3)) == (8, 8 / 21, 0)


@pytest.mark.parametrize(
    ("action", "place"),
    [(Action.CONFIRM, SAMARA), (Action.PLACE, SAMARRA), (Action.NOT_A_PLACE, None), (Action.UNKNOWN, None)],
)
def test_what_is_settled_leaves_the_queue_and_comes_back_when_undone(
    decisions: Decisions, action: Action, place: Place | None
) -> None:
    before = check_queue(decisions.archive)
    made = settle(decisions, action, "Samara", place)
    assert rechecked(decisions.archive, before, {made.name}) == check_queue(decisions.archive) != before
    assert "Samara" not in [group.toponym for group in check_queue(decisions.archive).groups]
    decisions.undo(made.id)
    assert check_queue(decisions.archive) == before


def test_a_role_alone_settles_no_place(decisions: Decisions) -> None:
    settle(decisions, Action.ACTOR, "Samara")
    assert check_queue(decisions.archive).groups[0].toponym == "Samara"


def test_an_adjective_that_is_called_an_actor_counts_from_then_on(decisions: Decisions) -> None:
    before = check_queue(decisions.archive)
    made = settle(decisions, Action.ACTOR, "Iraqi")
    after = rechecked(decisions.archive, before, {made.name})
    assert after == check_queue(decisions.archive)
    assert after.mentions == before.mentions + 8
    assert rechecked(decisions.archive, after, {made.name}).mentions == after.mentions
    decisions.undo(made.id)
    assert rechecked(decisions.archive, after, {made.name}) == before


def test_a_name_comes_with_its_candidates_and_passages(decisions: Decisions) -> None:
    queue = check_queue(decisions.archive)
    samara, houd = items(decisions.archive, queue.groups[:2])
    assert [candidate.place for candidate in samara.candidates] == [SAMARA, SAMARRA]
    assert samara.wheres == ("RU", "IQ")
    assert [hit.passage.text for hit in samara.samples] == ["Samara fell. So did Samara."] * 2
    first = samara.samples[0]
    assert [first.article.document[span.start : span.end] for span in first.spans] == ["Samara", "Samara"]
    assert len({hit.article.id for hit in samara.samples}) == 2
    assert (houd.candidates, [hit.passage.text for hit in houd.samples]) == ((), ["Houd too."])


def test_an_empty_archive_is_all_settled(tmp_path: Path) -> None:
    queue = check_queue(Archive.open(tmp_path / "empty.sqlite"))
    assert (queue.groups, queue.verifies(0), queue.decisions_for(0.9)) == ((), 1.0, 0)


def test_nothing_is_said_of_precision_from_little(decisions: Decisions) -> None:
    assert precision(decisions.archive) is None
    settle(decisions, Action.CONFIRM, "Mosul", MOSUL)
    settle(decisions, Action.PLACE, "Samara", SAMARRA, origin=Origin.QUEUE)
    # Two names are two names, however often they stand there.
    assert precision(decisions.archive) is None


def test_precision_is_the_share_of_a_sample_that_was_right(decisions: Decisions) -> None:
    drawn = sample(decisions.archive)
    assert len(drawn) == 20
    assert sample(decisions.archive, 5) == drawn[:5]
    for action, name, place in (
        (Action.CONFIRM, "Mosul", MOSUL),
        (Action.CONFIRM, "Baghdad", BAGHDAD),
        (Action.PLACE, "Samara", SAMARRA),
    ):
        settle(decisions, action, name, place)
    found = precision(decisions.archive)
    assert found is not None
    assert (found.right, found.checked, found.basis, found.worth) == (16, 20, Basis.SAMPLE, 20)
    assert found.low < found.share == 0.8 < found.high
    assert "right on average" in found.bias


def test_a_sample_counts_as_far_as_it_is_settled_without_a_gap(decisions: Decisions) -> None:
    drawn = sample(decisions.archive)
    for number, each in enumerate(drawn):
        if number != 12:
            place = {"Mosul": MOSUL, "Baghdad": BAGHDAD, "Samara": SAMARA}[each.toponym]
            draft = decisions.draft(Action.CONFIRM, Scope.MENTION, article=each.article, span=each.span, place=place)
            decisions.decide(draft)
    found = precision(decisions.archive)
    assert found is not None and (found.checked, found.right) == (12, 12)


def test_what_nobody_can_place_says_nothing_of_precision(decisions: Decisions) -> None:
    settle(decisions, Action.CONFIRM, "Mosul", MOSUL)
    settle(decisions, Action.CONFIRM, "Baghdad", BAGHDAD)
    settle(decisions, Action.UNKNOWN, "Samara")
    found = precision(decisions.archive)
    assert found is not None and (found.checked, found.right) == (16, 16)


def test_names_from_the_queue_weigh_as_names_and_say_that_they_are_the_doubtful_ones(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path / "a.sqlite", decisions=DecisionFile(tmp_path / "d.jsonl"))
    decisions = Decisions(archive)
    names = {f"Town{chr(97 + n)}": a_place(f"Town{n}", id=str(n + 1)) for n in range(30)}
    document = " ".join(f"{name} {name}" for name in names)
    found = [
        Resolution(Mention(name, at, at + len(name)), place, (Candidate(place, 1.0),), 0.5)
        for name, place in names.items()
        for at in (document.find(name), document.rfind(name))
    ]
    archive.add(an_article(document, headline=""), found)
    for number, (name, place) in enumerate(list(names.items())[:12]):
        action = Action.NOT_A_PLACE if number < 3 else Action.CONFIRM
        settle(decisions, action, name, None if number < 3 else place, origin=Origin.QUEUE)
    estimate = precision(archive)
    assert estimate is not None
    assert (estimate.basis, estimate.right, estimate.checked, estimate.worth) == (Basis.QUEUE, 18, 24, 12)
    assert (estimate.low, estimate.high) == wilson(0.75, 12)
    assert "doubts" in estimate.bias


@pytest.mark.parametrize(
    ("right", "number", "low", "high"),
    # Newcombe (1998), Statistics in Medicine 17, table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_wilsons(right: int, number: int, low: float, high: float) -> None:
    assert [round(bound, 4) for bound in wilson(right / number, number)] == [low, high]


def test_passages_take_notes_and_stars_that_survive_a_changed_article(decisions: Decisions) -> None:
    archive = decisions.archive
    (hit, *_) = archive.hits(View(query="Houd"))
    span = Span(hit.passage.start, hit.passage.end)
    star = decisions.decide(decisions.draft(Action.STAR, Scope.PASSAGE, article=hit.article.id, span=span))
    note = decisions.draft(Action.NOTE, Scope.PASSAGE, article=hit.article.id, span=span, why="Ask Ann", who="Ben")
    decisions.decide(note)
    changed = an_article(f"A line before.\n\n{hit.article.text}", headline=hit.article.headline)
    assert changed.id == hit.article.id
    archive.add(changed, resolved(changed))
    (found,) = noted(decisions)
    assert (found.hit.passage.text, found.star, [each.why for each in found.notes]) == ("Houd too.", star, ["Ask Ann"])
    assert noted(decisions, hit.article.id) == (found,)
    assert noted(decisions, "another") == ()
    decisions.undo(star.id)
    (found,) = noted(decisions)
    assert found.star is None
