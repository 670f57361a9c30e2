"""The first archive, read and geoparsed for real: the numbers a careful reader finds in it.

The archive is not ours to ship: the tests skip where ``../shared`` (or the folder DATELINE_SHARED names) is not there.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from articles.answering.counts import PlaceCount
from articles.archive import Archive
from articles.geoparsing import ArticleGeoparser
from articles.imports.importing import import_outcomes
from articles.imports.steps import Report
from articles.querying.reading import parse_line
from articles.querying.writing import line_of
from articles.reading import read_paths
from articles.saying import diversity, sentence
from articles.view import DEFAULT_KINDS, View
from places.mention import Kind

SHARED = Path(os.environ.get("DATELINE_SHARED") or Path(__file__).parents[3] / "shared")
TAG_PAGE = SHARED / "corpus" / "iran-in-iraq-tag-page.txt"

pytestmark = [
    pytest.mark.skipif(not TAG_PAGE.exists(), reason=f"the first archive is not there: {TAG_PAGE}"),
    pytest.mark.slow,
]

#: How often a reader counts a place, whatever its role: "Tehran" is often a government, "west of Mosul" relative.
EVERY_KIND = View(kinds=tuple(Kind))


@pytest.fixture(scope="module")
def geoparse() -> ArticleGeoparser:
    return ArticleGeoparser.ensure()


@pytest.fixture(scope="module")
def imported(
    geoparse: ArticleGeoparser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Archive, Report, float]]:
    archive = Archive.open(tmp_path_factory.mktemp("real") / "archive.sqlite")
    started = time.perf_counter()
    report = import_outcomes(archive, geoparse, read_paths([TAG_PAGE]))
    yield archive, report, time.perf_counter() - started
    archive.close()


@pytest.fixture(scope="module")
def archive(imported: tuple[Archive, Report, float]) -> Archive:
    return imported[0]


def count_of(archive: Archive, name: str, view: View = EVERY_KIND) -> PlaceCount:
    """The one place that is meant where the archive says *name*."""
    (found,) = archive.named(name)
    count = archive.count(view.with_(place=found.place.id))
    assert count is not None, f"{name} is not mentioned"
    return count


def test_seven_articles_come_in(imported: tuple[Archive, Report, float], capsys: pytest.CaptureFixture[str]) -> None:
    _, report, seconds = imported
    with capsys.disabled():
        sys.stderr.write(f"\nthe first archive was imported in {seconds:.2f} s\n")
    assert (report.added, report.problems) == (7, ())


def test_importing_it_again_adds_nothing(archive: Archive, geoparse: ArticleGeoparser) -> None:
    assert import_outcomes(archive, geoparse, read_paths([TAG_PAGE])) == Report(unchanged=7)


@pytest.mark.parametrize(
    ("name", "mentions", "articles"),
    [
        ("Mosul", 40, 5),
        ("Tehran", 19, None),
        ("Baghdad", 25, None),
        ("Fallujah", 10, None),
        ("Diyala", 3, None),
        ("Tal Afar", 3, 1),
    ],
)
def test_mentions_are_those_a_reader_counts(archive: Archive, name: str, mentions: int, articles: int | None) -> None:
    count = count_of(archive, name)
    assert count.mentions == mentions
    assert articles is None or count.articles == articles


def test_mosul_is_mentioned_by_three_outlets_and_three_times_in_headlines(archive: Archive) -> None:
    count = count_of(archive, "Mosul")
    assert (count.place.name, count.outlets) == ("Mosul", 3)
    hits = archive.hits(EVERY_KIND.with_(place=count.place.id), limit=100)
    assert sum(len(hit.spans) for hit in hits if hit.passage.is_headline) == 3
    assert sum(len(hit.spans) for hit in hits) == 40


def test_paragraphs_that_stand_twice_are_shown_once_with_their_copies(archive: Archive) -> None:
    hits = archive.hits(View(), limit=1000)
    assert sum(hit.passage.copies - 1 for hit in hits if not hit.passage.is_headline) == 6


@pytest.mark.parametrize(
    ("toponym", "country", "feature"),
    [
        ("Samara", "IQ", "P"),
        ("Anbar", "IQ", "ADM1"),
        ("Diyala", "IQ", "ADM1"),
        ("Rutba", "IQ", "P"),
        ("Sinjar", "IQ", "P"),
        ("Irbil", "IQ", "P"),
        ("Baiji", "IQ", "P"),
        ("Najaf", "IQ", "P"),
        ("Tikirit", "IQ", "P"),
        ("al-Hamdaniyah", "IQ", "P"),
        ("Qom", "IR", "P"),
        ("Mahallat", "IR", "P"),
        ("Raqqa", "SY", "P"),
    ],
)
def test_places_are_those_a_reader_means(archive: Archive, toponym: str, country: str, feature: str) -> None:
    place = count_of(archive, toponym).place
    assert place.country_code == country
    assert feature in (place.feature_class, place.feature_code), place


def test_a_name_in_no_gazetteer_is_listed_as_not_on_the_map(archive: Archive) -> None:
    assert "al-houd" in [name.toponym.casefold() for name in archive.unplaced(EVERY_KIND)]


@pytest.mark.parametrize(
    "name", ["al-Baghdadi", "Baghdadi", "Tower of Babel", "Babel", "Middle East Monitor", "Asharq"]
)
def test_what_is_no_place_is_nothing(archive: Archive, name: str) -> None:
    assert archive.named(name) == ()
    assert name.casefold() not in [each.toponym.casefold() for each in archive.unplaced(EVERY_KIND)]


def test_totals_add_up(archive: Archive) -> None:
    totals = archive.totals(View())
    assert totals.articles == totals.articles_all == 7
    assert totals.passages == totals.passages_all == archive.count_hits(View())
    assert totals.places == len(archive.places(View()))
    assert totals.unplaced_names == len(archive.unplaced(View(kinds=DEFAULT_KINDS)))


def asked(archive: Archive, line: str) -> View:
    """What the query line asks for, every role of mentions counted."""
    view, mistakes = parse_line(line, archive)
    assert [mistake.message for mistake in mistakes if not mistake.is_note] == []
    assert parse_line(line_of(view, archive), archive)[0] == view
    return view.with_(kinds=tuple(Kind))


def names_in(archive: Archive, line: str) -> set[str]:
    """The places that *line* asks for and that are mentioned in what answers."""
    view = asked(archive, line)
    ids = archive.asked(view)
    return {count.place.name for count in archive.places(view) if count.place.id in ids}


def test_anbar_with_places_inside_is_fallujah_ramadi_rutba_and_itself(archive: Archive) -> None:
    found = names_in(archive, "in:Anbar")
    assert found >= {"Fallujah", "Ramadi", "Anbar"}
    assert any(name.endswith("Rutba") or name.endswith("Rutbah") for name in found)
    assert not found & {"Mosul", "Baghdad", "Iraq"}
    assert names_in(archive, "place:Anbar") == {"Anbar"}
    assert archive.count_hits(asked(archive, "place:Anbar")) < archive.count_hits(asked(archive, "in:Anbar"))


def test_near_mosul_is_the_plain_of_nineveh(archive: Archive) -> None:
    assert names_in(archive, "near:Mosul~70km") >= {"Mosul", "Tal Afar"}
    assert not names_in(archive, "near:Mosul~70km") & {"Baghdad", "Kirkuk", "Tikrit"}
    assert "Baghdad" in names_in(archive, "near:Mosul~400km")


def test_outlets_apart_and_left_out_add_up(archive: Archive) -> None:
    mosul = count_of(archive, "Mosul").place.id
    parts = [
        archive.count(asked(archive, line).with_(place=mosul)) for line in ("outlet:DEBKAfile", "-outlet:DEBKAfile")
    ]
    assert sum(part.mentions for part in parts if part) == 40
    assert parts[0] is not None
    assert parts[0].mentions == 35


def test_who_says_so_is_said(archive: Archive) -> None:
    mosul = count_of(archive, "Mosul").place.id
    assert diversity(EVERY_KIND, mosul, archive) == "35 of 40 from one outlet (DEBKAfile)"
    towns = asked(archive, "type:town")
    assert "most cited Mosul, 40 mentions, 88 % of them DEBKAfile" in sentence(towns, archive)


def test_a_mistyped_outlet_is_told(archive: Archive) -> None:
    _, (mistake,) = parse_line("outlet:DEBKA", archive)
    assert mistake.message == "no outlet DEBKA; did you mean DEBKAfile?"


def test_the_timeline_and_the_shares_of_outlets_lose_nothing(archive: Archive) -> None:
    line = archive.timeline(View())
    assert sum(bar.passages for bar in line.bars) + line.undated == archive.count_hits(View())
    shares = archive.outlet_shares(EVERY_KIND)
    for count in archive.places(EVERY_KIND):
        assert sum(mentions for _, mentions in shares[count.place.id]) == count.mentions
