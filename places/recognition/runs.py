"""Runs of capitalised words, and the longest names of the gazetteer in each: what is the same wherever a run stands.

Everything here depends on the run's own characters only and is therefore kept by them: the same names come back all
the time, and the second "President Donald Trump" costs one look-up.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from places.index import ALIAS, KEY, PREFIX, Index, Name
from places.names import fold
from places.recognition.lexicon import Role, roles


@cache
def _capitals() -> str:
    """Capital letters of the scripts that have them, as ranges for a character class."""
    codes = [code for code in range(0x250) if chr(code).isupper()]
    codes += [code for code in range(0x370, 0x530) if chr(code).isupper()]
    codes += [code for code in range(0x1E00, 0x1F00) if chr(code).isupper()]
    return "".join(chr(code) for code in codes)


_U = f"[{_capitals()}]"
_ABBREVIATED = (
    "St|Ste|Ft|Mt|Mr|Mrs|Ms|Dr|Gen|Col|Sgt|Lt|Capt|Cpl|Maj|Brig|Adm|Cmdr|Rev|Sen|Rep|Gov|Prof|Pres|Hon|Supt|Det|Insp"
)
#: One capitalised word: "U.S.", "St.", "J.", "al-Houd", "O'Fallon", "d'Ivoire". Possessive, so that it cannot backtrack.
_TOKEN = (
    rf"(?:{_U}\.(?:{_U}\.)++(?:{_U}(?!\w))?"
    rf"|(?:{_ABBREVIATED}|{_U})\.(?=[ \xa0]?{_U})"
    rf"|(?:(?:al|el|ar|as|ash|at|ath|an|az|ad|adh|ed|ez|es|ul|ur)-)?(?:[dl]['’])?{_U}\w*+(?:['’](?!s\b)\w++)*+)"
)
_SPACE = r"(?:['’]s[ \xa0]|[ \xa0]{1,3}|-|[ \t]*\n[ \t]{2,40})"
_SMALL = r"(?:of|the|and|de|la|le|les|los|las|del|du|des|di|da|do|dos|das|el|al|y|e|on|upon|sur|der|den|am|van|von)"
RUN = re.compile(rf"(?<!\w){_TOKEN}(?:{_SPACE}(?:{_SMALL}{_SPACE}){{0,2}}{_TOKEN}){{0,30}}+")
_WORD = re.compile(rf"{_TOKEN}|{_SMALL}(?![\w'’])|[dl]['’](?={_U})")
_LONGEST = 9
_MOST_CACHED = 40_000
_ARTICLE = re.compile(r"(?:al|el|ar|as|ash|at|ath|an|az|ad|adh|ed|ez|es|the) (?=\w\w)")
_GENERIC = Role.FEATURE | Role.ORGANISATION | Role.TITLE
_PLACED = Role.WATER | Role.LAND | Role.STREET | Role.BUILDING


_SMALLS = frozenset(_SMALL[3:-1].split("|"))


@dataclass(frozen=True, slots=True)
class Find:
    """A name in a run of capitalised words, with its neighbours there."""

    #: Offsets within the run.
    start: int
    end: int
    #: The toponym as the text writes it, and the gazetteer's name in it.
    text: str
    name: Name
    #: Folded words of the run that touch the toponym, and what they may be; "" where the run ends, a small word stands
    #: or a possessive parts them.
    left: str = ""
    right: str = ""
    left_roles: int = 0
    right_roles: int = 0
    #: Whether the neighbour is itself (part of) a name of the gazetteer.
    left_known: bool = False
    right_known: bool = False
    left_hyphen: bool = False
    right_hyphen: bool = False
    #: What the name may be as a word, when it is one word.
    roles: int = 0
    #: The word before "of" before the name, within the run: "university" of "University of Alberta".
    head: str = ""
    head_roles: int = 0
    #: Roles of all the other words of the run, as far as no small word or possessive parts them.
    company: int = 0
    #: Words beside it in the run, as far as no small word or possessive parts them.
    others: int = 0
    #: Role of a word of the run that was added to the gazetteer's name: ADMIN of "County", DIRECTION of "Southern".
    added: int = 0
    #: Whether the name was found without its article only: "al-Houd" as "Houd".
    stripped: bool = False
    #: Sum of the cues that look at nothing else.
    score: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of capitalised words holds."""

    finds: tuple[Find, ...]
    #: Folded last words of what looks like persons' names.
    surnames: tuple[str, ...] = ()
    #: Whether the run as a whole may be a toponym the gazetteer does not know.
    unknown: bool = False


