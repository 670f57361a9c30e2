"""Passages as cards: what is said, by whom and when, with what readers noted beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from itertools import groupby

from articles.article import Article, Hit
from articles.decisions.notes import Noted
from articles.excerpt import EXCERPT_LENGTH, excerpt, written
from articles.markup.links import link
from articles.markup.marginalia import Key, key_of, notes, tools
from articles.markup.reposts import beside
from articles.quoting import Ration
from articles.reposts.telling import Repeats
from articles.view import Together, View
from articles.wording import day
from articles.words import say, say_many

#: In characters: of a passage that names several places, each is to be seen.
_LENGTH_NAMING_ALL = 1000
_NOTHING_NOTED: Mapping[Key, Noted] = {}
_NOTHING_REPEATED: Mapping[Key, Repeats] = {}


def passage_list(
    view: View,
    hits: Iterable[Hit],
    noted: Mapping[Key, Noted] = _NOTHING_NOTED,
    ration: Ration | None = None,
    repeated: Mapping[Key, Repeats] = _NOTHING_REPEATED,
) -> str:
    """Hits as cards with the stars and notes of *noted*; neighbours from one article stand under one head.

    *ration* gives of each what may be shown; without one, all is. *repeated* are those that stand elsewhere too.
    """
    cards = []
    names_all = view.together is Together.PASSAGE and len(view.places) > 1
    length = _LENGTH_NAMING_ALL if names_all else EXCERPT_LENGTH
    for article, group in groupby(hits, key=lambda hit: hit.article):
        given = [(hit, ration.hit(hit) if ration else hit) for hit in group]
        passages = "".join(
            f'<div class="dl-passage">{excerpt(shown, length, whole=hit.passage)}{_copies(hit)}{_fix(view, hit)}'
            f"{tools(hit, noted.get(key_of(hit)))}{notes(noted.get(key_of(hit)))}"
            f"{beside(view, repeated.get(key_of(hit)))}</div>"
            for hit, shown in given
            if shown.passage.text
        ) + _withheld(sum(not shown.passage.text for _, shown in given))
        cards.append(f'<article class="dl-card">{_head(view, article)}{passages}{_foot(view, article)}</article>')
    return f'<div class="dl-cards">{"".join(cards)}</div>'


def _withheld(number: int) -> str:
    """That so many passages of an article answer, and are not shown."""
    if not number:
        return ""
    said = say_many(
        "{n} passage answers in the part of the article that is not shown here.",
        "{n} passages answer in the part of the article that is not shown here.",
        number,
    )
    return f'<p class="dl-hint dl-withheld">{said}</p>'


def _head(view: View, article: Article) -> str:
    headline = escape(article.headline or say("Untitled"))
    return (
        f'<h3 class="dl-headline"{written(article.headline, article.language)}>'
        f"{link(view.with_(article=article.id), headline)}</h3>"
        f'<p class="dl-byline">{byline(article)}</p>'
    )


def _foot(view: View, article: Article) -> str:
    opener = link(view.with_(article=article.id), say("Open article"))
    return f'<p class="dl-foot">{opener}{source_link(article)}</p>'


def _fix(view: View, hit: Hit) -> str:
    """A link that questions the first mention of the selected place in the passage; "" while none is selected."""
    if not view.place or not hit.spans:
        return ""
    asked = escape(f"{hit.article.id} {hit.passage.start} {view.place}")
    return f'<a class="dl-fix" href="#" data-fix="{asked}">{say("Fix place")}</a>'


def _copies(hit: Hit) -> str:
    copies = hit.passage.copies
    if copies < 2:
        return ""
    why = escape(say("The paragraph is repeated; it counts once."))
    return f'<span class="dl-copies" title="{why}">{say_many("{n} copy", "{n} copies", copies)}</span>'


def byline(article: Article) -> str:
    """Outlet, who passed it on, author and day, as far as they are known."""
    parts = [
        f'<span class="dl-outlet">{escape(article.outlet or say("Unknown outlet"))}</span>',
        say("via {outlet}", outlet=escape(article.via)) if article.via else "",
        escape(article.author),
        f'<time datetime="{article.published}">{day(article.published)}</time>' if article.published else day(None),
    ]
    return " · ".join(part for part in parts if part)


def source_link(article: Article) -> str:
    """A link to where the article was published; "" when no safe address is known."""
    if not article.url.startswith(("http://", "https://")):
        return ""
    return f'<a href="{escape(article.url)}" target="_blank" rel="noopener noreferrer nofollow">{say("Source ↗")}</a>'
