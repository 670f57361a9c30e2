"""Leftovers: the articles in an archive of another version, taken out where their sources are missing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields
from datetime import date
from pathlib import Path

from articles.article import Article
from articles.storage.database import ArchiveError

#: Every version has kept these under their names, the outlet in a table of its own.
_FIELDS = tuple(field.name for field in fields(Article))


def articles_left_in(path: Path) -> Iterator[Article]:
    """The articles of the archive at *path*, whatever version made it. Raises ArchiveError where none can be read."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            there = {row[1] for row in db.execute("PRAGMA table_info(article)")}
            told = [name for name in _FIELDS if name in there and name != "outlet"]
            names = ", ".join(f"article.{name}" for name in told)
            sql = (
                f"SELECT outlet.name, {names} FROM article JOIN outlet ON outlet.n = article.outlet ORDER BY article.n"
            )
            for outlet, *values in db.execute(sql):
                found = dict(zip(told, values, strict=True))
                published = found.pop("published", None)
                yield Article(outlet=outlet, published=date.fromisoformat(published) if published else None, **found)
    except (sqlite3.Error, ValueError, TypeError) as error:
        raise ArchiveError(
            f"{path} was made by another version, its articles cannot be read ({error}), and their sources are "
            "missing: move the archive away and import the articles again"
        ) from error
