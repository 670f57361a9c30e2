"""Lists of places as HTML: what a sparkline draws."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from articles.markup.place_lists import sparkline


def corners(numbers: list[int]) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"([\d.]+)% ([\d.]+)%", sparkline(numbers))]


def test_a_bar_is_as_high_as_its_number_and_none_stands_for_zero() -> None:
    assert corners([0, 2, 0, 1]) == [
        *((25, 100), (25, 0), (43.8, 0), (43.8, 100)),
        *((75, 100), (75, 50), (93.8, 50), (93.8, 100)),
    ]


def test_nothing_is_drawn_of_nothing() -> None:
    assert sparkline([]) == sparkline([0, 0]) == ""


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=60).filter(any))
def test_every_number_but_zero_is_seen_and_inside_the_picture(numbers: list[int]) -> None:
    found = corners(numbers)
    assert len(found) == 4 * sum(map(bool, numbers))
    assert all(0 <= x <= 100 and 0 <= y <= 100 for x, y in found)
    assert all(top <= 90 for _, top in found[1::4])
