"""Passages: a document cut into its headline and readable paragraphs, offsets kept, repeats folded."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from articles.article import HEADLINE_BREAK, Article, Passage, Span

#: Paragraphs longer than this are cut at sentence ends, in characters.
LONGEST_PASSAGE = 700

#: No part is shorter than this unless its paragraph is.
SHORTEST_PART = 150

#: Nobody wraps lines at such a width, so a longer line is a paragraph of its own.
WIDEST_WRAPPED_LINE = 160

# A stop with what closes after it, then space; or one of the stops of scripts that write no space.
_SENTENCE_END = re.compile(r"""[.!?\u2026\u061f\u06d4][.!?\u2026"'\u201d\u2019)\]]*(?=\s)|[\u3002\uff01\uff1f]|\n""")

# "U.S. forces", "Gen. Soleimani", "J. Smith": these stops end no sentence.
_ABBREVIATED = re.compile(
    r"(?:\b[^\W\d_]|\b(?:Mr|Mrs|Ms|Dr|Prof|St|Sen|Rep|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Brig|Adm|Rev|Hon|No|vs|Jr|Sr"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Inc|Ltd|Co|Corp|approx|ca|cf|e\.g|i\.e))\.$"
)


def passages(article: Article) -> tuple[Passage, ...]:
    """The headline, then the paragraphs in order, long ones in parts; none empty, none overlapping another.

    A paragraph that says again, but for case and space, what stood before is left out; ``copies`` of the first
    counts it. So every word of the document stands in a passage or in a repeat of one.
    """
    found: list[Passage] = []
    first: dict[str, slice] = {}
    document = article.document
    for span, is_headline in _paragraphs(article):
        key = " ".join(document[span.start : span.end].casefold().split())
        if key in first:
            again = first[key]
            found[again] = [replace(part, copies=part.copies + 1) for part in found[again]]
            continue
        parts = [span] if is_headline else list(_parts(document, span))
        first[key] = slice(len(found), len(found) + len(parts))
        found += [Passage(article.id, p.start, p.end, document[p.start : p.end], is_headline) for p in parts]
    return tuple(found)


def passage_at(ordered: Sequence[Passage], offset: int) -> int | None:
    """The index of the passage in which the character at *offset* stands; None in a folded repeat or in between."""
    index = bisect_right(ordered, offset, key=lambda passage: passage.start) - 1
    return index if index >= 0 and offset < ordered[index].end else None


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of *text* in order, without the space around them; "Gen. Soleimani" ends none."""
    found, start = [], 0
    for match in _SENTENCE_END.finditer(text):
        if _ABBREVIATED.search(text, max(start, match.end() - 12), match.end()):
            continue
        if span := _stripped(text, start, match.end()):
            found.append(span)
        start = match.end()
    if span := _stripped(text, start, len(text)):
        found.append(span)
    return tuple(found)


def _paragraphs(article: Article) -> Iterator[tuple[Span, bool]]:
    document = article.document
    text_start = len(article.headline) + len(HEADLINE_BREAK) if article.headline else 0
    if headline := _stripped(document, 0, len(article.headline)):
        yield headline, True
    for paragraph in paragraph_spans(document, text_start):
        yield paragraph, False


def paragraph_spans(document: str, start: int = 0) -> Iterator[Span]:
    """The paragraphs from *start* on, without the space around them: blank lines part them, and so do long lines."""
    opened: int | None = None
    end = at = start
    for line in document[start:].splitlines(keepends=True):
        span = _stripped(document, at, at + len(line))
        at += len(line)
        if span is not None:
            opened = span.start if opened is None else opened
            end = span.end
        if opened is not None and (span is None or span.end - span.start > WIDEST_WRAPPED_LINE):
            yield Span(opened, end)
            opened = None
    if opened is not None:
        yield Span(opened, end)


def _parts(document: str, paragraph: Span) -> Iterator[Span]:
    start, end = paragraph.start, paragraph.end
    while end - start > LONGEST_PASSAGE:
        cut = _cut(document, start, end)
        if part := _stripped(document, start, cut):
            yield part
        start = cut
    if part := _stripped(document, start, end):
        yield part


def _cut(document: str, start: int, end: int) -> int:
    """Where the part that begins at *start* should end: parts come out about equal."""
    aim = start + (end - start) // math.ceil((end - start) / LONGEST_PASSAGE)
    low, high = start + SHORTEST_PART, start + LONGEST_PASSAGE
    ends = [match.end() for match in _SENTENCE_END.finditer(document, low, min(high + 1, end))]
    ends = [at for at in ends if at <= end - SHORTEST_PART and not _ABBREVIATED.search(document, at - 12, at)]
    if ends:
        return min(ends, key=lambda at: abs(at - aim))
    space = max(document.rfind(" ", low, high), document.rfind("\n", low, high))
    return space if space > 0 else high


def _stripped(document: str, start: int, end: int) -> Span | None:
    text = document[start:end]
    if not (stripped := text.strip()):
        return None
    start += len(text) - len(text.lstrip())
    return Span(start, start + len(stripped))
