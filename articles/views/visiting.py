"""Who is at the page: asked anew each time, so that whom the operator strikes off is out at the next click."""

from __future__ import annotations

import logging
import os
import tomllib
from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from pathlib import Path
from typing import Literal, ParamSpec

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from articles.archive import Archive
from articles.decisions.deciding import Decisions
from articles.hosting.access import (
    Access,
    AccessError,
    NotAllowedError,
    Role,
    Visitor,
    access_from,
    is_at_the_machine,
    visitor_from,
)
from articles.retelling import retold
from articles.views.progress import plain
from articles.words import say

P = ParamSpec("P")

_log = logging.getLogger("dateline.access")

#: What this module keeps with a run of the script.
_VISITOR = "_dateline_visitor"

_SCRIPT = (Path(__file__).parent / "door.js").read_text(encoding="utf-8")
#: Keys of the section [auth] that are no provider.
_SHARED = frozenset({"client_kwargs", "expose_tokens"})


def visitor() -> Visitor:
    """Raises AccessError where the settings cannot be read: then nobody is let in.

    Looked up once in a run of the script, which asks some thirty times: to read the secrets anew each time took a sixth
    of a click.
    """
    run = get_script_run_ctx(suppress_warning=True)
    # Streamlit gives every run a new one of these.
    mark = run.cursors if run is not None else None
    kept = getattr(run, _VISITOR, None)
    if mark is not None and kept is not None and kept[0] is mark:
        known: Visitor = kept[1]
        return known
    who = visitor_from(access(), st.user.to_dict(), at_the_machine=_is_at_the_machine())
    if run is not None:
        setattr(run, _VISITOR, (mark, who))
    return who


def role_here() -> Role:
    """That of who is at the page; of settings that cannot be read, NOBODY."""
    try:
        return visitor().role
    except AccessError as error:
        _log.error("Nobody is let in: %s", error)
        return Role.NOBODY


def access() -> Access | None:
    """The operator's settings, as they are now."""
    return access_from(_secrets(), os.environ)


def require(role: Role, doing: str) -> Visitor:
    """Who is at the page; raises NotAllowedError where they may not."""
    who = visitor()
    who.require(role, doing)
    return who


def decisions(archive: Archive) -> Decisions:
    """The decisions over *archive*, to be made by who is at the page when they are made."""
    return Decisions(archive, by=visitor)


def refusals_told(act: Callable[P, None], tell: Callable[[str], object] = st.error) -> Callable[P, None]:
    """*act*, what is refused in it said in its place: a dialog runs again without the page around it."""

    @wraps(act)
    def told(*arguments: P.args, **named: P.kwargs) -> None:
        try:
            act(*arguments, **named)
        except NotAllowedError as refused:
            tell(plain(str(refused)))

    return told


def draw_door() -> None:
    """What stands in place of the page for whom it is not for: why, and the way in."""
    with st.container(key="entrance", width=620):
        _draw_door()


def _draw_door() -> None:
    st.title("Dateline", anchor=False)
    try:
        settings, who = access(), visitor()
    except AccessError as error:
        # What is wrong with the settings is the operator's to know: it is in the log, and on the machine's own page.
        at_the_machine = _is_at_the_machine()
        st.error(plain(retold(error)) if at_the_machine else say("The settings of this installation cannot be read."))
        return
    if settings is None:
        words = say(
            "Nobody has said yet who may come in from outside. On its own machine Dateline opens for whoever sits at "
            "it; for others its operator says who may do what, under [access] in Streamlit's secrets."
        )
        st.info(plain(words))
        return
    _remember_the_way()
    if who.address:
        st.info(plain(say("{address} is not on the list of those who may read here.", address=who.address)))
        _draw_sign_out()
    elif providers := _providers():
        st.write(say("Sign in to read here."))
        if _is_signed_in():
            st.warning(_not_vouched_for())
            _draw_sign_out()
        for name in providers:
            _draw_sign_in(name, primary=True)
    else:
        st.info(say("This archive is not open to the public."))


def draw_account() -> None:
    """Who is signed in, and the way out; or the way in. Nothing where nobody can sign in."""
    who = visitor()
    _remember_the_way()
    if not (providers := _providers()):
        return
    with st.container(key="account", horizontal=True, vertical_alignment="center"):
        if who.address:
            roles = {Role.PUBLIC: say("reader"), Role.READER: say("reader"), Role.EDITOR: say("editor")}
            role = roles.get(who.role, say("owner"))
            st.caption(plain(say("Signed in as {address}, {role}", address=who.address, role=role)))
            _draw_sign_out()
        elif _is_signed_in():
            st.caption(_not_vouched_for())
            _draw_sign_out()
        else:
            for name in providers:
                _draw_sign_in(name)


def _remember_the_way() -> None:
    """A link that was opened before signing in is open afterwards."""
    if not _providers():
        return
    with st.container(key="door-frame"):
        _component()(key="door", data={"signedIn": _is_signed_in()})


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., object]:
    return st.components.v2.component("dateline_door", js=_SCRIPT)


def _is_signed_in() -> bool:
    """Whether with an address that counts or without."""
    return st.user.to_dict().get("is_logged_in") is True


def _not_vouched_for() -> str:
    return say("Your provider does not vouch for your e-mail address, so it opens nothing here.")


def _draw_sign_in(provider: str, *, primary: bool = False) -> None:
    named = provider != "default"
    words = say("Sign in with {provider}", provider=provider.title()) if named else say("Sign in")
    style: Literal["primary", "tertiary"] = "primary" if primary else "tertiary"
    # Not as a callback: Streamlit's own sends the browser on its way from within the run.
    if st.button(plain(words), key=f"sign-in-{provider}", type=style):
        st.login(provider if named else None)


def _draw_sign_out() -> None:
    if st.button(say("Sign out"), key="sign-out", type="tertiary"):
        st.logout()


def _providers() -> tuple[str, ...]:
    """The names under which Streamlit knows them; "default" for the one without."""
    auth = _secrets().get("auth", {})
    if not isinstance(auth, Mapping):
        return ()
    named = tuple(name for name, value in auth.items() if isinstance(value, Mapping) and name not in _SHARED)
    return (*(("default",) if "client_id" in auth else ()), *named)


def _secrets() -> Mapping[str, object]:
    """Those of Streamlit's files as they stand now; empty where there are none. What cannot be read lets nobody in.

    Streamlit itself looks at them no more once they were broken for a moment: whom one then strikes off would stay.
    """
    try:
        files = [Path(each) for each in st.get_option("secrets.files")]
        tables = [_parsed(file, file.stat().st_mtime_ns, file.stat().st_size) for file in files if file.is_file()]
        if tables:
            return {name: value for table in tables for name, value in table.items()}
        # A folder of secrets, or AppTest's own.
        is_there = any(file.exists() for file in files) or st.secrets.load_if_toml_exists()
        return st.secrets.to_dict() if is_there else {}
    except (OSError, ValueError) as error:
        raise AccessError(f"Streamlit's secrets cannot be read ({error}): mend the file") from error


@lru_cache(maxsize=8)
def _parsed(file: Path, _modified: int, _size: int) -> dict[str, object]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _is_at_the_machine() -> bool:
    return is_at_the_machine(st.context.ip_address, st.context.headers.to_dict())
