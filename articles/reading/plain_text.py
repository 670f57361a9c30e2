"""Plain text: one article a file, under a headline where its first line is one.

Below the headline may stand a date line, "By ..." and labels ("Outlet: ..."); what no such line says is
left open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from articles.reading.building import LONGEST_ARTICLE, build_article
from articles.reading.dates import day
from articles.reading.errors import ReadingError
from articles.reading.format import Format, Reading, Source
from articles.reading.prose import lines, spread
from articles.reading.records import field_of

_LONGEST_HEADLINE = 200
_MOST_HEAD_LINES = 12
_LABEL = re.compile(r"(\w[\w ]{1,30}):\s+(\S.*)")
_BYLINE = re.compile(r"by\s+(\w[^.!?:;]{2,100})", re.IGNORECASE)
#: "BAGHDAD, Oct. 28, 2016 (Reuters) — The army said": what stands before the dash.
_DATELINE = re.compile(r"([^\n]{4,80}?)\s*(?:\([^()\n]{1,40}\)\s*)?\s(?:—|–|--?)\s")
_FILE_NAME_WORD = re.compile(r"[^\W\d_]{2,}")


def _read(source: Source) -> Reading:
    if len(source.text) > LONGEST_ARTICLE:
        raise ReadingError(
            source.name,
            f"The text has {len(source.text):,} characters and an article may have {LONGEST_ARTICLE:,}. "
            "Split it into articles, a file each.",
        )
    page = spread(lines(source.text))
    fields, body = _head(page)
    text = "\n".join(body)
    published: str | date | None = fields.get("published") or _dateline_day(text)
    return Reading(
        (
            build_article(
                source.name,
                text=text,
                headline=fields.get("headline") or _headline_of(source),
                published=published,
                outlet=fields.get("outlet", ""),
                via=fields.get("via", ""),
                author=fields.get("author", ""),
                url=fields.get("url", ""),
                language=fields.get("language", ""),
            ),
        )
    )


FORMAT = Format(name="plain text files", suffixes=(".txt", ".text"), sniff=lambda _: True, read=_read)


def _head(page: Sequence[str]) -> tuple[dict[str, str], Sequence[str]]:
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


def _dateline_day(text: str) -> date | None:
    dateline = _DATELINE.match(text.lstrip())
    if not dateline:
        return None
    pieces = [piece.strip() for piece in dateline[1].split(",")]
    days = (day(", ".join(pieces[-length:])) for length in (2, 1) if length < len(pieces))
    return next(filter(None, days), None)


def _headline_of(source: Source) -> str:
    """The file's name, where somebody wrote one of three words or more. Pasted text has no file name."""
    name = source.stem.replace("_", " ").replace("-", " ") if source.suffix else ""
    return name if len(_FILE_NAME_WORD.findall(name)) >= 3 else ""
