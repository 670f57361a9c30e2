"""Addresses of mentions and passages that are found again after their article was imported anew."""

from __future__ import annotations

import re
from collections.abc import Iterable

from articles.article import Span
from articles.decisions.decision import Spot

#: How much of the text on either side is remembered, in characters.
CONTEXT = 24
#: How much of a passage's beginning.
OPENING = 60

_BREAK = re.compile(r"\n\s*\n")


def spot_of(document: str, start: int, end: int) -> Spot:
    """The address of what stands at ``document[start:end]``."""
    starts = _occurrences(document, document[start:end])
    return Spot(starts.index(start) + 1, start, end, *_context(document, start, end))


def located(document: str, toponym: str, spot: Spot) -> Span | None:
    """Where the *spot* of *toponym* is in *document* now.

    The text around it has to be as it was; where the same words stand there several times, their number or their
    offset must be too. None where the text has changed, so that nobody can say which mention was meant.
    """
    size = len(toponym)
    alike = [
        (number, start)
        for number, start in enumerate(_occurrences(document, toponym), 1)
        if _context(document, start, start + size) == (spot.before, spot.after)
    ]
    return _chosen(alike, spot, size)


def passage_spot(document: str, passage: Span, passages: Iterable[Span]) -> Spot:
    """The address of one of the *passages* of *document*."""
    opening = _opening(document, passage)
    alike = [each.start for each in passages if _opening(document, each) == opening]
    return Spot(alike.index(passage.start) + 1, passage.start, passage.end, after=opening)


def located_passage(document: str, spot: Spot, passages: Iterable[Span]) -> Span | None:
    """The passage that begins as that of *spot* did; None where there is none now, or no telling which."""
    alike = {each.start: each for each in passages if _opening(document, each) == spot.after}
    found = _chosen(list(enumerate(alike, 1)), spot, 0)
    return alike[found.start] if found else None


def _chosen(alike: list[tuple[int, int]], spot: Spot, size: int) -> Span | None:
    if len(alike) == 1:
        return Span(alike[0][1], alike[0][1] + size)
    for same in (
        [start for number, start in alike if number == spot.occurrence and start == spot.start],
        [start for number, start in alike if number == spot.occurrence],
        [start for _, start in alike if start == spot.start],
    ):
        if same:
            return Span(same[0], same[0] + size)
    return None


def _occurrences(document: str, toponym: str) -> list[int]:
    """Where *toponym* begins, also within a longer word: what is a word changes with the geoparser, letters do not."""
    starts, start = [], document.find(toponym)
    while start >= 0:
        starts.append(start)
        start = document.find(toponym, start + 1)
    return starts


def _context(document: str, start: int, end: int) -> tuple[str, str]:
    """The words before and after, no farther than the paragraph: what stands in others may change."""
    # Twice the length is looked at, so that wider space between the words changes nothing.
    before = _BREAK.split(document[max(0, start - 2 * CONTEXT) : start])[-1]
    after = _BREAK.split(document[end : end + 2 * CONTEXT])[0]
    return " ".join(before.split())[-CONTEXT:], " ".join(after.split())[:CONTEXT]


def _opening(document: str, passage: Span) -> str:
    return " ".join(document[passage.start : min(passage.end, passage.start + 2 * OPENING)].split())[:OPENING]
