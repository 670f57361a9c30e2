"""The filters of the page as options of a command, and the view they ask for."""

from __future__ import annotations

import argparse
from datetime import date

from articles.archive import Archive
from articles.commands.listing import named, printable
from articles.commands.terminal import remark
from articles.language import base
from articles.querying.reading import parse_line
from articles.searching.tokens import QueryError
from articles.view import DEFAULT_KINDS, UNKNOWN_LANGUAGE, Reposts, View
from places.mention import Kind
from places.place import PlaceType


def add_filters(parser: argparse.ArgumentParser) -> None:
    """The filters of the page, under the names they have in a link."""
    parser.add_argument("--json", action="store_true", help="one JSON list")
    parser.add_argument(
        "--line", help="all filters in one line, as the page has it: 'in:Anbar before:2016-11 -outlet:DEBKAfile oil*'"
    )
    parser.add_argument("--after", type=_day, metavar="DAY", help="from this day on: 2017-01-25")
    parser.add_argument("--before", type=_day, metavar="DAY", help="up to and with this day")
    parser.add_argument("--outlet", action="append", default=[], metavar="NAME", help="of this outlet; repeatable")
    parser.add_argument(
        "--language", type=_language, action="append", default=[], metavar="CODE",
        help=f"written in it: ar; {UNKNOWN_LANGUAGE} for unknown; repeatable",
    )  # fmt: skip
    parser.add_argument(
        "-q", "--query", default="", help='in passages with these words; "a phrase", prefix*, AND, OR, NOT'
    )
    parser.add_argument(
        "--kind",
        action="append",
        type=Kind,
        choices=list(Kind),
        metavar="KIND",
        help=f"mentions in this role; repeatable: {', '.join(Kind)}; all but adjective where none is given",
    )
    parser.add_argument(
        "--type",
        action="append",
        type=PlaceType,
        choices=list(PlaceType),
        metavar="TYPE",
        default=[],
        help=f"places of this kind; repeatable: {', '.join(PlaceType)}; all where none is given",
    )
    parser.add_argument(
        "--reposts",
        type=Reposts,
        choices=list(Reposts),
        metavar="HOW",
        default=Reposts.ONCE,
        help="what stands in several articles: once (as it is without it), or apart, in each of them",
    )


def view_of(options: argparse.Namespace, archive: Archive) -> View:
    """What the options ask for; raises QueryError for a line that is mistaken, or does not stand alone."""
    given = _filters(options)
    if options.line is None:
        return given
    if given != View():
        raise QueryError("--line says everything: write the other filters into it")
    view, mistakes = parse_line(options.line, archive)
    for mistake in mistakes:
        if mistake.is_note:
            remark(printable(mistake.message))
    if faults := [mistake for mistake in mistakes if not mistake.is_note]:
        # Under one another as in the page: the line, what of it is meant, and what is wrong with it.
        marks = "".join("^" if any(f.start <= at < f.end for f in faults) else " " for at in range(len(options.line)))
        said = "\n".join(
            ["the line cannot be read", options.line, marks.rstrip(), *(fault.message for fault in faults)]
        )
        raise QueryError(printable(said))
    return view


def view_of_place(options: argparse.Namespace, archive: Archive) -> View | None:
    """The same, of the one place that is asked for, if any; None after ``_place_id`` has said why there is none."""
    view = view_of(options, archive)
    if options.place is None:
        return view
    place = _place_id(archive, options.place)
    return view.with_(place=place) if place is not None else None


def _filters(options: argparse.Namespace) -> View:
    return View(
        query=options.query.strip(),
        after=options.after,
        before=options.before,
        outlets=tuple(sorted(set(options.outlet))),
        languages=tuple(sorted(set(options.language))),
        kinds=tuple(kind for kind in Kind if kind in options.kind) if options.kind else DEFAULT_KINDS,
        types=tuple(each for each in PlaceType if each in options.type),
        reposts=options.reposts,
    )


def _place_id(archive: Archive, asked: str) -> str | None:
    """The id of the one place that is meant; else None, after the choice, or that there is none, has been printed."""
    found = archive.named(asked)
    if len(found) == 1:
        return found[0].place.id
    if found:
        remark(f"{len(found)} places are called {asked!r}; ask for one by its id:")
        for count in found:
            remark(f"  {count.place.id}  {named(count)}, {count.mentions} mentions")
        return None
    for name in archive.unplaced(View(kinds=tuple(Kind))):
        if asked.casefold() in (name.id, name.toponym.casefold()):
            return name.id
    remark(f"no place called {asked!r} is mentioned; python -m articles places lists those that are")
    return None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day: write it as 2017-01-25") from None


def _language(text: str) -> str:
    code = text if text == UNKNOWN_LANGUAGE else base(text)
    if not code:
        raise argparse.ArgumentTypeError(f"{text!r} is no code of a language: write two or three letters, as in ar")
    return code
