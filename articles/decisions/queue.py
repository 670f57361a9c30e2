"""The queue to check: the names whose places nobody settled yet, those first whose being wrong would matter most."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from articles.archive import Archive
from articles.article import Hit, Span
from articles.certainty import Certainty
from articles.decisions.passages import hits
from articles.reposts.folding import put_down
from articles.storage import records
from articles.storage.schema import CERTAINTIES, KINDS
from articles.view import DEFAULT_KINDS
from places.place import Place
from places.resolution import Candidate

#: Passages shown of each name.
SAMPLES = 3

_COUNTED = ", ".join(str(KINDS.index(kind)) for kind in DEFAULT_KINDS)
#: Not in a repeat, in its article or in another.
_STANDS = "passage IS NOT NULL AND passage NOT IN (SELECT passage FROM temp.left_out)"
_SETTLED = ", ".join(str(CERTAINTIES.index(each)) for each in (Certainty.VERIFIED, Certainty.EXCLUDED))


@dataclass(frozen=True, slots=True)
class Group:
    """The mentions of one name that are taken for one place, none of them settled: one decision does them all."""

    #: The key of the name: ``Decision.name``.
    name: str
    #: As texts write it most often.
    toponym: str
    #: None for a name that is not on the map.
    place: Place | None
    where: str
    mentions: int
    articles: int
    #: The mean of the mentions.
    confidence: float
    #: Number of a place, and of a judgement, in the archive.
    subject: int = field(repr=False)
    judgement: int = field(repr=False)

    @property
    def impact(self) -> float:
        """How many of the mentions are wrong, by the geoparser's own account: mentions x (1 - confidence)."""
        return self.mentions * (1 - self.confidence)


@dataclass(frozen=True, slots=True)
class Item:
    """A group with what a person needs to decide it."""

    group: Group
    #: Best first, the place it is taken for in front.
    candidates: tuple[Candidate, ...]
    #: Where each candidate lies, for people, in the same order.
    wheres: tuple[str, ...]
    #: The newest passages of different articles first, the mentions in them as spans.
    samples: tuple[Hit, ...]


@dataclass(frozen=True)
class Queue:
    """All that is not settled, by impact, at one revision of the archive. Adjectives, which say who, are left out."""

    groups: tuple[Group, ...]
    #: Mentions in the archive that count, and those of them that are settled.
    mentions: int
    settled: int
    #: Mentions that count by the geoparser's own word: no decision changes how many.
    own: int = field(repr=False)

    def verifies(self, decisions: int) -> float:
        """From 0 to 1: the share of all mentions that is settled after the first so many decisions of the queue."""
        if not self.mentions:
            return 1.0
        return (self.settled + sum(group.mentions for group in self.groups[: max(decisions, 0)])) / self.mentions

    def decisions_for(self, share: float) -> int:
        """The fewest decisions, taken in the queue's order, after which that *share* of all mentions is settled."""
        settled, needed = self.settled, 0
        for group in self.groups:
            if settled >= share * self.mentions:
                break
            settled += group.mentions
            needed += 1
        return needed


def check_queue(archive: Archive) -> Queue:
    """Goes through all mentions: asked when the Check view opens; after a decision there, see ``rechecked``."""
    with archive.database.reading() as db:
        groups = _groups(db)
        (mentions,) = db.execute(f"SELECT count(*) FROM mention WHERE {_STANDS} AND kind IN ({_COUNTED})").fetchone()
        return _queue(db, groups, mentions - _counting_by_decision(db))


def rechecked(archive: Archive, queue: Queue, names: Collection[str]) -> Queue:
    """*queue* after decisions on *names*, which are ``Group.name`` or ``Decision.name``; only these are gone through.

    Equal to ``check_queue`` where nothing else has changed since.
    """
    with archive.database.reading() as db:
        groups = [*(each for each in queue.groups if each.name not in names), *_groups(db, names)]
        return _queue(db, groups, queue.own)


def _queue(db: sqlite3.Connection, groups: list[Group], own: int) -> Queue:
    groups.sort(key=lambda group: (-group.impact, -group.mentions, group.name, group.subject))
    mentions = own + _counting_by_decision(db)
    return Queue(tuple(groups), mentions, mentions - sum(group.mentions for group in groups), own)


