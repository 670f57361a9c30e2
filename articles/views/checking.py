"""Check: doubtful names by how much their being wrong would matter, settled one by one, by mouse or keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import streamlit as st

from articles import wording
from articles.decisions.deciding import Decisions
from articles.decisions.decision import Action, Origin, Scope
from articles.decisions.queue import Item, Queue, items
from articles.excerpt import excerpt
from articles.markup.passages import byline
from articles.view import View
from articles.views.alternatives import draw_alternatives
from articles.views.archives import slug_here
from articles.views.fixing import draw_examples
from articles.views.history import draw_history
from articles.views.progress import plain
from articles.views.waiting import settle, waiting
from articles.wording import ACTIONS, TYPE, where_of
from articles.words import phrase, say, say_many
from places.coordinates import written
from places.finding import own_point
from places.place import Place, Point

_POSITION = "check-position"
MOST_CHOICES = 9
#: Session key: the name that is looked at, and what is chosen for it.
_CHOSEN = "check-chosen"
_CALLED = {Action.NOT_A_PLACE: phrase("Not a place"), Action.UNKNOWN: phrase("Unknown")}


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a name may be settled as."""

    action: Action
    place: Place | None = None
    where: str = ""


def draw_checking(decisions: Decisions) -> None:
    """The queue's current name with what it may mean, and the history of what was settled."""
    archive = decisions.archive
    queue = waiting(archive)
    st.title(say("Check"), anchor=False)
    _draw_state(queue)
    if queue.groups:
        position = min(st.session_state.get(_POSITION, 0), len(queue.groups) - 1)
        (item,) = items(archive, queue.groups[position : position + 1])
        _draw_item(item, position, len(queue.groups), decisions)
    else:
        st.success(say("Every name is settled."))
    draw_history(decisions)


def _draw_state(queue: Queue) -> None:
    share = queue.verifies(0)
    needed = queue.decisions_for(0.9)
    text = say("{share} of {mentions} settled", share=f"{share:.0%}", mentions=wording.mentions(queue.mentions))
    if needed:
        text = say(
            "{what}; {decisions}",
            what=text,
            decisions=say_many("{n} decision would settle 90 %", "{n} decisions would settle 90 %", needed),
        )
    st.progress(min(max(share, 0.0), 1.0), plain(text))


def _draw_item(item: Item, position: int, number: int, decisions: Decisions) -> None:
    group = item.group
    answer = _answer(item)

    def choose(chosen: _Answer) -> None:
        st.session_state[_CHOSEN] = (_key(item), chosen)

    def move(by: int) -> None:
        st.session_state[_POSITION] = (position + by) % number

    said = where_of(group.place.name, group.where) if group.place else say("not on the map")
    sure = f"{group.confidence:.0%}"
    address = escape(f"./{View(archive=slug_here(), place=group.place.id).link}") if group.place else ""
    link = f'<a href="{address}" target="_self">{say("on the map")}</a>' if address else ""
    st.html(
        f'<div class="dl-selected"><h2>{escape(group.toponym)}</h2>'
        f'<p class="dl-hint">{say("{number} of {all}", number=position + 1, all=number)} · '
        f"{say('taken for {place}, {share} sure', place=f'<b>{escape(said)}</b>', share=sure)} · "
        f"{_how_often(group.mentions, group.articles)} {link}</p></div>"
    )
    choices, passages = st.columns([1, 1], gap="medium")
    with choices:
        for key, offered in enumerate(_offered(item, answer), start=1):
            _draw_choice(
                offered, answer, choose, key=f"check-{key}", shortcut=str(key) if key <= MOST_CHOICES else None
            )
        with st.container(horizontal=True):
            _draw_choice(_Answer(Action.NOT_A_PLACE), answer, choose, key="check-none", shortcut="0")
            _draw_choice(_Answer(Action.UNKNOWN), answer, choose, key="check-unknown", shortcut="U")
        _draw_effect(item, answer, decisions)
        with st.container(horizontal=True):
            st.button(say("Previous"), shortcut="K", key="check-back", on_click=move, args=(-1,))
            st.button(say("Next"), shortcut="J", key="check-next", on_click=move, args=(1,))
        st.caption(
            say(
                "1 to 9, 0 and U choose; A settles it for all mentions of the name. J and K move, Z takes the last "
                "decision back."
            )
        )
    with passages:
        _draw_candidates(item, answer, choose)
        st.html(
            "".join(
                f'<div class="dl-passage">{excerpt(hit)}<p class="dl-byline">{byline(hit.article)}</p></div>'
                for hit in item.samples
            )
        )


