"""Showing: what of an archive's texts a reader is given, whatever they ask for.

Of an article under "snippet 3" there are three sentences that such a reader may see, and no others, ever: were they
chosen by what is asked for, then one question after another (this place, that word) would give the whole text. They
are chosen to say much: each names as many places as it can that those before it do not.

Questions themselves can tell a text, too: whether "entered the city at" stands in it, and then with which next word.
So whoever may not read a text in full asks for its words singly. Which words a paragraph holds can then be found out,
in no order, as libraries give them out of books they may not lend; what they say together cannot.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from articles.answering.recent import Recent
from articles.archive import Archive
from articles.article import HEADLINE_BREAK, Article, Passage, Span
from articles.hosting.policy import FULL, LONGEST_SENTENCE, Reader, TextPolicy
from articles.passages import sentences
from articles.quoting import Quoted, Ration, cut, quoted
from articles.searching.search import single_words
from articles.storage.storing import name_key
from articles.view import View
from places.mention import Mention

#: Of so many articles it is remembered which sentences they are.
_REMEMBERED = 2_000
_recent: Recent[tuple[Span, ...]] = Recent(_REMEMBERED)


@dataclass(frozen=True, slots=True)
class Showing:
    """What one kind of reader is given under one policy."""

    policy: TextPolicy = field(default_factory=TextPolicy)
    reader: Reader = Reader.EDITOR

    @property
    def is_whole(self) -> bool:
        """Whether every text is given in full."""
        rules = (self.policy.default, *(rule for _, rule in self.policy.outlets))
        return all(rule.allowed(self.reader).is_full for rule in rules)

    def asked(self, view: View) -> View:
        """*view* as this reader may ask it: words singly, where some text is not theirs to read."""
        return view if self.is_whole or not view.query else view.with_(query=single_words(view.query))

    def ration(self, archive: Archive) -> Ration:
        """For one answer: a panel of passages, the reader's page, an export."""
        return _Fixed(self.policy, self.reader, archive)

    def leaving(self, archive: Archive) -> Ration:
        """For a file to take along. What an editor takes is read by others: the rules for the public, by passage."""
        if self.reader is Reader.EDITOR:
            return Ration(self.policy, Reader.PUBLIC, by_passage=True)
        return self.ration(archive)

    def parts(self, article: Article, archive: Archive) -> tuple[Span, ...] | None:
        """The sentences of the article's document below its headline that may be seen; None for all of it."""
        number = self.policy.allowed(article.outlet, self.reader).sentences
        if number is None:
            return None
        return remembered(article, archive, number) if number else ()


class _Fixed(Ration):
    """Gives the article's own sentences and no others, in however many answers."""

    def __init__(self, policy: TextPolicy, reader: Reader, archive: Archive) -> None:
        super().__init__(policy, reader)
        self._showing = Showing(policy, reader)
        self._archive = archive

    def quoted(self, article: Article, passage: Passage, spans: Iterable[Span] = ()) -> Quoted:
        self._applied.add(self._policy.allowed(article.outlet, self._reader))
        parts = self._showing.parts(article, self._archive)
        if parts is None or passage.is_headline:
            return quoted(passage, spans, FULL)
        spans = tuple(spans)
        runs = _runs([part for part in parts if passage.start <= part.start and part.end <= passage.end], passage)
        if not runs:
            return Quoted("")
        best = max(runs, key=lambda run: (sum(run.start <= s.start < run.end for s in spans), -run.start))
        return cut(passage, spans, Span(best.start - passage.start, best.end - passage.start))


def snippet(article: Article, mentions: Iterable[Mention], number: int) -> tuple[Span, ...]:
    """The *number* of sentences below the headline that name most places between them; in order, in the document.

    Together they have at most ``LONGEST_SENTENCE`` characters each; names count by how they are written, so that no
    decision on what one means changes which sentences are shown.
    """
    start = len(article.headline) + len(HEADLINE_BREAK) if article.headline else 0
    left = [Span(start + part.start, start + part.end) for part in sentences(article.text)]
    names: dict[Span, set[str]] = {part: set() for part in left}
    starts = [part.start for part in left]
    for mention in mentions:
        at = bisect_right(starts, mention.start) - 1
        if at >= 0 and mention.start < left[at].end:
            names[left[at]].add(name_key(mention.toponym))
    told: set[str] = set()
    chosen: list[Span] = []
    room = number * LONGEST_SENTENCE
    while left and len(chosen) < number and room > 0:
        best = max(left, key=lambda part: (len(names[part] - told), -part.start))
        left.remove(best)
        told |= names[best]
        chosen.append(_shortened(article.document, best, room))
        room -= best.end - best.start
    return tuple(sorted(chosen, key=lambda part: part.start))


def remembered(article: Article, archive: Archive, number: int) -> tuple[Span, ...]:
    """``snippet`` of an article of *archive*."""

    def work() -> tuple[Span, ...]:
        return snippet(article, (each.mention for each in archive.mentions(article.id)), number)

    return _recent.answer((archive.path, archive.made_with, article, number), work)


def _runs(parts: Iterable[Span], passage: Passage) -> list[Span]:
    """*parts* with those joined between which there is nothing but space."""
    runs: list[Span] = []
    for part in parts:
        between = passage.text[runs[-1].end - passage.start : part.start - passage.start] if runs else "-"
        if between.strip():
            runs.append(part)
        else:
            runs[-1] = Span(runs[-1].start, part.end)
    return runs


def _shortened(document: str, part: Span, room: int) -> Span:
    if part.end - part.start <= room:
        return part
    space = document.rfind(" ", part.start, part.start + room)
    return Span(part.start, space if space > part.start else part.start + room)
