"""Where else a passage stands, as HTML: beside it on its card, and in the article that is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import escape
from itertools import groupby

from articles.article import Article
from articles.excerpt import written
from articles.markup.links import link
from articles.passages import passages
from articles.repeated import also_in, source, untold
from articles.reposts.telling import Elsewhere, Repeats
from articles.view import View
from articles.words import say, say_many

#: So many are told beside the passage; more are folded up.
_MOST_IN_A_ROW = 3


def beside(view: View, repeats: Repeats | None) -> str:
    """Of which article the passage on a card is a repost, and which have it too; "" where none has."""
    if repeats is None:
        return ""
    said = say("A repost of {article}", article=_source(view, repeats.original)) if repeats.original else ""
    return f'<div class="dl-also">{_also(view, repeats, said or (say("A repost") if repeats.is_copy else ""))}</div>'


def asides(view: View, article: Article, repeats: Mapping[int, Repeats]) -> dict[int, str]:
    """What to say above paragraphs of the article that is read, by where they begin.

    Once for those in a row that stand in the same articles.
    """
    found = {}
    starts = [passage.start for passage in passages(article) if not passage.is_headline]
    for _, run in groupby(starts, key=lambda start: start in repeats and replace(repeats[start], start=0)):
        start, *others = run
        if start not in repeats:
            continue
        first, number, said = repeats[start], 1 + len(others), ""
        if first.original:
            said = say_many(
                "This paragraph is a repost of {article}",
                "The next {n} paragraphs are reposts of {article}",
                number,
                article=_named(view, first.original),
            )
        elif first.is_copy:
            said = say_many("This paragraph is a repost", "The next {n} paragraphs are reposts", number)
        found[start] = f'<aside class="dl-also">{_also(view, first, said)}</aside>'
    return found


def _also(view: View, repeats: Repeats, said: str) -> str:
    """*said*, which is HTML, and the articles that it does not tell of."""
    told = f"<p>{said}</p>" if said else ""
    others = [other for other in repeats.others if other != repeats.original]
    if not (others or untold(repeats)):
        return told
    also, rest = also_in(repeats), [escape(untold(repeats))] if untold(repeats) else []
    if len(others) <= _MOST_IN_A_ROW:
        articles = say("; ").join([*(_source(view, other) for other in others), *rest]) if others else ""
        return f"{told}<p>{say('{also}: {articles}', also=also, articles=articles) if articles else also}</p>"
    rows = "".join(f"<li>{row}</li>" for row in [*(_named(view, other) for other in others), *rest])
    return f"{told}<details><summary>{also}</summary><ul>{rows}</ul></details>"


def _source(view: View, other: Elsewhere) -> str:
    """Outlet and day, which lead to the article."""
    return link(view.with_(article=other.article_id), escape(source(other)))


def _named(view: View, other: Elsewhere) -> str:
    """The headline, which leads to the article, with its outlet and day."""
    headline = f"<span{written(other.headline, '')}>{escape(other.headline or say('Untitled'))}</span>"
    return f"{link(view.with_(article=other.article_id), headline)} ({escape(source(other))})"
