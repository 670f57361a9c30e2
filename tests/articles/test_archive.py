"""The archive counts what views ask for, keeps nothing twice, and is safe to be read while it is written."""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.answering.counts import OutletCount, Totals
from articles.archive import Archive, Change
from articles.article import Article
from articles.passages import passage_at, passages
from articles.searching.tokens import QueryError
from articles.storage.database import ArchiveError, ArchiveOutdatedError
from articles.storage.sources import Sources
from articles.view import DEFAULT_KINDS, View
from places.mention import Kind, Mention
from places.place import PlaceType
from places.resolution import Candidate, Resolution
from tests.articles.builders import BAGHDAD, IRAQ, MOSUL, NAMES, TEHRAN, FakeGeoparse, a_place, an_article

ALL_KINDS = tuple(Kind)
geoparse = FakeGeoparse()


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    archive = Archive.open(tmp_path / "archive.sqlite")
    yield archive
    archive.close()


def add(archive: Archive, *articles: Article) -> list[Change]:
    return [archive.add(article, geoparse(article), where=geoparse.where) for article in articles]


def counted(archive: Archive, view: View | None = None) -> list[tuple[str, int, int, int]]:
    counts = archive.places(view or View())
    return [(count.place.name, count.mentions, count.articles, count.outlets) for count in counts]


def texts(archive: Archive, view: View) -> list[str]:
    return [hit.passage.text for hit in archive.hits(view, limit=1000)]


JANUARY = an_article(
    "Troops left Mosul and Baghdad.\n\nMosul is in Iraq.", headline="Mosul falls", published=date(2017, 1, 25)
)
MAY = an_article("Tehran warned Baghdad.\n\nThe Iraqi side: al-Houd.", headline="May", published=date(2016, 5, 5))
UNDATED = an_article("Mosul, some day.", headline="Undated", published=None, outlet="Another Example")


def test_a_headline_counts_once_with_its_text(archive: Archive) -> None:
    add(archive, JANUARY)
    assert counted(archive) == [("Mosul", 3, 1, 1), ("Baghdad", 1, 1, 1), ("Iraq", 1, 1, 1)]


def test_mentions_articles_and_outlets_are_counted_apart(archive: Archive) -> None:
    add(archive, JANUARY, MAY, UNDATED)
    assert counted(archive)[0] == ("Mosul", 4, 2, 2)
    assert archive.count(View(place=MOSUL.id)) == archive.places(View())[0]
    assert archive.count(View(place=MOSUL.id)) is not None


def test_what_stands_in_a_folded_repeat_counts_once_and_is_still_marked(archive: Archive) -> None:
    article = an_article("Mosul fell.\n\nMosul fell.\n\nIt did.", headline="")
    add(archive, article)
    assert counted(archive) == [("Mosul", 1, 1, 1)]
    assert [hit.passage.copies for hit in archive.hits(View(place=MOSUL.id))] == [2]
    assert [resolution.mention.start for resolution in archive.mentions(article.id)] == [0, 13]


def test_the_same_article_again_adds_nothing(archive: Archive) -> None:
    assert add(archive, JANUARY, JANUARY) == [Change.ADDED, Change.UNCHANGED]
    revision = archive.revision
    assert add(archive, replace(JANUARY, source="elsewhere.txt")) == [Change.UNCHANGED]
    assert archive.revision == revision
    assert archive.totals(View()).articles_all == 1


def test_a_corrected_text_replaces_the_old_one_and_its_words(archive: Archive) -> None:
    add(archive, JANUARY, MAY)
    corrected = replace(JANUARY, text="Troops left Tehran.")
    assert add(archive, corrected) == [Change.REPLACED]
    assert archive.article(JANUARY.id) == corrected
    assert texts(archive, View(query="Baghdad")) == ["Tehran warned Baghdad."]
    assert texts(archive, View(query="left")) == ["Troops left Tehran."]
    assert {name: mentions for name, mentions, *_ in counted(archive)} == {"Mosul": 1, "Tehran": 2, "Baghdad": 1}


