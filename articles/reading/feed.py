"""Feeds: RSS and Atom, as a file. The door to feedparser.

Each entry is an article with as much text as the feed carries: of many feeds that is a summary.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import Any

import feedparser  # type: ignore[import-untyped]

from articles.reading import markup
from articles.reading.errors import ReadingError
from articles.reading.format import Format, Reading, Source
from articles.reading.gathering import Gathering
from articles.reading.reposts import credited
from articles.reading.shortcodes import without_shortcodes
from articles.reading.xml import refuse_depth, refuse_entities

#: A feed is made to be fetched again and again; of a damaged one feedparser reads a megabyte in four seconds.
LARGEST_FEED_BYTES = 5_000_000

_ROOT = re.compile(rb"<(?:rss|feed|(?:\w{1,10}:)?RDF)\b", re.IGNORECASE)
_SNIFFED_BYTES = 3000
_DECLARATION = re.compile(r"^\s*<\?xml[^<>]{0,200}\?>")
#: "editor@example.org (Jo Marsh)": the form of RSS; and what some blogs put for nobody.
_MAILED = re.compile(r"\S+@\S+\s*\((.{1,200})\)")
_NOBODY = frozenset({"admin", "administrator", "noreply", "unknown", "editor"})


def _sniff(source: Source) -> bool:
    # Other XML than feeds is nobody's, and the message about it is that of a feed.
    return source.suffix in FORMAT.suffixes or (source.suffix in {"", ".txt"} and is_feed(source.data))


def is_feed(data: bytes) -> bool:
    return bool(_ROOT.search(data[:_SNIFFED_BYTES].replace(b"\x00", b"")))


def _read(source: Source) -> Reading:
    if len(source.data) > LARGEST_FEED_BYTES:
        raise ReadingError(
            source.name,
            f"The feed has {len(source.data) / 1e6:.0f} MB and may have {LARGEST_FEED_BYTES / 1e6:.0f}. Split it.",
        )
    refuse_entities(source)
    refuse_depth(source)
    feed = _parsed(source)
    found = Gathering(source)
    for number, post in enumerate(credited(_posts(feed)), 1):
        if found.is_full:
            found.note_the_rest()
            break
        found.add(f"Entry {number}", **post)
    if found.is_empty and (feed.bozo or not feed.get("version")):
        raise ReadingError(source.name, "The file is neither RSS nor Atom, or is damaged. Save the feed again.")
    return found.reading("No entry with a text was found.")


FORMAT = Format(name="RSS and Atom feeds", suffixes=(".rss", ".atom", ".xml"), sniff=_sniff, read=_read)


def _parsed(source: Source) -> Any:
    data = source.data
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = _DECLARATION.sub("", source.text, count=1).encode()
    try:
        # A stream, never the text: a text that looks like an address would be fetched.
        return feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:
        # A hostile feed can fail anywhere inside the parser; whichever way, it has no article for us.
        raise ReadingError(
            source.name, f"The feed could not be parsed ({type(error).__name__}). Save it again, or save its articles."
        ) from error


def _posts(feed: Any) -> Iterator[dict[str, str]]:
    title, language = _words(feed.feed.get("title")), _one_line(feed.feed.get("language"))
    for entry in feed.entries:
        origin = entry.get("source")
        outlet = _words(origin.get("title")) if isinstance(origin, dict) else ""
        content, said_language = _content(entry)
        yield {
            "headline": _words(entry.get("title")),
            "text": content,
            # As it is written: feedparser's own reading of it is in UTC, which may be another day. Its own ``get``
            # gives one date for the other, and warns.
            "published": _one_line(dict.get(entry, "published") or dict.get(entry, "updated")),
            "outlet": outlet or title,
            "via": title if outlet and outlet != title else "",
            "author": _author(entry),
            "url": _one_line(entry.get("link")),
            "language": said_language or language,
        }


def _content(entry: Any) -> tuple[str, str]:
    """The longest text an entry has, its summary where there is no other, and the language it says it is in."""
    contents = [(str(each.get("value") or ""), _one_line(each.get("language"))) for each in entry.get("content", ())]
    contents.append((str(entry.get("summary") or ""), ""))
    text, language = max(contents, key=lambda content: len(content[0]))
    return _words(without_shortcodes(text)), language


def _author(entry: Any) -> str:
    said = _one_line(entry.get("author"))
    if mailed := _MAILED.fullmatch(said):
        said = mailed[1]
    else:
        names = [_one_line(each.get("name")) for each in entry.get("authors", ()) if isinstance(each, dict)]
        said = ", ".join(filter(None, names)) or said
    return "" if said.casefold() in _NOBODY or "@" in said else said


def _words(value: object) -> str:
    text = value if isinstance(value, str) else ""
    return markup.words(text) if "<" in text or "&" in text else text


def _one_line(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
