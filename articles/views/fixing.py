"""The dialog that questions one mention: why it is there, what else it may mean, and what to settle for how much."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import streamlit as st

from articles import wording
from articles.article import Span
from articles.decisions.deciding import Decisions, Judgement
from articles.decisions.decision import Action, Decision, Scope
from articles.excerpt import excerpt
from articles.storing import unplaced_id
from articles.views.progress import plain
from articles.wording import CERTAINTIES, TYPE, where_of
from articles.words import phrase, say
from places.coordinates import CoordinatesError, parse_point
from places.gazetteer import Gazetteer
from places.mention import Kind
from places.own_file import own_id
from places.place import FeatureClass, Place

MOST_FOUND = 8
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
    label: str
    action: Action
    place: Place | None = None
    where: str = ""


def draw_fixing(
    fixing: Fixing, decisions: Decisions, gazetteer: Gazetteer, on_done: Callable[[Decision | None], None]
) -> None:
    """Open the dialog; *on_done* gets the decision that was made, None when it was dismissed."""
    judgement = _judgement(fixing, decisions)
    if judgement is None:
        on_done(None)
        return
    toponym = judgement.resolution.mention.toponym

    @st.dialog(plain(say("Which place is “{name}”?", name=toponym)), width="medium", on_dismiss=lambda: on_done(None))
    def dialog() -> None:
        _draw_reasons(judgement, decisions)
        choice = _chosen(judgement, gazetteer)
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
        if affected.examples:
            with st.expander(say("Which ones")):
                st.html("".join(f'<div class="dl-passage">{excerpt(hit)}</div>' for hit in affected.examples))
        if st.button(say("Settle it"), type="primary", key="fix-save"):
            on_done(decisions.decide(draft))
            st.rerun()

    dialog()


def _judgement(fixing: Fixing, decisions: Decisions) -> Judgement | None:
    """The mention asked for; None where the text has changed meanwhile."""
    for each in decisions.judgements(fixing.article):
        mention, place = each.resolution.mention, each.resolution.place
        if mention.start >= fixing.start and (place.id if place else unplaced_id(mention.toponym)) == fixing.place:
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
    reasons = "".join(f"<li>{escape(reason)}</li>" for reason in resolution.reasons[:8])
    took = say(
        "Dateline took it for {place}, {share} sure ({certainty}), because:",
        place=f"<b>{escape(said)}</b>",
        share=f"{resolution.confidence:.0%}",
        certainty=say(CERTAINTIES[judgement.certainty]),
    )
    st.html(f'<p class="dl-hint">{took}</p><ul class="dl-reasons">{reasons}</ul>')


def _chosen(judgement: Judgement, gazetteer: Gazetteer) -> _Choice | None:
    typed = st.text_input(
        say("Another place: a name, or coordinates"),
        key="fix-typed",
        max_chars=120,
        placeholder=say("Samarra, or 34.2 43.87"),
    )
    choices = [*_typed(typed, judgement, gazetteer), *_known(judgement, gazetteer)]
    choices += [
        _Choice(say("Not a place: a person, a newspaper, a ship"), Action.NOT_A_PLACE),
        _Choice(say("A place, but nobody can say which"), Action.UNKNOWN),
        _Choice(say("No actor here, the place itself"), Action.NO_ACTOR)
        if judgement.resolution.mention.kind is Kind.GOVERNMENT
        else _Choice(say("An actor here: the government, not the place"), Action.ACTOR),
    ]
    number = st.radio(
        say("What it means"),
        range(len(choices)),
        index=0 if typed else None,
        format_func=lambda each: plain(choices[each].label),
        key=f"fix-choice-{hash(typed)}",
    )
    return None if number is None else choices[number]


def _known(judgement: Judgement, gazetteer: Gazetteer) -> list[_Choice]:
    """What the geoparser weighed, best first; its own answer can be confirmed."""
    own = judgement.own_place
    places = {place.id: place for place in ((own,) if own else ())}
    places |= {each.place.id: each.place for each in judgement.resolution.candidates}
    return [
        _choice(Action.CONFIRM if own and own.id == place.id else Action.PLACE, place, gazetteer)
        for place in list(places.values())[:MOST_FOUND]
    ]


def _typed(text: str, judgement: Judgement, gazetteer: Gazetteer) -> list[_Choice]:
    if not text.strip():
        return []
    if any(character.isdigit() for character in text):
        try:
            point = parse_point(text)
        except CoordinatesError as error:
            st.warning(plain(str(error)))
            return []
        name = judgement.resolution.mention.toponym
        place = Place(own_id(name), name, point, FeatureClass.POPULATED, "PPL")
        label = say("{name} at {point}", name=name, point=f"{point.lat:.4f}, {point.lon:.4f}")
        return [_Choice(label, Action.PLACE, place, "your own point")]
    found = [_choice(Action.PLACE, each.place, gazetteer) for each in gazetteer.ranked(text)[:MOST_FOUND]]
    if not found:
        st.warning(say("The gazetteer knows no place of that name. Try another spelling, or coordinates."))
    return found


def _choice(action: Action, place: Place, gazetteer: Gazetteer) -> _Choice:
    where = gazetteer.where(place)
    parts = [where_of(place.name, where), say(TYPE[place.type])]
    if place.population:
        parts.append(wording.people(place.population))
    label = " · ".join(parts)
    return _Choice(
        say("Right as it is: {place}", place=label) if action is Action.CONFIRM else label, action, place, where
    )
