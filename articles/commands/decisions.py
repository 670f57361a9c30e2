"""The decisions on the command line: decide, list, undo, redo, carry from one archive to another."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from articles.archive import Archive
from articles.commands.desk import Commands, Desk, add_command
from articles.commands.listing import hit_text, printable, table
from articles.commands.terminal import write
from articles.decisions.deciding import Decisions, Past
from articles.decisions.decision import Action, Decision, DecisionError, Scope
from articles.decisions.lines import to_line
from articles.decisions.queue import check_queue
from articles.decisions.transfer import Imported, State, export_decisions, import_decisions, state_of
from places.coordinates import CoordinatesError
from places.finding import choices
from places.gazetteer import Gazetteer, GazetteerMissing
from places.place import Place


def decide(options: argparse.Namespace, desk: Desk) -> int:
    """0 when decided, or with --dry-run told what would change."""
    archive = desk.archive()
    decisions = Decisions(archive)
    place, where = _place(archive, options.toponym, options.place) if options.place else (None, "")
    scope = Scope.ARTICLE if options.article else Scope.OUTLET if options.outlet else Scope.NAME
    if options.outlet and options.outlet not in archive.outlets():
        raise DecisionError(f"the archive has no outlet {options.outlet!r}: it has {', '.join(archive.outlets())}")
    action = (
        Action.PLACE if place
        else Action.NOT_A_PLACE if options.not_a_place
        else Action.UNKNOWN if options.unknown
        else Action.ACTOR if options.actor
        else Action.NO_ACTOR
    )  # fmt: skip
    draft = decisions.draft(
        action, scope, options.toponym, article=options.article, outlet=options.outlet, place=place, where=where,
        who=options.who, why=options.why,
    )  # fmt: skip
    if state_of(decisions, draft) is not State.APPLIES:
        raise DecisionError(f"no mention of {options.toponym!r} is there: python -m articles places lists what is")
    affected = decisions.preview(draft)
    would = "would affect" if options.dry_run else "affects"
    write(f"{told(draft)}: {would} {affected.mentions} mentions in {affected.articles} articles")
    for hit in affected.examples if options.dry_run else ():
        write(hit_text(hit, bold=False))
    if not options.dry_run:
        write(f"decision {decisions.decide(draft).id}; python -m articles undo takes it back")
    return 0


def list_(options: argparse.Namespace, desk: Desk) -> int:
    decisions = Decisions(desk.archive())
    history = decisions.history()
    if options.json:
        write(json.dumps([_record(past) for past in history], ensure_ascii=False, indent=1))
        return 0
    rows = [
        (past.decision.id, f"{past.decision.when:%Y-%m-%d %H:%M}", _state(decisions, past), past.decision.who,
         told(past.decision), past.decision.why)
        for past in history
    ]  # fmt: skip
    write(table(("ID", "WHEN (UTC)", "STATE", "WHO", "WHAT", "WHY"), rows))
    for damage in decisions.file.read().damages:
        write(printable(f"line {damage.line} of {decisions.file.path.name} is passed over: {damage.reason}"))
    return 0


def check(options: argparse.Namespace, desk: Desk) -> int:
    queue = check_queue(desk.archive())
    rows = [
        (round(group.impact, 1), group.mentions, group.articles, f"{group.confidence:.2f}", group.toponym,
         f"{group.place.name}, {group.where} ({group.place.id})" if group.place else "not on the map")
        for group in queue.groups[: options.limit]
    ]  # fmt: skip
    write(table(("IMPACT", "MENTIONS", "ARTICLES", "SURE", "NAME", "TAKEN FOR"), rows))
    write(
        f"{queue.settled} of {queue.mentions} mentions are settled; {queue.decisions_for(0.9)} decisions of this queue "
        "settle 90 %"
    )
    return 0


def undo(options: argparse.Namespace, desk: Desk) -> int:
    decisions = Decisions(desk.archive())
    (decisions.redo if options.redo else decisions.undo)(options.id, who=options.who, why=options.why)
    write(f"{options.id} {'holds again' if options.redo else 'is undone'}")
    return 0


def export(options: argparse.Namespace, desk: Desk) -> int:
    try:
        number = export_decisions(Decisions(desk.archive()), options.file)
    except OSError as error:
        raise DecisionError(f"{options.file} cannot be written ({error.strerror}): name another file") from error
    write(f"{number} entries written to {options.file}")
    return 0


def import_(options: argparse.Namespace, desk: Desk) -> int:
    """0 when every line was understood."""
    try:
        content = options.file.read_bytes()
    except OSError as error:
        raise DecisionError(f"{options.file} cannot be read ({error.strerror}): see that it is there") from error
    report = import_decisions(Decisions(desk.archive()), content)
    write(summary(report))
    for decision, state in report.waiting:
        write(printable(f"{decision.id} {told(decision)}: {state}"))
    for damage in report.malformed:
        write(printable(f"line {damage.line}: {damage.reason}"))
    return 1 if report.malformed else 0


def told(decision: Decision) -> str:
    """A decision as half a sentence: Samara is Samarra, Salah ad Din, Iraq in article 1f0c."""
    if decision.action is Action.UNDO:
        return f"undoes {decision.undoes}"
    if decision.scope is Scope.PASSAGE:
        return printable(f"{decision.action} on {decision.spot.after if decision.spot else ''}")
    what = decision.action.value if decision.action is not Action.UNKNOWN else "a place nobody can tell"
    if decision.place is not None:
        where = f", {decision.where}" if decision.where else ""
        what = f"{decision.place.name}{where}"
    within = {
        Scope.MENTION: f" once in article {decision.article}",
        Scope.ARTICLE: f" in article {decision.article}",
        Scope.OUTLET: f" in {decision.outlet}",
    }.get(decision.scope or Scope.NAME, "")
    return printable(f"{decision.toponym} is {what}{within}")


def summary(report: Imported) -> str:
    return (
        f"{len(report.applied)} applied, {len(report.waiting)} waiting, {report.known} known before, "
        f"{len(report.malformed)} malformed; {report.mentions} mentions changed"
    )


def add(commands: Commands) -> None:
    parser = add_command(commands, "decide", decide, "settle for good what a name means")
    parser.add_argument("toponym", metavar="TOPONYM", help="as texts write it; case and accents do not matter")
    meant = parser.add_mutually_exclusive_group(required=True)
    meant.add_argument("--place", metavar="ID", help="it is this place: an id, a name that is only one, or coordinates")
    meant.add_argument("--not-a-place", action="store_true", help="it is a person, a ship, a newspaper")
    meant.add_argument("--unknown", action="store_true", help="it is a place, and nobody can tell which")
    meant.add_argument("--actor", action="store_true", help="it stands for a government")
    meant.add_argument("--no-actor", action="store_true", help="it stands for the place, and for no government")
    scope = parser.add_mutually_exclusive_group()
    scope.add_argument("--article", default="", metavar="ID", help="only in this article")
    scope.add_argument("--outlet", default="", metavar="NAME", help="only in articles of this outlet")
    _add_signature(parser)
    parser.add_argument("--dry-run", action="store_true", help="only say what would change")
    parser = add_command(
        commands, "decisions", list_, "what was decided, the latest first; also: decisions export, decisions import"
    )
    parser.add_argument("--json", action="store_true", help="one JSON list")
    carrying = parser.add_subparsers(metavar="export|import")
    for name, run, what in (
        ("export", export, "copy the decisions to a file"),
        ("import", import_, "take over the decisions of a file"),
    ):
        add_command(carrying, name, run, what).add_argument("file", type=Path, metavar="FILE")
    parser = add_command(
        commands, "check", check, "the names to check, those first whose being wrong would matter most"
    )
    parser.add_argument("--limit", type=int, default=20, help="show so many (%(default)s)")
    parser = add_command(commands, "undo", undo, "take a decision back")
    parser.add_argument("id", metavar="ID")
    parser.add_argument("--redo", action="store_true", help="bring it back instead")
    _add_signature(parser)


def _add_signature(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--why", default="", help="the reason, for those who come after")
    parser.add_argument("--who", default="", help="your name or initials")


def _place(archive: Archive, toponym: str, asked: str) -> tuple[Place, str]:
    if place := archive.place(asked):
        return place, archive.where(asked)
    try:
        found = choices(Gazetteer.open(), asked, toponym=toponym)
    except CoordinatesError as error:
        raise DecisionError(str(error)) from error
    except GazetteerMissing as error:
        raise DecisionError(f"the archive mentions no place {asked!r}, and {error}") from error
    if not found:
        raise DecisionError(f"there is no place {asked!r}: `python -m places lookup NAME` shows names with their ids")
    if len(found) > 1 and found[0].place.id != asked:
        shown = "; ".join(f"{each.place.id} is {each.place.name}, {each.where}" for each in found[:6])
        raise DecisionError(f"{asked!r} may be several places ({shown}): give the id")
    return found[0].place, found[0].where


def _state(decisions: Decisions, past: Past) -> str:
    return state_of(decisions, past.decision).value if past.holds else State.UNDONE.value


def _record(past: Past) -> dict[str, object]:
    record: dict[str, object] = json.loads(to_line(past.decision))
    return record | {"holds": past.holds, "undone_by": past.undone_by.id if past.undone_by else None}
