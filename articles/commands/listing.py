"""Listing: what the archive answers as records for programs and as lines for a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable

from articles.answering.counts import PlaceCount, UnplacedCount
from articles.article import Hit
from articles.repeated import told
from articles.reposts.telling import Repeats

_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


def place_record(count: PlaceCount) -> dict[str, object]:
    place = count.place
    return {
        "id": place.id,
        "name": place.name,
        "country_code": place.country_code,
        "feature_class": place.feature_class.value,
        "lat": place.point.lat,
        "lon": place.point.lon,
        "mentions": count.mentions,
        "articles": count.articles,
        "outlets": count.outlets,
    }


def unplaced_record(count: UnplacedCount) -> dict[str, object]:
    return {"id": count.id, "toponym": count.toponym, "mentions": count.mentions, "articles": count.articles}


def hit_record(hit: Hit, repeats: Repeats | None = None) -> dict[str, object]:
    """Offsets count characters of the document: headline, two line breaks, text. *repeats* are where else it stands."""
    article, passage = hit.article, hit.passage
    return {
        "article": article.id,
        "headline": article.headline,
        "outlet": article.outlet,
        "via": article.via,
        "author": article.author,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "start": passage.start,
        "end": passage.end,
        "is_headline": passage.is_headline,
        "copies": passage.copies,
        "elsewhere": repeats.number if repeats else 0,
        "original": repeats.original.article_id if repeats and repeats.original else None,
        "text": passage.text,
        "spans": [[span.start, span.end] for span in hit.spans],
    }


def hit_text(hit: Hit, repeats: Repeats | None = None, *, bold: bool) -> str:
    """A line of where the passage is from and the passage below it, its spans in a terminal's bold type if *bold*.

    And a line of where else it stands.
    """
    article, passage = hit.article, hit.passage
    head = [str(article.published or "undated"), article.outlet or "unknown outlet", article.author, article.headline]
    copies = f" ({passage.copies} copies)" if passage.copies > 1 else ""
    text = _bold(hit) if bold else printable(passage.text)
    elsewhere = f"\n{printable(told(repeats))}" if repeats else ""
    return printable(" · ".join(part for part in head if part)) + f"\n{text}{copies}{elsewhere}"


def named(count: PlaceCount) -> str:
    """Mosul, Nineveh, Iraq."""
    return f"{count.place.name}, {count.where}" if count.where else count.place.name


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Columns under *heads*: numbers to the right, words to the left."""
    lines = [tuple(heads), *(tuple(row) for row in rows)]
    cells = [[_cell(cell) for cell in line] for line in lines]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    is_number = [isinstance(cell, int) for cell in lines[-1]]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(line, widths, is_number, strict=True)
        ).rstrip()
        for line in cells
    )


def printable(text: str) -> str:
    """*text* with a space for each character that a terminal would obey instead of showing; as long as before."""
    return "".join(character if character.isprintable() or character == "\n" else " " for character in text)


def as_json(records: Iterable[dict[str, object]]) -> str:
    return json.dumps(list(records), ensure_ascii=False, indent=1)


def _cell(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else " ".join(printable(str(value)).split())


def _bold(hit: Hit) -> str:
    text, start = printable(hit.passage.text), hit.passage.start
    pieces, at = [], 0
    for span in hit.spans:
        pieces += [text[at : span.start - start], _BOLD, text[span.start - start : span.end - start], _PLAIN]
        at = span.end - start
    return "".join([*pieces, text[at:]])
