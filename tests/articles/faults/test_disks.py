"""Disks that are full, only to be read, damaged or moved: told in words with the remedy, and no decision is lost."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from articles import __main__ as commands
from articles.archive import Archive
from articles.backups.backing_up import BackupError, back_up
from articles.backups.restoring import restore
from articles.decisions.file import DecisionFile
from articles.hosting.installation import Housing, Installation
from articles.library import open_library
from articles.storage.database import ArchiveError
from articles.storage.sources import Sources
from articles.view import View
from tests.articles.backups.builders import bring, installation, opened, settle, told
from tests.articles.builders import BAGHDAD, TEHRAN, FakeGeoparse, an_article
from tests.articles.faults.conftest import mounted

LONG = "Troops entered Mosul. " + "Nothing else is known of the day. " * 300


def filled(disk: Path, leave: int = 0) -> Path:
    """A file that takes all there is but *leave* bytes."""
    stuffing = disk / "stuffing"
    with stuffing.open("wb", buffering=0) as file:
        file.write(b"x" * max(0, shutil.disk_usage(disk).free - leave))
    return stuffing


def main_of(home: Path) -> Housing:
    return Installation(home).find("")


def places(archive: Archive) -> set[str]:
    return {each.place.name for each in archive.places(View())}


# The disk is full


def test_an_import_into_a_full_disk_says_so_keeps_what_is_in_and_goes_on_when_there_is_room(small_disk: Path) -> None:
    archive = opened(main_of(small_disk))
    bring(archive, "An old report from Mosul.")
    settle(archive)
    brought = 0
    with pytest.raises(ArchiveError, match=r"archive\.sqlite cannot be .*see that the disk has room"):
        for brought in range(200):
            archive.add(an_article(f"{brought} {LONG}", headline=f"Story {brought}"), ())
    assert archive.totals(View()).articles_all == brought + 1
    assert places(archive) == {"Baghdad"}
    assert not Sources(small_disk / "articles.jsonl").damaged()
    archive.close()
    bigger = small_disk
    subprocess.run(["mount", "-o", "remount,size=16m", bigger], check=True)
    archive = opened(main_of(small_disk))
    archive.add(an_article(f"{brought} {LONG}", headline=f"Story {brought}"), ())
    assert archive.totals(View()).articles_all == brought + 2
    assert len(list(Sources(small_disk / "articles.jsonl").articles())) == brought + 2
    assert places(archive) == {"Baghdad"}
    archive.close()


def test_a_decision_on_a_full_disk_is_refused_and_leaves_no_half_line(small_disk: Path) -> None:
    archive = opened(main_of(small_disk))
    bring(archive, "Troops entered Mosul, then Tehran.")
    settle(archive)
    before = (small_disk / "decisions.jsonl").read_bytes()
    stuffing = filled(small_disk)
    kept, refused = 0, 0
    for number in range(30):  # what is left of the file's last block takes some
        with pytest.raises(ArchiveError, match="disk has room") as told:
            settle(archive, "Tehran", TEHRAN, why=f"{number} " + "because " * 60)
        kept += "the decision is kept" in str(told.value)
        refused += "decisions.jsonl cannot be written" in str(told.value)
    assert refused and kept + refused == 30
    written = DecisionFile(small_disk / "decisions.jsonl").read()
    assert not written.damages and len(written.decisions) == 1 + kept
    assert (small_disk / "decisions.jsonl").read_bytes().startswith(before)
    stuffing.unlink()
    settle(archive, "Tehran", BAGHDAD)
    assert places(archive) == {"Baghdad"}
    archive.close()


def test_a_backup_to_a_full_disk_says_so_and_leaves_nothing(small_disk: Path, home: Path) -> None:
    installation(home)
    stuffing = filled(small_disk, leave=20_000)
    with pytest.raises(BackupError, match="has room"):
        back_up(home, home / "places.csv", small_disk / "b.zip")
    assert list(small_disk.iterdir()) == [stuffing]


# The disk is only to be read


def test_a_disk_only_to_be_read_is_told_can_be_backed_up_and_nothing_on_it_is_lost(
    small_disk: Path, tmp_path: Path
) -> None:
    installation(small_disk)
    before = told(small_disk)
    mounted(small_disk, "-o", "remount,ro")
    with pytest.raises(
        ArchiveError, match=r"archive\.sqlite cannot be .*see that the disk has room and the file is yours"
    ):
        opened(main_of(small_disk)).places(View())
    back_up(small_disk, small_disk / "places.csv", tmp_path / "b.zip")
    (tmp_path / "elsewhere").mkdir()
    restore(tmp_path / "b.zip", tmp_path / "elsewhere", tmp_path / "elsewhere" / "places.csv")
    assert told(tmp_path / "elsewhere") == before
    subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
    assert told(small_disk) == before


# The archive's file is damaged


def destroyed(path: Path) -> None:
    path.write_bytes(b"no archive " * 500)


def torn_in_the_middle(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 8192) + content[-4096:])


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:6000])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def gone(path: Path) -> None:
    path.unlink()


DAMAGES = (destroyed, torn_in_the_middle, cut_short)


def damaged(home: Path, damage: object) -> None:
    with sqlite3.connect(home / "archive.sqlite") as db:  # into the file, so that no log mends it
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    for log in home.glob("archive.sqlite-*"):
        log.unlink()
    assert callable(damage)
    damage(home / "archive.sqlite")


def asked(archive: Archive) -> None:
    """Everything a page asks."""
    view = View()
    (
        archive.places(view),
        archive.hits(view),
        archive.timeline(view),
        archive.totals(view),
        archive.hits(View(query="rain")),
    )


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_archive_is_recognised_and_made_again_with_the_decisions(home: Path, damage: object) -> None:
    installation(home)
    before = told(home)
    damaged(home, damage)
    with pytest.raises(ArchiveError, match=r"archive\.sqlite is no archive or is damaged .*rebuild makes it again"):
        archive = opened(main_of(home))
        asked(archive)
    assert commands.main(["rebuild"], lambda progress: FakeGeoparse()) == 0
    assert told(home) == before


@pytest.mark.parametrize("damage", [emptied, gone])
def test_an_archive_that_is_empty_or_gone_is_made_again_by_itself(home: Path, damage: object) -> None:
    installation(home)
    before = told(home)
    damaged(home, damage)
    open_library(FakeGeoparse).own.close()
    assert told(home) == before


@pytest.mark.parametrize("damage", DAMAGES)
def test_who_has_an_archive_open_that_is_damaged_and_made_again_goes_on(home: Path, damage: object) -> None:
    installation(home)
    running = opened(main_of(home))
    asked(running)
    running.close()  # its connections; the object is the server's for good
    damaged(home, damage)
    with pytest.raises(ArchiveError):
        asked(running)
    assert commands.main(["rebuild"], lambda progress: FakeGeoparse()) == 0
    assert places(running) == {"Baghdad"}
    settle(running, "Baghdad", TEHRAN)
    assert places(running) == {"Baghdad", "Tehran"}
    running.close()


# The folder is moved


def test_a_folder_that_was_moved_while_nobody_used_it_is_the_same_elsewhere(home: Path, tmp_path: Path) -> None:
    installation(home)
    before = told(home)
    home.rename(tmp_path / "moved")
    assert told(tmp_path / "moved") == before


def test_a_folder_moved_under_a_running_page_takes_no_decision_astray(home: Path, tmp_path: Path) -> None:
    installation(home)
    running = opened(main_of(home))
    asked(running)
    home.rename(tmp_path / "moved")
    home.mkdir()  # as the next question for the user's folder does
    for attempt in (asked, settle, lambda archive: archive.add(an_article("Too late."), ())):
        with pytest.raises(ArchiveError, match=r"is not there\. Where its folder was moved, move it back"):
            attempt(running)
    assert [each.name for each in home.iterdir() if each.suffix != ".lock"] == []
    shutil.rmtree(home)
    (tmp_path / "moved").rename(home)
    asked(running)
    settle(running, "Baghdad", TEHRAN)
    assert len(DecisionFile(home / "decisions.jsonl").read().decisions) == 2
    running.close()


def test_an_archive_of_an_earlier_version_into_which_nothing_came_is_made_anew(home: Path) -> None:
    opened(main_of(home)).close()
    with sqlite3.connect(home / "archive.sqlite") as db:
        db.execute("PRAGMA user_version = 4")
    db.close()
    library = open_library(FakeGeoparse)
    assert library.is_sample
    bring(library.own, "Troops entered Mosul.")
    assert places(library.own) == {"Mosul"}
    library.own.close()
