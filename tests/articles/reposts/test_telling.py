"""A passage says where else it stands, to whom that may be told; exports and the queue count it once."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import escape
from pathlib import Path

import pytest

from articles import repeated
from articles.archive import Archive
from articles.decisions.file import DecisionFile
from articles.decisions.precision import sample
from articles.decisions.queue import check_queue
from articles.excerpt import marked_text
from articles.export import book, brief, mentions_csv
from articles.export.gathering import gather
from articles.export.selection import Selection
from articles.hosting.policy import FULL, LINK, Reader, Rule, TextPolicy
from articles.markup.passages import passage_list
from articles.markup.reposts import asides
from articles.quoting import Ration
from articles.reposts.telling import MOST_TOLD, Elsewhere
from articles.showing import Showing
from articles.view import Reposts, View
from tests.articles.builders import BAGHDAD, MOSUL, NAMES, FakeGeoparse, an_article
from tests.articles.reposts.stories import BLOG, BRIDGE, SCHOOL, SHORT, WHEAT, WIRE, add, mentions

REVIEW = an_article(
    f"{SCHOOL}\n\n{BRIDGE}", headline="<b>A week</b>", published=date(2016, 10, 23), outlet="<i>Levant</i>"
)
TO_WIRE = Elsewhere(WIRE.id, WIRE.headline, WIRE.outlet, WIRE.published)
TO_BLOG = Elsewhere(BLOG.id, BLOG.headline, BLOG.outlet, BLOG.published)
TO_REVIEW = Elsewhere(REVIEW.id, REVIEW.headline, REVIEW.outlet, REVIEW.published)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    archive = Archive.open(tmp_path / "archive.sqlite", decisions=DecisionFile(tmp_path / "decisions.jsonl"))
    add(archive, REVIEW, BLOG, WIRE)
    yield archive
    archive.close()


def start(article: str, text: str) -> int:
    return article.index(text)


def test_each_article_is_told_the_others_oldest_first(archive: Archive) -> None:
    bridge = start(WIRE.document, BRIDGE)
    found = archive.repeats(WIRE.id)
    assert (found[bridge].original, found[bridge].others, found[bridge].number) == (None, (TO_BLOG, TO_REVIEW), 2)
    assert not found[bridge].is_copy
    copy = archive.repeats(REVIEW.id)[start(REVIEW.document, BRIDGE)]
    assert (copy.original, copy.others) == (TO_WIRE, (TO_WIRE, TO_BLOG))
    assert set(archive.repeats(REVIEW.id)) == {start(REVIEW.document, BRIDGE)}


def test_a_short_passage_is_told_of_where_it_stands_beside_the_same(archive: Archive) -> None:
    add(archive, an_article(f"{SHORT}\n\n{SCHOOL}", headline="Alone", outlet="Alone"))
    found = archive.repeats(WIRE.id, [start(WIRE.document, SHORT)])
    assert [each.others for each in found.values()] == [(TO_BLOG,)]
    assert archive.repeats(WIRE.id, []) == {}


def test_of_many_only_so_many_are_named_and_all_counted(archive: Archive) -> None:
    for n in range(MOST_TOLD + 3):
        add(archive, an_article(WHEAT, headline=f"Copy {n}", published=date(2017, 1, 1 + n), outlet=f"Outlet {n}"))
    told = archive.repeats(WIRE.id)[start(WIRE.document, WHEAT)]
    assert (len(told.others), told.number) == (MOST_TOLD, MOST_TOLD + 4)
    assert repeated.told(told).endswith("; 4 more are not named here")


def test_a_card_leads_to_the_others_and_escapes_them(archive: Archive) -> None:
    view = View(place=MOSUL.id)
    hits = archive.hits(view)
    found = {(WIRE.id, at): each for at, each in archive.repeats(WIRE.id).items()}
    shown = passage_list(view, hits, repeated=found)
    for other in (BLOG, REVIEW):
        assert f'href="{escape(view.with_(article=other.id).link)}"' in shown
    assert "Also in 2 other articles" in shown
    assert "&lt;i&gt;Levant&lt;/i&gt;, 23 Oct 2016" in shown
    assert "<i>Levant" not in shown


def test_the_reader_of_a_copy_is_told_of_what_it_is_a_repost(archive: Archive) -> None:
    view = View(article=BLOG.id)
    told = asides(view, BLOG, archive.repeats(BLOG.id))
    text = marked_text(BLOG, (), view, asides=told)
    assert "This paragraph is a repost of" in text
    assert f'href="{escape(view.with_(article=WIRE.id).link)}"' in text
    assert text.index("This paragraph is a repost of") < text.index("Engineers of")
    # The short passage and the wheat stand in the same article, and are told of once.
    assert text.count("The next 2 paragraphs are reposts of") == 1
    assert "<b>A week" not in "".join(asides(view, WIRE, archive.repeats(WIRE.id)).values())


@pytest.mark.parametrize("kept", ["A Blog", "The Wire"])
def test_where_a_text_may_not_be_shown_no_other_is_told_to_say_the_same(archive: Archive, kept: str) -> None:
    """Of a pair, neither passage names the other: the text of the one would be read in the other."""
    policy = TextPolicy(Rule(FULL, FULL), ((kept, Rule(LINK, LINK)),))
    for reader in (Reader.PUBLIC, Reader.SIGNED_IN):
        ration = Showing(policy, reader).ration(archive)
        for article, other in ((WIRE, "A Blog"), (BLOG, "The Wire")):
            told = ration.told(article, archive.repeats(article.id))
            assert told
            said = "".join(asides(View(), article, told).values())
            said += "".join(repeated.told(each) for each in told.values())
            assert other not in said
            assert {each.number for each in told.values()} == {
                each.number for each in archive.repeats(article.id).values()
            }
    whole = Showing(policy, Reader.EDITOR).ration(archive).told(BLOG, archive.repeats(BLOG.id))
    assert whole == archive.repeats(BLOG.id)
    # What an editor takes along is read by others.
    taken = gather(archive, View(), ration=Ration(policy, Reader.PUBLIC, by_passage=True))
    assert taken.excerpts
    assert kept not in brief_of(taken)


def brief_of(selection: Selection) -> str:
    return "\n".join(quote.elsewhere for quote in brief.brief(selection).quotes)


def test_exports_count_once_and_tell_the_others(archive: Archive) -> None:
    selection = gather(archive, View())
    rows = list(csv.DictReader(io.StringIO(mentions_csv.write(selection).decode("utf-8-sig"))))
    assert len(rows) == sum(count.mentions for count in archive.places(View()))
    assert {(row["outlet"], row["passage_elsewhere"]) for row in rows if row["toponym"] == "Mosul"} == {
        ("The Wire", "1"),
        ("The Wire", "2"),
    }
    apart = gather(archive, View(reposts=Reposts.APART))
    assert len(list(apart.told)) == sum(mentions(archive, View(reposts=Reposts.APART)).values())
    passages = book.contents(selection)["passages"]
    assert any(each["elsewhere"].startswith("Also in 2 other articles: A Blog, 19 Oct 2016") for each in passages)
    assert any(said.startswith("Also in 2 other articles") for said in brief_of(selection).splitlines())
    only = gather(archive, View(outlets=("A Blog",)))
    assert "A repost of The Wire, 17 Oct 2016" in brief_of(only)


def test_a_repost_that_was_ticked_is_taken_along(archive: Archive) -> None:
    at = start(BLOG.document, WHEAT)
    selection = gather(archive, View(), ticked=[(BLOG.id, at)])
    assert [each.passage.text for each in selection.excerpts] == [WHEAT]


def test_the_queue_counts_once_and_adds_up(archive: Archive) -> None:
    queue = check_queue(archive)
    counted = sum(mentions(archive).values()) + sum(each.mentions for each in archive.unplaced(View()))
    assert queue.mentions == counted == 5
    assert sum(group.mentions for group in queue.groups) == 5
    assert len(sample(archive)) == 5


def test_what_only_a_repost_names_is_found_by_its_name(archive: Archive) -> None:
    """A dateline is no part of the original; the place is counted where the repost is asked for, or apart."""
    geoparse = FakeGeoparse({**NAMES, "BAGHDAD": BAGHDAD, "ERBIL": replace(MOSUL, id="95446", name="Erbil")})
    dated = replace(BLOG, text=BLOG.text.replace("BAGHDAD", "ERBIL"), headline="Again", outlet="Again")
    archive.add(dated, geoparse(dated), where=geoparse.where)
    assert "Erbil" not in mentions(archive)
    assert mentions(archive, View(outlets=("Again",)))["Erbil"] == 1
    assert [count.place.name for count in archive.named("Erbil")] == ["Erbil"]
    assert archive.names().label("95446") == "Erbil"
    assert archive.totals(View()).places_all == archive.totals(View()).places + 1