def _key(item: Item) -> tuple[str, int]:
    return item.group.name, item.group.subject


def _answer(item: Item) -> _Answer | None:
    """What is chosen for the name, which its present answer is at first; None for one that has none."""
    key, chosen = st.session_state.get(_CHOSEN, (None, None))
    if key == _key(item):
        answer: _Answer | None = chosen
        return answer
    return next((each for each in _offered(item, None) if each.action is Action.CONFIRM), None)


def _offered(item: Item, answer: _Answer | None) -> tuple[_Answer, ...]:
    """The places that the name may mean, best first, and the point that was chosen on the map."""
    own = item.group.place
    places = tuple(
        _Answer(Action.CONFIRM if own and own.id == each.place.id else Action.PLACE, each.place, where)
        for each, where in zip(item.candidates, item.wheres, strict=True)
    )[:MOST_CHOICES]
    is_point = answer is not None and answer.place is not None and answer not in places
    return (*places, answer) if answer and is_point else places


def _draw_choice(
    offered: _Answer, answer: _Answer | None, choose: Callable[[_Answer], None], *, key: str, shortcut: str | None
) -> None:
    st.button(
        plain(_label(offered)),
        key=key,
        shortcut=shortcut,
        on_click=choose,
        args=(offered,),
        type="primary" if offered == answer else "secondary",
        width="stretch" if offered.place else "content",
    )


def _draw_effect(item: Item, answer: _Answer | None, decisions: Decisions) -> None:
    """What the answer would change, said before it does, and the button that does it."""
    if answer is None:
        st.button(say("All mentions"), shortcut="A", key="check-all", disabled=True)
        return
    draft = decisions.draft(
        answer.action,
        Scope.NAME,
        item.group.toponym,
        place=answer.place,
        where=answer.where,
        origin=Origin.QUEUE,
    )
    affected = decisions.preview(draft)
    meaning = where_of(answer.place.name, answer.where) if answer.place else say(ACTIONS[answer.action])
    how_often = _how_often(affected.mentions, affected.articles)
    words = say(
        "“{name}” is {meaning}: this will affect {mentions}.", name=draft.toponym, meaning=meaning, mentions=how_often
    )
    st.caption(plain(words))
    draw_examples(affected)
    st.button(
        say("All mentions"),
        shortcut="A",
        key="check-all",
        type="primary",
        on_click=settle,
        args=(decisions, lambda: decisions.decide(draft)),
    )


def _draw_candidates(item: Item, answer: _Answer | None, choose: Callable[[_Answer], None]) -> None:
    """A small map of what the name may mean, what is chosen lit; a click chooses, beside them a point."""
    places = {each.place.id: each for each in _offered(item, answer) if each.place}

    def pick(id_: str) -> None:
        if id_ in places:
            choose(places[id_])

    def point_out(point: Point) -> None:
        choose(_Answer(Action.PLACE, own_point(point, item.group.toponym), written(point)))

    draw_alternatives(
        item.group.name,
        [(each.place, each.where) for each in places.values() if each.place],
        chosen=answer.place.id if answer and answer.place else "",
        on_place=pick,
        on_point=point_out,
        key="check-map",
    )


def _label(answer: _Answer) -> str:
    place = answer.place
    if place is None:
        return say(_CALLED[answer.action])
    parts = [where_of(place.name, answer.where), say(TYPE[place.type])]
    if place.population:
        parts.append(wording.people(place.population))
    if answer.action is Action.CONFIRM:
        parts.append(say("right as it is"))
    return " · ".join(parts)


def _how_often(mentions: int, articles: int) -> str:
    return say("{mentions} in {articles}", mentions=wording.mentions(mentions), articles=wording.articles(articles))