def test_an_archive_is_the_same_whether_articles_were_replaced_or_not(tmp_path: Path) -> None:
    """No row of a replaced article is left anywhere, so that nothing of it is ever counted."""
    one, other = Archive.open(tmp_path / "one.sqlite"), Archive.open(tmp_path / "other.sqlite")
    add(one, replace(JANUARY, text="Tehran.\n\nTehran!"), MAY, JANUARY)
    add(other, MAY, JANUARY)
    counts = [f"SELECT count(*) FROM {table}" for table in ("article", "passage", "mention", "resolution", "counted")]
    counts += [f"SELECT count(*) FROM passage_text WHERE passage_text MATCH '{word}'" for word in ("mosul", "tehran")]
    for count in counts:
        sizes = []
        for archive in (one, other):
            db = sqlite3.connect(archive.path)
            sizes.append(db.execute(count).fetchone())
            db.close()
        assert sizes[0] == sizes[1] != (0,), count
    assert one.places(View()) == other.places(View())
    one.close()
    other.close()


def test_passages_come_newest_first_undated_last_and_in_the_order_of_their_article(archive: Archive) -> None:
    add(archive, UNDATED, MAY, JANUARY)
    assert texts(archive, View()) == [
        "Mosul falls",
        "Troops left Mosul and Baghdad.",
        "Mosul is in Iraq.",
        "May",
        "Tehran warned Baghdad.",
        "The Iraqi side: al-Houd.",
        "Undated",
        "Mosul, some day.",
    ]
    assert texts(archive, View(place=MOSUL.id)) == [
        "Mosul falls",
        "Troops left Mosul and Baghdad.",
        "Mosul is in Iraq.",
        "Mosul, some day.",
    ]


def test_a_hit_shows_where_the_place_stands_in_the_document(archive: Archive) -> None:
    add(archive, JANUARY)
    for hit in archive.hits(View(place=MOSUL.id)):
        assert [hit.article.document[span.start : span.end] for span in hit.spans] == ["Mosul"]
        assert hit.article == JANUARY


def test_a_hit_shows_the_words_of_the_query_too(archive: Archive) -> None:
    add(archive, JANUARY)
    (hit,) = archive.hits(View(place=MOSUL.id, query='"troops left" OR moon'))
    assert [hit.article.document[span.start : span.end] for span in hit.spans] == ["Troops left", "Mosul"]
    (hit,) = archive.hits(View(place=MOSUL.id, query='"left mos"*'))
    assert [hit.article.document[span.start : span.end] for span in hit.spans] == ["left Mosul"]


def test_pages_of_hits_join_without_gap_or_repeat(archive: Archive) -> None:
    add(archive, *(an_article(f"Mosul {n}.\n\nMosul again {n}.", headline=f"H{n}") for n in range(7)))
    for view in (View(), View(place=MOSUL.id), View(query="mosul"), View(place=MOSUL.id, query="again")):
        whole = archive.hits(view, limit=100)
        pages = [archive.hits(view, offset=offset, limit=4) for offset in range(0, 24, 4)]
        assert sum(pages, ()) == whole
        assert len(whole) == archive.count_hits(view)


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (View(), {"Mosul": 4, "Baghdad": 2, "Iraq": 1, "Tehran": 1}),
        (View(after=date(2016, 5, 6)), {"Mosul": 3, "Baghdad": 1, "Iraq": 1}),
        (View(before=date(2016, 5, 5)), {"Tehran": 1, "Baghdad": 1}),
        (View(after=date(2016, 5, 5), before=date(2016, 5, 5)), {"Tehran": 1, "Baghdad": 1}),
        (View(after=date.min, before=date.max), {"Mosul": 3, "Baghdad": 2, "Iraq": 1, "Tehran": 1}),
        (View(outlets=("Another Example",)), {"Mosul": 1}),
        (View(outlets=("Another Example", "The Daily Example")), {"Mosul": 4, "Baghdad": 2, "Iraq": 1, "Tehran": 1}),
        (View(outlets=("No Such Outlet",)), {}),
        (View(kinds=(Kind.GOVERNMENT,)), {"Tehran": 1}),
        (View(kinds=(Kind.PLACE, Kind.ADJECTIVE)), {"Mosul": 4, "Baghdad": 2, "Iraq": 2}),
        (View(kinds=()), {}),
        (View(query="troops"), {"Mosul": 1, "Baghdad": 1}),
        (View(query="troops OR day"), {"Mosul": 2, "Baghdad": 1}),
        (View(query="mosul", before=date(2017, 12, 31)), {"Mosul": 3, "Baghdad": 1, "Iraq": 1}),
        (View(query="nothing"), {}),
        (View(place="99237"), {"Mosul": 4, "Baghdad": 2, "Iraq": 1, "Tehran": 1}),
    ],
)
def test_filters_count_what_they_say(archive: Archive, view: View, expected: dict[str, int]) -> None:
    add(archive, JANUARY, MAY, UNDATED)
    assert {name: mentions for name, mentions, *_ in counted(archive, view)} == expected


