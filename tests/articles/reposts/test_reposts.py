"""What stands in several articles counts once in whatever is asked, and counts again where the others are not asked."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from articles.archive import Archive
from articles.decisions.deciding import Decisions
from articles.decisions.decision import Action, Scope
from articles.decisions.file import DecisionFile
from articles.reposts import finding
from articles.saying import diversity, sentence
from articles.view import Reposts, View
from places.mention import Kind
from tests.articles.builders import MOSUL, TEHRAN, an_article
from tests.articles.reposts.stories import BLOG, BRIDGE, SCHOOL, WHEAT, WIRE, add, mentions, standing, take_out

APART = View(reposts=Reposts.APART)
BOTH = [View(), APART, View(outlets=("A Blog",)), View(query="bridge"), View(places=(MOSUL.id,))]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    archive = Archive.open(tmp_path / "archive.sqlite", decisions=DecisionFile(tmp_path / "decisions.jsonl"))
    yield archive
    archive.close()


def shown(archive: Archive, view: View | None = None) -> list[tuple[str, str]]:
    return [(hit.article.outlet, hit.passage.text[:8]) for hit in archive.hits(view or View(), limit=100)]


def test_a_whole_repost_counts_once_with_its_headline_and_short_passages(archive: Archive) -> None:
    add(archive, WIRE)
    alone = mentions(archive)
    add(archive, BLOG)
    assert alone == {"Mosul": 3, "Baghdad": 1}
    assert mentions(archive) == alone
    assert {outlet for outlet, _ in shown(archive)} == {"The Wire"}
    totals = archive.totals(View())
    assert (totals.passages, totals.reposts, totals.articles, totals.articles_all) == (4, 4, 1, 2)


def test_counted_apart_every_passage_counts(archive: Archive) -> None:
    add(archive, WIRE, BLOG)
    assert mentions(archive, APART) == {"Mosul": 6, "Baghdad": 2}
    assert archive.totals(APART).passages == 8
    assert archive.totals(APART).reposts == 0


def test_where_the_original_is_not_asked_for_the_copy_counts(archive: Archive) -> None:
    add(archive, WIRE, BLOG)
    only = View(outlets=("A Blog",))
    assert mentions(archive, only) == {"Mosul": 3, "Baghdad": 1}
    assert mentions(archive, View(after=date(2016, 10, 18))) == {"Mosul": 3, "Baghdad": 1}
    assert archive.totals(only).reposts == 0
    # A word that only the copy has: its dateline.
    assert [outlet for outlet, _ in shown(archive, View(query="Agency"))] == ["A Blog"]


def test_what_a_copy_adds_counts(archive: Archive) -> None:
    add(archive, WIRE, replace(BLOG, text=f"{BLOG.text}\n\n{SCHOOL}"))
    assert mentions(archive) == {"Mosul": 3, "Baghdad": 1, "Tehran": 1}
    assert ("A Blog", SCHOOL[:8]) in shown(archive)


def test_an_article_embedded_in_another_counts_once(archive: Archive) -> None:
    embedding = an_article(
        f"{SCHOOL}\n\nThe Wire reports:\n\n{BRIDGE}\n\n{WHEAT}\n\nTehran said nothing.",
        headline="A round-up",
        published=date(2016, 10, 20),
        outlet="A Review",
    )
    add(archive, embedding, WIRE)
    assert mentions(archive) == {"Mosul": 3, "Baghdad": 1, "Tehran": 2}
    assert archive.totals(View()).reposts == 2


def test_a_passage_that_runs_paragraphs_together_counts_once_while_all_of_them_count(archive: Archive) -> None:
    joined = an_article(f"{BRIDGE} {WHEAT}", headline="", published=date(2016, 10, 20), outlet="Joined")
    add(archive, joined, WIRE)
    assert mentions(archive) == {"Mosul": 3, "Baghdad": 1}
    assert archive.totals(View()).reposts == 1
    # One of its two pieces is not asked for: what it says would be lost.
    assert [outlet for outlet, _ in shown(archive, View(query="harvest"))] == ["Joined", "The Wire"]
    (told,) = archive.repeats(joined.id).values()
    assert told.original is not None
    assert told.original.article_id == WIRE.id
    take_out(archive, WIRE)
    assert mentions(archive) == {"Mosul": 1, "Baghdad": 1}
    add(archive, replace(WIRE, text=f"{BRIDGE}\n\n{SCHOOL}\n\n{WHEAT}"))
    assert archive.totals(View()).reposts == 0


def test_the_earliest_day_is_the_original_whatever_came_first(archive: Archive) -> None:
    add(archive, BLOG)
    add(archive, WIRE)
    assert {outlet for outlet, _ in shown(archive)} == {"The Wire"}
    older = replace(BLOG, headline="Iron bridge open", published=date(2016, 10, 1), outlet="The River Post")
    add(archive, older)
    assert {outlet for outlet, _ in shown(archive)} == {"The River Post", "The Wire"}
    # The headline is another: that of the Wire counts, and names Mosul.
    assert mentions(archive) == {"Mosul": 3, "Baghdad": 1}


def test_of_one_day_what_was_passed_on_is_not_the_original_and_what_has_no_day_is_the_youngest(
    archive: Archive,
) -> None:
    passed_on = replace(BLOG, published=WIRE.published, outlet="Passed On", via="Somebody")
    undated = replace(WIRE, published=None, outlet="Undated")
    for first, second in itertools.permutations((passed_on, undated)):
        add(archive, first, second, WIRE)
        assert {outlet for outlet, _ in shown(archive)} == {"The Wire"}
    take_out(archive, WIRE)
    assert {outlet for outlet, _ in shown(archive)} == {"Passed On"}


def test_two_reports_of_one_event_count_each(archive: Archive) -> None:
    other = (
        "Lorries rolled over Mosul's iron bridge for the first time in almost a year on Sunday, after engineers "
        "replaced two piers that a barge had torn away; a queue of them reached back three kilometres."
    )
    quoting = f"“{WHEAT}” That was what the paper wrote; officials in Mosul denied all of it on the same evening."
    add(archive, WIRE, an_article(other, headline="", published=date(2016, 10, 18), outlet="Other"))
    add(archive, an_article(quoting, headline="", published=date(2016, 10, 18), outlet="Quoting"))
    assert archive.totals(View()).reposts == 0


def test_short_passages_are_no_reposts_by_themselves(archive: Archive) -> None:
    texts = [f"Read more about Mosul\n\n{long}" for long in (BRIDGE, WHEAT, SCHOOL)]
    for n, text in enumerate(texts):
        add(archive, an_article(text, headline="Mosul", published=date(2016, 1, 1 + n), outlet=f"Outlet {n}"))
    assert archive.totals(View()).reposts == 0


def test_taking_the_original_out_or_replacing_it_gives_the_copy_its_mentions(archive: Archive) -> None:
    add(archive, BLOG)
    alone = standing(archive, BOTH)
    add(archive, WIRE)
    both = standing(archive, BOTH)
    take_out(archive, WIRE)
    assert standing(archive, BOTH) == alone != both
    add(archive, WIRE)
    assert standing(archive, BOTH) == both
    add(archive, replace(WIRE, text=SCHOOL))
    assert mentions(archive) == {"Mosul": 3 + 1, "Baghdad": 1 + 1 - 1, "Tehran": 1}
    add(archive, WIRE)
    assert standing(archive, BOTH) == both


def test_all_that_is_written_of_an_article_is_taken_out_with_it(archive: Archive) -> None:
    add(archive, WIRE, BLOG)
    for article in (WIRE, BLOG):
        take_out(archive, article)
    db = sqlite3.connect(archive.path)
    for table in ("said", "saying", "signed", "copied", "overlapping", "pieced"):
        assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    db.close()


def test_a_template_makes_nothing_a_copy_in_whatever_order_it_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More of its texts share a key than are compared with one another."""
    monkeypatch.setattr(finding, "MOST_OF_A_KEY", 6)
    names = [
        "alpha",
        "bravo",
        "charlie",
        "delta",
        "echo",
        "foxtrot",
        "golf",
        "hotel",
        "india",
        "juliet",
        "kilo",
        "lima",
    ]
    articles = [
        an_article(f"{BRIDGE} {name} {name}", headline="", published=date(2016, 1, 1 + n), outlet=name)
        for n, name in enumerate(names)
    ]
    half = articles[::2]
    counts: list[int] = []
    for order in (articles, articles[::-1]):
        archive = Archive.open(tmp_path / f"{len(counts)}.sqlite")
        add(archive, *order)
        counts.append(archive.totals(View()).reposts)
        for article in half:
            take_out(archive, article)
        counts.append(archive.totals(View()).reposts)
        add(archive, *half)
        counts.append(archive.totals(View()).reposts)
        archive.close()
    whole, halved, again = counts[:3]
    assert counts[3:] == [whole, halved, again]
    assert whole == again < len(articles) - 1
    assert halved == len(half) - 1


