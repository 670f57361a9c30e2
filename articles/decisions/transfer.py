"""Decisions carried from one archive to another, with a report of what became of each."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from articles.decisions.addressing import located
from articles.decisions.deciding import Decisions
from articles.decisions.decision import Action, Decision, Scope, Spot
from articles.decisions.file import Damage, parse
from articles.decisions.passages import located_in
from articles.hosting.access import Role
from articles.hosting.audit import Audit
from articles.storage import records
from articles.words import phrase

#: A file that is larger was made by no person.
MOST_BYTES = 64_000_000

#: Clocks may differ so much; what claims to be from later would win over all that is decided until then.
_AHEAD = timedelta(days=1)


class State(StrEnum):
    """What a decision does here."""

    #: It is laid over the archive, or would be where nothing narrower or later won.
    APPLIES = "applies"
    #: Its article, or any with its name, is not in this archive: it waits.
    WAITS = "waits: not in this archive"
    #: The words around the mention are not those it was made of.
    CHANGED = "waits: the text has changed"
    #: The geoparser finds no name there any more.
    UNRECOGNISED = "waits: no name is found there now"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the entries of a file, each in one of these."""

    applied: tuple[Decision, ...]
    #: In the file from now on, and applied as soon as what they are about is here; each with what it waits for.
    waiting: tuple[tuple[Decision, State], ...]
    #: Entries that were here before.
    known: int
    #: Lines that hold no decision, or one under an id that another has here. They are not taken over.
    malformed: tuple[Damage, ...]
    #: How many mentions changed.
    mentions: int


def export_decisions(decisions: Decisions, path: Path) -> int:
    """Copy all entries to *path*, lines that hold none too: how many there are. Raises OSError."""
    reading = decisions.file.read()
    if decisions.file.path.exists():
        shutil.copyfile(decisions.file.path, path)
    else:
        path.touch()
    return len(reading.decisions)


def import_decisions(decisions: Decisions, content: bytes, now: datetime | None = None) -> Imported:
    """Take over the entries of another file, with their ids and times; taking them over twice changes nothing.

    Whoever decided later wins, wherever it was: two archives that import each other's files come to the same.
    """
    by = decisions.by
    by.require(Role.EDITOR, phrase("take over decisions"))
    if len(content) > MOST_BYTES:
        reason = f"the file has {len(content):,} bytes and at most {MOST_BYTES:,} are read"
        return Imported((), (), 0, (Damage(0, reason),), 0)
    found, malformed = parse(content)
    latest = (now or datetime.now(UTC)) + _AHEAD
    late = [decision for decision in found if decision.when > latest]
    added = decisions.file.add(decision for decision in found if decision.when <= latest)
    mentions = decisions.archive.apply_decisions()
    Audit(decisions.file.path.parent).record(by, "decisions taken over", number=len(added.new))
    # Parsed again for the lines alone, and only where one has to be named.
    lines = _lines(content) if late or added.clashing else {}
    clashing = [Damage(lines[each.id], f"another decision has the id {each.id!r} here") for each in added.clashing]
    ahead = [Damage(lines[each.id], f"the time {each.when} lies in the future: see to the clock") for each in late]
    alive = {past.decision.id for past in decisions.history() if past.holds}
    states = [(each, state_of(decisions, each) if each.id in alive else State.UNDONE) for each in added.new]
    return Imported(
        tuple(each for each, state in states if state in (State.APPLIES, State.UNDONE)),
        tuple((each, state) for each, state in states if state not in (State.APPLIES, State.UNDONE)),
        len(added.known),
        tuple(sorted((*malformed, *clashing, *ahead), key=lambda damage: damage.line)),
        mentions,
    )


def state_of(decisions: Decisions, decision: Decision) -> State:
    """What *decision*, which was not undone, does in this archive."""
    if decision.action is Action.UNDO:
        there = {each.id for each in decisions.file.read().decisions}
        return State.APPLIES if decision.undoes in there else State.WAITS
    with decisions.archive.database.reading() as db:
        row = db.execute("SELECT n FROM article WHERE id = ?", (decision.article,)).fetchone()
        if decision.article and row is None:
            return State.WAITS
        if decision.scope is Scope.PASSAGE:
            return State.APPLIES if located_in(db, decision) else State.CHANGED
        article = row[0] if row else None
        if decision.scope is Scope.MENTION and decision.spot:
            return _state_of_mention(db, decision, decision.spot)
        if decision.scope is Scope.OUTLET:
            outlets = db.execute(
                "SELECT DISTINCT outlet.name FROM resolution JOIN article ON article.n = article "
                "JOIN outlet ON outlet.n = outlet WHERE resolution.name = ?",
                (decision.name,),
            )
            is_there = decision.outlet.casefold() in {name.casefold() for (name,) in outlets}
        else:
            sql = "SELECT 1 FROM resolution WHERE name = ? AND (? IS NULL OR article = ?) LIMIT 1"
            is_there = db.execute(sql, (decision.name, article, article)).fetchone() is not None
    return State.APPLIES if is_there else State.WAITS


def _state_of_mention(db: sqlite3.Connection, decision: Decision, spot: Spot) -> State:
    article = records.article_by_id(db, decision.article)
    span = located(article.document, decision.toponym, spot) if article else None
    if span is None:
        return State.CHANGED
    sql = (
        "SELECT 1 FROM mention JOIN resolution ON resolution.n = mention.resolution "
        "WHERE mention.article = (SELECT n FROM article WHERE id = ?) AND name = ? AND start = ? AND end = ?"
    )
    found = db.execute(sql, (decision.article, decision.name, span.start, span.end)).fetchone()
    return State.APPLIES if found else State.UNRECOGNISED


def _lines(content: bytes) -> dict[str, int]:
    lines: dict[str, int] = {}
    for number, line in enumerate(content.split(b"\n"), 1):
        for decision in parse(line)[0]:
            lines[decision.id] = number
    return lines
