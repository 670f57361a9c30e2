"""Small words joined to names: Arabic and Hebrew ones before, Kurdish, Persian and Korean ones after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from places.names import fold

#: Arabic: and, so; in, to, like, and their unions. Longest first is not needed: all that fit are tried.
_ARABIC = {
    "و": "conjunction_joined", "ف": "conjunction_joined", "ك": "conjunction_joined",
    "ب": "preposition_joined", "ل": "preposition_joined",
    "وب": "preposition_joined", "ول": "preposition_joined", "فب": "preposition_joined", "فل": "preposition_joined",
    "وك": "conjunction_joined",
}  # fmt: skip
_HEBREW = {
    "ו": "conjunction_joined", "ה": "conjunction_joined", "ש": "conjunction_joined", "כ": "conjunction_joined",
    "ב": "preposition_joined", "ל": "preposition_joined", "מ": "preposition_joined",
    "וב": "preposition_joined", "ול": "preposition_joined", "ומ": "preposition_joined",
    "שב": "preposition_joined", "של": "preposition_joined", "שמ": "preposition_joined",
    "וה": "conjunction_joined", "מה": "preposition_joined", "ומה": "preposition_joined", "וש": "conjunction_joined",
    "כש": "conjunction_joined", "כשב": "preposition_joined", "שה": "conjunction_joined",
}  # fmt: skip
_BEFORE = {"ar": _ARABIC, "he": _HEBREW}
#: Endings, with the cue each gives. Sorani: in, from, of, also; Persian: of, plural; Korean particles.
_AFTER = {
    "ckb": {
        "دا": "preposition_joined", "ەوە": "preposition_joined", "وە": "preposition_joined", "ی": "",
        "یش": "", "یشدا": "preposition_joined", "ێ": "", "یەوە": "preposition_joined", "ەکان": "", "ش": "",
    },
    "fa": {"ی": "", "‌ها": ""},
    "ko": {
        "에서": "preposition_joined", "에": "preposition_joined", "으로": "preposition_joined",
        "로": "preposition_joined", "에서는": "preposition_joined", "에는": "preposition_joined",
        "까지": "preposition_joined", "부터": "preposition_joined", "의": "", "은": "", "는": "", "이": "", "가": "",
        "을": "", "를": "", "과": "", "와": "", "도": "", "만": "", "에도": "preposition_joined",
        "시": "before_kind_word", "시에서": "before_kind_word", "시의": "before_kind_word", "시에": "before_kind_word",
        "도에서": "before_kind_word", "도의": "before_kind_word", "주": "before_kind_word",
        "주에서": "before_kind_word",
    },
}  # fmt: skip
_LEAST = {"ar": 3, "he": 2, "ckb": 4, "fa": 4, "ko": 2}
#: Arabic "the", and "to the": its alef is dropped after li-.
_THE, _TO_THE = "ال", "لل"


@dataclass(frozen=True, slots=True)
class Form:
    """A word without what is joined to it."""

    key: str
    #: Characters of the word as written that are left away at its beginning and its end.
    skipped: int = 0
    cut: int = 0
    cue: str = ""


@lru_cache(maxsize=50_000)
def openings(word: str, language: str) -> tuple[Form, ...]:
    """The word as it is, then what is left of it without what may be joined before. *word* is as written."""
    key = fold(word)
    forms = [Form(key)]
    if "\u200c" in word:
        forms.append(Form(fold(word.replace("\u200c", " "))))
    for prefix, cue in _BEFORE.get(language, {}).items():
        rest = key[len(prefix) :]
        if not key.startswith(prefix) or len(rest) < _LEAST[language]:
            continue
        skipped = _written(word, len(prefix))
        if skipped is None:
            continue
        forms.append(Form(rest, skipped, cue=cue))
        if language == "ar" and prefix.endswith("ل") and rest.startswith("ل") and len(rest) > 3:
            further = _written(word, len(prefix) + 1)
            if further is not None:
                forms.append(Form(_THE + rest[1:], further, cue=cue))
    if language == "ar" and not key.startswith(_THE):
        return tuple(forms)
    if language == "ar" and len(key) > 4:
        skipped = _written(word, len(_THE))
        if skipped is not None:
            forms.append(Form(key[len(_THE) :], skipped, cue="only_without_article"))
    return tuple(forms)


@lru_cache(maxsize=50_000)
def endings(word: str, language: str) -> tuple[Form, ...]:
    """What is left of the word without what may be joined after it; empty for languages that join nothing."""
    return tuple(_endings(word, language))


def _endings(word: str, language: str) -> Iterator[Form]:
    key = fold(word)
    for suffix, cue in _AFTER.get(language, {}).items():
        tail = fold(suffix)
        if key.endswith(tail) and len(key) - len(tail) >= _LEAST[language]:
            kept = _written(word, len(key) - len(tail))
            if kept is not None:
                yield Form(key[: -len(tail)], 0, len(word) - kept, cue)


def _written(word: str, letters: int) -> int | None:
    """How many characters of *word* stand for its first *letters* folded ones, vowel signs counted with the letter
    before; None where that cuts a character.
    """
    seen = 0
    for at, character in enumerate(word):
        size = len(fold(character))
        if seen == letters and size:
            return at
        seen += size
        if seen > letters:
            return None
    return len(word) if seen == letters else None
