"""Which archive the session is at: the one its link names; and the switch to the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

import streamlit as st

from articles.hosting.access import Role
from articles.hosting.installation import Housing, Installation, UnknownArchiveError
from articles.hosting.settings import SettingsError, Visibility
from articles.hosting.short_links import UnknownLinkError
from articles.retelling import retold
from articles.view import MAIN, View
from articles.views.progress import plain
from articles.views.short import asked_view, draw_unknown_link, is_short
from articles.views.visiting import role_here
from articles.words import say
from places.folders import home_folder

#: The name in a link, and the session key: the slug that the session's link said last, "" for main.
ARCHIVE = "archive"
#: What a session keeps that goes to another archive: the language a link chose.
_KEPT = ("language",)

_KEEP = """export default function ({ data }) {
  const address = new URL(location.href);
  if (!data.archive || address.searchParams.has("archive")) return;
  address.searchParams.set("archive", data.archive);
  history.replaceState(history.state, "", address);
}
"""

#: The role that a reader needs at least.
_NEEDED = {Visibility.PUBLIC: Role.PUBLIC, Visibility.SIGNED_IN: Role.READER, Visibility.EDITORS: Role.EDITOR}


def installation() -> Installation:
    return Installation(home_folder())


def settle_archive() -> None:
    """Begin a run of the page: take over the archive that the link names.

    A link without one is that of the page the session came from, which Streamlit forgets on the way to another.
    """
    asked = _asked()
    if asked is None:
        return
    slug, before = "" if asked == MAIN else asked, st.session_state.get(ARCHIVE)
    if before is not None and before != slug:
        # Nothing that was selected, typed or settled there means anything here.
        for key in [key for key in st.session_state if key not in _KEPT]:
            del st.session_state[key]
    st.session_state[ARCHIVE] = slug


def _asked() -> str | None:
    """The archive that the address names, or its short link stands for; None where it names none."""
    if not is_short():
        return st.query_params.get(ARCHIVE)
    try:
        return asked_view().archive
    except UnknownLinkError:
        return None


def keep_in_address(page: str) -> None:
    """Write the archive into the address where Streamlit left it out on the way to *page*: a link is copied from there.

    In the browser, as no step of its history: a step more on each way would trap the button back.
    """
    # A short link says it already, perhaps to somebody who is not to know the name.
    slug = "" if is_short() else slug_here()
    with st.container(key="archive-frame"):
        _component()(key="archive-address", data={"archive": slug, "page": page, "named": ARCHIVE in st.query_params})


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., object]:
    return st.components.v2.component("dateline_archive", js=_KEEP)


def slug_here() -> str:
    """The slug as the link has it, whether there is such an archive or not; "" for main."""
    slug: str = st.session_state.get(ARCHIVE, "")
    return slug


def housing_here() -> Housing:
    """Where the session's archive stands. Raises UnknownArchiveError, also for one that is not for this reader."""
    housing = installation().find(slug_here())
    if not _may_see(housing):
        raise UnknownArchiveError(housing.slug)
    return housing


def go_to(slug: str) -> None:
    """Let the session be at another archive from its next run on."""
    st.query_params.from_dict({ARCHIVE: slug})


def switch() -> str:
    """The archives this reader may see, as HTML that unfolds, each a link; "" while there is but one."""
    shown = tuple(_visible())
    if len(shown) < 2:
        return ""
    here = slug_here() or MAIN
    links = "".join(
        f'<li><a href="{escape(link_to(each.slug))}" target="_self"'
        f"{' aria-current=page' if each.slug == here else ''}><bdi>{escape(retold(each.title))}</bdi></a></li>"
        for each in shown
    )
    return f'<details class="dl-archives"><summary>{escape(say("Archives"))}</summary><ul>{links}</ul></details>'


def title_here() -> str:
    """What the session's archive is called; "" for main while it has no title of its own."""
    try:
        housing = housing_here()
        return housing.settings.read().title or ("" if housing.is_main else housing.title)
    except (UnknownArchiveError, SettingsError):
        return ""


def link_to(slug: str) -> str:
    """A link to the whole archive, from any page: the browser opens it anew, so that nothing of the old one stays."""
    return f"./{View(archive='' if slug == MAIN else slug).link}" if slug != MAIN else f"./?{ARCHIVE}={MAIN}"


def draw_unknown(fault: UnknownArchiveError) -> None:
    """What stands in place of the page where the link names no archive this reader may see, and the ways out."""
    if is_short():
        draw_unknown_link(ways_on())
        return
    st.title(say("There is no such archive"), anchor=False)
    st.write(plain(say("The link asks for “{name}”, which is not here, or not open to you.", name=fault.slug[:80])))
    st.html(ways_on())


def ways_on() -> str:
    """The archives this reader may see, as HTML, each a link."""
    links = "".join(
        f'<li><a href="{escape(link_to(each.slug))}" target="_self"><bdi>{escape(retold(each.title))}</bdi></a></li>'
        for each in _visible()
    )
    return f"<ul>{links}</ul>" if links else "<i></i>"


def _visible() -> Iterator[Housing]:
    return (housing for housing in installation().archives() if _may_see(housing))


def _may_see(housing: Housing) -> bool:
    return may_see(housing, role_here())


def may_see(housing: Housing, role: Role) -> bool:
    """Whether somebody of that role is shown the archive at all."""
    if role >= Role.EDITOR:
        return True
    try:
        return role >= _NEEDED[housing.settings.read().visibility]
    except SettingsError:
        return False
