"""Sentence: the mark of words made here that people read, so that another language has words for them too.

A text of several values is marked as it is written, f-string and all: the mark does nothing, whoever gathers the words
of the page finds it in the source. What is raised needs no mark.
"""

from __future__ import annotations


def sentence(text: str) -> str:
    """*text* as it is."""
    return text
