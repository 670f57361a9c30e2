"""ReadingError: what could not be read, why, and what to do about it."""

from __future__ import annotations

#: A name is written by anybody; a message shows this much of it.
_LONGEST_NAME = 200


class ReadingError(Exception):
    """One file, or one part of it, that gave no article.

    ``source`` is the file's name, ``reason`` a sentence that ends in the remedy.
    """

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(source, reason)
        self.source = printable_name(source)
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"


def printable_name(name: str) -> str:
    """*name* without what cannot be shown on one line."""
    return "".join(c for c in name[:_LONGEST_NAME] if c.isprintable()).strip() or "unnamed"
