"""Toponyms folded into lookup keys: one key for all the ways of writing one name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Words with a usual abbreviation, brought to the short form.
_SHORT = {
    "saint": "st",
    "sainte": "ste",
    "mount": "mt",
    "fort": "ft",
}
_LONG = re.compile(rf"\b({'|'.join(_SHORT)})\b")

#: Deleted without a gap: apostrophes, ayin and hamza as romanised, full stops ("U.S.", "St. Louis").
_SILENT = "'`´.ʹʻʼʽʾʿˈˊˋ‘’‛′＇՚׳״٫·‧·ʺ"

#: Letters that do not decompose into a base and an accent, and the variants of one Arabic letter, Kurdish ones too.
_LETTERS = {
    "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t", "ŋ": "n", "ı": "i", "ĸ": "k", "ə": "a", "ɛ": "e",
    "ɔ": "o", "ƙ": "k", "ɓ": "b", "ɗ": "d", "ƴ": "y", "æ": "ae", "œ": "oe", "þ": "th",
    "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ڪ": "ك", "ة": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "ۃ": "ه", "ٱ": "ا",
    "ێ": "ي", "ۆ": "و", "ڵ": "ل", "ڕ": "ر",
}  # fmt: skip

#: Accents and vowel points that may be left out in writing: Latin, Greek and Cyrillic accents, Hebrew points, Arabic
#: vowel signs and tatweel; the Hebrew hyphen (maqaf) parts words. The signs of Indic scripts and of Thai are letters
#: and stay.
_MARKS = [*range(0x0300, 0x0370), *range(0x0591, 0x05BE), 0x05BF, 0x05C1, 0x05C2, 0x05C4, 0x05C5, 0x05C7, 0x0640,
          *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06EE)]  # fmt: skip

_ASCII = str.maketrans(
    {chr(i): " " for i in range(128) if not chr(i).isalnum()}
    | {c: "" for c in _SILENT if c.isascii()}
    | {"&": " and "}
    | {chr(i): chr(i).lower() for i in range(65, 91)}
)
_UNICODE = str.maketrans(dict.fromkeys(_SILENT, "") | {chr(i): "" for i in _MARKS} | _LETTERS | {"&": " and "})

#: Articles a name may go by without: the Arabic one in its assimilated forms, and the English one.
_ARTICLE = re.compile(r"(?:al|el|ar|as|ash|at|ath|az|an|ad|adh|the) (?=..)|ال(?=\w{3})")


@lru_cache(maxsize=200_000)
def fold(toponym: str) -> str:
    """The lookup key: lower case, no accents, apostrophes or full stops, hyphens and other marks as spaces.

    "Saint-Lô" and "St. Lo" fold alike, so do "Mount"/"Mt" and "Fort"/"Ft". Folding twice changes nothing, and
    the key of several words is the keys of its words joined by spaces. "" when nothing is left.
    """
    if toponym.isascii():
        key = toponym.lower() if toponym.isalpha() else " ".join(toponym.translate(_ASCII).split())
    else:
        key = _fold_unicode(toponym)
    if "saint" in key or "mount" in key or "fort" in key:
        key = _LONG.sub(lambda word: _SHORT[word[0]], key)
    return key


def keys(toponym: str) -> tuple[str, ...]:
    """The folded name and, where it opens with an article ("al-Anbar", "The Hague", "الموصل"), the key without.

    Empty when nothing is left of the name.
    """
    return keys_of_folded(fold(toponym))


def keys_of_folded(key: str) -> tuple[str, ...]:
    """``keys`` of what is folded already."""
    article = _ARTICLE.match(key)
    if article:
        return key, key[article.end() :]
    return (key,) if key else ()


def _fold_unicode(toponym: str) -> str:
    """Repeated until it rests: a few compatibility characters only decompose after their case is folded."""
    key = toponym
    while True:
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", key).casefold()).translate(_UNICODE)
        text = "".join(c if c.isalnum() else _between(c) for c in text) if not text.isalnum() else text
        text = " ".join(unicodedata.normalize("NFC", text).split())
        if text == key:
            return key
        key = text


def _between(character: str) -> str:
    """What a character that is neither letter nor digit leaves: signs of the script stay, joiners go."""
    category = unicodedata.category(character)
    if category in ("Mn", "Mc"):
        return character
    return "" if category == "Cf" else " "
