"""Unguarded: a page that runs without what guards the server's addresses shows an archive that needs no guarding.

``streamlit run dashboard.py``, and a host that starts the page by itself, put nothing before Streamlit: who knows the
address of a file to take along is given it, and the headers are missing. Whoever sits at the machine is not held up.
"""

from __future__ import annotations

import os
from collections.abc import Callable

import streamlit as st

from articles.hosting.access import NotAllowedError, is_at_the_machine
from articles.hosting.installation import Housing
from articles.hosting.policy import FULL
from articles.hosting.settings import Settings, Visibility
from articles.words import say

#: Which process the guards stand before: known to whoever asks, also when Streamlit has loaded our modules anew.
_GUARDED = "_DATELINE_GUARDED_PROCESS"


def note_guards() -> None:
    """The guards stand before this process."""
    os.environ[_GUARDED] = str(os.getpid())


def require_guards(housing: Housing, is_sample: Callable[[], bool]) -> None:
    """Raises NotAllowedError where nothing guards the archive, and it is neither the sample nor everybody's in full."""
    if os.environ.get(_GUARDED) == str(os.getpid()):
        return
    if is_at_the_machine(st.context.ip_address, st.context.headers.to_dict()):
        return
    if not is_sample() and not is_open(housing.settings.read()):
        raise NotAllowedError(
            say(
                "This archive is not shown here: it is not everybody's in full, and this server runs the page without "
                "the guards that keep it so. Whoever runs it starts serve.py in place of dashboard.py, or opens the "
                "archive to everybody; docs/hosting.md tells how."
            )
        )


def is_open(settings: Settings) -> bool:
    """Whether everybody is given all of every text."""
    rules = (settings.policy.default, *(rule for _, rule in settings.policy.outlets))
    return settings.visibility is Visibility.PUBLIC and all(rule.public == FULL for rule in rules)