def test_decisions_hold_for_what_is_left_out(archive: Archive) -> None:
    add(archive, WIRE, BLOG)
    decisions = Decisions(archive)
    decisions.decide(decisions.draft(Action.PLACE, Scope.NAME, "Mosul", place=TEHRAN, where="Iran"))
    assert mentions(archive) == {"Tehran": 3, "Baghdad": 1}
    assert mentions(archive, View(outlets=("A Blog",))) == {"Tehran": 3, "Baghdad": 1}
    take_out(archive, WIRE)
    assert mentions(archive) == {"Tehran": 3, "Baghdad": 1}


def test_the_sentence_and_the_place_say_how_many_are_reposts(archive: Archive) -> None:
    add(archive, WIRE, BLOG)
    assert "; 4 passages are reposts, counted once" in sentence(View(), archive)
    assert "repost" not in sentence(APART, archive)
    assert archive.totals(View(place=MOSUL.id)).reposts == 3
    assert archive.reposted(View(place=MOSUL.id)) == (3, 3)
    assert archive.reposted(View(place=MOSUL.id, kinds=(Kind.GOVERNMENT,))) == archive.reposted(View()) == (0, 0)
    assert (
        diversity(View(), MOSUL.id, archive) == "all 3 from one outlet (The Wire); 3 more in reposts, not counted again"
    )
