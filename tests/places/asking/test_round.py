"""A round of names: in order, stopped by a person, and given up where the next name would meet the same fault."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

from places.asking.answer import Reply, Source
from places.asking.errors import BadAnswer, GeocodingError, Outage, Stopped
from places.asking.pace import Stop
from places.asking.round import Round


class FakeGeocoder:
    """Knows no place; names of *faults* meet them, and *gate* has to be opened for each."""

    def __init__(self, faults: dict[str, Exception] | None = None, *, gated: bool = False) -> None:
        self.faults = faults or {}
        self.asked: list[str] = []
        self.gate = threading.Semaphore(0) if gated else None

    def ask(self, name: str, *, stop: Stop, again: bool) -> Reply:
        self.asked.append(name)
        if self.gate:
            self.gate.acquire()
        if stop():
            raise Stopped("stopped")
        if name in self.faults:
            raise self.faults[name]
        return Reply(name, Source("fake", "here", datetime.now(UTC), "ours"), ())


def over(geocoder: FakeGeocoder, *names: str) -> Round:
    round_ = Round(geocoder, names)
    round_.start()
    assert round_.wait(10)
    return round_


def test_each_name_is_asked_once_in_order() -> None:
    geocoder = FakeGeocoder()
    assert [each.name for each in over(geocoder, "b", "a", "b").outcomes] == ["b", "a"]
    assert geocoder.asked == ["b", "a"]


def test_an_outage_ends_it() -> None:
    geocoder = FakeGeocoder({"b": Outage("down")})
    round_ = over(geocoder, "a", "b", "c")
    assert geocoder.asked == ["a", "b"]
    assert isinstance(round_.fault, Outage)


def test_one_answer_that_cannot_be_read_ends_nothing_and_three_in_a_row_do() -> None:
    bad = BadAnswer("what?")
    assert len(over(FakeGeocoder({"a": bad, "c": bad}), *"abcd").outcomes) == 4
    assert len(over(FakeGeocoder({"b": bad, "c": bad, "d": bad}), *"abcdef").outcomes) == 4


def test_a_fault_of_our_own_is_told_rather_than_lost() -> None:
    round_ = over(FakeGeocoder({"a": ZeroDivisionError("division by zero")}), "a", "b")
    assert isinstance(round_.fault, GeocodingError)
    assert "division by zero" in str(round_.fault)


def test_who_goes_away_ends_it() -> None:
    now = [0.0]
    geocoder = FakeGeocoder(gated=True)
    assert geocoder.gate
    round_ = Round(geocoder, "abc", patience_seconds=20, clock=lambda: now[0])
    round_.start()
    now[0] = 15
    round_.look()
    now[0] = 30
    geocoder.gate.release()
    while len(round_.outcomes) < 1:
        round_.wait(0.01)
    now[0] = 36
    geocoder.gate.release()
    assert round_.wait(10)
    assert geocoder.asked == ["a", "b"]


def test_who_stops_it_keeps_what_was_answered() -> None:
    geocoder = FakeGeocoder(gated=True)
    assert geocoder.gate
    round_ = Round(geocoder, "abc")
    round_.start()
    geocoder.gate.release()
    while len(round_.outcomes) < 1:
        round_.wait(0.01)
    round_.stop()
    geocoder.gate.release()
    assert round_.wait(10)
    assert [each.name for each in round_.outcomes] == ["a"]
    assert "c" not in geocoder.asked
