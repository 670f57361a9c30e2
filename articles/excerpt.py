"""Excerpts: what articles say, as HTML with the places marked. All that comes from an article is escaped here.

For ``st.html`` or a component, never for Markdown, which would read asterisks and dollars of the text as its own.
Line breaks of the text stay line breaks: the page's style decides whether they show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from articles.article import HEADLINE_BREAK, Article, Hit, Passage, Span
from articles.certainty import Certainty
from articles.language import direction
from articles.passages import paragraph_spans
from articles.storage.storing import subject_id
from articles.view import View
from articles.wording import CERTAINTIES
from articles.words import is_right_to_left, language, say
from places.resolution import Resolution

#: Two to four lines of a sidebar, in characters.
EXCERPT_LENGTH = 320

#: How far a cut may move to fall between words, in characters.
_LONGEST_WORD = 30

_MORE = "…"

_NO_ASIDES: Mapping[int, str] = {}

#: The class of the mention that a reader is at.
CURRENT = "dl-at"


@dataclass(frozen=True, slots=True)
class _Mark:
    span: Span
    #: What stands before and after the marked text, as HTML.
    opening: str
    closing: str


def excerpt(hit: Hit, length: int = EXCERPT_LENGTH, *, whole: Passage | None = None) -> str:
    """The passage of *hit* in one ``<p>``, its spans in ``<mark>``; a long one cut to about *length* characters.

    What is shown of it holds as many spans as any other part would, and is the first that does. An ellipsis stands
    where something was left out, and no cut falls into a word shorter than thirty letters. *whole* is the passage that
    the hit's own is a part of, where it is.
    """
    passage = hit.passage
    spans = [Span(span.start - passage.start, span.end - passage.start) for span in hit.spans]
    windows = [_window(passage.text, span, length) for span in spans or [Span(0, 0)]]
    window = max(windows, key=lambda window: sum(_is_within(span, window) for span in spans))
    marks = [_Mark(span, "<mark>", "</mark>") for span in spans]
    whole = whole or passage
    before = _MORE + " " if window.start > 0 or passage.start > whole.start else ""
    after = " " + _MORE if window.end < len(passage.text) or passage.end < whole.end else ""
    css = ' class="headline"' if passage.is_headline else ""
    css += written(passage.text, hit.article.language)
    return f"<p{css}>{before}{_marked(passage.text, window, marks)}{after}</p>"


def written(text: str, code: str, page: str = "") -> str:
    """The attributes of an element that holds *text*, written in the language *code*: what the page's own are not.

    *page* is the language of what stands round it, the reader's own where it is not given.
    """
    page, way = page or language(), direction(text)
    is_strange = way != ("rtl" if is_right_to_left(page) else "ltr")
    return (f' dir="{way}"' if is_strange else "") + (f' lang="{escape(code)}"' if code not in ("", page) else "")


@dataclass(frozen=True, slots=True)
class ReadMention:
    """A mention as the reader is shown it."""

    resolution: Resolution
    certainty: Certainty

    @property
    def id(self) -> str:
        """Of its place, or that under which a name that is not on the map is counted."""
        return subject_id(self.resolution)


def marked_headline(article: Article, readings: Iterable[ReadMention], view: View, current: int | None = None) -> str:
    """The headline with its places marked as in ``marked_text``, for the page's own heading to hold."""
    return _marked(article.document, Span(0, len(article.headline)), _marks(readings, view, current))


