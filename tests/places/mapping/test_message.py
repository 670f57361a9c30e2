"""The message to the map's frame: what the browser is told of marks, outlets, vague positions, links and areas."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from places.mapping.book import Radius
from places.mapping.marks import Link, Mark, VagueMark
from places.mapping.message import MOST_LINKS, view_message
from places.mapping.parcel import Parcel
from places.mapping.tally import MOST_COLOURS, Marks
from places.place import FeatureClass, Place, Point
from tests.places.parcels import content, rows, tally

HOSTILE = ("{{7*7}}", "{% raw %}", "<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>", "`${1}`")


def mark(place_id: str = "1", mentions: int = 1, code: str = "PPL", **changes: Any) -> Mark:
    letter = "A" if code in ("ADM1", "PCLI") else "T" if code == "MTS" else "P"
    place = Place(place_id, place_id, Point(53.8, -1.55), FeatureClass(letter), code)
    return Mark(place, **{"where": "", "mentions": mentions, "articles": 1, "outlets": 1, **changes})


def no_radius(place: Place) -> float | None:
    return None


def drawn(marks: list[Mark], outlets: tuple[str, ...] = (), radius_km: Radius = no_radius) -> list[dict[str, Any]]:
    return rows(Marks.drawn(marks, outlets, radius_km))


def told(marks: list[Mark], **changes: Any) -> Any:
    given_: dict[str, Any] = {
        "shapes": Parcel.of(b"[]"), "seq": 0, "selected": "", "size_by": "mentions", "vague": (), "links": (),
        "area": None, **changes,
    }  # fmt: skip
    message = view_message(Marks.drawn(marks, (), no_radius), **given_)
    return json.loads(zlib.decompress(base64.b64decode(message)))


def test_a_mark_is_its_place_and_what_is_told_of_it() -> None:
    (row,) = drawn([mark("a", 3, where="Somewhere", articles=2)])
    assert {name: row[name] for name in ("id", "name", "where", "lat", "lon", "kind", "radius")} == {
        "id": "a", "name": "a", "where": "Somewhere", "lat": 53.8, "lon": -1.55, "kind": 0, "radius": 0,
    }  # fmt: skip
    assert (row["mentions"], row["articles"], row["outlets"], row["shares"]) == (3, 2, 1, [])


def test_governments_verified_and_doubtful_mentions_are_counted() -> None:
    (row,) = drawn([mark("a", 40, government=30, verified=12, doubtful=3)])
    assert (row["doubtful"], row["government"], row["verified"]) == (3, 30, 12)


def test_doubtful_without_a_number_means_all() -> None:
    (row,) = drawn([mark("a", 40, doubtful=True)])
    assert row["doubtful"] == 40


def test_columns_of_noughts_are_not_sent() -> None:
    plain, rich = (Marks.drawn([mark("a", 40, government=n)], (), no_radius).numbers for n in (0, 30))
    assert b"government" in content(rich.data)
    assert b"government" not in content(plain.data)


@given(st.lists(st.integers(0, 2**31), min_size=1, max_size=9))
def test_numbers_come_out_as_they_went_in_however_large(numbers: list[int]) -> None:
    found = drawn([mark(str(n), mentions) for n, mentions in enumerate(numbers)])
    assert [(row["id"], row["mentions"]) for row in found] == [(str(n), each) for n, each in enumerate(numbers)]


@given(st.lists(st.text(), max_size=4, unique=True))
def test_names_come_out_as_they_went_in(names: list[str]) -> None:
    found = drawn([mark(str(n), shares=((name, 1),)) for n, name in enumerate(names)])
    assert [row["shares"][0] for row in found] == names


def test_the_same_content_has_the_same_key_and_another_has_another() -> None:
    one, same, other = (Marks.drawn([mark("a", n)], (), no_radius) for n in (3, 3, 4))
    assert (one.book.parcel, one.numbers) == (same.book.parcel, same.numbers)
    assert other.book.parcel == one.book.parcel
    assert other.numbers.key != one.numbers.key
    assert one.numbers.data.startswith(one.numbers.key.encode())


def test_a_message_names_its_parcels_and_says_nothing_of_what_is_in_them() -> None:
    marks = [mark("Mosul", 40, where="Ninawa, Iraq")]
    view = told(marks, selected="Mosul", size_by="outlets")
    ready = Marks.drawn(marks, (), no_radius)
    assert view == {
        "seq": 0, "selected": "Mosul", "sizeBy": "outlets", "vague": [], "links": [], "choosing": "", "area": None,
        "parcels": [ready.book.parcel.key, ready.numbers.key, Parcel.of(b"[]").key],
    }  # fmt: skip


def test_shares_are_the_leader_then_colours_in_order() -> None:
    marks = [mark("a", 40, shares=(("DEBKAfile", 35), ("Gatestone", 3), ("Counter Jihad", 2)))]
    assert tally(Marks.drawn(marks, (), no_radius).numbers)[1] == [3, "DEBKAfile", "Gatestone", "Counter Jihad"]
    assert drawn(marks)[0]["shares"] == ["DEBKAfile", 35, (0, 35), (1, 3), (2, 2)]


def test_outlets_keep_their_colours_whatever_is_drawn() -> None:
    marks = [mark("a", 9, shares=(("B", 5), ("C", 3), ("D", 1)))]
    assert tally(Marks.drawn(marks, ("A", "B"), no_radius).numbers)[1] == [2, "A", "B"]
    assert drawn(marks, ("A", "B"))[0]["shares"] == ["B", 5, (1, 5), (2, 4)]  # C and D are the others


def test_outlets_that_are_left_out_are_the_others() -> None:
    shares = (("B", 5), ("C", 3), ("A", 2), ("D", 1))
    all_told, some = (drawn([mark("a", 11, shares=each)], ("A",)) for each in (shares, (shares[0], shares[2])))
    assert all_told == some


def test_an_outlet_without_a_colour_is_named_where_it_leads() -> None:
    marks = [mark("a", 9, shares=(("B", 5), ("A", 4)))]
    assert tally(Marks.drawn(marks, ("A",), no_radius).numbers)[1] == [1, "A", "B"]
    assert drawn(marks, ("A",))[0]["shares"] == ["B", 5, (0, 4), (1, 5)]


@given(st.lists(st.tuples(st.text(max_size=3), st.integers(1, 99)), max_size=20, unique_by=lambda share: share[0]))
def test_the_parts_of_a_ring_are_the_mentions(shares: list[tuple[str, int]]) -> None:
    total = sum(mentions for _, mentions in shares)
    marks = [mark("a", total, shares=tuple(sorted(shares, key=lambda share: -share[1])))]
    coloured = tally(Marks.drawn(marks, (), no_radius).numbers)[1][0]
    assert coloured <= MOST_COLOURS
    found = drawn(marks)[0]["shares"]
    if not shares:
        assert found == []
        return
    leader, most, *parts = found
    assert dict(shares)[leader] == most == max(mentions for _, mentions in shares)
    assert sum(mentions for _, mentions in parts) == total
    assert [n for n, _ in parts] == sorted({n for n, _ in parts})
    assert all(n <= coloured for n, _ in parts)


def test_a_region_has_the_radius_that_it_is_given_and_a_town_or_country_none() -> None:
    asked: list[str] = []

    def radius(place: Place) -> float:
        asked.append(place.id)
        return 59.96

    found = drawn([mark("range", code="MTS"), mark("town"), mark("country", code="PCLI")], radius_km=radius)
    assert asked == ["range"]
    assert {row["id"]: row["radius"] for row in found} == {"range": 60.0, "town": 0, "country": 0}


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
