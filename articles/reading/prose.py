"""Prose: text as every article has it. NFC, no control characters, paragraphs apart by one blank line."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

_LINE_BREAK = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
#: More marks on one letter than any language has; normalising takes quadratic time in their number.
#: 30 is the bound of the Stream-Safe Text Format, https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format.
_MOST_MARKS = 30
_LAST_MARK = 0x1FFFF
#: Characters to a line, where an editor breaks lines, and how far it may miss.
_NARROWEST, _WIDEST, _RAGGED = 50, 100, 6
_WORD = re.compile(r"\w+")


def lines(text: str) -> list[str]:
    """The lines of *text*, cleaned: single spaces, none at the ends; "" for a blank one."""
    text = _LINE_BREAK.sub("\n", text)
    if not text.isascii():
        text = _too_many_marks().sub(r"\1", text.translate(_characters()))
        text = unicodedata.normalize("NFC", text)
    else:
        text = text.translate(_characters())
    return [" ".join(part.split()) for part in text.split("\n")]


def lines_of(text: str, start: int = 0) -> Iterator[str]:
    """The lines of *text* as they stand, from *start* on, each with its line feed, one at a time.

    ``io.StringIO`` would do the same over a copy of four bytes a letter.
    """
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def line(text: str) -> str:
    """*text* cleaned and on one line."""
    return " ".join(part for part in lines(text) if part)


def paragraphs(cleaned_lines: Iterable[str]) -> Iterator[str]:
    """Runs of lines with no blank one between; lines within a paragraph stay lines."""
    paragraph: list[str] = []
    for each in cleaned_lines:
        if each:
            paragraph.append(each)
        elif paragraph:
            yield "\n".join(paragraph)
            paragraph = []
    if paragraph:
        yield "\n".join(paragraph)


def prose(text: str) -> str:
    """*text* cleaned, its paragraphs apart by one blank line. Doing it twice changes nothing."""
    return "\n\n".join(paragraphs(lines(text)))


def spread(cleaned_lines: Sequence[str]) -> list[str]:
    """The lines with a blank one between paragraphs, where the writer used none; wrapped lines joined.

    Lines that an editor broke at a width are told by the next word never fitting on them.
    """
    if "" not in cleaned_lines and not _is_wrapped(cleaned_lines, max(map(len, cleaned_lines), default=0)):
        return [each for line in cleaned_lines for each in (line, "")]
    width = max(map(len, cleaned_lines), default=0)
    joined: list[str] = []
    for paragraph in paragraphs(cleaned_lines):
        parts = paragraph.split("\n")
        joined += [" ".join(parts)] if _is_wrapped(parts, width) else parts
        joined.append("")
    return joined


def _is_wrapped(parts: Sequence[str], width: int) -> bool:
    if len(parts) < 2 or not _NARROWEST <= width <= _WIDEST:
        return False
    return all(
        len(one) + 1 + len(next_one.partition(" ")[0]) > width - _RAGGED for one, next_one in itertools.pairwise(parts)
    )


def folded(text: str) -> str:
    """The words of *text* alone, for comparing: no case, no punctuation, no line breaks."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


@cache
def _characters() -> dict[int, str | None]:
    """What becomes of single characters: spaces of all widths are spaces, the invisible ones go."""
    controls = (code for code in range(0xA0) if unicodedata.category(chr(code)) == "Cc" and code != ord("\n"))
    table: dict[int, str | None] = dict.fromkeys(controls)
    table |= dict.fromkeys(range(0xD800, 0xE000))  # surrogates: no text, and not encodable
    table |= dict.fromkeys([0xAD, 0x200B, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF])  # invisible inside words
    # Marks that turn the direction of what follows: a title could be made to read as another one.
    table |= dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
    table |= dict.fromkeys([*map(ord, "\t\xa0\u1680\u202f\u205f\u3000"), *range(0x2000, 0x200B)], " ")
    return table


@cache
def _too_many_marks() -> re.Pattern[str]:
    marks = "".join(chr(code) for code in range(0x300, _LAST_MARK) if unicodedata.combining(chr(code)))
    return re.compile(f"([{marks}]{{{_MOST_MARKS}}})[{marks}]+")
