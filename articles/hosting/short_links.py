"""Short links: views and comparisons under ten letters each, kept in one file that is only ever added to.

The letters are a hash of the view's own link, so that a view has the same ones every time, and whoever keeps it a
second time writes nothing. A line of the file is one view, or one comparison:

    {"code": "k7m2qzt4ra", "query": "place=99072&q=oil", "when": "2026-11-22T10:15:00+00:00", "by": "reader"}

They hold as long as the file does: none runs out. A line that is damaged is stepped over, and is the only one lost.
"""

from __future__ import annotations

import base64
import errno
import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock
from urllib.parse import parse_qs

from articles.hosting.access import Role
from articles.hosting.logs import error
from articles.sides import Sides
from articles.storage.appending import append_lines
from articles.storage.database import ArchiveError
from articles.storage.locking import locked
from articles.view import View
from articles.words import say

#: The name of the file in the folder of the user's data.
SHORT_LINKS = "short-links.jsonl"
#: The name in a link.
PARAMETER = "s"

LETTERS = 10
_CODE = re.compile(rf"[a-z2-7]{{{LETTERS}}}")
#: What is not shorter by so many characters stays as it is: a link that says what it leads to is the better one.
WORTH_CHARACTERS = 20
#: Of the link that is made short.
LONGEST_QUERY = 4_000
MOST_LINKS = 20_000
#: Of those: readers cannot fill the file for editors.
MOST_BY_READERS = 10_000
#: Of all readers together, in MEASURED.
MOST_BY_READERS_A_DAY = 300
MEASURED = timedelta(days=1)

_LONGEST_LINE = LONGEST_QUERY + 1_000
#: Of the file.
_MOST_BYTES = 20_000_000


class ShortLinkError(ArchiveError):
    """No short link was made, and why; the long one works as ever."""


class UnknownLinkError(ArchiveError):
    """There is no such short link, or it leads where this reader may not go."""


@dataclass(frozen=True, slots=True)
class _Kept:
    query: str
    when: datetime
    by_reader: bool


