"""Names in Cyrillic and Greek: capitalised words, as they stand and with their case endings taken off."""

from __future__ import annotations

from collections.abc import Iterator

from places.names import fold
from places.scripts.candidate import Candidate
from places.scripts.declension import regions, undeclined
from places.scripts.language import Language, language
from places.scripts.letters import CASED, Word, cyrillic_language, words
from places.scripts.names import Names
from places.sidecar import KEY, PREFIX

_LONGEST = 5
_JOINING = frozenset((" ", "\xa0", "-", "‐", "‑"))
_SPACES = " \xa0\"'«“”„(‘’"
_OPENING = ".!?…:\n"
#: A hyphenated part or a small word inside a name needs no capital: "Ростов-на-Дону", "Босния и Герцеговина".
_SMALL_INSIDE = frozenset(("на", "и", "і", "та", "де", "аль", "эль", "ель", "και", "του", "της"))
#: Endings of the adjectives before such kind words, folded.
_ADJECTIVES = (
    "ского", "скому", "ской", "скую", "ским", "ском", "ская", "ский",
    "ській", "ську", "ської", "ською", "ського", "ському", "ським", "ська",
)  # fmt: skip
_CASES = tuple(map(fold, _ADJECTIVES))


def candidates(text: str, names: Names) -> Iterator[Candidate]:
    """Everything in *text* that may be a name in such a script; they overlap."""
    found = words(CASED, text)
    if not found:
        return
    tongues = {True: language("el"), False: language(cyrillic_language(text))}
    for at, word in enumerate(found):
        tongue = tongues[_is_greek(word)]
        if word.text[:1].isupper():
            yield from _from(found, at, tongue, names)
        elif word.key in tongue.nationalities:
            yield from _nationality(found, at, tongue, names)


def _from(found: list[Word], at: int, tongue: Language, names: Names) -> Iterator[Candidate]:
    key = ""
    stems: tuple[str, ...] = ("",)
    end = at
    while True:
        word = found[end]
        key = f"{key} {word.key}" if key else word.key
        whole = [(key, False)]
        last = tuple(dict.fromkeys((word.key, *undeclined(word.key, tongue.code))))
        stems = tuple(f"{stem} {form}" if stem else form for stem in stems for form in last)[:60]
        whole += [(stem, True) for stem in stems if stem != key]
        if end > at and not word.text[:1].isupper():
            whole += [(f"{opening} {form}", False) for opening, form in _region(found, at, end, tongue)]
        going_on = False
        for each, inflected in whole:
            flags = names.probe(each)
            going_on = going_on or bool(flags & PREFIX)
            if flags & KEY and (word.text[:1].isupper() or end > at):
                yield from _candidate(found, at, end, each, inflected, tongue, names)
        end += 1
        if not going_on and not (end == at + 1 and end < len(found) and regions(found[end].key, tongue.code)):
            return
        if end - at >= _LONGEST or end == len(found) or found[end].gap not in _JOINING:
            return
        small = not found[end].text[:1].isupper()
        if small and found[end].key not in _SMALL_INSIDE and not regions(found[end].key, tongue.code):
            return


def _region(found: list[Word], at: int, end: int, tongue: Language) -> Iterator[tuple[str, str]]:
    """ "Харьковской области" as "харьковская область": the adjective before a kind word, and the kind word, as the
    gazetteer has them.
    """
    form = regions(found[end].key, tongue.code)
    if not form or end != at + 1:
        return
    kind, ending = form
    stem = found[at].key
    for case in _CASES:
        if stem.endswith(case):
            yield stem[: -len(case)] + ending, kind
            return


def _candidate(
    found: list[Word], at: int, end: int, key: str, inflected: bool, tongue: Language, names: Names
) -> Iterator[Candidate]:
    known = names(key)
    if known is None:
        return
    name, facts = known
    first, last = found[at], found[end]
    cues = ["any_name", "capital_letter", *facts]
    if " " in key:
        cues.append("several_words")
    elif len(key) <= 3:
        cues.append("short_word" if len(key) == 3 else "very_short_word")
    elif len(key) >= 8:
        cues.append("long_word")
    if inflected:
        cues.append("inflected")
    cues += tongue.about(first.key if at == end else key) or tongue.about(key)
    before = found[at - 1] if at else None
    joined = before is not None and not first.gap.strip(_SPACES)
    wanted = ""
    if before is None or _opens(found, at):
        cues.append("opens_sentence")
    elif joined:
        cue, wanted = tongue.beside(before.key)
        if cue:
            cues.append(cue)
        elif before.text[:1].isupper() and "(" not in first.gap and not _opens(found, at - 1):
            cues.append("stranger_before")
    after = found[end + 1] if end + 1 < len(found) else None
    if after is not None and after.gap in _JOINING:
        if tongue.is_a("settlement", after.key) or tongue.is_a("admin", after.key):
            pass
        elif after.text[:1].isupper():
            cues.append("stranger_after")
    yield Candidate(first.start, last.end, name, cues, wanted)


def _opens(found: list[Word], at: int) -> bool:
    """Whether the word there opens a sentence, where its capital says nothing."""
    return at == 0 or any(mark in found[at].gap for mark in _OPENING)


def _nationality(found: list[Word], at: int, tongue: Language, names: Names) -> Iterator[Candidate]:
    word = found[at]
    adjective = names.nationality(word.key, tongue.nationalities[word.key])
    if adjective is not None:
        yield Candidate(word.start, word.end, adjective, ["any_name", "nationality"])


def _is_greek(word: Word) -> bool:
    return not "\u0400" <= word.text[0] < "\u0530"
