"""The command line decides, lists, undoes and carries decisions, and says in words what it cannot do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.articles.builders import BAGHDAD
from tests.articles.commands.test_reading import Home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    # No gazetteer there: what needs one says so.
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "cache"))
    home = Home(tmp_path, capsys)
    assert home.run("import", home.write("one.md"), home.write("two.md", outlet="Other")) == 0
    return home


def test_a_decision_holds_and_survives_a_rebuild_and_another_import(home: Home) -> None:
    assert home.run("decide", "mosul", "--place", BAGHDAD.id, "--who", "Ann", "--why", "proof") == 0
    assert "affects 2 mentions in 2 articles" in home.out
    expected = [("Baghdad", 6)]
    assert home.names_of("--kind", "place", "--kind", "government") == [*expected, ("Tehran", 2)]
    assert home.run("rebuild") == 0
    assert home.names_of() == [*expected, ("Tehran", 2)]
    assert home.run("import", home.write("one.md", city="Mosul and Mosul")) == 0
    assert home.names_of() == [("Baghdad", 7), ("Tehran", 2)]


def test_a_dry_run_shows_and_changes_nothing(home: Home) -> None:
    before = home.names_of()
    assert home.run("decide", "Mosul", "--not-a-place", "--dry-run") == 0
    assert "would affect 2 mentions in 2 articles" in home.out
    assert "Troops left Mosul for Baghdad." in home.out
    assert home.names_of() == before
    assert home.json("decisions") == []


def test_decisions_are_listed_undone_and_brought_back(home: Home) -> None:
    home.run("decide", "Mosul", "--unknown", "--outlet", "Other", "--who", "Ann")
    (record,) = home.json("decisions")
    assert (record["action"], record["outlet"], record["who"], record["holds"]) == ("unknown", "Other", "Ann", True)
    assert home.run("undo", str(record["id"])) == 0
    assert ("Mosul", 2) in home.names_of()
    assert home.run("undo", str(record["id"]), "--redo") == 0
    assert ("Mosul", 1) in home.names_of()
    assert home.run("decisions") == 0
    assert "Mosul is a place nobody can tell in Other" in home.out


def test_decisions_are_exported_and_imported(home: Home) -> None:
    home.run("decide", "Mosul", "--not-a-place")
    home.run("decide", "Tehran", "--actor")
    out = str(home.folder / "out.jsonl")
    assert home.run("decisions", "export", out) == 0
    assert len(Path(out).read_text(encoding="utf-8").splitlines()) == 2
    (home.folder / "home" / "decisions.jsonl").unlink()
    assert ("Mosul", 2) in home.names_of()
    with Path(out).open("a", encoding="utf-8") as file:
        file.write("torn")
    assert home.run("decisions", "import", out) == 1
    assert "2 applied, 0 waiting, 0 known before, 1 malformed" in home.out
    assert "line 3: this is no JSON" in home.out
    assert "Mosul" not in dict(home.names_of())


def test_the_queue_is_printed(home: Home) -> None:
    assert home.run("check") == 0
    assert "0 of 10 mentions are settled" in home.out
    assert "al-Houd" in home.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("decide", "Atlantis", "--unknown"), "no mention of 'Atlantis' is there"),
        (("decide", "Mosul", "--unknown", "--article", "nowhere"), "the archive has no article 'nowhere'"),
        (("decide", "Mosul", "--unknown", "--outlet", "Nobody"), "no outlet 'Nobody': it has Other, The Example"),
        (("decide", "Mosul", "--place", "Xyzzy"), "the archive mentions no place 'Xyzzy', and there is no gazetteer"),
        (("undo", "nothing"), "there is no decision 'nothing'"),
        (("decisions", "import", "missing.jsonl"), "missing.jsonl cannot be read"),
        (("decisions", "export", "nowhere/out.jsonl"), "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said(home: Home, arguments: tuple[str, ...], said: str) -> None:
    assert home.run(*arguments) == 1
    assert said in home.err


def test_the_sample_cannot_be_corrected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: Home) -> None:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "another"))
    assert home.run("decide", "Mosul", "--unknown") == 1
    assert "cannot be corrected: add articles to an archive of your own" in home.err


def test_json_gives_the_place_in_full(home: Home) -> None:
    home.run("decide", "Mosul", "--place", BAGHDAD.id)
    (record,) = home.json("decisions")
    assert json.dumps(record["place"]) == json.dumps(
        {"id": "98182", "name": "Baghdad", "where": "07, IQ", "lat": 33.34, "lon": 44.4, "feature": "P.PPLC",
         "country": "IQ", "admin1": "07", "population": 7216000, "geonameid": 98182}
    )  # fmt: skip