def test_totals_add_up(archive: Archive) -> None:
    add(archive, JANUARY, MAY, UNDATED)
    assert archive.totals(View()) == Totals(8, 8, 4, 4, 3, 3, 1)
    assert archive.totals(View(after=date(2017, 1, 1))) == Totals(3, 8, 3, 4, 1, 3, 0)
    assert archive.totals(View(kinds=(Kind.GOVERNMENT,))) == Totals(1, 8, 1, 4, 1, 3, 0)
    assert archive.totals(View(query="Baghdad")) == Totals(2, 8, 3, 4, 2, 3, 0)
    assert archive.totals(View(place=MOSUL.id)) == Totals(4, 8, 4, 4, 2, 3, 1)
    assert archive.totals(View(place="no such place")) == Totals(0, 8, 4, 4, 0, 3, 1)


def test_a_name_that_is_not_on_the_map_is_counted_and_its_passages_reached(archive: Archive) -> None:
    add(archive, MAY, an_article("Al-Houd again.", headline="Again"))
    (name,) = archive.unplaced(View())
    assert (name.toponym, name.mentions, name.articles) == ("al-Houd", 2, 2)
    assert texts(archive, View(place=name.id)) == ["Al-Houd again.", "The Iraqi side: al-Houd."]
    assert archive.toponym(name.id) == "al-Houd"
    assert archive.place(name.id) is None
    assert archive.count(View(place=name.id)) is None
    assert View.from_query(View(place=name.id).to_query()).place == name.id


def test_a_place_is_known_by_its_id_its_name_and_what_texts_call_it(archive: Archive) -> None:
    spelled = FakeGeoparse({**NAMES, "Tikirit": a_place("Tikrit", id="91597")})
    article = an_article("In Tikirit and Mosul.")
    archive.add(article, spelled(article), where=lambda _: "Salah ad Din, Iraq")
    for name in ("91597", "Tikrit", "tikrit ", "Tikirit"):
        assert [count.place.name for count in archive.named(name)] == ["Tikrit"]
    assert archive.named("Paris") == ()
    assert archive.where("91597") == "Salah ad Din, Iraq"


def test_what_was_resolved_comes_back_as_it_was(archive: Archive) -> None:
    other = a_place("Mosul", id="1", country_code="ZZ")
    candidates = (Candidate(MOSUL, 9.5), Candidate(other, 1.25))
    mention = Mention("Mosul", 0, 5, Kind.RELATIVE)
    resolution = Resolution(mention, MOSUL, candidates, 0.75, ("Iraq is named “here”", "largest"))
    article = an_article("Mosul.", headline="")
    archive.add(article, [resolution])
    assert archive.mentions(article.id) == (resolution,)
    assert archive.place("1") == other
    assert [count.place for count in archive.places(View())] == [MOSUL]


def test_five_candidates_are_kept(archive: Archive) -> None:
    candidates = tuple(Candidate(a_place(id=str(n)), -n) for n in range(9))
    article = an_article("Mosul.", headline="")
    archive.add(article, [Resolution(Mention("Mosul", 0, 5), candidates[0].place, candidates)])
    assert archive.mentions(article.id)[0].candidates == candidates[:5]


def test_a_resolution_that_counts_elsewhere_than_in_the_document_is_refused_and_nothing_kept(archive: Archive) -> None:
    article = an_article("Mosul.", headline="Headline")
    with pytest.raises(ValueError, match="'Mosul' does not stand at 0 to 5 of 'Headline'"):
        archive.add(article, [Resolution(Mention("Mosul", 0, 5), MOSUL)])
    assert archive.is_empty
    assert archive.article(article.id) is None


def test_days_span_the_dated_articles(archive: Archive) -> None:
    assert archive.days() == (None, None)
    add(archive, UNDATED)
    assert archive.days() == (None, None)
    add(archive, JANUARY, MAY)
    assert archive.days() == (date(2016, 5, 5), date(2017, 1, 25))


def test_outlets_are_counted_whatever_outlets_are_selected(archive: Archive) -> None:
    add(archive, JANUARY, MAY, UNDATED, an_article("Nowhere.", outlet="", headline="Unsigned"))
    assert archive.outlets() == ("Another Example", "The Daily Example")
    daily, another = OutletCount("The Daily Example", 2), OutletCount("Another Example", 1)
    assert archive.outlet_counts(View(outlets=("Another Example",)))[0] == daily
    assert archive.outlet_counts(View(query="mosul")) == (another, replace(daily, articles=1))


