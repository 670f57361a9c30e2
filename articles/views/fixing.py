"""The dialog that questions one mention: why it is there, what else it may mean, and what to settle for how much."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from articles import wording
from articles.article import Span
from articles.decisions.deciding import Decisions
from articles.decisions.decision import Action, Decision, Scope
from articles.decisions.judging import Judgement
from articles.decisions.previewing import Affected
from articles.excerpt import excerpt
from articles.hosting.access import Role
from articles.retelling import retold
from articles.storage.storing import subject_id
from articles.views.alternatives import draw_alternatives
from articles.views.progress import plain
from articles.views.visiting import refusals_told, require
from articles.wording import CERTAINTIES, TYPE, where_of
from articles.words import phrase, say
from places.coordinates import CoordinatesError, written
from places.finding import Choice as Found
from places.finding import Source, choices
from places.gazetteer import Gazetteer
from places.mention import Kind
from places.place import Place, Point

MOST_FOUND = 8
_TYPED, _MAP = "fix-typed", "fix-map"
_SCOPES = {
    Scope.MENTION: phrase("this mention"),
    Scope.ARTICLE: phrase("this article"),
    Scope.OUTLET: phrase("this outlet"),
    Scope.NAME: phrase("this name everywhere"),
}


@dataclass(frozen=True, slots=True)
class Fixing:
    """Which mention is questioned: the first of *place* (an id) in the passage that begins at *start*."""

    article: str
    start: int
    place: str


@dataclass(frozen=True, slots=True)
class _Choice:
    action: Action
    #: To be said, where it is no place.
    words: str = ""
    place: Place | None = None
    where: str = ""
    #: A point of the user's own.
    is_point: bool = False


def draw_fixing(
    fixing: Fixing, decisions: Decisions, gazetteer: Gazetteer, on_done: Callable[[Decision | None], None]
) -> None:
    """Open the dialog; *on_done* gets the decision that was made, None when it was dismissed."""
    judgement = _judgement(fixing, decisions)
    if judgement is None:
        on_done(None)
        return
    toponym = judgement.resolution.mention.toponym

    @st.dialog(plain(say("Which place is “{name}”?", name=toponym)), width="large", on_dismiss=lambda: on_done(None))
    @refusals_told
    def dialog() -> None:
        require(Role.EDITOR, "correct places")
        ranked, beside = st.columns([1, 1], gap="medium")
        with ranked:
            _draw_reasons(judgement, decisions)
            choice = _chosen(judgement, gazetteer, beside)
        scope = st.radio(
            say("This holds for"),
            list(_SCOPES),
            index=3,
            format_func=lambda each: say(_SCOPES[each]),
            horizontal=True,
            key="fix-scope",
        )
        with st.container(horizontal=True):
            why = st.text_input(say("Why (kept with the decision)"), key="fix-why", max_chars=300, width="stretch")
            who = st.text_input(say("Who"), key="fix-who", max_chars=60, placeholder=say("your initials"), width=140)
        if choice is None:
            return
        mention = judgement.resolution.mention
        draft = decisions.draft(
            choice.action,
            scope,
            toponym,
            article=fixing.article,
            span=Span(mention.start, mention.end),
            place=choice.place,
            where=choice.where,
            who=who,
            why=why,
        )
        affected = decisions.preview(draft)
        mentions, articles = wording.mentions(affected.mentions), wording.articles(affected.articles)
        st.caption(say("Will change {mentions} in {articles}.", mentions=mentions, articles=articles))
        draw_examples(affected)
        if st.button(say("Settle it"), type="primary", key="fix-save"):
            # A name may stand a hundred thousand times in the archive.
            with st.spinner(say("Settling ...")):
                on_done(decisions.decide(draft))
            st.rerun()

    dialog()


def draw_examples(affected: Affected) -> None:
    """Some of the passages that a decision would change, where a reader asks for them."""
    if affected.examples:
        with st.expander(say("Which ones")):
            st.html("".join(f'<div class="dl-passage">{excerpt(hit)}</div>' for hit in affected.examples))


def _judgement(fixing: Fixing, decisions: Decisions) -> Judgement | None:
    """The mention asked for; None where the text has changed meanwhile."""
    for each in decisions.judgements(fixing.article):
        if each.resolution.mention.start >= fixing.start and subject_id(each.resolution) == fixing.place:
            return each
    return None


def _draw_reasons(judgement: Judgement, decisions: Decisions) -> None:
    """Why here."""
    resolution = judgement.resolution
    place = resolution.place
    if place is None:
        words = say("The gazetteer knows no place of that name, so it is not on the map.")
        st.html(f'<p class="dl-hint">{words}</p>')
        return
    said = where_of(place.name, decisions.archive.where(place.id))
    if judgement.decision:
        who, why = judgement.decision.who, judgement.decision.why
        settled = (
            say("Settled by {who}: {place}.", who=who, place=said) if who else say("Settled: {place}.", place=said)
        )
        st.html(f'<p class="dl-hint">{escape(settled)} {escape(why)}</p>')
        return
    reasons = "".join(f"<li>{escape(retold(reason))}</li>" for reason in resolution.reasons[:8])
    took = say(
        "Dateline took it for {place}, {share} sure ({certainty}), because:",
        place=f"<b>{escape(said)}</b>",
        share=f"{resolution.confidence:.0%}",
        certainty=say(CERTAINTIES[judgement.certainty]),
    )
    st.html(f'<p class="dl-hint">{took}</p><ul class="dl-reasons">{reasons}</ul>')


def _chosen(judgement: Judgement, gazetteer: Gazetteer, beside: DeltaGenerator) -> _Choice | None:
    """What the reader chose of what it may mean; *beside* the list stands a map, where they can choose too."""
    toponym = judgement.resolution.mention.toponym
    typed = st.text_input(
        say("Another place: a name, or coordinates"),
        key=_TYPED,
        max_chars=120,
        placeholder=say("Samarra, or 34.2 43.87"),
    )
    offered = _places(typed, judgement, gazetteer)
    numbered = [(choice.place, choice.where) for choice in offered if choice.place]
    # Where a point was chosen the map stays as it lies.
    asked = toponym if any(choice.is_point for choice in offered) else f"{toponym} {typed}".strip()
    offered += [
        _Choice(Action.NOT_A_PLACE, phrase("Not a place: a person, a newspaper, a ship")),
        _Choice(Action.UNKNOWN, phrase("A place, but nobody can say which")),
        _Choice(Action.NO_ACTOR, phrase("No actor here, the place itself"))
        if judgement.resolution.mention.kind is Kind.GOVERNMENT
        else _Choice(Action.ACTOR, phrase("An actor here: the government, not the place")),
    ]
    key = f"fix-choice-{hash(typed)}"
    number = st.radio(
        say("What it means"),
        range(len(offered)),
        index=0 if typed and numbered else None,
        format_func=lambda each: plain(_label(offered[each], each + 1)),
        key=key,
    )
    chosen = None if number is None else offered[number]

    def choose(place_id: str) -> None:
        st.session_state[key] = next((n for n, (place, _) in enumerate(numbered) if place.id == place_id), number)

    def point_out(point: Point) -> None:
        # As if it had been typed: seen, and changed by hand where it is not quite right.
        st.session_state[_TYPED] = written(point)

    with beside:
        lit = chosen.place.id if chosen and chosen.place else ""
        draw_alternatives(asked, numbered, chosen=lit, on_place=choose, on_point=point_out, key=_MAP)
    return chosen


def _places(typed: str, judgement: Judgement, gazetteer: Gazetteer) -> list[_Choice]:
    """What was *typed*, then what the geoparser weighed, best first; its own answer can be confirmed."""
    own, toponym = judgement.own_place, judgement.resolution.mention.toponym
    weighed = [*([own] if own else []), *(each.place for each in judgement.resolution.candidates)]
    asked: tuple[Found, ...] = ()
    try:
        asked = choices(gazetteer, typed, toponym=toponym, candidates=weighed, limit=MOST_FOUND)
        if typed.strip() and not asked:
            st.warning(say("The gazetteer knows no place of that name. Try another spelling, or coordinates."))
    except CoordinatesError as error:
        st.warning(plain(retold(error)))
    found = {each.place.id: each for each in asked}
    if typed.strip():
        known = choices(gazetteer, "", toponym=toponym, candidates=weighed, limit=MOST_FOUND)
        found |= {each.place.id: each for each in known if each.place.id not in found}
    return [
        _Choice(
            Action.CONFIRM if own and own.id == each.place.id else Action.PLACE,
            place=each.place,
            where=each.where,
            is_point=each.source is Source.COORDINATES,
        )
        for each in list(found.values())[:MOST_FOUND]
    ]


def _label(choice: _Choice, number: int) -> str:
    place = choice.place
    if place is None:
        return say(choice.words)
    parts = [where_of(place.name, choice.where)]
    if choice.is_point:
        parts.append(written(place.point))
    else:
        parts.append(say(TYPE[place.type]))
    if place.population:
        parts.append(wording.people(place.population))
    label = f"{number} · " + " · ".join(parts)
    return say("{place}: right as it is", place=label) if choice.action is Action.CONFIRM else label
