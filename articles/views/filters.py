"""The line above the map: one line of text that says the whole view, and the filters as widgets beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import streamlit as st

from articles.archive import Archive
from articles.certainty import Certainty
from articles.querying.reading import Mistake, parse_line
from articles.querying.writing import line_of
from articles.view import DEFAULT_KINDS, Reposts, Together, View
from articles.views.progress import plain
from articles.wording import CERTAINTIES, REPOSTS, ROLES, TOGETHER, TYPES, language_name
from articles.words import say
from places.mention import Kind
from places.place import PlaceType

T = TypeVar("T")

_KEYS = {
    name: f"filter_{name}"
    for name in ("after", "before", "outlets", "languages", "types", "kinds", "certainty", "together", "reposts")
}
_LINE = "filter_line"
#: In characters; what is longer is no line anybody typed.
LONGEST_LINE = 2000
#: What was typed last, where something of it was mistaken.
_TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Typed:
    """A line as it was typed, what of it was mistaken, and the view it was understood as."""

    text: str
    mistakes: tuple[Mistake, ...]
    view: View


def draw_filters(current: Callable[[], View], archive: Archive, on_view: Callable[[View], None]) -> Typed | None:
    """Widgets that show the current view and hand the view they are changed to to *on_view*.

    Returns what was typed while something of it is mistaken, to be told in words.

    The view is asked for again when a widget changes: a click on the map since then selected another place, and
    did not draw the filters anew.
    """
    view = current()
    first, last = archive.days()
    outlets = sorted({*archive.outlets(), *view.outlets}, key=str.casefold)
    languages = {each.code: each.articles for each in archive.language_counts(View())}
    languages |= {code: 0 for code in view.languages if code not in languages}
    for name, key in _KEYS.items():
        value = getattr(view, name)
        st.session_state[key] = list(value) if isinstance(value, tuple) else value

    def changed() -> None:
        # A widget that was not drawn has no state.
        state: dict[str, Any] = {name: st.session_state.get(key) or () for name, key in _KEYS.items()}
        kinds = tuple(kind for kind in Kind if kind in state["kinds"])
        on_view(
            current().with_(
                after=state["after"] or None,
                before=state["before"] or None,
                outlets=tuple(sorted(state["outlets"])),
                languages=tuple(sorted(state["languages"])),
                types=tuple(each for each in PlaceType if each in state["types"]),
                kinds=kinds or DEFAULT_KINDS,
                certainty=tuple(each for each in Certainty if each in state["certainty"]),
                together=state["together"] or current().together,
                reposts=state["reposts"] or current().reposts,
            )
        )

    def line_changed() -> None:
        text, now = (st.session_state[_LINE] or "")[:LONGEST_LINE], current()
        understood, mistakes = parse_line(text, archive)
        asked = understood.with_(archive=now.archive, place=now.place, article=now.article)
        st.session_state[_TYPED] = Typed(text, mistakes, asked)
        on_view(asked)

    typed: Typed | None = st.session_state.get(_TYPED)
    if typed and (not typed.mistakes or typed.view.filters != view.filters):
        typed = None
    st.session_state[_LINE] = typed.text if typed else line_of(view, archive)
    chosen = (view.after, view.before, view.outlets, view.languages, view.types, view.certainty)
    active = sum(map(bool, (*chosen, view.kinds != DEFAULT_KINDS, view.reposts is not Reposts.ONCE)))
    with st.container(key="filters", horizontal=True, vertical_alignment="center", gap="small"):
        st.text_input(
            say("Search"),
            key=_LINE,
            on_change=line_changed,
            type="search",
            label_visibility="collapsed",
            placeholder=say("Search: words, in:Anbar, near:Mosul~60km, after:2016-10, outlet:..."),
            width="stretch",
        )
        with st.popover(say("Filters ({number})", number=active) if active else say("Filters")):
            _draw_more(changed, outlets, languages, [day for day in (first, last, view.after, view.before) if day])
            if len(view.places) + len(view.inside) > 1:
                _draw_together(changed)
    return typed


def _draw_more(changed: Callable[[], None], outlets: list[str], languages: Mapping[str, int], days: list[date]) -> None:
    days = days or [date.today()]
    with st.container(horizontal=True):
        for name, label in (("after", say("From")), ("before", say("To"))):
            st.date_input(
                label,
                key=_KEYS[name],
                on_change=changed,
                min_value=min(days),
                max_value=max(days),
                format="YYYY-MM-DD",
                width=150,
            )
    st.multiselect(say("Outlets"), outlets, key=_KEYS["outlets"], on_change=changed, placeholder=say("All outlets"))
    if len(languages) > 1:
        _pills(
            "languages",
            say("Languages"),
            languages,
            lambda code: plain(f"{language_name(code)} {languages[code]:,}"),
            say("With their articles. None chosen shows all."),
            changed,
        )
    _pills(
        "certainty",
        say("How sure it is which place is meant"),
        Certainty,
        lambda each: say(CERTAINTIES[each]),
        say("None chosen shows all but what somebody decided to be no place."),
        changed,
    )
    _pills(
        "types",
        say("Kinds of place"),
        PlaceType,
        lambda each: say(TYPES[each]),
        say("None chosen shows all."),
        changed,
    )
    _pills(
        "kinds",
        say("Mentions that count"),
        Kind,
        lambda each: say(ROLES[each]),
        say(
            "“Ankara warned Washington” names governments; “Iraqi” is an adjective, left out until you ask for it; "
            "“55 km west of Mosul” is not Mosul."
        ),
        changed,
    )
    st.segmented_control(
        say("What stands in several articles"),
        list(Reposts),
        key=_KEYS["reposts"],
        on_change=changed,
        required=True,
        format_func=lambda each: say(REPOSTS[each]),
        help=say("Of reposts and repeated paragraphs the oldest that you ask for counts, with all it mentions."),
    )


def _pills(
    name: str,
    label: str,
    options: Iterable[T],
    said: Callable[[T], str],
    help_: str,
    changed: Callable[[], None],
) -> None:
    """The filter *name* as pills, any number of which may be chosen; *said* is what stands on one."""
    st.pills(
        label,
        list(options),
        key=_KEYS[name],
        on_change=changed,
        selection_mode="multi",
        format_func=said,
        help=help_,
    )


def _draw_together(changed: Callable[[], None]) -> None:
    st.segmented_control(
        say("Of the places asked for"),
        list(Together),
        key=_KEYS["together"],
        on_change=changed,
        required=True,
        format_func=lambda each: say(TOGETHER[each]),
    )
