"""A filter by place asks each passage to name it; all counts obey, as if somebody had read everything again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.archive import Archive
from articles.article import Article
from articles.certainty import Certainty
from articles.passages import passage_at, passages
from articles.view import Near, Together, View
from places.areas.polygon import Area, of_box
from places.distance import distance_km
from places.mention import Mention
from places.place import BoundingBox, FeatureClass, Place, PlaceType
from places.resolution import Candidate, Resolution
from tests.articles.builders import BAGHDAD, IRAQ, MOSUL, NAMES, FakeGeoparse, a_place, an_article

ANBAR = a_place("Anbar", id="IQ.01", lat=32.5, lon=42, feature_class=FeatureClass.ADMINISTRATIVE, feature_code="ADM1",
                admin1="01")  # fmt: skip
RAMADI = a_place("Ramadi", id="95788", lat=33.42, lon=43.30, admin1="01")
RUTBA = a_place("Rutba", id="92394", lat=33.04, lon=40.28, admin1="01")
ERBIL = a_place("Erbil", id="95446", lat=36.19, lon=44.01, admin1="11")
SUVA = a_place("Suva", id="2198148", lat=-18.14, lon=178.44, country_code="FJ", admin1="01")
APIA = a_place("Apia", id="4035413", lat=-13.83, lon=-171.76, country_code="WS", admin1="01")
WORLD = {**NAMES, **{place.name: place for place in (ANBAR, RAMADI, RUTBA, ERBIL, SUVA, APIA)}}
geoparse = FakeGeoparse(WORLD)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    archive = Archive.open(tmp_path / "archive.sqlite")
    yield archive
    archive.close()


def add(archive: Archive, *articles: Article) -> None:
    for article in articles:
        archive.add(article, geoparse(article), where=geoparse.where)


def texts(archive: Archive, view: View) -> list[str]:
    return [hit.passage.text for hit in archive.hits(view, limit=1000)]


def counted(archive: Archive, view: View) -> list[tuple[str, int]]:
    return [(count.place.name, count.mentions) for count in archive.places(view)]


BOTH = an_article("Mosul and Baghdad.\n\nMosul.\n\nBaghdad, at last.\n\nNothing.", headline="")
APART = an_article("From Mosul.\n\nTo Baghdad.\n\nTo Erbil.", headline="", published=date(2016, 1, 1), outlet="Another")
ONLY = an_article("Mosul alone.", headline="", published=date(2015, 1, 1))
PAIR = View(places=(MOSUL.id, BAGHDAD.id))


def test_any_of_several_places(archive: Archive) -> None:
    add(archive, BOTH, APART, ONLY)
    assert texts(archive, PAIR) == [
        "Mosul and Baghdad.", "Mosul.", "Baghdad, at last.", "From Mosul.", "To Baghdad.", "Mosul alone."
    ]  # fmt: skip


def test_all_of_them_in_one_passage(archive: Archive) -> None:
    add(archive, BOTH, APART, ONLY)
    view = PAIR.with_(together=Together.PASSAGE)
    assert texts(archive, view) == ["Mosul and Baghdad."]
    assert counted(archive, view) == [("Baghdad", 1), ("Mosul", 1)]


def test_all_of_them_in_one_article(archive: Archive) -> None:
    add(archive, BOTH, APART, ONLY)
    view = PAIR.with_(together=Together.ARTICLE)
    assert texts(archive, view) == ["Mosul and Baghdad.", "Mosul.", "Baghdad, at last.", "From Mosul.", "To Baghdad."]
    assert archive.totals(view).articles == 2


def test_the_places_asked_for_are_marked(archive: Archive) -> None:
    add(archive, BOTH)
    (hit, *_) = archive.hits(PAIR)
    assert [hit.article.document[span.start : span.end] for span in hit.spans] == ["Mosul", "Baghdad"]


def test_a_selection_narrows_further_and_not_the_map(archive: Archive) -> None:
    add(archive, BOTH, APART, ONLY)
    view = View(places=(BAGHDAD.id,), place=MOSUL.id)
    assert texts(archive, view) == ["Mosul and Baghdad."]
    assert archive.places(view) == archive.places(view.filters)


def test_a_province_holds_its_towns_and_itself(archive: Archive) -> None:
    add(archive, an_article("Ramadi.\n\nRutba.\n\nAnbar.\n\nMosul.", headline=""))
    assert texts(archive, View(inside=(ANBAR.id,))) == ["Ramadi.", "Rutba.", "Anbar."]
    assert texts(archive, View(places=(ANBAR.id,))) == ["Anbar."]


def test_a_province_that_is_not_named_itself_is_asked_for_by_its_code(archive: Archive) -> None:
    add(archive, an_article("Ramadi.\n\nMosul.\n\nTehran.", headline=""))
    assert texts(archive, View(inside=("IQ.01",))) == ["Ramadi."]
    assert texts(archive, View(inside=("IQ",))) == ["Ramadi.", "Mosul."]


def test_a_country_holds_all_its_places(archive: Archive) -> None:
    add(archive, an_article("Ramadi.\n\nTehran.\n\nIraq.", headline=""))
    assert texts(archive, View(inside=(IRAQ.id,))) == ["Ramadi.", "Iraq."]


def test_a_town_holds_itself(archive: Archive) -> None:
    add(archive, an_article("Ramadi.\n\nRutba.", headline=""))
    assert texts(archive, View(inside=(RAMADI.id,))) == ["Ramadi."]


def test_near_is_measured_on_the_ground(archive: Archive) -> None:
    add(archive, an_article("Erbil.\n\nMosul.\n\nBaghdad.", headline=""))
    km = distance_km(MOSUL.point, ERBIL.point)
    assert 80 < km < 85
    assert texts(archive, View(near=Near(MOSUL.id, km + 0.01))) == ["Erbil.", "Mosul."]
    assert texts(archive, View(near=Near(MOSUL.id, km - 0.01))) == ["Mosul."]


def test_a_radius_reaches_across_the_antimeridian(archive: Archive) -> None:
    add(archive, an_article("Suva.\n\nApia.\n\nMosul.", headline=""))
    assert texts(archive, View(near=Near(SUVA.id, 1500))) == ["Suva.", "Apia."]


def test_an_area_may_lie_across_the_antimeridian(archive: Archive) -> None:
    add(archive, an_article("Suva.\n\nApia.\n\nMosul.", headline=""))
    across = of_box(BoundingBox(south=-30, west=170, north=0, east=-160))
    assert across is not None
    assert texts(archive, View(area=across)) == ["Suva.", "Apia."]


def test_a_distance_from_a_place_the_archive_does_not_know_holds_nothing(archive: Archive) -> None:
    add(archive, BOTH)
    assert texts(archive, View(near=Near("1", 1000))) == []
    assert archive.places(View(places=("1",))) == ()
    assert archive.totals(View(inside=("nowhere",))).passages == 0


def test_conditions_of_different_sorts_all_hold(archive: Archive) -> None:
    add(archive, an_article("Ramadi and Mosul.\n\nRamadi.\n\nMosul.", headline=""))
    assert texts(archive, View(inside=(ANBAR.id,), near=Near(MOSUL.id, 60))) == ["Ramadi and Mosul."]


def test_kinds_of_place_choose_among_those_inside(archive: Archive) -> None:
    add(archive, an_article("Ramadi.\n\nAnbar.", headline=""))
    assert texts(archive, View(inside=(ANBAR.id,), types=(PlaceType.PROVINCE,))) == ["Anbar."]


def test_outlets_can_be_left_out(archive: Archive) -> None:
    add(archive, ONLY, APART)
    view = View(without=("Another",))
    assert texts(archive, view) == ["Mosul alone."]
    assert counted(archive, view) == [("Mosul", 1)]
    assert [each.outlet for each in archive.outlet_counts(view)] == ["Another", "The Daily Example"]


def test_a_name_that_is_not_on_the_map_can_be_asked_for_with_others(archive: Archive) -> None:
    add(archive, an_article("From al-Houd to Mosul.\n\nMosul.", headline=""))
    view = View(places=(MOSUL.id, "unplaced:al-houd"), together=Together.PASSAGE)
    assert texts(archive, view) == ["From al-Houd to Mosul."]


def test_certainty_asks_for_passages_with_such_a_mention_and_counts_no_other(archive: Archive) -> None:
    article = an_article("Mosul and al-Houd.\n\nBaghdad.\n\nMosul and Ramadi.", headline="")
    found = [replace(each, confidence=0.3) if each.mention.toponym == "Ramadi" else each for each in geoparse(article)]
    archive.add(article, found)
    doubtful = View(certainty=(Certainty.DOUBTFUL,))
    assert texts(archive, doubtful) == ["Mosul and Ramadi."]
    assert counted(archive, doubtful) == [("Ramadi", 1)]
    assert [[span.start for span in hit.spans] for hit in archive.hits(doubtful)] == [[article.text.index("Ramadi")]]
    unknown = View(certainty=(Certainty.UNKNOWN,))
    assert texts(archive, unknown) == ["Mosul and al-Houd."]
    assert (archive.places(unknown), [each.toponym for each in archive.unplaced(unknown)]) == ((), ["al-Houd"])


def test_a_question_is_asked_anew_when_the_archive_changes(archive: Archive) -> None:
    add(archive, ONLY)
    assert len(texts(archive, View(inside=(IRAQ.id,)))) == 0
    assert len(texts(archive, View(inside=("IQ",)))) == 1
    add(archive, APART)
    assert len(texts(archive, View(inside=("IQ",)))) == 4


NAMED = sorted(place.name for place in WORLD.values() if place)
some_articles = st.lists(
    st.tuples(st.lists(st.lists(st.sampled_from([*NAMED, "al-Houd"]), max_size=3), min_size=1, max_size=4),
              st.sampled_from(["A", "B"])),
    min_size=1, max_size=4,
)  # fmt: skip
ids = st.sampled_from([place.id for place in WORLD.values() if place])
views = st.builds(
    View,
    places=st.sets(ids, max_size=2).map(lambda some: tuple(sorted(some))),
    inside=st.sets(st.sampled_from([ANBAR.id, IRAQ.id, "IQ.15", MOSUL.id]), max_size=2).map(
        lambda some: tuple(sorted(some))
    ),
    together=st.sampled_from(Together),
    near=st.none() | st.builds(Near, ids, st.sampled_from([1.0, 90.0, 400.0])),
    area=st.sampled_from([(), of_box(BoundingBox(30, 40, 36, 45)), of_box(BoundingBox(-30, 170, 40, -160))]),
    types=st.sampled_from([(), (PlaceType.TOWN,)]),
    without=st.sampled_from([(), ("A",)]),
    query=st.sampled_from(["", "x", "x NOT y"]),
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some_articles, views)
def test_all_counts_are_those_of_somebody_who_reads_everything(
    tmp_path_factory: pytest.TempPathFactory, told: list[tuple[list[list[str]], str]], view: View
) -> None:
    articles, resolutions = [], []
    for number, (paragraphs, outlet) in enumerate(told):
        text, found = "", []
        for n, names in enumerate(paragraphs):
            text += f"{'y' * (n % 2)} x{n}" if n else "x"
            for name in names:
                text += " "
                mention = Mention(name, len(text), len(text) + len(name))
                place = WORLD[name]
                found.append(Resolution(mention, place, (Candidate(place, 1.0),) if place else (), 0.9))
                text += name
            text += "\n\n"
        articles.append(Article("", text.rstrip(), None, outlet, url=f"https://example.org/{number}"))
        resolutions.append(found)
    archive = Archive.open(tmp_path_factory.mktemp("read") / "archive.sqlite")
    try:
        for article, found in zip(articles, resolutions, strict=True):
            archive.add(article, found, where=geoparse.where)
        by_words = view.with_(places=(), inside=(), near=None, area=(), without=())
        with_words = {(h.article.id, h.passage.start) for h in archive.hits(by_words, limit=1000)}
        expected = read_again(articles, resolutions, view, with_words, {p.id for r in resolutions for f in r
                                                                        if (p := f.place)})  # fmt: skip
        hits = archive.hits(view, limit=1000)
        assert {(hit.article.id, hit.passage.start) for hit in hits} == set(expected)
        assert archive.count_hits(view) == len(expected)
        totals = archive.totals(view)
        assert (totals.passages, totals.articles) == (len(expected), len({id_ for id_, _ in expected}))
        named = [place for places in expected.values() for place in places]
        shown = [place for place in named if place is None or not view.types or place.type in view.types]
        assert sum(count.mentions for count in archive.places(view)) == sum(place is not None for place in shown)
        assert sum(count.mentions for count in archive.unplaced(view)) == sum(place is None for place in shown)
        for count in archive.places(view):
            assert count.mentions == named.count(count.place)
            assert archive.count(view.with_(place=count.place.id)) == count
    finally:
        archive.close()


def read_again(
    articles: Sequence[Article],
    resolutions: Sequence[Sequence[Resolution]],
    view: View,
    with_words: set[tuple[str, int]],
    known: set[str],
) -> dict[tuple[str, int], list[Place | None]]:
    """The passages that answer, by article and start, with what they name."""
    found: dict[tuple[str, int], list[Place | None]] = {}
    for article, of_article in zip(articles, resolutions, strict=True):
        cut = passages(article)
        named: dict[int, list[Place | None]] = {passage.start: [] for passage in cut}
        for resolution in of_article:
            index = passage_at(cut, resolution.mention.start)
            if index is not None:
                named[cut[index].start].append(resolution.place)
        everywhere = [place for places in named.values() for place in places]
        for start, places in named.items():
            asked = terms(view, known)
            if view.together is Together.ARTICLE and asked:
                answers = all(any(t(p) for p in everywhere if p) for t in asked) and any(
                    t(p) for t in asked for p in places if p
                )
            else:
                answers = all(any(t(p) for p in places if p) for t in asked)
            if answers and article.outlet not in view.without and (article.id, start) in with_words:
                found[article.id, start] = places
    return found


def terms(view: View, known: set[str]) -> list[Callable[[Place], bool]]:
    """What has to be true of some place that is named, one after another."""

    def of_type(place: Place) -> bool:
        return not view.types or place.type in view.types

    def is_called(id_: str, place: Place) -> bool:
        return place.id == id_

    def inside(id_: str, place: Place) -> bool:
        if id_ == MOSUL.id or (id_ == IRAQ.id and id_ not in known):
            return place.id == id_ and of_type(place)
        code, _, admin1 = "IQ" if id_ == IRAQ.id else id_, "", ""
        code, _, admin1 = code.partition(".")
        return place.country_code == code and admin1 in ("", place.admin1) and of_type(place)

    named: list[Callable[[Place], bool]] = [partial(is_called, id_) for id_ in view.places]
    named += [partial(inside, id_) for id_ in view.inside]
    asked = list(named)
    if named and view.together is Together.ANY:
        asked = [lambda place: any(term(place) for term in named)]
    if view.near:
        near = view.near
        middle = next(place for place in WORLD.values() if place and place.id == near.place)
        asked.append(
            lambda place: middle.id in known and distance_km(middle.point, place.point) <= near.km and of_type(place)
        )
    if view.area:
        asked.append(lambda place: Area(view.area).holds(place.point.lat, place.point.lon) and of_type(place))
    return asked
