"""Lists of places and names as HTML: what is on the map, what is named beside it, and what is on no map."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from operator import attrgetter

import numpy as np

from articles import wording
from articles.answering.company import Related
from articles.answering.counts import PlaceCount, UnplacedCount, VagueMark
from articles.answering.ranking import Ranking
from articles.certainty import Certainty
from articles.markup.links import NOT_ON_THE_MAP, link
from articles.saying import tally
from articles.view import Together, View
from articles.words import say, say_many
from places.mention import Kind

#: How much of its room a bar of a sparkline fills, and how near to the ground, in percent, the least one ends.
_SPARK_FILLED = 0.75
_SPARK_LEAST = 90


def place_list(view: View, counts: Sequence[PlaceCount], sparklines: Mapping[str, Sequence[int]] | None = None) -> str:
    """The places of *view* with their counts, each a link that selects it: all that the map does, without the map.

    The number is the one the view sizes marks by. *sparklines* are those drawn beside a place, by its id.
    """
    number: Callable[[PlaceCount], int] = attrgetter(view.size)
    most = max(map(number, counts), default=1)
    rows = "".join(
        f'<li style="--share:{number(count) / most:.3f}">'
        + link(
            view.with_(place=count.place.id),
            f'<span class="dl-name">{escape(count.place.name)}</span>'
            f'<span class="dl-where">{escape(wording.where(count.place, count.where))}</span>'
            f"{sparkline((sparklines or {}).get(count.place.id, ()))}"
            f'<span class="dl-count" title="{escape(tally(count))}">{number(count):,}</span>',
            current=count.place.id == view.place,
        )
        + "</li>"
        for count in counts
    )
    return f'<ol class="dl-places">{rows}</ol>'


def sparkline(numbers: Sequence[int]) -> str:
    """A bar for each number, the greatest as high as the picture; "" where there is none but zeros.

    A box cut to a shape: Streamlit lets no SVG through.
    """
    most = max(numbers, default=0)
    if not most:
        return ""
    wide = 100 / len(numbers)
    corners = ", ".join(
        f"{x:.1f}% 100%, {x:.1f}% {y:.0f}%, {end:.1f}% {y:.0f}%, {end:.1f}% 100%"
        for n, number in enumerate(numbers)
        if number
        for x, end, y in [(n * wide, (n + _SPARK_FILLED) * wide, min(100 * (1 - number / most), _SPARK_LEAST))]
    )
    return f'<span class="dl-spark" style="clip-path: polygon({corners})" aria-hidden="true"></span>'


def related_list(view: View, place_id: str, related: Sequence[Related]) -> str:
    """The places named in the same passages, folded up; each leads to the passages that name both."""
    if not related:
        return ""
    rows = "".join(
        "<li>"
        + link(
            together(view, place_id, each.place.id),
            f'<span class="dl-name">{escape(each.place.name)}</span>'
            f'<span class="dl-where">{escape(wording.where(each.place, each.where))}</span>'
            f'<span class="dl-count" title="{escape(_both(each))}">{each.passages:,}</span>',
            current=is_pair(view) and each.place.id in view.places,
        )
        + "</li>"
        for each in related
    )
    return (
        f'<details class="dl-related"><summary>{say("Named in the same passages")} '
        f'<span class="dl-count">{len(related)}</span></summary><ol class="dl-places">{rows}</ol></details>'
    )


def together(view: View, place_id: str, other_id: str) -> View:
    """The passages of *view* that name both, the first place selected."""
    pair = tuple(sorted((place_id, other_id)))
    return view.with_(place=place_id, places=pair, together=Together.PASSAGE)


def is_pair(view: View) -> bool:
    """Whether *view* asks for passages that name its selected place together with others."""
    return view.together is Together.PASSAGE and len(view.places) > 1 and view.place in view.places


def pair_note(view: View, others: Iterable[str]) -> str:
    """Which *others* the passages of a pair name beside the selected place, and the way back to all of its passages."""
    alone = link(view.with_(places=(), together=Together.ANY), say("All its passages"))
    said = say("In passages that name {places} too.", places=escape(say(" and ").join(others)))
    return f'<p class="dl-hint">{said} {alone}</p>'


def _both(each: Related) -> str:
    return say(
        "{passages} in {articles} name both",
        passages=wording.passages(each.passages),
        articles=wording.articles(each.articles),
    )


def unplaced_list(view: View, counts: Iterable[UnplacedCount]) -> str:
    """Names on no map, each a link to its passages."""
    return _names(
        (view.with_(place=count.id), count.toponym, "", count.mentions, count.id == view.place) for count in counts
    )


def vague_list(view: View, marks: Iterable[VagueMark], anchors: Mapping[str, str]) -> str:
    """Relative positions in their words, each a link to those of the place it is told from; *anchors* are its names."""
    return _names(
        (_relative(view, mark), mark.phrase, _told_from(mark, anchors), mark.mentions, False) for mark in marks
    )


def _relative(view: View, mark: VagueMark) -> View:
    return view.with_(place=mark.anchor, kinds=(Kind.RELATIVE,))


def _told_from(mark: VagueMark, anchors: Mapping[str, str]) -> str:
    anchor = anchors.get(mark.anchor, mark.anchor)
    return say("told from {place}, within {km} km", place=anchor, km=f"{mark.radius_km:,.0f}")


def _names(rows: Iterable[tuple[View, str, str, int, bool]]) -> str:
    items = "".join(
        "<li>"
        + link(
            view,
            f'<span class="dl-name">{escape(name)}</span>'
            + (f'<span class="dl-where">{escape(where)}</span>' if where else "")
            + f'<span class="dl-count">{mentions:,}</span>',
            current=current,
        )
        + "</li>"
        for view, name, where, mentions, current in rows
    )
    return f'<ol class="dl-places dl-unplaced">{items}</ol>'


def not_on_the_map(
    view: View,
    places: Ranking,
    unknown: Sequence[UnplacedCount],
    excluded: Sequence[UnplacedCount],
    vague: Sequence[VagueMark],
) -> str:
    """All that the map does not say, or not surely, in counts that add up; "" where the map says everything."""
    doubtful = places.columns.doubtful
    if not (unknown or excluded or vague or doubtful.any()):
        return ""
    parts = []
    if unknown:
        hint = say(
            "The text treats them as places; the gazetteer does not know them, or nobody can say which they are."
        )
        parts += [_section(say("Unknown names"), _name_count(unknown), unknown, hint), unplaced_list(view, unknown)]
    if vague:
        anchors = {count.place.id: count.place.name for count in places.all}
        hint = say("They count among the mentions of the place they are told from.")
        number = say_many("{n} position", "{n} positions", len(vague))
        parts += [_section(say("Vague positions"), number, vague, hint), vague_list(view, vague, anchors)]
    if excluded:
        hint = say("Somebody decided that they are no places. No other count holds them.")
        parts += [_section(say("Excluded names"), _name_count(excluded), excluded, hint), unplaced_list(view, excluded)]
    if doubtful.any():
        mentions, of = wording.mentions(int(doubtful.sum())), wording.places(int(np.count_nonzero(doubtful)))
        said = say("{mentions} of {places}", mentions=mentions, places=of)
        asked = link(view.with_(place="", certainty=(Certainty.DOUBTFUL,)), said)
        hint = say("On the map, perhaps at the wrong place: {mentions}.", mentions=asked)
        parts.append(f'<h3>{say("Doubtful")}</h3><p class="dl-hint">{hint}</p>')
    sums = _sums(int(places.columns.mentions.sum()), _mentions(unknown), _mentions(excluded))
    return (
        f'<div class="dl-selected {NOT_ON_THE_MAP}"><h2>{say("Not on the map")}</h2><p class="dl-hint">{sums}</p>'
        f"{''.join(parts)}</div>"
    )


def _section(title: str, number: str, of: Sequence[UnplacedCount | VagueMark], hint: str) -> str:
    said = f"{number} · {wording.mentions(_mentions(of))}"
    return f'<h3>{title} <span class="dl-count">{said}</span></h3><p class="dl-hint">{hint}</p>'


def _name_count(of: Sequence[UnplacedCount]) -> str:
    return say_many("{n} name", "{n} names", len(of))


def _mentions(of: Iterable[UnplacedCount | VagueMark]) -> int:
    return sum(each.mentions for each in of)


def _sums(placed: int, unknown: int, excluded: int) -> str:
    parts = [
        say("{number} on the map", number=f"{placed:,}"),
        say("{number} unknown", number=f"{unknown:,}"),
        *([say("{number} excluded", number=f"{excluded:,}")] if excluded else []),
    ]
    total = wording.mentions(placed + unknown + excluded)
    return say("{mentions}: {parts}.", mentions=total, parts=say(", ").join(parts))
