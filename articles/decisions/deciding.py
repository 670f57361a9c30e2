"""Deciding: what the page and the command line do with decisions over one archive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from articles.archive import Archive
from articles.article import Span
from articles.decisions.addressing import passage_spot, spot_of
from articles.decisions.decision import Action, Decision, DecisionError, Origin, Scope
from articles.decisions.file import DecisionFile
from articles.decisions.judging import Judgement, judgements
from articles.decisions.passages import passages_of
from articles.decisions.previewing import Affected, affected
from articles.decisions.standing import names_of
from articles.hosting.access import OPERATOR, Role, Visitor
from articles.hosting.audit import Audit
from articles.hosting.logs import event
from articles.storage.database import ArchiveError
from articles.words import phrase
from places.place import Place

#: Sorts behind every decision that was made: a draft is the latest.
_LAST = datetime.max.replace(tzinfo=UTC)


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
        with self.archive.database.reading() as db:
            return affected(db, self.file.read().decisions, drafted)

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
            return judgements(db, article, by_id)

    def _past(self, id_: str) -> Past:
        for past in self.history():
            if past.decision.id == id_:
                return past
        raise DecisionError(f"there is no decision {id_!r}: `decisions` lists those there are")

    def _passages(self, article: str) -> list[Span]:
        with self.archive.database.reading() as db:
            return passages_of(db, article)


def _facts(decision: Decision) -> dict[str, str]:
    """What an audit says of a decision beside its action; the words of it stand in the decisions' own file."""
    facts = {
        "scope": decision.scope.value if decision.scope else "",
        "article": decision.article,
        "undoes": decision.undoes,
    }
    return {name: fact for name, fact in facts.items() if fact}
