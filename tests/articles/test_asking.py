"""A person's yes to a geocoder's answer: a decision with its source, and credit where the place is shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from articles.archive import Archive
from articles.asking import credits_of, names_to_ask, near, provinces_to_ask, settle, told
from articles.decisions.deciding import Decisions
from articles.export.credits import place_licence, place_source
from articles.export.formats import export, format_named
from articles.imports.importing import import_outcomes
from articles.library import open_library
from articles.reading import Outcome
from articles.view import View
from places.asking.answer import Answer, Reply, Source
from places.asking.outlines import Outlines
from places.asking.store import Store, store_at
from places.place import FeatureClass, Place, Point
from places.resolution import Candidate
from tests.articles.builders import NAMES, FakeGeoparse, a_place, an_article

NINEVEH = a_place(
    "Nineveh", id="IQ.15", lat=36, lon=42.5, feature_class=FeatureClass.ADMINISTRATIVE, feature_code="ADM1"
)
RINGS = (((36.0, 43.0), (36.0, 44.0), (37.0, 44.0), (36.0, 43.0)),)
SOURCE = Source(
    "nominatim", "geo.dateline.test", datetime(2026, 1, 2, tzinfo=UTC), "© OpenStreetMap contributors, ODbL 1.0"
)
AL_HOUD = Answer(
    "osm:n201", "al-Houd", "Nineveh, Iraq", "village", Point(36.05, 43.24), FeatureClass.POPULATED, "PPL", "IQ"
)
REPLY = Reply("al-Houd", SOURCE, (AL_HOUD,))


class FakeGazetteer:
    """Knows a province, and a town of that name elsewhere."""

    def ranked(self, toponym: str, /) -> tuple[Candidate, ...]:
        town = a_place("Nineveh", id="1", country_code="US", admin1="IN")
        return tuple(Candidate(place, 1.0) for place in (town, NINEVEH) if place.name == toponym)


GAZETTEER = FakeGazetteer()


@pytest.fixture
def archive(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Archive]:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "cache"))
    geoparse = FakeGeoparse({**NAMES, "Nineveh": NINEVEH})
    library = open_library(lambda: geoparse)
    text = "Troops left Mosul for al-Houd.\n\nAl-Houd in Nineveh is burning.\n\nTehran warned Iraq."
    import_outcomes(library.own, geoparse, [Outcome("test", (an_article(text),))])
    yield library.own
    library.own.close()


@pytest.fixture
def store(archive: Archive) -> Store:
    return store_at(archive.path.parent)


def export_of(archive: Archive, form: str) -> str:
    outlines = Outlines(lambda place: None, store_at(archive.path.parent))
    return export(archive, View(), format_named(form), outline=outlines.current).decode("utf-8", "replace")


def test_what_can_be_asked(archive: Archive) -> None:
    assert [(each.query, each.mentions) for each in names_to_ask(archive, View())] == [("al-Houd", 2)]
    assert [(each.query, each.province) for each in provinces_to_ask(archive, View())] == [("Nineveh, 15, IQ", NINEVEH)]


def test_near_is_what_the_same_passages_name(archive: Archive) -> None:
    (asked,) = names_to_ask(archive, View())
    assert {place.name for place in near(archive, asked)} == {"Mosul", "Nineveh"}


def test_a_yes_is_a_decision_that_says_by_whom_and_under_which_licence(archive: Archive, store: Store) -> None:
    (asked,) = names_to_ask(archive, View())
    decision = settle(asked, AL_HOUD, REPLY, Decisions(archive), store, GAZETTEER, who="A.")
    assert decision.place == replace(AL_HOUD.place, admin1="15"), "so that in:Nineveh holds it"
    assert decision.why == (
        "Nominatim at geo.dateline.test, 2026-01-02: al-Houd, Nineveh, Iraq (village). "
        "© OpenStreetMap contributors, ODbL 1.0"
    )
    count = next(each for each in archive.places(View()) if each.place.id == "osm:n201")
    assert (count.mentions, count.verified, count.where) == (2, 2, "Nineveh, Iraq")
    assert archive.unplaced(View()) == ()


def test_a_yes_can_be_taken_back(archive: Archive, store: Store) -> None:
    (asked,) = names_to_ask(archive, View())
    decision = settle(asked, AL_HOUD, REPLY, Decisions(archive), store, GAZETTEER)
    Decisions(archive).undo(decision.id)
    assert [each.toponym for each in archive.unplaced(View())] == ["al-Houd"]


def test_credit_is_given_where_the_place_is_shown_and_nowhere_else(archive: Archive, store: Store) -> None:
    assert "OpenStreetMap" not in export_of(archive, "geojson")
    (asked,) = names_to_ask(archive, View())
    settle(asked, AL_HOUD, REPLY, Decisions(archive), store, GAZETTEER)
    for form in ("geojson", "csv", "kml", "brief-html", "brief-markdown", "book"):
        assert "© OpenStreetMap contributors" in export_of(archive, form), form


def test_an_accepted_outline_is_exported_with_its_licence(archive: Archive, store: Store) -> None:
    answer = Answer(
        "osm:r7", "Nineveh", "Iraq", "state", Point(36, 43), FeatureClass.ADMINISTRATIVE, "ADM1", "IQ", RINGS
    )
    store.accept(answer, SOURCE, NINEVEH.id)
    collection = json.loads(export_of(archive, "geojson"))
    (area,) = [each for each in collection["features"] if each["properties"].get("drawn_as") == "area"]
    assert (area["properties"]["approximate"], area["properties"]["licence"]) == (False, SOURCE.licence)
    assert area["geometry"]["type"] == "MultiPolygon"
    assert SOURCE.licence in collection["attribution"]
    assert SOURCE.licence in collection["licence"]
    points = [
        each["properties"]["licence"] for each in collection["features"] if each["properties"]["drawn_as"] == "point"
    ]
    assert set(points) == {"CC BY 4.0"}, "where Nineveh is, GeoNames says"


def test_a_licence_that_only_the_operator_knows_is_kept_for_the_place(archive: Archive, store: Store) -> None:
    place = Place("geocoder:pelias:ab12", "Camp", Point(36, 43), FeatureClass.SPOT, "")
    answer = Answer(place.id, "Camp", "", "", place.point, FeatureClass.SPOT)
    assert credits_of([place], store) == ("Pelias",)
    store.accept(answer, Source("pelias", "here", SOURCE.asked_at, "© Us, by contract"))
    assert credits_of([place], store) == ("© Us, by contract",)
    assert (place_source(place), place_licence(place)) == ("Pelias", "© Us, by contract")


def test_hostile_words_of_a_service_fit_into_a_decision(archive: Archive, store: Store) -> None:
    (asked,) = names_to_ask(archive, View())
    hostile = Answer("osm:n9", "<img src=x>" * 18, "{{7*7}}" * 28, "k" * 200, Point(0, 0), FeatureClass.POPULATED)
    assert len(told(hostile, REPLY)) < 4000
    assert settle(asked, hostile, REPLY, Decisions(archive), store, GAZETTEER).place == hostile.place
    assert "<img src=x>" not in export_of(archive, "brief-html")