def _counting_by_decision(db: sqlite3.Connection) -> int:
    """How many mentions count because somebody decided on their role: to call an adjective a place makes it one."""
    sql = f"""SELECT count(*) FROM decided AS d CROSS JOIN mention ON mention.n = d.mention
        WHERE d.kind NOT IN ({_COUNTED}) AND mention.kind IN ({_COUNTED}) AND {_STANDS}"""
    number: int = db.execute(sql).fetchone()[0]
    return number


def _groups(db: sqlite3.Connection, names: Collection[str] | None = None) -> list[Group]:
    """What is not settled of *names*, or of all, in no order."""
    put_down(db)
    asked, values = "mention", tuple[str, ...]()
    if names is not None:
        asked = (
            "resolution AS of CROSS JOIN mention ON mention.article = of.article AND mention.resolution = of.n "
            "AND of.name IN (SELECT value FROM json_each(?))"
        )
        values = (json.dumps(sorted(names)),)
    # First by judgement, which is a number, then by name. SQLite takes what is in no aggregate from the row of the
    # one max(): the judgement made for most mentions (https://www.sqlite.org/lang_select.html#bareagg).
    rows = db.execute(
        f"""SELECT r.name, m.place, sum(m.mentions), count(DISTINCT r.article),
                sum(m.mentions * r.confidence), r.toponym, r.n, max(m.mentions)
            FROM (
                SELECT mention.resolution, mention.place, count(*) AS mentions FROM {asked}
                LEFT JOIN decided ON decided.mention = mention.n
                WHERE {_STANDS} AND mention.kind IN ({_COUNTED}) AND certainty NOT IN ({_SETTLED})
                    AND coalesce(decided.decision, '') = ''
                GROUP BY mention.resolution, mention.place
            ) AS m JOIN resolution AS r ON r.n = m.resolution
            GROUP BY r.name, m.place""",
        values,
    ).fetchall()
    subjects = records.subjects_by_number(db, {row[1] for row in rows})
    return [
        Group(
            name,
            toponym,
            subjects[subject].place,
            subjects[subject].where,
            number,
            articles,
            sure / number,
            subject,
            judgement,
        )
        for name, subject, number, articles, sure, toponym, judgement, _ in rows
    ]


def items(archive: Archive, groups: Sequence[Group]) -> tuple[Item, ...]:
    """What a person needs to decide *groups*; those only that are shown."""
    with archive.database.reading() as db:
        return tuple(_item(db, group) for group in groups)


def _item(db: sqlite3.Connection, group: Group) -> Item:
    (told,) = db.execute("SELECT candidates FROM resolution WHERE n = ?", (group.judgement,)).fetchone()
    scores: list[tuple[str, float]] = json.loads(told)
    known = records.subjects_by_id(db, [id_ for id_, _ in scores])
    ranked = [(known[id_], score) for id_, score in scores if known[id_].place]
    candidates = tuple(Candidate(place, score) for subject, score in ranked if (place := subject.place))
    return Item(group, candidates, tuple(subject.where for subject, _ in ranked), _samples(db, group))


def _samples(db: sqlite3.Connection, group: Group) -> tuple[Hit, ...]:
    put_down(db)
    """Of the newest articles the first passage of each, then the second."""
    named = f"""resolution r CROSS JOIN mention m ON m.article = r.article AND m.resolution = r.n
        WHERE r.name = ? AND m.place = ? AND {_STANDS} AND m.kind IN ({_COUNTED})"""
    newest = f"SELECT m.article FROM {named} GROUP BY m.article ORDER BY m.day DESC, min(m.n) LIMIT {SAMPLES}"
    rows = db.execute(
        f"""SELECT m.passage, m.start, m.end, row_number() OVER (PARTITION BY m.article ORDER BY m.start) AS turn
            FROM {named} AND r.article IN ({newest}) ORDER BY turn, m.day DESC, m.n""",
        (group.name, group.subject) * 2,
    ).fetchall()
    chosen = list(dict.fromkeys(passage for passage, *_ in rows))[:SAMPLES]
    return hits(db, {n: [Span(start, end) for passage, start, end, _ in rows if passage == n] for n in chosen})
