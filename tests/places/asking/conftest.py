"""The service on loopback, and geocoders that ask it without waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from places.asking.pace import Pace
from places.asking.settings import GeocoderSettings
from places.asking.store import Store
from places.geocoding import Geocoder
from tests.places.asking.service import Service, running


@pytest.fixture
def service() -> Iterator[Service]:
    with running() as started:
        yield started


class Clock:
    """Sleeping takes no time, and is remembered."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept = 0.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def geocoder(service: Service, tmp_path: Path, clock: Clock) -> Callable[..., Geocoder]:
    """``geocoder(provider="photon", ...)`` asks the service on loopback; the settings may be said."""

    def make(provider: str = "nominatim", **settings: object) -> Geocoder:
        asked = {"contact": "me@dateline.test", "address": service.address, "timeout_seconds": 1.0, **settings}
        pace = Pace(tmp_path, clock=clock, sleep=clock.sleep)
        return Geocoder(GeocoderSettings(provider, **asked), store=Store(tmp_path / "geocoder.sqlite"), pace=pace)  # type: ignore[arg-type]

    return make
