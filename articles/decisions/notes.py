"""Notes and stars on passages: entries of the decisions file that change no count."""

from __future__ import annotations

from dataclasses import dataclass

from articles.article import Hit
from articles.decisions.deciding import Decisions
from articles.decisions.decision import Action, Decision
from articles.decisions.passages import located_in
from articles.storage import records


@dataclass(frozen=True, slots=True)
class Noted:
    """A passage that somebody starred or wrote something on."""

    hit: Hit
    #: To take it away, undo it; None where there is none. The first, where several people starred it.
    star: Decision | None
    #: Oldest first; their words are ``why``.
    notes: tuple[Decision, ...]


def noted(decisions: Decisions, article: str = "") -> tuple[Noted, ...]:
    """The passages with notes or stars, those of one article if one is given, in the order they were first noted.

    Left out are those whose article is not here, or whose text has changed.
    """
    entries = decisions.file.standing().on_passages
    with decisions.archive.database.reading() as db:
        by_passage: dict[int, list[Decision]] = {}
        for entry in entries:
            if article in ("", entry.article) and (n := located_in(db, entry)) is not None:
                by_passage.setdefault(n, []).append(entry)
        found = records.passages_by_number(db, by_passage)
    return tuple(
        Noted(
            Hit(*each),
            next((entry for entry in entries if entry.action is Action.STAR), None),
            tuple(entry for entry in entries if entry.action is Action.NOTE),
        )
        for each, entries in zip(found, by_passage.values(), strict=True)
    )
