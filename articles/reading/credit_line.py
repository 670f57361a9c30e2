"""Credit lines: "Title, Outlet, Author, Date", and outlet and author that were glued in copying."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from articles.reading.dates import day
from articles.reading.outlets import outlet_key
from articles.reading.prose import folded

_LONGEST_CREDIT = 800
#: How much of its words a credit line's title shares with the title above: "How the US gave" is "How US gave".
_LEAST_LIKENESS = 0.6

#: Words that end the name of an outlet, never that of an author: "FrontPage Magazine" is one name.
_OUTLET_WORDS = frozenset({
    "agency", "chronicle", "daily", "digest", "dispatch", "forum", "foundation", "gazette", "globe", "herald",
    "institute", "jihad", "journal", "live", "magazine", "media", "monitor", "network", "news", "online", "page",
    "politics", "post", "press", "project", "radio", "report", "reports", "review", "standard", "sun", "telegraph",
    "times", "today", "tribune", "tv", "watch", "weekly", "wire", "world",
})  # fmt: skip
_NAME_PARTICLES = frozenset({
    "&", "al", "and", "bin", "da", "de", "del", "der", "di", "el", "ibn", "la", "le", "van", "von", "with",
})  # fmt: skip
#: "McDonald" and "DeSantis" have a seam and are one word.
_NAME_PREFIXES = ("Mc", "Mac", "De", "Di", "Du", "La", "Le", "Van", "Fitz")


@dataclass(frozen=True, slots=True)
class Credit:
    #: What stands after the title: outlet, authors. Empty when nothing does.
    pieces: tuple[str, ...]
    published: date


def credit_of(line: str, title: str) -> Credit | None:
    """What a credit line says, when *line* is the one of *title*."""
    if len(line) > _LONGEST_CREDIT:
        return None
    pieces = [piece.strip() for piece in line.split(",")]
    for length in (3, 2, 1):  # "Friday, Oct. 28, 2016", "October 28, 2016", "28 October 2016"
        published = day(", ".join(pieces[-length:]))
        if published:
            return _titled(pieces[:-length], published, title)
    return None


def _titled(pieces: Sequence[str], published: date, title: str) -> Credit | None:
    """The title may hold commas itself, and one more or less than the headline does."""
    commas = title.count(",")
    lengths = [n for n in (commas + 1, commas, commas + 2) if 1 <= n <= len(pieces)]
    likeness, length = max(((_likeness(", ".join(pieces[:n]), title), n) for n in lengths), default=(0.0, 0))
    if likeness < _LEAST_LIKENESS:
        return None
    return Credit(tuple(filter(None, pieces[length:])), published)


def _likeness(one: str, other: str) -> float:
    """Of the words of two lines, the share that both have: from 0 to 1 (Dice)."""
    first, second = Counter(folded(one).split()), Counter(folded(other).split())
    return 2 * (first & second).total() / max(1, first.total() + second.total())


def outlets_told_apart(pieces: Iterable[Sequence[str]]) -> frozenset[str]:
    """Keys of the outlets that stand apart from an author in some credit line of a page."""
    return frozenset(outlet_key(said[0]) for said in pieces if said and not _name_seam(said[0]))


def outlet_and_author(said: Sequence[str], outlets: frozenset[str]) -> tuple[str, str]:
    """Who published and who wrote, from what a credit line says after the title; "" for what it does not say."""
    if not said:
        return "", ""
    outlet, *authors = said
    if not authors and (seam := _known_seam(outlet, outlets) or _name_seam(outlet)):
        return outlet[:seam].strip(), outlet[seam:].strip()
    return outlet, ", ".join(authors)


def _known_seam(credit: str, outlets: frozenset[str]) -> int:
    """As `_name_seam`, for an outlet of one word that stands alone elsewhere on the page."""
    known = (at for at in _seams(credit) if outlet_key(credit[:at]) in outlets and _is_person(credit[at:].split()))
    return next(known, 0)


def _name_seam(credit: str) -> int:
    """Where an outlet and an author were glued: "Gatestone Institute|Amir Taheri". 0 where they were not.

    "DebkaFile" and "FrontPage Magazine" have such a seam and are one name, so both sides need two words.
    """
    for seam in _seams(credit):
        outlet, author = credit[:seam].split(), credit[seam:].split()
        if len(outlet) >= 2 and not outlet[-1].endswith(_NAME_PREFIXES) and _is_person(author):
            return seam
    return 0


def _seams(credit: str) -> Iterator[int]:
    """Where a capital follows a small letter, in any script that has both."""
    return (at for at in range(1, len(credit)) if credit[at].isupper() and credit[at - 1].islower())


def _is_person(words: Sequence[str]) -> bool:
    return (
        2 <= len(words) <= 8
        and all(word[0].isupper() or word.lower().split("-")[0] in _NAME_PARTICLES for word in words)
        and words[-1].lower() not in _OUTLET_WORDS
    )
