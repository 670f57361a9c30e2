"""The walk over the first archive: Samara is corrected, and stays so after a rebuild and another import.

The archive is not ours to ship: the tests skip where ``../shared`` (or the folder DATELINE_SHARED names) is not there.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from articles.article import Span
from articles.certainty import Certainty
from articles.decisions.deciding import Decisions
from articles.decisions.decision import Action, Scope
from articles.decisions.precision import precision, sample
from articles.decisions.queue import check_queue, items
from articles.decisions.transfer import State, state_of
from articles.geoparsing import ArticleGeoparser
from articles.imports.importing import import_outcomes
from articles.library import open_library, rebuild
from articles.reading import read_paths
from articles.view import View
from places.finding import choices
from places.gazetteer import Gazetteer
from places.mention import Kind

SHARED = Path(os.environ.get("DATELINE_SHARED") or Path(__file__).parents[4] / "shared")
TAG_PAGE = SHARED / "corpus" / "iran-in-iraq-tag-page.txt"
EVERY_KIND = View(kinds=tuple(Kind))

pytestmark = [
    pytest.mark.skipif(not TAG_PAGE.exists(), reason=f"the first archive is not there: {TAG_PAGE}"),
    pytest.mark.slow,
]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.ensure()


@pytest.fixture(scope="module")
def geoparse(gazetteer: Gazetteer) -> ArticleGeoparser:
    return ArticleGeoparser.over(gazetteer)


@pytest.fixture
def decisions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, geoparse: ArticleGeoparser) -> Decisions:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    library = open_library(lambda: geoparse)
    import_outcomes(library.own, geoparse, read_paths([TAG_PAGE]))
    return Decisions(library.own)


def test_samara_corrected_stays_corrected(
    decisions: Decisions, gazetteer: Gazetteer, geoparse: ArticleGeoparser
) -> None:
    archive = decisions.archive
    (count,) = archive.named("Samara")
    (hit, *_) = archive.hits(EVERY_KIND.with_(place=count.place.id))
    (found,) = [j for j in decisions.judgements(hit.article.id) if j.resolution.mention.toponym == "Samara"]
    others = choices(gazetteer, "", toponym="Samara", candidates=[each.place for each in found.resolution.candidates])
    volga = next(choice for choice in others if choice.place.country_code == "RU")

    mention = found.resolution.mention
    draft = decisions.draft(
        Action.PLACE, Scope.MENTION, article=hit.article.id, span=Span(mention.start, mention.end),
        place=volga.place, where=volga.where, who="a reader", why="to see whether it stays",
    )  # fmt: skip
    affected = decisions.preview(draft)
    assert (affected.mentions, affected.articles, affected.examples[0].passage) == (1, 1, hit.passage)
    started = time.perf_counter()
    made = decisions.decide(draft)
    assert time.perf_counter() - started < 30

    def told() -> list[tuple[str, Certainty]]:
        judged = decisions.judgements(hit.article.id)
        return [(j.resolution.place.id, j.certainty) for j in judged
                if j.resolution.mention.toponym == "Samara" and j.resolution.place]  # fmt: skip

    corrected = [(volga.place.id, Certainty.VERIFIED)]
    assert told() == corrected
    assert archive.where(volga.place.id) == volga.where
    rebuild(geoparse)
    assert told() == corrected
    assert archive.named("Samara")[0].place == volga.place
    # The archive is lost, and made from nothing but the articles, brought in once more.
    for path in archive.path.parent.glob("a*"):
        path.unlink()
    library = open_library(lambda: geoparse)
    assert import_outcomes(library.own, geoparse, read_paths([TAG_PAGE])).added == 7
    again = Decisions(library.own)
    assert [j.resolution.place for j in again.judgements(hit.article.id) if j.decision == made] == [volga.place]
    again.undo(made.id)
    assert library.own.named("Samara")[0].place == count.place


def test_the_whole_archive_is_checked_from_the_queue(decisions: Decisions) -> None:
    queue = check_queue(decisions.archive)
    assert queue.settled == 0
    assert queue.mentions == sum(group.mentions for group in queue.groups)
    needed = queue.decisions_for(0.9)
    assert 0 < needed < len(queue.groups)
    for item in items(decisions.archive, queue.groups[:needed]):
        group = item.group
        assert item.samples
        assert all(hit.spans for hit in item.samples)
        action = Action.CONFIRM if group.place else Action.UNKNOWN
        draft = decisions.draft(action, Scope.NAME, group.toponym, place=group.place)
        assert decisions.preview(draft).mentions == group.mentions or group.place is None
        decisions.decide(draft)
    after = check_queue(decisions.archive)
    assert after.settled / after.mentions >= 0.9
    assert len(after.groups) == len(queue.groups) - needed
    assert all(state_of(decisions, past.decision) is State.APPLIES for past in decisions.history())


def test_a_sample_is_drawn_again_after_a_rebuild(decisions: Decisions, geoparse: ArticleGeoparser) -> None:
    drawn = sample(decisions.archive)
    assert len(drawn) == 100
    assert precision(decisions.archive) is None
    rebuild(geoparse)
    assert sample(decisions.archive) == drawn
