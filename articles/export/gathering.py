"""Gathering: the selection an export is made of, read once from the archive for a View or for ticked passages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime

from articles.archive import Archive
from articles.article import Hit, Span
from articles.certainty import Certainty, automatic
from articles.export.selection import Excerpt, Outline, Selection, Told
from articles.export.tally import outlets, places, unplaced
from articles.hosting.policy import Reader, TextPolicy
from articles.quoting import Ration
from articles.reposts.telling import Repeats
from articles.storage import records
from articles.view import Reposts, View
from articles.words import say
from places.resolution import Resolution

#: A passage by its article's id and where it starts in its document.
Key = tuple[str, int]

_AT_ONCE = 5000


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
    mentions, repeats = _Mentions(archive, view), _Repeated(archive, ration)
    excerpts = []
    for hit in asked:
        told = mentions.of(hit)
        if narrowed:
            told = tuple(each for each in told if each.id == view.place)
        named = tuple(Span(each.resolution.mention.start, each.resolution.mention.end) for each in told)
        # Where words were searched for, those are what is to be read.
        spans = hit.spans if hit.spans and not whole else named
        note = notes.get((hit.article.id, hit.passage.start), "")
        quoted = ration.quoted(hit.article, hit.passage, spans)
        excerpts.append(Excerpt(hit, quoted, told, note, repeats.of(hit)))
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
        places=places(shown, where),
        vague=archive.vague(view) if ticked is None else (),
        unplaced=unplaced(shown),
        where=where,
        outlets=outlets(shown),
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


class _Repeated:
    """Where else a passage stands; each article's are read once."""

    def __init__(self, archive: Archive, ration: Ration) -> None:
        self._archive = archive
        self._ration = ration
        self._of: dict[str, dict[int, Repeats]] = {}

    def of(self, hit: Hit) -> Repeats | None:
        id_ = hit.article.id
        if id_ not in self._of:
            self._of[id_] = self._ration.told(hit.article, self._archive.repeats(id_))
        return self._of[id_].get(hit.passage.start)


def _hits(archive: Archive, view: View) -> Iterator[Hit]:
    offset = 0
    while page := archive.hits(view, offset=offset, limit=_AT_ONCE):
        yield from page
        offset += len(page)


def _ticked(archive: Archive, view: View, ticked: Iterable[Key]) -> list[Hit]:
    """The ticked passages in the order of their ticks; what the view marks in them is marked, if it holds them."""
    wanted = list(dict.fromkeys(ticked))
    found: dict[Key, Hit] = {}
    for asked in (view, View(reposts=Reposts.APART)):
        missing = {key for key in wanted if key not in found}
        if missing:
            hits = ((hit.article.id, hit.passage.start, hit) for hit in _hits(archive, asked))
            found |= {(id_, start): hit for id_, start, hit in hits if (id_, start) in missing}
    return [found[key] for key in wanted if key in found]
