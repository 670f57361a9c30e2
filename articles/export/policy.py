"""Text policy: how much of an article's text leaves with an export. Articles belong to others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from articles.article import Passage, Span
from articles.passages import sentences

MOST_SENTENCES = 3
#: A text without full stops is no reason to give all of it away, in characters.
LONGEST_SNIPPET = 600

_MORE = "…"


class Policy(StrEnum):
    """What is given of a passage. Headlines, names and addresses are facts about an article, and always given."""

    #: The passage whole.
    FULL = "full"
    #: At most three sentences of it, those round the first mention.
    SNIPPET = "snippet"
    #: Nothing but the way to it.
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Quoted:
    """What an export shows of a passage."""

    #: "" under a policy that gives no text.
    text: str
    #: Where in *text* the mentions and words stand that were asked for.
    spans: tuple[Span, ...] = ()


def quoted(passage: Passage, spans: Iterable[Span], policy: Policy) -> Quoted:
    """*passage* as far as *policy* lets it out; *spans* count in the article's document, as those of a Hit do."""
    own = [Span(span.start - passage.start, span.end - passage.start) for span in spans]
    if policy is Policy.FULL or passage.is_headline:
        return Quoted(passage.text, tuple(own))
    if policy is Policy.LINK:
        return Quoted("")
    window = _window(passage.text, own[0] if own else Span(0, 0))
    before = _MORE + " " if window.start else ""
    after = " " + _MORE if window.end < len(passage.text) else ""
    shift = window.start - len(before)
    kept = [
        Span(max(span.start, window.start) - shift, min(span.end, window.end) - shift)
        for span in own
        if span.start < window.end and span.end > window.start
    ]
    return Quoted(before + passage.text[window.start : window.end] + after, tuple(kept))


def _window(text: str, span: Span) -> Span:
    """The sentence of *span* with its neighbours."""
    parts = sentences(text) or (Span(0, len(text)),)
    at = max((n for n, part in enumerate(parts) if part.start <= span.start), default=0)
    first = max(0, min(at - 1, len(parts) - MOST_SENTENCES))
    start, end = parts[first].start, max(parts[min(first + MOST_SENTENCES, len(parts)) - 1].end, span.end)
    if end - start > LONGEST_SNIPPET:
        start = max(start, min(span.start - LONGEST_SNIPPET // 3, end - LONGEST_SNIPPET))
        end = max(min(end, start + LONGEST_SNIPPET), span.end)
        # Between words, where there is a space to cut at.
        start = max(start, text.find(" ", start, span.start) + 1) if start > parts[first].start else start
        end = max(text.rfind(" ", span.end, end), span.end) if end < len(text) and " " in text[span.end : end] else end
    return Span(start, end)
