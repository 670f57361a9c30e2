"""Page layout: lines of a printed page from pieces of text with their positions; columns, paragraphs, headers.

How wide a piece is drawn is not known here, only where it begins: columns are told by the places where, row after row,
text begins anew.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from articles.reading.prose import folded
from articles.reading.urls import web_address

#: Letters of most fonts are about half as wide as they are high.
_WIDTH_BY_SIZE = 0.45
#: Rows that have to begin anew at one place before it is the left edge of a column.
_FEWEST_ROWS = 4
_EDGE_POINTS = 3.0
#: How many times the body's size a headline's letters are, at least.
_HEADLINE_SIZE = 1.15
_LONGEST_HEADLINE = 300
#: Rows at the top and at the foot of a page where headers and footers stand.
_EDGE_ROWS = 2

_PAGE_NUMBER = re.compile(r"(?:page|p\.|seite|s\.)?\s*[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:/|of|von|de)\s*\d{1,4})?", re.I)
#: What browsers print above and below a page: "10/28/16, 3:24 PM  Title", "https://example.org/story  1/3".
_PRINTED_AT = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4},?\s+\d{1,2}:\d{2}(?:\s*[AP]M)?\b.{0,300}", re.I)
_PRINTED_FROM = re.compile(r"((?:https?|file)://\S+)(?:\s+\d{1,4}\s*/\s*\d{1,4})?")
_ENDS_SENTENCE = re.compile(r"[.!?…:؟。][\"'”’»)\]]*$")
_BROKEN_WORD = re.compile(r"(\w*\w)[-\u00ad\u2010]$")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text as the page draws it in one go."""

    #: Where it begins, in points from the page's lower left corner.
    x: float
    y: float
    #: Of its letters, in points.
    size: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    x: float
    y: float
    size: float
    text: str
    #: Counted from 1.
    page: int = 1


@dataclass(frozen=True, slots=True)
class PageText:
    """The lines of a page in the order they are read in."""

    number: int
    lines: tuple[Line, ...]


def page_text(number: int, pieces: Sequence[Piece]) -> PageText:
    """The lines that *pieces*, in the order in which the page draws them, make."""
    edges = _column_edges(pieces)
    drawn = [replace(line, page=number) for line in _lines(pieces, edges) if line.text]
    return PageText(number, tuple(_by_column(drawn, edges) if edges else drawn))


def body_lines(pages: Sequence[PageText]) -> list[Line]:
    """The lines of all pages without their headers, footers and page numbers."""
    counted = Counter(key for page in pages for key in {_furniture_key(line) for line in _edge_lines(page)})
    repeated = {key for key, number in counted.items() if number >= 2 and number * 2 >= len(pages)}
    kept = []
    for page in pages:
        edges = set(_edge_lines(page))
        for line in page.lines:
            is_printed = line in edges and any(
                pattern.fullmatch(line.text) for pattern in (_PAGE_NUMBER, _PRINTED_AT, _PRINTED_FROM)
            )
            if not is_printed and not (line in edges and _furniture_key(line) in repeated):
                kept.append(line)
    return kept


def footer_address(pages: Iterable[PageText]) -> str:
    """The web address a browser printed on every page; "" where it printed none, or a part of it."""
    found = {
        printed[1] for page in pages for line in _edge_lines(page) if (printed := _PRINTED_FROM.fullmatch(line.text))
    }
    address = found.pop() if len(found) == 1 else ""
    return "" if "…" in address or address.endswith("...") else web_address(address)


