"""Capitalised words, the runs they stand in, and which of them belong together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from places.names import fold
from places.recognition.lexicon import Role, roles


@cache
def _capitals() -> str:
    """Capital letters of the scripts that have them, for a character class."""
    codes = [*range(0x250), *range(0x370, 0x530), *range(0x1E00, 0x1F00)]
    return "".join(chr(code) for code in codes if chr(code).isupper())


_U = f"[{_capitals()}]"
#: Words that may keep their full stop inside a name.
_ABBREVIATED = (
    "St|Ste|Ft|Mt|Mr|Mrs|Ms|Dr|Gen|Col|Sgt|Lt|Capt|Cpl|Maj|Brig|Adm|Cmdr|Rev|Sen|Rep|Gov|Prof|Pres|Hon|Supt|Det|Insp"
)
_ARTICLES = "al|el|ar|as|ash|at|ath|an|az|ad|adh|ed|ez|es"
#: One capitalised word: "U.S.", "St.", "J.", "al-Houd", "O'Fallon", "d'Ivoire". Its loops are possessive: no text
#: makes it go back and try again.
_TOKEN = (
    rf"(?:{_U}\.(?:{_U}\.)++(?:{_U}(?!\w))?|{_U}\.{_U}(?:[a-z]{{1,2}}(?=\.))?(?![\w])(?!\.{_U})"
    rf"|(?:{_ABBREVIATED}|{_U})\.(?=[ \xa0]?{_U})"
    rf"|(?:(?:{_ARTICLES}|ul|ur)-)?(?:[dl]['’])?{_U}\w*+(?:['’](?!s\b)\w++)*+)"
)
_SPACE = r"(?:['’]s[ \xa0]|[ \xa0]{1,3}|-|[ \t]*\n[ \t]{2,40})"
_SMALL = "of|the|and|de|la|le|les|los|las|del|du|des|di|da|do|dos|das|el|al|y|e|on|upon|sur|der|den|am|van|von"
_SMALLS = frozenset(_SMALL.split("|"))
_OWNING = ("'s", "’s")
_FUNCTION = Role.FUNCTION
#: Up to some thirty capitalised words with small ones between them.
_RUN = re.compile(rf"(?<!\w){_TOKEN}(?:{_SPACE}(?:(?:{_SMALL}){_SPACE}){{0,2}}{_TOKEN}){{0,30}}+(?:['’]s(?!\w))?")
#: What a first word may have before its capital.
_OPENING = re.compile(rf"(?<!\w)(?:(?:{_ARTICLES}|ul|ur)-)?(?:[dl]['’])?\Z")
_LONGEST_OPENING = 6
_CAPITAL = re.compile(_U)
_WORD = re.compile(rf"{_TOKEN}|(?:{_SMALL})(?![\w'’])|[dl]['’](?={_U})")
#: The article an Arabic name may go without, and the English one, in a key.
ARTICLE = re.compile(rf"(?:{_ARTICLES}|the) (?=\w\w)")


def runs(text: str) -> Iterator[re.Match[str]]:
    """Each run of capitalised words in *text*. Looks for capitals first: that is quick."""
    capital, run = _CAPITAL.search, _RUN.match
    end = 0
    while (found := capital(text, end)) is not None:
        start = found.start()
        if (
            start > end
            and text[start - 1] in "-'’"
            and (opening := _OPENING.search(text, max(end, start - _LONGEST_OPENING), start))
        ):
            start = opening.start()
        match = run(text, start)
        if match is None:
            end = found.end()
        else:
            yield match
            end = match.end()


@dataclass(slots=True)
class Word:
    """A word of a run."""

    start: int
    end: int
    text: str
    key: str
    roles: int
    #: A small word inside a name ("of", "de"), or one of the smallest words with a capital ("In", "The").
    small: bool
    #: Written with a small letter.
    lower: bool
    #: Followed by "'s".
    owner: bool
    #: Joined to the next word by a hyphen.
    hyphen: bool


def words_of(run: str, is_code: Callable[[str, str], bool]) -> list[Word]:
    """The words of a run; *is_code* tells of capitals and their key whether they are a country's or state's code."""
    words: list[Word] = []
    # A run of nothing but letters is one word.
    spans = ((0, len(run)),) if run.isalpha() else [match.span() for match in _WORD.finditer(run)]
    for start, end in spans:
        raw = run[start:end]
        key, bits, lower = _read(raw)
        if bits & _FUNCTION and len(raw) > 1 and raw.isupper() and is_code(raw, key):
            bits = 0
        after = run[end : end + 2]
        owner = after in _OWNING
        words.append(Word(start, end, raw, key, bits, lower or bits & _FUNCTION != 0, lower, owner, after[:1] == "-"))
        if owner and len(words) > 1 and words[-2].key == "st" and not words[-2].hyphen:
            # "St. Michael's Hospital": the saint owns nothing, it is all one name.
            saint = words[-1]
            saint.owner, saint.end, saint.key = False, end + 2, saint.key + "s"
            saint.text = run[start : end + 2]
    return words


@lru_cache(maxsize=50_000)
def _read(raw: str) -> tuple[str, int, bool]:
    """A word's key and roles, and whether it is one of the small words of names."""
    key = _fold(raw)
    return key, roles().get(key, 0), raw in _SMALLS


#: Not through its memory: this is one.
_fold: Callable[[str], str] = fold.__wrapped__


def next_word(words: list[Word], at: int) -> Word | None:
    """The word at that place when it directly follows the one before it in the same name."""
    if 0 < at < len(words) and not words[at].small and not words[at - 1].owner and not words[at - 1].small:
        return words[at]
    return None


def previous_word(words: list[Word], at: int) -> Word | None:
    """The word before that place when it belongs to the same stretch."""
    if at > 0 and not words[at - 1].small and not words[at - 1].owner:
        return words[at - 1]
    return None


def head_of(words: list[Word], start: int) -> tuple[str, int]:
    """The capitalised word before "of" or "of the" before that place, with its roles and those of the words before
    further ones: "Council" of "Council of Resistance of Iran".
    """
    head = ""
    roles = 0
    at = start
    while True:
        back = at - 1
        if back >= 0 and words[back].key == "the" and words[back].lower:
            back -= 1
        if back < 1 or not words[back].lower or words[back].key != "of" or words[back - 1].small:
            return head, roles
        at = back - 1
        head = head or words[at].key
        roles |= words[at].roles


def company_of(words: list[Word], start: int, end: int) -> tuple[int, int]:
    """The roles of the words of the same stretch, and how many they are."""
    roles = others = 0
    at = start
    while (word := previous_word(words, at)) is not None:
        roles |= word.roles
        others += 1
        at -= 1
    at = end
    while (word := next_word(words, at)) is not None:
        roles |= word.roles
        others += 1
        at += 1
    return roles, others
