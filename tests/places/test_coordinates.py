"""Coordinates are read in any usual form, and what is not coordinates is refused in words."""

from __future__ import annotations

import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.coordinates import CoordinatesError, looks_like_coordinates, parse_point, written
from places.place import Point


@pytest.mark.parametrize(
    "typed",
    [
        "36.34N 43.13E", "36.34, 43.13", "36.34 43.13", "36.34;43.13", "36.34/43.13", "(36.34, 43.13)",
        "N 36.34 E 43.13", "43.13E 36.34N", "36.34° N, 43.13° E", "+36.34 +43.13", "36,34 43,13", "36,34; 43,13",
        "36°20'24\"N, 43°7'48\"E", "36° 20′ 24″ N 43° 7′ 48″ E", "36°20’24”N 43°7’48”E", "36º20'24\"N 43º07'48\"E",
        "N36 20 24 E43 07 48", "36 20.4 N 43 7.8 E", "36d20m24s N 43d07m48s E", "36°20.4'N 43°7.8'E",
        "36°20'24''N 43°7'48''E", "36.34 North, 43.13 East", "lat 36.34, lon 43.13", "36.34n 43.13e",
        "https://www.google.com/maps/@36.34,43.13,12z", "https://www.openstreetmap.org/#map=12/36.34/43.13",
        "geo:36.34,43.13", "https://maps.google.com/?q=36.34,43.13",
    ],
)  # fmt: skip
def test_usual_forms_are_read(typed: str) -> None:
    point = parse_point(typed)
    assert abs(point.lat - 36.34) < 1e-9 and abs(point.lon - 43.13) < 1e-9


@pytest.mark.parametrize(
    ("typed", "lat", "lon"),
    [
        ("33.9S 151.2E", -33.9, 151.2), ("-33.9, 151.2", -33.9, 151.2), ("−33.9, 151.2", -33.9, 151.2),
        ("38.9N 77.0W", 38.9, -77.0), ("-0.5 -0.5", -0.5, -0.5), ("36°20'N 43°08'E", 36 + 1 / 3, 43 + 8 / 60),
        ("90 180", 90, 180), ("36 43", 36, 43),
    ],
)  # fmt: skip
def test_south_and_west_are_negative(typed: str, lat: float, lon: float) -> None:
    point = parse_point(typed)
    assert abs(point.lat - lat) < 1e-9 and abs(point.lon - lon) < 1e-9


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("hello", "cannot be read"), ("", "cannot be read"), ("12", "cannot be read"), ("36.34N", "cannot be read"),
        ("36.34, 43.13, 5", "cannot be read"), ("36 20 43 8", "cannot be read"), ("36.34N 43.13N", "cannot be read"),
        ("99 43", "no latitude, .* exchanged"), ("36 181", "no longitude"), ("36°99'N 43°08'E", "60 minutes"),
        ("-36.34S 43.13E", "both a sign and a letter"), ("36.5°20'N 43°8'E", "fraction"), ("1" * 300, "too long"),
        ("https://example.org/36.34", "cannot be read"),
    ],
)  # fmt: skip
def test_nonsense_is_refused_in_words(typed: str, said: str) -> None:
    with pytest.raises(CoordinatesError, match=said):
        parse_point(typed)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_what_we_write_we_read(lat: float, lon: float) -> None:
    point = parse_point(written(Point(lat, lon)))
    assert abs(point.lat - lat) < 1e-5 and abs(point.lon - lon) < 1e-5


@given(st.text(max_size=40) | st.text("0123456789 .,°'\"NSEW-+;/dms", max_size=30))
def test_whatever_is_typed_is_a_point_or_told(typed: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            parse_point(typed)
        except CoordinatesError as error:
            assert str(error)


@pytest.mark.parametrize("typed", ["Mosul", "Baghdad", "St. Louis", "99072", "6th of October City", "N"])
def test_names_are_no_coordinates(typed: str) -> None:
    assert not looks_like_coordinates(typed)
