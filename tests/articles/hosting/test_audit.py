"""The audit: one line for each thing done, whoever writes at the same time, and never the cause of a failure."""

from __future__ import annotations

import json
import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from articles.hosting.access import OPERATOR, Role, Visitor
from articles.hosting.audit import AUDIT, LONGEST_FACT, Audit

ANN = Visitor(Role.EDITOR, "ann@example.org")


def test_a_line_says_who_did_what_and_when(tmp_path: Path) -> None:
    audit = Audit(tmp_path, lambda: datetime(2026, 11, 22, 12, 0, tzinfo=UTC))
    audit.record(ANN, "import", added=3, file="x" * 1000)
    audit.record(OPERATOR, "rebuild")
    first, second = map(json.loads, (tmp_path / AUDIT).read_text().splitlines())
    assert first == {
        "when": "2026-11-22T12:00:00+00:00",
        "who": "ann@example.org",
        "role": "editor",
        "what": "import",
        "added": 3,
        "file": "x" * LONGEST_FACT,
    }
    assert (second["who"], second["role"]) == ("", "owner")


def test_lines_written_at_once_do_not_mix(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: Audit(tmp_path).record(ANN, "decision", number=number), range(200)))
    lines = [json.loads(line) for line in (tmp_path / AUDIT).read_text().splitlines()]
    assert sorted(line["number"] for line in lines) == list(range(200))


def test_a_name_with_a_line_end_stays_on_its_line(tmp_path: Path) -> None:
    Audit(tmp_path).record(ANN, "import", file='a\n{"who": "root"}\ud800')
    assert len((tmp_path / AUDIT).read_text().splitlines()) == 1


def test_what_cannot_be_written_is_said_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "dateline.audit"):
        Audit(tmp_path / "nowhere").record(ANN, "import", added=3)
    assert "ann@example.org" in caplog.text
