"""Own places on the command line: those of the archive that is meant, and those of all archives beneath them."""

from __future__ import annotations

from pathlib import Path

import pytest

from articles.__main__ import main
from articles.hosting.installation import Installation
from places.gazetteer import Gazetteer
from tests.articles.builders import FakeGeoparse
from tests.places.builders import SMALL, built_of

ROWS = "what,name,place,lat,lon\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    monkeypatch.delenv("DATELINE_PLACES", raising=False)
    small = built_of(SMALL, tmp_path)
    monkeypatch.setattr(Gazetteer, "ensure", lambda: small)
    return tmp_path


def test_both_files_are_checked_and_an_alias_may_mean_a_place_of_all_archives(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = Installation(home).new("Lebanon").own_places
    assert main(["own"], lambda _: FakeGeoparse()) == 0
    assert f"{home / 'own-places.csv'}: there is none" in capsys.readouterr().out
    (home / "places.csv").write_text(f"{ROWS}place,al-Houd,,36.05,43.24\n")
    mine.write_text(f"{ROWS}alias,Houd camp,al-Houd,,\n")
    assert main(["own", "--archive", "lebanon"], lambda _: FakeGeoparse()) == 0
    said = capsys.readouterr().out
    assert f"{home / 'places.csv'}: no faults; 1 place" in said
    assert f"{mine}: no faults; 1 alias" in said
    mine.write_text(f"{ROWS}place,Nowhere,,95,400\n")
    assert main(["own", "--archive", "lebanon"], lambda _: FakeGeoparse()) == 1
    assert "line 2: '95' in the column 'lat' lies outside" in capsys.readouterr().out
    assert main(["own"], lambda _: FakeGeoparse()) == 0, "main has its own, which is none"
