"""Whatever comes first, goes or comes back, the same articles make the same archive, and its counts add up."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.archive import Archive
from articles.article import Article
from articles.reposts import finding
from articles.reposts.wording import Wording, is_copy, joined, wording
from articles.view import Reposts, View
from tests.articles.builders import an_article
from tests.articles.reposts.stories import BRIDGE, SCHOOL, SHORT, WHEAT, add, geoparse, standing, take_out

PASSAGES = (
    BRIDGE,
    WHEAT,
    SCHOOL,
    BRIDGE.replace("Sunday", "Monday"),
    BRIDGE.replace("Mosul", "Tehran"),
    f"MOSUL – {WHEAT}",
    " ".join(WHEAT.split()[:25]),
    f"{BRIDGE} {SCHOOL}",
    f"{SCHOOL} {WHEAT}",
    SHORT,
    "Read more about Baghdad",
)
OUTLETS = ("One", "Two", "Three")
articles = st.builds(
    lambda passages, day, outlet, via, headline: an_article(
        "\n\n".join(passages), published=day, outlet=outlet, via=via, headline=headline
    ),
    passages=st.lists(st.sampled_from(PASSAGES), min_size=1, max_size=4),
    day=st.none() | st.sampled_from([date(2016, 10, day) for day in (1, 2, 3)]),
    outlet=st.sampled_from(OUTLETS),
    via=st.sampled_from(["", "A Blog"]),
    headline=st.sampled_from(["", "Mosul", "Baghdad and Tehran"]),
)
archives = st.lists(articles, min_size=1, max_size=6).map(
    lambda those: [replace(each, url=f"https://example.org/{n}") for n, each in enumerate(those)]
)
VIEWS = (
    View(),
    View(reposts=Reposts.APART),
    View(outlets=("One",)),
    View(without=("Two",)),
    View(after=date(2016, 10, 2)),
    View(query="harvest"),
    View(places=("99072",)),
)
few = settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture(autouse=True, params=[2, finding.MOST_OF_A_KEY])
def most_of_a_key(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With so few that the passages above are a template, too."""
    monkeypatch.setattr(finding, "MOST_OF_A_KEY", request.param)


def made(folder: str, name: str, of: list[Article]) -> Archive:
    archive = Archive.open(Path(folder) / name)
    add(archive, *of)
    return archive


@few
@given(archives, st.data())
def test_the_order_of_import_does_not_matter(of: list[Article], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        one = made(folder, "one", of)
        other = made(folder, "other", data.draw(st.permutations(of)))
        assert standing(one, VIEWS) == standing(other, VIEWS)
        one.close()
        other.close()


@few
@given(archives, st.data())
def test_what_goes_and_comes_back_leaves_the_archive_as_it_was(of: list[Article], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        gone = data.draw(st.sampled_from(of))
        archive, without = made(folder, "one", of), made(folder, "without", [each for each in of if each != gone])
        before = standing(archive, VIEWS)
        take_out(archive, gone)
        assert standing(archive, VIEWS) == standing(without, VIEWS)
        add(archive, replace(gone, text=f"{WHEAT}\n\n{SCHOOL}"))
        add(archive, gone)
        assert standing(archive, VIEWS) == before
        archive.close()
        without.close()


@few
@given(archives)
def test_counts_add_up_and_all_that_is_left_out_stands_in_what_counts(of: list[Article]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        archive = made(folder, "one", of)
        for view in VIEWS:
            totals, places = archive.totals(view), archive.places(view)
            shown = archive.hits(view, limit=1000)
            apart = view.with_(reposts=Reposts.APART)
            everything = archive.hits(apart, limit=1000)
            assert totals.passages == len(shown) == archive.count_hits(view)
            assert totals.passages + totals.reposts == len(everything) == archive.totals(apart).passages
            assert sum(bar.passages for bar in archive.timeline(view).bars) + archive.timeline(view).undated == len(
                shown
            )
            for count in places:
                assert sum(number for _, number in archive.by_outlet(view, count.place.id)) == count.mentions
            by_outlet = Counter[str]()
            for outlet in OUTLETS:
                narrowed = apart.with_(outlets=(outlet,))
                if not view.outlets and not view.without:
                    by_outlet.update({each.place.id: each.mentions for each in archive.places(narrowed)})
            if by_outlet:
                assert by_outlet == {each.place.id: each.mentions for each in archive.places(apart)}
            counted = {(hit.article.id, hit.passage.start) for hit in shown}
            kept = [worded(hit.passage.text) for hit in shown]
            # Its pieces may count in several articles, each in the oldest that has it.
            kept.append(joined(kept))
            for hit in everything:
                if (hit.article.id, hit.passage.start) not in counted:
                    left_out = worded(hit.passage.text)
                    assert any(left_out.words == each.words or is_copy(left_out, each) for each in kept)
        archive.close()


def worded(text: str) -> Wording:
    return wording(text, [resolution.mention.toponym for resolution in geoparse(Article("", text))])
