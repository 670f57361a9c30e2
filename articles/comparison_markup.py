"""Two views side by side as HTML: a table of places, each number a link to its passages."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from articles.archive import Totals
from articles.comparing import Difference, Trend
from articles.saying import period
from articles.sides import Side, Sides
from articles.view import View
from articles.wording import counted

#: How each trend is told; a shape beside the number, for who does not see its colour.
SIGNS = {Trend.NEW: "new", Trend.GONE: "gone", Trend.UP: "▲", Trend.DOWN: "▼", Trend.SAME: "="}

#: Outlets told by name in a title.
_MOST_NAMED = 3


def title(side: Side) -> str:
    """What a side holds, in words; plain text."""
    outlets = ", ".join(side.outlets[:_MOST_NAMED]) or "All outlets"
    if more := len(side.outlets[_MOST_NAMED:]):
        outlets += f" and {more} more"
    days = period(side.after, side.before)
    return f"{outlets}, {days}" if days else outlets


def comparison(sides: Sides, found: Iterable[Difference]) -> str:
    """The places of both sides with the mentions of each, in the order they come."""
    heads = "".join(
        f'<th scope="col" class="dl-number">{escape(title(side))}</th>' for side in (sides.first, sides.second)
    )
    rows = "".join(
        f'<tr class="dl-{each.trend}"><th scope="row"><span class="dl-name">{escape(each.place.name)}</span> '
        f'<span class="dl-where">{escape(each.where)}</span></th>'
        + "".join(
            f'<td class="dl-number">{_number(view, each, mentions)}</td>'
            for view, mentions in zip(sides.views, (each.before, each.after), strict=True)
        )
        + f'<td class="dl-number dl-change">{change(each)}</td></tr>'
        for each in found
    )
    return (
        f'<div class="dl-compare"><table><thead><tr><th scope="col">Place</th>{heads}'
        f'<th scope="col" class="dl-number">Change</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )


def change(each: Difference) -> str:
    """▲ 12, ▼ 5, new 3, gone 3, =."""
    by = abs(each.after - each.before)
    return f"{SIGNS[each.trend]} {by:,}" if by else SIGNS[each.trend]


def side_totals(sides: Sides, totals: Iterable[Totals]) -> str:
    """How much each side holds: mentions are counts, and the longer span has more of all."""
    items = "".join(
        f"<li>{_explore(view, escape(title(side)))}: {counted(each.passages, 'passage')} in "
        f"{counted(each.articles, 'article')}, {counted(each.places, 'place')}</li>"
        for side, view, each in zip((sides.first, sides.second), sides.views, totals, strict=True)
    )
    return f'<ul class="dl-sides">{items}</ul>'


def within(line: str) -> str:
    """What both sides have in common, as the search line says it."""
    return f'<p class="dl-hint">Both within <code>{escape(line)}</code>, as on Explore.</p>' if line else ""


def permalink(query: str) -> str:
    """A link to this comparison; *query* is what comes after the question mark."""
    return f'<p class="dl-foot"><a href="{escape("?" + query)}" target="_self">Link to this comparison</a></p>'


def _number(view: View, each: Difference, mentions: int) -> str:
    if not mentions:
        return "0"
    label = escape(f"{counted(mentions, 'mention')} of {each.place.name}")
    return _explore(view.with_(place=each.place.id), f'<span aria-label="{label}">{mentions:,}</span>')


def _explore(view: View, inner: str) -> str:
    """An anchor to *view* on the page Explore, from another page; it is opened anew there."""
    return f'<a href="{escape("./" + view.link)}" target="_self">{inner}</a>'
