"""Tokens: a search line taken apart into words, phrases, operators and brackets."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from articles.words import say

QUOTES = '"“”„‟'
_OPERATORS = ("AND", "OR", "NOT")


class QueryError(ValueError):
    """The search line cannot be understood; the message says where, and what to write instead."""

    def __init__(self, message: str, at: int = 1) -> None:
        super().__init__(message)
        #: Position in the search line, counted from 1 as the message does.
        self.at = at


@dataclass(frozen=True, slots=True)
class Token:
    kind: Literal["word", "operator", "(", ")"]
    text: str
    #: Position in the search line, counted from 1 as a reader does.
    at: int
    is_prefix: bool = False


def tokens(text: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        character = text[at]
        if character in "()":
            yield Token("(" if character == "(" else ")", character, at + 1)
            at += 1
        elif character in QUOTES:
            closing = _closing_quote(text, at)
            phrase = text[at + 1 : closing]
            if not is_searchable(phrase):
                raise QueryError(
                    say("no word stands between the quotation marks at {at}: write one, or remove them", at=at + 1),
                    at + 1,
                )
            is_prefix = text[closing + 1 : closing + 2] == "*"
            yield Token("word", phrase, at + 1, is_prefix)
            at = closing + 1 + is_prefix
        elif is_space(character):
            at += 1
        else:
            start = at
            while at < len(text) and not is_space(text[at]) and text[at] not in "()" and text[at] not in QUOTES:
                at += 1
            yield from _word(text[start:at], start)


def _word(word: str, start: int) -> Iterator[Token]:
    if word in _OPERATORS:
        yield Token("operator", word, start + 1)
        return
    stem = word.rstrip("*")
    if "*" in stem and is_searchable(stem):
        raise QueryError(
            say(
                "the asterisk at {at} stands inside {word}: it can only end a word, as in Mos*",
                at=start + 1 + word.index("*"),
                word=shortened(word),
            ),
            start + 1 + word.index("*"),
        )
    if is_searchable(stem):
        yield Token("word", stem, start + 1, is_prefix=stem != word)
    elif "*" in word:
        raise QueryError(
            say(
                "the asterisk at {at} needs the beginning of a word before it, as in Mos*",
                at=start + 1 + word.index("*"),
            ),
            start + 1 + word.index("*"),
        )
    # Anything else is bare punctuation ("&", "–"), which the index does not hold: it asks for nothing.


def _closing_quote(text: str, opening: int) -> int:
    for at in range(opening + 1, len(text)):
        if text[at] in QUOTES:
            return at
    raise QueryError(
        say("the quotation mark at {at} is not closed: write another where the phrase ends", at=opening + 1),
        opening + 1,
    )


def is_searchable(text: str) -> bool:
    """Whether the index keeps anything of *text*: its tokenizer, unicode61, keeps letters, numbers and private use."""
    return any(unicodedata.category(character)[0] in "LN" for character in text)


def is_space(character: str) -> bool:
    # Control characters and lone surrogates part words too: SQLite would stop reading at a NUL, or refuse the string.
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cs")


def shortened(text: str) -> str:
    text = "".join(character if character.isprintable() else " " for character in text)
    return f"‘{text if len(text) <= 40 else text[:39] + '…'}’"
