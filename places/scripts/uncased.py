"""Names in scripts without capitals: Arabic, Persian, Kurdish, Urdu, Hebrew, Korean.

The longest gazetteer names from every word on, the word being taken without what is joined to it too.
"""

from __future__ import annotations

from collections.abc import Iterator

from places.scripts.candidate import Candidate
from places.scripts.clitics import Form, endings, openings
from places.scripts.language import Language, language
from places.scripts.letters import UNCASED, Word, arabic_script_language, words
from places.scripts.names import Names
from places.sidecar import KEY, PREFIX

_LONGEST = 6
#: What may part two words of one name.
_JOINING = frozenset((" ", "\xa0", "-", "־", "  ", "–"))
_SPACES = " \xa0\"'«“”„(‘’"
#: Letters from which a line's language is told by itself; shorter ones follow the line before.
_TELLING = 12


def candidates(text: str, names: Names) -> Iterator[Candidate]:
    """Everything in *text* that may be a name in such a script; they overlap."""
    found = words(UNCASED, text)
    tongue = language("ar")
    line: list[Word] = []
    for number, word in enumerate(found):
        line.append(word)
        if number + 1 == len(found) or "\n" in found[number + 1].gap:
            tongue = _language(line, tongue)
            for at in range(len(line)):
                yield from _from(line, at, tongue, names)
            line = []


def _language(line: list[Word], before: Language) -> Language:
    first = line[0].key[:1]
    if "\u0590" <= first < "\u0600":
        return language("he")
    if first >= "\u1100":
        return language("ko")
    letters = " ".join(word.text for word in line)
    if len(letters) < _TELLING and before.code in ("ar", "fa", "ckb", "ur"):
        return before
    return language(arabic_script_language(letters))


def _from(line: list[Word], at: int, tongue: Language, names: Names) -> Iterator[Candidate]:
    word = line[at]
    for form in openings(word.text, tongue.code):
        key = form.key
        end = at
        while True:
            last = line[end]
            if names.probe(key) & KEY:
                yield from _candidate(line, at, end, form, None, key, tongue, names)
            if len(key) < 60:
                for ending in endings(last.text, tongue.code):
                    whole = ending.key if end == at else f"{key[: len(key) - len(last.key)]}{ending.key}"
                    if (end > at or not form.skipped) and names.probe(whole) & KEY:
                        yield from _candidate(line, at, end, form, ending, whole, tongue, names)
            if not names.probe(key) & PREFIX or end + 1 - at >= _LONGEST or end + 1 == len(line):
                break
            end += 1
            if line[end].gap not in _JOINING:
                break
            key = f"{key} {line[end].key}"
    nationality = _nationality(line, at, tongue, names)
    if nationality is not None:
        yield nationality


def _candidate(
    line: list[Word], at: int, end: int, form: Form, ending: Form | None, key: str, tongue: Language, names: Names
) -> Iterator[Candidate]:
    known = names(key)
    if known is None:
        return
    name, facts = known
    if end > at and tongue.is_a("admin", key.split(" ", 1)[0]):
        # "Province of Kermanshah" is in the gazetteer too: the name in it is what is marked.
        return
    cues = ["any_name", *facts, *_size(key)]
    for each in (form.cue, ending.cue if ending else ""):
        if each and each not in cues:
            cues.append(each)
    if tongue.code not in ("ar", "he") and "only_without_article" in cues:
        # Only Arabic and Hebrew write the article.
        cues.remove("only_without_article")
    bare = key.removeprefix("ال")
    cues += tongue.about(key) or tongue.about(bare) or tongue.about(line[at].key if at == end else "")
    cue, wanted = _before(line, at, tongue)
    if cue:
        cues.append(cue)
    start = line[at].start + form.skipped
    stop = line[end].end - (ending.cut if ending else 0)
    if stop > start:
        yield Candidate(start, stop, name, cues, wanted)


def _nationality(line: list[Word], at: int, tongue: Language, names: Names) -> Candidate | None:
    if not tongue.nationalities:
        return None
    word = line[at]
    for form in openings(word.text, tongue.code):
        country = tongue.nationalities.get(form.key)
        if country is not None:
            name = names.nationality(form.key, country)
            if name is not None:
                return Candidate(word.start + form.skipped, word.end, name, ["any_name", "nationality"])
    return None


def _before(line: list[Word], at: int, tongue: Language) -> tuple[str, str]:
    """What the word before says: the cue and the feature class it asks for."""
    if at == 0 or line[at].gap.strip(_SPACES):
        return "", ""
    for form in openings(line[at - 1].text, tongue.code):
        cue, wanted = tongue.beside(form.key)
        if cue:
            return cue, wanted
    return "", ""


def _size(key: str) -> list[str]:
    letters = key.removeprefix("ال") if len(key) > 4 else key
    hangul = letters[:1] >= "\u1100"
    if " " in key:
        return ["several_words"]
    if len(letters) <= (1 if hangul else 2):
        return ["very_short_word"]
    if len(letters) <= (1 if hangul else 3):
        return ["short_word"]
    return ["long_word"] if len(letters) >= (3 if hangul else 6) else []
