"""Applying: the geoparser's answers in an archive overlaid by what people decided.

Texts are not parsed again. The geoparser's own answer stays beside the decided one (its place with the resolution, its
role and relative position in the table ``decided``), so that undoing puts it back, and applying twice changes nothing.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from typing import NamedTuple

from articles.certainty import Certainty
from articles.decisions.alike import TOUCHED, Alike, Answer, gathered
from articles.decisions.decision import Action, Decision
from articles.decisions.file import DecisionFile, Reading
from articles.decisions.standing import Settled, Standing, names_of
from articles.storage import columns
from articles.storage.positions import moved
from articles.storage.schema import CERTAINTIES, KINDS
from articles.storage.storing import excluded_id, place_row, unplaced_id
from places.mention import Kind

_APPLIED = "decisions"


class Change(NamedTuple):
    """Of a kind of mentions."""

    #: Its position among those that were gathered.
    alike: int
    of: Alike
    answer: Answer
    settled: Settled


def sync(db: sqlite3.Connection, file: DecisionFile) -> tuple[Standing, int]:
    """Bring the archive up to what stands in *file*: what stands, and how many mentions changed.

    The caller holds the transaction. Only names are looked at that an entry not yet applied touches; all of them
    where the file is not the one that was applied before, grown longer.
    """
    reading = file.read()
    stands = file.standing()
    if is_applied(db, reading):
        return stands, 0
    changed = apply(db, stands, _names_to_apply(db, file, reading, stands))
    mark = json.dumps([reading.size, reading.digest, len(reading.decisions)])
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_APPLIED, mark))
    return stands, changed


def is_applied(db: sqlite3.Connection, reading: Reading) -> bool:
    size, digest, _ = _applied(db)
    return (size, digest) == (reading.size, reading.digest)


def apply(db: sqlite3.Connection, stands: Standing, names: Collection[str], article: int | None = None) -> int:
    """Lay what *stands* over all mentions of *names*, or over those of one article: how many mentions changed."""
    if not names:
        return 0
    with gathered(db, stands, names, article) as found:
        return _write(db, changes_of(stands, found))


def apply_to_article(db: sqlite3.Connection, stands: Standing, article: int) -> None:
    """Lay what *stands* over an article just stored."""
    if stands.by_name:
        rows = db.execute("SELECT DISTINCT name FROM resolution WHERE article = ?", (article,)).fetchall()
        apply(db, stands, {name for (name,) in rows} & stands.by_name.keys(), article)


def changes_of(stands: Standing, found: Iterable[Alike]) -> list[Change]:
    """What has to be written where *stands* is to hold for what was *found*."""
    changes = []
    for number, each in enumerate(found):
        settled = stands.settle(each.asked)
        answer = answered(each, settled)
        if answer != each.now:
            changes.append(Change(number, each, answer, settled))
    return changes


def answered(mention: Alike, settled: Settled) -> Answer:
    """What *mention* means where *settled* holds for it."""
    own, decision = mention.own, settled.place
    subject, certainty, relative = own.subject, own.certainty, own.relative
    if decision is not None:
        subject, certainty, relative = _placed(mention, decision)
    kind = own.kind
    if settled.role is not None:
        kind = KINDS.index(Kind.GOVERNMENT if settled.role.action is Action.ACTOR else Kind.PLACE)
    ids = [each.id if each else "" for each in (decision, settled.role)]
    return Answer(subject, kind, certainty, relative, *ids)


def _placed(mention: Alike, decision: Decision) -> tuple[str, Certainty, str | None]:
    place = decision.place
    if place is not None:
        relative = mention.own.relative
        if place.id != mention.own.subject:
            relative = moved(relative, mention.own_point, place.point)
        return place.id, Certainty.VERIFIED, relative
    if decision.action is Action.NOT_A_PLACE:
        return excluded_id(mention.toponym), Certainty.EXCLUDED, None
    return unplaced_id(mention.toponym), Certainty.UNKNOWN, None


def _names_to_apply(db: sqlite3.Connection, file: DecisionFile, reading: Reading, stands: Standing) -> set[str]:
    size, digest, number = _applied(db)
    if size and size <= reading.size and file.prefix_digest(size) == digest:
        return names_of(reading.decisions[number:], reading.decisions)
    decided = db.execute(
        "SELECT DISTINCT name FROM decided JOIN mention ON mention.n = decided.mention "
        "JOIN resolution ON resolution.n = mention.resolution"
    )
    return {name for (name,) in decided} | set(stands.by_name)


def _applied(db: sqlite3.Connection) -> tuple[int, str, int]:
    row = db.execute("SELECT value FROM meta WHERE key = ?", (_APPLIED,)).fetchone()
    size, digest, number = json.loads(row[0]) if row else (0, "", 0)
    return size, digest, number


def _write(db: sqlite3.Connection, changes: list[Change]) -> int:
    """Write *changes* to the mentions that TOUCHED holds of them: how many there are."""
    if not changes:
        return 0
    numbers = _numbers_of_subjects(db, changes)
    db.execute(
        """CREATE TEMP TABLE IF NOT EXISTS answer (
            alike INTEGER PRIMARY KEY, place INTEGER, kind INTEGER, certainty INTEGER, relative TEXT, decision TEXT,
            role_decision TEXT, own_kind INTEGER, own_relative TEXT)"""
    )
    for number, of, now, _ in changes:
        meant = (numbers[now.subject], now.kind, CERTAINTIES.index(now.certainty), now.relative)
        own = (of.own.kind, of.own.relative)
        row = (number, *meant, now.decision, now.role_decision, *own)
        db.execute(f"INSERT INTO answer VALUES (?{', ?' * (len(row) - 1)})", row)
    db.execute(f"DELETE FROM {TOUCHED} WHERE alike NOT IN (SELECT alike FROM answer)")
    answered = f"{TOUCHED} AS t JOIN answer AS a ON a.alike = t.alike"
    changed = db.execute(
        f"""UPDATE mention SET (place, kind, certainty, relative) =
            (SELECT a.place, a.kind, a.certainty, a.relative FROM {answered} WHERE t.n = mention.n)
            WHERE n IN (SELECT n FROM {TOUCHED})"""
    ).rowcount
    db.execute(f"DELETE FROM decided WHERE mention IN (SELECT n FROM {TOUCHED})")
    db.execute(
        f"""INSERT INTO decided SELECT t.n, a.decision, a.role_decision, a.own_kind, a.own_relative FROM {answered}
            WHERE a.decision <> '' OR a.role_decision <> ''"""
    )
    columns.change(
        db, db.execute(f"SELECT t.article, t.n, a.place, a.kind, a.certainty, a.relative IS NOT NULL FROM {answered}")
    )
    db.execute("DELETE FROM answer")
    return changed


def _numbers_of_subjects(db: sqlite3.Connection, changes: Iterable[Change]) -> dict[str, int]:
    """Numbers of all that the answers mean; places that decisions brought are put in."""
    rows: dict[str, tuple[object, ...]] = {}
    for change in changes:
        decision, id_ = change.settled.place, change.answer.subject
        if decision is not None and decision.place is not None:
            rows.setdefault(id_, place_row(decision.place, decision.where))
        else:
            rows.setdefault(id_, (id_, change.of.toponym, "", *[None] * 8))
    # What the gazetteer says of a place it knows is newer than what a decision remembers of it.
    db.executemany(f"INSERT OR IGNORE INTO place VALUES (NULL{', ?' * 11})", rows.values())
    found = db.execute("SELECT id, n FROM place WHERE id IN (SELECT value FROM json_each(?))", (json.dumps([*rows]),))
    return dict(found.fetchall())
