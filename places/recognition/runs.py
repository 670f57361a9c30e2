"""Runs of capitalised words, and the longest names of the gazetteer in each: what is the same wherever a run stands.

Everything here depends on the run's own characters only and is therefore kept by them: the same names come back all
the time, and the second "President Donald Trump" costs one look-up.
"""

from __future__ import annotations

from collections.abc import Callable

from places.index import KEY, PREFIX, Index
from places.names import fold
from places.recognition.find import Find, Reason, Run
from places.recognition.lexicon import Role, phrases
from places.recognition.words import ARTICLE, Word, company_of, head_of, next_word, previous_word, words_of
from places.sense import MAIN, Name

#: Words in the longest name that is looked for.
_LONGEST = 9
_MOST_CACHED = 40_000
#: A run of more words, all in capitals, is a headline.
_SHOUTED = 3
_NO_TOPONYM = Role.ORGANISATION | Role.TITLE | Role.GIVEN_NAME | Role.CALENDAR | Role.COMMON | Role.SPEECH
_PERSON = Role.TITLE | Role.GIVEN_NAME
_GENERIC = Role.FEATURE | Role.ORGANISATION | Role.TITLE
_PLACED = Role.WATER | Role.LAND | Role.STREET | Role.BUILDING
#: Words for features that stand before their names.
_LEADING = frozenset(
    ["lake", "river", "mount", "mt", "camp", "port", "cape", "hotel", "rue", "boulevard", "loch", "lough"]
)

#: First word, word after the last, the name, whether its article was taken off.
_Span = tuple[int, int, Name, bool]


class Runs:
    """Reads runs against one index, and remembers them."""

    def __init__(self, index: Index, judge: Callable[[Find], tuple[int, tuple[Reason, ...]]]) -> None:
        self._index = index
        self._judge = judge
        self._known: dict[str, Run] = {}
        self._unknown: dict[str, Find] = {}

    def __call__(self, text: str) -> Run:
        run = self._known.get(text)
        if run is None:
            run = self._read(text)
            if len(self._known) > _MOST_CACHED:
                self._known.clear()
            self._known[text] = run
        return run

    def _read(self, text: str) -> Run:
        words = words_of(text, self._is_code)
        spans = self._spans(words)
        if not spans and len(words) == 1:
            return Run((), (), _unknown(words))
        roles = 0
        for word in words:
            roles |= word.roles
        finds, taken = self._features(text, words, spans) if roles & _PLACED else ([], set())
        covered = taken.union(*[range(start, end) for start, end, _, _ in spans])
        reached = 0
        for span in spans:
            if span[0] >= reached and taken.isdisjoint(range(span[0], span[1])):
                find, reached = self._find(text, words, span, covered)
                finds.append(find)
        if taken:
            finds.sort(key=lambda find: find.start)
        for find in finds:
            find.score, find.reasons = self._judge(find)
        surnames = self._surnames(words) if roles & _PERSON or "." in text else ()
        return Run(tuple(finds), surnames, None if covered else _unknown(words))

    def unknown(self, text: str, stretch: tuple[int, int]) -> Find:
        """The find of the stretch that the run of that text tells as unknown."""
        find = self._unknown.get(text)
        if find is None:
            find = self._stranger(text, stretch)
            if len(self._unknown) > _MOST_CACHED:
                self._unknown.clear()
            self._unknown[text] = find
        return find

    def _stranger(self, text: str, stretch: tuple[int, int]) -> Find:
        words = words_of(text, self._is_code)
        start = next(at for at, word in enumerate(words) if word.start == stretch[0])
        end = next(at for at, word in enumerate(words, 1) if word.end == stretch[1])
        find = self._placed(text, words, start, end, Name.of(fold(text[stretch[0] : stretch[1]]), ()), 0, set())
        find.score, find.reasons = self._judge(find)
        return find

    def _is_code(self, raw: str, key: str) -> bool:
        """Whether what would be a small word in small letters is a country's or state's code: "US", "U.S.", "IN"."""
        if self._index.abbreviation(raw) is not None:
            return True
        name = self._index.name(key)
        return name is not None and name.is_country

    def _spans(self, words: list[Word]) -> list[_Span]:
        """The longest names from left to right, none overlapping."""
        spans: list[_Span] = []
        at = 0
        while at < len(words):
            if skipped := _phrase(words, at):
                at += skipped
                continue
            span = None if words[at].lower else self._longest(words, at)
            if span is None or (span[1] == at + 1 and _generic(words, at)):
                at += 1
            else:
                spans.append(span)
                at = span[1]
        return spans

    def _longest(self, words: list[Word], at: int) -> _Span | None:
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
        article = ARTICLE.match(word.key) if "-" in word.text else None
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
        own = {sense.row for sense in name.senses if sense.rank == MAIN}
        return not own or any(sense.row in own and sense.rank == MAIN for sense in bare.senses)

    def _find(self, text: str, words: list[Word], span: _Span, covered: set[int]) -> tuple[Find, int]:
        """The find of a span, with the feature word after it and the direction before it; and where it ends."""
        start, end, name, stripped = span
        added = 0
        after = next_word(words, end)
        if after is not None and not name.adjective and not name.is_abbreviation and end not in covered:
            kind = after.roles & (Role.ADMIN | Role.SETTLEMENT)
            further = next_word(words, end + 1)
            if kind and further is None and not (after.key == "state" and not name.states_are_called_so):
                added |= kind
                end += 1
        before = previous_word(words, start)
        if before is not None and before.roles & Role.DIRECTION and start - 1 not in covered and not name.adjective:
            added |= Role.DIRECTION
            start -= 1
        return self._placed(text, words, start, end, name, added, covered, stripped), end

    def _placed(
        self, text: str, words: list[Word], start: int, end: int, name: Name, added: int, covered: set[int],
        stripped: bool = False,
    ) -> Find:  # fmt: skip
        left, right = previous_word(words, start), next_word(words, end)
        shouted = len(words) > _SHOUTED and text.isupper()
        if shouted:
            # In a line of capitals a neighbour's capital says nothing.
            left = right = None
        head, head_roles = head_of(words, start) if start else ("", 0)
        company, others = (0, 0) if left is right is None else company_of(words, start, end)
        right_roles = right.roles if right else 0
        if right is not None and right_roles & (Role.ADMIN | Role.SETTLEMENT):
            # "London City Council": the council is what stands after London.
            further = next_word(words, end + 1)
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

    def _features(self, text: str, words: list[Word], spans: list[_Span]) -> tuple[list[Find], set[int]]:
        """Streets, rivers and buildings the gazetteer lacks, one to five capitalised words and what they are; and the
        words they take.
        """
        found: list[Find] = []
        taken: set[int] = set()
        covered = {at for start, end, _, _ in spans for at in range(start, end)}
        at = 0
        while at < len(words):
            start, end = at, at + 1
            while next_word(words, end) is not None:
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
            if not kind or any((s == start and e == end) or (s < last + 1 == e and e - s > 1) for s, e, _, _ in spans):
                continue
            if kind & (Role.LAND | Role.WATER) and any(word.roles & _PERSON for word in words[start:last]):
                # "Rep. French Hill" is no hill.
                continue
            name = Name.of(fold(text[words[start].start : words[end - 1].end]), ())
            base = next((name for s, e, name, _ in spans if s == start and e < end), None)
            if base is not None and base.is_country and kind & Role.STREET:
                # "U.S. Highway 33" is neither a place of its own nor a mention of the country.
                taken.update(range(start, end))
                continue
            if base is not None and kind & Role.BUILDING and not base.adjective and not base.is_abbreviation:
                if base.is_county:
                    # "Fresno County Jail" is the county's.
                    continue
                name = base
            found.append(self._placed(text, words, start, end, name, kind, covered))
            taken.update(range(start, end))
        return found, taken

    def _surnames(self, words: list[Word]) -> tuple[str, ...]:
        """Last words of stretches that open with a title, a given name or an initial."""
        surnames: list[str] = []
        if len(words) < 2:
            return ()
        at = 0
        while at < len(words):
            end = at + 1
            if not words[at].small:
                while next_word(words, end) is not None:
                    end += 1
                stretch = words[at:end]
                person = [i for i, w in enumerate(stretch[:-1]) if _introduces(w)]
                last = stretch[-1]
                if person and len(stretch) <= 6 and not last.roles & (_GENERIC & ~Role.TITLE):
                    surnames.append(last.key)
                    if "-" in last.text:
                        surnames.append(ARTICLE.sub("", last.key))
            at = end
        return tuple(surnames)