class ShortLinks:
    """Those of an installation. May be used by several threads and processes at once."""

    def __init__(self, home: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.path = home / SHORT_LINKS
        self._clock = clock
        self._memory = Lock()
        self._file: int | None = None
        self._size = 0
        self._kept: dict[str, _Kept] = {}
        self._damaged = 0

    def view(self, code: str) -> View | None:
        """The view that was kept under *code*, of a comparison what both its sides have in common; None where none was.

        Raises ShortLinkError where the file cannot be read.
        """
        query = self.query(code)
        return View.from_query(query) if query else None

    def query(self, code: str) -> Mapping[str, list[str]] | None:
        """What was kept under *code*, in whichever letters somebody typed it, as the parameters of its long link."""
        code = code.strip().lower()
        if not _CODE.fullmatch(code):
            return None
        kept = self._now().get(code)
        # A comparison's side of everything is a name without a value.
        return parse_qs(kept.query, keep_blank_values=True) if kept else None

    def keep(self, asked: View | Sides, role: Role) -> str:
        """The code of what is *asked*, on disk when this returns; "" where its own link is short enough.

        Raises ShortLinkError where somebody of that role can keep no more, or the file cannot be written.
        """
        # As its link gives it back, whoever made it.
        query = (type(asked).from_query(asked.to_query()) or asked).link.removeprefix("?")
        if not is_worth_it(query):
            return ""
        if len(query) > LONGEST_QUERY:
            raise ShortLinkError(say("This view is too large for a short link: the long one holds it."))
        code = code_of(query)
        try:
            if (kept := self._now().get(code)) is None:
                with locked(lock_of(self.path)):
                    if (kept := self._now().get(code)) is None:
                        kept = _Kept(query, self._clock(), by_reader=role < Role.EDITOR)
                        self._refuse_too_many(kept)
                        self._append(code, kept)
        except OSError as fault:
            error("short link", fault, message=f"{self.path} cannot be written: the disk is full, or not to be written")
            raise ShortLinkError(say("Short links cannot be kept here just now.")) from fault
        if kept.query != query:
            raise ShortLinkError(say("The letters of this view's short link are taken."))
        return code

    def count(self) -> tuple[int, int]:
        """How many there are, and how many lines of the file hold none. Raises ShortLinkError."""
        return len(self._now()), self._damaged

    def _refuse_too_many(self, new: _Kept) -> None:
        kept = self._kept.values()
        by_readers = [each.when for each in kept if each.by_reader]
        is_full = len(kept) >= MOST_LINKS or self._size >= _MOST_BYTES - _LONGEST_LINE
        if is_full or (new.by_reader and len(by_readers) >= MOST_BY_READERS):
            raise ShortLinkError(say("There is no room for more short links here."))
        # A clock that went back makes no day longer.
        lately = sum(abs(new.when - when) < MEASURED for when in by_readers)
        if new.by_reader and lately >= MOST_BY_READERS_A_DAY:
            raise ShortLinkError(
                say("Readers made {n} short links here within a day, which is as many as may be.", n=lately)
            )

    def _append(self, code: str, kept: _Kept) -> None:
        told = {
            "code": code,
            "query": kept.query,
            "when": kept.when.isoformat(timespec="seconds"),
            "by": "reader" if kept.by_reader else "editor",
        }
        line = json.dumps(told, ensure_ascii=False).encode() + b"\n"
        if not append_lines(self.path, line, opener=_for_us_alone):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _now(self) -> dict[str, _Kept]:
        """By their codes, the first of each; only what was added since is read."""
        with self._memory:
            try:
                status = self.path.stat()
                if (status.st_ino, status.st_size) == (self._file, self._size):
                    return self._kept
                if status.st_ino != self._file or status.st_size < self._size:
                    self._file, self._size, self._kept, self._damaged = status.st_ino, 0, {}, 0
                with self.path.open("rb") as file:
                    file.seek(self._size)
                    content = file.read(_MOST_BYTES - self._size)
            except FileNotFoundError:
                self._file, self._size, self._kept, self._damaged = None, 0, {}, 0
                return self._kept
            except OSError as fault:
                error("short link", fault, message=f"{self.path} cannot be read: see that it is a file and yours")
                raise ShortLinkError(say("Short links cannot be read here just now.")) from fault
            # What stands behind the last line feed is still being written.
            whole = content[: content.rfind(b"\n") + 1]
            fresh = dict(self._kept)
            for code, kept in self._lines(whole):
                fresh.setdefault(code, kept)
            self._kept, self._size = fresh, self._size + len(whole)
            return self._kept

    def _lines(self, content: bytes) -> Iterator[tuple[str, _Kept]]:
        for line in content.split(b"\n"):
            if line.strip():
                try:
                    yield _from_line(line)
                except (ValueError, TypeError, KeyError, RecursionError):
                    self._damaged += 1


def is_worth_it(query: str) -> bool:
    """Whether a short link would really be shorter than *query*, which is what stands behind the question mark."""
    return len(query) >= len(PARAMETER) + 1 + LETTERS + WORTH_CHARACTERS


def code_of(query: str) -> str:
    digest = hashlib.blake2b(query.encode("utf-8", "replace"), digest_size=10, person=b"dateline link").digest()
    return base64.b32encode(digest).decode().lower()[:LETTERS]


def put_back(fresh: Path, there: Path) -> None:
    """Put the file *fresh* in the place of *there*, and behind it what only *there* has: links that were given away
    since a backup go on leading somewhere."""
    with locked(lock_of(there)):
        known = set(fresh.read_bytes().split(b"\n"))
        lines = there.read_bytes().split(b"\n") if there.is_file() else []
        if added := [line for line in lines if line.strip() and line not in known]:
            with fresh.open("ab") as file:
                file.write(b"".join(b"\n" + line for line in added) + b"\n")
                file.flush()
                os.fsync(file.fileno())
        fresh.replace(there)


def lock_of(path: Path) -> Path:
    return path.with_name(f".{path.name}.lock")


def _for_us_alone(path: str, flags: int) -> int:
    """What people look into is not every user's of the machine."""
    return os.open(path, flags, 0o600)


def _from_line(line: bytes) -> tuple[str, _Kept]:
    """Raises ValueError, TypeError or KeyError for what we did not write, and where the letters are another view's."""
    if len(line) > _LONGEST_LINE:
        raise ValueError
    told = json.loads(line)
    code, query = str(told["code"]), str(told["query"])
    if code != code_of(query):
        raise ValueError
    when = datetime.fromisoformat(told["when"])
    return code, _Kept(query, when if when.tzinfo else when.replace(tzinfo=UTC), told["by"] != "editor")
