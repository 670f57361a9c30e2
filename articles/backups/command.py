"""The commands ``backup`` and ``restore``: the whole installation to one file and back, while it runs."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from articles.backups.backing_up import Backup, back_up
from articles.backups.restoring import read_backup, restore
from articles.importing import Progress
from places.folders import home_folder
from places.own import default_path


def add_backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the file to write")
    parser.add_argument("--replace", action="store_true", help="take the place of a FILE that is there already")


def add_restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a file that backup wrote")
    parser.add_argument("--list", action="store_true", help="say what it holds, and change nothing")


def run_backup(options: argparse.Namespace, progress: Progress, say: Callable[[str], None]) -> int:
    backup = back_up(home_folder(), default_path(), options.file, replace=options.replace, progress=progress)
    say(f"{options.file}: {_counted(backup)}, {options.file.stat().st_size / 1e6:,.1f} MB")
    for name in backup.damaged:
        say(f"{home_folder() / name} is damaged and was left out: python -m articles rebuild makes it again")
    return 0


def run_restore(options: argparse.Namespace, progress: Progress, say: Callable[[str], None]) -> int:
    if options.list:
        backup = read_backup(options.file)
        for member in backup.members:
            say(f"{member.size:>14,}  {member.name}")
        say(f"made {backup.made}: {_counted(backup)}")
        return 0
    restored = restore(options.file, home_folder(), default_path(), progress=progress)
    say(f"{home_folder()} is as it was on {restored.backup.made}: {_counted(restored.backup)}")
    if restored.aside:
        say(f"What was there before: {restored.aside} (restore it to have it again)")
    return 0


def _counted(backup: Backup) -> str:
    number = len(backup.members)
    return f"{number} file{'' if number == 1 else 's'}"
