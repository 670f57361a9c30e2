"""``python -m articles places`` and ``unplaced``: what is on the map, and the names that are not."""

from __future__ import annotations

import argparse

from articles.commands.desk import Commands, Desk, add_command
from articles.commands.filters import add_filters, view_of
from articles.commands.listing import as_json, named, place_record, table, unplaced_record
from articles.commands.terminal import write


def add(commands: Commands) -> None:
    add_filters(add_command(commands, "places", places, "the places mentioned, most mentioned first"))
    add_filters(add_command(commands, "unplaced", unplaced, "the names that are not on the map"))


def places(options: argparse.Namespace, desk: Desk) -> int:
    archive = desk.archive()
    counts = archive.places(view_of(options, archive))
    if options.json:
        write(as_json(map(place_record, counts)))
    else:
        rows = ((c.mentions, c.articles, c.outlets, c.place.id, named(c)) for c in counts)
        write(table(("MENTIONS", "ARTICLES", "OUTLETS", "ID", "PLACE"), rows))
    return 0


def unplaced(options: argparse.Namespace, desk: Desk) -> int:
    archive = desk.archive()
    counts = archive.unplaced(view_of(options, archive))
    if options.json:
        write(as_json(map(unplaced_record, counts)))
    else:
        write(table(("MENTIONS", "ARTICLES", "NAME"), ((c.mentions, c.articles, c.toponym) for c in counts)))
    return 0
