"""The map-book: one HTML file with map, list and passages that works from a disk, with no network, for years.

Leaflet, outlines, style and script are inlined. Data stand in a ``<script type="application/json">`` in which no
character can end it, and become text in the browser (book.js); a strict Content-Security-Policy lets only the script
and the style of this file run and lets nothing be asked for.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any

from articles import repeated
from articles.export.basemap import BaseMap, Line, base_map, story_box, widened
from articles.export.book_words import book_words
from articles.export.clean import clean, clean_said, web_address
from articles.export.credits import attribution, attribution_short, method
from articles.export.exactness import exactness
from articles.export.selection import Excerpt, Rings, Selection
from articles.language import direction
from articles.words import is_right_to_left, language, say
from places.areas.outlines import COUNTRIES, OutlinesMissing
from places.place import PlaceType

_HERE = Path(__file__).parent
_ASSETS = COUNTRIES.parent
#: A file of more would be slow to open, and to send: the rest is counted and said to be left out.
MOST_PASSAGES = 5000
#: Units of the outlines in the file: hundredths of a degree, some kilometre, as fine as 1:50 million is exact.
_UNITS = 100
#: A window is seldom of the shape of the marks: what it shows beside them is detailed too.
_ROOM = 0.35


def write(selection: Selection) -> bytes:
    """The book of *selection*; raises OutlinesMissing where Leaflet and the outlines are not installed."""
    if not (_ASSETS / "leaflet.js").exists():
        raise OutlinesMissing(f"there is no Leaflet in {_ASSETS.name}/: install Dateline again, which brings it in")
    return book(contents(selection), selection.title).encode()


def book(data: dict[str, Any], title: str) -> str:
    style = _leaflet_style() + (_HERE / "book.css").read_text("utf-8")
    leaflet, script = _leaflet(), (_HERE / "book.js").read_text("utf-8")
    policy = (
        f"default-src 'none'; script-src {_hash(leaflet)} {_hash(script)}; style-src {_hash(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    way = "rtl" if is_right_to_left(language()) else "ltr"
    head = (
        f'<!DOCTYPE html><html lang="{language()}" dir="{way}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        '<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,">'
        f"<title>{escape(clean(title))}</title><style>{style}</style></head>"
    )
    body = (_HERE / "book.html").read_text("utf-8")
    scripts = f"<script>{leaflet}</script><script>{script}</script>"
    return f'{head}<body>{body}<script type="application/json" id="data">{_json(data)}</script>{scripts}</body></html>'


def contents(selection: Selection) -> dict[str, Any]:
    """All that the book knows, as JSON has it. Text is plain text; offsets count UTF-16 units, as browsers do."""
    numbers = {count.place.id: n for n, count in enumerate(selection.places)}
    articles = {article.id: n for n, article in enumerate(selection.articles)}
    base = base_map(widened(story_box(selection.places, selection.view.place), _ROOM), world=True)
    return {
        "words": book_words(),
        "title": clean(selection.title),
        "sentence": clean_said(selection.sentence),
        "madeOn": selection.made_on.isoformat(),
        "permalink": web_address(selection.permalink),
        "method": clean_said(method(selection)),
        "attribution": attribution(selection),
        "credits": attribution_short(selection),
        "policy": [str(each) for each in selection.policy],
        "selected": numbers.get(selection.view.place, -1),
        "places": [
            {
                "name": clean(count.place.name),
                "where": clean(count.where),
                "lat": round(count.place.point.lat, 4),
                "lon": round(count.place.point.lon, 4),
                "kind": "country" if count.place.is_country else "area" if count.place.is_area else "town",
                "exactness": say(exactness(count.place)),
                "shape": _shape(selection.outline(count.place) if count.place.type is PlaceType.PROVINCE else None),
            }
            for count in selection.places
        ],
        "articles": [
            {
                "headline": clean(article.headline) or say("Untitled"),
                "language": article.language,
                "way": direction(article.headline),
                "outlet": clean(article.outlet) or say("Unknown outlet"),
                "via": clean(article.via),
                "author": clean(article.author),
                "date": article.published.isoformat() if article.published else "",
                "url": web_address(article.url),
            }
            for article in selection.articles
        ],
        "passages": [_passage(excerpt, articles, numbers) for excerpt in selection.excerpts[:MOST_PASSAGES]],
        "leftOut": max(0, len(selection.excerpts) - MOST_PASSAGES),
        "base": _base(base),
    }


def _passage(excerpt: Excerpt, articles: dict[str, int], numbers: dict[str, int]) -> dict[str, Any]:
    told: list[list[Any]] = []
    text = excerpt.quoted.text
    for each in excerpt.told:
        mention, place = each.resolution.mention, each.resolution.place
        stands = excerpt.quoted.locate(mention.start, mention.end)
        span = [_utf16(text, stands.start), _utf16(text, stands.end)] if stands else [-1, -1]
        number = numbers[place.id] if place else -1
        told.append([number, clean(mention.toponym), each.certainty.value, mention.kind, *span])
    return {
        "article": articles[excerpt.article.id],
        "text": clean(text),
        "way": direction(excerpt.passage.text),
        "headline": excerpt.passage.is_headline,
        "copies": excerpt.passage.copies,
        "elsewhere": clean(repeated.told(excerpt.repeats)) if excerpt.repeats else "",
        "note": clean(excerpt.note),
        "told": told,
    }


def _utf16(text: str, at: int) -> int:
    """The offset *at* as JavaScript counts it; characters that ``clean`` replaces are one unit there."""
    return at + sum(ord(character) > 0xFFFF for character in text[:at])


def _json(data: dict[str, Any]) -> str:
    """JSON in which no ``</script>``, ``<!--`` or ``]]>`` can stand, nor a line end that a script would trip over."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _base(base: BaseMap) -> dict[str, Any]:
    return {
        "units": _UNITS,
        "land": [[_steps(ring) for ring in rings] for rings in base.land],
        "borders": [_steps(line) for line in base.borders],
        "coasts": [_steps(line) for line in base.coasts],
        "names": [[name.name, round(name.lon, 2), round(name.lat, 2), round(name.width, 1)] for name in base.names],
    }


def _steps(line: Line | Iterable[tuple[float, float]]) -> list[int]:
    """Longitude and latitude of the first point, then the steps to the next ones, in units."""
    steps: list[int] = []
    x = y = 0
    for lon, lat in line:
        to_x, to_y = round(lon * _UNITS), round(lat * _UNITS)
        if not steps or (to_x, to_y) != (x, y):
            steps += (to_x - x, to_y - y)
        x, y = to_x, to_y
    return steps


def _shape(rings: Rings | None) -> list[list[int]]:
    return [_steps((lon, lat) for lat, lon in ring) for ring in rings or ()]


def _leaflet() -> str:
    """Leaflet without the line that sends a browser's tools for its map, and with nothing that could end the script."""
    text = (_ASSETS / "leaflet.js").read_text("utf-8")
    return re.sub(r"//# sourceMappingURL=\S*", "", text).replace("</script", "<\\/script").strip()


def _leaflet_style() -> str:
    """Leaflet's style without its images, which nothing here shows and no file stands for."""
    text = (_ASSETS / "leaflet.css").read_text("utf-8")
    return re.sub(r"[\w-]+:\s*url\([^)]*\)[^;}]*;?", "", text)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
