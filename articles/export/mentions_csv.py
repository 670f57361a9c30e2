"""CSV: one row a mention, by RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180); docs/exports.md tells the columns.

Attribution stands in columns of its own: a comment line, or a second table, would be no CSV any more.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from articles.export.clean import clean, web_address
from articles.export.credits import METHOD_SHORT, place_licence, place_source
from articles.export.exactness import exactness
from articles.export.selection import Excerpt, Selection, Told

COLUMNS = (
    "article_id", "headline", "outlet", "via", "author", "date", "url", "language",
    "toponym", "kind", "status", "confidence", "start", "end",
    "place_id", "geonameid", "name", "where", "country", "admin1", "feature_class", "feature_code", "exactness",
    "lat", "lon", "relative_phrase", "relative_lat", "relative_lon", "relative_radius_km",
    "passage_start", "passage_end", "passage_copies", "passage_elsewhere", "passage", "note",
    "source", "licence", "made_with", "method",
)  # fmt: skip

#: A spreadsheet takes a cell that begins so for a formula (https://owasp.org/www-community/attacks/CSV_Injection).
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")

Cell = str | int | float | None


def write(selection: Selection) -> bytes:
    """A head and a row for each mention, in the order of the passages; text is guarded, numbers are bare."""
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for excerpt in selection.excerpts:
        for told in excerpt.told:
            table.writerow(
                [_guarded(cell) if isinstance(cell, str) else cell for cell in _row(selection, excerpt, told)]
            )
    return out.getvalue().encode("utf-8-sig" if selection.byte_order_mark else "utf-8")


def _row(selection: Selection, excerpt: Excerpt, told: Told) -> Iterator[Cell]:
    article, passage, mention = excerpt.article, excerpt.passage, told.resolution.mention
    yield from (article.id, article.headline, article.outlet, article.via, article.author)
    yield from (article.published.isoformat() if article.published else "", web_address(article.url), article.language)
    yield from (mention.toponym, mention.kind.value, told.certainty.value)
    yield round(told.resolution.confidence, 3) if told.resolution.place else None
    yield from (mention.start, mention.end)
    yield from _place(selection, told)
    elsewhere = excerpt.repeats.number if excerpt.repeats else 0
    yield from (passage.start, passage.end, passage.copies, elsewhere, excerpt.quoted.text, excerpt.note)
    place = told.resolution.place
    yield from (place_source(place), place_licence(place)) if place else ("", "")
    yield from (selection.made_with, METHOD_SHORT)


def _place(selection: Selection, told: Told) -> Iterator[Cell]:
    place, relative = told.resolution.place, told.resolution.relative
    if place is None:
        yield from ("", None, "", "", "", "", "", "", "", None, None)
    else:
        yield from (place.id, place.geonameid, place.name, selection.where[place.id], place.country_code, place.admin1)
        yield from (place.feature_class.value, place.feature_code, exactness(place), place.point.lat, place.point.lon)
    if relative is None:
        yield from ("", None, None, None)
    else:
        yield relative.phrase
        yield from (round(relative.point.lat, 5), round(relative.point.lon, 5), round(relative.radius_km, 1))


def _guarded(text: str) -> str:
    """*text* with an apostrophe before what a spreadsheet would run; the apostrophe stays, and is told in the docs."""
    text = clean(text)
    return "'" + text if text.lstrip().startswith(_FORMULA) else text
