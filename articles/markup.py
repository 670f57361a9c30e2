"""What the page shows of views, places and passages, as HTML: all that is not ours is escaped here or in excerpt.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from itertools import groupby

from articles import wording
from articles.actors import called
from articles.archive import Archive
from articles.article import Article, Hit
from articles.counts import PlaceCount, Totals
from articles.decisions.notes import Noted
from articles.excerpt import EXCERPT_LENGTH, excerpt, written
from articles.marginalia import Key, key_of, notes, tools
from articles.querying.reading import Mistake
from articles.quoting import Ration
from articles.saying import diversity
from articles.schema import EXCLUDED
from articles.spelled import Spelled, spelled
from articles.view import Near, Together, View
from articles.wording import CERTAINTIES, TOGETHER, TYPES, day, language_name
from articles.words import phrase, say, say_many
from places.place import Place

#: The class of the heading above the names that are not on the map.
NOT_ON_THE_MAP = "dl-not-on-the-map"
#: In characters: of a passage that names several places, each is to be seen.
_LENGTH_NAMING_ALL = 1000
#: Offered round a selected place.
NEAR_KM = 60
_SIZED = {"articles": phrase("sized by articles"), "outlets": phrase("sized by outlets")}
#: Of the names by which texts call a place, those offered to be questioned.
_MOST_NAMES = 6
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
    return f'<a href="{escape(view.link)}" data-view data-later>{say("later →")}</a>'


def player(view: View) -> str:
    """A link that goes to *view* and from there on by itself, until it is clicked again or the end is reached."""
    words = f'<span class="dl-to-play">{say("▶ play")}</span><span class="dl-to-pause">{say("❚❚ pause")}</span>'
    return f'<a href="{escape(view.link)}" role="button" data-view data-play>{words}</a>'


def in_all(view: View, totals: Totals) -> str:
    """41 of 187 passages · 12 of 52 places · 3 names not on the map, which leads to those names; and the roles."""
    unplaced = say_many("{n} name not on the map", "{n} names not on the map", totals.unplaced_names)
    if totals.unplaced_names:
        unplaced = link(view.with_(place=""), unplaced, then=NOT_ON_THE_MAP)
    parts = (
        wording.passages_of(totals.passages, totals.passages_all),
        wording.places(totals.places)
        if totals.places == totals.places_all
        else say_many("{part} of {n} place", "{part} of {n} places", totals.places_all, part=f"{totals.places:,}"),
        unplaced,
        escape(called(view)),
    )
    return " · ".join(filter(None, parts))


def tally(count: PlaceCount) -> str:
    """40 mentions · 5 articles · 3 outlets."""
    return " · ".join(
        (wording.mentions(count.mentions), wording.articles(count.articles), wording.outlets(count.outlets))
    )


def selected_head(view: View, archive: Archive) -> str:
    """The name of what is selected, where it lies, and how often by how many it is mentioned."""
    place = archive.place(view.place)
    if place is None:
        toponym = archive.toponym(view.place)
        if view.place.startswith(EXCLUDED):
            said = say("Not on the map: somebody decided that it is no place.")
        elif toponym:
            said = f"{say('Not on the map: the gazetteer knows no such place.')} {_questions(view, archive)}"
        else:
            said = say("This archive mentions no such place.")
        return f'<h2>{escape(toponym or view.place)}</h2><p class="dl-where">{said}</p>'
    count = archive.count(view)
    counted = " · ".join(filter(None, (tally(count), escape(called(view))))) if count else ""
    return (
        f'<h2>{escape(place.name)}</h2><p class="dl-where">{escape(archive.where(place.id))}</p>'
        f'<p class="dl-tally">{counted or say("No mention in this selection")}</p>'
        f'<p class="dl-hint">{escape(diversity(view, place.id, archive)) if count else ""}</p>'
        f'<p class="dl-hint">{_filters_by(place, view)}</p><p class="dl-hint">{_questions(view, archive)}</p>'
    )


def _filters_by(place: Place, view: View) -> str:
    """Links that filter the map by the selected place: by itself, by what lies in it, by what lies around it."""
    ways = [(say("itself"), view.with_(places=tuple(sorted({*view.places, place.id}))))]
    if place.is_area:
        ways.append((say("places inside"), view.with_(inside=tuple(sorted({*view.inside, place.id})))))
    else:
        around = say("{km} km around", km=NEAR_KM)
        ways.append((around, view.with_(near=Near(place.id, NEAR_KM))))
    return say("Filter by {ways}", ways=" · ".join(link(to, words) for words, to in ways if to != view))


def _questions(view: View, archive: Archive) -> str:
    """Links that question what is selected: one, or one for each of the names by which texts call it."""
    names = spelled(archive, view.place)[:_MOST_NAMES]
    asked = say("Wrong place?") if archive.place(view.place) else say("Say where it is")
    if len(names) < 2:
        return "".join(_question(each, view, asked) for each in names)
    called = [say("“{name}” {number}", name=each.toponym, number=f"{each.mentions:,}") for each in names]
    return f"{asked} " + " ".join(_question(each, view, name) for each, name in zip(names, called, strict=True))


def _question(name: Spelled, view: View, words: str) -> str:
    asked = escape(f"{name.article} {name.start} {view.place}")
    return f'<a class="dl-fix" href="#" data-fix="{asked}">{escape(words)}</a>'


def passage_list(
    view: View, hits: Iterable[Hit], noted: Mapping[Key, Noted] = _NOTHING_NOTED, ration: Ration | None = None
) -> str:
    """Hits as cards with the stars and notes of *noted*; neighbours from one article stand under one head.

    *ration* gives of each what may be shown; without one, all is.
    """
    cards = []
    names_all = view.together is Together.PASSAGE and len(view.places) > 1
    length = _LENGTH_NAMING_ALL if names_all else EXCERPT_LENGTH
    for article, group in groupby(hits, key=lambda hit: hit.article):
        given = [(hit, ration.hit(hit) if ration else hit) for hit in group]
        passages = "".join(
            f'<div class="dl-passage">{excerpt(shown, length, whole=hit.passage)}{_copies(hit)}{_fix(view, hit)}'
            f"{tools(hit, noted.get(key_of(hit)))}{notes(noted.get(key_of(hit)))}</div>"
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
        active.append((say("“{words}”", words=view.query), view.with_(query="")))
    if view.after:
        active.append((say("from {day}", day=day(view.after)), view.with_(after=None)))
    if view.before:
        active.append((say("to {day}", day=day(view.before)), view.with_(before=None)))
    for outlet in view.outlets:
        active.append((outlet, view.with_(outlets=tuple(other for other in view.outlets if other != outlet))))
    for code in view.languages:
        others = tuple(other for other in view.languages if other != code)
        active.append((language_name(code), view.with_(languages=others)))
    names = archive.names()
    for place in view.places:
        active.append((names.label(place), view.with_(places=tuple(each for each in view.places if each != place))))
    for area in view.inside:
        inside = tuple(each for each in view.inside if each != area)
        active.append((say("in {place}", place=names.label(area, area=True)), view.with_(inside=inside)))
    if view.together is not Together.ANY:
        active.append((say(TOGETHER[view.together]), view.with_(together=Together.ANY)))
    if view.near:
        within = say("within {km} km of {place}", km=f"{view.near.km:g}", place=names.label(view.near.place))
        active.append((within, view.with_(near=None)))
    if view.area:
        active.append((say("in the area drawn"), view.with_(area=())))
    for outlet in view.without:
        active.append(
            (
                say("not {outlet}", outlet=outlet),
                view.with_(without=tuple(each for each in view.without if each != outlet)),
            )
        )
    if view.certainty:
        sure = say("certainty: {names}", names=_listed(CERTAINTIES[each] for each in view.certainty))
        active.append((sure, view.with_(certainty=())))
    if view.types:
        types = say("places: {names}", names=_listed(TYPES[each] for each in view.types))
        active.append((types, view.with_(types=())))
    if roles := called(view):
        active.append((roles, view.with_(kinds=View().kinds)))
    if view.size != View().size:
        active.append((say(_SIZED[view.size]), view.with_(size=View().size)))
    if not active:
        return ""
    cross = f'<span aria-hidden="true">×</span><span class="dl-hidden">{say("remove")}</span>'
    links = [link(without, f"{escape(label)} {cross}", css="dl-chip") for label, without in active]
    if len(active) > 1:
        everything = View(archive=view.archive, place=view.place, article=view.article)
        links.append(link(everything, say("Clear all"), css="dl-chip dl-clear"))
    return f'<p class="dl-chips">{"".join(links)}</p>'


def _listed(names: Iterable[str]) -> str:
    """The *names* of one of wording's tables, said."""
    return say(", ").join(map(say, names))
