"""Quoting: what of a passage is shown under the text policy, the sentences with most of what was asked for first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from articles.article import Article, Hit, Passage, Span
from articles.hosting.policy import FULL, LINK, LONGEST_SENTENCE, Allowance, Reader, TextPolicy
from articles.passages import sentences
from articles.reposts.telling import Repeats, told_to

_MORE = "…"


@dataclass(frozen=True, slots=True)
class Quoted:
    """What is shown of a passage."""

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


def quoted(passage: Passage, spans: Iterable[Span], allowance: Allowance) -> Quoted:
    """*passage* as far as *allowance* lets it out; *spans* count in the article's document, as those of a Hit do."""
    spans = tuple(spans)
    if allowance.is_link and not passage.is_headline:
        return Quoted("")
    if allowance.sentences is None or passage.is_headline:
        window = Span(0, len(passage.text))
    else:
        within = [Span(span.start - passage.start, span.end - passage.start) for span in spans]
        window = _window(passage.text, within, allowance.sentences)
    return cut(passage, spans, window)


def cut(passage: Passage, spans: Iterable[Span], window: Span) -> Quoted:
    """The part of *passage* in *window*, which counts in its text, with an ellipsis where something was left out."""
    before = _MORE + " " if window.start else ""
    after = " " + _MORE if window.end < len(passage.text) else ""
    text = before + passage.text[window.start : window.end] + after
    bare = Quoted(text, (), Span(passage.start + window.start, passage.start + window.end), len(before))
    kept = (bare.locate(span.start, span.end) for span in spans)
    return replace(bare, spans=tuple(span for span in kept if span))


class Ration:
    """What one answer (a page of passages, a reader's page, an export) still gives of each article.

    Of an article with a snippet of three sentences, its passages have three together, in the order they are asked
    for; the others come out empty, and what is left is the way to the article.
    """

    def __init__(self, policy: TextPolicy, reader: Reader, *, by_passage: bool = False) -> None:
        """*by_passage* gives each passage its sentences, for what an editor takes along and answers for."""
        self._policy = policy
        self._reader = reader
        self._by_passage = by_passage
        self._given: dict[str, int] = {}
        self._applied: set[Allowance] = set()

    @property
    def applied(self) -> tuple[Allowance, ...]:
        """The allowances that articles came out under, strictest first: what is to be said beside them."""
        return tuple(sorted(self._applied))

    def quoted(self, article: Article, passage: Passage, spans: Iterable[Span] = ()) -> Quoted:
        """*passage* of *article* as far as there is something left to give of it."""
        allowance = self._policy.allowed(article.outlet, self._reader)
        self._applied.add(allowance)
        if allowance.sentences is None or passage.is_headline:
            return quoted(passage, spans, FULL)
        if self._by_passage:
            return quoted(passage, spans, allowance)
        left = allowance.sentences - self._given.get(article.id, 0)
        shown = quoted(passage, spans, Allowance(left) if left > 0 else LINK)
        if shown.window:
            inside = passage.text[shown.window.start - passage.start : shown.window.end - passage.start]
            self._given[article.id] = self._given.get(article.id, 0) + len(sentences(inside))
        return shown

    def told(self, article: Article, repeats: Mapping[int, Repeats]) -> dict[int, Repeats]:
        """Where else passages of *article* stand: by name only where something of both texts may be shown.

        Else what may not be shown of the one would be read in the other.
        """
        if not repeats:
            return {}
        gives_text = self._gives_text(article.outlet)
        return {
            start: told_to(each, lambda other: gives_text and self._gives_text(other.outlet))
            for start, each in repeats.items()
        }

    def _gives_text(self, outlet: str) -> bool:
        return not self._policy.allowed(outlet, self._reader).is_link

    def hit(self, hit: Hit) -> Hit:
        """*hit* with no more in its passage than may be shown; offsets still count in the document.

        Its passage may begin elsewhere then: ask the old one for its star and notes.
        """
        window = self.quoted(hit.article, hit.passage, hit.spans).window or Span(hit.passage.start, hit.passage.start)
        text = hit.passage.text[window.start - hit.passage.start : window.end - hit.passage.start]
        passage = replace(hit.passage, start=window.start, end=window.end, text=text)
        spans = (Span(max(s.start, window.start), min(s.end, window.end)) for s in hit.spans)
        return Hit(hit.article, passage, tuple(span for span in spans if span.start < span.end))


def _window(text: str, spans: Sequence[Span], number: int) -> Span:
    """The *number* of sentences that hold as many of *spans* as any others would, the first such."""
    parts = sentences(text) or (Span(0, len(text)),)
    runs = [parts[n : n + number] for n in range(max(1, len(parts) - number + 1))]
    held = [[span for span in spans if run[0].start <= span.start < run[-1].end] for run in runs]
    best = max(range(len(runs)), key=lambda n: (len(held[n]), -n))
    run = runs[best]
    span = held[best][0] if held[best] else Span(run[0].start, run[0].start)
    start, end = run[0].start, max(run[-1].end, span.end)
    longest = number * LONGEST_SENTENCE
    if end - start > longest:
        start = max(start, min(span.start - longest // 3, end - longest))
        end = max(min(end, start + longest), span.end)
        # Between words, where there is a space to cut at.
        start = max(start, text.find(" ", start, span.start) + 1) if start > run[0].start else start
        end = max(text.rfind(" ", span.end, end), span.end) if end < len(text) and " " in text[span.end : end] else end
    return Span(start, end)
