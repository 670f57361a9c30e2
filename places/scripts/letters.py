"""Words of scripts other than Latin, and the language a line is written in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from places.names import fold

_ARABIC = "".join(
    (
        "\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff",
        "\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    )
)
_HEBREW = "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u05d0-\u05f4\ufb1d-\ufb4f"
_HANGUL = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3"
_CYRILLIC = "\u0400-\u0481\u048a-\u052f"
_GREEK = "\u0370-\u037d\u037f\u0386\u0388-\u03ff\u1f00-\u1fff"
HAN = "\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
KATAKANA = "\u30a1-\u30fa\u30fc-\u30fe"

#: A text without any of these is none of this package's business.
OTHER = re.compile(f"[{_ARABIC}{_HEBREW}{_HANGUL}{_CYRILLIC}{_GREEK}{HAN}{KATAKANA}]")
#: Scripts without capitals, whose words are parted by spaces. Zero-width joiners are inside words.
UNCASED = re.compile(f"[{_ARABIC}]+(?:\u200c+[{_ARABIC}]+)*|[{_HEBREW}]+(?:[\"'\u2019][{_HEBREW}]+)*|[{_HANGUL}]+")
#: Scripts with capitals.
CASED = re.compile(f"[{_CYRILLIC}]+(?:['\u2019\u02bc][{_CYRILLIC}]+)*|[{_GREEK}]+")
#: Scripts without spaces.
UNSPACED = re.compile(f"[{HAN}{KATAKANA}\u3041-\u309f\u30fb\u00b7]+")

_SORANI = re.compile("[ەێۆڵڕ]")
_URDU = re.compile("[ٹڈڑےںھہ]")
_PERSIAN = re.compile("[یکپچژگ]")
_ARAB = re.compile(r"[يكةىأإ]|\bال")
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_RUSSIAN = re.compile("[ыэёЫЭЁ]")
_BULGARIAN = re.compile("[ъЪ]")


#: Longer ones are no words; they part names as other characters do.
_LONGEST_WORD = 60


@dataclass(frozen=True, slots=True)
class Word:
    start: int
    end: int
    text: str
    key: str
    #: The characters between it and the word before.
    gap: str


def words(pattern: re.Pattern[str], text: str) -> list[Word]:
    """The words *pattern* finds, folded, in text order."""
    found = []
    last = 0
    for match in pattern.finditer(text):
        start, end = match.span()
        raw = match.group()
        if end - start <= _LONGEST_WORD:
            found.append(Word(start, end, raw, fold(raw), text[last:start]))
            last = end
    return found


def arabic_script_language(line: str) -> str:
    """ckb, ur, fa or ar, by the letters only they have."""
    sorani, urdu = len(_SORANI.findall(line)), len(_URDU.findall(line))
    if sorani * 12 > len(line):
        return "ckb"
    if urdu * 25 > len(line):
        return "ur"
    return "fa" if len(_PERSIAN.findall(line)) > len(_ARAB.findall(line)) else "ar"


def cyrillic_language(text: str) -> str:
    """uk, ru or bg, by the letters they have; Russian where these do not tell."""
    ukrainian, russian = len(_UKRAINIAN.findall(text)), len(_RUSSIAN.findall(text))
    if ukrainian > russian:
        return "uk"
    return "bg" if not russian and len(_BULGARIAN.findall(text)) * 100 > len(text) else "ru"
