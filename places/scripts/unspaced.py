"""Names in Chinese and Japanese: the longest gazetteer names from every character on.

Names of two characters meet ordinary words at every turn: only towns of some size and areas have them. Katakana
words are delimited by the script itself, and only whole ones are names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from places.index import Index
from places.scripts.candidate import Candidate
from places.scripts.han import simplified
from places.scripts.language import Language, language
from places.scripts.letters import KATAKANA, UNSPACED
from places.scripts.names import Names
from places.sense import Name

_KANA = re.compile("[\u3041-\u309f]")
_KATAKANA = re.compile(f"[{KATAKANA}]")
#: Kind words that belong to the name they follow, and the feature class they ask for.
_SUFFIXES = {
    "省": "A", "州": "A", "县": "A", "縣": "A", "県": "A", "区": "A", "區": "A", "郡": "A", "府": "A",
    "市": "P", "镇": "P", "鎮": "P", "村": "P", "町": "P", "城": "P", "港": "", "岛": "", "島": "", "河": "", "江": "",
}  # fmt: skip
#: Words that open with a kind word's character: "首尔市场" is a market, not a city.
_NO_SUFFIX = frozenset((
    "市场", "市場", "市民", "市值", "市价", "市面", "区域", "區域", "港口", "港元", "港币", "岛屿",
    "島嶼", "村民", "村庄", "镇压", "鎮壓", "城市", "城堡", "城乡", "州长", "府邸", "県民", "江边",
    "村落",
))  # fmt: skip
#: Characters that foreign names are written with and hardly anything else: one beside a foreign name means that it is
#: part of a longer one: "基尔" in "基尔库克".
_TRANSCRIBING = frozenset("尔斯克茨姆夫阿费比普弗格勒莱赫库扎穆鲁卢奥娜埃敖韦蒂琴拉塔萨罗洛诺伦恩顿纳兰亚迪莫维里哈汗")
_OWN_CHARACTERS = frozenset(("CN", "TW", "HK", "MO", "JP", "KR", "KP", "SG", "VN"))


class Unspaced:
    """Looks for the gazetteer's names in Han and katakana."""

    def __init__(self, index: Index, names: Names) -> None:
        self._index = index
        self._names = names

    def __call__(self, text: str) -> Iterator[Candidate]:
        """Everything in *text* that may be such a name; they overlap."""
        if UNSPACED.search(text) is None:
            return
        keys_of, longest_of = self._index.han, self._index.longest_han
        tongue = language("ja" if len(_KANA.findall(text)) * 10 > len(text) else "zh")
        for match in UNSPACED.finditer(text):
            run = match.group()
            offset = match.start()
            spaced = run.replace("・", " ").replace("·", " ").translate(simplified())
            for at in range(len(run) - 1):
                longest = longest_of(spaced[at : at + 2])
                for size in range(min(longest, len(run) - at), 1, -1):
                    key = spaced[at : at + size]
                    keys = keys_of(key)
                    if keys:
                        yield from self._candidate(run, offset, at, at + size, key, keys, tongue)

    def _candidate(
        self, run: str, offset: int, start: int, end: int, key: str, keys: tuple[str, ...], tongue: Language
    ) -> Iterator[Candidate]:
        known = self._names.together(keys)
        if known is None:
            return
        name, facts = known
        cues = ["any_name", *facts]
        if len(key) > 2:
            cues.append("long_word")
        if len(key) > 3:
            cues.append("several_words")
        cues += tongue.about(key)
        before, after = run[start - 1 : start], run[end : end + 1]
        if run[end - 1 : end + 1] in _NO_SUFFIX:
            return
        if run[end : end + 2] in _NO_SUFFIX:
            after = ""
        if _is_cut(before, key, after, name):
            cues.append("inside_longer_word")
        wanted = ""
        if after in _SUFFIXES and after:
            cues.append("before_kind_word")
            wanted = _SUFFIXES[after]
            # "摩苏尔市", "尼尼微省": in Chinese the kind word is part of the name, and so the gazetteer has many.
            end += 1
        elif (len(key) > 2 and key[-1] in _SUFFIXES) or any(
            tongue.is_a("feature", run[end : end + size]) for size in (1, 2, 3)
        ):
            cues.append("before_kind_word")
        for size in (2, 1):
            cue, _ = tongue.beside(run[max(0, start - size) : start]) if start else ("", "")
            if cue:
                cues.append(cue)
                break
        else:
            cue = next((cue for size in (1, 2) if (cue := tongue.beside(run[end : end + size])[0])), "")
            if cue and tongue.code == "ja":
                cues.append(cue)
        yield Candidate(offset + start, offset + end, name, cues, wanted)


def _is_cut(before: str, key: str, after: str, name: Name) -> bool:
    """Whether the characters beside it belong to the same word."""
    if _KATAKANA.match(before) and _KATAKANA.match(key):
        return True
    if _KATAKANA.match(after) and _KATAKANA.match(key[-1]):
        return True
    beside = before in _TRANSCRIBING or after in _TRANSCRIBING
    return beside and not name.is_country and _is_foreign(name)


def _is_foreign(name: Name) -> bool:
    """Whether no place of that name lies where names are written with characters for their meaning."""
    return not any(sense.country in _OWN_CHARACTERS for sense in name.senses)
