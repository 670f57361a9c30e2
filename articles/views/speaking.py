"""Speaking: in which language the page speaks to this reader, and the switch between languages."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from articles.view import View
from articles.views.streamlit_words import STREAMLIT
from articles.words import (
    ENGLISH,
    is_right_to_left,
    language,
    languages,
    own_name,
    say,
    use_language,
    when_unset,
)

#: The name in a link, and of the cookie that keeps the choice as long as the browser is open.
LANGUAGE = "lang"
COOKIE = "dateline-lang"
#: Session key: the language that a link of this session asked for.
_CHOSEN = "language"


def speak() -> None:
    """Begin a run of the page: from here on it is in the reader's language.

    A fragment that runs by itself needs nothing: it does so in the session's thread, or in a new one, which asks.
    """
    use_language(_asked())
    chosen = chosen_language()
    with st.container(key="speaking-frame"):
        _component()(
            key="speaking",
            data={
                "language": language(),
                "direction": "rtl" if is_right_to_left(language()) else "ltr",
                "cookie": f"{COOKIE}={chosen}" if chosen in languages() else "",
                "words": {} if language() == ENGLISH else {text: say(text) for text in STREAMLIT},
            },
        )


def _asked() -> str:
    """What the reader chose, else the first of the browser's languages where it is known, else English."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return ENGLISH
    named = st.query_params.get(LANGUAGE, "")
    if named in languages():
        st.session_state[_CHOSEN] = named
    chosen = chosen_language()
    return chosen if chosen in languages() else _of_the_browser()


def chosen_language() -> str:
    """What a link of this session asked for, or an earlier one in this browser; "" where nobody chose."""
    chosen: str = st.session_state.get(_CHOSEN, "")
    return chosen or str(st.context.cookies.get(COOKIE, ""))


def _of_the_browser() -> str:
    # "ar-IQ", say; Streamlit knows the first of its languages only.
    code = (st.context.locale or "").replace("_", "-").partition("-")[0].lower()
    return code if code in languages() else ENGLISH


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., object]:
    script = (Path(__file__).parent / "speaking.js").read_text(encoding="utf-8")
    return st.components.v2.component("dateline_speaking", js=script)


def switch(view: View, *, css: str = "dl-languages") -> str:
    """Links to *view* in the other languages, each in its own name, as HTML; the page is opened anew there."""
    join = "&" if len(view.link) > 1 else ""
    links = (
        f'<a href="{escape(f"{view.link}{join}{LANGUAGE}={code}")}" target="_self" lang="{code}" hreflang="{code}">'
        f"{escape(own_name(code))}</a>"
        for code in languages()
        if code != language()
    )
    return f'<span class="{css}">{" · ".join(links)}</span>'


when_unset(_asked)
