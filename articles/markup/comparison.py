"""Two views side by side as HTML: a table of places, each number a link to its passages."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from articles import wording
from articles.answering.comparing import Difference, Trend
from articles.answering.counts import Totals
from articles.saying import period
from articles.sides import Side, Sides
from articles.view import View
from articles.words import phrase, say, say_many

#: How each trend is told; a shape beside the number, for who does not see its colour.
SIGNS = {Trend.NEW: phrase("new"), Trend.GONE: phrase("gone"), Trend.UP: "▲", Trend.DOWN: "▼", Trend.SAME: "="}

#: Outlets told by name in a title.
_MOST_NAMED = 3


def title(side: Side) -> str:
    """What a side holds, in words; plain text."""
    outlets = say(", ").join(side.outlets[:_MOST_NAMED]) or say("All outlets")
    if more := len(side.outlets[_MOST_NAMED:]):
        outlets = say_many("{names} and {n} more", "{names} and {n} more", more, names=outlets)
    days = period(side.after, side.before)
    return say("{what}, {days}", what=outlets, days=days) if days else outlets


def comparison(sides: Sides, found: Iterable[Difference]) -> str:
    """The places of both sides with the mentions of each, in the order they come."""
    heads = "".join(
        f'<th scope="col" class="dl-number">{escape(title(side))}</th>' for side in (sides.first, sides.second)
    )
    rows = "".join(
        f'<tr class="dl-{each.trend}"><th scope="row"><span class="dl-name">{escape(each.place.name)}</span> '
        f'<span class="dl-where">{escape(wording.where(each.place, each.where))}</span></th>'
        + "".join(
            f'<td class="dl-number">{_number(view, each, mentions)}</td>'
            for view, mentions in zip(sides.views, (each.before, each.after), strict=True)
        )
        + f'<td class="dl-number dl-change">{change(each)}</td></tr>'
        for each in found
    )
    return (
        f'<div class="dl-compare"><table><thead><tr><th scope="col">{say("Place")}</th>{heads}'
        f'<th scope="col" class="dl-number">{say("Change")}</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )


def change(each: Difference) -> str:
    """▲ 12, ▼ 5, new 3, gone 3, =."""
    by = abs(each.after - each.before)
    sign = say(SIGNS[each.trend])
    return f"{sign} {by:,}" if by else sign


def side_totals(sides: Sides, totals: Iterable[Totals]) -> str:
    """How much each side holds: mentions are counts, and the longer span has more of all."""
    items = "".join(
        "<li>"
        + say(
            "{side}: {passages} in {articles}, {places}",
            side=_explore(view, escape(title(side))),
            passages=wording.passages(each.passages),
            articles=wording.articles(each.articles),
            places=wording.places(each.places),
        )
        + "</li>"
        for side, view, each in zip((sides.first, sides.second), sides.views, totals, strict=True)
    )
    return f'<ul class="dl-sides">{items}</ul>'


def within(line: str) -> str:
    """What both sides have in common, as the search line says it."""
    if not line:
        return ""
    said = say("Both within {line}, as on Explore.", line=f"<code>{escape(line)}</code>")
    return f'<p class="dl-hint">{said}</p>'


def permalink(link: str) -> str:
    """The *link* to this comparison: a click copies it."""
    copy = say("Copy link to this comparison")
    return f'<p class="dl-foot"><a href="{escape(link)}" target="_self" data-copy>{copy}</a></p>'


def _number(view: View, each: Difference, mentions: int) -> str:
    if not mentions:
        return "0"
    label = escape(say("{mentions} of {place}", mentions=wording.mentions(mentions), place=each.place.name))
    return _explore(view.with_(place=each.place.id), f'<span aria-label="{label}">{mentions:,}</span>')


def _explore(view: View, inner: str) -> str:
    """An anchor to *view* on the page Explore, from another page; it is opened anew there."""
    return f'<a href="{escape("./" + view.link)}" target="_self">{inner}</a>'
