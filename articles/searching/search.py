"""The search line: what a reader writes, turned safely into a full-text query of SQLite's FTS5.

Words all have to stand in a passage; ``"a phrase"``, ``prefix*``, ``AND``, ``OR``, ``NOT`` and brackets work; NOT binds
tightest, then AND, then OR. Everything else a reader may type (hyphens, apostrophes, colons) is part of a word.
"""

from __future__ import annotations

import unicodedata

from articles.searching.tokens import QueryError, Token, is_searchable, is_space, shortened, tokens
from articles.words import say, say_many

#: A query of more words, or of deeper brackets, is no search line; FTS5 itself stops at a depth of 256.
MOST_WORDS = 64
DEEPEST_BRACKETS = 16


def parse_query(text: str) -> str:
    """The FTS5 expression for the search line *text*; "" for an empty one.

    Raises QueryError where it has no meaning. What is returned holds only quoted strings, AND, OR, NOT, brackets and
    prefix stars, so that no column filter, NEAR or anything else of FTS5 can be reached.
    """
    if not text.strip():
        return ""
    found = list(tokens(text))
    words = sum(token.kind == "word" for token in found)
    if not words and all(token.kind != "operator" for token in found):
        raise QueryError(say("there is no word to search for in {words}: write one", words=shortened(text)))
    if words > MOST_WORDS:
        raise QueryError(
            say_many(
                "the search has {n} word: {most} are the most it can have, leave some out",
                "the search has {n} words: {most} are the most it can have, leave some out",
                words,
                most=MOST_WORDS,
            )
        )
    return _Parser(found).parse()


def single_words(text: str) -> str:
    """The search line *text* with each of its phrases taken apart: all their words, wherever in the passage they stand.

    "foo-bar" is a phrase, too: the index keeps foo and bar. A line without meaning comes back as it is.
    """
    try:
        found = list(tokens(text))
    except QueryError:
        return text
    return " ".join(_apart(token) if token.kind == "word" else token.text for token in found)


def _apart(token: Token) -> str:
    # In small letters, so that no word becomes an operator; the index knows no case. What is no letter and no number
    # may be what the index parts words at: a mark under a letter, too, if it is not one with it.
    text = unicodedata.normalize("NFC", token.text.lower())
    words = "".join(c if is_searchable(c) or unicodedata.category(c) == "Co" else " " for c in text).split()
    if token.is_prefix:
        words[-1] += "*"
    return words[0] if len(words) == 1 else f"({' '.join(words)})"


class _Parser:
    """Recursive descent over the tokens; every method gives back a finished FTS5 expression."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._next = 0
        self._depth = 0

    def parse(self) -> str:
        expression = self._either()
        if (token := self._peek()) is not None:
            raise _closes_nothing(token)
        return expression

    def _either(self) -> str:
        sides = [self._all()]
        while self._takes("OR"):
            sides.append(self._all())
        return _joined(" OR ", sides)

    def _all(self) -> str:
        sides = [self._except()]
        while self._takes("AND") or self._begins_operand():
            sides.append(self._except())
        return _joined(" AND ", sides)

    def _except(self) -> str:
        sides = [self._operand()]
        while self._takes("NOT"):
            sides.append(self._operand())
        return _joined(" NOT ", sides)

    def _operand(self) -> str:
        token = self._peek()
        if token is None:
            raise self._operand_missing(None)
        if token.kind == "word":
            self._next += 1
            return _quoted(token)
        if token.kind == "(":
            return self._group(token)
        raise self._operand_missing(token)

    def _group(self, opening: Token) -> str:
        self._next += 1
        self._depth += 1
        if self._depth > DEEPEST_BRACKETS:
            raise QueryError(
                say(
                    "the brackets at {at} stand too deep in others: {most} is the most",
                    at=opening.at,
                    most=DEEPEST_BRACKETS,
                ),
                opening.at,
            )
        if (token := self._peek()) is not None and token.kind == ")":
            raise QueryError(
                say("nothing stands in the brackets at {at}: write a word in them, or remove them", at=opening.at),
                opening.at,
            )
        expression = self._either()
        if self._peek() is None:
            raise _not_closed(opening)
        self._next += 1
        self._depth -= 1
        return expression

    def _operand_missing(self, token: Token | None) -> QueryError:
        previous = self._tokens[self._next - 1] if self._next else None
        if previous is not None and previous.kind == "operator":
            return QueryError(
                say(
                    '{word} at {at} needs a word after it: write one, or "{word}" in quotation marks to search for the '
                    "word itself",
                    word=previous.text,
                    at=previous.at,
                ),
                previous.at,
            )
        if token is not None and token.kind == "operator":
            return QueryError(
                say(
                    '{word} at {at} needs a word before it: write one, or "{word}" in quotation marks to search for '
                    "the word itself",
                    word=token.text,
                    at=token.at,
                ),
                token.at,
            )
        if token is not None:
            return _closes_nothing(token)
        return _not_closed(self._tokens[-1])

    def _peek(self) -> Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _takes(self, operator: str) -> bool:
        token = self._peek()
        taken = token is not None and token.kind == "operator" and token.text == operator
        self._next += taken
        return taken

    def _begins_operand(self) -> bool:
        """Whether a word or bracket follows without an operator, which means AND."""
        token = self._peek()
        return token is not None and token.kind in ("word", "(")


def _closes_nothing(bracket: Token) -> QueryError:
    return QueryError(
        say("the bracket at {at} closes nothing: remove it, or open one before it", at=bracket.at), bracket.at
    )


def _not_closed(bracket: Token) -> QueryError:
    return QueryError(
        say("the bracket at {at} is not closed: write ) where it ends, or remove it", at=bracket.at), bracket.at
    )


def _quoted(token: Token) -> str:
    phrase = "".join(" " if is_space(character) else character for character in token.text)
    return f'"{phrase}"*' if token.is_prefix else f'"{phrase}"'


def _joined(operator: str, sides: list[str]) -> str:
    return sides[0] if len(sides) == 1 else f"({operator.join(sides)})"
