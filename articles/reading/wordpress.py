"""WordPress: a blog's own export (WXR). Its published posts and pages; drafts, private ones and pictures are left out.

The day is the blog's own, by its clock. Of a post that passes on somebody else's article and says so in a credit line,
outlet, author and day are those of the article, and the blog is where it came by.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]

from articles.reading import markup
from articles.reading.format import Format, Reading, Source
from articles.reading.gathering import Gathering
from articles.reading.reposts import credited
from articles.reading.shortcodes import without_shortcodes
from articles.reading.xml import parse_events

_MARK = b"wordpress.org/export/"
_SNIFFED_BYTES = 5000
_KINDS = ("post", "page")


def _sniff(source: Source) -> bool:
    return _MARK in source.data[:_SNIFFED_BYTES]


def _read(source: Source) -> Reading:
    found = Gathering(source)
    blog: dict[str, str] = {}
    names: dict[str, str] = {}
    left_out: Counter[str] = Counter()
    posts = []
    for element in parse_events(source, ("item", "author", "channel", "title", "language"), found.note):
        kind = _local(element)
        parent = element.getparent()
        if kind == "item":
            reason = _left_out(element)
            if reason:
                left_out[reason] += 1
            else:
                posts.append(_fields(element, blog, names))
            _forget(element)
        elif kind == "author" and parent is not None and _local(parent) == "channel":
            names[_text(element, "author_login")] = _text(element, "author_display_name")
        elif kind in ("title", "language") and parent is not None and _local(parent) == "channel":
            blog.setdefault(kind, (element.text or "").strip())
    for post in credited(posts):
        if found.is_full:
            found.note_the_rest()
            break
        found.add("", **post)
    if left_out:
        told = ", ".join(f"{number:,} {reason}" for reason, number in left_out.most_common(12))
        found.note(f"Only published posts and pages are articles; left out: {told}.")
    return found.reading("No published post with a text was found.")


FORMAT = Format(name="WordPress exports", suffixes=(".xml",), sniff=_sniff, read=_read)


def _left_out(item: etree._Element) -> str:
    """Why *item* is no article; "" when it is one."""
    kind, status = _text(item, "post_type") or "post", _text(item, "status") or "publish"
    if kind not in _KINDS:
        return kind
    if _text(item, "post_password"):
        return f"{kind} with a password"
    return "" if status == "publish" else f"{kind} ({status})"


def _fields(item: etree._Element, blog: dict[str, str], names: dict[str, str]) -> dict[str, str]:
    login = _text(item, "creator")
    return {
        "headline": markup.words(_text(item, "title")),
        "text": markup.words(without_shortcodes(_encoded(item, "content"))),
        "published": _text(item, "post_date") or _text(item, "pubDate"),
        "outlet": blog.get("title", ""),
        "author": names.get(login, login),
        "url": _text(item, "link"),
        "language": blog.get("language", ""),
    }


def _text(element: etree._Element, name: str) -> str:
    """The text of the child called *name*, in whatever version of the format's namespace."""
    child = next(_children(element, name), None)
    return (child.text or "").strip() if child is not None else ""


def _encoded(item: etree._Element, what: str) -> str:
    """``content:encoded`` or ``excerpt:encoded``: one name in two namespaces."""
    for child in _children(item, "encoded"):
        if f"/{what}/" in child.tag or child.tag.startswith(f"{what}:"):
            return child.text or ""
    return ""


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (child for child in element if _local(child) == name)


def _local(element: etree._Element) -> str:
    """Its name without namespace, and without the prefix of one whose declaration was damaged."""
    return re.split("[}:]", str(element.tag))[-1]


def _forget(item: etree._Element) -> None:
    """Let go of what was read, so that an export takes no more memory than its posts."""
    item.clear()
    while item.getprevious() is not None:
        del item.getparent()[0]
