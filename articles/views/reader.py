"""The reader: one whole article, every place in it marked; the mention a reader is at can be questioned."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from articles.archive import Archive
from articles.article import Article, Span
from articles.certainty import Certainty, automatic
from articles.decisions.deciding import Decisions
from articles.excerpt import CURRENT, ReadMention, marked_headline, marked_text, written
from articles.hosting.access import ONLOOKER
from articles.markup.links import link
from articles.markup.passages import byline, source_link
from articles.markup.reposts import asides
from articles.showing import Showing
from articles.view import View
from articles.views.links import CLICKED_MENTION
from articles.wording import CERTAINTIES
from articles.words import phrase, say, say_many

_LEGEND = {
    Certainty.VERIFIED: ("verified", phrase("settled by a person")),
    Certainty.DOUBTFUL: ("doubtful", phrase("which place is meant is in doubt")),
    Certainty.UNKNOWN: ("unplaced", phrase("not on the map")),
}


def draw_reader(view: View, archive: Archive, showing: Showing) -> None:
    """The article of *view* as far as *showing* gives it; a click on a marked place selects it.

    A message where the archive has no such article.
    """
    close = link(view.with_(article=""), say("← Back to the map"), css="dl-back")
    article = archive.article(view.article)
    if article is None:
        st.html(
            f'<div class="dl-reader">{close}<p class="dl-empty">{say("This archive has no such article.")}</p></div>'
        )
        return
    parts = showing.parts(article, archive)
    readings = _within(parts, article, _readings(article, archive))
    current = _current(readings, view)
    about = asides(view, article, showing.ration(archive).told(article, archive.repeats(article.id)))
    st.html(
        f'<div class="dl-reader">{close}<h1{written(article.headline, article.language)}>'
        f"{marked_headline(article, readings, view, current) or say('Untitled')}</h1>"
        f'<p class="dl-byline">{byline(article)} {source_link(article)}</p>{_legend(readings)}'
        + _steps(article, readings, view, current)
        + marked_text(article, readings, view, current, parts, about)
        + _withheld(parts)
        + "</div>"
    )


def _readings(article: Article, archive: Archive) -> tuple[ReadMention, ...]:
    """The mentions as they stand, without those that somebody said are no places."""
    if archive.decisions is None:
        return tuple(
            ReadMention(each, automatic(each.place is not None, each.confidence))
            for each in archive.mentions(article.id)
        )
    judgements = Decisions(archive, by=ONLOOKER).judgements(article.id)
    return tuple(ReadMention(j.resolution, j.certainty) for j in judgements if j.certainty is not Certainty.EXCLUDED)


def _within(parts: Sequence[Span] | None, article: Article, readings: Sequence[ReadMention]) -> tuple[ReadMention, ...]:
    """Those of the headline and of the *parts* of the text that are shown."""
    if parts is None:
        return tuple(readings)
    shown = [Span(0, len(article.headline)), *parts]
    mentions = ((each, each.resolution.mention) for each in readings)
    return tuple(each for each, m in mentions if any(s.start <= m.start and m.end <= s.end for s in shown))


def _withheld(parts: Sequence[Span] | None) -> str:
    if parts is None:
        return ""
    said = say_many(
        "{n} sentence of the article is shown here; it can be read where it was published.",
        "{n} sentences of the article are shown here; it can be read where it was published.",
        len(parts),
    )
    return f'<p class="dl-hint dl-withheld">{said}</p>'


def _current(readings: Sequence[ReadMention], view: View) -> int | None:
    """The mention that was clicked, if it is one of the selected place; else the place's first."""
    numbers = [number for number, reading in enumerate(readings) if reading.id == view.place]
    clicked: int | None = st.session_state.get(CLICKED_MENTION)
    return clicked if clicked in numbers else next(iter(numbers), None)


def _steps(article: Article, readings: Sequence[ReadMention], view: View, current: int | None) -> str:
    """The bar that goes from mention to mention of the selected place, and questions the one it is at."""
    if not view.place:
        return ""
    if current is None:
        return f'<p class="dl-reader-bar">{say("The selected place is not named in this article.")}</p>'
    numbers = [number for number, reading in enumerate(readings) if reading.id == view.place]
    at = numbers.index(current)
    reading = readings[current]
    mention, place = reading.resolution.mention, reading.resolution.place
    said = f"<b>{escape(place.name if place else mention.toponym)}</b> · "
    said += say("{number} of {all}", number=at + 1, all=len(numbers)) + " · "
    said += say(CERTAINTIES[reading.certainty]) if place else say("not on the map")
    steps = "".join(
        link(view, words, then=CURRENT, at=numbers[(at + by) % len(numbers)])
        for by, words in ((-1, say("← Previous")), (1, say("Next →")))
        if len(numbers) > 1
    )
    asked = escape(f"{article.id} {mention.start} {view.place}")
    fix = f'<a href="#" data-fix="{asked}">{say("Fix this place")}</a>'
    return f'<p class="dl-reader-bar"><span>{said}</span>{steps}{fix}</p>'


def _legend(readings: Sequence[ReadMention]) -> str:
    """What the marks of this article tell of certainty; "" where all are automatic."""
    there = {reading.certainty for reading in readings}
    shown = [
        f'<span><mark class="{css}"><u>{say("name")}</u></mark> {say(words)}</span>'
        for certainty, (css, words) in _LEGEND.items()
        if certainty in there
    ]
    return f'<p class="dl-legend">{"".join(shown)}</p>' if shown else ""
