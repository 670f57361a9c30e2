"""Text policy: how much of an article's text leaves with an export. Articles belong to others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
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
    #: At most three sentences of it, those with most mentions.
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
    #: What part of the article's document is in *text*; None for none.
    window: Span | None = None
    #: How far into *text* it begins: after an ellipsis.
    lead: int = 0

    def locate(self, start: int, end: int) -> Span | None:
        """Where in *text* the part of the document from *start* to *end* stands; None where it was left out."""
        if self.window is None or start >= self.window.end or end <= self.window.start:
            return None
        shift = self.lead - self.window.start
        return Span(max(start, self.window.start) + shift, min(end, self.window.end) + shift)


def quoted(passage: Passage, spans: Iterable[Span], policy: Policy) -> Quoted:
    """*passage* as far as *policy* lets it out; *spans* count in the article's document, as those of a Hit do."""
    spans = tuple(spans)
    if policy is Policy.LINK and not passage.is_headline:
        return Quoted("")
    if policy is Policy.FULL or passage.is_headline:
        window = Span(0, len(passage.text))
    else:
        window = _window(passage.text, [Span(span.start - passage.start, span.end - passage.start) for span in spans])
    before = _MORE + " " if window.start else ""
    after = " " + _MORE if window.end < len(passage.text) else ""
    text = before + passage.text[window.start : window.end] + after
    bare = Quoted(text, (), Span(passage.start + window.start, passage.start + window.end), len(before))
    kept = (bare.locate(span.start, span.end) for span in spans)
    return replace(bare, spans=tuple(span for span in kept if span))


def _window(text: str, spans: Sequence[Span]) -> Span:
    """The sentences that hold as many of *spans* as any others would, the first such."""
    parts = sentences(text) or (Span(0, len(text)),)
    runs = [parts[n : n + MOST_SENTENCES] for n in range(max(1, len(parts) - MOST_SENTENCES + 1))]
    held = [[span for span in spans if run[0].start <= span.start < run[-1].end] for run in runs]
    best = max(range(len(runs)), key=lambda n: (len(held[n]), -n))
    run = runs[best]
    span = held[best][0] if held[best] else Span(run[0].start, run[0].start)
    start, end = run[0].start, max(run[-1].end, span.end)
    if end - start > LONGEST_SNIPPET:
        start = max(start, min(span.start - LONGEST_SNIPPET // 3, end - LONGEST_SNIPPET))
        end = max(min(end, start + LONGEST_SNIPPET), span.end)
        # Between words, where there is a space to cut at.
        start = max(start, text.find(" ", start, span.start) + 1) if start > run[0].start else start
        end = max(text.rfind(" ", span.end, end), span.end) if end < len(text) and " " in text[span.end : end] else end
    return Span(start, end)
