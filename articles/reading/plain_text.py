"""Plain text: one article a file, under a headline where its first line is one.

Below the headline may stand a date line, "By ..." and labels ("Outlet: ..."); what no such line says is
left open.
"""

from __future__ import annotations

import re

from articles.reading.building import LONGEST_ARTICLE
from articles.reading.errors import ReadingError
from articles.reading.format import Format, Reading, Source
from articles.reading.head import article_under, head_of
from articles.reading.prose import lines, spread

_FILE_NAME_WORD = re.compile(r"[^\W\d_]{2,}")


def _read(source: Source) -> Reading:
    if len(source.text) > LONGEST_ARTICLE:
        raise ReadingError(
            source.name,
            f"The text has {len(source.text):,} characters and an article may have {LONGEST_ARTICLE:,}. "
            "Split it into articles, a file each.",
        )
    page = spread(lines(source.text))
    said, body = head_of(page)
    headline = said.get("headline") or _headline_of(source)
    return Reading((article_under(source.name, said, "\n".join(body), headline),))


FORMAT = Format(name="plain text files", suffixes=(".txt", ".text"), sniff=lambda _: True, read=_read)


def _headline_of(source: Source) -> str:
    """The file's name, where somebody wrote one of three words or more. Pasted text has no file name."""
    name = source.stem.replace("_", " ").replace("-", " ") if source.suffix else ""
    return name if len(_FILE_NAME_WORD.findall(name)) >= 3 else ""
