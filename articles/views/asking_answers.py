"""What a geocoder answered: the places a name may mean, for a person to choose from, name by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import streamlit as st

from articles import wording
from articles.archive import Archive
from articles.asking import Knows, draft, near, settle
from articles.decisions.decision import Decision
from articles.hosting.access import Role
from articles.retelling import retold
from articles.views.asking_state import Asking, close_asking
from articles.views.progress import plain
from articles.views.visiting import decisions, require
from articles.wording import where_of
from articles.words import say, say_many
from places.asking.outlines import Outline
from places.asking.ranking import Choice, ranked
from places.asking.round import Outcome, Round
from places.geocoding import Geocoder
from places.map import MapFilesMissingError, Mark, draw_map

_MAP_HEIGHT_PIXELS = 260


class Desk(Protocol):
    """What the answers need of the desk of the session."""

    @property
    def gazetteer(self) -> Knows: ...


def draw_answers(asking: Asking, round_: Round, archive: Archive, geocoder: Geocoder, desk: Callable[[], Desk]) -> None:
    found = [each for each in round_.outcomes if each.reply and each.reply.answers]
    open_ = [each for each in found if each.name not in asking.placed and each.name not in asking.skipped]
    _draw_state(asking, round_, archive, geocoder)
    if open_:
        _draw_name(asking, open_[0], f"{len(found) - len(open_) + 1} / {len(found)}", archive, geocoder, desk)
    elif found:
        st.success(say("Every answer is looked through."))
    if licences := sorted({each.reply.source.licence for each in found if each.reply}):
        st.caption(plain(say("Answers: {licences}", licences="; ".join(licences))))

    with st.container(horizontal=True):
        if st.button(say("Close"), key="asking-close", type="secondary" if open_ else "primary"):
            close_asking()
            st.rerun()
        st.button(say("Back to the list"), key="asking-back", on_click=asking.back)


def _draw_state(asking: Asking, round_: Round, archive: Archive, geocoder: Geocoder) -> None:
    """What went wrong, what nobody knows, and what was placed so far."""
    if fault := round_.fault:
        st.error(plain(retold(fault)), icon="⚠️")
    left = len(round_.names) - sum(each.reply is not None for each in round_.outcomes)
    if left:
        words = say_many("{n} name is still to be asked.", "{n} names are still to be asked.", left)
        st.caption(words)
    nothing = [each.name for each in round_.outcomes if each.reply and not each.reply.answers]
    if nothing:
        words = say_many(
            "{service} knows no place of this name: {names}",
            "{service} knows no places of these names: {names}",
            len(nothing),
            service=geocoder.title,
            names=", ".join(nothing),
        )
        st.caption(plain(words))
    for name, decision in asking.placed.items():
        _draw_placed(asking, name, decision, archive)


def _draw_placed(asking: Asking, name: str, decision: Decision | None, archive: Archive) -> None:
    if decision is None or decision.place is None:
        st.caption(plain(say("{name} is drawn by its outline now.", name=name)))
        return
    meant = where_of(decision.place.name, decision.where)

    def undo() -> None:
        require(Role.EDITOR, "correct places")
        decisions(archive).undo(decision.id)
        del asking.placed[name]
        asking.skipped.add(name)

    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(plain(say("“{name}” is settled: {meant}.", name=name, meant=meant)), width="stretch")
        st.button(say("Undo"), key=f"asking-undo-{decision.id}", on_click=asking.do, args=(undo,))


def _draw_name(
    asking: Asking, outcome: Outcome, position: str, archive: Archive, geocoder: Geocoder, desk: Callable[[], Desk]
) -> None:
    reply = outcome.reply
    assert reply is not None  # noqa: S101  # for mypy
    asked = asking.asked[outcome.name]
    choices = ranked(reply, near(archive, asked))
    if asked.province:
        choices = tuple(each for each in choices if each.answer.rings) or choices
    st.subheader(f"{plain(outcome.name)} :gray[{position}]", anchor=False)
    number = st.radio(
        say("What {service} says it may be, the likeliest first", service=geocoder.title),
        range(len(choices)),
        format_func=lambda each: _told(choices[each]),
        index=None,
        key=f"asking-choice-{outcome.name}",
    )
    _draw_choices(choices, number)
    chosen = None if number is None else choices[number]

    def skip() -> None:
        asking.skipped.add(outcome.name)

    def nod() -> None:
        if chosen is None:
            return
        require(Role.EDITOR, "correct places")
        if asked.province:
            geocoder.store.accept(chosen.answer, reply.source, asked.province.id)
            asking.placed[outcome.name] = None
        else:
            asking.placed[outcome.name] = settle(
                asked, chosen.answer, reply, decisions(archive), geocoder.store, desk().gazetteer
            )

    if chosen and not asked.province:
        affected = decisions(archive).preview(draft(asked, chosen.answer, reply, decisions(archive), desk().gazetteer))
        mentions, articles = wording.mentions(affected.mentions), wording.articles(affected.articles)
        st.caption(say("Will change {mentions} in {articles}.", mentions=mentions, articles=articles))
    with st.container(horizontal=True):
        label = say("Draw it by this outline") if asked.province else say("It is this place")
        is_useless = chosen is None or bool(asked.province and not chosen.answer.rings)
        st.button(label, type="primary", key="asking-nod", disabled=is_useless, on_click=asking.do, args=(nod,))
        st.button(say("None of these"), key="asking-skip", on_click=skip)


def _told(choice: Choice) -> str:
    answer = choice.answer
    parts = [where_of(answer.name, answer.where), answer.kind]
    if choice.nearest:
        parts.append(say("{km} km from {place}", km=f"{choice.km:,.0f}", place=choice.nearest.name))
    if answer.rings:
        parts.append(say("with its outline"))
    return plain(" · ".join(part for part in parts if part))


def _draw_choices(choices: tuple[Choice, ...], number: int | None) -> None:
    """A small map of what the name may mean, the chosen one lit."""
    # Several answers may be one place of the same id in different words: a mark each is enough.
    marks = {each.answer.id: Mark(each.answer.place, each.answer.where, 1, 0, 0) for each in choices}
    outline = Outline(lambda place: None, {each.answer.id: each.answer.rings for each in choices})
    lit = choices[number].answer.id if number is not None else ""
    try:
        draw_map(list(marks.values()), selected=lit, outline=outline, on_change=lambda: None, key="asking-map",
                 height=_MAP_HEIGHT_PIXELS)  # fmt: skip
    except MapFilesMissingError as missing:
        st.caption(plain(str(missing)))
