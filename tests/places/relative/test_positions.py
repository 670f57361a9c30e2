"""A relative position is a circle of its own off its anchor; the mention stays the anchor's."""

from __future__ import annotations

import json
import math
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from places.areas.outlines import COUNTRIES
from places.batch.document import Options, answer
from places.distance import distance_km
from places.gazetteer import Gazetteer
from places.geoparser import Geoparser
from places.mention import Kind, Mention
from places.place import FeatureClass, Place, Point
from places.position import RelativePosition
from places.relative import words as relative_words
from places.relative.borders import Borders
from places.relative.positions import RelativePositions, circle
from places.relative.words import WINDOW, Words
from places.resolution import Resolution

MOSUL, KIRKUK, TIKRIT, SAMARRA, RUTBA = "99072", "94787", "89824", "91597", "98677"
IRAQ, IRAN, BAGHDAD, ANBAR = "99237", "130758", "98182", "IQ.01"
#: The words of this file's texts that are places, and of what id.
NAMES = {
    "Mosul": MOSUL, "Kirkuk": KIRKUK, "Tikrit": TIKRIT, "Samarra": SAMARRA, "Rutba": RUTBA, "Baghdad": BAGHDAD,
    "Iraq": IRAQ, "Iraqi": IRAQ, "Iran": IRAN, "Iranian": IRAN, "Turkish": "298795", "Anbar": ANBAR, "Suva": "2198148",
}  # fmt: skip

needs_outlines = pytest.mark.skipif(not COUNTRIES.exists(), reason="the outlines are not installed")


@pytest.fixture(scope="module")
def relatives(gazetteer: Gazetteer) -> RelativePositions:
    return RelativePositions(gazetteer)


def resolved(text: str, gazetteer: Gazetteer) -> list[Resolution]:
    """Every word of *text* that is one of NAMES, without a geoparser."""
    found = []
    for name, id_ in NAMES.items():
        at = text.find(name)
        while at >= 0:
            if not text[at + len(name) : at + len(name) + 1].isalpha():
                kind = Kind.ADJECTIVE if name[-1] in "ih" else Kind.PLACE
                found.append(Resolution(Mention(name, at, at + len(name), kind), gazetteer.get(id_)))
            at = text.find(name, at + 1)
    return sorted(found, key=lambda each: each.mention.start)


@pytest.fixture
def read(relatives: RelativePositions, gazetteer: Gazetteer) -> object:
    def positions(text: str) -> list[RelativePosition]:
        return [each.relative for each in relatives(text, resolved(text, gazetteer)) if each.relative is not None]

    return positions


def about(value: float) -> object:
    return pytest.approx(value, rel=1e-3)


MILE = 1.609344


@pytest.mark.parametrize(
    ("text", "bearing", "km"),
    [
        ("about 55 km west of Mosul", 270, 55),
        ("55km (34 miles) west of Mosul", 270, 55),
        ("20 miles north-east of Mosul", 45, 20 * MILE),
        ("twenty miles northeast of Mosul", 45, 20 * MILE),
        ("some 60 kilometres to the south-west of Mosul", 225, 60),
        ("60 kilometers south west of the northern Iraqi city of Mosul", 225, 60),
        ("1,200 m north of Mosul", 0, 1.2),
        ("500 metres due east of Mosul", 90, 0.5),
        ("2.5 km south-southeast of Mosul", 157.5, 2.5),
        ("2,5 km south-southeast of Mosul", 157.5, 2.5),
        ("12 km NNW of Mosul", 337.5, 12),
        ("between 10 and 20 km east of Mosul", 90, 15),
        ("fifteen to twenty miles east of Mosul", 90, 17.5 * MILE),
        ("10-15 km east of Mosul", 90, 12.5),
        ("10 km-15 km east of Mosul", 90, 12.5),
        ("twenty-five miles east of Mosul", 90, 25 * MILE),
        ("a mile north of Mosul", 0, MILE),
        ("half a mile north of Mosul", 0, MILE / 2),
        ("a hundred miles north of Mosul", 0, 100 * MILE),
        ("30 nautical miles north of Mosul", 0, 30 * 1.852),
        ("55\nkm\u00a0west of Mosul", 270, 55),
    ],
)
def test_a_distance_and_a_direction_are_read(read, text: str, bearing: float, km: float) -> None:  # type: ignore[no-untyped-def]
    (position,) = read(f"It fell {text}, they said.")
    assert (position.bearing_degrees, position.distance_km) == (bearing, about(km))
    assert position.anchor.id == MOSUL
    assert position.phrase == " ".join(text.split())
    assert distance_km(position.anchor.point, position.point) == about(km)


@pytest.mark.parametrize(
    "text",
    [
        "10 people from Mosul", "$5m from Mosul", "the west wind of Mosul", "eastwest of Mosul", "Mosul",
        "20-10 km east of Mosul", "He came from Mosul", "a minute of Mosul", "the mayor of Mosul", "NEW of Mosul",
        "km west of it. Mosul", "in Mosul, 55 km west", "outside Iraq", "5 km of Mosul",
    ],
)  # fmt: skip
def test_what_is_no_relative_position_is_none(read, text: str) -> None:  # type: ignore[no-untyped-def]
    assert read(f"They said {text} now") == []


