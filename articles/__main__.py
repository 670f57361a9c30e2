"""``python -m articles``: bring articles in, and read what the archive answers without the page."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence

from articles.commands import archives, backups, decisions, doctor, export, imports, own, passages, places, rebuild
from articles.commands.desk import Desk, MakeGeoparse
from articles.decisions.decision import DecisionError
from articles.searching.tokens import QueryError
from articles.storage.database import ArchiveError

#: What a shell reports of a command whose reader went away: 128 and the number of SIGPIPE.
BROKEN_PIPE = 141


def main(arguments: Sequence[str] | None = None, make_geoparse: MakeGeoparse | None = None) -> int:
    """The exit status: 0, or 1 when the command could not do what it was asked; of argparse 2 for its misuse."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that lacks a letter shows a question mark, and the rest.
            stream.reconfigure(errors="replace")
    try:
        status: int = options.run(options, Desk(getattr(options, "archive", ""), make_geoparse))
        sys.stdout.flush()
    except BrokenPipeError:
        # The interpreter flushes again at its end, which must not fail a second time.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except (ArchiveError, QueryError, DecisionError) as error:
        print(f"articles: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(
            "\narticles: stopped; what was imported by now stays, python -m articles import --resume goes on",
            file=sys.stderr,
        )
        return 130
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m articles", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for each in (imports, places, passages, export, rebuild, own, backups, doctor, decisions):
        each.add(commands)
    for command in (parser, *commands.choices.values()):
        # Before the command or after it; what stands in neither place is main.
        command.add_argument(
            "--archive", default=argparse.SUPPRESS, metavar="NAME", help="of the archive of that name, instead of main"
        )
    archives.add(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
