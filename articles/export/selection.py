"""The selection: what an export is made of, gathered once from the archive for a View or for ticked passages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from articles import records
from articles.archive import Archive
from articles.article import Article, Hit, Passage, Span
from articles.certainty import Certainty, automatic
from articles.counts import PlaceCount, VagueMark
from articles.policy import Allowance, Reader, TextPolicy
from articles.quoting import Quoted, Ration
from articles.storing import subject_id
from articles.view import View
from articles.words import say
from places.mention import Kind
from places.place import Place
from places.resolution import Resolution

#: Closed lines of (latitude, longitude), to be filled by the even-odd rule; see places/areas.py.
Rings = tuple[tuple[tuple[float, float], ...], ...]
Outline = Callable[[Place], Rings | None]
#: A passage by its article's id and where it starts in its document.
Key = tuple[str, int]

_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Told:
    """A mention that counts in the selection, in its passage."""

    hit: Hit
    resolution: Resolution
    certainty: Certainty

    @property
    def id(self) -> str:
        """The id of its place, or that under which a name that is not on the map is counted."""
        return subject_id(self.resolution)


def certainty(count: PlaceCount) -> Certainty:
    """What is said of a place as a whole: verified if all its mentions are, doubtful if more than half of them are."""
    if count.verified == count.mentions:
        return Certainty.VERIFIED
    return Certainty.DOUBTFUL if 2 * count.doubtful > count.mentions else Certainty.AUTOMATIC


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage of the selection, as far as the text policy lets it out."""

    hit: Hit
    quoted: Quoted
    #: The mentions in the passage that count, in order.
    told: tuple[Told, ...]
    note: str = ""

    @property
    def article(self) -> Article:
        return self.hit.article

    @property
    def passage(self) -> Passage:
        return self.hit.passage


@dataclass(frozen=True, slots=True)
class Selection:
    """Everything an export may say. Its passages, mentions and places are of one moment of the archive."""

    view: View
    title: str
    #: The live sentence of the page: what the view holds, in words; "" for none.
    sentence: str
    #: Where the view can be opened again; "" where nobody knows the address.
    permalink: str
    #: The allowances its articles came out under, strictest first.
    policy: tuple[Allowance, ...]
    #: In the order of the page, newest first; ticked ones in the order of their ticks.
    excerpts: tuple[Excerpt, ...]
    #: The places on the map with their counts, most mentioned first; a selected place narrows them not.
    places: tuple[PlaceCount, ...]
    vague: tuple[VagueMark, ...]
    #: Names that are not on the map, with their mentions, most mentioned first.
    unplaced: tuple[tuple[str, int], ...]
    #: Place id -> where it lies, for people.
    where: Mapping[str, str]
    #: Place id -> the outlets that mention it, sorted; the unknown one is "".
    outlets: Mapping[str, tuple[str, ...]]
    #: The geoparser's version, as the archive keeps it; "" when unknown.
    made_with: str
    #: The day the export was made, UTC.
    made_on: date
    outline: Outline = field(compare=False, default=lambda place: None)
    #: For Excel, which otherwise takes UTF-8 for an older encoding.
    byte_order_mark: bool = True

    @property
    def told(self) -> Iterator[Told]:
        """The mentions of the selection in the order of its passages."""
        return (told for excerpt in self.excerpts for told in excerpt.told)

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles of the passages, each once, in their order."""
        return tuple({excerpt.article.id: excerpt.article for excerpt in self.excerpts}.values())


def gather(
    archive: Archive,
    view: View,
    *,
    ticked: Iterable[Key] | None = None,
    whole: bool = False,
    ration: Ration | None = None,
    title: str = "",
    sentence: str = "",
    permalink: str = "",
    notes: Mapping[Key, str] | None = None,
    outline: Outline = lambda place: None,
    byte_order_mark: bool = True,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Selection:
    """What *view* holds, or of it the *ticked* passages only; then the places are theirs.

    Mentions count as on the page: those in the view's kinds, of places of its types, and of its place if it selects
    one, unless *whole* asks for all places and leaves the selected one as where to begin. A tick for a passage that
    the archive does not hold is left out. *ration* says how much of each article is given; without one, what an editor
    may take along where nobody made rules. Raises QueryError as the archive does.
    """
    notes = notes or {}
    ration = ration or editors_ration(TextPolicy())
    narrowed = bool(view.place) and not whole
    shown_view = view if narrowed else view.filters
    asked = _ticked(archive, view, ticked) if ticked is not None else list(_hits(archive, shown_view))
    mentions = _Mentions(archive, view)
    excerpts = []
    for hit in asked:
        told = mentions.of(hit)
        if narrowed:
            told = tuple(each for each in told if each.id == view.place)
        named = tuple(Span(each.resolution.mention.start, each.resolution.mention.end) for each in told)
        # Where words were searched for, those are what is to be read.
        spans = hit.spans if hit.spans and not whole else named
        note = notes.get((hit.article.id, hit.passage.start), "")
        excerpts.append(Excerpt(hit, ration.quoted(hit.article, hit.passage, spans), told, note))
    if ticked is None and narrowed:
        shown = tuple(each for hit in _hits(archive, view.filters) for each in mentions.of(hit))
    else:
        shown = tuple(each for hit in asked for each in mentions.of(hit))
    where = {each.id: archive.where(each.id) for each in {each.id: each for each in shown}.values()}
    return Selection(
        view=view,
        title=title or say("A map of reports"),
        sentence=sentence,
        permalink=permalink if permalink.startswith(("http://", "https://")) else "",
        policy=ration.applied,
        excerpts=tuple(excerpts),
        places=_places(shown, where),
        vague=archive.vague(view) if ticked is None else (),
        unplaced=_unplaced(shown),
        where=where,
        outlets=_outlets(shown),
        made_with=archive.made_with,
        made_on=now().date(),
        outline=outline,
        byte_order_mark=byte_order_mark,
    )


def editors_ration(policy: TextPolicy) -> Ration:
    """For what an editor takes along: what leaves is read by anybody, so that the rules for the public hold.

    Each passage has its own sentences, as a quotation an editor chose and answers for.
    """
    return Ration(policy, Reader.PUBLIC, by_passage=True)


class _Mentions:
    """The mentions that count in a passage; each article's are read once."""

    def __init__(self, archive: Archive, view: View) -> None:
        self._archive = archive
        self._view = view
        self._of: dict[str, list[tuple[Resolution, Certainty]]] = {}

    def of(self, hit: Hit) -> tuple[Told, ...]:
        id_, passage = hit.article.id, hit.passage
        if id_ not in self._of:
            self._of[id_] = [each for each in self._judged(id_) if self._counts(*each)]
        return tuple(
            Told(hit, resolution, certainty)
            for resolution, certainty in self._of[id_]
            if passage.start <= resolution.mention.start < passage.end
        )

    def _judged(self, article: str) -> Iterator[tuple[Resolution, Certainty]]:
        with self._archive.database.reading() as db:
            certainties = records.certainties_of(db, article)
        for resolution in self._archive.mentions(article):
            mention = resolution.mention
            # A decision of this moment may have come in between: then what the geoparser would say.
            own = automatic(resolution.place is not None, resolution.confidence)
            yield resolution, certainties.get((mention.start, mention.end), own)

    def _counts(self, resolution: Resolution, certainty: Certainty) -> bool:
        view, place = self._view, resolution.place
        return (
            resolution.mention.kind in view.kinds
            and certainty is not Certainty.EXCLUDED
            and (not view.certainty or certainty in view.certainty)
            and (not view.types or place is None or place.type in view.types)
        )


