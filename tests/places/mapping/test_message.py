"""The message to the map's frame: what the browser is told of marks, outlets, vague positions, links and areas."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from places.mapping.marks import Link, Mark, VagueMark
from places.mapping.message import MOST_COLOURS, MOST_LINKS, view_message
from places.place import FeatureClass, Place, Point

HOSTILE = ("{{7*7}}", "{% raw %}", "<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>", "`${1}`")


def mark(place_id: str = "1", mentions: int = 1, code: str = "PPL", **changes: Any) -> Mark:
    letter = "A" if code in ("ADM1", "PCLI") else "T" if code == "MTS" else "P"
    place = Place(place_id, place_id, Point(53.8, -1.55), FeatureClass(letter), code)
    return Mark(place, **{"where": "", "mentions": mentions, "articles": 1, "outlets": 1, **changes})


def told(marks: list[Mark], **changes: Any) -> Any:
    given_: dict[str, Any] = {
        "seq": 0, "selected": "", "size_by": "mentions", "vague": (), "links": (), "area": None, "outlets": (),
        "radius_km": lambda place: None, **changes,
    }  # fmt: skip
    return json.loads(zlib.decompress(base64.b64decode(view_message(marks, **given_))))


def test_a_plain_mark_costs_no_more_columns_than_it_needs() -> None:
    assert told([mark("a", 3)])["marks"] == [["a", "a", "", 53.8, -1.55, 3, 1, 1, 0]]


def test_governments_verified_and_doubtful_mentions_are_counted() -> None:
    (row,) = told([mark("a", 40, government=30, verified=12, doubtful=3)])["marks"]
    assert row[9:] == [3, 30, 12]


def test_doubtful_without_a_number_means_all() -> None:
    (row,) = told([mark("a", 40, doubtful=True)])["marks"]
    assert row[9:] == [40]


def test_marks_come_in_the_order_of_the_number_drawn() -> None:
    marks = [mark("much told", 40, articles=2, outlets=1), mark("by many", 5, articles=3, outlets=4)]
    assert [row[0] for row in told(marks)["marks"]] == ["much told", "by many"]
    for size_by in ("articles", "outlets"):
        view = told(marks, size_by=size_by)
        assert [row[0] for row in view["marks"]] == ["by many", "much told"]
        assert view["sizeBy"] == size_by


def test_shares_are_the_leader_then_colours_in_order() -> None:
    view = told([mark("a", 40, shares=(("DEBKAfile", 35), ("Gatestone", 3), ("Counter Jihad", 2)))])
    assert view["outlets"] == [3, "DEBKAfile", "Gatestone", "Counter Jihad"]
    assert view["marks"][0][13] == [0, 35, 0, 35, 1, 3, 2, 2]


def test_outlets_keep_their_colours_whatever_is_drawn() -> None:
    view = told([mark("a", 9, shares=(("B", 5), ("C", 3), ("D", 1)))], outlets=("A", "B"))
    assert view["outlets"] == [2, "A", "B"]
    assert view["marks"][0][13] == [1, 5, 1, 5, 2, 4]  # C and D are the others


def test_outlets_that_are_left_out_are_the_others() -> None:
    shares = (("B", 5), ("C", 3), ("A", 2), ("D", 1))
    all_told, some = (told([mark("a", 11, shares=each)], outlets=("A",)) for each in (shares, (shares[0], shares[2])))
    assert all_told["marks"] == some["marks"]


def test_an_outlet_without_a_colour_is_named_where_it_leads() -> None:
    view = told([mark("a", 9, shares=(("B", 5), ("A", 4)))], outlets=("A",))
    assert view["outlets"] == [1, "A", "B"]
    assert view["marks"][0][13] == [1, 5, 0, 4, 1, 5]


@given(st.lists(st.tuples(st.text(max_size=3), st.integers(1, 99)), max_size=20, unique_by=lambda share: share[0]))
def test_the_parts_of_a_ring_are_the_mentions(shares: list[tuple[str, int]]) -> None:
    total = sum(mentions for _, mentions in shares)
    view = told([mark("a", total, shares=tuple(sorted(shares, key=lambda share: -share[1])))])
    coloured, *names = view["outlets"]
    assert coloured <= MOST_COLOURS
    if not shares:
        assert len(view["marks"][0]) == 9
        return
    leader, most, *parts = view["marks"][0][13]
    assert dict(shares)[names[leader]] == most == max(mentions for _, mentions in shares)
    assert sum(parts[1::2]) == total
    assert parts[::2] == sorted(set(parts[::2]))
    assert all(n <= coloured for n in parts[::2])


def test_a_region_has_the_radius_that_it_is_given_and_a_town_or_country_none() -> None:
    asked: list[str] = []

    def radius(place: Place) -> float:
        asked.append(place.id)
        return 59.96

    view = told([mark("range", code="MTS"), mark("town"), mark("country", code="PCLI")], radius_km=radius)
    assert asked == ["range"]
    assert {row[0]: row[12:] for row in view["marks"]} == {"range": [60.0], "town": [], "country": []}


def test_vague_marks_are_told_as_they_are() -> None:
    vague = VagueMark("v1", Point(36.33333333, 42.5), 13.75, HOSTILE[2], 3, "99072")
    assert told([], vague=[vague])["vague"] == [["v1", 36.3333, 42.5, 13.75, HOSTILE[2], 3, "99072"]]


def test_links_name_their_places_and_those_to_nowhere_are_left_out() -> None:
    marks = [mark("a", 1), mark("b", 9)]
    links = [Link("a", "b", 4, chosen=True), Link("a", "c", 8), Link("c", "a", 8), Link("a", "a", 3)]
    assert told(marks, links=links)["links"] == [["a", "b", 4, 1]]


def test_the_strongest_links_are_drawn_and_a_chosen_one_always() -> None:
    marks = [mark("0"), *(mark(str(n)) for n in range(1, MOST_LINKS + 20))]
    links = [Link("0", str(n), n, chosen=n == 1) for n in range(1, MOST_LINKS + 20)]
    counts = [row[2] for row in told(marks, links=links)["links"]]
    assert len(counts) == MOST_LINKS
    assert 1 in counts
    assert min(count for count in counts if count != 1) == 21


def test_an_area_is_its_corners_and_without_one_the_tools_may_still_be_there() -> None:
    assert told([])["area"] is None
    assert told([], area=())["area"] == []
    assert told([], area=(Point(33, 42), Point(34, 43)))["area"] == [[33, 42], [34, 43]]