def test_an_empty_archive_answers_with_nothing(archive: Archive) -> None:
    assert archive.is_empty
    assert archive.places(View()) == ()
    assert archive.unplaced(View()) == ()
    assert archive.hits(View(query="x")) == ()
    assert archive.totals(View()) == Totals(0, 0, 0, 0, 0, 0, 0)
    assert archive.article("nothing") is None
    assert archive.mentions("nothing") == ()


def test_a_query_without_meaning_is_ours_to_explain(archive: Archive) -> None:
    view = View(query='"open')
    for ask in (archive.places, archive.unplaced, archive.hits, archive.count_hits, archive.totals):
        with pytest.raises(QueryError):
            ask(view)


def test_a_query_sees_what_was_imported_since_it_was_last_asked(archive: Archive) -> None:
    add(archive, MAY)
    assert archive.count_hits(View(query="mosul")) == 0
    add(archive, JANUARY)
    assert archive.count_hits(View(query="mosul")) == 3


def test_every_change_gives_another_revision(archive: Archive) -> None:
    revisions = [archive.revision]
    for article in (JANUARY, MAY, replace(MAY, text="Baghdad.")):
        add(archive, article)
        revisions.append(archive.revision)
    assert revisions == sorted(set(revisions))


def test_a_place_the_gazetteer_has_corrected_is_shown_corrected(archive: Archive) -> None:
    add(archive, JANUARY)
    archive.places(View())
    corrected = replace(MOSUL, name="Al Mawsil")
    article = an_article("Mosul.", headline="Later")
    archive.add(article, FakeGeoparse({"Mosul": corrected})(article))
    assert counted(archive)[0] == ("Al Mawsil", 4, 2, 1)


