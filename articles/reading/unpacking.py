"""Unpacking: the files in a ZIP archive, one at a time, those of archives inside it too."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Set
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from articles.reading.errors import ReadingError, printable_name
from articles.reading.package import MOST_MEMBERS, MOST_UNPACKED_BYTES, contents, is_package, leads_out, opened

#: An archive in an archive in an archive is the most that anybody packs.
DEEPEST_ARCHIVE = 3
#: Documents that are ZIP archives themselves are told by what only they hold.
_DOCUMENTS = frozenset({
    "word/document.xml", "META-INF/container.xml", "xl/workbook.xml", "ppt/presentation.xml", "content.xml",
})  # fmt: skip
_PAGE_SUFFIXES = (".html", ".htm", ".xhtml")


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A file of an archive, or why it could not be unpacked."""

    #: The archive's name and the path in it: "posts.zip/2016/tolls.html".
    name: str
    data: bytes | ReadingError
    #: Bytes of the outermost archive that are done with.
    weight: int = 0


class Budget:
    """What an archive and all archives in it may still unfold to together."""

    def __init__(self) -> None:
        self._files, self._bytes = MOST_MEMBERS, MOST_UNPACKED_BYTES

    def spend(self, member: zipfile.ZipInfo) -> bool:
        """Whether there was enough left for *member*."""
        self._files -= 1
        self._bytes -= member.file_size
        return self._files >= 0 and self._bytes >= 0


def is_archive(name: str, file: IO[bytes]) -> bool:
    """Whether *file* is a ZIP archive of files, and no document that happens to be packed as one."""
    file.seek(0)
    beginning = file.read(4)
    file.seek(0)
    if not is_package(beginning) or name.lower().endswith((".docx", ".epub")):
        return False
    try:
        with opened(name, file) as package:
            return _DOCUMENTS.isdisjoint(package.namelist())
    except ReadingError:
        return True
    finally:
        file.seek(0)


def unpacked(
    name: str, file: IO[bytes], most_bytes: int, budget: Budget | None = None, depth: int = 1
) -> Iterator[Unpacked]:
    """The files of the archive called *name*, each of at most *most_bytes*, in the order of their names.

    Hidden ones are left out, and the pictures and scripts a browser saves beside a page. Raises ReadingError where the
    archive as a whole cannot be read.
    """
    budget = budget or Budget()
    if depth > DEEPEST_ARCHIVE:
        raise ReadingError(name, f"Archives are nested deeper than {DEEPEST_ARCHIVE}. Unpack it, and import the files.")
    with opened(name, file) as package:
        names = set(package.namelist())
        for member in sorted(package.infolist(), key=lambda member: member.filename):
            path = PurePosixPath(member.filename.replace("\\", "/"))
            if not member.filename or member.filename.endswith("/") or _is_left_out(path, names):
                continue
            called = printable_name(f"{name}/{path}")
            if not budget.spend(member):
                raise ReadingError(
                    name,
                    f"With the archives in it, it unfolds to more than {MOST_MEMBERS:,} files or "
                    f"{MOST_UNPACKED_BYTES / 1e6:,.0f} MB: what follows was not read. Split it.",
                )
            yield from _unpacked(called, package, member, most_bytes, budget, depth)


def _unpacked(
    name: str, package: zipfile.ZipFile, member: zipfile.ZipInfo, most_bytes: int, budget: Budget, depth: int
) -> Iterator[Unpacked]:
    weight = member.compress_size
    try:
        if leads_out(member):
            raise ReadingError(name, "Its name leads out of the archive, so it was left out. Pack it under another.")
        data = contents(name, package, member, most_bytes)
        if is_archive(name, io.BytesIO(data)):
            for inner in unpacked(name, io.BytesIO(data), most_bytes, budget, depth + 1):
                yield Unpacked(inner.name, inner.data, weight)
                weight = 0
        else:
            yield Unpacked(name, data, weight)
    except ReadingError as error:
        yield Unpacked(name, error, weight)


def _is_left_out(path: PurePosixPath, names: Set[str]) -> bool:
    """Whether it is hidden, a Macintosh's own, or lies in the folder a browser makes beside a page: "Story_files"."""
    if any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in path.parts):
        return True
    folders = (folder for folder in path.parents if folder.name.endswith("_files"))
    return any(f"{str(folder)[: -len('_files')]}{suffix}" in names for folder in folders for suffix in _PAGE_SUFFIXES)
