"""``python -m places``: look a name up, build the gazetteer, find the places texts name."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from typing import Any, TypeAlias

from places import geonames
from places.batch.command import add_geoparse
from places.gazetteer import Gazetteer, GazetteerMissing, prominence
from places.own.command import add_own
from places.sidecar_writing import made


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m places", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for add in (add_lookup, add_build, add_geoparse, add_own):
        add(commands)
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except BrokenPipeError:
        # Whoever reads has read enough, as `head` does; nothing more may be written when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (GazetteerMissing, geonames.BuildBusy) as error:
        print(error, file=sys.stderr)
        return 1


#: What add_subparsers() returns; argparse gives the type no public name.
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_lookup(commands: Commands) -> None:
    parser = commands.add_parser(
        "lookup",
        help="the places that go by a name, most prominent first",
        description="The places that go by NAME. The first column is the score. " + (prominence.__doc__ or ""),
    )
    parser.add_argument("name", nargs="+", metavar="NAME")
    parser.add_argument("--json", action="store_true", help="one JSON list instead of a table")
    parser.set_defaults(run=lookup)


def lookup(options: argparse.Namespace) -> int:
    """Print the candidates; the exit status is 1 when there is none."""
    gazetteer = Gazetteer.ensure(Bar())
    found = gazetteer.ranked(" ".join(options.name))
    rows: list[dict[str, Any]] = [
        {
            "score": round(score, 2),
            "id": place.id,
            "name": place.name,
            "where": gazetteer.where(place),
            "country_code": place.country_code,
            "feature_class": place.feature_class.value,
            "feature_code": place.feature_code,
            "lat": place.point.lat,
            "lon": place.point.lon,
            "population": place.population,
            "geonameid": place.geonameid,
        }
        for place, score in ((candidate.place, candidate.score) for candidate in found)
    ]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    elif not rows:
        print(f"no place is called {' '.join(options.name)!r}", file=sys.stderr)
    else:
        for row in rows:
            print(
                "{score:6.2f}  {id:<12} {feature_code:<5} {lat:9.4f} {lon:10.4f} {population:>11,}  {name}".format(
                    **row
                )
                + (f", {row['where']}" if row["where"] else "")
            )
    return 0 if rows else 1


def add_build(commands: Commands) -> None:
    parser = commands.add_parser("build", help="build the gazetteer's files in the cache folder")
    parser.add_argument("--force", action="store_true", help="build it anew although it is there")
    parser.set_defaults(run=build)


def build(options: argparse.Namespace) -> int:
    path = geonames.built(Bar(), force=options.force)
    made(path)
    print(path)
    return 0


class Bar:
    """Progress on stderr: one line rewritten where that is a terminal, else a line for each new thing."""

    def __init__(self) -> None:
        self.started = time.monotonic()
        self.what = ""

    def __call__(self, fraction: float, what: str) -> None:
        filled = round(fraction * 30)
        line = f"[{'#' * filled}{'.' * (30 - filled)}] {fraction:4.0%} {time.monotonic() - self.started:4.0f} s  {what}"
        if sys.stderr.isatty():
            end = "\n" if fraction >= 1 else ""
            print(f"\r\x1b[K{line}", end=end, file=sys.stderr, flush=True)
        elif what != self.what:
            print(line, file=sys.stderr)
        self.what = what


if __name__ == "__main__":
    sys.exit(main())
