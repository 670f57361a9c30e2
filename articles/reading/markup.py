"""Markup: the words of a piece of HTML that stands inside another format."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_TAG = re.compile(
    r"</?(?:p|br|div|a|em|i|b|strong|span|h[1-6]|ul|ol|li|blockquote|img|figure|table|script)\b[^<>]*>", re.I
)
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "br", "dd", "details", "div", "dl", "dt", "figcaption", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
    "section", "table", "td", "th", "tr", "ul",
})  # fmt: skip
_SILENT = frozenset({
    "script", "style", "template", "noscript", "iframe", "object", "svg", "math", "head",
})  # fmt: skip


def has_markup(text: str) -> bool:
    """Whether *text* holds a tag of HTML, and not only a "<"."""
    return bool(_TAG.search(text))


def words(html: str) -> str:
    """The text of a fragment of HTML, blocks apart by blank lines, scripts and styles left out."""
    parser = _Words()
    parser.feed(html)
    parser.close()
    return "".join(parser.parts).strip()


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent = self._silent or tag
        elif tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""
        elif tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)
