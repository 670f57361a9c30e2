"""The terminal: what a command says, what it says beside, and how far it has come."""

from __future__ import annotations

import sys
import time

from articles.commands.listing import printable


def write(text: str) -> None:
    """What was asked for, on standard output."""
    sys.stdout.write(f"{text}\n")


def remark(text: str) -> None:
    """What is not part of the answer, so that the answer can be read by a program."""
    sys.stderr.write(f"{text}\n")


class Bar:
    """Progress as one line on stderr, rewritten where that is a terminal; elsewhere at most one line a second."""

    def __init__(self) -> None:
        self._shown = 0.0

    def __call__(self, fraction: float, what: str) -> None:
        now = time.monotonic()
        is_last = fraction >= 1
        if now - self._shown < (0.05 if sys.stderr.isatty() else 1.0) and not is_last:
            return
        self._shown = now
        line = f"{fraction:4.0%} {printable(what)[:100]}" if fraction else printable(what)[:100]
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[K{line}" + "\n" * is_last)
        else:
            remark(line)
        sys.stderr.flush()
