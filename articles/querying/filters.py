"""The grammar of the query line: ``key:value`` filters between the words that are searched for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.searching.tokens import QUOTES
from articles.words import phrase

#: What each key asks for, in the order of the canonical line; to be said.
KEYS = {
    "in": phrase("a country, province or region with all places in it"),
    "place": phrase("a place itself; again for another"),
    "together": phrase("several places: any of them, all in one passage, all in one article"),
    "near": phrase("places within a distance: near:Mosul~60km"),
    "area": phrase("places within corners: area:36,42;37,42;37,44"),
    "after": phrase("from a day, month or year on: after:2016-10"),
    "before": phrase("to the end of a day, month or year: before:2016-11"),
    "outlet": phrase("of an outlet; again for another"),
    "-outlet": phrase("not of an outlet"),
    "language": phrase("written in a language: language:ar, language:Arabic"),
    "kind": phrase("the role of mentions: place, government, adjective, organisation, relative"),
    "type": phrase("the kind of places: country, province, town, site, water, region"),
    "certainty": phrase("how sure it is which place is meant: automatic, verified, doubtful, unknown, excluded"),
    "reposts": phrase("what stands in several articles: counted once, or apart in each of them"),
    "size": phrase("what marks are sized by: mentions, articles, outlets"),
}

_FILTER = re.compile(
    rf"(?P<key>-?(?:{'|'.join(key for key in KEYS if not key.startswith('-'))})):"
    r'(?:(?P<quoted>"(?:[^"]|"")*(?P<end>"?)|[“„][^"”“‟]*(?P<curly_end>["”“‟]?)))?(?P<rest>\S*)',
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Filter:
    """One ``key:value`` of the line."""

    start: int
    end: int
    #: Lower case, with the minus.
    key: str
    #: Without quotation marks; of near:"Tal Afar"~60km what is quoted.
    value: str
    #: What follows the closing quotation mark; all of it for a value that is not quoted.
    rest: str
    is_quoted: bool
    is_closed: bool


def filters(text: str) -> Iterator[Filter]:
    """What of the line *text* filters, in order; what stands in quotation marks is searched for."""
    for start in beginnings(text):
        match = _FILTER.match(text, start)
        if match:
            yield _filter(match)


def quoted(value: str) -> str:
    """*value* as it has to stand after a key."""
    if value and not re.search(r'[\s"~]', value) and value[0] not in QUOTES:
        return value
    return '"' + value.replace('"', '""') + '"'


def _filter(match: re.Match[str]) -> Filter:
    told = match["quoted"]
    rest = match["rest"]
    if told is None:
        return Filter(match.start(), match.end(), match["key"].lower(), rest, rest, is_quoted=False, is_closed=True)
    is_closed = bool(match["end"] or match["curly_end"])
    value = told[1 : -1 if is_closed else None].replace('""', '"')
    return Filter(match.start(), match.end(), match["key"].lower(), value, rest, is_quoted=True, is_closed=is_closed)


def beginnings(text: str) -> Iterator[int]:
    """Where a word begins that is in no quotation marks and no value; the caller need not look at all of them."""
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
        elif text[at] in QUOTES:
            at = next((end + 1 for end in range(at + 1, len(text)) if text[end] in QUOTES), len(text))
        else:
            begins = at == 0 or text[at - 1].isspace()
            match = _FILTER.match(text, at) if begins else None
            if match:
                yield at
                at = match.end()
            else:
                at += 1
                while at < len(text) and not text[at].isspace() and text[at] not in QUOTES:
                    at += 1
