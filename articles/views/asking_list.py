"""The names that a geocoder may be asked about: which would leave the machine and whereto, and how far it has come."""

from __future__ import annotations

from html import escape

import streamlit as st

from articles import wording
from articles.archive import Archive
from articles.asking import MOST_NAMES, ToAsk, names_to_ask, provinces_to_ask
from articles.hosting.access import Role
from articles.hosting.audit import Audit
from articles.views.asking_state import Asking, close_asking, kept_back
from articles.views.progress import plain
from articles.views.visiting import require
from articles.words import say, say_many
from places.asking.round import Round
from places.asking.settings import is_on_this_machine
from places.geocoding import Geocoder

_LIST_HEIGHT_PIXELS = 300
_WATCH_SECONDS = 0.4


def draw_list(asking: Asking, archive: Archive, geocoder: Geocoder) -> None:
    names = names_to_ask(archive, asking.view)
    provinces = provinces_to_ask(archive, asking.view) if geocoder.gives_outlines else ()
    hint = st.empty()
    ticked: list[ToAsk] = []
    with st.container(height=_LIST_HEIGHT_PIXELS if len(names) > 6 else "content", border=bool(names), gap="xsmall"):
        ticked += [each for each in names if _is_ticked(each, geocoder)]
    if len(names) == MOST_NAMES:
        st.caption(say("The {most} most mentioned; narrow the filters to see the others.", most=MOST_NAMES))
    if provinces:
        with st.expander(say("Outlines of provinces, which are drawn approximately now")):
            for each in provinces:
                ticked += _province(asking, each, geocoder)
    known = [each for each in ticked if geocoder.kept(each.query)]
    again = bool(known) and st.checkbox(_ask_again(len(known)), key="asking-again")
    sent = ticked if again else [each for each in ticked if each not in known]
    nothing = escape(say("All that are ticked were answered before: nothing is sent."))
    hint.html(f'<p class="dl-hint">{_whereto(geocoder) if sent or not ticked else nothing}</p>')
    if sent:
        with st.expander(say("What exactly is sent")):
            st.caption(say("One address for each name, such as this; the names of nothing else, and no text."))
            st.code(geocoder.question(sent[0].query), language=None, wrap_lines=True)

    def begin() -> None:
        who = require(Role.EDITOR, "ask a geocoder")
        if sent:
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
            close_asking()
            st.rerun()


def _is_ticked(each: ToAsk, geocoder: Geocoder) -> bool:
    """The box of a name; by the name, so that a list that changes meanwhile ticks nothing that was unticked."""
    back = kept_back()
    ticked = st.checkbox(_label(each, geocoder), value=each.query not in back, key=f"asking-name-{each.query}")
    (back.discard if ticked else back.add)(each.query)
    return ticked


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


def _province(asking: Asking, each: ToAsk, geocoder: Geocoder) -> list[ToAsk]:
    assert each.province is not None  # noqa: S101  # for mypy
    place = each.province
    if place.id not in geocoder.store.outlines():
        return [each] if st.checkbox(_label(each, geocoder), key=f"asking-province-{place.id}") else []

    def drop() -> None:
        require(Role.EDITOR, "change an outline")
        geocoder.store.drop_outline(place.id)

    with st.container(horizontal=True, vertical_alignment="center"):
        said = say("{name} is drawn by an outline that was accepted here.", name=place.name)
        st.caption(plain(said), width="stretch")
        st.button(say("Approximate again"), key=f"asking-drop-{place.id}", on_click=asking.do, args=(drop,))
    return []


def watch_round(round_: Round, geocoder: Geocoder) -> None:
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
