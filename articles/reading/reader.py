"""The reader: any file, folder or pasted text, whatever its format, as articles."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from articles.article import Article
from articles.reading import csv_table, html, json_lines, markdown, plain_text, tag_page
from articles.reading.errors import ReadingError, printable_name
from articles.reading.format import Format, Reading, Source

LARGEST_FILE_BYTES = 50 * 1024 * 1024

#: The first whose sniff says yes reads the file, so the choosy ones stand first.
FORMATS: tuple[Format, ...] = (
    html.FORMAT,
    json_lines.FORMAT,
    csv_table.FORMAT,
    markdown.FORMAT,
    tag_page.FORMAT,
    plain_text.FORMAT,
)

#: Every ending of a file name that is read, sorted.
SUFFIXES: tuple[str, ...] = tuple(sorted({suffix for each in FORMATS for suffix in each.suffixes}))


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


def read(name: str, data: bytes) -> tuple[Article, ...]:
    """The articles of the file called *name*, in its order. Raises ReadingError when it gives none."""
    return _reading(Source(name, data)).articles


def read_text(name: str, text: str) -> tuple[Article, ...]:
    """The articles of pasted *text*; *name* is what to call it, without a suffix. Raises ReadingError."""
    return read(name, text.encode(errors="ignore"))


def read_file(name: str, data: bytes) -> Outcome:
    """As `read`, with the parts that gave no article, and never raising."""
    source = printable_name(name)
    try:
        reading = _reading(Source(name, data))
    except ReadingError as error:
        return Outcome(source, error=error)
    return Outcome(source, reading.articles, problems=reading.problems)


def read_paths(paths: Iterable[Path]) -> Iterator[Outcome]:
    """What becomes of each file, one by one; folders are walked in the order of their names.

    Hidden files and folders are left out, and so are links that lead out of the folder and the
    pictures and scripts a browser saves beside a page. No file stops the rest.
    """
    for path in paths:
        if path.is_dir():
            yield from _read_folder(path)
        else:
            yield _read_path(path, path.name)


def _reading(source: Source) -> Reading:
    if len(source.data) > LARGEST_FILE_BYTES:
        raise _too_large(source.name, len(source.data))
    text = source.text
    if not text.strip():
        raise ReadingError(source.name, "The file is empty. Check that it was saved, and import it again.")
    if source.suffix not in {"", *SUFFIXES}:
        raise ReadingError(
            source.name,
            f"Files ending in {source.suffix} are not read, only {', '.join(SUFFIXES)}. "
            "If it is an article as plain text, let its name end in .txt.",
        )
    return next(each for each in FORMATS if each.sniff(source)).read(source)


def _read_folder(folder: Path) -> Iterator[Outcome]:
    refused: list[OSError] = []
    root = folder.resolve()
    for parent, folders, files in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _is_saved_with(name, files))
        for name in sorted(files):
            path = Path(parent, name)
            if not name.startswith(".") and path.resolve().is_relative_to(root):
                yield _read_path(path, path.relative_to(folder).as_posix())
    for error in refused:
        name = printable_name(Path(str(error.filename)).name)
        yield Outcome(name, error=ReadingError(name, _cause(error)))


def _is_saved_with(folder: str, files: Iterable[str]) -> bool:
    """Whether a browser made *folder* beside a page it saved: "Story.html" and "Story_files"."""
    page, _, ending = folder.rpartition("_")
    return ending == "files" and any(f"{page}{suffix}" in files for suffix in html.FORMAT.suffixes)


def _read_path(path: Path, name: str) -> Outcome:
    source = printable_name(name)
    try:
        data = _bytes(path, name)
    except OSError as error:
        return Outcome(source, error=ReadingError(name, _cause(error)))
    except ReadingError as error:
        return Outcome(source, error=error)
    return read_file(name, data)


def _bytes(path: Path, name: str) -> bytes:
    # A pipe or a device would be waited for without end.
    if not stat.S_ISREG(path.stat().st_mode):
        raise ReadingError(name, "This is no file that could be read to its end. Save it as a file.")
    with path.open("rb") as file:
        data = file.read(LARGEST_FILE_BYTES + 1)
    if len(data) > LARGEST_FILE_BYTES:
        raise _too_large(name, path.stat().st_size)
    return data


def _too_large(name: str, size: int) -> ReadingError:
    most = LARGEST_FILE_BYTES // 1024**2
    return ReadingError(
        name, f"The file has {size / 1024**2:.1f} MB and may have {most}. Split it and import the parts."
    )


def _cause(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "There is no such file. Check its name."
    if isinstance(error, PermissionError):
        return "It may not be read by this user. Change its permissions, and import it again."
    return f"It could not be read ({error.strerror or type(error).__name__}). Check the disk, and import it again."
