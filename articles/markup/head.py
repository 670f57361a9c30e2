"""The head of the page: what is typed wrongly, what is active, and how much that holds."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from articles import wording
from articles.actors import called
from articles.answering.counts import Totals
from articles.archive import Archive
from articles.markup.links import NOT_ON_THE_MAP, link
from articles.querying.reading import Mistake
from articles.view import Reposts, Together, View
from articles.wording import CERTAINTIES, TOGETHER, TYPES, day, language_name
from articles.words import phrase, say, say_many

_SIZED = {"articles": phrase("sized by articles"), "outlets": phrase("sized by outlets")}


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
        _reposts(view, totals.reposts),
        escape(called(view)),
    )
    return " · ".join(filter(None, parts))


def _reposts(view: View, number: int) -> str:
    """4 reposts, which leads to them: counted apart, each stands among the passages."""
    said = say_many("{n} repost counted once", "{n} reposts counted once", number)
    return link(view.with_(reposts=Reposts.APART), said) if number else ""


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
    if view.reposts is Reposts.APART:
        active.append((say("reposts counted apart"), view.with_(reposts=Reposts.ONCE)))
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
