"""The doctor: each thing that can be wrong with an installation is found, named, and has its remedy."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from articles import __main__ as commands
from articles.doctor import installed
from articles.doctor.examining import examine
from articles.doctor.health import Finding, State, health
from articles.doctor.reached import read_secrets
from articles.hosting.settings import SETTINGS
from places import geonames
from tests.articles.backups.builders import installation
from tests.articles.faults.conftest import mounted, small_disk
from tests.places.builders import SMALL

__all__ = ["small_disk"]

Findings = dict[str, Finding]


@pytest.fixture(scope="module")
def well(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation to which nothing is wanting: its data in ``home``, its gazetteer in ``cache``."""
    folder = tmp_path_factory.mktemp("well")
    installation(folder / "home")
    (folder / "cache").mkdir()
    geonames.built(folder=folder / "cache", sources=lambda progress: SMALL)
    return folder


@pytest.fixture
def there(well: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = Path(shutil.copytree(well, tmp_path / "there"))
    monkeypatch.setenv("DATELINE_HOME", str(folder / "home"))
    monkeypatch.setenv("DATELINE_CACHE", str(folder / "cache"))
    monkeypatch.setenv("STREAMLIT_SERVER_PORT", "1")  # where nobody answers
    for name in [name for name in os.environ if name.startswith("DATELINE_") and name[9:] not in ("HOME", "CACHE")]:
        monkeypatch.delenv(name)
    return folder


def found(there: Path, secrets: dict[str, object] | None = None) -> Findings:
    return {each.what: each for each in examine(there / "home", there / "cache", secrets or {})}


def test_where_nothing_is_wrong_everything_is_fine(there: Path, capsys: pytest.CaptureFixture[str]) -> None:
    findings = found(there)
    assert {each.state for each in findings.values()} == {State.FINE}, findings
    assert "2 articles" in findings["archive main"].said and "1 articles" in findings["archive second"].said
    assert commands.main(["doctor"]) == 0
    assert "Everything works." in capsys.readouterr().out


def destroyed(path: Path) -> None:
    for file in path.parent.glob("archive.sqlite*"):
        file.unlink()
    path.write_bytes(b"no archive " * 500)


def torn(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    content = bytearray(path.read_bytes())
    half = len(content) // 2
    content[half : half + 20_000] = b"\xff" * 20_000
    path.write_bytes(content)


def half_a_line(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b'{"headline": "Half of')


def without_its_last_line(path: Path) -> None:
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))


def unlike_any(path: Path) -> None:
    path.write_text("visibility = 7\n")


def with_a_line_of_its_own(path: Path) -> None:
    path.write_text("no link\n")


def with_a_fault(path: Path) -> None:
    path.write_text("what,name,place,lat,lon,country,feature,note\nplace,Nowhere,,95,400,,,\n")


