"""``python -m articles export``: a file of what is filtered."""

from __future__ import annotations

import argparse
import sys
from functools import cache
from pathlib import Path

from articles.commands.desk import Commands, Desk, add_command
from articles.commands.filters import add_filters, view_of_place
from articles.commands.terminal import remark
from articles.export.formats import FORMATS, export, format_named
from articles.export.gathering import editors_ration
from articles.hosting.policy import Allowance, PolicyError, TextPolicy
from articles.saying import sentence
from places.areas.approximate import Areas
from places.areas.outlines import OutlinesMissing
from places.asking.outlines import Outline, Outlines
from places.asking.store import store_at
from places.folders import home_folder
from places.gazetteer import Gazetteer


def add(commands: Commands) -> None:
    parser = add_command(commands, "export", run, "a file to leave with: table, map, brief or map-book")
    kinds = "; ".join(f"{each.name}: {each.title}" for each in FORMATS)
    parser.add_argument("format", choices=[each.name for each in FORMATS], metavar="FORMAT", help=kinds)
    parser.add_argument("-o", "--out", type=Path, metavar="FILE", help="a file or a folder; standard output without it")
    parser.add_argument("--place", metavar="PLACE", help="only what mentions this place, by its id or name")
    parser.add_argument("--title", default="", help="what stands above it; the archive's without")
    parser.add_argument("--permalink", default="", metavar="ADDRESS", help="where the view can be opened again")
    parser.add_argument(
        "--policy",
        type=_allowance,
        metavar="full|snippet|link",
        help="how much of the articles' text is given, whatever the archive's text policy says: full; snippet, at most "
        "three sentences of a passage, or as many as 'snippet 2' says; link, nothing but the way to it",
    )
    parser.add_argument("--no-bom", action="store_true", help="CSV without the mark that Excel needs to see UTF-8")
    add_filters(parser)


def run(options: argparse.Namespace, desk: Desk) -> int:
    """0, or 1 when the file cannot be made or written."""
    archive = desk.archive()
    view = view_of_place(options, archive)
    if view is None:
        return 1
    settings = desk.housing.settings.read()
    chosen = format_named(options.format)
    try:
        made = export(
            archive,
            view,
            chosen,
            ration=editors_ration(TextPolicy.everywhere(options.policy) if options.policy else settings.policy),
            title=options.title or settings.title,
            sentence=sentence(view, archive),
            permalink=options.permalink,
            outline=_outline(),
            byte_order_mark=not options.no_bom,
        )
        if options.out is None:
            sys.stdout.flush()
            sys.stdout.buffer.write(made)
        else:
            path = options.out / chosen.file_name() if options.out.is_dir() else options.out
            path.write_bytes(made)
            remark(f"{path}: {len(made):,} bytes")
    except OutlinesMissing as missing:
        remark(f"articles: {missing}")
        return 1
    except OSError as error:
        remark(f"articles: {options.out} cannot be written: {error.strerror}")
        return 1
    return 0


def _allowance(text: str) -> Allowance:
    try:
        return Allowance.parse(text)
    except PolicyError as fault:
        raise argparse.ArgumentTypeError(str(fault)) from None


def _outline() -> Outline:
    """Accepted outlines, else approximate areas; the gazetteer is opened only where there is a province to draw."""
    return Outlines(lambda place: _areas().outline(place), store_at(home_folder())).current


@cache
def _areas() -> Areas:
    return Areas(Gazetteer.ensure())
