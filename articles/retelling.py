"""Retelling: a sentence that was made in English before it was known who would read it, in the reader's language.

What goes wrong is said where it does, by modules that know no reader; why a mention means its place stands as text in
the archive. Every such sentence is in the catalogue with its values in braces, and carries the mark. Here one is known
again by the words between its values, and said with the same values; a value may be such a sentence itself. What the
catalogue does not know stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain, islice
from operator import attrgetter
from string import Formatter
from typing import NamedTuple

from articles.words import ENGLISH, isolated, language, marked, say

#: What a message of the catalogue carries that may have to be known again.
MARK = "Made in English, and told afterwards."
#: Nothing longer is a sentence of ours.
_LONGEST = 4000
#: A reason of the geoparser ends in what it weighed.
_WEIGHED = re.compile(r"(.+) ([+-]\d+)", re.DOTALL)
#: Where one sentence may end and another begin: "story.pdf: The PDF is encrypted. Save it …". At so many is looked.
_JOINT = re.compile(r": |(?<=\.) ")
_MOST_JOINTS = 3
#: How deep sentences stand in one another, at most.
_DEEPEST = 5
_QUOTES = ("“", "‘", "'", '"')
#: Values of this name are numbers.
_NUMBER = "number"


class Template(NamedTuple):
    """A sentence with values, and the words before, between and after them."""

    text: str
    names: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def known(self) -> int:
        return sum(map(len, self.words))

    def values(self, told: str) -> dict[str, str] | None:
        """The values with which *told* is this sentence, each as short as can be; None where it is another."""
        first, *between, last = self.words
        at, end = len(first), len(told) - len(last)
        if not (told.startswith(first) and told.endswith(last)):
            return None
        found = []
        for words in between:
            until = told.find(words, at, end)
            if until < 0:
                return None
            found.append(told[at:until])
            at = until + len(words)
        if at > end:
            return None
        values = dict(zip(self.names, (*found, told[at:end]), strict=True))
        return values if values.get(_NUMBER, "0").replace(",", "").isdecimal() else None


def retold(said: object) -> str:
    """*said*, a sentence in English or an exception that is one, in the reader's language."""
    text = str(said)
    return text if language() == ENGLISH or len(text) > _LONGEST else _told(text, language()).text


class _Told(NamedTuple):
    """What is said for a text, and how many of its characters were known as words of ours."""

    known: int
    text: str


@lru_cache(maxsize=4096)
def _told(text: str, code: str, depth: int = _DEEPEST) -> _Told:
    """The reading that leaves least unknown; of equals that with most words in one sentence."""
    if text in _whole(code):
        return _Told(len(text), say(text))
    weighed = _WEIGHED.fullmatch(text)
    if weighed and weighed[1] in _whole(code):
        return _Told(len(text), f"{say(weighed[1])} {isolated(weighed[2])}")
    readings = chain(_as_one(text, code, depth), _as_two(text, code, depth)) if depth else ()
    return max(readings, key=attrgetter("known"), default=_Told(0, text))


def _named(text: str, code: str) -> _Told:
    """A file's name, or what stands in quotation marks: anybody's words, however like ours, but for "Row 3"."""
    if text in _whole(code):
        return _Told(len(text), say(text))
    numbered = (template for template in templates(code) if template.names == (_NUMBER,))
    return next(
        (_Told(each.known, say(each.text, **found)) for each in numbered if (found := each.values(text))),
        _Told(0, text),
    )


def _as_one(text: str, code: str, depth: int) -> Iterator[_Told]:
    """As each of our sentences with values."""
    for template in templates(code):
        values = template.values(text)
        if values is not None:
            parts = {
                name: _named(value, code) if before.endswith(_QUOTES) else _told(value, code, depth - 1)
                for (name, value), before in zip(values.items(), template.words, strict=False)
            }
            told = say(template.text, **{name: part.text for name, part in parts.items()})
            yield _Told(template.known + sum(part.known for part in parts.values()), told)


def _as_two(text: str, code: str, depth: int) -> Iterator[_Told]:
    """As two that stand after each other: "story.pdf: The PDF is encrypted. Save it …"."""
    for joint in islice(_JOINT.finditer(text), _MOST_JOINTS):
        before = text[: joint.start()]
        one = _told(before, code, depth - 1) if before.endswith(".") else _named(before, code)
        other = _told(text[joint.end() :], code, depth - 1)
        if known := one.known + other.known:
            yield _Told(known, f"{isolated(one.text)}{joint[0]}{isolated(other.text)}")


@cache
def _whole(code: str) -> frozenset[str]:
    """The sentences without values."""
    return frozenset(text for text in marked(code, MARK) if "{" not in text)


@cache
def templates(code: str) -> tuple[Template, ...]:
    """Those with values, those with most words of their own first."""
    found = [template_of(text) for text in marked(code, MARK) if "{" in text]
    return tuple(sorted(found, key=lambda each: -each.known))


def template_of(text: str) -> Template:
    """The template of a message with its values in braces."""
    names: list[str] = []
    words = [""]
    for literal, name, _, _ in Formatter().parse(text):
        words[-1] += literal
        if name is not None:
            names.append(name)
            words.append("")
    return Template(text, tuple(names), tuple(words))
