"""Deciding: what the page and the command line do with decisions over one archive."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from articles.archive import Archive
from articles.article import Article, Hit, Span
from articles.certainty import Certainty
from articles.decisions.addressing import located_passage, passage_spot, spot_of
from articles.decisions.alike import TOUCHED, gathered
from articles.decisions.applying import Change, changes_of
from articles.decisions.decision import Action, Decision, DecisionError, Origin, Scope
from articles.decisions.file import DecisionFile
from articles.decisions.standing import names_of, standing
from articles.hosting.access import OPERATOR, Role, Visitor
from articles.hosting.audit import Audit
from articles.hosting.logs import event
from articles.storage import records
from articles.storage.database import ArchiveError
from articles.storage.schema import CERTAINTIES
from articles.words import phrase
from places.place import Place
from places.resolution import Resolution

#: Passages shown of what a decision would change.
EXAMPLES = 5

#: Sorts behind every decision that was made: a draft is the latest.
_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Affected:
    """What a decision would change: counted as the page counts, so that repeats in one article are one."""

    mentions: int
    articles: int
    #: Some of the passages, the mentions in them as spans; newest first.
    examples: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A mention as the reader is shown it."""

    #: As it stands now: place and role are the decided ones.
    resolution: Resolution
    certainty: Certainty
    #: What settled its place, and its role; None where nobody did.
    decision: Decision | None = None
    role_decision: Decision | None = None
    #: What the geoparser had said; None where it had no place.
    own_place: Place | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """An entry of the history."""

    decision: Decision
    #: Whether it was not undone, or brought back.
    holds: bool
    #: The entry that undid it; to bring it back, undo that.
    undone_by: Decision | None = None


