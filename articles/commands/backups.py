"""The commands ``backup`` and ``restore``: the whole installation to one file and back, while it runs."""

from __future__ import annotations

import argparse
from pathlib import Path

from articles.backups.backing_up import Backup, back_up
from articles.backups.restoring import read_backup, restore
from articles.commands.desk import Commands, Desk, add_command
from articles.commands.terminal import Bar, write
from places.folders import home_folder
from places.own.places import default_path


def add(commands: Commands) -> None:
    parser = add_command(commands, "backup", backup_, "all archives, decisions, settings and own places in one file")
    parser.add_argument("file", type=Path, metavar="FILE", help="the file to write")
    parser.add_argument("--replace", action="store_true", help="take the place of a FILE that is there already")
    parser = add_command(commands, "restore", restore_, "have a backup again; what is there now is put aside")
    parser.add_argument("file", type=Path, metavar="FILE", help="a file that backup wrote")
    parser.add_argument("--list", action="store_true", help="say what it holds, and change nothing")


def backup_(options: argparse.Namespace, _: Desk) -> int:
    backup = back_up(home_folder(), default_path(), options.file, replace=options.replace, progress=Bar())
    write(f"{options.file}: {_counted(backup)}, {options.file.stat().st_size / 1e6:,.1f} MB")
    for name in backup.damaged:
        write(f"{home_folder() / name} is damaged and was left out: python -m articles rebuild makes it again")
    return 0


def restore_(options: argparse.Namespace, _: Desk) -> int:
    if options.list:
        backup = read_backup(options.file)
        for member in backup.members:
            write(f"{member.size:>14,}  {member.name}")
        write(f"made {backup.made}: {_counted(backup)}")
        return 0
    restored = restore(options.file, home_folder(), default_path(), progress=Bar())
    write(f"{home_folder()} is as it was on {restored.backup.made}: {_counted(restored.backup)}")
    if restored.aside:
        write(f"What was there before: {restored.aside} (restore it to have it again)")
    return 0


def _counted(backup: Backup) -> str:
    number = len(backup.members)
    return f"{number} file{'' if number == 1 else 's'}"
