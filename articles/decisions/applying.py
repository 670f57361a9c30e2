"""Applying: the geoparser's answers in an archive overlaid by what people decided.

Texts are not parsed again. The geoparser's own answer stays beside the decided one (its place with the resolution, its
role and relative position in the table ``decided``), so that undoing puts it back, and applying twice changes nothing.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from articles import columns
from articles.article import Article
from articles.certainty import Certainty, automatic
from articles.decisions.addressing import located
from articles.decisions.decision import Action, Decision, Scope
from articles.decisions.file import DecisionFile, Reading
from articles.decisions.standing import Asked, Settled, Standing, names_of
from articles.schema import CERTAINTIES, KINDS
from articles.storing import excluded_id, place_row, unplaced_id
from articles.vague import moved
from places.mention import Kind
from places.place import Point

_APPLIED = "decisions"
_AUTOMATIC = Settled()


# Tuples with names, since there may be as many as a name has mentions: they are made three times as fast.
class Answer(NamedTuple):
    """What a mention means, as the archive keeps it."""

    #: Id of a place, or of what is on no map.
    subject: str
    kind: int
    certainty: Certainty
    relative: str | None
    #: Ids of the decisions that say so; "" for the geoparser's own word.
    decision: str = ""
    role_decision: str = ""


class Judged(NamedTuple):
    """A mention of the archive: what the geoparser made of it, and what stands now."""

    n: int
    article: int
    passage: int | None
    toponym: str
    start: int
    end: int
    asked: Asked
    own: Answer
    now: Answer
    #: Latitude and longitude of the geoparser's place; None where it had none.
    own_position: tuple[float, float] | None
    confidence: float


class Change(NamedTuple):
    judged: Judged
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
    changes = [change for name in sorted(names) for change in changes_of(db, stands, judged(db, name, article))]
    _write(db, changes)
    return len(changes)


def apply_to_article(db: sqlite3.Connection, stands: Standing, article: int) -> None:
    """Lay what *stands* over an article just stored."""
    if stands.by_name:
        rows = db.execute("SELECT DISTINCT name FROM resolution WHERE article = ?", (article,)).fetchall()
        apply(db, stands, {name for (name,) in rows} & stands.by_name.keys(), article)


def changes_of(db: sqlite3.Connection, stands: Standing, mentions: Iterable[Judged]) -> Iterator[Change]:
    """What has to be written where *stands* is to hold for *mentions*."""
    addressed = _Addressed(db, stands)
    for each in mentions:
        asked = addressed(each)
        settled = stands.settle(asked) if asked.name in stands.by_name else _AUTOMATIC
        answer = answered(each, settled)
        if answer != each.now:
            yield Change(each, answer, settled)


def judged(db: sqlite3.Connection, name: str | None = None, article: int | None = None) -> list[Judged]:
    """The mentions of *name*, or those of an article, or those of a name in an article, in no order."""
    conditions = [("r.name = ?", name), ("m.article = ?", article)]
    asked = " AND ".join(sql for sql, value in conditions if value is not None)
    # From the names to the mentions, which have no index by name, through those of the article.
    first = "resolution r CROSS JOIN mention m ON m.article = r.article AND m.resolution = r.n"
    rows = db.execute(
        f"""SELECT m.n, m.article, m.passage, r.toponym, m.start, m.end, r.name, article.id, outlet.name,
                own.id, own.lat, own.lon, r.confidence, coalesce(d.kind, m.kind),
                CASE WHEN d.mention IS NULL THEN m.relative ELSE d.relative END,
                now.id, m.kind, m.certainty, m.relative, coalesce(d.decision, ''), coalesce(d.role_decision, '')
            FROM {first}
            JOIN article ON article.n = m.article JOIN outlet ON outlet.n = m.outlet
            JOIN place AS own ON own.n = r.place JOIN place AS now ON now.n = m.place
            LEFT JOIN decided AS d ON d.mention = m.n
            WHERE {asked}""",
        [value for _, value in conditions if value is not None],
    )
    return [_judged(*row) for row in rows]


def answered(mention: Judged, settled: Settled) -> Answer:
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


def _placed(mention: Judged, decision: Decision) -> tuple[str, Certainty, str | None]:
    place = decision.place
    if place is not None:
        relative = mention.own.relative
        if place.id != mention.own.subject:
            position = mention.own_position
            relative = moved(relative, Point(*position) if position else None, place.point)
        return place.id, Certainty.VERIFIED, relative
    if decision.action is Action.NOT_A_PLACE:
        return excluded_id(mention.toponym), Certainty.EXCLUDED, None
    return unplaced_id(mention.toponym), Certainty.UNKNOWN, None


class _Addressed:
    """Finds the mentions that decisions on single ones were made of, reading each article once."""

    def __init__(self, db: sqlite3.Connection, stands: Standing) -> None:
        self._db = db
        self._wanted: dict[tuple[str, str], list[Decision]] = {}
        for name, decisions in stands.by_name.items():
            for decision in decisions:
                if decision.scope is Scope.MENTION:
                    self._wanted.setdefault((decision.article, name), []).append(decision)
        self._found: dict[tuple[str, str], Mapping[tuple[int, int], frozenset[str]]] = {}

    def __call__(self, mention: Judged) -> Asked:
        asked = mention.asked
        key = (asked.article, asked.name)
        if key not in self._wanted:
            return asked
        if key not in self._found:
            self._found[key] = self._spans(mention.article, self._wanted[key])
        here = self._found[key].get((mention.start, mention.end), frozenset())
        return Asked(asked.name, asked.article, asked.outlet, here, asked.place)

    def _spans(self, article: int, decisions: Iterable[Decision]) -> Mapping[tuple[int, int], frozenset[str]]:
        document = document_of(self._db, article)
        found: dict[tuple[int, int], frozenset[str]] = {}
        for decision in decisions:
            span = located(document, decision.toponym, decision.spot) if decision.spot else None
            if span is not None:
                at = (span.start, span.end)
                found[at] = found.get(at, frozenset()) | {decision.id}
        return found


def document_of(db: sqlite3.Connection, article: int) -> str:
    return Article(*db.execute("SELECT headline, text FROM article WHERE n = ?", (article,)).fetchone()).document


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


def _write(db: sqlite3.Connection, changes: list[Change]) -> None:
    if not changes:
        return
    numbers = _numbers_of_subjects(db, changes)
    db.executemany(
        "UPDATE mention SET place = ?, kind = ?, certainty = ?, relative = ? WHERE n = ?",
        [
            (numbers[a.subject], a.kind, CERTAINTIES.index(a.certainty), a.relative, change.judged.n)
            for change in changes
            for a in (change.answer,)
        ],
    )
    db.executemany("DELETE FROM decided WHERE mention = ?", [(change.judged.n,) for change in changes])
    db.executemany(
        "INSERT INTO decided VALUES (?, ?, ?, ?, ?)",
        [
            (change.judged.n, a.decision, a.role_decision, change.judged.own.kind, change.judged.own.relative)
            for change in changes
            for a in (change.answer,)
            if a.decision or a.role_decision
        ],
    )
    columns.write(db, {change.judged.article for change in changes})


def _numbers_of_subjects(db: sqlite3.Connection, changes: Iterable[Change]) -> dict[str, int]:
    """Numbers of all that the answers mean; places that decisions brought are put in."""
    rows: dict[str, tuple[object, ...]] = {}
    for change in changes:
        decision, id_ = change.settled.place, change.answer.subject
        if decision is not None and decision.place is not None:
            rows.setdefault(id_, place_row(decision.place, decision.where))
        else:
            rows.setdefault(id_, (id_, change.judged.toponym, "", *[None] * 8))
    # What the gazetteer says of a place it knows is newer than what a decision remembers of it.
    db.executemany(f"INSERT OR IGNORE INTO place VALUES (NULL{', ?' * 11})", rows.values())
    found = db.execute("SELECT id, n FROM place WHERE id IN (SELECT value FROM json_each(?))", (json.dumps([*rows]),))
    return dict(found.fetchall())


def _judged(
    n: int, article: int, passage: int | None, toponym: str, start: int, end: int, name: str, article_id: str,
    outlet: str, own_id: str, lat: float | None, lon: float, confidence: float, own_kind: int,
    own_relative: str | None, now_id: str, kind: int, certainty: int, relative: str | None, decision: str, role: str,
) -> Judged:  # fmt: skip
    position = (lat, lon) if lat is not None else None
    own = Answer(own_id, own_kind, automatic(position is not None, confidence), own_relative)
    now = Answer(now_id, kind, CERTAINTIES[certainty], relative, decision, role)
    asked = Asked(name, article_id, outlet, place=own_id if position else "")
    return Judged(n, article, passage, toponym, start, end, asked, own, now, position, confidence)
