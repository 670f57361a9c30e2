"""``python -m articles import`` and ``imports``: bring articles in, go on where it was stopped, read what came in."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from articles.archive import Archive
from articles.commands.desk import Commands, Desk, add_command
from articles.commands.listing import printable, table
from articles.commands.terminal import Bar, remark, write
from articles.hosting.access import OPERATOR
from articles.hosting.audit import Audit
from articles.imports.importing import Geoparse
from articles.imports.jobs import Imports, NoSuchImportError, Past, State
from articles.imports.order import order_of
from articles.imports.steps import Did, Report, Step
from articles.library import open_library
from articles.reading import ReadingError
from articles.reading.fetching import SETTING, Fetcher, allowed_by
from articles.reading.records import NAMES
from articles.storage.database import ArchiveError

#: --resume without an id.
_LATEST = "latest"


def add(commands: Commands) -> None:
    command = add_command(commands, "import", import_, "read files and folders into the archive")
    command.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="a file, a folder of files, or a ZIP archive of either"
    )
    command.add_argument(
        "--resume", nargs="?", const=_LATEST, metavar="ID", help="go on with an import that was stopped, the last one"
    )
    command.add_argument("--cancel", metavar="ID", help="give up an import that was stopped; what is in stays")
    command.add_argument(
        "--feed",
        action="append",
        default=[],
        metavar="ADDRESS",
        help=f"fetch this feed, where {SETTING} allows it; repeatable",
    )
    command.add_argument("--outlet", default="", metavar="NAME", help="the outlet of articles whose file names none")
    command.add_argument(
        "--column",
        action="append",
        type=_column,
        default=[],
        metavar="FIELD=NAME",
        help=f"of tables: FIELD stands in the column called NAME; repeatable: {', '.join(NAMES)}",
    )
    command = add_command(commands, "imports", imports, "the imports there were, and the report of each")
    command.add_argument("id", nargs="?", metavar="ID", help="the report of that import; without it, all imports")
    command.add_argument("--json", action="store_true", help="JSON lines, an object for each")


def import_(options: argparse.Namespace, desk: Desk) -> int:
    """0 when something came in or was there before, 1 when nothing could be read."""
    geoparse = desk.geoparse()
    archive = open_library(lambda: geoparse, Bar(), desk.housing).own
    report = _imported(options, archive, geoparse)
    if report is None:
        return 0
    say_report(report)
    if archive.made_with not in ("", geoparse.version):
        write(
            "Older articles were read by another geoparser, for another home or with other places of your own: "
            "python -m articles rebuild reads them again."
        )
    return 0 if report.articles else 1


def _imported(options: argparse.Namespace, archive: Archive, geoparse: Geoparse) -> Report | None:
    """The report; None where there was nothing to do but to cancel. Raises ArchiveError."""
    imports = Imports(archive.path.parent)
    if options.cancel:
        imports.cancel(options.cancel)
        write("The import is cancelled; what came in stays.")
        return None
    if options.resume:
        if options.paths or options.feed:
            raise ArchiveError("--resume reads what the import was begun with: leave the paths out")
        id_ = _stopped(imports) if options.resume == _LATEST else options.resume
    else:
        if not options.paths and not options.feed:
            raise ArchiveError("there is nothing to import: name a file or a folder")
        feeds = _fetched(options.feed)
        for past in imports.stopped():
            write(
                printable(
                    f"An import of {_named(past)} was stopped: python -m articles import --resume {past.id} goes on "
                    "with it."
                )
            )
        columns = {"": {name: field for field, name in options.column}} if options.column else {}
        id_ = imports.begin(order_of(options.paths, outlet=options.outlet.strip(), columns=columns), feeds)
    report = imports.run(id_, archive, geoparse, Bar())
    Audit(archive.path.parent).record(
        OPERATOR,
        "import",
        id=id_,
        state="done",
        added=report.added,
        replaced=report.replaced,
        problems=len(report.problems),
    )
    return report


def imports(options: argparse.Namespace, desk: Desk) -> int:
    """The imports of the archive, or the report of one of them."""
    known = Imports(desk.housing.folder)
    if options.id:
        steps = known.steps(options.id)
        if options.json:
            for step in steps:
                write(json.dumps(asdict(step), ensure_ascii=False))
        else:
            write(_head(known.past(options.id)))
            write(table(("", "ID", "WHERE", "WHAT"), map(_row, steps)))
        return 0
    found = known.all()
    if options.json:
        for past in found:
            write(json.dumps(_record(past), ensure_ascii=False))
    elif not found:
        write("Nothing was imported yet: python -m articles import PATH")
    else:
        rows = ((past.id, past.state.value, counted(past.head.counts), _named(past)) for past in found)
        write(table(("ID", "STATE", "DID", "WHAT"), rows))
    return 0


def say_report(report: Report) -> None:
    repeated = f", {report.repeated} repeated" if report.repeated else ""
    write(f"{report.added} added, {report.replaced} replaced, {report.unchanged} unchanged{repeated}")
    for problem in report.problems:
        remark(printable(f"{problem.source}: {problem.reason}"))


def counted(counts: Mapping[Did, int]) -> str:
    """ "3 added, 1 skipped"; "nothing" where nothing was met."""
    return ", ".join(f"{counts[did]:,} {did.value}" for did in Did if counts.get(did)) or "nothing"


def _stopped(imports: Imports) -> str:
    stopped = imports.stopped()
    if not stopped:
        raise NoSuchImportError("no import was stopped: there is nothing to go on with")
    return stopped[0].id


def _fetched(addresses: Sequence[str]) -> list[tuple[str, bytes]]:
    allowed = allowed_by(os.environ)
    if addresses and not allowed:
        raise ArchiveError(f"feeds are not fetched here: set {SETTING} to on, or to the hosts that may be asked")
    try:
        return [Fetcher(allowed).fetch(address) for address in addresses]
    except ReadingError as error:
        raise ArchiveError(str(error)) from error


def _head(past: Past) -> str:
    head = past.head
    lines = [
        f"{past.id}, {past.state.value}: {counted(head.counts)}",
        f"begun {head.began:%Y-%m-%d %H:%M} UTC" + (f", ended {head.ended:%H:%M}" if head.ended else ""),
        f"of {_named(past)}" + (f", by {head.who}" if head.who else ""),
    ]
    if past.state is State.STOPPED:
        lines.append(f"{head.fault or 'it was stopped'}: python -m articles import --resume {past.id} goes on with it")
    return printable("\n".join(lines)) + "\n"


def _row(step: Step) -> tuple[object, ...]:
    lacks = f" (without {' and '.join(step.lacks)})" if step.lacks else ""
    return step.did.value, step.id, printable(step.source), printable((step.why or step.headline) + lacks)


def _record(past: Past) -> dict[str, object]:
    head = past.head
    return {
        "id": past.id,
        "state": past.state.value,
        "names": head.names,
        "who": head.who,
        "began": head.began.isoformat(),
        "ended": head.ended.isoformat() if head.ended else None,
        "fault": head.fault,
        "counts": {did.value: number for did, number in head.counts.items()},
    }


def _named(past: Past) -> str:
    names = past.head.names
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _column(text: str) -> tuple[str, str]:
    field, equals, name = text.partition("=")
    if field not in NAMES or not equals or not name:
        raise argparse.ArgumentTypeError(f"{text!r} is no FIELD=NAME with FIELD one of {', '.join(NAMES)}")
    return field, name