def test_the_mention_keeps_its_span_and_its_place(relatives: RelativePositions, gazetteer: Gazetteer) -> None:
    text = "It lies 55 km west of Mosul."
    (before,) = resolved(text, gazetteer)
    (after,) = relatives(text, [before])
    assert after.mention == Mention("Mosul", 22, 27, Kind.RELATIVE)
    assert (after.place, after.candidates, after.confidence) == (before.place, before.candidates, before.confidence)
    assert after.relative is not None
    assert text[after.relative.start : after.relative.end] == "55 km west of Mosul"


def test_a_distance_alone_is_a_circle_round_the_anchor(read) -> None:  # type: ignore[no-untyped-def]
    for text, km in (("10-15km from Mosul", 12.5), ("some 20 miles outside Mosul", 20 * MILE)):
        (position,) = read(f"A camp {text} was hit.")
        assert (position.bearing_degrees, position.distance_km) == (None, about(km))
        assert position.point == position.anchor.point
        assert position.radius_km > km
    (position,) = read("All within 10 km of Mosul")
    assert position.radius_km == 10


def test_a_direction_alone_lies_off_the_anchor_in_a_large_circle(read) -> None:  # type: ignore[no-untyped-def]
    (position,) = read("Fighting northeast of Mosul")
    assert (position.bearing_degrees, position.distance_km) == (45, None)
    away = distance_km(position.anchor.point, position.point)
    assert 20 < away < 50
    assert position.radius_km >= 20


def test_hours_of_travel_are_no_distance_and_still_put_it_farther_away(read) -> None:  # type: ignore[no-untyped-def]
    (one,), (two,) = read("an hour's drive south of Mosul"), read("a two-hour drive south of Mosul")
    assert one.distance_km is two.distance_km is None
    assert distance_km(one.anchor.point, one.point) == about(60)
    assert distance_km(two.anchor.point, two.point) == about(120)
    assert two.radius_km > one.radius_km
    (on_foot,) = read("30 minutes' walk south of Mosul")
    assert distance_km(on_foot.anchor.point, on_foot.point) == about(2.5)


def test_a_part_of_a_country_lies_within_it_and_the_land_beyond_outside(read, gazetteer: Gazetteer) -> None:  # type: ignore[no-untyped-def]
    (north,), (beyond,) = read("in the north of Iraq"), read("far to the north of Iraq")
    box = gazetteer.box(north.anchor)
    assert box is not None
    assert north.point in box and north.point.lat > north.anchor.point.lat
    assert beyond.point not in box and beyond.point.lat > box.north


def test_outside_a_town_is_round_it_and_larger_for_a_large_one(read) -> None:  # type: ignore[no-untyped-def]
    (large,), (small,) = read("just outside Mosul"), read("on the outskirts of Rutba")
    assert large.radius_km > small.radius_km > 5
    assert (large.distance_km, large.bearing_degrees) == (None, None)


def test_halfway_lies_between_the_two(read) -> None:  # type: ignore[no-untyped-def]
    (position,) = read("halfway between Tikrit and Samarra")
    assert position.phrase == "halfway between Tikrit and Samarra"
    one, other = Point(34.60158, 43.67905), Point(34.19587, 43.88573)
    assert distance_km(one, position.point) == about(distance_km(other, position.point))
    assert distance_km(one, position.point) == about(distance_km(one, other) / 2)


# The circle


@given(
    lat=st.floats(-80, 80),
    lon=st.floats(-180, 180),
    bearing=st.sampled_from([22.5 * at for at in range(16)]),
    km=st.floats(0.1, 3000),
)
def test_the_point_lies_the_distance_from_the_anchor(lat: float, lon: float, bearing: float, km: float) -> None:
    start = Point(lat, lon)
    point, radius = circle(start, km, Words(0, bearing, distance_km=km))
    assert distance_km(start, point) == pytest.approx(km, rel=1e-3)
    assert 0 < radius < km


