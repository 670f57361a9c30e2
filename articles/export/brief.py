"""The evidence brief: what a brief says, whatever kind of file it becomes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articles import wording
from articles.article import Article, Span
from articles.export.clean import clean, clean_said, web_address
from articles.export.credits import attribution, method
from articles.export.exactness import exactness
from articles.export.picture import Picture, picture
from articles.export.selection import Excerpt, Selection, Told, certainty
from articles.repeated import told
from articles.wording import CERTAINTIES, day
from articles.words import phrase, say, say_many
from places.mention import Kind

#: A brief is read by people: of more passages the rest is counted, not quoted.
MOST_QUOTES = 400
_MOST_PLACES = 40
#: In what role a name stands, where it is not its place's; to be said.
_AS = {
    Kind.PLACE: phrase("as place"),
    Kind.GOVERNMENT: phrase("as government"),
    Kind.ADJECTIVE: phrase("as adjective"),
    Kind.ORGANISATION: phrase("as organisation"),
    Kind.RELATIVE: phrase("as relative"),
}


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
    #: "Also in 1 other article: A Blog, 19 Oct 2016"; "" where it stands in no other.
    elsewhere: str
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
        sentence=clean_said(selection.sentence),
        counts=tuple(_counts(selection)),
        picture=image,
        caption=_caption(selection, image),
        places=tuple(_rows(selection)),
        quotes=quotes,
        rest=_rest(left),
        method=clean_said(method(selection)),
        attribution=attribution(selection),
        permalink=web_address(selection.permalink),
        made=say("Made on {day} with Dateline", day=day(selection.made_on)),
    )


def _rest(left: int) -> str:
    if not left:
        return ""
    return say_many("{n} more passage is not quoted here.", "{n} more passages are not quoted here.", left)


def source(article: Article) -> str:
    """The Daily Example, via A Blog · A. Writer · 25 Jan 2017."""
    outlet = clean(article.outlet) or say("Unknown outlet")
    if article.via:
        outlet = say("{outlet}, via {other}", outlet=outlet, other=clean(article.via))
    return " · ".join(part for part in (outlet, clean(article.author), day(article.published)) if part)


def _quote(selection: Selection, excerpt: Excerpt) -> Quote:
    article, copies = excerpt.article, excerpt.passage.copies
    return Quote(
        headline=clean(article.headline) or say("Untitled"),
        language=article.language,
        source=source(article),
        url=web_address(article.url),
        text=clean(excerpt.quoted.text),
        spans=excerpt.quoted.spans,
        is_headline=excerpt.passage.is_headline,
        certainty=tuple(dict.fromkeys(_certainty(selection, told) for told in excerpt.told)),
        copies=_copies(copies),
        elsewhere=clean(told(excerpt.repeats)) if excerpt.repeats else "",
        note=clean(excerpt.note),
    )


def _copies(copies: int) -> str:
    if copies < 2:
        return ""
    return say_many("stands once in the article", "stands {n} times in the article, counted once", copies)


def _certainty(selection: Selection, told: Told) -> str:
    resolution = told.resolution
    toponym, place = clean(resolution.mention.toponym).replace("\n", " "), resolution.place
    if place is None:
        return say("{name}: not on the map", name=toponym)
    where = selection.where[place.id]
    meant = f"{place.name} ({where})" if where else place.name
    parts = [meant]
    if resolution.mention.kind is not Kind.PLACE:
        parts.append(say(_AS[resolution.mention.kind]))
    if resolution.relative:
        parts.append(say("told as “{words}”", words=resolution.relative.phrase))
    sure = say(CERTAINTIES[told.certainty])
    exact = say(exactness(place))
    said = f"{toponym}: " + say("; ").join(
        (say(", ").join(parts), say(", ").join((sure, f"{resolution.confidence:.2f}")), exact)
    )
    return clean_said(said)


def _counts(selection: Selection) -> Iterable[str]:
    articles = selection.articles
    outlets = {article.outlet for article in articles}
    days = [article.published for article in articles if article.published]
    mentions = wording.mentions(sum(1 for _ in selection.told))
    selected = next((each.place.name for each in selection.places if each.place.id == selection.view.place), "")
    yield say("{mentions} of {place}", mentions=mentions, place=clean(selected)) if selected else mentions
    yield wording.passages(len(selection.excerpts))
    yield wording.articles(len(articles))
    yield wording.outlets(len(outlets))
    if days:
        first, last = min(days), max(days)
        yield day(first) if first == last else say("{first} to {last}", first=day(first), last=day(last))
    yield say_many("{n} place on the map", "{n} places on the map", len(selection.places))
    if selection.unplaced:
        yield say_many("{n} name not on the map", "{n} names not on the map", len(selection.unplaced))


def _caption(selection: Selection, image: Picture) -> str:
    parts = [say("Circles are towns and spots, rings areas, squares countries, each as large as its mentions are many")]
    if any(dot.doubtful for dot in image.scene.dots):
        parts.append(say("dashed where it is in doubt which place is meant"))
    if image.scene.areas:
        parts.append(say("shapes of provinces are approximate"))
    said = say("{parts}.", parts=say("; ").join(parts))
    outside = image.scene.outside
    if outside:
        named = _named([f"{clean(count.place.name)} ({count.mentions:,})" for count in outside], 8)
        said += " " + say("Outside the picture: {places}.", places=named)
    return said


def _rows(selection: Selection) -> Iterable[Row]:
    for count in selection.places[:_MOST_PLACES]:
        names = [clean(name) or say("unknown outlet") for name in selection.outlets[count.place.id]]
        yield Row(
            clean(count.place.name), clean(count.where), count.mentions, count.articles, _named(names, 3),
            say("; ").join((say(CERTAINTIES[certainty(count)]), say(exactness(count.place)))),
        )  # fmt: skip
    left = len(selection.places) - _MOST_PLACES
    if left > 0:
        rest = selection.places[_MOST_PLACES:]
        more = say_many("{n} more place", "{n} more places", left)
        yield Row(more, "", sum(count.mentions for count in rest), 0, "", "")
    for name, mentions in selection.unplaced:
        yield Row(clean(name), say("not on the map"), mentions, 0, "", say("unknown"))


def _named(names: Sequence[str], most: int) -> str:
    """The first of *names*, and how many more there are."""
    said = say(", ").join(names[:most])
    left = len(names) - most
    return say_many("{names} and {n} more", "{names} and {n} more", left, names=said) if left > 0 else said