class Decisions:
    """The decisions over one archive; may be asked from many threads."""

    def __init__(self, archive: Archive, by: Visitor | Callable[[], Visitor] = OPERATOR) -> None:
        """*by* decides, and answers for it; a function is asked at each act, for rights may be taken meanwhile.

        Raises ArchiveError for an archive only to be read, such as the sample.
        """
        if archive.decisions is None:
            raise ArchiveError(f"{archive.path} cannot be corrected: add articles to an archive of your own")
        self.archive = archive
        self.file: DecisionFile = archive.decisions
        self._by = by

    @property
    def by(self) -> Visitor:
        """Who decides now."""
        return self._by() if callable(self._by) else self._by

    # Drafts

    def draft(
        self,
        action: Action,
        scope: Scope,
        toponym: str = "",
        *,
        article: str = "",
        span: Span | None = None,
        outlet: str = "",
        place: Place | None = None,
        where: str = "",
        who: str = "",
        why: str = "",
        origin: Origin = Origin.READING,
    ) -> Decision:
        """A decision to preview or to make. *span* is that of the mention or passage in its article's document.

        For the scope OUTLET, *article* may stand for its outlet. Raises DecisionError where it has no meaning here.
        """
        found = self.archive.article(article) if article else None
        if article and found is None:
            raise DecisionError(f"the archive has no article {article!r}: its id stands in the link to it")
        spot = None
        if found and span:
            if scope is Scope.MENTION:
                toponym = found.document[span.start : span.end]
                spot = spot_of(found.document, span.start, span.end)
            elif scope is Scope.PASSAGE:
                spot = passage_spot(found.document, span, self._passages(article))
        if scope is Scope.OUTLET and found and not outlet:
            outlet = found.outlet
        narrow = scope in (Scope.MENTION, Scope.ARTICLE, Scope.PASSAGE)
        return Decision(
            action,
            scope,
            toponym,
            article if narrow else "",
            outlet if scope is Scope.OUTLET else "",
            spot,
            place,
            where or (self.archive.where(place.id) if place else ""),
            origin=origin,
            who=who,
            why=why,
        )

    def preview(self, decision: Decision) -> Affected:
        """What making *decision*, or an undo, would change."""
        self.archive.apply_decisions()
        drafted = replace(decision, when=_LAST, id="draft", who="", why="")
        # A dialog is drawn again at every key.
        question = ("preview", self.file.read().digest, drafted)
        return self.archive.recently(question, lambda: self._preview(drafted))

    def _preview(self, drafted: Decision) -> Affected:
        entries = (*self.file.read().decisions, drafted)
        with self.archive.database.reading() as db:
            stands = standing(entries)
            with gathered(db, stands, names_of([drafted], entries)) as found:
                seen = [change.alike for change in changes_of(stands, found) if _is_seen(change)]
                return _affected(db, seen)

    # Making and taking back

    def decide(self, decision: Decision) -> Decision:
        """Write *decision* to the file and lay it over the archive; as it was written, with id and time.

        Who has signed in decides under that address. Raises NotAllowedError for whom is no editor, and ArchiveError
        where the file cannot be written; nothing is decided then. Where the archive cannot be, it is decided all the
        same, as the message says.
        """
        by = self.by
        by.require(Role.EDITOR, phrase("decide"))
        if by.address:
            decision = replace(decision, who=by.address)
        self.archive.database.check()
        try:
            (written,) = self.file.append([decision])
        except OSError as error:
            raise ArchiveError(
                f"{self.file.path} cannot be written ({error}): see that the disk has room and the file is yours"
            ) from error
        event("decision", file=str(self.file.path), id=written.id, action=written.action.value)
        Audit(self.file.path.parent).record(
            by, "decision", id=written.id, action=written.action.value, **_facts(written)
        )
        try:
            self.archive.apply_decisions()
        except ArchiveError as error:
            raise ArchiveError(
                f"the decision is kept in {self.file.path}, and holds as soon as the archive can be written: {error}"
            ) from error
        return written

    def undo(self, id_: str, *, who: str = "", why: str = "") -> Decision:
        """The entry that takes the decision of that id back. Raises DecisionError where there is nothing to undo."""
        past = self._past(id_)
        if not past.holds:
            raise DecisionError(f"the decision {id_!r} is undone already")
        return self.decide(Decision(Action.UNDO, undoes=id_, who=who, why=why))

    def redo(self, id_: str, *, who: str = "", why: str = "") -> Decision:
        """The entry that brings the undone decision of that id back, by undoing the undoing."""
        past = self._past(id_)
        if past.undone_by is None:
            raise DecisionError(f"the decision {id_!r} holds: there is nothing to bring back")
        return self.decide(Decision(Action.UNDO, undoes=past.undone_by.id, who=who, why=why))

    # What there is

    def names(self, decision: Decision) -> frozenset[str]:
        """The names, as in ``Decision.name``, that making *decision* touches: of an undo, those of what it undoes."""
        return frozenset(names_of([decision], self.file.read().decisions))

    def history(self) -> tuple[Past, ...]:
        """Every entry, the latest first."""
        entries, stands = self.file.read().decisions, self.file.standing()
        by_id = {entry.id: entry for entry in entries}
        return tuple(
            Past(entry, entry.id in stands.alive, by_id.get(stands.undone_by.get(entry.id, "")))
            for entry in sorted(entries, key=lambda entry: (entry.when, entry.id), reverse=True)
        )

    def judgements(self, article: str) -> tuple[Judgement, ...]:
        """Every mention of the article's document in order, also those decided to be no place."""
        by_id = {entry.id: entry for entry in self.file.read().decisions}
        with self.archive.database.reading() as db:
            resolutions = records.resolutions_of(db, article, excluded=True)
            rows = db.execute(
                """SELECT m.certainty, d.decision, d.role_decision, r.place FROM mention AS m
                   JOIN resolution AS r ON r.n = m.resolution LEFT JOIN decided AS d ON d.mention = m.n
                   WHERE m.article = ? ORDER BY m.start, m.end DESC""",
                (_number_of(db, article),),
            ).fetchall()
            own = records.subjects_by_number(db, {place for *_, place in rows})
        return tuple(
            Judgement(resolution, CERTAINTIES[certainty], by_id.get(decision), by_id.get(role), own[place].place)
            for resolution, (certainty, decision, role, place) in zip(resolutions, rows, strict=True)
        )

    def _past(self, id_: str) -> Past:
        for past in self.history():
            if past.decision.id == id_:
                return past
        raise DecisionError(f"there is no decision {id_!r}: `decisions` lists those there are")

    def _passages(self, article: str) -> list[Span]:
        with self.archive.database.reading() as db:
            return passages_of(db, article)


