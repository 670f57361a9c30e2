"""The sources: every article ever imported, one JSON object a line, from which the archive can be made again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path

from articles.article import Article
from articles.storage.appending import append_lines


class Sources:
    """An append-only file; the last line of an article's id counts. A line torn by a crash is stepped over."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, article: Article) -> None:
        """Write *article* behind the others; on disk when this returns. One writer at a time: the archive's lock."""
        line = json.dumps(asdict(article), ensure_ascii=False, default=str).encode() + b"\n"
        if not append_lines(self.path, line):
            raise OSError(f"{self.path}: the disk is full")

    def articles(self, start: int = 0) -> Iterator[Article]:
        """The articles written from byte *start* on, each as it was last written, in the order of their last lines."""
        last: dict[str, int] = {}
        for offset, line in self._lines(start):
            if article := _read(line):
                last[article.id] = offset
        for offset, line in self._lines(start):
            article = _read(line)
            if article and last.get(article.id) == offset:
                yield article

    def damaged(self) -> tuple[int, ...]:
        """The numbers of the lines, counted from 1, that hold no article: torn by a crash, or edited by hand."""
        return tuple(number for number, (_, line) in enumerate(self._lines(0), 1) if line.strip() and not _read(line))

    @property
    def size(self) -> int:
        """In bytes: where the next article will stand."""
        return self.path.stat().st_size if self.path.exists() else 0

    def _lines(self, start: int) -> Iterator[tuple[int, bytes]]:
        if not self.path.exists():
            return
        with self.path.open("rb") as file:
            file.seek(start)
            for line in file:
                yield start, line
                start += len(line)


def _read(line: bytes) -> Article | None:
    try:
        fields = json.loads(line)
        published = fields.pop("published")
        article = Article(published=date.fromisoformat(published) if published else None, **fields)
        return article if all(isinstance(value, str) for value in fields.values()) else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