@dataclass(slots=True)
class _Word:
    start: int
    end: int
    text: str
    key: str
    roles: int
    #: A small word inside a name: "of", "de".
    small: bool
    #: Followed by "'s".
    owner: bool
    #: Joined to the next word by a hyphen.
    hyphen: bool


#: First word, word after the last, the name, whether its article was taken off.
_Span = tuple[int, int, Name, bool]


class Runs:
    """Reads runs against one index, and remembers them."""

    def __init__(self, index: Index, score: Callable[[Find], int]) -> None:
        self._index = index
        self._score = score
        self._known: dict[str, Run] = {}
        self._roles = roles()

    def __call__(self, text: str) -> Run:
        run = self._known.get(text)
        if run is None:
            run = self._read(text)
            if len(self._known) > _MOST_CACHED:
                self._known.clear()
            self._known[text] = run
        return run

    def _read(self, text: str) -> Run:
        words = self._words(text)
        spans = self._spans(words)
        covered = {at for start, end, _, _ in spans for at in range(start, end)}
        finds = []
        reached = 0
        for start, end, name, stripped in [*spans]:
            find, reached_now = self._find(text, words, (start, end, name, stripped), covered, reached)
            if find is not None:
                finds.append(replace(find, score=self._score(find)))
                reached = reached_now
        finds.extend(self._features(text, words, finds))
        finds.sort(key=lambda find: find.start)
        return Run(tuple(finds), self._surnames(words), not covered and not any(w.roles & _GENERIC for w in words))

    def _words(self, text: str) -> list[_Word]:
        words = []
        for match in _WORD.finditer(text):
            raw = match.group()
            start, end = match.span()
            key = fold(raw)
            words.append(
                _Word(
                    start, end, raw, key, self._roles.get(key, 0),
                    small=raw in _SMALLS, owner=text[end : end + 2] in ("'s", "’s"), hyphen=text[end : end + 1] == "-",
                )
            )  # fmt: skip
        return words

    def _spans(self, words: list[_Word]) -> list[_Span]:
        """The longest names from left to right, none overlapping."""
        spans: list[_Span] = []
        at = 0
        while at < len(words):
            span = None if words[at].small else self._longest(words, at)
            if span is None:
                at += 1
            else:
                spans.append(span)
                at = span[1]
        return spans

    def _longest(self, words: list[_Word], at: int) -> _Span | None:
        index = self._index
        word = words[at]
        best: tuple[int, str] | None = None
        key = ""
        for end in range(at + 1, min(at + _LONGEST, len(words)) + 1):
            last = words[end - 1]
            key = f"{key} {last.key}" if key else last.key
            flags = index.probe(key)
            if flags & KEY and not last.small:
                best = (end, key)
            if last.owner:
                # "St. John's", "King's Lynn": inside a longer name the possessive belongs to it.
                key += "s"
                owned = index.probe(key)
                if owned & KEY and end > at + 1 and (best is None or best[0] < end):
                    best = (end, key)
                flags = owned
            if not flags & PREFIX:
                break
        if (best is None or best[0] == at + 1) and word.key in index.abbreviated:
            abbreviation = index.abbreviation(word.text) or index.abbreviation(word.text + ".")
            if abbreviation is not None:
                return at, at + 1, abbreviation, False
        if best is not None:
            name = index.name(best[1])
            if name is not None and not (word.key == "the" and all(s.rank > ALIAS for s in name.senses)):
                return at, best[0], name, False
            return None
        article = _ARTICLE.match(word.key) if "-" in word.text else None
        if article is not None:
            bare = word.key[article.end() :]
            if index.probe(bare) & KEY and (name := index.name(bare)) is not None and not name.adjective:
                return at, at + 1, name, True
        return None

    def _find(
        self, text: str, words: list[_Word], span: _Span, covered: set[int], reached: int
    ) -> tuple[Find | None, int]:
        """The find of a span, with the feature word after it and the direction before it, and where it ends."""
        start, end, name, stripped = span
        if start < reached:
            return None, reached
        added = 0
        after = _next(words, end)
        if after is not None and not name.adjective and end not in covered and after.roles & Role.FEATURE:
            if after.roles & (Role.ADMIN | Role.SETTLEMENT) and not after.roles & Role.ORGANISATION:
                added |= after.roles & (Role.ADMIN | Role.SETTLEMENT)
                end += 1
            elif after.roles & Role.FEATURE and not after.roles & Role.ORGANISATION:
                # A river, street or hospital called after the place is not the place.
                return None, reached
        before = _previous(words, start)
        if before is not None and before.roles & Role.DIRECTION and start - 1 not in covered and not name.adjective:
            added |= Role.DIRECTION
            start -= 1
        left, right = _previous(words, start), _next(words, end)
        head, head_roles = _head(words, start)
        company, others = _company(words, start, end)
        first, last = words[start].start, words[end - 1].end
        find = Find(
            start=first, end=last, text=text[first:last], name=name,
            left=left.key if left else "", right=right.key if right else "",
            left_roles=left.roles if left else 0, right_roles=right.roles if right else 0,
            left_known=left is not None and start - 1 in covered, right_known=right is not None and end in covered,
            left_hyphen=start > 0 and words[start - 1].hyphen, right_hyphen=words[end - 1].hyphen,
            roles=words[start].roles if end - start == 1 else 0, head=head, head_roles=head_roles,
            company=company, others=others, added=added, stripped=stripped,
        )  # fmt: skip
        return find, end

    def _features(self, text: str, words: list[_Word], finds: list[Find]) -> list[Find]:
        """Streets, rivers and buildings the gazetteer lacks: one to four capitalised words and what they are."""
        found = []
        for at, word in enumerate(words):
            kind = word.roles & _PLACED
            if not kind or word.small or word.roles & Role.ORGANISATION or _next(words, at + 1) is not None:
                continue
            start = at
            while start > max(0, at - 4) and _previous(words, start) is not None:
                start -= 1
            first = words[start]
            if start == at or first.key in ("the", "a", "this") and start + 1 == at:
                continue
            if first.key in ("the", "a", "this"):
                first = words[start + 1]
            if any(find.end > first.start and find.start < word.end for find in finds):
                continue
            name = Name(fold(text[first.start : word.end]), ())
            head, head_roles = _head(words, start)
            company, _ = _company(words, at, at + 1)
            find = Find(
                start=first.start, end=word.end, text=text[first.start : word.end], name=name, added=kind,
                head=head, head_roles=head_roles, company=company, others=at - start,
            )  # fmt: skip
            found.append(replace(find, score=self._score(find)))
        return found

    def _surnames(self, words: list[_Word]) -> tuple[str, ...]:
        """Last words of stretches that open with a title, a given name or an initial."""
        surnames = []
        at = 0
        while at < len(words):
            end = at + 1
            if not words[at].small:
                while _next(words, end) is not None:
                    end += 1
                stretch = words[at:end]
                person = [i for i, w in enumerate(stretch[:-1]) if _introduces(w)]
                last = stretch[-1]
                if person and len(stretch) <= 6 and not last.roles & (_GENERIC & ~Role.TITLE):
                    surnames.append(last.key)
                    if "-" in last.text:
                        surnames.append(_ARTICLE.sub("", last.key))
            at = end
        return tuple(surnames)


