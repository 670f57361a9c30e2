"""Completing: how the query line may go on where the cursor stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from articles import wording
from articles.answering.names import Named
from articles.archive import Archive
from articles.certainty import Certainty
from articles.querying.filters import KEYS, quoted
from articles.querying.vocabulary import folded_as_searched, words_beginning
from articles.view import SIZES, Reposts, Together, View
from articles.words import say
from places.mention import Kind
from places.place import PlaceType

#: As many as there are keys.
MOST_COMPLETIONS = len(KEYS)
#: Of places, so that outlets are seen beside them.
MOST_PLACES = 6
#: Of words of the texts.
MOST_WORDS = 3
#: Offered after near: and a place.
_NEAR_KM = (20, 60, 200)

_CHOICES: dict[str, tuple[str, ...]] = {
    "together": tuple(Together),
    "kind": tuple(Kind),
    "type": tuple(PlaceType),
    "certainty": tuple(Certainty),
    "reposts": tuple(Reposts),
    "size": SIZES,
}


@dataclass(frozen=True, slots=True)
class Completion:
    """``text[start:end]`` may become *replacement*."""

    start: int
    end: int
    replacement: str
    #: What is chosen, and what it is, for people.
    label: str
    detail: str = ""


def completions(text: str, cursor: int, archive: Archive) -> tuple[Completion, ...]:
    """How the word at the *cursor* of the line may go on, most mentioned first; at its end, all keys where it is empty.

    What stands after the cursor stays, up to the next space.
    """
    cursor = max(0, min(cursor, len(text)))
    start = _word_start(text, cursor)
    word = text[start:cursor]
    end = cursor
    while end < len(text) and not text[end].isspace() and text[end] not in '"“”':
        end += 1
    key, colon, begun = word.partition(":")
    offered = _values(key.lower(), begun, archive) if colon and key.lower() in KEYS else _beginnings(word, archive)
    return tuple(
        Completion(start, end, replacement, label, detail)
        for replacement, label, detail in islice(offered, MOST_COMPLETIONS)
        if replacement != text[start:end]
    )


def _word_start(text: str, cursor: int) -> int:
    """Where the word begins in which the cursor stands, spaces between quotation marks being part of it."""
    start, is_quoted = 0, False
    for at, character in enumerate(text[:cursor]):
        if character in '"“”':
            is_quoted = not is_quoted
        elif character.isspace() and not is_quoted:
            start = at + 1
    return start


def _values(key: str, begun: str, archive: Archive) -> Iterator[tuple[str, str, str]]:
    """Replacement, label and detail of what may follow *key*."""
    prefix = begun.lstrip('"“”').replace('""', '"')
    if key in _CHOICES:
        for choice in _CHOICES[key]:
            if choice.startswith(prefix.casefold()):
                yield f"{key}:{choice} ", choice, say(KEYS[key]).partition(":")[0]
    elif key in ("outlet", "-outlet"):
        for outlet, articles in _outlets(prefix, archive):
            yield f"{key}:{quoted(outlet)} ", outlet, wording.articles(articles)
    elif key == "language":
        for each in archive.language_counts(View()):
            names = (each.code, wording.language_name(each.code))
            if any(name.casefold().startswith(prefix.casefold()) for name in names):
                yield f"{key}:{each.code} ", names[1], wording.articles(each.articles)
    elif key == "near" and "~" in begun:
        name = begun.rpartition("~")[0]
        for km in _NEAR_KM:
            yield f"near:{name}~{km}km ", f"{km} km", say("as the crow flies")
    elif key in ("in", "place", "near"):
        area = key == "in"
        for named in archive.names().beginning(prefix, area=area):
            if key == "near" and named.place is None:
                continue
            label = quoted(archive.names().label(named.id, area=area))
            yield f"{key}:{label}" + ("~" if key == "near" else " "), named.name, _detail(named)


def _beginnings(word: str, archive: Archive) -> Iterator[tuple[str, str, str]]:
    """Keys that begin so, and places, outlets and words."""
    folded = word.casefold()
    for key, what in KEYS.items():
        if key.startswith(folded):
            yield f"{key}:", f"{key}:", say(what)
    if len(word) < 2 or word[0] in '-"“”(':
        return
    places = ((f"place:{quoted(archive.names().label(each.id))} ", each.name, _detail(each))
              for each in archive.names().beginning(word) if each.mentions)  # fmt: skip
    yield from islice(places, MOST_PLACES)
    for outlet, articles in _outlets(word, archive):
        yield f"outlet:{quoted(outlet)} ", outlet, wording.articles(articles)
    for term in words_beginning(archive, word, MOST_WORDS):
        if term != folded_as_searched(word):
            yield f"{term} ", term, say("a word of the texts")


def _outlets(prefix: str, archive: Archive) -> Iterable[tuple[str, int]]:
    """The outlets with a word that begins so, most articles first."""
    folded = prefix.casefold()
    counts = archive.outlet_counts(View())
    return [
        (each.outlet, each.articles)
        for each in counts
        if each.outlet and (each.outlet.casefold().startswith(folded) or f" {folded}" in each.outlet.casefold())
    ]


def _detail(named: Named) -> str:
    often = wording.mentions(named.mentions) if named.mentions else say("places in it are mentioned")
    return " · ".join(filter(None, [named.where if named.place or named.is_area else say("not on the map"), often]))
