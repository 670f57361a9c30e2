"""Compare: two outlets or two spans of days side by side, what is new, gone, up and down."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import streamlit as st

from articles.answering.comparing import Trend
from articles.archive import Archive
from articles.markup import comparison
from articles.querying.writing import line_of
from articles.searching.tokens import QueryError
from articles.showing import Showing
from articles.sides import Side, Sides, halves, two_outlets
from articles.view import View
from articles.views.progress import plain
from articles.views.sharing import draw_sharing
from articles.views.short import asked_query, is_short
from articles.views.speaking import LANGUAGE
from articles.words import phrase, say, say_many

#: Rows of the table; what changed least is left out, and said.
LONGEST_TABLE = 300
_LABELS = (
    {"outlets": phrase("First side: outlets"), "after": phrase("First side: from"), "before": phrase("First side: to")},
    {
        "outlets": phrase("Second side: outlets"),
        "after": phrase("Second side: from"),
        "before": phrase("Second side: to"),
    },
)
_TREND_NAMES = {
    Trend.NEW: phrase("new"),
    Trend.GONE: phrase("gone"),
    Trend.UP: phrase("up"),
    Trend.DOWN: phrase("down"),
    Trend.SAME: phrase("the same"),
}
_TRENDS = "compare-trends"


def draw_comparing(archive: Archive, view: View, showing: Showing) -> None:
    """The sides that the link says, else those that *view* suggests; a change of them is written into the link.

    They are asked as *showing* lets the reader ask. Raises UnknownLinkError for a short link that is none.
    """
    address = {name: st.query_params.get_all(name) for name in st.query_params}
    asked = Sides.from_query(asked_query() if is_short() else address)
    if asked:
        asked = replace(asked, view=asked.view.with_(archive=view.archive))
    view = showing.asked(asked.view if asked else view.filters)
    asked = replace(asked, view=view) if asked else None
    by_days, by_outlets = _presets(archive, view)
    sides = asked or by_days or by_outlets or Sides(view, Side.of(view), Side.of(view))
    st.title(say("Compare"), anchor=False)
    with st.container(key="compare-presets", horizontal=True):
        _preset(say("First and second half of the days"), "compare-halves", by_days)
        _preset(say("The two outlets with most articles"), "compare-outlets", by_outlets)
        _preset(say("Swap the sides"), "compare-swap", sides.swapped)
    try:
        common = sides.view.with_(outlets=(), after=None, before=None)
        st.html(comparison.within(line_of(common, archive)) or "<i></i>")
        _draw_sides(sides, archive)
        _draw_found(sides, archive)
    except QueryError as fault:
        st.error(plain(say("The search line cannot be read: {fault}. Mend it on Explore.", fault=fault)), icon="🔎")


def _presets(archive: Archive, view: View) -> tuple[Sides | None, Sides | None]:
    try:
        outlets = [each.outlet for each in archive.outlet_counts(view)]
    except QueryError:
        outlets = []
    return halves(view, *archive.days()), two_outlets(view, outlets)


def _preset(label: str, key: str, sides: Sides | None) -> None:
    st.button(label, key=key, on_click=_compare, args=(sides,), disabled=sides is None)


def _compare(sides: Sides | None) -> None:
    """Make *sides* the link's, as one step of the browser's history."""
    if sides:
        others = {name: st.query_params.get_all(name) for name in (LANGUAGE,) if name in st.query_params}
        st.query_params.from_dict({**sides.to_query(), **others})


def _draw_sides(sides: Sides, archive: Archive) -> None:
    known = archive.outlets()
    days = [day for day in archive.days() if day]
    for number, (column, side) in enumerate(zip(st.columns(2, gap="medium"), (sides.first, sides.second), strict=True)):
        with column, st.container(border=True):
            _draw_side(number, sides, sorted({*known, *side.outlets}, key=str.casefold), days)


def _draw_side(number: int, sides: Sides, outlets: list[str], days: list[date]) -> None:
    side = (sides.first, sides.second)[number]
    keys = {name: f"compare-{number}-{name}" for name in ("outlets", "after", "before")}
    for name, key in keys.items():
        value = getattr(side, name)
        st.session_state[key] = list(value) if isinstance(value, tuple) else value

    def changed() -> None:
        state = {name: st.session_state[key] for name, key in keys.items()}
        _compare(sides.with_side(number, Side(tuple(sorted(state["outlets"])), state["after"], state["before"])))

    possible = [*days, *(day for day in (side.after, side.before) if day)] or [date.today()]
    st.multiselect(
        say(_LABELS[number]["outlets"]),
        outlets,
        key=keys["outlets"],
        on_change=changed,
        placeholder=say("All outlets"),
    )
    with st.container(horizontal=True):
        for name in ("after", "before"):
            st.date_input(
                say(_LABELS[number][name]),
                key=keys[name],
                on_change=changed,
                min_value=min(possible),
                max_value=max(possible),
                format="YYYY-MM-DD",
                width=160,
            )


def _draw_found(sides: Sides, archive: Archive) -> None:
    first, second = sides.views
    found = archive.compare(first, second)
    numbers = Counter(each.trend for each in found)
    st.html(comparison.side_totals(sides, (archive.totals(first), archive.totals(second))))
    if not found:
        nothing = say("Neither side mentions a place. Widen the days or the outlets.")
        st.html(f'<p class="dl-empty">{nothing}</p>')
        return
    _draw_trends(sides, numbers)
    shown = [each for each in found if not sides.trends or each.trend in sides.trends]
    st.html(comparison.comparison(sides, shown[:LONGEST_TABLE]))
    if len(shown) > LONGEST_TABLE:
        words = say_many(
            "The {most} of {n} place that changed most.",
            "The {most} of {n} places that changed most.",
            len(shown),
            most=LONGEST_TABLE,
        )
        st.caption(words)
    st.caption(
        say("Numbers are mentions, not shares: the side with more passages has more of all. Each opens its passages.")
    )
    draw_sharing(lambda: sides)
    st.html(comparison.permalink(sides.link))


def _draw_trends(sides: Sides, numbers: Counter[Trend]) -> None:
    st.session_state[_TRENDS] = list(sides.trends)

    def changed() -> None:
        chosen = tuple(trend for trend in Trend if trend in st.session_state[_TRENDS])
        _compare(Sides(sides.view, sides.first, sides.second, chosen))

    st.pills(
        say("Show"),
        list(Trend),
        key=_TRENDS,
        on_change=changed,
        selection_mode="multi",
        format_func=lambda trend: f"{numbers[trend]:,} {say(_TREND_NAMES[trend])}",
        help=say("None chosen shows all."),
    )
