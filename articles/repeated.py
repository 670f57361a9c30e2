"""Repeated: where else a passage stands, in plain words, not yet escaped."""

from __future__ import annotations

from articles.reposts.telling import Elsewhere, Repeats
from articles.wording import day
from articles.words import say, say_many


def source(of: Elsewhere) -> str:
    """The Daily Example, 25 Jan 2017."""
    return say("{outlet}, {day}", outlet=of.outlet or say("Unknown outlet"), day=day(of.published))


def also_in(repeats: Repeats) -> str:
    """Also in 2 other articles: beside the original, where that is told of."""
    number = repeats.number - (repeats.original is not None)
    return say_many("Also in {n} other article", "Also in {n} other articles", number)


def untold(repeats: Repeats) -> str:
    """What is counted and not named; "" where all are."""
    left = repeats.number - len(repeats.others)
    return say_many("{n} more is not named here", "{n} more are not named here", left) if left else ""


def told(repeats: Repeats) -> str:
    """A repost of The Wire, 17 Oct 2016. Also in 2 other articles: A Blog, 19 Oct 2016; 1 more is not named here."""
    first = say("A repost of {article}", article=source(repeats.original)) if repeats.original else ""
    named = [source(other) for other in repeats.others if other != repeats.original]
    rest = untold(repeats)
    if not (named or rest):
        return first
    also = also_in(repeats)
    if named:
        also = say("{also}: {articles}", also=also, articles=say("; ").join([*named, *([rest] if rest else [])]))
    return say("; ").join(filter(None, (first, also)))
