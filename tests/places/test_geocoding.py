"""Geocoding: what is sent, what is kept, and that an outage is never taken for *no such place*."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from places.asking.errors import BadAnswer, GeocodingError, Outage, Refused, SettingsError, Stopped
from places.asking.settings import GeocoderSettings
from places.asking.store import Store
from places.geocoding import LONGEST_QUERY, Geocoder
from tests.places.asking.conftest import Clock, clock, geocoder, service
from tests.places.asking.service import Handler, Service, a_row

__all__ = ["clock", "geocoder", "service"]

Make = Callable[..., Geocoder]


def test_a_name_is_asked_once_and_its_answer_kept_with_who_said_it(service: Service, geocoder: Make) -> None:
    first = geocoder().ask("al-Houd")
    again = geocoder().ask("al-Houd")
    assert service.asked == ["al-Houd"]
    assert (again.answers, again.source, again.is_kept) == (first.answers, first.source, True)
    (answer,) = first.answers
    assert (answer.id, answer.where, answer.kind) == ("osm:n201", "Nineveh, Iraq", "village")
    assert first.source.licence == "© OpenStreetMap contributors, ODbL 1.0"
    assert (first.source.provider, first.source.host) == ("nominatim", service.host)
    assert first.source.asked_at.tzname() == "UTC"


def test_what_is_sent_is_what_was_shown_and_says_who_asks(service: Service, geocoder: Make) -> None:
    paths: list[str] = []

    def behaviour(handler: Handler) -> None:
        paths.append(handler.path)
        handler.answer([a_row()])

    service.behaviour = behaviour
    made = geocoder()
    shown = made.question("Tal Afar & co")
    made.ask("Tal Afar & co")
    assert f"{service.address}{paths[0]}" == shown
    assert service.headers[0]["User-Agent"] == "Dateline (me@dateline.test)"


def test_no_such_place_is_remembered(service: Service, geocoder: Make) -> None:
    service.answers([])
    assert geocoder().ask("Nowhere").answers == ()
    assert geocoder().ask("Nowhere").is_kept
    assert service.asked == ["Nowhere"]


@pytest.mark.parametrize(
    "body", ['[{"lat": 1e999, "lon": 1}]', f'[{{"lat": 9{"9" * 400}, "lon": 1}}]', "[7]", '[{"lat": "x"}]', '{"a": 1}']
)
def test_an_answer_of_another_form_is_told(service: Service, geocoder: Make, body: str) -> None:
    service.answers(body)
    with pytest.raises(BadAnswer):
        geocoder().ask("al-Houd")


@pytest.mark.parametrize(
    "body", ["{}", "null", '""', "0", '{"error": "database is down"}', '{"status": "maintenance"}']
)
def test_what_only_looks_empty_is_not_taken_for_no_such_place(service: Service, geocoder: Make, body: str) -> None:
    service.answers(body)
    with pytest.raises(BadAnswer):
        geocoder().ask("al-Houd")
    assert geocoder().kept("al-Houd") is None


def test_an_outage_is_not_remembered(service: Service, geocoder: Make) -> None:
    service.answers("", status=500)
    with pytest.raises(Outage):
        geocoder().ask("al-Houd")
    service.answers([a_row()])
    assert len(geocoder().ask("al-Houd").answers) == 1


def test_a_busy_service_is_asked_again_after_the_time_it_says(service: Service, geocoder: Make, clock: Clock) -> None:
    tries: list[float] = []

    def behaviour(handler: Handler) -> None:
        tries.append(clock.now)
        handler.answer("" if len(tries) < 3 else [a_row()], 429 if len(tries) < 3 else 200, Retry_After="7")

    service.behaviour = behaviour
    assert geocoder().ask("al-Houd").answers
    assert [round(b - a) for a, b in pairwise(tries)] == [7, 7]


def test_a_busy_service_that_says_nothing_is_given_more_time_each_time(
    service: Service, geocoder: Make, clock: Clock
) -> None:
    service.answers("", status=503)
    with pytest.raises(Outage):
        geocoder().ask("al-Houd")
    assert len(service.asked) == 3
    assert clock.slept == pytest.approx(2 + 4)


def test_a_service_that_is_out_of_reach_is_tried_once(service: Service, geocoder: Make, clock: Clock) -> None:
    service.behaviour = lambda handler: time.sleep(1.5)
    with pytest.raises(Outage, match="within 1 seconds"):
        geocoder().ask("al-Houd")
    assert (service.asked, clock.slept) == (["al-Houd"], 0)


def test_a_service_that_asks_for_an_hour_is_left_alone_by_everybody(service: Service, geocoder: Make) -> None:
    service.answers("", status=429, Retry_After="3600")
    with pytest.raises(Outage):
        geocoder().ask("al-Houd")
    with pytest.raises(Outage, match="60 minutes"):
        geocoder().ask("Zarnabad")
    assert service.asked == ["al-Houd"]


def test_who_refuses_is_asked_once(service: Service, geocoder: Make) -> None:
    service.answers("", status=403)
    with pytest.raises(Refused):
        geocoder().ask("al-Houd")
    assert len(service.asked) == 1


def test_asking_again_is_possible(service: Service, geocoder: Make) -> None:
    service.answers([], [a_row()])
    assert not geocoder().ask("al-Houd").answers
    assert geocoder().ask("al-Houd", again=True).answers
    assert geocoder().ask("al-Houd").answers


def test_who_wants_no_more_is_not_asked_for(service: Service, geocoder: Make) -> None:
    with pytest.raises(Stopped):
        geocoder().ask("al-Houd", stop=lambda: True)
    assert not service.asked


def test_nothing_is_asked_that_could_not_be_kept(service: Service, geocoder: Make, tmp_path: Path) -> None:
    (tmp_path / "geocoder.sqlite").mkdir()
    with pytest.raises(GeocodingError, match=r"geocoder\.sqlite"):
        geocoder().ask("al-Houd")
    assert not service.asked


def test_another_service_has_its_own_answers(service: Service, geocoder: Make) -> None:
    geocoder().ask("al-Houd")
    service.answers({"type": "FeatureCollection", "features": []})
    assert geocoder("photon").ask("al-Houd").answers == ()
    assert len(geocoder().ask("al-Houd").answers) == 1


def test_one_way_of_writing_for_one_name(service: Service, geocoder: Make) -> None:
    geocoder().ask("Zu\u0308rich  am\nSee")
    assert service.asked == ["Zürich am See"]
    assert len(geocoder().question("x" * 5000)) < LONGEST_QUERY + 300
    with pytest.raises(BadAnswer, match="nothing to ask"):
        geocoder().ask(" ")


def test_no_more_than_a_person_looks_through_and_each_place_once(service: Service, geocoder: Make) -> None:
    service.answers([a_row(osm_id=n % 12 + 1) for n in range(400)])
    assert [answer.id for answer in geocoder().ask("x").answers] == [f"osm:n{n}" for n in range(1, 11)]


def test_the_key_goes_to_the_service_and_is_shown_to_nobody(service: Service, geocoder: Make) -> None:
    made = geocoder("opencage", key="s3cret/+ü", licence="OpenCage")
    assert "s3cret" not in made.question("al-Houd")
    assert "key=...&" in made.question("al-Houd")


@pytest.mark.parametrize(
    ("provider", "settings", "said"),
    [
        ("nominatim", {"address": ""}, "nominatim.openstreetmap.org by its terms"),
        ("pelias", {"address": "", "licence": "ours"}, "has no address"),
        ("here", {"licence": "ours"}, "at one address only"),
        ("opencage", {"licence": "ours"}, "needs api_key: set DATELINE_GEOCODER_KEY"),
        ("nominatim", {"key": "x"}, "takes no key"),
        ("liveaddress", {"address": "", "licence": "ours"}, "needs auth_id and auth_token"),
        ("atlantis", {"licence": "ours"}, "geopy does not know"),
        ("what3words", {"licence": "ours", "key": "x"}, "takes no names of places"),
    ],
)
def test_settings_that_a_service_cannot_use_are_named(
    geocoder: Make, provider: str, settings: dict[str, Any], said: str
) -> None:
    with pytest.raises(SettingsError, match=said):
        geocoder(provider, **settings)


def test_which_services_have_outlines(geocoder: Make) -> None:
    assert geocoder().gives_outlines
    assert not geocoder("photon").gives_outlines


def test_where_a_name_would_go_is_known_before_it_goes() -> None:
    made = Geocoder(
        GeocoderSettings("herev7", "me@dateline.test", "https://maps.dateline.test", key="k", licence="ours"),
        store=Store(Path("unused")),
    )
    # geopy puts a word of its own before the address: what is shown is where it goes.
    assert made.host == "geocode.maps.dateline.test"


def test_a_damaged_store_is_put_aside(service: Service, geocoder: Make, tmp_path: Path) -> None:
    (tmp_path / "geocoder.sqlite").write_bytes(b"this is no database, " * 100)
    assert geocoder().ask("al-Houd").answers
    assert [path.read_bytes()[:4] for path in tmp_path.glob("geocoder.sqlite.damaged-*")] == [b"this"]


def test_a_kept_row_of_another_version_is_asked_anew(service: Service, geocoder: Make, tmp_path: Path) -> None:
    geocoder().ask("al-Houd")
    with sqlite3.connect(tmp_path / "geocoder.sqlite") as db:
        db.execute("""UPDATE reply SET answers = '[{"id": 7}]'""")
    db.close()
    assert geocoder().ask("al-Houd").answers
    assert len(service.asked) == 2
