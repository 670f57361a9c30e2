"""Judgements: the mentions of an article as they stand, and who settled them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from articles.certainty import Certainty
from articles.decisions.decision import Decision
from articles.decisions.passages import number_of
from articles.storage import records
from articles.storage.schema import CERTAINTIES
from places.place import Place
from places.resolution import Resolution


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


def judgements(db: sqlite3.Connection, article: str, by_id: Mapping[str, Decision]) -> tuple[Judgement, ...]:
    """Every mention of the article's document in order; *by_id* are the entries of the decisions file."""
    resolutions = records.resolutions_of(db, article, excluded=True)
    rows = db.execute(
        """SELECT m.certainty, d.decision, d.role_decision, r.place FROM mention AS m
           JOIN resolution AS r ON r.n = m.resolution LEFT JOIN decided AS d ON d.mention = m.n
           WHERE m.article = ? ORDER BY m.start, m.end DESC""",
        (number_of(db, article),),
    ).fetchall()
    own = records.subjects_by_number(db, {place for *_, place in rows})
    return tuple(
        Judgement(resolution, CERTAINTIES[certainty], by_id.get(decision), by_id.get(role), own[place].place)
        for resolution, (certainty, decision, role, place) in zip(resolutions, rows, strict=True)
    )
