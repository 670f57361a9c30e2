"""``python -m articles passages``: what is said of a place."""

from __future__ import annotations

import argparse
import sys

from articles.commands.desk import Commands, Desk, add_command
from articles.commands.filters import add_filters, view_of_place
from articles.commands.listing import as_json, hit_record, hit_text
from articles.commands.terminal import remark, write


def add(commands: Commands) -> None:
    command = add_command(commands, "passages", run, "the passages that mention a place, newest first")
    command.add_argument(
        "place", nargs="?", metavar="PLACE", help="its id or name, or a name that is not on the map; without it, all"
    )
    command.add_argument("--limit", type=_number, default=1000, help="at most so many passages (%(default)s)")
    command.add_argument("--offset", type=_number, default=0, help="leave out so many at the beginning")
    add_filters(command)


def run(options: argparse.Namespace, desk: Desk) -> int:
    archive = desk.archive()
    view = view_of_place(options, archive)
    if view is None:
        return 1
    hits = archive.hits(view, offset=options.offset, limit=options.limit)
    repeats = {id_: archive.repeats(id_) for id_ in {hit.article.id for hit in hits}}
    found = [(hit, repeats[hit.article.id].get(hit.passage.start)) for hit in hits]
    if options.json:
        write(as_json(hit_record(*each) for each in found))
        return 0
    for each in found:
        write(hit_text(*each, bold=sys.stdout.isatty()) + "\n")
    number = archive.count_hits(view)
    if len(hits) < number:
        remark(f"{len(hits)} of {number} passages; --offset and --limit show others")
    if reposts := archive.totals(view).reposts:
        more = "1 more is a repost" if reposts == 1 else f"{reposts} more are reposts"
        remark(f"{more}, counted once: --reposts apart shows {'it' if reposts == 1 else 'them'}")
    return 0


def _number(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no number of passages: write 0 or more")
    return int(text)