def passages_of(db: sqlite3.Connection, article: str) -> list[Span]:
    """In reading order; empty for an article that is not there."""
    number = _number_of(db, article)
    rows = db.execute("SELECT start, end FROM passage WHERE article = ? ORDER BY n", (number,))
    return [Span(start, end) for start, end in rows]


def located_in(db: sqlite3.Connection, decision: Decision) -> int | None:
    """The number of the passage that *decision* is on; None where its article is not here or has changed."""
    article = records.article_by_id(db, decision.article)
    if article is None or decision.spot is None:
        return None
    passage = located_passage(article.document, decision.spot, passages_of(db, decision.article))
    if passage is None:
        return None
    sql = "SELECT n FROM passage WHERE article = ? AND start = ?"
    return int(db.execute(sql, (_number_of(db, decision.article), passage.start)).fetchone()[0])


def hits(db: sqlite3.Connection, spans: dict[int, list[Span]]) -> tuple[Hit, ...]:
    """The passages of those numbers with their spans, newest first, undated last."""
    found = zip(spans, records.passages_by_number(db, spans), strict=True)
    made = [Hit(article, passage, tuple(sorted(spans[n], key=_start))) for n, (article, passage) in found]
    return tuple(sorted(made, key=lambda hit: _age(hit.article)))


def _facts(decision: Decision) -> dict[str, str]:
    """What an audit says of a decision beside its action; the words of it stand in the decisions' own file."""
    facts = {
        "scope": decision.scope.value if decision.scope else "",
        "article": decision.article,
        "undoes": decision.undoes,
    }
    return {name: fact for name, fact in facts.items() if fact}


def _is_seen(change: Change) -> bool:
    """Whether a reader would notice: not where only the id of what decided it is another."""
    answer, now = change.answer, change.of.now
    return (answer.subject, answer.kind, answer.certainty) != (now.subject, now.kind, now.certainty)


def _affected(db: sqlite3.Connection, kinds: list[int]) -> Affected:
    """What is counted of the mentions of *kinds* among those that were gathered."""
    seen = f"""{TOUCHED} AS t CROSS JOIN mention AS m ON m.n = t.n
        WHERE t.alike IN (SELECT value FROM json_each(:kinds)) AND m.passage IS NOT NULL"""
    asked = {"kinds": json.dumps(kinds)}
    mentions, articles = db.execute(f"SELECT count(*), count(DISTINCT t.article) FROM {seen}", asked).fetchone()
    first = f"SELECT m.passage FROM {seen} GROUP BY m.passage ORDER BY t.article, min(m.start) LIMIT {EXAMPLES}"
    sql = f"SELECT m.passage, m.start, m.end FROM {seen} AND m.passage IN ({first}) ORDER BY t.article, m.start"
    spans: dict[int, list[Span]] = {}
    for passage, start, end in db.execute(sql, asked):
        spans.setdefault(passage, []).append(Span(start, end))
    return Affected(mentions, articles, hits(db, spans))


def _number_of(db: sqlite3.Connection, article: str) -> int | None:
    row = db.execute("SELECT n FROM article WHERE id = ?", (article,)).fetchone()
    return int(row[0]) if row else None


def _age(article: Article) -> int:
    return -article.published.toordinal() if article.published else 0


def _start(span: Span) -> int:
    return span.start
