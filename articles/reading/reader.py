"""The reader: any file, folder or pasted text, whatever its format, as articles."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from articles.article import Article
from articles.reading import (
    csv_table,
    epub,
    feed,
    html,
    json_lines,
    mail,
    markdown,
    pdf,
    plain_text,
    tag_page,
    word,
    wordpress,
)
from articles.reading.attached import with_attached
from articles.reading.errors import ReadingError, printable_name
from articles.reading.format import Columns, Format, Reading, Source
from articles.reading.unpacking import is_archive, unpacked
from places.sentence import sentence

LARGEST_FILE_BYTES = 50 * 1024 * 1024
#: A ZIP archive is never in memory as a whole.
LARGEST_ARCHIVE_BYTES = 1000 * 1024 * 1024
ARCHIVE_SUFFIX = ".zip"

#: The first whose sniff says yes reads the file, so the choosy ones stand first; before them, those that look at the
#: bytes, for what they read is no text or says itself in which encoding it is.
BINARY_FORMATS: tuple[Format, ...] = (
    pdf.FORMAT,
    word.FORMAT,
    epub.FORMAT,
    mail.FORMAT,
    wordpress.FORMAT,
    feed.FORMAT,
)
FORMATS: tuple[Format, ...] = (
    *BINARY_FORMATS,
    html.FORMAT,
    json_lines.FORMAT,
    csv_table.FORMAT,
    markdown.FORMAT,
    tag_page.FORMAT,
    plain_text.FORMAT,
)

#: Every ending of a file name that is read, sorted.
SUFFIXES: tuple[str, ...] = tuple(sorted({ARCHIVE_SUFFIX, *(suffix for each in FORMATS for suffix in each.suffixes)}))


@dataclass(frozen=True)
class Outcome:
    """What became of one file: its articles, or why it gave none."""

    #: The file's name; within a folder its path from there.
    source: str
    articles: tuple[Article, ...] = ()
    #: Why the file as a whole could not be read; None when it could.
    error: ReadingError | None = None
    #: Parts that gave no article in a file that gave others: a row without text.
    problems: tuple[ReadingError, ...] = ()
    #: Bytes on the disk that are done with when this is; 1 where nobody counts them.
    weight: int = 1


def read(name: str, data: bytes) -> tuple[Article, ...]:
    """The articles of the file called *name*, in its order. Raises ReadingError when it gives none."""
    outcome = read_file(name, data)
    if outcome.error is not None:
        raise outcome.error
    return outcome.articles


def read_text(name: str, text: str) -> tuple[Article, ...]:
    """The articles of pasted *text*; *name* is what to call it, without a suffix. Raises ReadingError."""
    return read(name, text.encode(errors="ignore"))


def read_file(name: str, data: bytes, columns: Columns | None = None) -> Outcome:
    """As `read`, with the parts that gave no article, and never raising; of a ZIP archive all its files together."""
    file = io.BytesIO(data)
    if is_archive(name, file):
        return _together(printable_name(name), list(_read_archive(name, file)))
    source = printable_name(name)
    try:
        reading = with_attached(Source(name, data, columns or {}), _reading)
    except ReadingError as error:
        return Outcome(source, error=error, weight=len(data))
    return Outcome(source, reading.articles, problems=reading.problems, weight=len(data))


def read_paths(
    paths: Iterable[Path], columns: Mapping[str, Columns] | None = None, without: Path | None = None
) -> Iterator[Outcome]:
    """What becomes of each file, one by one; folders are walked in the order of their names.

    *columns* says by the names of tables what their columns hold, and of all others under "". The folder *without* is
    left out wherever it lies: Dateline's own files are no articles.

    Hidden files and folders are left out, and so are links that lead out of the folder and the
    pictures and scripts a browser saves beside a page. No file stops the rest.
    """
    for path in paths:
        if path.is_dir():
            yield from _read_folder(path, columns or {}, without and without.resolve())
        else:
            yield from _read_path(path, path.name, columns or {})


def bytes_in(paths: Iterable[Path]) -> int:
    """What the files of *paths* weigh together, as far as that can be seen: what `read_paths` has when it is done."""
    return sum(
        _size(file) for path in paths for file in (path.rglob("*") if path.is_dir() else (path,)) if file.is_file()
    )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _reading(source: Source) -> Reading:
    if len(source.data) > LARGEST_FILE_BYTES:
        raise _too_large(source.name, len(source.data))
    known = next((each for each in BINARY_FORMATS if each.sniff(source)), None)
    if known and source.data.strip():
        return known.read(source)
    if not source.text.strip():
        raise ReadingError(source.name, "The file is empty. Check that it was saved, and import it again.")
    if source.suffix not in {"", *SUFFIXES}:
        raise ReadingError(
            source.name,
            f"Files ending in {source.suffix} are not read, only {', '.join(SUFFIXES)}. "
            "If it is an article as plain text, let its name end in .txt.",
        )
    return next(each for each in FORMATS if each.sniff(source)).read(source)


def _read_folder(folder: Path, columns: Mapping[str, Columns], without: Path | None) -> Iterator[Outcome]:
    refused: list[OSError] = []
    root = folder.resolve()
    for parent, folders, files in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and not _is_saved_with(name, files) and Path(parent, name).resolve() != without
        )
        for name in sorted(files):
            path = Path(parent, name)
            if not name.startswith(".") and path.resolve().is_relative_to(root):
                yield from _read_path(path, path.relative_to(folder).as_posix(), columns)
    for error in refused:
        name = printable_name(Path(str(error.filename)).name)
        yield Outcome(name, error=ReadingError(name, _cause(error)))


def _is_saved_with(folder: str, files: Iterable[str]) -> bool:
    """Whether a browser made *folder* beside a page it saved: "Story.html" and "Story_files"."""
    page, _, ending = folder.rpartition("_")
    return ending == "files" and any(f"{page}{suffix}" in files for suffix in html.FORMAT.suffixes)


def _read_path(path: Path, name: str, columns: Mapping[str, Columns]) -> Iterator[Outcome]:
    source = printable_name(name)
    try:
        # A pipe or a device would be waited for without end.
        if not stat.S_ISREG(path.stat().st_mode):
            raise ReadingError(name, "This is no file that could be read to its end. Save it as a file.")
        with path.open("rb") as file:
            if is_archive(name, file):
                yield from _read_archive(name, file)
                return
            data = file.read(LARGEST_FILE_BYTES + 1)
        if len(data) > LARGEST_FILE_BYTES:
            raise _too_large(name, path.stat().st_size)
    except OSError as error:
        yield Outcome(source, error=ReadingError(name, _cause(error)))
    except ReadingError as error:
        yield Outcome(source, error=error)
    else:
        yield read_file(name, data, columns.get(source, columns.get("")))


def _read_archive(name: str, file: IO[bytes]) -> Iterator[Outcome]:
    """What becomes of each file of a ZIP archive, and of the archive where it cannot be read to its end."""
    size = file.seek(0, os.SEEK_END)
    is_empty = True
    try:
        if size > LARGEST_ARCHIVE_BYTES:
            raise _too_large(name, size, LARGEST_ARCHIVE_BYTES)
        for member in unpacked(name, file, LARGEST_FILE_BYTES):
            is_empty = False
            if isinstance(member.data, ReadingError):
                yield Outcome(member.name, error=member.data, weight=member.weight)
            else:
                yield replace(read_file(member.name, member.data), weight=member.weight)
        if is_empty:
            raise ReadingError(name, "The archive holds no file. Pack the articles into it, and import it again.")
    except ReadingError as error:
        yield Outcome(printable_name(name), error=error, weight=0)


def _together(source: str, outcomes: Sequence[Outcome]) -> Outcome:
    articles = tuple(article for outcome in outcomes for article in outcome.articles)
    errors = [outcome.error for outcome in outcomes if outcome.error]
    problems = (*errors, *(problem for outcome in outcomes for problem in outcome.problems))
    if articles:
        return Outcome(source, articles, problems=problems)
    first = errors[0] if len(errors) == 1 else ReadingError(source, f"None of its files gave an article. {errors[0]}")
    return Outcome(source, error=first)


def _too_large(name: str, size: int, most: int = LARGEST_FILE_BYTES) -> ReadingError:
    return ReadingError(
        name, f"The file has {size / 1024**2:.1f} MB and may have {most // 1024**2}. Split it and import the parts."
    )


def _cause(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return sentence("There is no such file. Check its name.")
    if isinstance(error, PermissionError):
        return sentence("It may not be read by this user. Change its permissions, and import it again.")
    return sentence(
        f"It could not be read ({error.strerror or type(error).__name__}). Check the disk, and import it again."
    )
