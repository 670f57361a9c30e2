"""Retelling: a sentence that was made in English before it was known who would read it, in the reader's language.

What goes wrong is said where it does, by modules that know no reader; why a mention means its place stands as text in
the archive. Every such sentence is in the catalogue with its values in braces, and carries the mark. Here one is known
again by the words between its values, and said with the same values; a value may be such a sentence itself. What the
catalogue does not know stays as it is.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from string import Formatter
from typing import NamedTuple

from articles.words import ENGLISH, isolated, language, marked, say

#: What a message of the catalogue carries that may have to be known again.
MARK = "Made in English, and told afterwards."
#: Nothing longer is a sentence of ours.
_LONGEST = 4000
#: A reason of the geoparser ends in what it weighed.
_WEIGHED = re.compile(r"(.+) ([+-]\d+)", re.DOTALL)
#: Where one sentence may end that stands before another.
_JOINTS = (": ", ". ")
#: Values of this name are numbers.
_NUMBER = "number"


class Template(NamedTuple):
    """A sentence, and the words before, between and after its values."""

    text: str
    names: tuple[str, ...]
    words: tuple[str, ...]

    def values(self, told: str) -> dict[str, str] | None:
        """The values with which *told* is this sentence, each as short as can be; None where it is another."""
        first, *others = self.words
        if not others:
            return {} if told == first else None
        *between, last = others
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
    return text if language() == ENGLISH or len(text) > _LONGEST else _retold(text, language())


@lru_cache(maxsize=4096)
def _retold(text: str, code: str) -> str:
    for template in templates(code):
        values = template.values(text)
        if values is not None:
            return say(template.text, **{name: _retold(value, code) for name, value in values.items()})
    if weighed := _WEIGHED.fullmatch(text):
        why = _retold(weighed[1], code)
        return f"{why} {isolated(weighed[2])}" if why != weighed[1] else text
    return _one_by_one(text, code)


def _one_by_one(text: str, code: str) -> str:
    """Sentences and names that stand after each other: "story.pdf: The PDF is encrypted. Save it …"."""
    for joint in _JOINTS:
        one, found, other = text.partition(joint)
        if found:
            one += joint[0].replace(":", "")
            told = _retold(one, code), _retold(other, code)
            if told != (one, other):
                return joint.replace(".", "").join(str(isolated(each)) for each in told)
    return text


@cache
def templates(code: str) -> tuple[Template, ...]:
    """Those of the language, those with most words of their own first."""
    return tuple(sorted(map(template_of, marked(code, MARK)), key=lambda each: -sum(map(len, each.words))))


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
