"""Where else a passage stands, as HTML: beside it on its card, and in the article that is read."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from itertools import groupby

from articles.excerpt import written
from articles.markup.links import link
from articles.repeated import also_in, source, untold
from articles.reposts.telling import Elsewhere, Repeats
from articles.view import View
from articles.words import say, say_many


def beside(view: View, repeats: Repeats | None) -> str:
    """Of which article the passage on a card is a repost, and which have it too; "" where none has."""
    if repeats is None:
        return ""
    said = say("A repost of {article}", article=_named(view, repeats.original)) if repeats.original else ""
    return f'<div class="dl-also">{_also(view, repeats, said or (say("A repost") if repeats.is_copy else ""))}</div>'


def asides(view: View, repeats: Mapping[int, Repeats]) -> dict[int, str]:
    """What to say above paragraphs of the article that is read, by where they begin.

    Once for those in a row that stand in the same articles.
    """
    found = {}
    rows = sorted(repeats.items())
    for _, run in groupby(rows, key=lambda row: (row[1].is_copy, row[1].original, row[1].others, row[1].number)):
        (start, first), *others = run
        number, said = 1 + len(others), ""
        if first.original:
            said = say_many(
                "{n} paragraph is a repost of {article}",
                "{n} paragraphs are reposts of {article}",
                number,
                article=_named(view, first.original),
            )
        elif first.is_copy:
            said = say_many("{n} paragraph is a repost", "{n} paragraphs are reposts", number)
        found[start] = f'<aside class="dl-also">{_also(view, first, said)}</aside>'
    return found


def _also(view: View, repeats: Repeats, said: str) -> str:
    """*said*, which is HTML, and the articles that it does not tell of, folded up."""
    told = f"<span>{said}</span>" if said else ""
    if repeats.original and repeats.number == 1:
        return told
    rows = "".join(f"<li>{_named(view, other)}</li>" for other in repeats.others)
    if rest := untold(repeats):
        rows += f"<li>{escape(rest)}</li>"
    return f"{told}<details><summary>{escape(also_in(repeats))}</summary><ul>{rows}</ul></details>"


def _named(view: View, other: Elsewhere) -> str:
    """The headline, which leads to the article, with its outlet and day."""
    headline = f"<span{written(other.headline, '')}>{escape(other.headline or say('Untitled'))}</span>"
    return f"{link(view.with_(article=other.article_id), headline)} ({escape(source(other))})"