def _introduces(word: _Word) -> bool:
    """Whether a person's name follows: a title, a given name, an initial."""
    return bool(word.roles & (Role.TITLE | Role.GIVEN_NAME)) or (len(word.text) == 2 and word.text[1] == ".")


def _next(words: list[_Word], at: int) -> _Word | None:
    """The word at that place when it directly follows the one before it in the same name."""
    if 0 < at < len(words) and not words[at].small and not words[at - 1].owner:
        return words[at]
    return None


def _previous(words: list[_Word], at: int) -> _Word | None:
    """The word before that place when it belongs to the same stretch."""
    if at > 0 and not words[at - 1].small and not words[at - 1].owner:
        return words[at - 1]
    return None


def _head(words: list[_Word], start: int) -> tuple[str, int]:
    """The capitalised word before "of" or "of the" before that place, with its roles."""
    back = start - 1
    if back >= 0 and words[back].key == "the" and words[back].small:
        back -= 1
    if back >= 1 and words[back].small and words[back].key == "of" and not words[back - 1].small:
        return words[back - 1].key, words[back - 1].roles
    return "", 0


def _company(words: list[_Word], start: int, end: int) -> tuple[int, int]:
    """The roles of the words of the same stretch, and how many they are."""
    roles = others = 0
    at = start
    while (word := _previous(words, at)) is not None:
        roles |= word.roles
        others += 1
        at -= 1
    at = end
    while (word := _next(words, at)) is not None:
        roles |= word.roles
        others += 1
        at += 1
    return roles, others
