"""The batch door: JSON lines in, JSON lines out, bad lines reported and skipped."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from places.__main__ import main
from places.batch.document import LineError, Options, answer
from places.gazetteer import Gazetteer
from places.geoparser import Geoparser
from places.home import home_place
from places.mention import Kind


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, gazetteer: Gazetteer):  # type: ignore[no-untyped-def]
    monkeypatch.setattr(Gazetteer, "ensure", classmethod(lambda cls, *_: gazetteer))
    return lambda *arguments: main(["geoparse", *map(str, arguments)])


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_documents_come_out_with_their_mentions(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    text = "They met in London, Canada."
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "a", "text": text}) + "\n", "utf-8")
    assert run(tmp_path / "in.jsonl", tmp_path / "out.jsonl") == 0
    [document] = lines(tmp_path / "out.jsonl")
    assert document["id"] == "a"
    london = document["mentions"][0]  # type: ignore[index]
    assert text[london["start"] : london["end"]] == london["name"] == "London"
    assert (london["place"], london["geonameid"], london["kind"]) == ("6058560", 6058560, "place")
    assert london["lat"] == pytest.approx(42.98, abs=0.01)
    assert london["candidates"][0]["place"] == "6058560"
    assert london["reasons"]
    assert 0 < london["confidence"] <= 1


def test_a_bad_line_is_reported_with_its_number_and_the_others_come_out(run, tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    good = json.dumps({"id": 1, "text": "In Mosul."})
    (tmp_path / "in.jsonl").write_text(f"{good}\n{{not json\n\n[1]\n{json.dumps({'id': 2})}\n{good}\n", "utf-8")
    assert run(tmp_path / "in.jsonl", tmp_path / "out.jsonl") == 0
    assert [document["id"] for document in lines(tmp_path / "out.jsonl")] == [1, 1]
    told = capsys.readouterr().err
    assert "line 2 skipped: not JSON" in told
    assert 'line 4 skipped: not an object with a "text"' in told
    assert "line 5 skipped" in told


def test_pipes(run, monkeypatch: pytest.MonkeyPatch, capsys) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps({"id": "p", "text": "In Mosul, Iraq."}) + "\n"))
    assert run("-", "-") == 0
    assert json.loads(capsys.readouterr().out)["mentions"][0]["name"] == "Mosul"


def test_only_the_kinds_asked_for(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": 1, "text": "Iraqi troops left Mosul."}), "utf-8")
    run(tmp_path / "in.jsonl", tmp_path / "out.jsonl", "--kinds", "adjective")
    [document] = lines(tmp_path / "out.jsonl")
    assert [mention["name"] for mention in document["mentions"]] == ["Iraqi"]  # type: ignore[attr-defined]


def test_explained_refusals(gazetteer: Gazetteer) -> None:
    line = json.dumps({"id": 1, "text": "Mr. Reading left Mosul."})
    document = answer(line, Geoparser(gazetteer), Options(explain=True))
    [refused] = [each for each in document["refused"] if each["name"] == "Reading"]
    assert refused["sum"] < 0
    assert refused["reasons"]


def test_two_workers_give_what_one_gives(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    documents = [json.dumps({"id": n, "text": f"Story {n}: in Mosul, Iraq, and London."}) for n in range(40)]
    (tmp_path / "in.jsonl").write_text("\n".join(documents), "utf-8")
    run(tmp_path / "in.jsonl", tmp_path / "one.jsonl")
    run(tmp_path / "in.jsonl", tmp_path / "two.jsonl", "--workers", "2")
    assert lines(tmp_path / "one.jsonl") == lines(tmp_path / "two.jsonl")


def test_a_home_may_be_a_code_an_id_or_a_name_and_an_unknown_one_is_named(gazetteer: Gazetteer) -> None:
    assert home_place("ca", gazetteer) == "CA"
    place = home_place("Bangor", gazetteer)
    assert place == home_place("4957280", gazetteer)
    with pytest.raises(LookupError, match="no place is called 'Atlantis'"):
        home_place("Atlantis", gazetteer)


def test_unknown_kinds_and_workers_are_refused(run) -> None:  # type: ignore[no-untyped-def]
    for option, value in (("--kinds", "village"), ("--workers", "0")):
        with pytest.raises(SystemExit):
            run("-", "-", option, value)


def test_a_line_that_is_no_document_says_why(gazetteer: Gazetteer) -> None:
    geoparser = Geoparser(gazetteer)
    for line in ("", "[]", '"text"', '{"text": 3}', "[" * 100_000):
        with pytest.raises(LineError):
            answer(line, geoparser, Options(frozenset(Kind)))