def headline_of(page: PageText, body: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of the headline: the first ones on *page* in the largest letters, where these are larger than others'.

    A name of one or two words that is larger still is that of the paper.
    """
    sizes = Counter[float]()
    for line in body:
        sizes[round(line.size, 1)] += len(line.text)
    if not sizes:
        return ()
    usual = sizes.most_common(1)[0][0]
    first = [line for line in body if line.page == page.number]
    runs = [run for run in _runs_of_one_size(first) if run[0].size >= usual * _HEADLINE_SIZE and _is_title(run)]
    runs.sort(key=lambda run: -run[0].size)
    many_words = [run for run in runs if sum(len(line.text.split()) for line in run) > 2]
    return tuple((many_words or runs or [[]])[0])


def joined(lines: Sequence[Line]) -> str:
    """The text of *lines*: those of a paragraph in one, broken words whole, paragraphs apart by a blank line."""
    leading = _leading(lines)
    words = {word for line in lines for word in re.findall(r"[\w-]+", line.text.lower())}
    text = ""
    before: Line | None = None
    for line in lines:
        if before is None:
            text = line.text
        elif _begins_paragraph(before, line, leading):
            text += "\n\n" + line.text
        elif (broken := _BROKEN_WORD.search(before.text)) and line.text[:1].islower():
            rest = re.match(r"\w*", line.text)
            whole = broken[1].lower() + (rest[0].lower() if rest else "")
            hyphened = broken[1].lower() + "-" + (rest[0].lower() if rest else "")
            keeps = hyphened in words and whole not in words
            text = (text if keeps else text[:-1]) + line.text
        elif broken:
            text += line.text
        else:
            text += " " + line.text
        before = line
    return text


def _lines(pieces: Iterable[Piece], edges: Sequence[float]) -> Iterator[Line]:
    line: Line | None = None
    last_x = 0.0
    for piece in pieces:
        if not piece.text.strip():
            if line is not None and piece.text and not line.text.endswith(" "):
                line = replace(line, text=line.text + " ")
            continue
        goes_on = (
            line is not None
            and abs(piece.y - line.y) < 0.5 * max(piece.size, line.size)
            and piece.x >= last_x - 1
            and _column(piece.x, edges) == _column(line.x, edges)
        )
        if line is not None and goes_on:
            line = replace(line, text=line.text + piece.text, size=max(line.size, piece.size))
        else:
            if line is not None:
                yield replace(line, text=" ".join(line.text.split()))
            line = Line(piece.x, piece.y, piece.size, piece.text)
        last_x = piece.x
    if line is not None:
        yield replace(line, text=" ".join(line.text.split()))


def _column_edges(pieces: Sequence[Piece]) -> list[float]:
    """Where columns begin that the page draws row by row; none where it draws one column after the other."""
    drawn = [piece for piece in pieces if piece.text.strip()]
    starts: Counter[int] = Counter()
    rows = 1
    for before, piece in pairwise(drawn):
        if abs(before.y - piece.y) >= 0.5 * piece.size:
            rows += 1
        elif piece.x > before.x + 3 * piece.size:
            starts[round(piece.x / _EDGE_POINTS)] += 1
    found = [at * _EDGE_POINTS for at, number in starts.items() if number >= max(_FEWEST_ROWS, 0.4 * rows)]
    return sorted(at - _EDGE_POINTS for at in found)


def _column(x: float, edges: Sequence[float]) -> int:
    return sum(x >= edge for edge in edges)


def _by_column(lines: Sequence[Line], edges: Sequence[float]) -> Iterator[Line]:
    """Column after column; a line that reaches over several stands between what is above and what is below it."""
    columns: list[list[Line]] = [[] for _ in range(len(edges) + 1)]
    for line in sorted(lines, key=lambda line: (-round(line.y), line.x)):
        column = _column(line.x, edges)
        reach = line.x + _WIDTH_BY_SIZE * line.size * len(line.text)
        has_neighbour = any(abs(other.y - line.y) < 1 and _column(other.x, edges) > column for other in lines)
        if column < len(edges) and not has_neighbour and reach > edges[column] + line.size:
            yield from (each for lines_ in columns for each in lines_)
            columns = [[] for _ in columns]
            yield line
        else:
            columns[column].append(line)
    yield from (each for lines_ in columns for each in lines_)


def _edge_lines(page: PageText) -> list[Line]:
    rows = sorted({round(line.y) for line in page.lines})
    outer = {*rows[:_EDGE_ROWS], *rows[-_EDGE_ROWS:]} if len(rows) > 2 * _EDGE_ROWS else {*rows[:1], *rows[-1:]}
    return [line for line in page.lines if round(line.y) in outer]


def _furniture_key(line: Line) -> tuple[str, int]:
    """Equal for one header on two pages: its numbers do not count."""
    return re.sub(r"\d+", "#", folded(line.text)), round(line.y / 4)


def _runs_of_one_size(lines: Sequence[Line]) -> Iterator[list[Line]]:
    run: list[Line] = []
    for line in lines:
        if run and abs(line.size - run[-1].size) > 0.05 * line.size:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _is_title(run: Sequence[Line]) -> bool:
    text = " ".join(line.text for line in run)
    return len(text) <= _LONGEST_HEADLINE and any(map(str.isalpha, text))


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance between two lines of a paragraph."""
    gaps = [
        one.y - next_one.y
        for one, next_one in pairwise(lines)
        if one.page == next_one.page and 0 < one.y - next_one.y < 4 * one.size
    ]
    return median(gaps) if gaps else 0.0


def _begins_paragraph(before: Line, line: Line, leading: float) -> bool:
    if abs(line.size - before.size) > 0.15 * before.size:
        return True
    ends = bool(_ENDS_SENTENCE.search(before.text))
    if line.page != before.page or line.y >= before.y:  # the next page, or the next column
        return ends
    is_apart = leading > 0 and before.y - line.y > 1.35 * max(leading, before.size)
    is_indented = ends and 0.8 * line.size < line.x - before.x < 6 * line.size
    return is_apart or is_indented