def test_the_archive_answers_while_articles_come_in(archive: Archive) -> None:
    """Every answer is of one state: an article is there with all its mentions, or not at all."""
    seen: list[int] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            counts = archive.places(View())
            seen.append(counts[0].mentions if counts else 0)

    readers = [threading.Thread(target=ask) for _ in range(3)]
    for reader in readers:
        reader.start()
    for n in range(30):
        add(archive, an_article("Mosul. Mosul. Mosul.", headline=f"Number {n}"))
    done.set()
    for reader in readers:
        reader.join()
    assert all(mentions % 3 == 0 for mentions in seen)
    assert archive.places(View())[0].mentions == 90


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    sources = Sources(tmp_path / "articles.jsonl")
    archives = [Archive.open(tmp_path / "archive.sqlite", sources=sources) for _ in range(2)]

    def write(archive: Archive, name: str) -> None:
        add(archive, *(an_article("Mosul.", headline=f"{name} {n}") for n in range(20)))

    writers = [threading.Thread(target=write, args=(archive, str(n))) for n, archive in enumerate(archives)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert archives[0].totals(View()).articles_all == 40
    assert len(list(sources.articles())) == 40
    assert sources.damaged() == ()
    for archive in archives:
        archive.close()


def test_an_archive_of_another_version_says_so_and_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"
    Archive.open(path).close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 4")
    db.close()
    for read_only in (False, True):
        with pytest.raises(ArchiveOutdatedError, match="python -m articles rebuild"):
            Archive.open(path, read_only=read_only).places(View())


def test_a_file_that_is_no_archive_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"
    path.write_text("Not a database, but quite long enough to be taken for one by a careless reader. " * 20)
    before = path.read_bytes()
    with pytest.raises(ArchiveError, match=r"archive\.sqlite is no archive or is damaged"):
        Archive.open(path)
    assert path.read_bytes() == before


def test_a_file_that_cannot_be_reached_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cannot be opened"):
        Archive.open(tmp_path / "no such folder" / "archive.sqlite")
    with pytest.raises(ArchiveError, match="cannot be read"):
        Archive.open(tmp_path / "missing.sqlite", read_only=True).places(View())


def test_sources_that_cannot_be_written_keep_the_article_out(tmp_path: Path) -> None:
    """What is in the archive can always be made again: it is in the sources, or in neither."""
    sources = tmp_path / "articles.jsonl"
    sources.mkdir()
    archive = Archive.open(tmp_path / "archive.sqlite", sources=Sources(sources))
    with pytest.raises(ArchiveError, match="cannot be written"):
        add(archive, JANUARY)
    assert archive.is_empty
    archive.close()


def test_an_archive_to_read_takes_no_article(tmp_path: Path, archive: Archive) -> None:
    reading = Archive.open(archive.path, read_only=True)
    with pytest.raises(ArchiveError, match="only to be read"):
        add(reading, JANUARY)
    reading.close()


PLACES = {place.name: place for place in (MOSUL, BAGHDAD, TEHRAN, IRAQ)}
sentences = st.sampled_from(["Mosul fell.", "Tehran warned Baghdad.", "The Iraqi al-Houd.", "Mosul, Iraq.", "Nothing."])
articles = st.builds(
    an_article,
    st.lists(sentences, max_size=5).map("\n\n".join),
    headline=st.sampled_from(["Mosul", "Baghdad and Mosul", "", "Two"]),
    published=st.sampled_from([None, date(2016, 1, 1), date(2017, 1, 1)]),
    outlet=st.sampled_from(["", "One", "Two"]),
)
views = st.builds(
    View,
    place=st.sampled_from(["", MOSUL.id, "unplaced:al-houd"]),
    query=st.sampled_from(["", "mosul", "warned OR nothing"]),
    after=st.sampled_from([None, date(2016, 6, 1)]),
    before=st.sampled_from([None, date(2016, 6, 1)]),
    outlets=st.sampled_from([(), ("One",), ("One", "Two")]),
    kinds=st.sets(st.sampled_from(Kind)).map(lambda kinds: tuple(kind for kind in Kind if kind in kinds)),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.lists(articles, max_size=6), st.lists(views, max_size=6))
def test_counts_are_those_of_counting_by_hand(tmp_path: Path, imported: list[Article], asked: list[View]) -> None:
    path = tmp_path / "by-hand.sqlite"
    path.unlink(missing_ok=True)
    archive = Archive.open(path)
    try:
        add(archive, *imported)
        kept = {article.id: article for article in imported}
        for view in asked:
            places, mentions, hits = _by_hand(list(kept.values()), view)
            assert {count.place.id for count in archive.places(view)} | {
                count.id for count in archive.unplaced(view)
            } == set(mentions)
            for count in archive.places(view):
                assert count.mentions == mentions[count.place.id]
                assert (count.articles, count.outlets) == places[count.place.id]
            assert sorted(texts(archive, view)) == sorted(hits)
            assert archive.count_hits(view) == archive.totals(view).passages == len(hits)
    finally:
        archive.close()


def _by_hand(kept: list[Article], view: View) -> tuple[dict[str, tuple[int, int]], Counter[str], list[str]]:
    mentions: Counter[str] = Counter()
    found: dict[str, set[tuple[str, str]]] = {}
    hits = []
    for article in kept:
        if view.outlets and article.outlet not in view.outlets:
            continue
        if (view.after or view.before) and not (
            article.published and (view.after or date.min) <= article.published <= (view.before or date.max)
        ):
            continue
        cut = passages(article)
        words = {"": "", "mosul": "mosul", "warned OR nothing": "warned nothing"}[view.query].split()
        matching = [n for n, p in enumerate(cut) if not words or any(word in p.text.casefold() for word in words)]
        held: dict[int, set[str]] = {n: set() for n in matching}
        for resolution in geoparse(article):
            n = passage_at(cut, resolution.mention.start)
            if n in held and resolution.mention.kind in view.kinds:
                id_ = resolution.place.id if resolution.place else "unplaced:al-houd"
                mentions[id_] += 1
                found.setdefault(id_, set()).add((article.id, article.outlet))
                held[n].add(id_)
        if not set(DEFAULT_KINDS) <= set(view.kinds):
            matching = [n for n in matching if held[n]]
        hits += [cut[n].text for n in matching if not view.place or view.place in held[n]]
    places = {id_: (len(pairs), len({outlet for _, outlet in pairs})) for id_, pairs in found.items()}
    return places, mentions, hits


def test_a_kind_of_place_shows_those_places_alone_and_keeps_names_that_are_not_on_the_map(archive: Archive) -> None:
    add(archive, an_article("Mosul is in Iraq. The village of al-Houd burns.", headline=""))
    towns = View(types=(PlaceType.TOWN,))
    assert counted(archive, towns) == [("Mosul", 1, 1, 1)]
    assert counted(archive, View(types=(PlaceType.COUNTRY,))) == [("Iraq", 1, 1, 1)]
    totals = archive.totals(towns)
    assert (totals.places, totals.places_all, totals.unplaced_names) == (1, 2, 1)
