"""Imports: those that are on their way, those that were stopped, and the reports of those there were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from articles.hosting.access import Role
from articles.imports.jobs import Imports, Past, State
from articles.imports.running import Running
from articles.imports.steps import Did, Step
from articles.retelling import retold
from articles.storage.database import ArchiveError
from articles.views.intake import Intake
from articles.views.progress import plain
from articles.views.visiting import refusals_told, role_here
from articles.words import phrase, say, say_many

#: Session key: the import whose report is shown.
SHOWN = "import-shown"
_POLL_SECONDS = 1.0
MOST_PROBLEMS = 12
MOST_ROWS = 20_000

_DID = {
    Did.ADDED: phrase("added"),
    Did.REPLACED: phrase("replaced"),
    Did.UNCHANGED: phrase("already there"),
    Did.REPEATED: phrase("repeated"),
    Did.SKIPPED: phrase("left out"),
}
_STATE = {
    State.RUNNING: phrase("running"),
    State.STOPPED: phrase("stopped"),
    State.DONE: phrase("done"),
    State.CANCELLED: phrase("cancelled"),
}


def draw_under_way(intake: Intake) -> None:
    """Imports that run, with their progress; those that were stopped, to be gone on with; the last one's report."""
    with st.container(key="imports-running"):
        for running in intake.runner.running():
            _draw_running(running, intake)
    with st.container(key="imports-stopped"):
        # One that has just begun does not hold its lock yet.
        here = {running.id for running in intake.runner.running()}
        for past in intake.imports.stopped():
            if past.id not in here:
                _draw_stopped(past, intake)
    with st.container(key="import-shown"):
        _draw_shown(intake)


def draw_past(imports: Imports) -> None:
    """Every import there was, and the report of the one that is chosen."""
    found = imports.all()
    if not found:
        st.caption(say("Nothing was imported yet."))
        return
    by_id = {past.id: past for past in found}
    chosen = st.selectbox(
        say("Import"), list(by_id), format_func=lambda id_: _titled(by_id[id_]), key=f"import-past-{len(found)}"
    )
    _draw_report(by_id[chosen], imports.steps(chosen))


@st.fragment(run_every=_POLL_SECONDS)
def _draw_running(running: Running, intake: Intake) -> None:
    if running.has_ended or role_here() < Role.EDITOR:
        # The rest of the page shows what came in, or that it is an editor's.
        st.rerun()

    def cancel() -> None:
        refusals_told(intake.cancel, st.toast)(running)

    with st.container(border=True):
        doing = plain(retold(running.doing)) or say("Reading ...")
        st.progress(running.fraction, f"{running.fraction:.0%} · {doing}" if running.fraction else doing)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(say("Cancel"), key=f"cancel-{running.id}", on_click=cancel, disabled=running.is_cancelled)
            st.caption(
                say("Ending before the next article ...")
                if running.is_cancelled
                else say("You can go on reading meanwhile. What is in stays in if you cancel.")
            )


def _draw_stopped(past: Past, intake: Intake) -> None:
    names = _named(past)
    done = _counted(past.head.counts)
    why = retold(past.head.fault) or say("the server was stopped")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.warning(
            plain(say("The import of {names} was stopped: {why}. By then: {done}.", names=names, why=why, done=done))
        )
        if st.button(say("Go on"), key=f"go-on-{past.id}", type="primary"):
            st.session_state[SHOWN] = past.id
            intake.go_on(past.id)
            st.rerun()
        if st.button(say("Give up"), key=f"give-up-{past.id}"):
            st.session_state[SHOWN] = past.id
            _told(intake, past.id)
            st.rerun()


def _told(intake: Intake, id_: str) -> None:
    try:
        intake.give_up(id_)
    except ArchiveError as error:
        st.toast(plain(retold(error)))


