"""What readers wrote beside a passage, as HTML: the star, the notes, and the links that change them."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from articles.article import Hit
from articles.decisions.decision import Decision
from articles.decisions.notes import Noted
from articles.wording import day
from articles.words import say

#: A passage by its article's id and where it starts in the document, as exports know it too.
Key = tuple[str, int]


def key_of(hit: Hit) -> Key:
    return hit.article.id, hit.passage.start


def by_passage(found: tuple[Noted, ...]) -> dict[Key, Noted]:
    return {key_of(each.hit): each for each in found}


def starred(noted: Mapping[Key, Noted]) -> tuple[Key, ...]:
    """The starred passages, in the order in which they were first noted."""
    return tuple(key for key, each in noted.items() if each.star)


def words(noted: Mapping[Key, Noted]) -> dict[Key, str]:
    """The notes of each passage as one text, a paragraph a note, each with who wrote it if that is known."""
    return {key: "\n\n".join(map(_signed, each.notes)) for key, each in noted.items() if each.notes}


def _signed(note: Decision) -> str:
    return f"{note.why} ({note.who})" if note.who else note.why


def tools(hit: Hit, noted: Noted | None) -> str:
    """The star and the link to write a note. The page answers ``data-star`` and ``data-note``."""
    asked = escape(f"{hit.article.id} {hit.passage.start}")
    is_starred = noted is not None and noted.star is not None
    star = escape(say("Star"))
    state, sign, title = ("false", "☆", star)
    if is_starred:
        state, sign, title = ("true", "★", escape(say("Starred: click to take the star away")))
    return (
        f'<a class="dl-star" href="#" role="button" aria-pressed="{state}" aria-label="{star}" title="{title}" '
        f'data-star="{asked}">{sign}</a><a class="dl-fix" href="#" data-note="{asked}">{say("Note")}</a>'
    )


def notes(noted: Noted | None) -> str:
    """The notes under their passage, each with who and when; "" where there is none."""
    if noted is None or not noted.notes:
        return ""
    return f'<ul class="dl-notes">{"".join(map(_note, noted.notes))}</ul>'


def _note(note: Decision) -> str:
    who = f"{escape(note.who)} · " if note.who else ""
    when = f'<time datetime="{note.when:%Y-%m-%dT%H:%M:%SZ}">{day(note.when.date())}</time>'
    return f'<li>{escape(note.why)} <span class="dl-byline">{who}{when}</span></li>'
