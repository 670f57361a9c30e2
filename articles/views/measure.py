"""The two switches above the map: as what a place's name counts, and what its mark is sized by."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from articles.actors import KINDS, Standing, standing
from articles.view import SIZES, View
from articles.words import phrase, say

STANDINGS = {
    Standing.PLACES: phrase("Places"),
    Standing.BOTH: phrase("Places and actors"),
    Standing.ACTORS: phrase("Actors"),
}
SIZED = {"mentions": phrase("Mentions"), "articles": phrase("Articles"), "outlets": phrase("Outlets")}
_STANDING, _SIZE = "measure_standing", "measure_size"


def draw_measure(current: Callable[[], View], on_view: Callable[[View], None]) -> None:
    """Show how the current view counts, and hand the view it is changed to to *on_view*.

    The view is asked for again when a switch is moved: a click on the map may have come between.
    """
    view = current()
    st.session_state[_STANDING], st.session_state[_SIZE] = standing(view), view.size

    def switched() -> None:
        if (chosen := st.session_state[_STANDING]) is not None:
            on_view(current().with_(kinds=KINDS[chosen]))

    def sized() -> None:
        on_view(current().with_(size=st.session_state[_SIZE]))

    with st.container(key="measure", horizontal=True, gap="medium", vertical_alignment="bottom"):
        st.segmented_control(
            say("What counts"),
            list(Standing),
            key=_STANDING,
            format_func=lambda each: say(STANDINGS[each]),
            on_change=switched,
            help=say(
                "“Ankara warned Washington” names two governments, not two cities: they are actors, drawn hollow on "
                "the map. With places or actors alone, only passages that name one count. Mentions of both add up."
            ),
        )
        st.segmented_control(
            say("Size of the marks"),
            SIZES,
            key=_SIZE,
            required=True,
            format_func=lambda each: say(SIZED[each]),
            on_change=sized,
        )
