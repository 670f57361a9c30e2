"""Outlines and licences people accepted, and areas drawn by them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from places.asking.answer import Answer, Source
from places.asking.outlines import Outlines
from places.asking.store import Store
from places.mapping.message import shapes_parcel
from places.place import FeatureClass, Place, Point
from tests.places.parcels import content

RINGS = (((36.0, 43.0), (36.0, 44.0), (37.0, 44.0), (36.0, 43.0)),)
OLD = (((1.0, 1.0), (1.0, 2.0), (2.0, 2.0), (1.0, 1.0)),)
SOURCE = Source("pelias", "here", datetime(2026, 1, 2, tzinfo=UTC), "© Us, by contract")
NINEVEH = Place("IQ.15", "Nineveh", Point(36, 42.5), FeatureClass.ADMINISTRATIVE, "ADM1", "IQ", "15")
ANSWER = Answer("osm:r7", "Nineveh", "Iraq", "state", Point(36, 43), FeatureClass.ADMINISTRATIVE, "ADM1", "IQ", RINGS)


def test_an_accepted_outline_takes_the_place_of_the_approximate_area(tmp_path: Path) -> None:
    store = Store(tmp_path / "geocoder.sqlite")
    outlines = Outlines(lambda place: OLD, store)
    before = outlines.current
    assert before(NINEVEH) == OLD
    store.accept(ANSWER, SOURCE, NINEVEH.id)
    assert outlines.current(NINEVEH) == RINGS
    assert outlines.current is outlines.current, "what is made of it is kept with it"
    assert outlines.current != before
    store.drop_outline(NINEVEH.id)
    assert outlines.current(NINEVEH) == OLD


def test_the_map_is_told_which_outlines_are_no_approximate_areas(tmp_path: Path) -> None:
    store = Store(tmp_path / "geocoder.sqlite")
    outlines = Outlines(lambda place: OLD, store)
    other = replace(NINEVEH, id="IQ.01", admin1="01")
    store.accept(ANSWER, SOURCE, NINEVEH.id)
    accepted, approximate = json.loads(content(shapes_parcel(outlines.current, (NINEVEH, other)).data))
    assert (accepted[0], accepted[2:], approximate[0], approximate[2:]) == ("IQ.15", [1], "IQ.01", [])


def test_another_process_is_seen_to_accept(tmp_path: Path) -> None:
    outlines = Outlines(lambda place: OLD, Store(tmp_path / "geocoder.sqlite"))
    assert outlines.current(NINEVEH) == OLD
    Store(tmp_path / "geocoder.sqlite").accept(ANSWER, SOURCE, NINEVEH.id)
    assert outlines.current(NINEVEH) == RINGS


def test_a_place_that_was_accepted_keeps_its_outline_and_its_licence(tmp_path: Path) -> None:
    store = Store(tmp_path / "geocoder.sqlite")
    store.accept(ANSWER, SOURCE)
    store.accept(replace(ANSWER, id="osm:n1", rings=()), SOURCE)
    assert set(store.outlines()) == {"osm:r7"}
    assert store.licences() == {"osm:r7": "© Us, by contract", "osm:n1": "© Us, by contract"}


def test_a_file_that_cannot_be_read_costs_no_map(tmp_path: Path) -> None:
    (tmp_path / "geocoder.sqlite").mkdir()
    assert Outlines(lambda place: OLD, Store(tmp_path / "geocoder.sqlite")).current(NINEVEH) == OLD


def test_nothing_is_written_where_nobody_asked(tmp_path: Path) -> None:
    store = Store(tmp_path / "geocoder.sqlite")
    assert (store.outlines(), store.licences(), store.reply("nominatim", "here", "x")) == ({}, {}, None)
    assert not list(tmp_path.iterdir())
