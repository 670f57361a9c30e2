"""The view the session is in: read from the link, kept in the session, written back to the link."""

from __future__ import annotations

import streamlit as st

from articles.hosting.short_links import PARAMETER
from articles.view import PARAMETERS, View
from articles.views.archives import slug_here
from articles.views.short import asked_view, is_short

VIEW = "view"
LINK = "link"


def current_view() -> View:
    """The one state of the session; everything drawn follows from it."""
    view: View = st.session_state.get(VIEW, View())
    return view.with_(archive=slug_here())


def follow_link() -> None:
    """Take over what the address bar says where it is not what we last wrote: a fresh link, back, forward.

    Raises UnknownLinkError for a short link that is none.
    """
    link = {name: st.query_params.get_all(name) for name in sorted(PARAMETERS) if name in st.query_params}
    if is_short():
        link = dict(sorted(asked_view().to_query().items()))
    if slug := slug_here():
        link["archive"] = [slug]
    if link != st.session_state.get(LINK):
        st.session_state[LINK] = link
        st.session_state[VIEW] = View.from_query(link)


def show(view: View) -> None:
    """Make *view* the session's, and the address bar its link, as one step of the browser's history.

    A view never leads to another archive: that is a link of its own.
    """
    view = view.with_(archive=slug_here())
    st.session_state[VIEW] = view
    link = view.to_query()
    if link == st.session_state.get(LINK):
        return
    st.session_state[LINK] = dict(sorted(link.items()))
    ours = PARAMETERS | {PARAMETER}
    others = {name: st.query_params.get_all(name) for name in st.query_params if name not in ours}
    st.query_params.from_dict({**others, **link})
