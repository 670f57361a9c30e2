"""Asking the operator's geocoder: which names would leave the machine and whereto, what it answers, a person's yes.

With no geocoder in the operator's settings nothing of this is drawn. Each name is sent only after a person has seen it
on the list and pressed the button below; nothing is placed before a person chose among the answers.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Protocol

import streamlit as st

from articles import wording
from articles.access import NotAllowedError, Role
from articles.archive import Archive, ArchiveError
from articles.asking import MOST_NAMES, Knows, ToAsk, credits_of, draft, names_to_ask, near, provinces_to_ask, settle
from articles.audit import Audit
from articles.decisions.decision import Decision
from articles.view import View
from articles.views.progress import plain
from articles.views.visiting import decisions, require, role_here
from articles.wording import where_of
from articles.words import say, say_many
from places.asking.errors import GeocodingError, SettingsError
from places.asking.outlines import Outline
from places.asking.pace import Pace
from places.asking.providers import licence_address
from places.asking.ranking import Choice, ranked
from places.asking.round import Outcome, Round
from places.asking.settings import GeocoderSettings, is_on_this_machine, read_settings
from places.asking.store import store_at
from places.folders import cache_folder, home_folder
from places.geocoding import Geocoder
from places.map import MapFilesMissingError, Mark, draw_map

#: Session key of the dialog while it is open.
_ASKING = "asking"
_LIST_HEIGHT_PIXELS = 300
_MAP_HEIGHT_PIXELS = 260
_WATCH_SECONDS = 0.4


class Desk(Protocol):
    @property
    def gazetteer(self) -> Knows: ...


@dataclass
class _Asking:
    """The dialog as it stands."""

    view: View
    #: Path of the archive it was opened for.
    archive: str
    round: Round | None = None
    asked: dict[str, ToAsk] = field(default_factory=dict)
    #: Names that a person has answered for: with a decision, with an outline (None), or by skipping (not here).
    placed: dict[str, Decision | None] = field(default_factory=dict)
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


def geocoder_here() -> Geocoder | None:
    """The operator's; None where there is none. Raises SettingsError where the settings make none."""
    settings = read_settings(os.environ, _section())
    return _geocoder(settings, home_folder(), cache_folder()) if settings else None


def draw_ask(view: View, archive: Archive, where: str) -> None:
    """The button below the names that are not on the map, for those who may correct places."""
    if archive.decisions is None or role_here() < Role.EDITOR:
        return
    try:
        geocoder = geocoder_here()
    except SettingsError as error:
        st.caption(plain(say("The geocoder is not started: {fault}.", fault=error)))
        return
    if geocoder is None:
        return
    names = names_to_ask(archive, view)
    if names:
        label = say_many(
            "Ask {service} about {n} name …", "Ask {service} about {n} names …", len(names), service=geocoder.title
        )
    elif provinces_to_ask(archive, view):
        label = say("Ask {service} about outlines of provinces …", service=geocoder.title)
    else:
        return
    if st.button(plain(label), key=f"asking-open-{where}", icon=":material/travel_explore:"):
        st.session_state[_ASKING] = _Asking(view, str(archive.path))
        st.rerun()


def draw_about_asking() -> None:
    """In a sentence: whether there is a geocoder, and how an operator comes to one."""
    try:
        geocoder = geocoder_here()
    except SettingsError as error:
        if role_here() >= Role.EDITOR:
            st.warning(plain(say("The geocoder is not started: {fault}.", fault=error)))
        return
    if geocoder is None:
        words = say(
            "There is no geocoder: no name leaves this machine. An operator can set one, with "
            "DATELINE_GEOCODER_PROVIDER and its kin; docs/geocoder.md tells how."
        )
    else:
        words = say(
            "Names that are not on the map can be asked about at {host}, by way of {service}: when an editor says so, "
            "name by name. Its answers: {credits}.",
            host=geocoder.host,
            service=geocoder.title,
            credits=geocoder.settings.attribution,
        )
    st.write(plain(words))


def is_asking() -> bool:
    return _ASKING in st.session_state


def draw_asking(archive: Archive, desk: Callable[[], Desk]) -> None:
    """The dialog, while it is open."""
    asking: _Asking = st.session_state[_ASKING]
    require(Role.EDITOR, "ask a geocoder")
    try:
        geocoder = geocoder_here()
    except SettingsError:
        geocoder = None
    if geocoder is None or archive.decisions is None or asking.archive != str(archive.path):
        _close()
        return

    @st.dialog(plain(say("Ask {service}", service=geocoder.title)), width="medium", on_dismiss=_close)
    def dialog() -> None:
        # Each has its place: what was drawn before is gone as soon as the next is, and the map is not drawn anew.
        listed, watched, answered = st.empty(), st.empty(), st.container(key="asking-answers")
        try:
            if asking.round is None:
                with listed.container():
                    _draw_list(asking, archive, geocoder)
                return
            if not asking.round.is_over:
                with watched.container():
                    _watch(asking.round, geocoder)
                return
            with answered:
                _draw_answers(asking, asking.round, archive, geocoder, desk)
        except (GeocodingError, ArchiveError) as error:
            st.error(plain(str(error)))
        if asking.fault:
            st.error(plain(asking.fault))

    dialog()


