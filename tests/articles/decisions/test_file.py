"""The decisions file loses nothing: not when killed, not when many write at once, not when somebody edits it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.decisions.decision import Action, Decision, DecisionError, Origin, Scope, Spot
from articles.decisions.file import DecisionFile, parse
from articles.decisions.lines import from_line, to_line
from places.place import FeatureClass, Place, Point
from tests.articles.builders import MOSUL

ROOT = Path(__file__).parents[3]
NAME = Decision(Action.NOT_A_PLACE, Scope.NAME, "Babel", who="Ann", why="a tower")
#: Appends decisions until it is killed, and says each on its output once it is on disk.
APPENDING = """
import sys
from pathlib import Path
from articles.decisions.decision import Action, Decision, Scope
from articles.decisions.file import DecisionFile
file, who, number = DecisionFile(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3])
for n in range(number):
    (made,) = file.append([Decision(Action.NOT_A_PLACE, Scope.NAME, f"{who} {n}", who=who, why="x" * 2000)])
    print(made.id, flush=True)
"""

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
places = st.builds(
    Place, st.just("user:").flatmap(lambda begun: texts.map(lambda rest: begun + rest)), texts.filter(bool), points,
    st.sampled_from(FeatureClass), texts, texts, texts, st.integers(0, 10**10), st.none() | st.integers(0, 10**10),
)  # fmt: skip
spots = st.builds(Spot, st.integers(1, 99), st.integers(0, 5), st.integers(5, 9), texts, texts)
some = texts.filter(str.strip)
times = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(lambda when: when.replace(tzinfo=UTC))


@st.composite
def decisions(draw: st.DrawFn) -> Decision:
    action = draw(st.sampled_from(Action))
    who, why, when, id_ = draw(texts), draw(texts), draw(times), draw(some)
    if action is Action.UNDO:
        return Decision(action, undoes=draw(some), who=who, why=why, when=when, id=id_)
    scope = Scope.PASSAGE
    if action not in (Action.NOTE, Action.STAR):
        scope = draw(st.sampled_from([Scope.MENTION, Scope.ARTICLE, Scope.OUTLET, Scope.NAME]))
    placed = action in (Action.PLACE, Action.CONFIRM)
    return Decision(
        action,
        scope,
        draw(some) if scope is not Scope.PASSAGE else "",
        draw(some),
        draw(some),
        draw(spots),
        draw(places) if placed else None,
        draw(texts) if placed else "",
        origin=draw(st.sampled_from(Origin)),
        who=who,
        why=why,
        when=when,
        id=id_,
    )


@pytest.fixture
def file(tmp_path: Path) -> DecisionFile:
    return DecisionFile(tmp_path / "decisions.jsonl")


@given(decisions())
def test_a_line_gives_its_decision_back_and_is_one_line(decision: Decision) -> None:
    line = to_line(decision)
    assert from_line(line) == decision
    assert line.decode().splitlines() == [line.decode()[:-1]]


@given(st.binary(max_size=200))
def test_whatever_stands_in_the_file_is_a_decision_or_a_damage(content: bytes) -> None:
    made, damages = parse(content)
    assert len(made) + len(damages) <= sum(bool(line.strip()) for line in content.split(b"\n"))


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
        lambda inner: st.dictionaries(
            st.sampled_from(["id", "when", "action", "scope", "toponym", "place", "start", "end", "occurrence", "lat",
                             "lon", "name", "feature", "undoes"]), inner, max_size=8,
        ),
        max_leaves=12,
    )
)  # fmt: skip
def test_json_that_is_no_decision_is_told_in_words(value: object) -> None:
    try:
        from_line(json.dumps(value).encode())
    except DecisionError as error:
        assert str(error)


def test_a_line_is_read_by_people_with_its_keys_in_one_order(file: DecisionFile) -> None:
    (made,) = file.append([Decision(Action.PLACE, Scope.NAME, "Mosul", place=MOSUL, where="Nineveh, Iraq", who="Ann")])
    assert list(json.loads(file.path.read_text(encoding="utf-8"))) == [
        "id", "when", "who", "action", "scope", "toponym", "place",
    ]  # fmt: skip
    assert file.read().decisions == (made,)
    assert made.place == MOSUL and made.when > datetime(2020, 1, 1, tzinfo=UTC)


def test_order_is_kept_when_the_clock_goes_back(tmp_path: Path) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    times = iter([now, now - timedelta(hours=1), now])
    file = DecisionFile(tmp_path / "decisions.jsonl", clock=lambda: next(times))
    made = [file.append([NAME])[0].when for _ in range(3)]
    assert made == sorted(set(made))


def test_a_torn_last_line_costs_itself_only(file: DecisionFile) -> None:
    first, second = file.append([NAME, NAME])
    whole = file.path.read_bytes()
    for cut in range(1, len(to_line(second))):
        file.path.write_bytes(whole[:-cut])
        (third,) = file.append([NAME])
        reading = DecisionFile(file.path).read()
        # The line break alone missing, nothing is lost.
        assert reading.decisions == ((first, second, third) if cut == 1 else (first, third))
        assert [damage.line for damage in reading.damages] == ([] if cut == 1 else [2])


def test_a_line_edited_by_hand_is_passed_over_with_its_number(file: DecisionFile) -> None:
    first, second = file.append([NAME, NAME])
    lines = file.path.read_text(encoding="utf-8").splitlines()
    file.path.write_text("\n".join([lines[0], '{"id": "x", "acton": 1}', "", lines[1]]), encoding="utf-8")
    reading = file.read()
    assert reading.decisions == (first, second)
    assert [(damage.line, damage.reason) for damage in reading.damages] == [
        (2, "the key 'acton' is not known: it may come from a newer Dateline")
    ]


def test_two_copies_of_a_file_joined_hold_each_decision_once(file: DecisionFile) -> None:
    made = file.append([NAME, NAME])
    content = file.path.read_bytes()
    assert file.read().decisions == made
    file.path.write_bytes(content + content + to_line(replace(NAME, id=made[0].id, when=made[0].when, toponym="x")))
    reading = file.read()
    assert reading.decisions == DecisionFile(file.path).read().decisions == made
    assert [damage.line for damage in reading.damages] == [5]


def test_what_another_wrote_is_seen_without_reading_all_again(file: DecisionFile) -> None:
    other = DecisionFile(file.path)
    made = file.append([NAME])
    assert other.read().decisions == made
    made += file.append([NAME])
    assert other.read().decisions == made
    assert other.read() is other.read()


def test_an_undo_of_nothing_is_not_written(file: DecisionFile) -> None:
    with pytest.raises(DecisionError, match="there is no decision 'abc'"):
        file.append([Decision(Action.UNDO, undoes="abc")])
    assert not file.path.exists()


def appending(path: Path, who: str, number: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", APPENDING, str(path), who, str(number)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )


def test_two_processes_that_write_at_once_lose_nothing(file: DecisionFile) -> None:
    processes = [appending(file.path, who, 40) for who in ("Ann", "Ben")]
    said = [process.communicate(timeout=60)[0].split() for process in processes]
    reading = file.read()
    assert reading.damages == ()
    for who, ids in zip(("Ann", "Ben"), said, strict=True):
        assert [made.id for made in reading.decisions if made.who == who] == ids
        assert len(ids) == 40
    assert [made.when for made in reading.decisions] == sorted({made.when for made in reading.decisions})


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is asked for")
def test_killed_at_any_moment_nothing_that_was_acknowledged_is_lost(file: DecisionFile) -> None:
    acknowledged: list[str] = []
    for attempt in range(6):
        process = appending(file.path, f"attempt {attempt}", 100_000)
        assert process.stdout is not None
        acknowledged.append(process.stdout.readline().strip())
        time.sleep(0.003 * attempt)
        process.send_signal(signal.SIGKILL)
        acknowledged += [line.strip() for line in process.stdout if len(line) == 11]
        process.stdout.close()
        process.wait()
        # What was killed has let go of the lock, and whoever comes next can write.
        acknowledged.append(file.append([NAME])[0].id)
    reading = DecisionFile(file.path).read()
    ids = [made.id for made in reading.decisions]
    assert set(acknowledged) <= set(ids)
    assert len(ids) == len(set(ids))
    assert len(reading.damages) <= 6


@pytest.fixture(autouse=True)
def processes_find_the_code(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    yield
