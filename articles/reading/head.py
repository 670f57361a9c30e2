"""The head of a text: the lines above it that say its headline, day, author and the like, and the article they make."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from articles.article import Article
from articles.reading.building import build_article
from articles.reading.dates import day
from articles.reading.records import field_of

_LONGEST_HEADLINE = 200
_MOST_HEAD_LINES = 12
_LABEL = re.compile(r"(\w[\w ]{1,30}):\s+(\S.*)")
_BYLINE = re.compile(r"by\s+(\w[^.!?:;]{2,100})", re.IGNORECASE)
#: "BAGHDAD, Oct. 28, 2016 (Reuters) — The army said": what stands before the dash.
_DATELINE = re.compile(r"([^\n]{4,80}?)\s*(?:\([^()\n]{1,40}\)\s*)?\s(?:—|–|--?)\s")


def head_of(page: Sequence[str]) -> tuple[dict[str, str], Sequence[str]]:
    """What the lines above the text say, and the lines of the text."""
    fields: dict[str, str] = {}
    body_from = 0
    written = [at for at, line in enumerate(page) if line]
    for number, at in enumerate(written[:_MOST_HEAD_LINES]):
        said = _said(page[at])
        if said is None and number == 0 and _is_headline(page, written):
            said = ("headline", page[at])
        if said is None or said[0] in fields:
            break
        fields[said[0]] = said[1]
        body_from = at + 1
    if not any(page[body_from:]):
        return {}, page
    return fields, page[body_from:]


def _said(line: str) -> tuple[str, str] | None:
    """The field a line of the head gives, and its value."""
    if day(line):
        return "published", line
    if (label := _LABEL.fullmatch(line)) and field_of(label[1]) not in {"", "text"}:
        return field_of(label[1]), label[2]
    if (byline := _BYLINE.fullmatch(line)) and _is_name(byline[1]):
        return "author", byline[1]
    return None


def _is_name(text: str) -> bool:
    words = text.replace(",", " ").split()
    return 2 <= len(words) <= 12 and words[0][0].isupper() and words[-1][0].isupper()


def _is_headline(page: Sequence[str], written: Sequence[int]) -> bool:
    """Whether the first line stands alone over something, is short, and is no sentence."""
    first = page[written[0]]
    stands_alone = len(written) > 1 and (written[1] > written[0] + 1 or _said(page[written[1]]) is not None)
    ends_open = first.endswith((".", ",", ";", ":")) and not first.endswith("..")
    return stands_alone and len(first) <= _LONGEST_HEADLINE and any(map(str.isalpha, first)) and not ends_open


def article_under(source: str, said: Mapping[str, str], text: str, headline: str, url: str = "") -> Article:
    """The article of *text* under *headline* with what its head *said*; *url* is for where the head names none."""
    told = {name: value for name, value in said.items() if name not in {"headline", "published", "url"}}
    published = said.get("published") or _dateline_day(text)
    return build_article(source, text=text, headline=headline, published=published, url=said.get("url") or url, **told)


def _dateline_day(text: str) -> date | None:
    dateline = _DATELINE.match(text.lstrip())
    if not dateline:
        return None
    pieces = [piece.strip() for piece in dateline[1].split(",")]
    days = (day(", ".join(pieces[-length:])) for length in (2, 1) if length < len(pieces))
    return next(filter(None, days), None)
