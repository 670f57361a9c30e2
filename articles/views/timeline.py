"""The timeline under the map: passages by day, week, month or year, stacked by outlet; a brush over it filters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import altair as alt
import streamlit as st

from articles import markup, wording
from articles.archive import Archive
from articles.timeline import Timeline, Unit
from articles.view import View
from articles.words import phrase, say, say_many

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
        st.altair_chart(
            _chart(told, view, outlets),
            key=_KEY,
            on_select=brushed,
            selection_mode="brush",
            width="stretch",
            height=HEIGHT_PIXELS,
        )
    draw_steps(current, told)


def _chart(told: Timeline, view: View, outlets: Sequence[str]) -> Any:
    named = [name or say(UNKNOWN) for name in outlets[:MOST_COLOURS]]
    domain = named + [say(OTHERS)] * (len(outlets) > MOST_COLOURS)
    seen = {name or say(UNKNOWN) for name in told.outlets}
    shown = [name for name in named if name in seen] + [say(OTHERS)] * bool(seen - set(named))
    colour = alt.Color("outlet:N", scale=alt.Scale(domain=domain, range=PALETTE), sort=domain)
    return (
        alt.Chart(alt.InlineData(values=list(_rows(told, view, frozenset(named)))))
        .mark_bar(orient="vertical", minBandSize=3)
        .encode(
            x=alt.X("first:T", title=None, axis=alt.Axis(grid=False, labelOverlap=True)),
            x2="after:T",
            y=alt.Y("passages:Q", title=None, stack="zero", axis=alt.Axis(tickCount=2, grid=False, tickMinStep=1)),
            color=colour.legend(title=None, orient="top", values=shown, symbolType="square", labelLimit=140),
            opacity=alt.Opacity("within:Q", scale=alt.Scale(domain=[0, 1], range=[0.25, 1]), legend=None),
            tooltip=[
                alt.Tooltip("span:N", title=say("When")),
                alt.Tooltip("outlet:N", title=say("Outlet")),
                alt.Tooltip("passages:Q", title=say("Passages")),
            ],
        )
        .properties(padding={"top": 0, "bottom": 0})
        .add_params(alt.selection_interval(name="brush", encodings=["x"]))
    )


def _rows(told: Timeline, view: View, named: frozenset[str]) -> Iterable[dict[str, object]]:
    """One for each outlet of each bar. Noon, so that no time zone moves a day."""
    for bar in told.bars:
        span = wording.day(bar.first)
        if bar.last != bar.first:
            span = say("{first} to {last}", first=span, last=wording.day(bar.last))
        within = (view.after or bar.first) <= bar.last and bar.first <= (view.before or bar.last)
        counts: dict[str, int] = {}
        for outlet, passages in bar.outlets:
            name = outlet or say(UNKNOWN)
            name = name if name in named else say(OTHERS)
            counts[name] = counts.get(name, 0) + passages
        for name, passages in counts.items():
            yield {
                "first": f"{bar.first}T00:00:00",
                "after": f"{bar.last + timedelta(1)}T00:00:00",
                "span": span,
                "outlet": name,
                "passages": passages,
                "within": int(within),
            }


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
        parts.append(markup.link(view.with_(after=before[-1].first, before=before[-1].last), say("← earlier")))
    if after:
        parts.append(markup.later(view.with_(after=after[0].first, before=after[0].last)))
    if len(filled) > 1:
        # At the end it begins again.
        bar = (after or filled)[0]
        parts.append(markup.player(view.with_(after=bar.first, before=bar.last)))
    if view.after or view.before:
        parts.append(markup.link(view.with_(after=None, before=None), say("all days")))
    if told.undated:
        parts.append(say_many("{n} passage without a day", "{n} passages without a day", told.undated))
    st.html(f'<p class="dl-steps">{say(_UNITS[told.unit])} · {" · ".join(parts)}</p>')


def _day(moment: float | str) -> date:
    """The day of one end of the brush, which the browser gives in milliseconds of UTC."""
    if isinstance(moment, str):
        return datetime.fromisoformat(moment).date()
    return datetime.fromtimestamp(moment / 1000, UTC).date()
