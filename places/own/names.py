"""The names of the user's own places, found wherever they stand as whole words, in any sentence and any script.

Written exactly as in the file, or with a capital first letter, or, from four letters on, in capitals throughout. The
longest name wins, so that "Mosul" in the file leaves "Mosul Dam" alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from places.own.row import Fault, Row, What
from places.place import Place

#: Of different characters, one; each of them one character long, so that offsets stay.
_ALIKE = str.maketrans({"\n": " ", "\t": " ", "\r": " ", "\xa0": " ", "\u202f": " "}
                       | dict.fromkeys("’‘ʼ`´", "'") | dict.fromkeys("‐‑‒–", "-"))  # fmt: skip
#: Scripts that put no space between words: a name may stand anywhere.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_UNSPACED_START = re.compile(f"[{_UNSPACED}]")
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3]")
#: Arabic "and", "so", "by", "to", "like" are written together with the next word.
_CLITIC = re.compile(r"(?<!\w)[وف]?[بلك]?\Z")
#: Two capitals look alike in too many short words: "us" and "US".
_SHORTEST_IN_CAPITALS = 4


@dataclass(frozen=True, slots=True)
class OwnMention:
    """A name of the file where it stands in a text."""

    start: int
    end: int
    row: Row


class OwnNames:
    """One state of the file."""

    def __init__(
        self,
        rows: Sequence[Row] = (),
        faults: Sequence[Fault] = (),
        digest: str = "",
        beneath: OwnNames | None = None,
    ) -> None:
        """The names of *beneath* are found where no row has another meaning for them."""
        self.rows = tuple(rows)
        self.faults = tuple(faults)
        #: Changes with the content of the file, and of that beneath; "" where there is none.
        self.digest: str = f"{beneath.digest}+{digest}" if beneath and digest else beneath.digest if beneath else digest
        self._names: dict[str, Row] = {}
        for spellings in (_exact, _capitalised):
            for row in self.rows:
                for name in spellings(row.name.translate(_ALIKE)):
                    self._names.setdefault(name, row)
        if beneath:
            # A place that both files have is where the upper one says, also for the lower one's other names for it.
            moved = {place.id: place for place in self.places}
            for name, row in beneath._names.items():
                place = moved.get(row.place.id, row.place) if row.place else None
                self._names.setdefault(name, row if place is row.place else replace(row, place=place))
        #: How long the names that begin with a character are, longest first.
        lengths: dict[str, set[int]] = {}
        for name in self._names:
            lengths.setdefault(name[0], set()).add(len(name))
        self._lengths = {first: sorted(each, reverse=True) for first, each in lengths.items()}
        anywhere = "".join(re.escape(c) for c in lengths if _UNSPACED_START.match(c) or _ARABIC.match(c))
        at_words = "".join(re.escape(c) for c in lengths if c.isalnum())
        others = "".join(re.escape(c) for c in lengths if not c.isalnum())
        parts = (rf"(?<!\w)[{at_words}]" if at_words else "", f"[{anywhere}{others}]" if anywhere or others else "")
        self._starts = re.compile("|".join(filter(None, parts))) if self._names else None

    @property
    def places(self) -> tuple[Place, ...]:
        """Those that the file itself defines."""
        return tuple(row.place for row in self.rows if row.what is What.PLACE and row.place)

    def found(self, text: str) -> tuple[OwnMention, ...]:
        """The names in *text*, in order and disjoint, the longest at each spot. Linear in the text."""
        return tuple(self._found(text)) if self._starts is not None else ()

    def _found(self, text: str) -> Iterator[OwnMention]:
        assert self._starts is not None  # noqa: S101  # for mypy
        text = text.translate(_ALIKE)
        after = 0
        for match in self._starts.finditer(text):
            start = match.start()
            if start < after:
                continue
            for length in self._lengths[text[start]]:
                name = text[start : start + length]
                row = self._names.get(name)
                # Near the end of the text a shorter name comes up again and again; its own length is the right one.
                if row is not None and len(name) == length and _stands_free(text, start, start + length):
                    after = start + length
                    yield OwnMention(start, after, row)
                    break


def _exact(name: str) -> Iterator[str]:
    """The name, its accents as characters of their own or not."""
    yield name
    yield unicodedata.normalize("NFC", name)
    yield unicodedata.normalize("NFD", name)


def _capitalised(name: str) -> Iterator[str]:
    yield from _exact(name[0].upper() + name[1:])
    if sum(map(str.isalpha, name)) >= _SHORTEST_IN_CAPITALS:
        yield from _exact(name.upper())


def _stands_free(text: str, start: int, end: int) -> bool:
    """Whether no word reaches over either edge of the name."""
    first, last = text[start], text[end - 1]
    before, after = text[start - 1 : start], text[end : end + 1]
    if _is_word(after) and _is_word(last) and not _UNSPACED_START.match(last):
        return False
    if unicodedata.category(after)[0] == "M" if after else False:
        return False
    if not (_is_word(before) and _is_word(first)) or _UNSPACED_START.match(first):
        return True
    return bool(_ARABIC.match(first) and _CLITIC.search(text, max(0, start - 3), start))


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