@given(
    number=st.integers(1, 2000),
    unit=st.sampled_from(["km", " kilometres", " miles", "mi", " m"]),
    direction=st.sampled_from(["north", "southeast", "west-southwest"]),
    word=st.sampled_from(["about ", "", "some "]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_what_is_written_lies_as_far_as_it_is_written(read, number, unit, direction, word) -> None:  # type: ignore[no-untyped-def]
    (position,) = read(f"It is {word}{number}{unit} {direction} of Mosul.")
    factor = {"km": 1, " kilometres": 1, " miles": MILE, "mi": MILE, " m": 0.001}[unit]
    assert position.distance_km == pytest.approx(number * factor, abs=5e-4)
    assert distance_km(position.anchor.point, position.point) == pytest.approx(position.distance_km, rel=1e-3)


def test_a_rounder_number_and_a_wider_direction_make_a_larger_circle(read) -> None:  # type: ignore[no-untyped-def]
    def radius(text: str) -> float:
        (position,) = read(f"{text} of Rutba")
        return float(position.radius_km)

    assert radius("100 km west") > radius("101 km west")
    assert radius("about 101 km west") > radius("101 km west")
    assert radius("101 km west") > radius("101 km west-southwest")
    assert radius("101 km west") == pytest.approx(math.hypot(101 * math.sin(math.radians(22.5)), 1, 1.5), rel=0.02)


# Borders and coasts


@needs_outlines
def test_a_border_between_two_named_countries(read) -> None:  # type: ignore[no-untyped-def]
    for text in ("on the Iraqi-Iranian border", "along the border between Iraq and Iran", "at the Iraq-Iran border"):
        (position,) = read(f"They stood {text}.")
        assert position.phrase == text
        assert 34 < position.point.lat + 1 < 39 and 44 < position.point.lon < 48.7
        assert position.radius_km <= 300


@needs_outlines
def test_of_a_border_the_stretch_near_the_texts_places_is_meant(read) -> None:  # type: ignore[no-untyped-def]
    (position,) = read("From Mosul to the Turkish border. Mosul fell.")
    assert distance_km(position.point, Point(37.2, 42.9)) < 80
    assert position.bearing_degrees is None
    (position,) = read("They stood near Iran’s borders, in Baghdad.")
    assert position.phrase == "near Iran’s borders"
    assert 32 < position.point.lat < 35


@needs_outlines
def test_a_border_with_nobody_known_is_no_position(read) -> None:  # type: ignore[no-untyped-def]
    assert read("They stood near the Turkish border in Suva.") == []
    assert read("He crossed the border from Iran, from Iraq.") == []
    assert read("Shot near the Iranian border guards in Iraq.") == []


@needs_outlines
def test_off_a_coast_is_at_sea() -> None:
    borders = Borders()
    mogadishu = Point(2.037, 45.344)
    stretch = borders.coast("SO", [mogadishu])
    assert stretch is not None and distance_km(stretch.point, mogadishu) < 40
    bearing = borders.seaward(stretch.point, "SO")
    assert bearing is not None and 90 < bearing < 180
    assert borders.coast("CH", []) is None
    # The line between Somalia and Somaliland is no coast.
    whole = borders.coast("SO", [Point(8.0, 48.0)])
    assert whole is not None and distance_km(whole.point, Point(8.0, 48.0)) > 150
    assert borders.border("SO", "IQ", []) is None


def test_without_outlines_there_are_no_borders_and_no_fault(tmp_path) -> None:  # type: ignore[no-untyped-def]
    assert Borders(tmp_path / "none.json").border("IQ", "IR", []) is None
    assert Borders(tmp_path / "none.json").coast("SO", []) is None


# With the geoparser, and any text


def test_the_geoparser_gives_it_and_counts_names_in_the_text_behind_the_title(gazetteer: Gazetteer) -> None:
    text = "Troops stopped about 55 km west of Mosul, near Tall Afar."
    found = [each for each in Geoparser(gazetteer).parse(text, title="War in Iraq") if each.relative]
    assert [text[each.relative.start : each.relative.end] for each in found if each.relative] == [
        "about 55 km west of Mosul"
    ]


def test_the_batch_tells_the_circle_beside_the_anchor(gazetteer: Gazetteer) -> None:
    line = json.dumps({"id": 1, "text": "It lies 55 km west of Mosul, he said in Baghdad."})
    mosul, baghdad = answer(line, Geoparser(gazetteer), Options())["mentions"]
    assert (mosul["name"], mosul["lat"], mosul["kind"]) == ("Mosul", 36.335, "relative")
    relative = mosul["relative"]
    assert (relative["bearing"], relative["distance_km"], relative["phrase"]) == (270, 55, "55 km west of Mosul")
    assert relative["lon"] < mosul["lon"] - 0.5
    assert relative["radius_km"] > 20
    assert "relative" not in baghdad


@given(st.text(alphabet="Mosul 0123456789kmi-,.()north of from the between and half anway twenty\n'", max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_text_gives_positions_inside_it(read, text: str) -> None:  # type: ignore[no-untyped-def]
    text += " of Mosul"
    for position in read(text):
        assert 0 <= position.start < position.end <= len(text)
        assert position.radius_km >= 0


def test_the_time_does_not_explode() -> None:
    pieces = ("a ", "twenty ", "1,000 ", "12-", "or (", "'s an ", "city of ", "the ", "of to ", ") ", "north ", "km ")
    started = time.perf_counter()
    for piece in pieces:
        before = (piece * WINDOW)[-WINDOW:] + "km north of the "
        for expression in (
            relative_words.towards, relative_words.away, relative_words.outside, relative_words.halfway,
            relative_words.line,
        ):  # fmt: skip
            expression(before)
    assert time.perf_counter() - started < 30  # a regular expression that backtracks takes hours


def test_an_area_without_a_known_extent_still_has_its_circle(gazetteer: Gazetteer) -> None:
    desert = Place("x", "Desert", Point(30, 40), FeatureClass.TERRAIN, "DSRT")
    text = "10 km west of Desert"
    (found,) = RelativePositions(gazetteer)(text, [Resolution(Mention("Desert", 14, 20), desert)])
    assert found.relative is not None
    assert distance_km(found.relative.point, desert.point) == about(30)
