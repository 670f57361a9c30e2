"""The user's own places: a small file of names that wins over the gazetteer, read again whenever it changes.

Its names are found wherever they stand as whole words, in any sentence and any script: written exactly as in the
file, or with a capital first letter, or, from four letters on, in capitals throughout. The longest name wins, so that
"Mosul" in the file leaves "Mosul Dam" alone.
"""

from __future__ import annotations

import hashlib
import os
import re
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from places.folders import home_folder
from places.gazetteer import Gazetteer
from places.own_file import MOST_BYTES, Fault, Row, What, read_rows
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


class OwnPlacesError(ValueError):
    """The file of own places has faults; those of its rows that have none apply all the same."""

    def __init__(self, path: Path, faults: tuple[Fault, ...]) -> None:
        super().__init__(f"{path}: " + "; ".join(map(str, faults)))
        self.path = path
        #: In the order of the lines; a line of 0 is the whole file.
        self.faults = faults


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


class OwnPlaces:
    """The file, watched: whoever asks gets the names that stand in it now. Usable from several threads."""

    def __init__(self, gazetteer: Gazetteer, path: Path | None = None, over: OwnPlaces | None = None) -> None:
        """*path* is DATELINE_PLACES, else ``places.csv`` in the home folder; it need not exist.

        It wins over the file of *over*, and that over the gazetteer.
        """
        self.gazetteer = gazetteer
        self.path = path or default_path()
        self.over = over
        self._lock = threading.Lock()
        self._seen: tuple[object, ...] | None = None
        self._names = OwnNames()

    @property
    def names(self) -> OwnNames:
        """The good rows of the file as it is now; none where there is no file. Never raises."""
        beneath = self.over.names if self.over else None
        seen = (*self._state(), beneath)
        if seen != self._seen:
            with self._lock:
                if seen != self._seen:
                    self._names, self._seen = self._read(beneath), seen
        return self._names

    def check(self) -> tuple[Row, ...]:
        """All rows; raises OwnPlacesError with every fault, and FileNotFoundError."""
        if not self.path.exists():
            raise FileNotFoundError(f"there is no file of own places at {self.path}")
        names = self.names
        if names.faults:
            raise OwnPlacesError(self.path, names.faults)
        return names.rows

    def _state(self) -> tuple[object, ...]:
        try:
            stat = os.stat(self.path)  # noqa: PTH116 - half the time of Path.stat, and asked for every text
        except OSError as error:
            return (type(error),)
        return stat.st_mtime_ns, stat.st_size, stat.st_ino

    def _read(self, beneath: OwnNames | None) -> OwnNames:
        try:
            with self.path.open("rb") as file:
                content = file.read(MOST_BYTES + 1)
        except FileNotFoundError:
            return OwnNames(beneath=beneath)
        except OSError as error:
            fault = Fault(0, f"{self.path} cannot be read ({error.strerror}): see that it is a file and yours")
            return OwnNames(faults=[fault], beneath=beneath)
        rows, faults = read_rows(content, self.gazetteer, beneath.places if beneath else ())
        if beneath is not None:
            rows = tuple(replace(row, is_above=True) for row in rows)
        return OwnNames(rows, faults, hashlib.blake2b(content, digest_size=6).hexdigest(), beneath)


def default_path() -> Path:
    """DATELINE_PLACES, else ``places.csv`` in the folder of the user's data."""
    given = os.environ.get("DATELINE_PLACES")
    return Path(given).expanduser() if given else home_folder() / "places.csv"


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
