"""A real Nominatim's answers, from its address to our places; skipped where its parts are not installed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from places.asking.pace import Pace
from places.asking.settings import GeocoderSettings
from places.asking.store import Store
from places.geocoding import Geocoder
from places.place import Point
from tests.nominatim.server import missing_parts, running

pytestmark = pytest.mark.skipif(bool(missing_parts()), reason=f"no Nominatim: {', '.join(missing_parts())} missing")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running() as started:
        yield started


@pytest.fixture
def geocoder(address: str, tmp_path: Path) -> Geocoder:
    settings = GeocoderSettings("nominatim", "me@dateline.test", address, timeout_seconds=30)
    # The service is ours: no second need be waited for.
    return Geocoder(settings, store=Store(tmp_path / "geocoder.sqlite"), pace=Pace(tmp_path, 0.0))


def test_two_villages_of_one_name(geocoder: Geocoder) -> None:
    reply = geocoder.ask("al-Houd")
    found = {answer.id: (answer.name, answer.where, answer.kind, answer.point) for answer in reply.answers}
    assert found == {
        "osm:n201": ("al-Houd", "Nineveh, Iraq", "village", Point(36.05, 43.24)),
        "osm:n202": ("al-Houd", "Iraq", "town", Point(31.9, 47.1)),
    }
    assert reply.source.licence == "© OpenStreetMap contributors, ODbL 1.0"


def test_a_name_in_its_own_script(geocoder: Geocoder) -> None:
    assert [answer.id for answer in geocoder.ask("الحود").answers] == ["osm:n201"]


def test_a_province_has_its_outline_with_its_hole(geocoder: Geocoder) -> None:
    (answer,) = geocoder.ask("Nineveh, Iraq").answers
    assert (answer.id, answer.feature_code, answer.country_code) == ("osm:r402", "ADM1", "IQ")
    outer, hole = answer.rings
    assert len(set(outer)) == 5
    assert set(hole) == {(36.0, 42.8), (36.0, 43.0), (36.1, 42.9)}


def test_a_peak_is_no_town(geocoder: Geocoder) -> None:
    (answer,) = geocoder.ask("Jabal Qamar").answers
    assert (answer.kind, answer.feature_code) == ("peak", "PK")


def test_markup_in_a_name_is_text(geocoder: Geocoder) -> None:
    (answer,) = geocoder.ask("Bab Zur").answers
    assert answer.name == "Bab <img src=x onerror=alert(1)> **Zur**"


def test_no_such_place_is_remembered(geocoder: Geocoder) -> None:
    assert geocoder.ask("Nowhere at all").answers == ()
    assert geocoder.ask("Nowhere at all").is_kept
