"""The brief as Markdown (CommonMark), its picture as an image in the text. What is not ours is escaped for Markdown."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator

from articles.article import Span
from articles.export.brief import Brief, Quote, brief
from articles.export.selection import Selection
from articles.words import say

# Any punctuation mark may be escaped so (https://spec.commonmark.org/0.31.2/#backslash-escapes): here what can mean
# something within a line, and what makes a bare address a link.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&!^@]|:(?=//))")
# And what can at the beginning of one: rules, lists, headings underlined.
_FIRST = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")


def write(selection: Selection) -> bytes:
    return markdown(brief(selection)).encode()


def markdown(made: Brief) -> str:
    return "\n\n".join(part for part in _parts(made) if part) + "\n"


def _parts(made: Brief) -> Iterator[str]:
    yield f"# {_plain(made.title)}"
    yield _plain(made.sentence)
    yield _plain(" · ".join(made.counts))
    yield f"![{say('Map of the places')}](data:image/png;base64,{base64.b64encode(made.picture.png).decode()})"
    yield _plain(made.caption)
    if made.places:
        yield f"## {say('Places')}"
        titles = (say("Place"), say("Where"), say("Mentions"), say("Articles"), say("Outlets"), say("Certainty"))
        head = f"| {' | '.join(titles)} |\n| --- | --- | ---: | ---: | --- | --- |"
        rows = (
            f"| {_plain(row.name)} | {_plain(row.where)} | {row.mentions} | {row.articles or ''} "
            f"| {_plain(row.outlets)} | {_plain(row.certainty)} |"
            for row in made.places
        )
        yield "\n".join([head, *rows])
    if made.quotes:
        yield f"## {say('What is said')}"
    for quote in made.quotes:
        yield "\n\n".join(_quote(quote))
    yield _plain(made.rest)
    yield f"## {say('Method')}\n\n{_plain(made.method)}\n\n{_plain(made.attribution)}"
    yield _plain(made.made) + (f"\\. {say('Open this view:')} <{made.permalink}>" if made.permalink else "")


def _quote(quote: Quote) -> Iterator[str]:
    if quote.text:
        # A line of its own for every line, each behind the mark of a quotation.
        yield "\n".join(f"> {line}" if line else ">" for line in _marked(quote.text, quote.spans))
    headline = _plain(quote.headline)
    linked = f"[{headline}](<{_address(quote.url)}>)" if quote.url else headline
    kind = f" ({say('headline')})" if quote.is_headline else ""
    yield f"**{linked}**{kind} — {_plain(quote.source)}"
    yield "\n".join(f"- {_plain(line)}" for line in (*quote.certainty, quote.copies, quote.elsewhere) if line)
    if quote.note:
        yield f"*{say('Note:')}* {_plain(quote.note)}"


def _marked(text: str, spans: Iterable[Span]) -> list[str]:
    """The lines of *text* with its spans in bold type."""
    pieces, at = [], 0
    for span in spans:
        inside = text[span.start : span.end]
        if at <= span.start < span.end and inside.strip() == inside:
            pieces += [_plain(text[at : span.start], keep=True), f"**{_plain(inside)}**"]
            at = span.end
    pieces.append(_plain(text[at:], keep=True))
    return "".join(pieces).split("\n")


def _plain(text: str, *, keep: bool = False) -> str:
    """*text* with nothing in it that Markdown would read; on one line, unless its lines are to be kept."""
    if not keep:
        text = " ".join(text.split())
    lines = [_SPECIAL.sub(r"\\\1", line) for line in text.split("\n")]
    return "\n".join(_FIRST.sub(_escaped_first, line) for line in lines)


def _escaped_first(match: re.Match[str]) -> str:
    space, mark = match.groups()
    # A number cannot be escaped: what it stands before is, by a space of no width.
    return f"{space}{mark}\u2060" if mark.isdecimal() else f"{space}\\{mark}"


def _address(url: str) -> str:
    return url.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
