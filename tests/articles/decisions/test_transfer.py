"""Decisions travel: what applies applies, what waits waits, and nothing is taken over twice or wrongly."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from articles.archive import Archive
from articles.article import Article, Span
from articles.decisions.deciding import Decisions
from articles.decisions.decision import Action, Decision, Scope
from articles.decisions.file import DecisionFile
from articles.decisions.lines import to_line
from articles.decisions.transfer import State, export_decisions, import_decisions, state_of
from articles.view import View
from tests.articles.builders import BAGHDAD, TEHRAN, FakeGeoparse, a_place, an_article

SAMARRA = a_place("Samarra", id="91597", lat=34.2, lon=43.88)
geoparse = FakeGeoparse()
ONE = an_article("Mosul fell, and Mosul again.", headline="One")
TWO = an_article("Baghdad.", headline="Two", outlet="Other")


def opened(folder: Path, name: str, *articles: Article) -> Decisions:
    archive = Archive.open(folder / f"{name}.sqlite", decisions=DecisionFile(folder / f"{name}.jsonl"))
    for article in articles:
        archive.add(article, geoparse(article), where=geoparse.where)
    return Decisions(archive)


def names(decisions: Decisions) -> dict[str, int]:
    return {count.place.name: count.mentions for count in decisions.archive.places(View())}


def decided(folder: Path) -> Decisions:
    ann = opened(folder, "ann", ONE, TWO)
    ann.decide(ann.draft(Action.PLACE, Scope.NAME, "Mosul", place=SAMARRA, where="Iraq", who="Ann"))
    ann.decide(ann.draft(Action.NOT_A_PLACE, Scope.ARTICLE, "Baghdad", article=TWO.id))
    span = Span(ONE.document.rindex("Mosul"), ONE.document.rindex("Mosul") + 5)
    ann.decide(ann.draft(Action.PLACE, Scope.MENTION, article=ONE.id, span=span, place=TEHRAN))
    ann.undo(ann.decide(ann.draft(Action.UNKNOWN, Scope.NAME, "Baghdad")).id)
    return ann


def exported(decisions: Decisions, path: Path) -> bytes:
    export_decisions(decisions, path)
    return path.read_bytes()


def test_another_archive_says_what_applied_and_what_waits(tmp_path: Path) -> None:
    content = exported(decided(tmp_path), tmp_path / "out.jsonl")
    ben = opened(tmp_path, "ben", ONE)
    report = import_decisions(ben, content)
    assert [each.action for each in report.applied] == [Action.PLACE, Action.PLACE, Action.UNKNOWN, Action.UNDO]
    assert [(each.action, state) for each, state in report.waiting] == [(Action.NOT_A_PLACE, State.WAITS)]
    assert (report.known, report.malformed, report.mentions) == (0, (), 2)
    assert names(ben) == {"Samarra": 1, "Tehran": 1}
    ben.archive.add(TWO, geoparse(TWO), where=geoparse.where)
    assert names(ben) == {"Samarra": 1, "Tehran": 1}
    assert [name.toponym for name in ben.archive.excluded(View())] == ["Baghdad"]


def test_importing_twice_changes_nothing(tmp_path: Path) -> None:
    content = exported(decided(tmp_path), tmp_path / "out.jsonl")
    ben = opened(tmp_path, "ben", ONE, TWO)
    import_decisions(ben, content)
    before = ben.file.path.read_bytes()
    again = import_decisions(ben, content)
    assert (again.applied, again.waiting, again.known, again.mentions) == ((), (), 5, 0)
    assert ben.file.path.read_bytes() == before == content


def test_two_archives_that_exchange_their_decisions_come_to_the_same(tmp_path: Path) -> None:
    ann, ben = opened(tmp_path, "ann", ONE, TWO), opened(tmp_path, "ben", ONE, TWO)
    ann.decide(ann.draft(Action.PLACE, Scope.NAME, "Mosul", place=SAMARRA))
    ben.decide(ben.draft(Action.PLACE, Scope.NAME, "Mosul", place=TEHRAN))
    ann.decide(ann.draft(Action.CONFIRM, Scope.NAME, "Baghdad", place=BAGHDAD))
    from_ann, from_ben = exported(ann, tmp_path / "a.jsonl"), exported(ben, tmp_path / "b.jsonl")
    import_decisions(ann, from_ben)
    import_decisions(ben, from_ann)
    assert ann.archive.places(View()) == ben.archive.places(View())
    assert names(ann) == {"Tehran": 2, "Baghdad": 1}
    assert ann.history() == ben.history()


def test_malformed_lines_are_told_by_number_and_not_taken_over(tmp_path: Path) -> None:
    lines = exported(decided(tmp_path), tmp_path / "out.jsonl").splitlines(keepends=True)
    lines[1:1] = [b"\n", b'{"id": "torn', b"\n", b'{"id": "x", "when": "2026-01-01", "action": "place"}\n', b"[1]\n"]
    ben = opened(tmp_path, "ben", ONE, TWO)
    report = import_decisions(ben, b"".join(lines))
    assert [(damage.line, damage.reason.split(":")[0][:30]) for damage in report.malformed] == [
        (3, "this is no JSON (Unterminated "),
        (4, "the time '2026-01-01' has no z"),
        (5, "this is JSON, but no object in"),
    ]
    assert len(ben.history()) == 5
    assert ben.file.read().damages == ()


def test_an_id_that_another_decision_has_and_a_time_to_come_are_refused(tmp_path: Path) -> None:
    ann = decided(tmp_path)
    first = ann.file.read().decisions[0]
    other = Decision(Action.NOT_A_PLACE, Scope.NAME, "Mosul", when=first.when, id=first.id)
    late = Decision(Action.NOT_A_PLACE, Scope.NAME, "Mosul", when=datetime(2999, 1, 1, tzinfo=UTC), id="late")
    before = ann.file.path.read_bytes()
    report = import_decisions(ann, to_line(other) + to_line(late))
    assert [damage.line for damage in report.malformed] == [1, 2]
    assert "another decision has the id" in report.malformed[0].reason
    assert "lies in the future" in report.malformed[1].reason
    assert ann.file.path.read_bytes() == before


def test_a_changed_text_is_said(tmp_path: Path) -> None:
    ann = decided(tmp_path)
    mention = ann.file.read().decisions[2]
    assert state_of(ann, mention) is State.APPLIES
    ann.archive.add(an_article("Mosul fell; Mosul did.", headline="One"), ())
    assert state_of(ann, mention) is State.CHANGED
    ann.archive.add(ONE, ())
    assert state_of(ann, mention) is State.UNRECOGNISED
    assert names(ann) == {}


def test_a_place_that_came_with_a_decision_is_on_the_map_without_a_gazetteer(tmp_path: Path) -> None:
    content = exported(decided(tmp_path), tmp_path / "out.jsonl")
    ben = opened(tmp_path, "ben", ONE)
    import_decisions(ben, content)
    assert ben.archive.place(SAMARRA.id) == SAMARRA
    assert ben.archive.where(SAMARRA.id) == "Iraq"


def test_nothing_is_exported_where_nothing_was_decided(tmp_path: Path) -> None:
    assert exported(opened(tmp_path, "ann"), tmp_path / "out.jsonl") == b""


def test_a_file_nobody_can_have_written_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.decisions.transfer.MOST_BYTES", 10)
    report = import_decisions(opened(tmp_path, "ann", ONE), b"x" * 11)
    assert [damage.line for damage in report.malformed] == [0]
