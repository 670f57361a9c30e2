"""``python -m articles doctor``."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from articles.commands.desk import Commands, Desk, add_command
from articles.commands.terminal import write
from articles.doctor.examining import examine
from articles.doctor.health import Finding, State, fault, housings
from articles.doctor.kept import mend
from articles.doctor.reached import read_secrets, secrets_files
from places.folders import cache_folder, home_folder

_WORDS = {State.FINE: "fine", State.ADVICE: "look", State.FAULT: "FAULT"}


def add(commands: Commands) -> None:
    parser = add_command(commands, "doctor", run, "look the installation over, and say what to do")
    parser.add_argument("--json", action="store_true", help="one JSON list")
    parser.add_argument("--mend", action="store_true", help="first write to the sources what the archive alone holds")
    parser.add_argument("--health", action="store_true", help="only what /healthz looks at, which takes milliseconds")


def run(options: argparse.Namespace, _: Desk) -> int:
    """The exit status: 0, or 1 where something does not work."""
    secrets = read_secrets(secrets_files())
    home, cache = _folder(home_folder), _folder(cache_folder)
    if options.mend and isinstance(home, Path):
        for housing in housings(home):
            write(f"{housing.sources}: {mend(housing):,} articles written that the archive alone held")
    found = [
        *(finding for finding in (home, cache) if isinstance(finding, Finding)),
        *examine(home, cache, secrets, quickly=options.health),
    ]
    if options.json:
        write(json.dumps([asdict(finding) for finding in found], ensure_ascii=False, indent=1))
    else:
        for finding in found:
            write(f"{_WORDS[finding.state]:<6}{finding.what}: {finding.said}")
            if finding.remedy:
                write(f"{'':<6}-> {finding.remedy}")
        faults = sum(finding.state is State.FAULT for finding in found)
        write("Everything works." if not faults else f"{faults} of {len(found)} do not work.")
    return int(any(finding.state is State.FAULT for finding in found))


def _folder(find: Callable[[], Path]) -> Path | Finding:
    try:
        return find()
    except OSError as error:
        return fault(
            "data folder" if find is home_folder else "cache folder",
            str(error),
            "let DATELINE_HOME and DATELINE_CACHE name folders that this user may make and write",
        )
