"""One request a second for all threads and processes, whatever the clocks do and whoever dies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.asking.errors import GeocodingError, Outage, Stopped
from places.asking.pace import LONGEST_SECONDS, Pace
from tests.places.asking.conftest import Clock

#: Takes turns and writes down when each began and ended, by the clock that all processes share.
TAKE_TURNS = """
import sys, time
from pathlib import Path
from places.asking.pace import Pace
pace = Pace(Path(sys.argv[1]), float(sys.argv[2]))
for _ in range(int(sys.argv[3])):
    with pace.turn():
        began = time.monotonic()
        time.sleep(0.01)
        with open(Path(sys.argv[1]) / "turns", "a") as file:
            file.write(f"{began} {time.monotonic()}\\n")
"""


def a_process(folder: Path, seconds: float, turns: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", TAKE_TURNS, str(folder), str(seconds), str(turns)])


def test_two_processes_and_their_threads_keep_one_pace(tmp_path: Path) -> None:
    others = [a_process(tmp_path, 0.15, 4) for _ in range(2)]
    assert [other.wait(30) for other in others] == [0, 0]
    turns = sorted(tuple(map(float, line.split())) for line in (tmp_path / "turns").read_text().splitlines())
    assert len(turns) == 8
    gaps = [began - ended for (_, ended), (began, _) in pairwise(turns)]
    assert min(gaps) >= 0.15


def test_who_is_killed_while_asking_holds_nobody_up_and_has_asked(tmp_path: Path) -> None:
    script = TAKE_TURNS.replace("time.sleep(0.01)", "print('in', flush=True); time.sleep(60)")
    victim = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path), "0.3", "1"], stdout=subprocess.PIPE, cwd=Path.cwd()
    )
    assert victim.stdout
    assert victim.stdout.readline().strip() == b"in"
    asked = time.monotonic()
    os.kill(victim.pid, signal.SIGKILL)
    victim.wait()
    victim.stdout.close()
    with Pace(tmp_path, 0.3).turn():
        assert time.monotonic() - asked >= 0.2


def test_the_second_counts_from_the_end_of_the_request_before(tmp_path: Path, clock: Clock) -> None:
    pace = Pace(tmp_path, 1.0, clock=clock, sleep=clock.sleep)
    with pace.turn():
        clock.now += 7
    with pace.turn():
        assert clock.slept == pytest.approx(1.0)


@given(st.lists(st.floats(-1e9, 1e9), max_size=6))
def test_no_clock_that_jumps_makes_anybody_wait_for_more_than_the_pace(
    tmp_path_factory: pytest.TempPathFactory, jumps: list[float]
) -> None:
    clock = Clock()
    pace = Pace(tmp_path_factory.mktemp("pace"), 1.0, clock=clock, sleep=clock.sleep)
    for jump in jumps:
        clock.now += jump
        before = clock.slept
        with pace.turn():
            assert clock.slept - before <= 1.0 + 1e-6


def test_after_a_restart_what_a_service_asked_us_to_wait_counts_from_then(tmp_path: Path, clock: Clock) -> None:
    pace = Pace(tmp_path, 1.0, clock=clock, sleep=clock.sleep)
    with pace.turn() as turn:
        turn.put_off(600)
    clock.now = 5.0
    with pytest.raises(Outage) as caught, pace.turn():
        pass
    assert caught.value.retry_after_seconds == pytest.approx(600)
    clock.now += 601
    with pace.turn():
        pass


@pytest.mark.parametrize(
    "kept",
    ["", "{", "[]", '{"at": 1}', '{"at": "x", "until": 1}', '{"at": 0, "until": 1e300}', '{"at": NaN, "until": 1}'],
)
def test_a_spoilt_file_costs_one_wait(tmp_path: Path, clock: Clock, kept: str) -> None:
    (tmp_path / "geocoder-turn.json").write_text(kept)
    with Pace(tmp_path, 1.0, clock=clock, sleep=clock.sleep).turn():
        assert clock.slept <= 1.0 + 1e-6


def test_nobody_can_put_it_off_for_ever(tmp_path: Path, clock: Clock) -> None:
    pace = Pace(tmp_path, clock=clock, sleep=clock.sleep)
    with pace.turn() as turn:
        turn.put_off(1e12)
    assert pace.left() == LONGEST_SECONDS
    kept = json.loads((tmp_path / "geocoder-turn.json").read_text())
    assert kept["until"] - kept["at"] == LONGEST_SECONDS


def test_who_waits_for_another_can_be_stopped(tmp_path: Path) -> None:
    pace, stop = Pace(tmp_path, 0.01), threading.Event()
    with pace.turn():
        threading.Timer(0.1, stop.set).start()
        with pytest.raises(Stopped), pace.turn(stop.is_set):
            pass
    with pace.turn():
        pass


def test_a_lock_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    with pytest.raises(GeocodingError, match=r"geocoder-turn\.lock"), Pace(tmp_path / "nowhere").turn():
        pass
