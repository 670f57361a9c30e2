"""Backing up and restoring: everything a person brought or said comes back, and nothing is lost on the way."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest

from articles import __main__ as commands
from articles.archive import Archive
from articles.backups.backing_up import MANIFEST, BackupError, back_up
from articles.backups.restoring import read_backup, restore
from articles.decisions.file import DecisionFile
from articles.hosting.access import Role
from articles.hosting.installation import Installation
from articles.hosting.short_links import ShortLinks
from articles.storage.sources import Sources
from articles.view import View
from tests.articles.backups.builders import OWN, bring, installation, opened, settle, told
from tests.articles.builders import TEHRAN


@pytest.fixture(scope="module")
def one_installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("installation") / "home"
    installation(home)
    return home


@pytest.fixture
def home(one_installation: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(one_installation, tmp_path / "home"))


def made(home: Path, path: Path) -> Path:
    back_up(home, home / "places.csv", path)
    return path


def restored(path: Path, home: Path) -> Path | None:
    home.mkdir(exist_ok=True)
    return restore(path, home, home / "places.csv").aside


def test_what_was_backed_up_comes_back_in_an_empty_folder(home: Path, tmp_path: Path) -> None:
    before = told(home)
    assert len(before) == 3
    assert restored(made(home, tmp_path / "b.zip"), tmp_path / "new") is None
    assert told(tmp_path / "new") == before


@pytest.mark.skipif(os.name != "posix", reason="there are no such rights here")
def test_nobody_else_may_read_a_backup_and_what_is_restored_has_the_rights_it_had(home: Path, tmp_path: Path) -> None:
    (home / "audit.jsonl").write_text("{}\n")
    (home / "audit.jsonl").chmod(0o600)
    (home / "articles.jsonl").chmod(0o640)
    backup = made(home, tmp_path / "b.zip")
    restored(backup, tmp_path / "new")
    rights = {
        name: (tmp_path / name).stat().st_mode & 0o777 for name in ("b.zip", "new/audit.jsonl", "new/articles.jsonl")
    }
    assert rights == {"b.zip": 0o600, "new/audit.jsonl": 0o600, "new/articles.jsonl": 0o640}


def test_restoring_puts_aside_what_was_there_and_that_can_be_restored_too(home: Path, tmp_path: Path) -> None:
    before = told(home)
    backup = made(home, tmp_path / "b.zip")
    archive = opened(Installation(home).find(""))
    bring(archive, "A third came from Tehran.")
    settle(archive, "Tehran", TEHRAN)
    archive.close()
    (home / "places.csv").write_text(OWN + "never,Bath,,,,,,\n")
    after = told(home)
    aside = restored(backup, home)
    assert told(home) == before != after
    assert aside is not None
    restored(aside, home)
    assert told(home) == after


def test_an_archive_made_since_stays(home: Path, tmp_path: Path) -> None:
    backup = made(home, tmp_path / "b.zip")
    third = opened(Installation(home).new("Third"))
    bring(third, "Mosul again.")
    third.close()
    restored(backup, home)
    assert [housing.slug for housing in Installation(home).archives()] == ["main", "second", "third"]
    assert told(home)["third"] == told(home)["third"]


def test_the_own_places_of_each_archive_and_of_all_come_back(home: Path, tmp_path: Path) -> None:
    files = [home / "places.csv", *(each.own_places for each in Installation(home).archives())]
    assert len(files) == len(set(files)) == 3
    for number, file in enumerate(files):
        file.write_text(f"{OWN}never,Word {number},,,,,,\n")
    made(home, tmp_path / "b.zip")
    restored(tmp_path / "b.zip", tmp_path / "new")
    for file in files:
        assert (tmp_path / "new" / file.relative_to(home)).read_text() == file.read_text()


def test_short_links_come_back_and_those_made_since_go_on_leading(home: Path, tmp_path: Path) -> None:
    early, late = (View(query=f"the question of the {time} morning") for time in ("first", "second"))
    before = ShortLinks(home).keep(early, Role.EDITOR)
    backup = made(home, tmp_path / "b.zip")
    since = ShortLinks(home).keep(late, Role.EDITOR)
    restored(backup, home)
    assert [ShortLinks(home).view(code) for code in (before, since)] == [early, late]
    restored(backup, tmp_path / "new")
    assert [ShortLinks(tmp_path / "new").view(code) for code in (before, since)] == [early, None]


def test_a_backup_from_before_there_were_short_links_takes_none_away(home: Path, tmp_path: Path) -> None:
    backup = made(home, tmp_path / "b.zip")
    code = ShortLinks(home).keep(View(query="the question of that very morning"), Role.EDITOR)
    restored(backup, home)
    assert ShortLinks(home).view(code)


def test_decisions_made_first_after_the_backup_are_put_aside(home: Path, tmp_path: Path) -> None:
    backup = made(home, tmp_path / "b.zip")
    second = opened(Installation(home).find("second"))
    settle(second)
    second.close()
    aside = restored(backup, home)
    assert not Installation(home).find("second").decisions.exists()
    assert aside is not None
    with zipfile.ZipFile(aside) as file:
        assert b"Mosul" in file.read("archives/second/decisions.jsonl")


def test_whoever_has_the_archive_open_sees_what_was_restored(home: Path, tmp_path: Path) -> None:
    backup = made(home, tmp_path / "b.zip")
    running = opened(Installation(home).find(""))
    bring(running, "A third came from Tehran.")
    settle(running, "Tehran", TEHRAN)
    assert "Tehran" in {each.place.name for each in running.places(View())}
    revision = running.revision
    restored(backup, home)
    assert running.revision > revision
    running.apply_decisions()
    assert {each.place.name for each in running.places(View())} == {"Baghdad"}
    bring(running, "Tehran once more.")
    settle(running, "Tehran", TEHRAN)
    assert len(DecisionFile(home / "decisions.jsonl").read().decisions) == 2
    assert len(list(Sources(home / "articles.jsonl").articles())) == 3
    running.close()


def test_a_backup_made_while_articles_come_in_and_are_settled_is_of_one_moment(home: Path, tmp_path: Path) -> None:
    archive = opened(Installation(home).find(""))
    done = threading.Event()

    def work() -> None:
        number = 0
        while not done.is_set():
            number += 1
            bring(archive, f"Report {number} from Mosul. " + "Words. " * 200)
            if number % 5 == 0:
                settle(archive, "Tehran", TEHRAN, why=f"{number}")

    worker = threading.Thread(target=work)
    worker.start()
    try:
        backups = [made(home, tmp_path / f"{n}.zip") for n in range(4)]
    finally:
        done.set()
        worker.join()
    archive.close()
    for number, backup in enumerate(backups):
        new = tmp_path / f"new{number}"
        restored(backup, new)
        sources = list(Sources(new / "articles.jsonl").articles())
        with_tables = Archive.open(new / "archive.sqlite")
        assert with_tables.totals(View()).articles_all == len(sources)
        with_tables.close()
        assert not DecisionFile(new / "decisions.jsonl").read().damages
        assert not Sources(new / "articles.jsonl").damaged()


def test_a_damaged_archive_is_left_out_and_made_again_of_its_sources(home: Path, tmp_path: Path) -> None:
    for file in home.glob("archive.sqlite*"):
        file.unlink()
    (home / "archive.sqlite").write_bytes(b"no archive " * 500)
    backup = back_up(home, home / "places.csv", tmp_path / "b.zip")
    assert backup.damaged == ("archive.sqlite",)
    restored(tmp_path / "b.zip", tmp_path / "new")
    assert not (tmp_path / "new" / "archive.sqlite").exists()
    assert (tmp_path / "new" / "articles.jsonl").read_bytes() == (home / "articles.jsonl").read_bytes()
    aside = restored(tmp_path / "b.zip", home)
    assert aside is not None
    (kept,) = aside.parent.glob("*.sqlite")
    assert kept.read_bytes() == b"no archive " * 500


def test_a_backup_that_is_there_is_not_overwritten_unasked(home: Path, tmp_path: Path) -> None:
    path = made(home, tmp_path / "b.zip")
    kept = path.read_bytes()
    with pytest.raises(BackupError, match="there already"):
        made(home, path)
    assert path.read_bytes() == kept
    assert back_up(home, home / "places.csv", path, replace=True).members


def test_a_backup_that_cannot_be_written_leaves_nothing(home: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="missing"):
        back_up(home, home / "places.csv", tmp_path / "missing" / "b.zip")
    (tmp_path / "out").mkdir()
    limited = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000));"
        "from articles.__main__ import main; sys.exit(main(['backup', sys.argv[1]]))"
    )
    result = run(limited, str(tmp_path / "out" / "b.zip"), home=home)
    assert result.returncode == 1
    assert "archive.sqlite cannot be copied" in result.stderr and "has room" in result.stderr
    assert "Traceback" not in result.stderr
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("keep", [0.0, 0.3, 0.999])
def test_a_backup_cut_short_is_refused_and_changes_nothing(home: Path, tmp_path: Path, keep: float) -> None:
    path = made(home, tmp_path / "b.zip")
    before = told(home)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * keep)])
    with pytest.raises(BackupError, match="cut short"):
        restored(path, home)
    assert told(home) == before


def test_a_backup_with_one_changed_byte_is_refused_and_changes_nothing(home: Path, tmp_path: Path) -> None:
    path = made(home, tmp_path / "b.zip")
    before = told(home)
    with zipfile.ZipFile(path) as file:
        at = file.getinfo("articles.jsonl").header_offset + 80
    content = bytearray(path.read_bytes())
    content[at] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(BackupError, match=r"damaged at articles\.jsonl"):
        restored(path, home)
    assert told(home) == before
    assert not (home / "before-restore").exists()


@pytest.mark.parametrize(
    "name",
    [
        "../out.csv",
        "/etc/out.csv",
        "archives/../../out.csv",
        "archives/UP/a.jsonl",
        "trash/a.jsonl",
        "x.py",
        "a\\b.csv",
    ],
)
def test_a_backup_that_would_write_elsewhere_is_refused(home: Path, tmp_path: Path, name: str) -> None:
    path = made(home, tmp_path / "b.zip")
    with zipfile.ZipFile(path) as file:
        members = {each: file.read(each) for each in file.namelist()}
    manifest = json.loads(members.pop(MANIFEST))
    manifest["members"].append({"name": name, "size": 1, "sha256": ""})
    with zipfile.ZipFile(path, "w") as file:
        for each, content in members.items():
            file.writestr(each, content)
        file.writestr(name, b"x")
        file.writestr(MANIFEST, json.dumps(manifest))
    with pytest.raises(BackupError, match="which no backup"):
        restored(path, home)
    assert not (tmp_path / "out.csv").exists()


def test_a_file_of_another_kind_is_no_backup(home: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="cannot be read"):
        read_backup(tmp_path / "none.zip")
    (tmp_path / "text.zip").write_text("hello")
    with pytest.raises(BackupError, match="no backup"):
        read_backup(tmp_path / "text.zip")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as file:
        file.writestr(MANIFEST, "[1]")
    with pytest.raises(BackupError, match="no backup"):
        read_backup(tmp_path / "other.zip")


def test_killed_while_it_restores_nothing_is_lost_and_restoring_once_more_completes_it(
    home: Path, tmp_path: Path
) -> None:
    backup = made(home, tmp_path / "b.zip")
    before = told(home)
    archive = opened(Installation(home).find(""))
    settle(archive, "Tehran", TEHRAN, why="to be kept")
    archive.close()
    # Killed after the first file was put in its place: the worst moment there is.
    code = (
        "import os, signal, sys; from articles.backups import restoring; put = restoring._put\n"
        "def once(*args): put(*args); os.kill(os.getpid(), signal.SIGKILL)\n"
        "restoring._put = once\n"
        "from articles.__main__ import main; main(['restore', sys.argv[1]])"
    )
    assert run(code, str(backup), home=home).returncode == -signal.SIGKILL
    (first_aside,) = (home / "before-restore").glob("*.zip")
    with zipfile.ZipFile(first_aside) as file:
        assert b"to be kept" in file.read("decisions.jsonl")
    restored(backup, home)
    assert told(home) == before


def test_both_are_one_command_each(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATELINE_HOME", str(home))
    monkeypatch.delenv("DATELINE_PLACES", raising=False)
    before = told(home)
    assert commands.main(["backup", str(tmp_path / "b.zip")]) == 0
    assert commands.main(["restore", "--list", str(tmp_path / "b.zip")]) == 0
    assert "archives/second/articles.jsonl" in capsys.readouterr().out
    shutil.rmtree(home)
    assert commands.main(["restore", str(tmp_path / "b.zip")]) == 0
    assert told(home) == before
    assert commands.main(["restore", str(tmp_path / "none.zip")]) == 1
    assert "none.zip cannot be read" in capsys.readouterr().err


def run(code: str, *arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).parents[3]
    environment = {**os.environ, "DATELINE_HOME": str(home), "PYTHONPATH": str(root)}
    environment.pop("DATELINE_PLACES", None)
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], check=False, cwd=root, env=environment, capture_output=True, text=True
    )
