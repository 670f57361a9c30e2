"""The evidence brief: what a brief says, whatever kind of file it becomes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from articles.article import Article, Span
from articles.export.clean import clean, web_address
from articles.export.credits import attribution, method
from articles.export.exactness import exactness
from articles.export.picture import Picture, picture
from articles.export.selection import Excerpt, Selection, Told, certainty
from articles.wording import counted, day

#: A brief is read by people: of more passages the rest is counted, not quoted.
MOST_QUOTES = 400
_MOST_PLACES = 40


@dataclass(frozen=True, slots=True)
class Row:
    """A place of the brief."""

    name: str
    where: str
    mentions: int
    articles: int
    outlets: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Quote:
    """One passage, ready to be cited. Nothing in it is escaped."""

    headline: str
    #: ISO 639 of the article; "" when unknown.
    language: str
    #: Outlet, who passed it on, author, day, as far as they are known.
    source: str
    #: "" when no safe address is known.
    url: str
    #: "" under a policy that gives no text.
    text: str
    #: What to mark in *text*.
    spans: tuple[Span, ...]
    is_headline: bool
    #: How sure each place in it is, a sentence each: "Samara: Samarra (Salah ad Din, Iraq), automatic, 0.94, town".
    certainty: tuple[str, ...]
    #: "stands 2 times in the article, counted once"; "" for one that stands once.
    copies: str
    note: str


@dataclass(frozen=True, slots=True)
class Brief:
    title: str
    sentence: str
    #: One line each: passages, articles, outlets, places, names that are not on the map.
    counts: tuple[str, ...]
    picture: Picture
    #: What the picture shows, and what lies outside it.
    caption: str
    places: tuple[Row, ...]
    quotes: tuple[Quote, ...]
    #: "12 more passages are not quoted here"; "" when all are.
    rest: str
    method: str
    attribution: str
    permalink: str
    #: "Made on 22 Nov 2026 with Dateline"
    made: str


def brief(selection: Selection) -> Brief:
    quotes = tuple(_quote(selection, excerpt) for excerpt in selection.excerpts[:MOST_QUOTES])
    left = len(selection.excerpts) - len(quotes)
    image = picture(selection)
    return Brief(
        title=clean(selection.title),
        sentence=clean(selection.sentence),
        counts=tuple(_counts(selection)),
        picture=image,
        caption=_caption(selection, image),
        places=tuple(_rows(selection)),
        quotes=quotes,
        rest=f"{counted(left, 'more passage')} {'is' if left == 1 else 'are'} not quoted here." if left else "",
        method=clean(method(selection)),
        attribution=attribution(selection),
        permalink=web_address(selection.permalink),
        made=f"Made on {day(selection.made_on)} with Dateline",
    )


def source(article: Article) -> str:
    """The Daily Example, via A Blog · A. Writer · 25 Jan 2017."""
    outlet = clean(article.outlet) or "Unknown outlet"
    passed_on = f", via {clean(article.via)}" if article.via else ""
    return " · ".join(part for part in (outlet + passed_on, clean(article.author), day(article.published)) if part)


def _quote(selection: Selection, excerpt: Excerpt) -> Quote:
    article, copies = excerpt.article, excerpt.passage.copies
    return Quote(
        headline=clean(article.headline) or "Untitled",
        language=article.language,
        source=source(article),
        url=web_address(article.url),
        text=clean(excerpt.quoted.text),
        spans=excerpt.quoted.spans,
        is_headline=excerpt.passage.is_headline,
        certainty=tuple(dict.fromkeys(_certainty(selection, told) for told in excerpt.told)),
        copies=f"stands {copies} times in the article, counted once" if copies > 1 else "",
        note=clean(excerpt.note),
    )


def _certainty(selection: Selection, told: Told) -> str:
    resolution = told.resolution
    toponym, place = clean(resolution.mention.toponym).replace("\n", " "), resolution.place
    if place is None:
        return f"{toponym}: not on the map"
    where = selection.where[place.id]
    meant = f"{place.name} ({where})" if where else place.name
    role = "" if resolution.mention.kind == "place" else f", as {resolution.mention.kind.value}"
    relative = f", told as “{resolution.relative.phrase}”" if resolution.relative else ""
    said = (
        f"{toponym}: {meant}{role}{relative}; {told.certainty.value}, {resolution.confidence:.2f}; {exactness(place)}"
    )
    return clean(said)


def _counts(selection: Selection) -> Iterable[str]:
    articles = selection.articles
    outlets = {article.outlet for article in articles}
    days = [article.published for article in articles if article.published]
    mentions = counted(sum(1 for _ in selection.told), "mention")
    selected = next((each.place.name for each in selection.places if each.place.id == selection.view.place), "")
    yield f"{mentions} of {clean(selected)}" if selected else mentions
    yield counted(len(selection.excerpts), "passage")
    yield counted(len(articles), "article")
    yield counted(len(outlets), "outlet")
    if days:
        first, last = min(days), max(days)
        yield day(first) if first == last else f"{day(first)} to {day(last)}"
    yield f"{counted(len(selection.places), 'place')} on the map"
    if selection.unplaced:
        yield f"{counted(len(selection.unplaced), 'name')} not on the map"


def _caption(selection: Selection, image: Picture) -> str:
    said = "Circles are towns and spots, rings areas, squares countries, each as large as its mentions are many"
    said += (
        "; dashed where it is in doubt which place is meant" if any(dot.doubtful for dot in image.scene.dots) else ""
    )
    said += "; shapes of provinces are approximate." if image.scene.areas else "."
    outside = image.scene.outside
    if outside:
        named = ", ".join(f"{clean(count.place.name)} ({count.mentions:,})" for count in outside[:8])
        more = f" and {len(outside) - 8} more" if len(outside) > 8 else ""
        said += f" Outside the picture: {named}{more}."
    return said


def _rows(selection: Selection) -> Iterable[Row]:
    for count in selection.places[:_MOST_PLACES]:
        names = [clean(name) or "unknown outlet" for name in selection.outlets[count.place.id]]
        outlets = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
        yield Row(
            clean(count.place.name), clean(count.where), count.mentions, count.articles, outlets,
            f"{certainty(count).value}; {exactness(count.place)}",
        )  # fmt: skip
    left = len(selection.places) - _MOST_PLACES
    if left > 0:
        rest = selection.places[_MOST_PLACES:]
        yield Row(f"{counted(left, 'more place')}", "", sum(count.mentions for count in rest), 0, "", "")
    for name, mentions in selection.unplaced:
        yield Row(clean(name), "not on the map", mentions, 0, "", "unknown")
