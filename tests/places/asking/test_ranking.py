"""Answers in the order in which a person should look at them."""

from __future__ import annotations

from datetime import UTC, datetime

from places.asking.answer import Answer, Reply, Source
from places.asking.ranking import ranked
from places.place import FeatureClass, Place, Point

MOSUL = Place("99072", "Mosul", Point(36.34, 43.13), FeatureClass.POPULATED, "PPLA", "IQ")
IRAQ = Place("99237", "Iraq", Point(33, 44), FeatureClass.ADMINISTRATIVE, "PCLI", "IQ")


def an_answer(id_: str, lat: float = 36.0, lon: float = 43.2, name: str = "al-Houd") -> Answer:
    return Answer(id_, name, "", "village", Point(lat, lon), FeatureClass.POPULATED)


def order(*answers: Answer, near: tuple[Place, ...] = (MOSUL,)) -> list[str]:
    reply = Reply("al-Houd", Source("nominatim", "here", datetime.now(UTC), "ours"), answers)
    return [choice.answer.id for choice in ranked(reply, near)]


def test_the_nearer_comes_first() -> None:
    assert order(an_answer("far", 15, 44), an_answer("near")) == ["near", "far"]


def test_of_two_that_are_as_near_the_service_decides() -> None:
    assert order(an_answer("first", 36.1), an_answer("second", 36.3)) == ["first", "second"]


def test_the_name_that_was_asked_for_comes_before_another() -> None:
    assert order(an_answer("other", name="Houdan"), an_answer("same", 15, 44, "Al Houd")) == ["same", "other"]


def test_without_places_in_the_archive_the_service_decides() -> None:
    answers = (an_answer("a", -40, 170), an_answer("b"))
    assert order(*answers, near=()) == order(*answers, near=(IRAQ,)) == ["a", "b"]


def test_the_nearest_place_is_named_with_its_distance() -> None:
    reply = Reply("x", Source("nominatim", "here", datetime.now(UTC), "ours"), (an_answer("a"),))
    (choice,) = ranked(reply, (IRAQ, MOSUL))
    assert choice.nearest == MOSUL
    assert 37 < choice.km < 39
