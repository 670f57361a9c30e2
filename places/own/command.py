"""``python -m places own check``: what is wrong in the file of the user's own places, line by line."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from places.gazetteer import Gazetteer
from places.own.places import OwnPlaces, OwnPlacesError, default_path

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add_own(commands: Commands) -> None:
    parser = commands.add_parser("own", help="your own places: a file of names that wins over the gazetteer")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    check = actions.add_parser(
        "check",
        help="say which rows have faults, each with its line and the remedy",
        description=f"Reads FILE, else {default_path.__doc__}"[:-1] + ", and prints its faults on the standard output. "
        "The exit status is 0 when there is none, 1 when there are some, 2 when there is no such file.",
    )
    check.add_argument("file", nargs="?", type=Path, metavar="FILE")
    check.set_defaults(run=own_check)


def own_check(options: argparse.Namespace) -> int:
    return check(OwnPlaces(Gazetteer.ensure(), options.file))


def check(own: OwnPlaces) -> int:
    """Print the faults of the file, or how many rows it has; the exit status."""
    try:
        rows = own.check()
    except FileNotFoundError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the command line's own voice
        return 2
    except OwnPlacesError as error:
        for fault in error.faults:
            print(fault)  # noqa: T201
        good = len(own.names.rows)
        print(f"{own.path}: faults {len(error.faults)}, good rows that apply {good}", file=sys.stderr)  # noqa: T201
        return 1
    counts = Counter(row.what.value for row in rows)
    told = ", ".join(f"{number} {what}" for what, number in sorted(counts.items())) or "no rows"
    print(f"{own.path}: no faults; {told}")  # noqa: T201
    return 0


def warn(own: OwnPlaces) -> None:
    """One line on stderr for each of the files of which rows do not apply."""
    if own.over:
        warn(own.over)
    if faults := own.names.faults:
        told = "python -m articles own" if own.over else "python -m places own check"
        line = f"{own.path}: {len(faults)} rows have faults and do not apply; {told} names them"
        print(line, file=sys.stderr)  # noqa: T201
