"""``python -m articles``: bring articles in, and read what the archive answers without the page."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING

from articles import archives_command, doctor
from articles.access import OPERATOR
from articles.archive import Archive, ArchiveError
from articles.audit import Audit
from articles.backups.command import add_backup, add_restore, run_backup, run_restore
from articles.decisions import command as decision_commands
from articles.decisions.decision import DecisionError
from articles.export import command as export_command
from articles.importing import Geoparse, Progress, Report
from articles.imports import command as import_command
from articles.installation import Housing, Installation
from articles.language import base
from articles.library import open_library, rebuild
from articles.listing import hit_record, hit_text, named, place_record, printable, table, unplaced_record
from articles.querying.reading import parse_line
from articles.querying.tokens import QueryError
from articles.view import DEFAULT_KINDS, UNKNOWN_LANGUAGE, View
from places.folders import home_folder
from places.mention import Kind
from places.place import PlaceType

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

#: Makes the geoparser, showing its progress where the gazetteer has to be built first.
MakeGeoparse = Callable[[Progress], Geoparse]

#: What a shell reports of a command whose reader went away: 128 and the number of SIGPIPE.
BROKEN_PIPE = 141


def main(arguments: Sequence[str] | None = None, make_geoparse: MakeGeoparse | None = None) -> int:
    """The exit status: 0, or 1 when the command could not do what it was asked; of argparse 2 for its misuse."""
    options = _parser().parse_args(arguments)
    options.archive = getattr(options, "archive", "")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that lacks a letter shows a question mark, and the rest.
            stream.reconfigure(errors="replace")
    try:
        status: int = options.run(options, make_geoparse or partial(_real_geoparse, options.archive))
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


def archives(options: argparse.Namespace, _: MakeGeoparse) -> int:
    status: int = options.what(options, Installation(home_folder()), print)
    return status


def import_(options: argparse.Namespace, make_geoparse: MakeGeoparse) -> int:
    """0 when something came in or was there before, 1 when nothing could be read."""
    geoparse = make_geoparse(Bar())
    library = open_library(lambda: geoparse, Bar(), _housing(options))
    report = import_command.run_import(options, library.own, geoparse, Bar(), print)
    if report is None:
        return 0
    _print_report(report)
    if library.own.made_with not in ("", geoparse.version):
        print(
            "Older articles were read by another geoparser, for another home or with other places of your own: "
            "python -m articles rebuild reads them again."
        )
    return 0 if report.articles else 1


def imports(options: argparse.Namespace, _: MakeGeoparse) -> int:
    return import_command.run_listing(options, _housing(options).folder, print)


def rebuild_(options: argparse.Namespace, make_geoparse: MakeGeoparse) -> int:
    housing = _housing(options)
    report = rebuild(make_geoparse(Bar()), Bar(), housing)
    Audit(housing.folder).record(OPERATOR, "rebuild", articles=report.articles)
    _print_report(report)
    return 0 if report.articles else 1


def places(options: argparse.Namespace, make_geoparse: MakeGeoparse) -> int:
    archive = _archive(options, make_geoparse)
    counts = archive.places(_view(options, archive))
    if options.json:
        _print_json(map(place_record, counts))
    else:
        rows = ((c.mentions, c.articles, c.outlets, c.place.id, named(c)) for c in counts)
        print(table(("MENTIONS", "ARTICLES", "OUTLETS", "ID", "PLACE"), rows))
    return 0


def passages(options: argparse.Namespace, make_geoparse: MakeGeoparse) -> int:
    archive = _archive(options, make_geoparse)
    view = _view_of_place(options, archive)
    if view is None:
        return 1
    hits = archive.hits(view, offset=options.offset, limit=options.limit)
    if options.json:
        _print_json(map(hit_record, hits))
        return 0
    for hit in hits:
        print(hit_text(hit, bold=sys.stdout.isatty()), end="\n\n")
    number = archive.count_hits(view)
    if len(hits) < number:
        print(f"{len(hits)} of {number} passages; --offset and --limit show others", file=sys.stderr)
    return 0


def unplaced(options: argparse.Namespace, make_geoparse: MakeGeoparse) -> int:
    archive = _archive(options, make_geoparse)
    counts = archive.unplaced(_view(options, archive))
    if options.json:
        _print_json(map(unplaced_record, counts))
    else:
        print(table(("MENTIONS", "ARTICLES", "NAME"), ((c.mentions, c.articles, c.toponym) for c in counts)))
    return 0


def export(options: argparse.Namespace, make_geoparse: MakeGeoparse) -> int:
    archive = _archive(options, make_geoparse)
    view = _view_of_place(options, archive)
    if view is None:
        return 1
    settings = _housing(options).settings.read()
    options.title = options.title or settings.title
    return export_command.run(options, archive, view, export_command.real_outline(), settings.policy)


def backup(options: argparse.Namespace, _: MakeGeoparse) -> int:
    return run_backup(options, Bar(), print)


def restore(options: argparse.Namespace, _: MakeGeoparse) -> int:
    return run_restore(options, Bar(), print)


def doctor_(options: argparse.Namespace, _: MakeGeoparse) -> int:
    return doctor.run(options, print)


def _decided(run: decision_commands.Run, options: argparse.Namespace, make_geoparse: MakeGeoparse) -> int:
    return run(options, _archive(options, make_geoparse), print)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m articles", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = _command(commands, "import", import_, "read files and folders into the archive")
    import_command.add_arguments(command)
    command = _command(commands, "imports", imports, "the imports there were, and the report of each")
    import_command.add_listing(command)
    command = _command(commands, "places", places, "the places mentioned, most mentioned first")
    _add_filters(command)
    command = _command(commands, "passages", passages, "the passages that mention a place, newest first")
    command.add_argument(
        "place", nargs="?", metavar="PLACE", help="its id or name, or a name that is not on the map; without it, all"
    )
    command.add_argument("--limit", type=_number, default=1000, help="at most so many passages (%(default)s)")
    command.add_argument("--offset", type=_number, default=0, help="leave out so many at the beginning")
    _add_filters(command)
    command = _command(commands, "unplaced", unplaced, "the names that are not on the map")
    _add_filters(command)
    command = _command(commands, "export", export, "a file to leave with: table, map, brief or map-book")
    export_command.add_arguments(command)
    _add_filters(command)
    _command(commands, "rebuild", rebuild_, "find all places again, with the gazetteer and geoparser of this version")
    add_backup(_command(commands, "backup", backup, "all archives, decisions, settings and own places in one file"))
    add_restore(_command(commands, "restore", restore, "have a backup again; what is there now is put aside"))
    doctor.add_arguments(_command(commands, "doctor", doctor_, "look the installation over, and say what to do"))
    decision_commands.add_commands(commands, lambda run: partial(_decided, run))
    for each in (parser, *commands.choices.values()):
        # Before the command or after it; what stands in neither place is main.
        each.add_argument(
            "--archive", default=argparse.SUPPRESS, metavar="NAME", help="of the archive of that name, instead of main"
        )
    command = _command(commands, "archives", archives, "the archives of this installation: list, new, set, trash")
    archives_command.add_arguments(command)
    return parser


def _command(
    commands: Commands, name: str, run: Callable[[argparse.Namespace, MakeGeoparse], int], what: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=what, description=f"{what[0].upper()}{what[1:]}.")
    parser.set_defaults(run=run)
    return parser


def _add_filters(parser: argparse.ArgumentParser) -> None:
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


def _view(options: argparse.Namespace, archive: Archive) -> View:
    """What the options ask for; raises QueryError for a line that is mistaken, or does not stand alone."""
    given = _filters(options)
    if options.line is None:
        return given
    if given != View():
        raise QueryError("--line says everything: write the other filters into it")
    view, mistakes = parse_line(options.line, archive)
    for mistake in mistakes:
        if mistake.is_note:
            print(printable(mistake.message), file=sys.stderr)
    if faults := [mistake for mistake in mistakes if not mistake.is_note]:
        # Under one another as in the page: the line, what of it is meant, and what is wrong with it.
        marks = "".join("^" if any(f.start <= at < f.end for f in faults) else " " for at in range(len(options.line)))
        said = "\n".join(
            ["the line cannot be read", options.line, marks.rstrip(), *(fault.message for fault in faults)]
        )
        raise QueryError(printable(said))
    return view


def _view_of_place(options: argparse.Namespace, archive: Archive) -> View | None:
    """The same, of the one place that is asked for, if any; None after ``_place_id`` has said why there is none."""
    view = _view(options, archive)
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
    )


def _housing(options: argparse.Namespace) -> Housing:
    return Installation(home_folder()).find(options.archive)


def _archive(options: argparse.Namespace, make_geoparse: MakeGeoparse) -> Archive:
    library = open_library(cache(lambda: make_geoparse(Bar())), Bar(), _housing(options))
    if library.is_sample:
        print("The archive is empty, so this is the sample: python -m articles import PATH", file=sys.stderr)
    return library.archive


def _place_id(archive: Archive, asked: str) -> str | None:
    """The id of the one place that is meant; else None, after the choice, or that there is none, has been printed."""
    found = archive.named(asked)
    if len(found) == 1:
        return found[0].place.id
    if found:
        print(f"{len(found)} places are called {asked!r}; ask for one by its id:", file=sys.stderr)
        for count in found:
            print(f"  {count.place.id}  {named(count)}, {count.mentions} mentions", file=sys.stderr)
        return None
    for name in archive.unplaced(View(kinds=tuple(Kind))):
        if asked.casefold() in (name.id, name.toponym.casefold()):
            return name.id
    print(f"no place called {asked!r} is mentioned; python -m articles places lists those that are", file=sys.stderr)
    return None


def _print_json(records: Iterable[dict[str, object]]) -> None:
    print(json.dumps(list(records), ensure_ascii=False, indent=1))


def _print_report(report: Report) -> None:
    repeated = f", {report.repeated} repeated" if report.repeated else ""
    print(f"{report.added} added, {report.replaced} replaced, {report.unchanged} unchanged{repeated}")
    for problem in report.problems:
        print(printable(f"{problem.source}: {problem.reason}"), file=sys.stderr)


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


def _number(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no number of passages: write 0 or more")
    return int(text)


class Bar:
    """Progress as one line on stderr, rewritten where that is a terminal; elsewhere at most one line a second."""

    def __init__(self) -> None:
        self._shown = 0.0

    def __call__(self, fraction: float, what: str) -> None:
        now = time.monotonic()
        is_last = fraction >= 1
        if now - self._shown < (0.05 if sys.stderr.isatty() else 1.0) and not is_last:
            return
        self._shown = now
        line = f"{fraction:4.0%} {printable(what)[:100]}" if fraction else printable(what)[:100]
        if sys.stderr.isatty():
            print(f"\r\x1b[K{line}", end="\n" if is_last else "", file=sys.stderr, flush=True)
        else:
            print(line, file=sys.stderr, flush=True)


def _real_geoparse(archive: str, progress: Progress) -> Geoparse:
    # Opening the gazetteer is not for every command.
    from articles.geoparsing import ArticleGeoparser  # noqa: PLC0415
    from places.own_command import warn  # noqa: PLC0415

    home = Installation(home_folder()).find(archive).settings.read().home
    geoparse = ArticleGeoparser.ensure(progress, home)
    if geoparse.own is not None:
        warn(geoparse.own)
    return geoparse


if __name__ == "__main__":
    sys.exit(main())
