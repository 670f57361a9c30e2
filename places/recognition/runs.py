"""Runs of capitalised words, and the longest names of the gazetteer in each: what is the same wherever a run stands.

Everything here depends on the run's own characters only and is therefore kept by them: the same names come back all
the time, and the second "President Donald Trump" costs one look-up.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from places.index import ALIAS, KEY, PREFIX, STRIPPED, Index, Name
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
    rf"(?:{_U}\.(?:{_U}\.)++(?:{_U}(?!\w))?|{_U}\.{_U}(?![\w.])"
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
_NO_TOPONYM = Role.ORGANISATION | Role.TITLE | Role.GIVEN_NAME | Role.CALENDAR | Role.COMMON | Role.SPEECH
_GENERIC = Role.FEATURE | Role.ORGANISATION | Role.TITLE
_LEADING = frozenset(("lake", "river", "mount", "mt", "camp", "port", "cape", "hotel", "rue", "boulevard", "loch", "lough"))
_PLACED = Role.WATER | Role.LAND | Role.STREET | Role.BUILDING


_SMALLS = frozenset(_SMALL[3:-1].split("|"))


#: A sentence with its integer, and the integer: ("A country's name +4", 4).
Reason = tuple[str, int]


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
    #: The small word before it within the run: "of", "In".
    before: str = ""
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
    #: Sum of the cues that look at nothing else, and what they say.
    score: int = 0
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of capitalised words holds."""

    finds: tuple[Find, ...]
    #: Folded last words of what looks like persons' names.
    surnames: tuple[str, ...] = ()
    #: A stretch of the run that may be a toponym the gazetteer does not know, to be asked where the text says so.
    unknown: Find | None = None


@dataclass(slots=True)
class _Word:
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


#: First word, word after the last, the name, whether its article was taken off.
_Span = tuple[int, int, Name, bool]


