"""Precision: how many of the mentions on the map are where they belong, estimated from what people settled."""

from __future__ import annotations

import heapq
import math
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from articles.archive import Archive
from articles.article import Span
from articles.certainty import Certainty
from articles.decisions.decision import Decision, Origin
from articles.reposts.folding import put_down
from articles.storage.schema import CERTAINTIES, KINDS
from articles.view import DEFAULT_KINDS
from articles.words import say

#: How many mentions are drawn.
SAMPLE = 100
#: From fewer nothing is said.
FEWEST = 10
#: Quantile of the normal distribution for an interval that holds the truth 95 times in 100.
_Z = 1.959964

_COUNTED = ", ".join(str(KINDS.index(kind)) for kind in DEFAULT_KINDS)
#: Not in a repeat, in its article or in another.
_STANDS = "m.passage IS NOT NULL AND m.passage NOT IN (SELECT passage FROM temp.left_out)"


class Basis(StrEnum):
    """What an estimate rests on, and so how far to believe it."""

    #: Mentions drawn by chance: right on average.
    SAMPLE = "sample"
    #: The names that people settled from the queue, which begins with the doubtful: the archive is likely better.
    QUEUE = "queue"


@dataclass(frozen=True, slots=True)
class Sampled:
    """One of the mentions drawn; the same mentions of the same texts are drawn again after a rebuild."""

    article: str
    toponym: str
    span: Span
    is_settled: bool
    #: Whether the geoparser had put it where a person did; None where none settled it, or nobody could.
    is_right: bool | None


@dataclass(frozen=True, slots=True)
class Precision:
    """Of the mentions that the geoparser put on the map, the share that belongs where it put them."""

    share: float
    #: The bounds of the 95 % interval of Wilson (1927).
    low: float
    high: float
    #: The mentions it rests on, and those of them that were right.
    checked: int
    right: int
    basis: Basis
    #: How many independent mentions they are worth: 40 of one name, decided at once, are hardly more than one.
    worth: float

    @property
    def bias(self) -> str:
        """What a reader has to know of how the mentions were chosen."""
        if self.basis is Basis.SAMPLE:
            return say("Drawn by chance from all mentions on the map, so right on average.")
        return say("Names from the queue, which begins with what the geoparser doubts: the archive is likely better.")


def sample(archive: Archive, size: int = SAMPLE) -> tuple[Sampled, ...]:
    """*size* mentions drawn by chance from all that the geoparser put on the map, in the order in which to check them.

    Goes through all mentions: asked once for each revision of the archive.
    """
    with archive.database.reading() as db:
        put_down(db)
        ids = dict(db.execute("SELECT n, id FROM article"))
        rows = db.execute(
            f"""SELECT m.n, m.article, m.start FROM mention AS m JOIN resolution AS r ON r.n = m.resolution
                JOIN place AS own ON own.n = r.place
                WHERE {_STANDS} AND m.kind IN ({_COUNTED}) AND own.lat IS NOT NULL"""
        )
        drawn = heapq.nsmallest(
            size, ((zlib.crc32(b"%s %d" % (ids[article].encode(), start)), n) for n, article, start in rows)
        )
        found = [
            db.execute(
                """SELECT m.article, m.start, m.end, r.toponym, m.certainty, m.place = r.place, d.decision <> ''
                    FROM mention AS m JOIN resolution AS r ON r.n = m.resolution
                    LEFT JOIN decided AS d ON d.mention = m.n WHERE m.n = ?""",
                (n,),
            ).fetchone()
            for _, n in drawn
        ]
    return tuple(
        Sampled(ids[article], toponym, Span(start, end), bool(decided), _is_right(certainty, same, decided))
        for article, start, end, toponym, certainty, same, decided in found
    )


def precision(archive: Archive, drawn: Iterable[Sampled] | None = None) -> Precision | None:
    """The estimate of the geoparser's precision on *archive*, before corrections; None until enough is settled.

    By the sample, as far as its mentions are settled without a gap, however they were; else by what was settled from
    the queue.
    """
    checked = []
    for each in sample(archive) if drawn is None else drawn:
        if not each.is_settled:
            break
        if each.is_right is not None:
            checked.append(each.is_right)
    if len(checked) >= FEWEST:
        return _estimate([(right, 1) for right in checked], Basis.SAMPLE)
    return _from_queue(archive)


def wilson(share: float, number: float) -> tuple[float, float]:
    """The 95 % interval of a *share* seen in *number* independent cases."""
    z2 = _Z * _Z
    middle = (share + z2 / (2 * number)) / (1 + z2 / number)
    half = _Z / (1 + z2 / number) * math.sqrt(share * (1 - share) / number + z2 / (4 * number * number))
    return max(0.0, middle - half), min(1.0, middle + half)


def _from_queue(archive: Archive) -> Precision | None:
    if archive.decisions is None:
        return None
    by_id: dict[str, Decision] = {each.id: each for each in archive.decisions.read().decisions}
    with archive.database.reading() as db:
        put_down(db)
        rows = db.execute(
            f"""SELECT d.decision, r.name, m.certainty, m.place = r.place, count(*) FROM decided AS d
                JOIN mention AS m ON m.n = d.mention JOIN resolution AS r ON r.n = m.resolution
                JOIN place AS own ON own.n = r.place
                WHERE d.decision <> '' AND own.lat IS NOT NULL AND {_STANDS} AND m.kind IN ({_COUNTED})
                GROUP BY 1, 2, 3, 4"""
        ).fetchall()
    groups: Counter[tuple[str, bool]] = Counter()
    for id_, name, certainty, same, mentions in rows:
        right = _is_right(certainty, same, True)
        if right is not None and id_ in by_id and by_id[id_].origin is Origin.QUEUE:
            groups[name, right] += mentions
    estimate = _estimate([(right, mentions) for (_, right), mentions in groups.items()], Basis.QUEUE)
    return estimate if estimate and estimate.worth >= FEWEST else None


def _estimate(groups: list[tuple[bool, int]], basis: Basis) -> Precision | None:
    """From groups of mentions that were judged together."""
    checked = sum(size for _, size in groups)
    if not checked:
        return None
    right = sum(size for is_right, size in groups if is_right)
    # Kish's effective size of a sample whose members weigh differently.
    worth = checked * checked / sum(size * size for _, size in groups)
    low, high = wilson(right / checked, worth)
    return Precision(right / checked, low, high, checked, right, basis, worth)


def _is_right(certainty: int, same: int, decided: object) -> bool | None:
    if not decided or CERTAINTIES[certainty] is Certainty.UNKNOWN:
        return None
    return bool(same) and CERTAINTIES[certainty] is Certainty.VERIFIED
