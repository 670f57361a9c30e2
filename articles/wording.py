"""Wording: numbers with their nouns."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """1 mention, 40 mentions, 1,319 passages."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
