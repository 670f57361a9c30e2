"""Markup: the words of a piece of HTML that stands inside another format."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]

_TAG = re.compile(
    r"</?(?:p|br|div|a|em|i|b|strong|span|h[1-6]|ul|ol|li|blockquote|img|figure|table|script)\b[^<>]{0,5000}>", re.I
)
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "br", "dd", "details", "div", "dl", "dt", "figcaption", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
    "section", "table", "td", "th", "tr", "ul",
})  # fmt: skip
_SILENT = frozenset({
    "script", "style", "template", "noscript", "iframe", "object", "svg", "math", "head", "title",
})  # fmt: skip


def has_markup(text: str) -> bool:
    """Whether *text* holds a tag of HTML, and not only a "<"."""
    return bool(_TAG.search(text))


def words(html: str) -> str:
    """The text of a fragment of HTML, blocks apart by blank lines, scripts and styles left out."""
    # The parser of the standard library takes minutes over 60 kB of "<a <a <a"; this one a millisecond.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = etree.fromstring(f"<div>{html}</div>".encode(errors="ignore"), parser)
    except etree.ParseError:
        root = None
    return "" if root is None else words_of(root)


def words_of(root: etree._Element) -> str:
    """The same of what is parsed already."""
    return "".join(_pieces(root)).strip()


def _pieces(root: etree._Element) -> Iterator[str]:
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = str(element.tag)
        if tag in _BLOCKS:
            yield "\n\n"
        if event == "start" and tag in _SILENT:
            walk.skip_subtree()
        elif event == "start":
            yield element.text or ""
        if event == "end":
            yield element.tail or ""