def marked_text(
    article: Article,
    readings: Iterable[ReadMention],
    view: View,
    current: int | None = None,
    parts: Sequence[Span] | None = None,
    asides: Mapping[int, str] = _NO_ASIDES,
) -> str:
    """The whole text below the headline in paragraphs, every mention a ``<mark>`` with a link that selects its place.

    A mark has its role and its certainty as classes; mentions of the place *view* selects "selected" too, names that
    are not on the map "unplaced". Each has its number in ``data-mention``, counted from 0 through the document,
    headline included; that of the number *current* has the class ``CURRENT``. Of a text that is not to be seen whole
    there are the *parts* alone. *asides* are HTML to stand above the paragraph in which the offset falls.
    """
    document, marks = article.document, _marks(readings, view, current)
    start = len(article.headline) + len(HEADLINE_BREAK) if article.headline else 0
    before, after = (f"{_MORE} ", f" {_MORE}") if parts is not None else ("", "")
    paragraphs = "".join(
        "".join(aside for at, aside in asides.items() if span.start <= at < span.end)
        + f"<p{written(document[span.start : span.end], article.language)}>"
        f"{before}{_marked(document, span, marks)}{after}</p>"
        for span in (paragraph_spans(document, start) if parts is None else parts)
    )
    return f"<article>{paragraphs}</article>"


def _marks(readings: Iterable[ReadMention], view: View, current: int | None) -> list[_Mark]:
    return [_place_mark(number, reading, view, number == current) for number, reading in enumerate(readings)]


def _place_mark(number: int, reading: ReadMention, view: View, is_current: bool) -> _Mark:
    mention, place = reading.resolution.mention, reading.resolution.place
    css = [
        mention.kind.value,
        reading.certainty.value,
        *(["unplaced"] if place is None else []),
        *(["selected"] if reading.id == view.place else []),
        *([CURRENT] if is_current else []),
    ]
    title = say("not on the map")
    if place:
        title = say("{place}, {sure}", place=place.name, sure=say(CERTAINTIES[reading.certainty]))
    opening = (
        f'<mark class="{escape(" ".join(css))}" data-place="{escape(reading.id)}" data-mention="{number}">'
        f'<a href="{escape(view.with_(place=reading.id).link)}" data-view data-at="{number}" title="{escape(title)}">'
    )
    return _Mark(Span(mention.start, mention.end), opening, "</a></mark>")


def _marked(text: str, window: Span, marks: Sequence[_Mark]) -> str:
    """``text[window]`` escaped, with *marks*, which are in order; of two that overlap the first is drawn."""
    return "".join(_pieces(text, window, marks))


def _pieces(text: str, window: Span, marks: Sequence[_Mark]) -> Iterator[str]:
    at = window.start
    for mark in marks:
        start, end = max(mark.span.start, window.start), min(mark.span.end, window.end)
        if at <= start < end:
            yield escape(text[at:start])
            yield mark.opening + escape(text[start:end]) + mark.closing
            at = end
    yield escape(text[at : window.end])


def _window(text: str, span: Span, length: int) -> Span:
    """About *length* characters of *text* with *span* in their first half, cut between words."""
    if len(text) <= length + _LONGEST_WORD:
        return Span(0, len(text))
    # A third of the room goes before the mark, more where the text ends soon after it.
    start = max(0, min(span.start - length // 3, len(text) - length))
    end = min(len(text), max(start + length, span.end))
    start = 0 if start <= _LONGEST_WORD else _word_start(text, start, span.start)
    end = len(text) if end >= len(text) - _LONGEST_WORD else _word_end(text, end, span.end)
    return Span(start, end)


def _is_within(span: Span, window: Span) -> bool:
    return window.start <= span.start and span.end <= window.end


def _word_start(text: str, at: int, latest: int) -> int:
    """The first beginning of a word from *at* on, not after *latest*; *at* itself in a word without end."""
    for start in range(at, min(at + _LONGEST_WORD, latest) + 1):
        if text[start - 1].isspace() and not text[start : start + 1].isspace():
            return start
    return at


def _word_end(text: str, at: int, earliest: int) -> int:
    """The last end of a word up to *at*, not before *earliest*; *at* itself in a word without end."""
    for end in range(at, max(at - _LONGEST_WORD, earliest) - 1, -1):
        if text[end].isspace() and not text[end - 1].isspace():
            return end
    return at
