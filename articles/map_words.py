"""What the map says, in the language of the page."""

from __future__ import annotations

from functools import cache

from articles.words import forms, is_right_to_left, language, say
from places.mapping.words import COUNTS, TEXTS, Words


def map_words() -> Words:
    return _words(language())


@cache
def _words(code: str) -> Words:
    return Words(
        code,
        is_right_to_left(code),
        {text: said for text in TEXTS if (said := say(text)) != text},
        {one: forms(one, many) for one, many in COUNTS},
    )