class Runs:
    """Reads runs against one index, and remembers them."""

    def __init__(self, index: Index, judge: Callable[[Find], tuple[int, tuple[Reason, ...]]]) -> None:
        self._index = index
        self._judge = judge
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
        features = self._features(text, words, spans)
        finds = [find for find, _, _ in features]
        taken = {at for _, start, end in features for at in range(start, end)}
        covered = {at for start, end, _, _ in spans for at in range(start, end)}
        reached = 0
        for span in spans:
            if span[0] >= reached and taken.isdisjoint(range(span[0], span[1])):
                find, reached = self._find(text, words, span, covered | taken)
                finds.append(find)
        finds.sort(key=lambda find: find.start)
        judged = []
        for find in finds:
            score, reasons = self._judge(find)
            judged.append(replace(find, score=score, reasons=reasons))
        return Run(tuple(judged), self._surnames(words), None if covered or taken else self._unknown(text, words))

    def _unknown(self, text: str, words: list[_Word]) -> Find | None:
        """The run without its smallest words, when it is one to three words none of which says what it is."""
        start, end = 0, len(words)
        while start < end and words[start].small:
            start += 1
        stretch = words[start:end]
        if not 0 < len(stretch) <= 3 or any(w.small or w.owner or w.hyphen for w in stretch[:-1]):
            return None
        if any(w.roles & _NO_TOPONYM or len(w.key) < 3 for w in stretch):
            return None
        if len(stretch) == 1 and stretch[0].text.isupper() and len(stretch[0].text) < 6:
            return None
        name = Name(fold(text[words[start].start : words[end - 1].end]), ())
        find = self._placed(text, words, start, end, name, 0, set())
        score, reasons = self._judge(find)
        return replace(find, score=score, reasons=reasons)

    def _words(self, text: str) -> list[_Word]:
        words = []
        for match in _WORD.finditer(text):
            raw = match.group()
            start, end = match.span()
            key = fold(raw)
            roles = self._roles.get(key, 0)
            lower = raw in _SMALLS
            if roles & Role.FUNCTION and len(raw) > 1 and raw.isupper() and self._is_code(raw, key):
                roles = 0
            words.append(
                _Word(
                    start, end, raw, key, roles, small=lower or bool(roles & Role.FUNCTION), lower=lower,
                    owner=text[end : end + 2] in ("'s", "’s"), hyphen=text[end : end + 1] == "-",
                )
            )  # fmt: skip
            if len(words) > 1 and words[-2].key == "st" and words[-1].owner and not words[-2].hyphen:
                # "St. Michael's Hospital": the saint owns nothing, it is all one name.
                words[-1].owner = False
                words[-1].key += "s"
        return words

    def _is_code(self, raw: str, key: str) -> bool:
        """Whether what would be a small word in small letters is a country's or state's code: "US", "U.S.", "IN"."""
        if self._index.abbreviation(raw) is not None:
            return True
        name = self._index.name(key)
        return name is not None and name.is_country

    def _spans(self, words: list[_Word]) -> list[_Span]:
        """The longest names from left to right, none overlapping."""
        spans: list[_Span] = []
        at = 0
        while at < len(words):
            span = None if words[at].lower else self._longest(words, at)
            if span is None or (span[1] == at + 1 and _generic(words, at)):
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
            if flags & KEY and not last.lower:
                best = (end, key)
            if last.owner:
                # "St. John's", "King's Lynn": inside a longer name the possessive belongs to it, unless it is
                # itself a place's: "Baghdad's Green Zone".
                if flags & KEY and end == at + 1 and (own := index.name(key)) is not None and own.is_well_known:
                    break
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
            if name is None or (word.key == "the" and self._bare(name)):
                return None
            return at, best[0], name, False
        article = _ARTICLE.match(word.key) if "-" in word.text else None
        if article is not None:
            bare = word.key[article.end() :]
            if index.probe(bare) & KEY and (name := index.name(bare)) is not None and not name.adjective:
                return at, at + 1, name, True
        return None

    def _bare(self, name: Name) -> bool:
        """Whether "The X" is mostly called X: "The Kremlin", unlike "The Hague"."""
        bare = self._index.name(name.key.removeprefix("the "))
        if bare is None:
            return False
        rows = {sense.row for sense in bare.senses if sense.rank < STRIPPED}
        return any(sense.row in rows for sense in name.senses) or all(sense.rank > ALIAS for sense in name.senses)

    def _find(self, text: str, words: list[_Word], span: _Span, covered: set[int]) -> tuple[Find, int]:
        """The find of a span, with the feature word after it and the direction before it, and the word where it ends."""
        start, end, name, stripped = span
        added = 0
        after = _next(words, end)
        if after is not None and not name.adjective and not name.is_abbreviation and end not in covered:
            kind = after.roles & (Role.ADMIN | Role.SETTLEMENT)
            further = _next(words, end + 1)
            if kind and further is None and not (after.key == "state" and not name.states_are_called_so):
                added |= kind
                end += 1
        before = _previous(words, start)
        if before is not None and before.roles & Role.DIRECTION and start - 1 not in covered and not name.adjective:
            added |= Role.DIRECTION
            start -= 1
        return self._placed(text, words, start, end, name, added, covered, stripped), end

    def _placed(
        self, text: str, words: list[_Word], start: int, end: int, name: Name, added: int, covered: set[int],
        stripped: bool = False,
    ) -> Find:  # fmt: skip
        left, right = _previous(words, start), _next(words, end)
        head, head_roles = _head(words, start)
        company, others = _company(words, start, end)
        right_roles = right.roles if right else 0
        if right is not None and right_roles & (Role.ADMIN | Role.SETTLEMENT):
            # "London City Council": the council is what stands after London.
            further = _next(words, end + 1)
            right_roles |= further.roles & Role.ORGANISATION if further else 0
        first, last = words[start].start, words[end - 1].end
        return Find(
            start=first, end=last, text=text[first:last], name=name,
            left=left.key if left else "", right=right.key if right else "",
            before=words[start - 1].key if left is None and start and not words[start - 1].owner else "",
            left_roles=left.roles if left else 0, right_roles=right_roles,
            left_known=left is not None and start - 1 in covered, right_known=right is not None and end in covered,
            left_hyphen=start > 0 and words[start - 1].hyphen, right_hyphen=words[end - 1].hyphen,
            roles=words[start].roles if end - start == 1 else 0, head=head, head_roles=head_roles,
            company=company, others=others, added=added, stripped=stripped,
        )  # fmt: skip

    def _features(self, text: str, words: list[_Word], spans: list[_Span]) -> list[tuple[Find, int, int]]:
        """Streets, rivers and buildings the gazetteer lacks: one to five capitalised words and what they are."""
        found = []
        covered = {at for start, end, _, _ in spans for at in range(start, end)}
        at = 0
        while at < len(words):
            start, end = at, at + 1
            while _next(words, end) is not None:
                end += 1
            at = end
            if words[start].small or end - start < 2 or end - start > 6:
                continue
            last = end - 1
            if words[last].roles & Role.DIRECTION and end - start > 2:
                last -= 1
            kind = words[last].roles & _PLACED if not words[last].roles & Role.ORGANISATION else 0
            if not kind:
                kind = words[start].roles & _PLACED if words[start].key in _LEADING else 0
            if not kind or any(s == start and e == end or (s < last + 1 == e and e - s > 1) for s, e, _, _ in spans):
                continue
            name = Name(fold(text[words[start].start : words[end - 1].end]), ())
            base = next((name for s, e, name, _ in spans if s == start and e < end), None)
            if base is not None and kind & Role.BUILDING and not base.adjective and not base.is_abbreviation:
                name = base
            found.append((self._placed(text, words, start, end, name, kind, covered), start, end))
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


def _generic(words: list[_Word], at: int) -> bool:
    """Whether the word, a name though it may be, only says what its neighbours are: "Road", "North", "Monday"."""
    word = words[at]
    if word.roles & Role.FUNCTION:
        return True
    if not word.roles & (Role.FEATURE | Role.ORGANISATION | Role.DIRECTION | Role.TITLE | Role.CALENDAR):
        return False
    return _previous(words, at) is not None or _next(words, at + 1) is not None


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
