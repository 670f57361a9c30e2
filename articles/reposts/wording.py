"""Wording: the words of a passage, whatever its punctuation, case and accents; and whether one is a copy of another."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

#: Thai, Lao, Burmese, Khmer, kana and Chinese characters: no space parts their words, so each is counted by itself.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = re.compile(r"[^\W_]+")
_SIGN = re.compile(rf"[{_UNSPACED}]")
_WORD_OR_SIGN = re.compile(rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])[^\W_])+")

#: A shingle is so many words, or so many signs of a script without spaces, which make about as much of a sentence.
WORDS = 3
SIGNS = 5
#: Lengths are counted in half words, for a word of Chinese has two signs.
_WORD_LENGTH, _SIGN_LENGTH = 2, 1

#: In words. What is shorter may be a heading, a byline or one of the formulas of the trade ("The claim could not be
#: independently verified"), which two reporters write in the same words; it is a copy only where it stands beside one.
SHORTEST = 20
#: The share of a copy's words that stands in shingles of the original. One word in ten changed leaves about 85 %, one
#: in five about 65 %: that is a text of its own.
MOST_SHARED = 0.75
#: In words, of what a copy says in one go that the original does not: a dateline and an agency, not a sentence.
LONGEST_ADDITION = 8


@dataclass(frozen=True)
class Wording:
    """The words of a passage, and the names among them that it mentions as places."""

    words: tuple[str, ...]
    #: Each as its words with a space between.
    names: frozenset[str] = frozenset()

    @property
    def is_long(self) -> bool:
        """Whether it says enough to be known again by itself."""
        return sum(self.lengths) >= SHORTEST * _WORD_LENGTH

    @property
    def hash(self) -> bytes:
        return hashlib.blake2b(" ".join(self.words).encode(), digest_size=16).digest()

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        if not self._has_signs:
            return (_WORD_LENGTH,) * len(self.words)
        return tuple(_SIGN_LENGTH if _is_sign(word) else _WORD_LENGTH for word in self.words)

    @cached_property
    def shingles(self) -> tuple[str, ...]:
        """One for each word or sign it can begin with, in order."""
        words = self.words
        if not self._has_signs:
            return tuple(map(" ".join, zip(words, words[1:], words[2:], strict=False)))
        widths = ((n, SIGNS if _is_sign(word) else WORDS) for n, word in enumerate(words))
        return tuple(" ".join(words[n : n + width]) for n, width in widths if n + width <= len(words))

    @cached_property
    def shingle_set(self) -> frozenset[str]:
        return frozenset(self.shingles)

    @cached_property
    def joined(self) -> str:
        return f" {' '.join(self.words)} "

    @cached_property
    def word_set(self) -> frozenset[str]:
        return frozenset(self.words)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Where each stands last, in words."""
        return {word: n for n, word in enumerate(self.words) if not word.isalpha()}

    @cached_property
    def _has_signs(self) -> bool:
        return _SIGN.search(self.joined) is not None


def wording(text: str, names: Iterable[str] = ()) -> Wording:
    """That of *text*; *names* are the toponyms it mentions, as they stand in it."""
    return Wording(words_of(text), frozenset(filter(None, (" ".join(words_of(name)) for name in names))))


def words_of(text: str) -> tuple[str, ...]:
    """In order; signs of a script without spaces one by one. Accents and vowel points are no part of a word."""
    if text.isascii():
        return tuple(_WORD.findall(text.lower()))
    plain = unicodedata.normalize("NFKD", text).casefold()
    silent = {ord(each): None for each in set(plain) if unicodedata.category(each) in ("Mn", "Mc", "Me", "Cf", "Lm")}
    plain = plain.translate(silent)
    return tuple((_WORD_OR_SIGN if _SIGN.search(plain) else _WORD).findall(plain))


def joined(parts: Iterable[Wording]) -> Wording:
    """The words of all *parts*, one after another."""
    return Wording(tuple(word for part in parts for word in part.words))


def overlaps(text: Wording, part: Wording) -> bool:
    """Whether *text* says at least a few words of *part*, and goes on before or after them."""
    shingles, lengths, other = text.shingles, text.lengths, part.shingle_set
    begins, ends = shingles[: LONGEST_ADDITION + 1], shingles[-LONGEST_ADDITION - 1 :]
    if not (other.isdisjoint(begins) or other.isdisjoint(ends)):
        return False
    shared = text.shingle_set & other
    if len(shared) < LONGEST_ADDITION:
        return False
    first = next(n for n, shingle in enumerate(shingles) if shingle in shared)
    last = next(n for n in range(len(shingles) - 1, -1, -1) if shingles[n] in shared)
    after = last + shingles[last].count(" ") + 1
    return max(sum(lengths[:first]), sum(lengths[after:])) > LONGEST_ADDITION * _WORD_LENGTH


def is_copy(copy: Wording, original: Wording) -> bool:
    """Whether all that *copy* says stands in *original*, but for a few words.

    Never where it gives another number, or names a place that the original does not: "twelve killed in Mosul" and
    "twelve killed in Tikrit" differ in one word and are two reports. Only in what stands before the text, as a
    dateline does, may there be such.
    """
    # What is compared is mostly told apart here: by a number that stands where no dateline does, and by how much is
    # shared, for a shingle holds few words.
    for number, at in copy.numbers.items():
        if at >= LONGEST_ADDITION * _WORD_LENGTH and number not in original.word_set:
            return False
    shared = copy.shingle_set & original.shingle_set
    if len(shared) * SIGNS < MOST_SHARED * len(copy.shingle_set):
        return False
    covered = _covered(copy, shared)
    lengths = copy.lengths
    if sum(length for length, is_in in zip(lengths, covered, strict=True) if is_in) < MOST_SHARED * sum(lengths):
        return False
    if _longest(lengths, covered) > LONGEST_ADDITION * _WORD_LENGTH:
        return False
    first = covered.index(1)
    return not _is_news(copy.words[first:], covered[first:], copy.names, original)


def _covered(copy: Wording, shared: frozenset[str]) -> bytearray:
    """For each word 1 where it stands in one of the *shared* shingles."""
    covered = bytearray(len(copy.words))
    for n, shingle in enumerate(copy.shingles):
        if shingle in shared:
            width = shingle.count(" ") + 1
            covered[n : n + width] = b"\1" * width
    return covered


def _longest(lengths: Sequence[int], covered: bytearray) -> int:
    longest = run = 0
    for length, is_in in zip(lengths, covered, strict=True):
        run = 0 if is_in else run + length
        longest = max(longest, run)
    return longest


def _is_news(words: Sequence[str], covered: bytearray, names: Iterable[str], original: Wording) -> bool:
    """Whether *words* hold a number or one of *names* that *original* has not."""
    for word, is_in in zip(words, covered, strict=True):
        if not is_in and not word.isalpha() and word not in original.word_set:
            return True
    said = f" {' '.join(words)} "
    return any(f" {name} " in said and f" {name} " not in original.joined for name in names)


def _is_sign(word: str) -> bool:
    return len(word) == 1 and not word.isascii() and _SIGN.match(word) is not None
