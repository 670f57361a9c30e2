"""Format: the one shape all formats have. A new format is a file with a FORMAT, and a line in ``reader.py``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from articles.article import Article
from articles.reading.encoding import decode
from articles.reading.errors import ReadingError

#: What the columns of a table, or the keys of its records, hold: names of fields by names of columns; "" for nothing.
Columns = Mapping[str, str]


@dataclass(frozen=True)
class Source:
    """One file as it came: what a format looks at and reads."""

    name: str
    data: bytes = field(repr=False)
    #: What a person said of the columns of a table; empty where nobody did.
    columns: Columns = field(default_factory=dict)

    @cached_property
    def suffix(self) -> str:
        """``.txt``, in lower case; "" for none and for what only looks like one ("3. A title")."""
        stem, dot, ending = self.name.rpartition(".")
        is_suffix = dot and stem and ending.isascii() and ending.isalnum() and ending[0].isalpha() and len(ending) <= 10
        return f".{ending.lower()}" if is_suffix else ""

    @property
    def stem(self) -> str:
        """The name without folders and suffix."""
        last = self.name.replace("\\", "/").rpartition("/")[2]
        return last[: -len(self.suffix)] if self.suffix else last

    @cached_property
    def text(self) -> str:
        """The file decoded, every line ending in a line feed. Raises ReadingError for what is no text."""
        text = decode(self.name, self.data)
        return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


@dataclass(frozen=True)
class Reading:
    """What a format made of a file: its articles, and the parts of it that gave none."""

    articles: tuple[Article, ...] = ()
    problems: tuple[ReadingError, ...] = ()
    #: What came with it, to be read as files of their own.
    attached: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Format:
    #: In the plural, as a message lists it: "Markdown files".
    name: str
    #: Endings of names that are this format's, in lower case with their dot.
    suffixes: tuple[str, ...]
    #: Whether name and content are this format's. Must be quick, and may raise ReadingError.
    sniff: Callable[[Source], bool]
    #: The articles. Raises ReadingError, and nothing else, where the file as a whole cannot be read.
    read: Callable[[Source], Reading]
