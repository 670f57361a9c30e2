"""Waiting: the queue to check as a session keeps it, gone through once, and after a decision only where it changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from articles.archive import Archive
from articles.decisions.deciding import Decisions
from articles.decisions.queue import Queue, check_queue, rechecked
from articles.views.visiting import refusals_told
from articles.words import say

_KEPT = "check-queue"


@dataclass(frozen=True, slots=True)
class _Kept:
    """The queue of the archive at *path* as it is at *revision*."""

    path: str
    revision: int
    queue: Queue


def waiting(archive: Archive) -> Queue:
    """What waits to be checked."""
    kept = _kept(archive)
    if kept is None:
        path, revision = str(archive.path), archive.revision
        with st.spinner(say("Weighing what is doubtful ...")):
            kept = _Kept(path, revision, _queue_at(archive, path, revision))
        st.session_state[_KEPT] = kept
    return kept.queue


@partial(refusals_told, tell=st.toast)
def settle(decisions: Decisions, change: Callable[[], object]) -> None:
    """Make *change*, which decides or takes back, and bring the queue up to it without going through all of it."""
    archive = decisions.archive
    # In this order: whatever another person decides meanwhile is either applied before, or gone through after.
    known = len(decisions.file.read().decisions)
    archive.apply_decisions()
    before = _kept(archive)
    change()
    if before is not None:
        names = [decisions.names(each) for each in decisions.file.read().decisions[known:]]
        revision = archive.revision
        queue = rechecked(archive, before.queue, frozenset[str]().union(*names))
        st.session_state[_KEPT] = _Kept(before.path, revision, queue)


def _kept(archive: Archive) -> _Kept | None:
    kept: _Kept | None = st.session_state.get(_KEPT)
    return kept if kept and (kept.path, kept.revision) == (str(archive.path), archive.revision) else None


@st.cache_resource(max_entries=4, show_spinner=False)
def _queue_at(_archive: Archive, path: str, revision: int) -> Queue:
    """Kept for all sessions, for the archive at *path* as long as its *revision* is the same."""
    return check_queue(_archive)