DAMAGES: dict[str, tuple[str, Callable[[Path], None], str, State, str]] = {
    "the archive is no database": ("archive.sqlite", destroyed, "archive main", State.FAULT, "rebuild"),
    "a page of the archive is torn": ("archive.sqlite", torn, "archive main, read through", State.FAULT, "rebuild"),
    "the archive is gone": ("archive.sqlite", Path.unlink, "archive main", State.ADVICE, "next start"),
    "a source is torn": (
        "articles.jsonl",
        half_a_line,
        "archive main, read through",
        State.ADVICE,
        "import the article",
    ),
    "a source is gone": ("articles.jsonl", without_its_last_line, "archive main, read through", State.ADVICE, "--mend"),
    "a decision is torn": ("decisions.jsonl", half_a_line, "decisions of main", State.ADVICE, "mend them"),
    "the settings say nothing": (SETTINGS, unlike_any, "settings of main", State.FAULT, "stays shut"),
    "an own place is faulty": ("places.csv", with_a_fault, "own places", State.ADVICE, "own check"),
    "an archive's own place is faulty": (
        "archives/second/own-places.csv",
        with_a_fault,
        "own places of second",
        State.ADVICE,
        "articles own",
    ),
    "a short link is torn": ("short-links.jsonl", with_a_line_of_its_own, "short links", State.ADVICE, "stepped over"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_damaged_is_named_with_the_remedy(there: Path, damage: str) -> None:
    name, do, what, state, remedy = DAMAGES[damage]
    do(there / "home" / name)
    finding = found(there)[what]
    assert finding.state is state, finding
    assert remedy in finding.remedy
    assert str(there / "home" / name) in finding.said
    assert commands.main(["doctor"]) == int(state is State.FAULT)


def test_articles_of_which_the_archive_knows_nothing_are_found(there: Path) -> None:
    with (there / "home" / "articles.jsonl").open("ab") as file:
        file.write((there / "home" / "archives" / "second" / "articles.jsonl").read_bytes())
    finding = found(there)["archive main, read through"]
    assert finding.state is State.ADVICE and "1 articles" in finding.said and "rebuild" in finding.remedy


def test_mending_writes_to_the_sources_what_the_archive_alone_holds(there: Path) -> None:
    sources = there / "home" / "articles.jsonl"
    before = sources.read_bytes()
    without_its_last_line(sources)
    assert commands.main(["doctor", "--mend"]) == 0
    assert found(there)["archive main, read through"].state is State.FINE
    assert sorted(sources.read_bytes().splitlines()) == sorted(before.splitlines())


def test_a_gazetteer_that_is_missing_or_damaged_is_told_apart(there: Path) -> None:
    path = geonames.current(there / "cache")
    path.write_bytes(path.read_bytes()[:100])
    assert found(there)["gazetteer"].state is State.FAULT
    path.unlink()
    finding = found(there)["gazetteer"]
    assert finding.state is State.ADVICE and "python -m places build" in finding.remedy


def test_a_folder_that_is_a_file_cannot_be_written(there: Path) -> None:
    shutil.rmtree(there / "cache")
    (there / "cache").write_text("a file")
    finding = found(there)["cache folder"]
    assert finding.state is State.FAULT and "DATELINE_CACHE" in finding.remedy
    assert commands.main(["doctor", "--health"]) == 1


def test_a_disk_that_is_full_or_only_to_be_read_is_told(there: Path, small_disk: Path) -> None:
    findings = {each.what: each for each in health(small_disk, there / "cache")}
    assert findings["disk space"].state is State.FAULT and findings["data folder"].state is State.FINE
    mounted(small_disk, "-o", "remount,ro")
    finding = {each.what: each for each in health(small_disk, there / "cache")}["data folder"]
    assert finding.state is State.FAULT and "Read-only" in finding.said


def test_what_a_killed_import_left_and_what_is_no_archive_is_named(there: Path) -> None:
    (there / "home" / "making-archive-x1").mkdir()
    (there / "home" / "archives" / "NOT an archive").mkdir()
    findings = found(there)
    assert "making-archive-x1" in findings["leftovers"].said
    assert "NOT an archive" in findings["archives"].said


def test_an_older_python_and_a_missing_package_are_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    assert installed.python((3, 9, 2)).state is State.FAULT
    assert installed.python((3, 14, 0)).state is State.FINE
    asked = installed._parsed(["streamlit>=1000", "no-such-package-of-ours", "pytest", "pytest>=1000; extra == 'x'"])
    monkeypatch.setattr(installed, "_requirements", lambda: asked)
    (finding,) = installed.packages()
    assert finding.state is State.FAULT
    assert "no-such-package-of-ours is missing" in finding.said and ">=1000 is asked for" in finding.said


@pytest.mark.parametrize(
    ("secrets", "what", "state", "told"),
    [
        ({"geocoder": {"provider": "nominatim"}}, "network", State.FAULT, "contact"),
        ({"geocoder": {"provider": "nominatim", "contact": "a@b.org", "address": "http://localhost:1"}}, "network",
         State.FINE, "localhost:1"),
        # What only who makes the geocoder is told.
        ({"geocoder": {"provider": "nosuch", "contact": "a@b.org", "licence": "theirs"}}, "network", State.FAULT,
         "which geopy does not know"),
        ({"access": {"editors": ["a@b.org"]}}, "sign-in", State.FAULT, "no way to sign in"),
        ({"access": {"owner": "a@b.org"}}, "sign-in", State.FAULT, "knows no 'owner'"),
        ({"access": {"everybody": "owner"}}, "sign-in", State.ADVICE, "from anywhere"),
        ({"access": {"everybody": "reader"}}, "sign-in", State.FINE, "public"),
        ({"auth": {"redirect_uri": "https://x"}}, "sign-in", State.FAULT, "cookie_secret"),
    ],
)  # fmt: skip
def test_secrets_that_would_shut_everybody_out_or_let_everybody_in_are_told(
    there: Path, secrets: dict[str, object], what: str, state: State, told: str
) -> None:
    finding = found(there, secrets)[what]
    assert finding.state is state, finding
    assert told in finding.said


def test_secrets_that_are_no_toml_are_told_with_their_file(tmp_path: Path) -> None:
    path = tmp_path / "secrets.toml"
    path.write_text("[access\n")
    finding = read_secrets([path])
    assert isinstance(finding, Finding) and finding.state is State.FAULT and str(path) in finding.said
    path.write_text("[access]\neverybody = 'reader'\n")
    assert read_secrets([tmp_path / "none.toml", path]) == {"access": {"everybody": "reader"}}


def test_the_findings_can_be_had_as_json(there: Path, capsys: pytest.CaptureFixture[str]) -> None:
    destroyed(there / "home" / "archive.sqlite")
    assert commands.main(["doctor", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert {each["state"] for each in told if each["what"].startswith("archive main")} == {"fault"}
