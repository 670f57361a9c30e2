"""The dialog that asks a geocoder, as it stands in a session: what is asked, what was placed, what is kept back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from articles.asking import ToAsk
from articles.decisions.decision import Decision
from articles.hosting.access import NotAllowedError
from articles.storage.database import ArchiveError
from articles.view import View
from places.asking.errors import GeocodingError
from places.asking.round import Round

#: Session keys: the dialog while it is open, and the names that somebody unticked, which stay so.
_ASKING = "asking"
_KEPT_BACK = "asking-kept-back"


@dataclass
class Asking:
    """Changes with every click in the dialog."""

    view: View
    #: Path of the archive it was opened for.
    archive: str
    #: None while names are chosen.
    round: Round | None = None
    #: By what is sent.
    asked: dict[str, ToAsk] = field(default_factory=dict)
    #: What a person chose: a decision on the name, or None for an outline.
    placed: dict[str, Decision | None] = field(default_factory=dict)
    #: Names of whose answers a person chose none.
    skipped: set[str] = field(default_factory=set)
    #: What went wrong with the last click.
    fault: str = ""

    def do(self, what: Callable[[], None]) -> None:
        """What a click asks for; a fault of it is told in the dialog."""
        self.fault = ""
        try:
            what()
        except (GeocodingError, ArchiveError, NotAllowedError) as error:
            self.fault = str(error)

    def back(self) -> None:
        """To the list of names."""
        self.round = None
        self.placed.clear()
        self.skipped.clear()


def asking_here() -> Asking | None:
    """None while the dialog is closed."""
    asking: Asking | None = st.session_state.get(_ASKING)
    return asking


def open_asking(view: View, archive: str) -> None:
    st.session_state[_ASKING] = Asking(view, archive)


def close_asking() -> None:
    asking: Asking | None = st.session_state.pop(_ASKING, None)
    if asking and asking.round:
        asking.round.stop()


def kept_back() -> set[str]:
    """Names that nobody is to be asked about: what is unticked once is so whenever the dialog is opened again."""
    names: set[str] = st.session_state.setdefault(_KEPT_BACK, set())
    return names
