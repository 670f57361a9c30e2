"""The log: a line an event, for people at a terminal words, and never a word of an article."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from articles.hosting import logs

_LOG = logging.getLogger("dateline")


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    handlers, level, propagate = [*_LOG.handlers], _LOG.level, _LOG.propagate
    yield
    for handler in {*_LOG.handlers} - {*handlers}:
        handler.close()
    _LOG.handlers, _LOG.level, _LOG.propagate = handlers, level, propagate


Captured = pytest.CaptureFixture[str]


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_an_event_is_one_line_of_json_with_its_facts(capsys: Captured) -> None:
    logs.set_up({})
    logs.event("import", added=3, seconds=1.5, archive="main\nsecond line")
    (line,) = lines(capsys.readouterr().err)
    assert line.pop("when")
    assert line == {"level": "info", "event": "import", "added": 3, "seconds": 1.5, "archive": "main\nsecond line"}


def test_of_an_error_its_type_and_place_are_told_and_its_words_are_not(capsys: Captured) -> None:
    logs.set_up({})
    try:
        raise KeyError("Troops entered Mosul")
    except KeyError as fault:
        logs.error("page failed", fault, page="explore")
    text = capsys.readouterr().err
    (line,) = lines(text)
    assert line["error"] == "KeyError" and line["page"] == "explore"
    assert "test_logs.py" in str(line["at"])
    assert "Troops" not in text


def test_a_fact_is_cut_before_it_fills_the_disk(capsys: Captured) -> None:
    logs.set_up({})
    logs.event("health", said="x" * 100_000)
    assert len(capsys.readouterr().err) < 1000


def test_the_level_is_the_operators(capsys: Captured) -> None:
    logs.set_up({"DATELINE_LOG_LEVEL": "Warning"})
    logs.event("import")
    logs.event("health", logging.WARNING)
    logs.set_up({"DATELINE_LOG_LEVEL": "debug"})
    logs.event("detail", logging.DEBUG)
    assert [line["event"] for line in lines(capsys.readouterr().err)] == ["health", "detail"]


def test_a_file_gets_the_same_lines_and_is_opened_anew_when_it_was_rotated(capsys: Captured, tmp_path: Path) -> None:
    path = tmp_path / "dateline.log"
    logs.set_up({"DATELINE_LOG_FILE": str(path)})
    logs.event("one")
    path.rename(tmp_path / "dateline.log.1")
    logs.event("two")
    assert json.loads((tmp_path / "dateline.log.1").read_text())["event"] == "one"
    assert json.loads(path.read_text())["event"] == "two"
    assert [line["event"] for line in lines(capsys.readouterr().err)] == ["one", "two"]


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [("DATELINE_LOG_LEVEL", "loud", "write one of"), ("DATELINE_LOG_FILE", "/no/such/folder/log", "cannot be written")],
)
def test_settings_without_meaning_are_told_and_change_nothing(
    capsys: Captured, setting: str, value: str, said: str
) -> None:
    logs.set_up({})
    for ask in (logs.set_up, logs.check):
        with pytest.raises(logs.LogError, match=said):
            ask({setting: value})
    logs.event("still")
    assert [line["event"] for line in lines(capsys.readouterr().err)] == ["still"]


def test_at_a_terminal_the_lines_are_words(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: True)
    monkeypatch.setattr("sys.stderr", stream)
    logs.set_up({})
    logs.event("import", logging.WARNING, added=3)
    assert stream.getvalue().rstrip().endswith("WARNING import added=3")


def test_what_the_server_logs_comes_as_the_same_lines() -> None:
    stream = io.StringIO()
    logger = logging.getLogger("dateline-tests.server")
    logger.addHandler(logging.StreamHandler(stream))
    logs.reform(("dateline-tests",))
    try:
        raise ValueError("Troops entered Mosul")
    except ValueError:
        logger.exception("Uncaught app execution")
    line = json.loads(stream.getvalue())
    assert (line["event"], line["by"], line["error"]) == (
        "Uncaught app execution",
        "dateline-tests.server",
        "ValueError",
    )
    assert "Troops" not in stream.getvalue()
