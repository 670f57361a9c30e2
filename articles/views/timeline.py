"""The timeline under the map: passages by day, week, month or year, stacked by outlet; a brush over it filters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from html import escape
from typing import Any

import streamlit as st

from articles import wording
from articles.actors import called
from articles.answering.timeline import Timeline, Unit
from articles.archive import Archive
from articles.markup.links import later, link, player
from articles.view import View
from articles.words import language, phrase, say, say_many

HEIGHT_PIXELS = 170
#: Outlets with a colour of their own; the others share one.
MOST_COLOURS = 6
OTHERS = phrase("other outlets")
UNKNOWN = phrase("unknown outlet")
_UNITS = {
    Unit.DAY: phrase("day by day"),
    Unit.WEEK: phrase("week by week"),
    Unit.MONTH: phrase("month by month"),
    Unit.YEAR: phrase("year by year"),
}
#: Told apart by readers who see red and green alike (Okabe and Ito 2008); grey for the others.
PALETTE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#8a8a8a")

_KEY = "timeline"
#: The fragment that follows a selection made on the map.
STEPS = "steps"


def draw_timeline(
    view: View,
    current: Callable[[], View],
    archive: Archive,
    on_view: Callable[[View], None],
    outlets: Sequence[str],
) -> None:
    """Bars of *view* with its days left open, those within its days in full colour; nothing for a single bar.

    A brush changes the days of what is then the current view. The first of *outlets* have colours of their own.
    """
    told = archive.timeline(view.with_(place="", article="", after=None, before=None))

    def brushed() -> None:
        span = st.session_state[_KEY].selection.get("brush", {}).get("first")
        if span:
            first, last = (_day(moment) for moment in span)
            on_view(current().with_(after=max(first, told.bars[0].first), before=min(last, told.bars[-1].last)))

    if len(told.bars) > 1:
        named = [name or say(UNKNOWN) for name in outlets[:MOST_COLOURS]]
        asked = ("timeline", view.with_(place="", article=""), tuple(named), language())
        st.vega_lite_chart(
            archive.recently(asked, lambda: _columns(told, view, frozenset(named))),
            _chart(told, named, has_others=len(outlets) > MOST_COLOURS),
            key=_KEY,
            on_select=brushed,
            selection_mode="brush",
            width="stretch",
            height=HEIGHT_PIXELS,
        )
    draw_steps(current, told)


def _chart(told: Timeline, named: Sequence[str], *, has_others: bool) -> dict[str, Any]:
    """In the words of Vega-Lite: Altair takes longer to check them than all passages take to be counted."""
    domain = [*named, say(OTHERS)] if has_others else list(named)
    seen = {name or say(UNKNOWN) for name in told.outlets}
    shown = [name for name in named if name in seen] + [say(OTHERS)] * bool(seen - set(named))
    days = {"grid": False, "labelOverlap": True, "description": say("When")}
    few = {"tickCount": 2, "grid": False, "tickMinStep": 1, "description": say("Passages")}
    return {
        "mark": {"type": "bar", "orient": "vertical", "minBandSize": 3},
        "encoding": {
            "x": {"field": "first", "type": "temporal", "title": None, "axis": days},
            "x2": {"field": "after", "type": "temporal"},
            "y": {"field": "passages", "type": "quantitative", "title": None, "stack": "zero", "axis": few},
            "color": {
                "field": "outlet",
                "type": "nominal",
                "scale": {"domain": domain, "range": PALETTE},
                "sort": domain,
                "legend": {
                    "title": None,
                    "orient": "top",
                    "values": shown,
                    "symbolType": "square",
                    "labelLimit": 140,
                    "description": say(", ").join(shown),
                },
            },
            "opacity": {
                "field": "within",
                "type": "quantitative",
                "scale": {"domain": [0, 1], "range": [0.25, 1]},
                "legend": None,
            },
            "description": {"field": "said", "type": "nominal"},
            "tooltip": [
                {"field": "span", "type": "nominal", "title": say("When")},
                {"field": "outlet", "type": "nominal", "title": say("Outlet")},
                {"field": "passages", "type": "quantitative", "title": say("Passages")},
            ],
        },
        "description": say("Passages by day and outlet"),
        "padding": {"top": 0, "bottom": 0},
        "config": {"locale": {"time": wording.calendar()}},
        "params": [{"name": "brush", "select": {"type": "interval", "encodings": ["x"]}}],
    }


def _columns(told: Timeline, view: View, named: frozenset[str]) -> dict[str, list[Any]]:
    """One row for each outlet of each bar. A bar begins at midnight, told without a zone, so that none moves it."""
    rows: dict[str, list[Any]] = {
        name: [] for name in ("first", "after", "span", "outlet", "passages", "within", "said")
    }
    unknown, others, comma = say(UNKNOWN), say(OTHERS), say(", ")
    for bar in told.bars:
        span = wording.day(bar.first)
        if bar.last != bar.first:
            span = say("{first} to {last}", first=span, last=wording.day(bar.last))
        within = (view.after or bar.first) <= bar.last and bar.first <= (view.before or bar.last)
        counts: dict[str, int] = {}
        for outlet, passages in bar.outlets:
            name = outlet or unknown
            name = name if name in named else others
            counts[name] = counts.get(name, 0) + passages
        for name, passages in counts.items():
            said = comma.join((span, name, wording.passages(passages)))
            midnights = (f"{bar.first}T00:00:00", f"{bar.last + timedelta(1)}T00:00:00")
            row = (*midnights, span, name, passages, int(within), said)
            for column, value in zip(rows.values(), row, strict=True):
                column.append(value)
    return rows


@st.fragment(key=STEPS)
def draw_steps(current: Callable[[], View], told: Timeline) -> None:
    """Links that move the days one bar on, for keyboards, and say what has no day.

    Drawn again by itself after a click on the map, so that the links keep what was selected there.
    """
    if len(told.bars) < 2:
        st.html("<i></i>")
        return
    view = current()
    parts = []
    filled = [bar for bar in told.bars if bar.passages]
    before = [bar for bar in filled if view.after and bar.last < view.after]
    after = [bar for bar in filled if not view.after or bar.first > (view.before or view.after)]
    if before:
        parts.append(link(view.with_(after=before[-1].first, before=before[-1].last), say("← earlier")))
    if after:
        parts.append(later(view.with_(after=after[0].first, before=after[0].last)))
    if len(filled) > 1:
        # At the end it begins again.
        bar = (after or filled)[0]
        parts.append(player(view.with_(after=bar.first, before=bar.last)))
    if view.after or view.before:
        parts.append(link(view.with_(after=None, before=None), say("all days")))
    if told.undated:
        parts.append(say_many("{n} passage without a day", "{n} passages without a day", told.undated))
    said = escape(" · ".join(filter(None, (say(_UNITS[told.unit]), called(view)))))
    st.html(f'<p class="dl-steps">{said} · {" · ".join(parts)}</p>')


def _day(moment: float | str) -> date:
    """The day of one end of the brush, which the browser gives in milliseconds of UTC."""
    if isinstance(moment, str):
        return datetime.fromisoformat(moment).date()
    return datetime.fromtimestamp(moment / 1000, UTC).date()