def _hits(archive: Archive, view: View) -> Iterator[Hit]:
    offset = 0
    while page := archive.hits(view, offset=offset, limit=_AT_ONCE):
        yield from page
        offset += len(page)


def _ticked(archive: Archive, view: View, ticked: Iterable[Key]) -> list[Hit]:
    """The ticked passages in the order of their ticks; what the view marks in them is marked, if it holds them."""
    wanted = list(dict.fromkeys(ticked))
    found: dict[Key, Hit] = {}
    for asked in (view, View()):
        missing = {key for key in wanted if key not in found}
        if missing:
            hits = ((hit.article.id, hit.passage.start, hit) for hit in _hits(archive, asked))
            found |= {(id_, start): hit for id_, start, hit in hits if (id_, start) in missing}
    return [found[key] for key in wanted if key in found]


def _places(told: Iterable[Told], where: Mapping[str, str]) -> tuple[PlaceCount, ...]:
    places: dict[str, Place] = {}
    mentions: dict[str, int] = defaultdict(int)
    articles: dict[str, set[str]] = defaultdict(set)
    outlets: dict[str, set[str]] = defaultdict(set)
    sure: dict[str, list[Certainty]] = defaultdict(list)
    governments: dict[str, int] = defaultdict(int)
    for each in told:
        if place := each.resolution.place:
            sure[place.id].append(each.certainty)
            governments[place.id] += each.resolution.mention.kind is Kind.GOVERNMENT
            places[place.id] = place
            mentions[place.id] += 1
            articles[place.id].add(each.hit.article.id)
            outlets[place.id].add(each.hit.article.outlet)
    counts = [
        PlaceCount(
            place,
            where[id_],
            mentions[id_],
            len(articles[id_]),
            len(outlets[id_]),
            verified=sure[id_].count(Certainty.VERIFIED),
            doubtful=sure[id_].count(Certainty.DOUBTFUL),
            government=governments[id_],
        )
        for id_, place in places.items()
    ]
    return tuple(sorted(counts, key=lambda count: (-count.mentions, count.place.name, count.place.id)))


def _outlets(told: Iterable[Told]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for each in told:
        found[each.id].add(each.hit.article.outlet)
    return {id_: tuple(sorted(names)) for id_, names in found.items()}


def _unplaced(told: Iterable[Told]) -> tuple[tuple[str, int], ...]:
    mentions: dict[str, int] = defaultdict(int)
    names: dict[str, str] = {}
    for each in told:
        if each.resolution.place is None:
            names.setdefault(each.id, each.resolution.mention.toponym)
            mentions[each.id] += 1
    return tuple(sorted(((names[id_], number) for id_, number in mentions.items()), key=lambda row: (-row[1], row[0])))
