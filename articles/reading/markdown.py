"""Markdown: one article a file, its bibliographic head as front matter between two lines of dashes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from articles.reading import markup
from articles.reading.building import build_article
from articles.reading.errors import ReadingError
from articles.reading.format import Format, Reading, Source
from articles.reading.images import is_image_name
from articles.reading.records import NAMES, fields
from places.sentence import sentence

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\r?\n(.{0,20000}?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
#: Characters of an article with marks, which hostile ones make a parser read at 50 a millisecond.
LONGEST_MARKDOWN = 200_000

_SUFFIXES = (".md", ".markdown", ".mdown")


def _sniff(source: Source) -> bool:
    """By its name; text without a name of its own only by its front matter."""
    if source.suffix in _SUFFIXES:
        return True
    front_matter = _FRONT_MATTER.match(source.text) if source.suffix in {"", ".txt", ".text"} else None
    return bool(front_matter and re.search(r"^(?:title|headline)\s*:", front_matter[1], re.MULTILINE | re.IGNORECASE))


def _read(source: Source) -> Reading:
    front_matter = _FRONT_MATTER.match(source.text)
    head = _head(source, front_matter[1]) if front_matter else dict.fromkeys(NAMES, "")
    body = source.text[front_matter.end() if front_matter else 0 :]
    if len(body) > LONGEST_MARKDOWN:
        raise ReadingError(
            source.name,
            f"The text has {len(body):,} characters and an article may have {LONGEST_MARKDOWN:,}. "
            "Split it into articles, a file each.",
        )
    title, text = _plain(body, seek_title=not head["headline"])
    return Reading((build_article(source.name, **(head | {"text": text, "headline": head["headline"] or title})),))


FORMAT = Format(name="Markdown files", suffixes=_SUFFIXES, sniff=_sniff, read=_read)


class _PlainLoader(yaml.BaseLoader):
    """YAML in which every value is text: ``date: 2016-10-28`` is read by our own dates, ``outlet: No`` is a name.

    Aliases are refused: a few lines of them unfold to more than any memory holds, and no head needs them.
    """

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases (*name) are not allowed here")
        return super().compose_node(parent, index)


def _head(source: Source, front_matter: str) -> dict[str, str]:
    try:
        head = yaml.load(front_matter, Loader=_PlainLoader)  # noqa: S506 - a BaseLoader makes text only
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        why = " ".join(str(error).split())[:200] or sentence("nested too deep")
        raise ReadingError(
            source.name, f"Its front matter is no YAML ({why}). Put values with a colon in quotation marks."
        ) from error
    return fields(head) if isinstance(head, Mapping) else dict.fromkeys(NAMES, "")


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    # Where a link leads is left out, so none is unsafe: its marks would stay in the text.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def _plain(body: str, *, seek_title: bool) -> tuple[str, str]:
    """The first heading where one is sought and opens the text, and the text without marks."""
    tokens = _parser().parse(body)
    title = ""
    if seek_title and len(tokens) > 2 and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        title, tokens = _inline(tokens[1].children or ()), tokens[3:]
    return title, "\n\n".join(filter(None, _blocks(tokens)))


def _blocks(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield _inline(token.children or ())
        elif token.type in {"fence", "code_block"}:
            yield token.content
        elif token.type == "html_block":
            yield markup.words(token.content)


def _inline(tokens: Sequence[Token]) -> str:
    return "".join(map(_word, tokens)).strip()


def _word(token: Token) -> str:
    match token.type:
        case "text" | "code_inline" | "text_special":
            return token.content
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case "image":
            words = _inline(token.children or ())
            return "" if is_image_name(words) else words
        case _:
            return ""