def _unknown(words: list[Word]) -> tuple[int, int] | None:
    """The run without its smallest words, when it is one to three words none of which says what it is."""
    start, end = 0, len(words)
    while start < end and words[start].small:
        start += 1
    stretch = words[start:end]
    if not 0 < len(stretch) <= 3:
        return None
    for word in stretch:
        if word.roles & _NO_TOPONYM or len(word.key) < 3:
            return None
        if word is not stretch[-1] and (word.small or word.owner or word.hyphen):
            return None
    if len(stretch) == 1 and stretch[0].text.isupper() and len(stretch[0].text) < 6:
        return None
    return stretch[0].start, stretch[-1].end


def _phrase(words: list[Word], at: int) -> int:
    """How many words from that place on make a name that is no place: "Tower of Babel"; 0 when none does."""
    for phrase in phrases().get(words[at].key.partition(" ")[0], ()):
        key = ""
        for end in range(at, min(at + len(phrase), len(words))):
            key = f"{key} {words[end].key}" if key else words[end].key
            if key == " ".join(phrase):
                return end + 1 - at
    return 0


def _generic(words: list[Word], at: int) -> bool:
    """Whether the word, a name though it may be, only says what its neighbours are: "Road", "North", "Monday"."""
    word = words[at]
    if word.roles & Role.FUNCTION:
        return True
    if not word.roles & (Role.FEATURE | Role.ORGANISATION | Role.DIRECTION | Role.TITLE | Role.CALENDAR):
        return False
    return previous_word(words, at) is not None or next_word(words, at + 1) is not None


def _introduces(word: Word) -> bool:
    """Whether a person's name follows: a title, a given name, an initial."""
    return bool(word.roles & (Role.TITLE | Role.GIVEN_NAME)) or (len(word.text) == 2 and word.text[1] == ".")