def _draw_shown(intake: Intake) -> None:
    """The report of the import this session began last, when it has ended."""
    id_ = st.session_state.get(SHOWN)
    if not id_:
        return
    running = intake.runner.find(id_)
    if running is not None and not running.has_ended:
        return
    try:
        past = intake.imports.past(id_)
    except ArchiveError:
        # Of another archive, or put away since.
        return
    if past.state in (State.DONE, State.CANCELLED):
        _draw_report(past, intake.imports.steps(id_))


def _draw_report(past: Past, steps: Sequence[Step]) -> None:
    head = past.head
    counts = Counter(step.did for step in steps)
    came_in = sum(counts[did] for did in Did if did is not Did.SKIPPED)
    words = say("{what}: {counts}.", what=_named(past), counts=_counted(counts))
    if past.state is State.CANCELLED:
        words = say("Cancelled. {report}", report=words)
    (st.success if came_in else st.error)(plain(words))
    signed = say(" by {who}", who=head.who) if head.who else ""
    st.caption(plain(say("{when} UTC{signed}", when=f"{head.began:%Y-%m-%d %H:%M}", signed=signed)))
    _draw_lacking(steps)
    skipped = [step for step in steps if step.did is Did.SKIPPED]
    for step in skipped[:MOST_PROBLEMS]:
        # st.text shows what it is given, as it stands: a file's name is anybody's words.
        with st.container(border=True):
            st.text(f"{retold(step.source)}: {retold(step.why)}")
    if len(skipped) > MOST_PROBLEMS:
        st.caption(say("{n} more are in the table.", n=f"{len(skipped) - MOST_PROBLEMS:,}"))
    if steps:
        with st.expander(say("All that was met"), expanded=False):
            _draw_table(steps)


def _draw_lacking(steps: Sequence[Step]) -> None:
    """How many articles came in without their day or their outlet: nothing was made up for them."""
    lacking = Counter(name for step in steps if step.did is not Did.SKIPPED for name in step.lacks)
    parts = [
        say_many("{n} has no date", "{n} have no date", lacking["published"]) if lacking["published"] else "",
        say_many("{n} names no outlet", "{n} name no outlet", lacking["outlet"]) if lacking["outlet"] else "",
    ]
    if any(parts):
        st.caption(say("Of these, {parts}; nothing was made up for them.", parts=say(", ").join(filter(None, parts))))


def _draw_table(steps: Sequence[Step]) -> None:
    shown = steps[:MOST_ROWS]
    said = {"published": say("no date"), "outlet": say("no outlet")}
    frame = pd.DataFrame(
        {
            say("What"): [say(_DID[step.did]) for step in shown],
            say("Headline"): [step.headline for step in shown],
            say("File"): [retold(step.source) for step in shown],
            say("Why, or what is missing"): [
                retold(step.why) or say(", ").join(said[name] for name in step.lacks if name in said) for step in shown
            ],
        },
        dtype="string",
    )
    st.dataframe(frame, hide_index=True, width="stretch")


def _titled(past: Past) -> str:
    return (
        f"{past.head.began:%Y-%m-%d %H:%M} · {say(_STATE[past.state])} · {_counted(past.head.counts)} · {_named(past)}"
    )


def _counted(counts: Mapping[Did, int]) -> str:
    parts = [
        say_many("{n} article added", "{n} articles added", counts.get(Did.ADDED, 0)),
        say_many("{n} replaced", "{n} replaced", n) if (n := counts.get(Did.REPLACED, 0)) else "",
        say_many("{n} already there", "{n} already there", n) if (n := counts.get(Did.UNCHANGED, 0)) else "",
        say_many("{n} repeated", "{n} repeated", n) if (n := counts.get(Did.REPEATED, 0)) else "",
        say_many("{n} left out", "{n} left out", n) if (n := counts.get(Did.SKIPPED, 0)) else "",
    ]
    return say(", ").join(filter(None, parts))


def _named(past: Past) -> str:
    names = tuple(map(retold, past.head.names))
    shown = say(", ").join(names[:3])
    return say("{names} and {n} more", names=shown, n=len(names) - 3) if len(names) > 3 else shown
