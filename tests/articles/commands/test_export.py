"""``python -m articles export`` writes what the page would."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from articles.__main__ import main
from places.geonames.progress import Progress
from tests.articles.builders import FakeGeoparse

TEXT = "---\nheadline: Retreat\noutlet: The Example\ndate: 2017-01-25\n---\n\nTroops left Mosul for Baghdad.\n"


def fake(_: Progress) -> FakeGeoparse:
    return FakeGeoparse()


@pytest.fixture
def imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "cache"))
    (tmp_path / "one.md").write_text(TEXT, encoding="utf-8")
    assert main(["import", str(tmp_path / "one.md")], fake) == 0
    return tmp_path


def test_a_file_is_written_where_it_is_asked_for(imported: Path) -> None:
    out = imported / "mentions.csv"
    assert main(["export", "csv", "--out", str(out), "--place", "Mosul"], fake) == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"), newline="")))
    assert [row["toponym"] for row in rows] == ["Mosul"]


def test_a_folder_gets_a_file_of_the_formats_own_name(imported: Path) -> None:
    assert main(["export", "geojson", "--out", str(imported)], fake) == 0
    assert len(list(imported.glob("dateline-geojson-*.geojson"))) == 1


def test_without_a_file_it_goes_to_standard_output(imported: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["export", "csv", "--no-bom"], fake) == 0
    assert capsysbinary.readouterr().out.startswith(b"article_id,")


def test_filters_narrow_it(imported: Path) -> None:
    out = imported / "none.csv"
    assert main(["export", "csv", "--out", str(out), "--after", "2018-01-01", "--no-bom"], fake) == 0
    assert out.read_bytes().count(b"\r\n") == 1


def test_a_file_that_cannot_be_written_is_told(imported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "csv", "--out", str(imported / "no" / "such" / "folder.csv")], fake) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_a_place_that_is_not_named_is_told(imported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "csv", "--place", "Atlantis"], fake) == 1
    assert "Atlantis" in capsys.readouterr().err
