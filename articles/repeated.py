"""Repeated: where else a passage stands, in plain words, not yet escaped."""

from __future__ import annotations

from articles.reposts.telling import Elsewhere, Repeats
from articles.wording import day
from articles.words import say, say_many


def source(of: Elsewhere) -> str:
    """The Daily Example, 25 Jan 2017."""
    return say("{outlet}, {day}", outlet=of.outlet or say("Unknown outlet"), day=day(of.published))


def also_in(repeats: Repeats) -> str:
    """Also in 2 other articles."""
    return say_many("Also in {n} other article", "Also in {n} other articles", repeats.number)


def untold(repeats: Repeats) -> str:
    """What is counted and not named; "" where all are."""
    left = repeats.number - len(repeats.others)
    return say_many("{n} more is not named here", "{n} more are not named here", left) if left else ""


def told(repeats: Repeats) -> str:
    """Also in 2 other articles: The Wire, 17 Oct 2016 (the original); A Blog, undated."""
    named = [
        say("{source} (the original)", source=source(other)) if other == repeats.original else source(other)
        for other in repeats.others
    ]
    if not named:
        return also_in(repeats)
    if rest := untold(repeats):
        named.append(rest)
    return say("{also}: {articles}", also=also_in(repeats), articles=say("; ").join(named))
