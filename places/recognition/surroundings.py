"""What stands around a name in its text: from a Find and an offset to a Sighting."""

from __future__ import annotations

import re
from functools import lru_cache

from places.index import Index
from places.recognition.base import Sighting
from places.recognition.find import Find
from places.recognition.lexicon import Role, roles

#: How far before a name its surroundings reach, in characters.
_REACH = 32
_NEXT = re.compile(r"[ \xa0]*([^\W\d_][\w'’]*)?")
_SPACES = " \xa0"
_AGE = re.compile(r",? \(?\d\d\b(?!\d)(?![,.]\d)")
_OF_AGE = re.compile(r"\b\d\d,? of \Z")
_HEAD = re.compile(
    r"\b(?:city|cities|town|towns|village|villages|hamlet|district|districts|province|provinces|governorate|county|"
    r"suburb|suburbs|municipality|community|region|state|states|island|islands|port|settlement|neighbou?rhood|"
    r"capital|area|resort|enclave|parish|borough)[ \xa0](?:of|at|near|in)[ \xa0](?:the[ \xa0])?\Z",
    re.IGNORECASE,
)
#: After a dateline stand a dash, or an agency in brackets and a dash.
DATELINE = re.compile(r"(?:, [^\n–—-]{2,30})??\.? ?(?:\([^)\n]{2,30}\) ?)?(?:—|–|--|- | -)")
#: In a headline so many words of four letters or more have capitals, and such a share of them.
_HEADLINE_WORDS = 4
_HEADLINE_SHARE = 0.8
#: Longer lines are no headlines.
_LONGEST_HEADLINE = 200
_LONG_WORD = re.compile(r"\b[^\W\d_]{4,}")
_OPENERS = "\"'“‘([«„ \xa0\t-–—*•"
_ENDS = ".!?:…*"


class Surroundings:
    """Looks at the words and marks next to a name."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._roles = roles()

    def __call__(self, text: str, offset: int, find: Find) -> Sighting:
        """The sighting of *find* whose run begins at *offset* of *text*."""
        start, end = offset + find.start, offset + find.end
        before, opens, headed = _before(text, start, find)
        after = ""
        possessive = False
        right = text[end : end + 1]
        if not find.right:
            possessive = right in ("'", "’")
            if right == ".":
                end = self._with_full_stop(text, start, end, find)
                right = text[end : end + 1]
            elif possessive or right in _SPACES or right.isalnum():
                match = _NEXT.match(text, end + 2 if possessive else end)
                after = (match[1] or "").lower() if match else ""
        get = self._roles.get
        return Sighting(
            find, start, end, before, after, get(before, 0) if before else 0, get(after, 0) if after else 0,
            text[start - 1 : start], right, opens=opens, possessive=possessive, headed=headed,
            dateline=opens and not find.right and DATELINE.match(text, end) is not None,
            numbered=right == " " and text[end + 1 : end + 2].isdigit(),
            headline=bool(find.roles & Role.COMMON) and _is_headline(text, start),
            of_age=before == "of" and _OF_AGE.search(text, max(0, start - 8), start) is not None,
            age=right == "," and _AGE.match(text, end) is not None,
        )  # fmt: skip

    def _with_full_stop(self, text: str, start: int, end: int, find: Find) -> int:
        """Where the name ends with the full stop that belongs to it: "Ky." """
        index = self._index
        if find.name.is_abbreviation or find.name.key in index.abbreviated:
            return end + (index.abbreviation(text[start : end + 1]) is not None)
        return end


def _is_headline(text: str, at: int) -> bool:
    """Whether nearly all words of the line there have capitals, which then say nothing."""
    begin = text.rfind("\n", max(0, at - _LONGEST_HEADLINE), at) + 1
    if not begin and at > _LONGEST_HEADLINE:
        return False
    end = text.find("\n", at, begin + _LONGEST_HEADLINE)
    if end < 0 and len(text) > begin + _LONGEST_HEADLINE:
        return False
    return _has_capitals(text[begin:end] if end >= 0 else text[begin:])


@lru_cache(maxsize=64)  # A line is asked about once for each of its names.
def _has_capitals(line: str) -> bool:
    words: list[str] = _LONG_WORD.findall(line)
    capitals = sum([word[0].isupper() for word in words])
    return capitals >= _HEADLINE_WORDS and capitals >= _HEADLINE_SHARE * len(words)


def _before(text: str, start: int, find: Find) -> tuple[str, bool, bool]:
    """The word before the name, whether the name opens a sentence, and whether "city of" or the like is before it."""
    if find.before:
        return find.before, False, find.before == "of" and bool(find.head_roles & Role.FEATURE)
    if find.left:
        return "", False, False
    window = text[max(0, start - _REACH) : start].rstrip(" \xa0")
    if not window or window[-1] == "\n":
        return "", True, False
    if not window[-1].isalnum():
        marks = window.rstrip(_OPENERS)
        return "", not marks or marks[-1] in _ENDS or marks[-1] == "\n", False
    before = window[window.rfind(" ") + 1 :]
    if not before.isalpha():
        at = len(window) - 1
        while at and (window[at - 1].isalnum() or window[at - 1] in "'’"):
            at -= 1
        before = window[at:]
    before = before.lower()
    if before[0].isdigit() or "\n" in text[start - 3 : start]:
        return "", False, False
    headed = (
        before in ("of", "at", "near", "in", "the") and _HEAD.search(text, max(0, start - _REACH), start) is not None
    )
    return before, False, headed
