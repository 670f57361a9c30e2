"""What the page shows of views, places and passages, as HTML: all that is not ours is escaped here or in excerpt.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from html import escape
from itertools import groupby

from articles.archive import Archive, PlaceCount, Totals
from articles.article import Article, Hit
from articles.decisions.notes import Noted
from articles.excerpt import EXCERPT_LENGTH, excerpt
from articles.marginalia import Key, key_of, notes, tools
from articles.query_line import Mistake
from articles.saying import diversity
from articles.schema import EXCLUDED
from articles.view import Together, View
from articles.wording import counted

#: The class of the heading above the names that are not on the map.
NOT_ON_THE_MAP = "dl-not-on-the-map"
#: In characters: of a passage that names several places, each is to be seen.
_LENGTH_NAMING_ALL = 1000
_NOTHING_NOTED: Mapping[Key, Noted] = {}


def link(view: View, inner: str, *, css: str = "", current: bool = False, then: str = "", at: int | None = None) -> str:
    """An anchor to *view* round *inner*, which is HTML already. ``data-view`` lets the page follow it in place.

    *then* is the class of what to scroll to when the view is there, *at* the number of the mention that it leads to.
    """
    state = ' aria-current="true"' if current else ""
    after = (f' data-then="{then}"' if then else "") + (f' data-at="{at}"' if at is not None else "")
    return f'<a class="{css}" href="{escape(view.link)}" data-view{state}{after}>{inner}</a>'


def later(view: View) -> str:
    """A link one bar of the timeline on, which ``player`` follows again and again."""
    return f'<a href="{escape(view.link)}" data-view data-later>later →</a>'


def player(view: View) -> str:
    """A link that goes to *view* and from there on by itself, until it is clicked again or the end is reached."""
    words = '<span class="dl-to-play">▶ play</span><span class="dl-to-pause">❚❚ pause</span>'
    return f'<a href="{escape(view.link)}" role="button" data-view data-play>{words}</a>'


def day(published: date | None) -> str:
    return f"{published.day} {published:%b %Y}" if published else "undated"


def in_all(view: View, totals: Totals) -> str:
    """41 of 187 passages · 12 of 52 places · 3 names not on the map; the last leads to those names."""
    unplaced = f"{counted(totals.unplaced_names, 'name')} not on the map"
    if totals.unplaced_names:
        unplaced = link(view.with_(place=""), unplaced, then=NOT_ON_THE_MAP)
    parts = (
        _of(totals.passages, totals.passages_all, "passage"),
        _of(totals.places, totals.places_all, "place"),
        unplaced,
    )
    return " · ".join(parts)


def _of(part: int, whole: int, noun: str) -> str:
    return counted(whole, noun) if part == whole else f"{part:,} of {counted(whole, noun)}"


def tally(count: PlaceCount) -> str:
    """40 mentions · 5 articles · 3 outlets."""
    return " · ".join(
        (counted(count.mentions, "mention"), counted(count.articles, "article"), counted(count.outlets, "outlet"))
    )


def selected_head(view: View, archive: Archive) -> str:
    """The name of what is selected, where it lies, and how often by how many it is mentioned."""
    place = archive.place(view.place)
    if place is None:
        toponym = archive.toponym(view.place)
        if view.place.startswith(EXCLUDED):
            said = "Not on the map: somebody decided that it is no place."
        elif toponym:
            said = "Not on the map: the gazetteer knows no such place."
        else:
            said = "This archive mentions no such place."
        return f'<h2>{escape(toponym or view.place)}</h2><p class="dl-where">{said}</p>'
    count = archive.count(view)
    return (
        f'<h2>{escape(place.name)}</h2><p class="dl-where">{escape(archive.where(place.id))}</p>'
        f'<p class="dl-tally">{tally(count) if count else "No mention in this selection"}</p>'
        f'<p class="dl-hint">{escape(diversity(view, place.id, archive)) if count else ""}</p>'
    )


def passage_list(view: View, hits: Iterable[Hit], noted: Mapping[Key, Noted] = _NOTHING_NOTED) -> str:
    """Hits as cards with the stars and notes of *noted*; neighbours from one article stand under one head."""
    cards = []
    names_all = view.together is Together.PASSAGE and len(view.places) > 1
    length = _LENGTH_NAMING_ALL if names_all else EXCERPT_LENGTH
    for article, group in groupby(hits, key=lambda hit: hit.article):
        passages = "".join(
            f'<div class="dl-passage">{excerpt(hit, length)}{_copies(hit)}{_fix(view, hit)}'
            f"{tools(hit, noted.get(key_of(hit)))}{notes(noted.get(key_of(hit)))}</div>"
            for hit in group
        )
        cards.append(f'<article class="dl-card">{_head(view, article)}{passages}{_foot(view, article)}</article>')
    return f'<div class="dl-cards">{"".join(cards)}</div>'


def _head(view: View, article: Article) -> str:
    headline = escape(article.headline or "Untitled")
    return (
        f'<h3 class="dl-headline">{link(view.with_(article=article.id), headline)}</h3>'
        f'<p class="dl-byline">{byline(article)}</p>'
    )


def _foot(view: View, article: Article) -> str:
    opener = link(view.with_(article=article.id), "Open article")
    return f'<p class="dl-foot">{opener}{source_link(article)}</p>'


def _fix(view: View, hit: Hit) -> str:
    """A link that questions the first mention of the selected place in the passage; "" while none is selected."""
    if not view.place or not hit.spans:
        return ""
    asked = escape(f"{hit.article.id} {hit.passage.start} {view.place}")
    return f'<a class="dl-fix" href="#" data-fix="{asked}">Fix place</a>'


def _copies(hit: Hit) -> str:
    copies = hit.passage.copies
    return f'<span class="dl-copies" title="The paragraph is repeated; it counts once.">{copies} copies</span>' * (
        copies > 1
    )


def byline(article: Article) -> str:
    """Outlet, who passed it on, author and day, as far as they are known."""
    parts = [
        f'<span class="dl-outlet">{escape(article.outlet or "Unknown outlet")}</span>',
        f"via {escape(article.via)}" if article.via else "",
        escape(article.author),
        f'<time datetime="{article.published}">{day(article.published)}</time>' if article.published else "undated",
    ]
    return " · ".join(part for part in parts if part)


def source_link(article: Article) -> str:
    """A link to where the article was published; "" when no safe address is known."""
    if not article.url.startswith(("http://", "https://")):
        return ""
    return f'<a href="{escape(article.url)}" target="_blank" rel="noopener noreferrer nofollow">Source ↗</a>'


def mistaken(text: str, mistakes: Iterable[Mistake]) -> str:
    """The line that was typed with what is mistaken underlined, and what to write instead."""
    at, pieces, said = 0, [], []
    for mistake in mistakes:
        start = max(mistake.start, at)
        pieces += [escape(text[at:start]), f"<u>{escape(text[start : mistake.end])}</u>"]
        at = max(mistake.end, at)
        said.append(f"<li>{escape(mistake.message)}</li>")
    line = "".join(pieces) + escape(text[at:])
    return f'<div class="dl-mistakes" role="alert"><code>{line}</code><ul>{"".join(said)}</ul></div>'


def chips(view: View, archive: Archive) -> str:
    """What is active, each with a link that takes it away, and one that takes all away; "" when nothing is."""
    active: list[tuple[str, View]] = []
    if view.query:
        active.append((f"“{view.query}”", view.with_(query="")))
    if view.after:
        active.append((f"from {day(view.after)}", view.with_(after=None)))
    if view.before:
        active.append((f"to {day(view.before)}", view.with_(before=None)))
    for outlet in view.outlets:
        active.append((outlet, view.with_(outlets=tuple(other for other in view.outlets if other != outlet))))
    names = archive.names()
    for place in view.places:
        active.append((names.label(place), view.with_(places=tuple(each for each in view.places if each != place))))
    for area in view.inside:
        inside = tuple(each for each in view.inside if each != area)
        active.append((f"in {names.label(area, area=True)}", view.with_(inside=inside)))
    if view.near:
        active.append((f"within {view.near.km:g} km of {names.label(view.near.place)}", view.with_(near=None)))
    if view.area:
        active.append(("in the area drawn", view.with_(area=())))
    for outlet in view.without:
        active.append((f"not {outlet}", view.with_(without=tuple(each for each in view.without if each != outlet))))
    if view.certainty:
        active.append(("certainty: " + ", ".join(view.certainty), view.with_(certainty=())))
    if view.types:
        active.append(("places: " + ", ".join(view.types), view.with_(types=())))
    if view.kinds != View().kinds:
        active.append(("roles: " + ", ".join(view.kinds), view.with_(kinds=View().kinds)))
    if not active:
        return ""
    links = [
        link(without, f'{escape(label)} <span aria-hidden="true">×</span><span class="dl-hidden">remove</span>',
             css="dl-chip")
        for label, without in active
    ]  # fmt: skip
    if len(active) > 1:
        links.append(link(View(place=view.place, article=view.article), "Clear all", css="dl-chip dl-clear"))
    return f'<p class="dl-chips">{"".join(links)}</p>'
