"""``python -m articles own``: what is wrong in the own places of an archive, and in those of all archives."""

from __future__ import annotations

import argparse

from articles.commands.desk import Commands, Desk, add_command
from articles.commands.terminal import write
from places.gazetteer import Gazetteer
from places.own.command import check
from places.own.places import OwnPlaces


def add(commands: Commands) -> None:
    parser = add_command(commands, "own", run, "check the archive's own places, and those of all archives")
    parser.description = (
        "Reads the archive's own places, and those of all archives, over which they win; prints the faults of each. "
        "The exit status is 0 where there is none, also where there is no such file, and 1 where there are some."
    )


def run(_: argparse.Namespace, desk: Desk) -> int:
    shared = OwnPlaces(Gazetteer.ensure())
    status = 0
    for own in (shared, OwnPlaces(shared.gazetteer, desk.housing.own_places, over=shared)):
        if own.path.exists():
            status = max(status, check(own))
        else:
            write(f"{own.path}: there is none")
    return status
