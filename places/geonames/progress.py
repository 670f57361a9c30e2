"""How those who wait are told."""

from __future__ import annotations

from collections.abc import Callable

#: Called with the share done, from 0 to 1, and what is being done.
Progress = Callable[[float, str], None]


def silent(fraction: float, what: str) -> None:
    """Progress for nobody."""
