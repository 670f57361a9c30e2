"""Plain text: one article a file, under a headline where its first line is one.

Below the headline may stand a date line, "By ..." and labels ("Outlet: ..."); what no such line says is
left open.
"""

from __future__ import annotations

import re
from datetime import date

from articles.reading.building import LONGEST_ARTICLE, build_article
from articles.reading.errors import ReadingError
from articles.reading.format import Format, Reading, Source
from articles.reading.head import dateline_day, head_of
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
    fields, body = head_of(page)
    text = "\n".join(body)
    published: str | date | None = fields.get("published") or dateline_day(text)
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


def _headline_of(source: Source) -> str:
    """The file's name, where somebody wrote one of three words or more. Pasted text has no file name."""
    name = source.stem.replace("_", " ").replace("-", " ") if source.suffix else ""
    return name if len(_FILE_NAME_WORD.findall(name)) >= 3 else ""
