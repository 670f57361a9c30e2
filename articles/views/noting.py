"""Stars and notes on passages: set where a passage is read, listed on a page of their own, kept with the decisions."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from articles.archive import Archive
from articles.article import Span
from articles.decisions.deciding import Decisions
from articles.decisions.decision import LONGEST_WORDS, Action, Decision, Scope
from articles.decisions.notes import Noted, noted
from articles.decisions.passages import passages_of
from articles.excerpt import excerpt
from articles.hosting.access import ONLOOKER, Role
from articles.library import Library
from articles.markup.marginalia import Key, by_passage, notes, tools
from articles.markup.passages import byline
from articles.view import View
from articles.views.archives import slug_here
from articles.views.links import follow_links
from articles.views.progress import plain
from articles.views.visiting import decisions as decisions_of
from articles.views.visiting import refusals_told, require, visitor
from articles.words import phrase, say, say_many

#: Session keys: the passage a note is written on, and who wrote the last one.
_NOTING = "noting"
_WHO = "noting-who"
SAMPLE_STAYS = phrase("The example takes no stars and no notes. Add articles of your own first.")


def noted_in(archive: Archive) -> Mapping[Key, Noted]:
    """The passages with stars or notes; none in an archive that cannot be changed, such as the sample.

    They are the editors' own words to each other: nobody else is given them.
    """
    if archive.decisions is None or not visitor().may(Role.EDITOR):
        return {}
    return _noted_at(archive, str(archive.path), archive.revision, archive.decisions.read().digest)


@st.cache_resource(max_entries=4, show_spinner=False)
def _noted_at(_archive: Archive, path: str, revision: int, digest: str) -> dict[Key, Noted]:
    """Kept for the archive at *path* until its articles or its decisions are others."""
    return by_passage(noted(Decisions(_archive, by=ONLOOKER)))


def star(asked: str, library: Library) -> None:
    """Set or take away the star of the passage that a ``data-star`` link holds; what it says is checked."""
    require(Role.EDITOR, "star passages")
    if key := _key(asked, library):
        toggle_star(key, library.own)


def toggle_star(key: Key, archive: Archive) -> None:
    decisions = decisions_of(archive)
    there = noted_in(archive).get(key)
    if there is None or there.star is None:
        passage = _passage(key, archive)
        if passage is not None:
            decisions.decide(decisions.draft(Action.STAR, Scope.PASSAGE, article=key[0], span=passage))
        return
    # Two people may have starred it: a click on a star that is seen takes away what is seen.
    while there is not None and there.star is not None:
        decisions.undo(there.star.id)
        there = noted_in(archive).get(key)


def note(asked: str, library: Library) -> None:
    """Open the dialog for a note on the passage that a ``data-note`` link holds."""
    require(Role.EDITOR, "write notes")
    if key := _key(asked, library):
        st.session_state[_NOTING] = key


def draw_noting(archive: Archive) -> None:
    """The dialog, while a passage is being written on."""
    key: Key | None = st.session_state.get(_NOTING)
    if key is None:
        return
    passage = _passage(key, archive)
    if passage is None or archive.decisions is None:
        del st.session_state[_NOTING]
        return
    decisions = decisions_of(archive)

    def close() -> None:
        st.session_state.pop(_NOTING, None)

    @st.dialog(say("Note on this passage"), on_dismiss=close)
    @refusals_told
    def dialog() -> None:
        require(Role.EDITOR, "write notes")
        there = noted_in(archive).get(key)
        article = archive.article(key[0])
        assert article is not None  # noqa: S101  # for mypy: its passage was just found
        shown = article.document[passage.start : passage.end]
        st.html(f'<div class="dl-passage"><p>{escape(shown[:280])}{"…" if len(shown) > 280 else ""}</p></div>')
        for number, each in enumerate(there.notes if there else ()):
            _draw_note(each, number, decisions)
        said = st.text_area(
            say("Note"), key="note-words", max_chars=LONGEST_WORDS, placeholder=say("What to remember of it")
        )
        who = st.text_input(say("Who"), value=st.session_state.get(_WHO, ""), key="note-who", max_chars=60,
                            placeholder=say("your initials"))  # fmt: skip
        if st.button(say("Keep the note"), type="primary", key="note-save"):
            if not said.strip():
                st.warning(say("There is nothing written yet."))
                return
            st.session_state[_WHO] = who
            drafted = decisions.draft(
                Action.NOTE, Scope.PASSAGE, article=key[0], span=passage, who=who.strip(), why=said.strip()
            )
            decisions.decide(drafted)
            close()
            st.rerun()

    dialog()


def _draw_note(each: Decision, number: int, decisions: Decisions) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        by = f" ({each.who})" if each.who else ""
        st.caption(plain(each.why + by))
        if st.button(say("Remove"), key=f"note-remove-{number}"):
            decisions.undo(each.id)
            st.rerun()


def draw_starred(library: Library) -> None:
    """The page that lists what was starred or noted, newest last, with links into the map."""
    st.title(say("Starred passages and notes"), anchor=False)
    if library.is_sample:
        st.info(say(SAMPLE_STAYS))
        return
    follow_links(lambda view: None, {"star": lambda asked: star(asked, library),
                                     "note": lambda asked: note(asked, library)})  # fmt: skip
    there = noted_in(library.own)
    if not there:
        st.info(say("Nothing is starred yet. The ☆ under a passage keeps it here; Note writes beside it."))
        return
    stars = sum(each.star is not None for each in there.values())
    written = sum(len(each.notes) for each in there.values())
    st.html(
        f'<p class="dl-hint">{say_many("{n} star", "{n} stars", stars)}{say(", ")}'
        f"{say_many('{n} note', '{n} notes', written)}. "
        f"{say('For a brief of them: Export, on the Explore page, has starred passages only.')}</p>"
        + "".join(_card(each) for each in there.values())
    )
    draw_noting(library.own)


def _card(each: Noted) -> str:
    article = each.hit.article
    address = escape(f"./{View(archive=slug_here(), article=article.id).link}")
    return (
        f'<article class="dl-card dl-narrow"><h3 class="dl-headline"><a href="{address}" target="_self">'
        f'{escape(article.headline or say("Untitled"))}</a></h3><p class="dl-byline">{byline(article)}</p>'
        f'<div class="dl-passage">{excerpt(each.hit)}{tools(each.hit, each)}{notes(each)}</div></article>'
    )


def _key(asked: str, library: Library) -> Key | None:
    """The passage that a link of the page holds; None, said where there is something to say, for any other words."""
    article, _, start = asked.partition(" ")
    if library.is_sample:
        st.toast(say(SAMPLE_STAYS))
        return None
    return (article, int(start)) if start.isascii() and start.isdecimal() and len(start) < 10 else None


def _passage(key: Key, archive: Archive) -> Span | None:
    """Where the passage lies in its article; None where there is no such passage."""
    with archive.database.reading() as db:
        return next((span for span in passages_of(db, key[0]) if span.start == key[1]), None)