def draw_credits(view: View, archive: Archive, outline: object) -> None:
    """Below the map: whom to credit for places and outlines in it that a geocoder gave."""
    drawn: Container[str] = getattr(outline, "accepted", ())
    found = credits_of((each.place for each in archive.places(view)), store_at(home_folder()), drawn)
    with st.container(key="credit"):
        if found:
            linked = "; ".join(_linked(each) for each in found)
            said = say("Some places and outlines: {credits}", credits=linked)
            st.html(f'<div class="dl-selected"><p class="dl-hint">{said}</p></div>')


def _linked(attribution: str) -> str:
    address = licence_address(attribution)
    said = escape(attribution)
    return f'<a href="{escape(address)}" target="_blank" rel="noopener">{said}</a>' if address else said


# ---- what would leave the machine ------------------------------------------------------------------------------------


def _draw_list(asking: _Asking, archive: Archive, geocoder: Geocoder) -> None:
    names, provinces = names_to_ask(archive, asking.view), provinces_to_ask(archive, asking.view)
    hint = st.empty()
    ticked: list[ToAsk] = []
    with st.container(height=_LIST_HEIGHT_PIXELS if len(names) > 6 else "content", border=bool(names), gap="xsmall"):
        for number, each in enumerate(names):
            if st.checkbox(_label(each, geocoder), value=True, key=f"asking-name-{number}"):
                ticked.append(each)
    if len(names) == MOST_NAMES:
        st.caption(say("The {most} most mentioned; narrow the filters to see the others.", most=MOST_NAMES))
    if provinces:
        with st.expander(say("Outlines of provinces, which are drawn approximately now")):
            for number, each in enumerate(provinces):
                ticked += _province(asking, each, number, geocoder)
    known = [each for each in ticked if geocoder.kept(each.query)]
    again = bool(known) and st.checkbox(
        _ask_again(len(known)),
        key="asking-again",
    )
    sent = ticked if again else [each for each in ticked if each not in known]
    nothing = escape(say("All that are ticked were answered before: nothing is sent."))
    hint.html(f'<p class="dl-hint">{_whereto(geocoder) if sent or not ticked else nothing}</p>')
    if sent:
        with st.expander(say("What exactly is sent")):
            st.caption(say("One address for each name, such as this; the names of nothing else, and no text."))
            st.code(geocoder.question(sent[0].query), language=None, wrap_lines=True)

    def begin() -> None:
        who = require(Role.EDITOR, "ask a geocoder")
        Audit(archive.path.parent).record(who, "geocoder", names=len(sent), host=geocoder.host)
        asking.asked = {each.query: each for each in ticked}
        asking.round = Round(geocoder, [each.query for each in ticked], again=again)
        asking.round.start()
        # What is kept is there at once.
        asking.round.wait(_WATCH_SECONDS)

    with st.container(horizontal=True):
        label = say_many("Send {n} name to {host}", "Send {n} names to {host}", len(sent), host=geocoder.host)
        st.button(
            plain(label if sent or not ticked else say("Show what was answered before")),
            type="primary", key="asking-send", disabled=not ticked, on_click=asking.do, args=(begin,),
        )  # fmt: skip
        if st.button(say("Cancel"), key="asking-cancel"):
            _close()
            st.rerun()


def _ask_again(number: int) -> str:
    return say_many(
        "Ask again about {n} name that was answered before",
        "Ask again about {n} names that were answered before",
        number,
    )


def _whereto(geocoder: Geocoder) -> str:
    """Markup: to whom the names would go."""
    host, contact = f"<b>{escape(geocoder.host)}</b>", escape(geocoder.settings.contact)
    if is_on_this_machine(geocoder.host):
        first = say("The names ticked below go to {host}, which is this machine.", host=host)
    else:
        first = say(
            "The names ticked below would leave this machine for {host}, with the contact {contact}. They tell whoever "
            "runs it what is being looked into: untick what they must not know.",
            host=host,
            contact=contact,
        )
    bare = (
        ""
        if geocoder.question("a").startswith("https://") or is_on_this_machine(geocoder.host)
        else " " + say("They travel unencrypted: others on the way can read them.")
    )
    pace = say("One is asked each second, over all sessions together.")
    return f"{first}{bare} {pace}"


def _label(each: ToAsk, geocoder: Geocoder) -> str:
    kept = geocoder.kept(each.query)
    said = [wording.mentions(each.mentions)]
    if kept:
        day = wording.day(kept.source.asked_at.date())
        said.append(say("answered on {day}, not sent again", day=day))
    return f"{plain(each.query)} :gray[· {plain(' · '.join(said))}]"


def _province(asking: _Asking, each: ToAsk, number: int, geocoder: Geocoder) -> list[ToAsk]:
    assert each.province is not None  # noqa: S101  # for mypy
    place = each.province
    if place.id not in geocoder.store.outlines():
        return [each] if st.checkbox(_label(each, geocoder), key=f"asking-province-{number}") else []

    def drop() -> None:
        require(Role.EDITOR, "change an outline")
        geocoder.store.drop_outline(place.id)

    with st.container(horizontal=True, vertical_alignment="center"):
        said = say("{name} is drawn by an outline that was accepted here.", name=place.name)
        st.caption(plain(said), width="stretch")
        st.button(say("Approximate again"), key=f"asking-drop-{number}", on_click=asking.do, args=(drop,))
    return []


# ---- while it is asked -----------------------------------------------------------------------------------------------


def _watch(round_: Round, geocoder: Geocoder) -> None:
    """Draws how far the round is, again and again until it is over; who leaves the page looks no more, and ends it."""

    # A fragment that comes back by itself, rather than a loop: a loop would not hear of a click on Stop.
    @st.fragment(run_every=_WATCH_SECONDS)
    def watch() -> None:
        round_.look()
        if round_.is_over:
            st.rerun()
        done, number = len(round_.outcomes), len(round_.names)
        words = say(
            "{done} of {number}: {host} is asked about {name}",
            done=min(done + 1, number), number=number, host=geocoder.host, name=round_.names[min(done, number - 1)],
        )  # fmt: skip
        st.progress(done / number, plain(say("Stopping ...") if round_.is_stopping else words))
        st.button(say("Stop"), key="asking-stop", on_click=round_.stop, disabled=round_.is_stopping)

    watch()


# ---- what was answered -----------------------------------------------------------------------------------------------


def _draw_answers(
    asking: _Asking, round_: Round, archive: Archive, geocoder: Geocoder, desk: Callable[[], Desk]
) -> None:
    found = [each for each in round_.outcomes if each.reply and each.reply.answers]
    open_ = [each for each in found if each.name not in asking.placed and each.name not in asking.skipped]
    _draw_state(asking, round_, archive, geocoder)
    if open_:
        _draw_name(asking, open_[0], f"{len(found) - len(open_) + 1} / {len(found)}", archive, geocoder, desk)
    elif found:
        st.success(say("Every answer is looked through."))
    if licences := sorted({each.reply.source.licence for each in found if each.reply}):
        st.caption(plain(say("Answers: {licences}", licences="; ".join(licences))))

    def again() -> None:
        asking.round = None

    with st.container(horizontal=True):
        if st.button(say("Close"), key="asking-close", type="secondary" if open_ else "primary"):
            _close()
            st.rerun()
        st.button(say("Back to the list"), key="asking-back", on_click=again)


def _draw_state(asking: _Asking, round_: Round, archive: Archive, geocoder: Geocoder) -> None:
    """What went wrong, what nobody knows, and what was placed so far."""
    if fault := round_.fault:
        st.error(plain(str(fault)), icon="⚠️")
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


def _draw_placed(asking: _Asking, name: str, decision: Decision | None, archive: Archive) -> None:
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
    asking: _Asking, outcome: Outcome, position: str, archive: Archive, geocoder: Geocoder, desk: Callable[[], Desk]
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


# ---- the session and the settings ------------------------------------------------------------------------------------


def _close() -> None:
    asking: _Asking | None = st.session_state.pop(_ASKING, None)
    if asking and asking.round:
        asking.round.stop()


def _section() -> Mapping[str, object]:
    """What Streamlit's secrets say under [geocoder]; nothing where there are none, or they cannot be read."""
    if not st.secrets.load_if_toml_exists():
        return {}
    section = st.secrets.to_dict().get("geocoder", {})
    return section if isinstance(section, Mapping) else {}


@st.cache_resource(max_entries=2, show_spinner=False)
def _geocoder(settings: GeocoderSettings, home: Path, cache: Path) -> Geocoder:
    """One for all sessions, as long as settings and folders are the same."""
    return Geocoder(settings, store=store_at(home), pace=Pace(cache, settings.seconds))
