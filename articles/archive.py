"""The archive: articles, their passages and the places mentioned in them, in one SQLite file, answering Views."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from articles import columns, questions, records, shares
from articles.article import Article, Hit, Passage, Span
from articles.columns import Columns
from articles.company import Related
from articles.comparing import Difference, differences
from articles.counts import LanguageCount, OutletCount, PlaceCount, Totals, UnplacedCount, VagueMark
from articles.database import ArchiveError, ArchiveOutdatedError, Database
from articles.decisions.applying import apply_to_article, is_applied, sync
from articles.decisions.file import DecisionFile
from articles.highlight import matches
from articles.matching import Matching, matching
from articles.names import Named, Names
from articles.recent import Recent
from articles.records import Subject
from articles.schema import KINDS
from articles.search import parse_query
from articles.sources import Sources
from articles.storing import content_hash, name_key, remove, store
from articles.timeline import Timeline, Unit, timeline
from articles.vague import vague_marks
from articles.view import DEFAULT_KINDS, UNKNOWN_LANGUAGE, View
from places.mention import Kind
from places.place import Place
from places.resolution import Resolution

__all__ = [
    "Archive",
    "ArchiveError",
    "ArchiveOutdatedError",
    "Change",
    "LanguageCount",
    "OutletCount",
    "PlaceCount",
    "Totals",
    "UnplacedCount",
]


#: Each takes some 5 MB where there are 20,000 places and a million and a half of mentions. A change of the page asks
#: for four: the view, the same without its days for the timeline, and all there is, with and without all roles.
VIEWS_REMEMBERED = 16
#: Pages of passages and the like, some tens of kB each.
ANSWERS_REMEMBERED = 100
#: A page shows no more at once; who takes all along does not ask again.
MOST_HITS_REMEMBERED = 50

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Counted:
    """All that is mentioned in a view, most mentioned first."""

    places: tuple[PlaceCount, ...]
    unplaced: tuple[UnplacedCount, ...]
    #: Decided to be no place.
    excluded: tuple[UnplacedCount, ...]


class Change(StrEnum):
    """What adding an article did."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


class Archive:
    """All questions take a View; safe to be asked from many threads while another process imports.

    Every question raises QueryError for a view whose query has no meaning.
    """

    def __init__(
        self, database: Database, sources: Sources | None = None, decisions: DecisionFile | None = None
    ) -> None:
        self._database = database
        self._sources = sources
        #: What people settled; None for an archive that nobody can correct.
        self.decisions = decisions
        # A page asks one view for its places, names, totals, passages and days, one after another.
        self._recent_columns = Recent[Columns](1)
        self._recent_known = Recent[dict[int, Subject]](1)
        self._recent_matching = Recent[Matching](VIEWS_REMEMBERED)
        self._recent_counts = Recent[Counted](VIEWS_REMEMBERED)
        self._recent_timelines = Recent[Timeline](VIEWS_REMEMBERED)
        self._recent = Recent[Any](ANSWERS_REMEMBERED)
        self._recent_names = Recent[Names](1)
        self._recent_shares = Recent[dict[str, shares.Shares]](VIEWS_REMEMBERED)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        sources: Sources | None = None,
        decisions: DecisionFile | None = None,
        read_only: bool = False,
    ) -> Archive:
        """The archive at *path*, made if missing unless *read_only*; what is added is also written to *sources*.

        *decisions* are laid over what it holds, and over what is added. Raises ArchiveOutdatedError for one of another
        version, ArchiveError for a file that is no archive.
        """
        archive = cls(Database(path, read_only=read_only), sources, decisions)
        archive.apply_decisions()
        return archive

    @property
    def path(self) -> Path:
        return self._database.path

    @property
    def database(self) -> Database:
        """For modules that ask what no View can."""
        return self._database

    def close(self) -> None:
        self._database.close()

    @property
    def revision(self) -> int:
        """A number that grows with every change of the archive."""
        with self._database.reading() as db:
            return _revision(db)

    @property
    def made_with(self) -> str:
        """The version of the geoparser that read the first article; "" while there is none."""
        with self._database.reading() as db:
            row = db.execute("SELECT value FROM meta WHERE key = 'made_with'").fetchone()
            return str(row[0]) if row else ""

    @property
    def is_empty(self) -> bool:
        with self._database.reading() as db:
            return db.execute("SELECT 1 FROM article LIMIT 1").fetchone() is None

    # Articles in

    def holds(self, article: Article) -> bool:
        """Whether *article* is in the archive, word for word."""
        return self.change_by(article) is Change.UNCHANGED

    def change_by(self, article: Article) -> Change:
        """What adding *article* would do."""
        with self._database.reading() as db:
            row = db.execute("SELECT content FROM article WHERE id = ?", (article.id,)).fetchone()
        if row is None:
            return Change.ADDED
        return Change.UNCHANGED if row[0] == content_hash(article) else Change.REPLACED

    def add(
        self,
        article: Article,
        resolutions: Iterable[Resolution],
        *,
        where: Callable[[Place], str] = lambda place: place.country_code,
        made_with: str = "",
    ) -> Change:
        """Put *article* in, in one transaction; one with the same id and other words is replaced.

        *resolutions* are those of its document; *where* says of a place where it lies, for people. Raises ValueError
        for a resolution whose toponym does not stand where it says.
        """
        with self._database.writing() as db:
            row = db.execute("SELECT n, content FROM article WHERE id = ?", (article.id,)).fetchone()
            if row and row[1] == content_hash(article):
                return Change.UNCHANGED
            if row:
                remove(db, row[0])
            stands = sync(db, self.decisions)[0] if self.decisions is not None else None
            number = store(db, article, tuple(resolutions), where)
            if stands is not None:
                apply_to_article(db, stands, number)
            renew(db, made_with)
            # Last, so that the sources get only what the archive could take; before the commit, so that they get all.
            if self._sources is not None:
                self._sources.append(article)
            return Change.REPLACED if row else Change.ADDED

    def apply_decisions(self) -> int:
        """Bring the archive up to its decisions file, whoever wrote to it: how many mentions changed.

        Raises ArchiveError where the file cannot be read, or there is something to change in an archive to be read.
        """
        if self.decisions is None:
            return 0
        with self._database.reading() as db:
            if is_applied(db, self.decisions.read()):
                return 0
        with self._database.writing() as db:
            _, changed = sync(db, self.decisions)
            if changed:
                renew(db)
            return changed

    # Questions

    def places(self, view: View) -> tuple[PlaceCount, ...]:
        """The places mentioned in *view*, most mentioned first; its selected place narrows nothing."""
        return self._counted(view).places

    def unplaced(self, view: View) -> tuple[UnplacedCount, ...]:
        """The names in *view* that are not on the map, most mentioned first; its selected place narrows nothing."""
        return self._counted(view).unplaced

    def excluded(self, view: View) -> tuple[UnplacedCount, ...]:
        """The names in *view* that were decided to be no place, in the same way; no other count holds them."""
        return self._counted(view).excluded

    def vague(self, view: View) -> tuple[VagueMark, ...]:
        """The distinct relative positions mentioned in *view*, most mentioned first; its place narrows nothing.

        Empty unless the view's kinds hold that of relative mentions.
        """
        with self._database.reading() as db:
            rows = questions.relative_counts(db, self._matching(db, view))
            known = self._subjects(db)
        return vague_marks(
            (known[place].id, told, mentions) for place, told, mentions in rows if _is_shown(known[place], view)
        )

    def count(self, view: View) -> PlaceCount | None:
        """The counts of the place *view* selects; None when it selects none, or one it does not mention."""
        with self._database.reading() as db:
            subject = _selected(db, view)
            row = questions.place_count(self._matching(db, view), subject.n) if subject else None
        return _place_count(subject.place, subject, row) if subject and subject.place and row else None

    def hits(self, view: View, *, offset: int = 0, limit: int = 20) -> tuple[Hit, ...]:
        """The passages of *view*, newest first, undated last; within an article in reading order.

        Spans are the mentions that count of the selected place, else of the places the view asks for, and the words of
        the query.
        """
        if limit > MOST_HITS_REMEMBERED:
            return self._hits(view, offset, limit)
        return self.recently(("hits", view, offset, limit), lambda: self._hits(view, offset, limit))

    def recently(self, question: Hashable, work: Callable[[], Answer]) -> Answer:
        """What *work* gave when *question* was last asked at this revision, else what it gives now.

        A page draws the same panel twice, for wide screens and for phones, and many readers click on the same places.
        """
        answer: Answer = self._recent.answer((self.revision, question), work)
        return answer

    def _hits(self, view: View, offset: int, limit: int) -> tuple[Hit, ...]:
        with self._database.reading() as db:
            place = _place_number(db, view)
            matching = self._matching(db, view)
            numbers = questions.passage_page(matching, place, max(offset, 0), max(limit, 0))
            found = records.passages_by_number(db, numbers)
            mentioned = [_mentioned(db, matching, view, n, place) for n in numbers]
        words = matches(parse_query(view.query), [passage.text for _, passage in found])
        return tuple(
            Hit(article, passage, _merged(passage, spans, matched))
            for (article, passage), spans, matched in zip(found, mentioned, words, strict=True)
        )

    def count_hits(self, view: View) -> int:
        """How many passages ``hits`` has in all."""
        return self._numbers(view)[0]

    def totals(self, view: View) -> Totals:
        everything = View(kinds=tuple(kind for kind in Kind if kind in DEFAULT_KINDS or kind in view.kinds))
        passages, articles = self._numbers(view)
        passages_all, articles_all = self._numbers(everything)
        counted = self._counted(view)
        counted_all = counted if _question(view) == everything else self._counted(everything)
        places, places_all = len(counted.places), len(counted_all.places)
        return Totals(passages, passages_all, places, places_all, articles, articles_all, len(counted.unplaced))

    def asked(self, view: View) -> frozenset[str]:
        """The ids of all places one of which *view* wants a passage to name; empty where it filters by none."""
        if not view.names_places:
            return frozenset()
        with self._database.reading() as db:
            known = self._subjects(db)
            return frozenset(known[n].id for n in self._matching(db, view).asked if n in known)

    def timeline(self, view: View, unit: Unit | None = None) -> Timeline:
        """The passages of *view*, its selected place included, by day and outlet, in bars of *unit*.

        The span decides the unit where it is None. Every passage of ``count_hits`` is in a bar or undated.
        """
        with self._database.reading() as db:

            def tell() -> Timeline:
                names = _names_of_outlets(db)
                rows = questions.passages_by_day(self._matching(db, view), _place_number(db, view))
                return timeline(((day, names[outlet], passages) for day, outlet, passages in rows), unit)

            return self._recent_timelines.answer((_revision(db), view, unit), tell)

    def sparklines(self, view: View, place_ids: Iterable[str], bars: int = 24) -> dict[str, tuple[int, ...]]:
        """For each of the places, its mentions in *view* in so many stretches of equal length; undated ones left out.

        The stretches are those of the view's days, else of the archive's. Its selected place narrows nothing.
        """
        ids = tuple(place_ids)
        first, last = (given or day for given, day in zip((view.after, view.before), self.days(), strict=True))
        nothing = dict.fromkeys(ids, (0,) * bars)
        if first is None or last is None or last < first:
            return nothing
        with self._database.reading() as db:
            known = records.subjects_by_id(db, ids)
            matching = self._matching(db, view)
        lines = questions.sparklines(
            matching, [each.n for each in known.values()], first.toordinal(), last.toordinal(), bars
        )
        return nothing | dict(zip(known, lines, strict=True))

    def related(self, view: View, place_id: str, limit: int = 20) -> tuple[Related, ...]:
        """The places named in the passages of *view* that name that one, most such passages first."""
        with self._database.reading() as db:
            subject = records.subjects_by_id(db, [place_id]).get(place_id)
            rows = questions.company(self._matching(db, view), subject.n) if subject else []
            known = self._subjects(db)
        found = [(known[n], passages, articles) for n, passages, articles in rows if _is_shown(known[n], view)]
        related = [
            Related(each.place, each.where, passages, articles) for each, passages, articles in found if each.place
        ]
        return tuple(related[: max(limit, 0)])

    def compare(self, before: View, after: View) -> tuple[Difference, ...]:
        """The places of two views, of two spans or two outlets, side by side; those that changed most first."""
        return differences(self.places(before), self.places(after))

    def outlet_shares(self, view: View, outlets: tuple[str, ...] | None = None) -> dict[str, shares.Shares]:
        """For the id of each place and name of *view*, the outlets that mention it, most mentions first.

        Where *outlets* are given, of those alone, and of the one with most mentions of the place.
        """
        with self._database.reading() as db:

            def count() -> dict[str, shares.Shares]:
                found = shares.outlet_shares(db, self._matching(db, view), outlets=outlets)
                known = self._subjects(db)
                return {known[n].id: each for n, each in found.items() if _is_shown(known[n], view)}

            return self._recent_shares.answer((_revision(db), _question(view), outlets), count)

    def by_outlet(self, view: View, place_id: str) -> shares.Shares:
        """The same for one place; empty where the view does not mention it."""
        with self._database.reading() as db:
            subject = records.subjects_by_id(db, [place_id]).get(place_id)
            return shares.outlet_shares(db, self._matching(db, view), subject.n).get(subject.n, ()) if subject else ()

    def outlets(self) -> tuple[str, ...]:
        """The names of all outlets with an article in the archive, sorted; the unknown one left out."""
        with self._database.reading() as db:
            named = "SELECT name FROM outlet WHERE name <> '' AND n IN (SELECT outlet FROM article) ORDER BY name"
            return tuple(row[0] for row in db.execute(named))

    def outlet_counts(self, view: View) -> tuple[OutletCount, ...]:
        """The outlets of *view*, most articles first; its selected outlets and place narrow nothing."""
        with self._database.reading() as db:
            names = _names_of_outlets(db)
            counts = questions.outlet_counts(self._matching(db, view.with_(outlets=(), without=())))
        found = [OutletCount(names[outlet], articles) for outlet, articles in counts]
        return tuple(sorted(found, key=lambda each: (-each.articles, each.outlet)))

    def language_counts(self, view: View) -> tuple[LanguageCount, ...]:
        """The languages of *view*, most articles first; its selected languages and place narrow nothing."""
        with self._database.reading() as db:
            counts = questions.language_counts(self._matching(db, view.with_(languages=())))
        found = [LanguageCount(code or UNKNOWN_LANGUAGE, articles) for code, articles in counts]
        return tuple(sorted(found, key=lambda each: (-each.articles, each.code)))

    def days(self) -> tuple[date | None, date | None]:
        """The first and last day of a dated article; (None, None) when there is none."""
        with self._database.reading() as db:
            first, last = db.execute("SELECT min(day), max(day) FROM article WHERE day > 0").fetchone()
        return (date.fromordinal(first), date.fromordinal(last)) if first else (None, None)

    def days_told(self, view: View) -> tuple[date, date] | None:
        """The first and last day of a passage of *view*, whatever it selects; None where one has no day, or none is."""
        with self._database.reading() as db:
            days = questions.days(self._matching(db, view))
        return (date.fromordinal(days[0]), date.fromordinal(days[1])) if days and days[0] else None

    def article(self, id_: str) -> Article | None:
        with self._database.reading() as db:
            return records.article_by_id(db, id_)

    def mentions(self, article_id: str) -> tuple[Resolution, ...]:
        """Every mention of the article's document as it was resolved, in order, those in folded repeats too."""
        with self._database.reading() as db:
            return records.resolutions_of(db, article_id)

    def place(self, id_: str) -> Place | None:
        """The place of that id; None when nothing here may mean it, and for a name that is not on the map."""
        subject = self._subject(id_)
        return subject.place if subject else None

    def where(self, id_: str) -> str:
        """Where the place lies, for people: "Nineveh, Iraq"; "" when unknown."""
        subject = self._subject(id_)
        return subject.where if subject else ""

    def toponym(self, id_: str) -> str:
        """The name that is not on the map and that *id_* selects; "" when there is none."""
        subject = self._subject(id_)
        return subject.name if subject and subject.place is None else ""

    def names(self) -> Names:
        """What the places and unplaced names that are mentioned here go by."""
        with self._database.reading() as db:

            def read() -> Names:
                spelled = records.spellings(db)
                known = self._subjects(db)
                mentions = questions.place_counts(self._matching(db, View(kinds=KINDS)))
                return Names(
                    Named(each.id, each.name, each.where, number, each.place, tuple(spelled.get(n, ())))
                    for n, number, *_ in mentions
                    if not (each := known[n]).is_excluded
                )

            return self._recent_names.answer(_revision(db), read)

    def named(self, name: str) -> tuple[PlaceCount, ...]:
        """The mentioned places whose id is *name*, else whose name, else that a text calls so; most mentioned first."""
        counts = self.places(View(kinds=KINDS))
        folded = _folded(name)
        with self._database.reading() as db:
            spelled = db.execute(
                "SELECT DISTINCT place.id, toponym FROM resolution CROSS JOIN mention "
                "ON mention.article = resolution.article AND mention.resolution = resolution.n "
                "JOIN place ON place.n = mention.place WHERE resolution.name = ?",
                (name_key(name),),
            )
            called = {id_ for id_, toponym in spelled if _folded(toponym) == folded}
        by_id = [count for count in counts if count.place.id == name]
        by_name = [count for count in counts if _folded(count.place.name) == folded]
        return tuple(by_id or by_name or [count for count in counts if count.place.id in called])

    def _subject(self, id_: str) -> Subject | None:
        with self._database.reading() as db:
            return records.subjects_by_id(db, [id_]).get(id_)

    def _counted(self, view: View) -> Counted:
        with self._database.reading() as db:

            def count() -> Counted:
                return _counted(questions.place_counts(self._matching(db, view)), self._subjects(db), view)

            return self._recent_counts.answer((_revision(db), _question(view)), count)

    def _numbers(self, view: View) -> tuple[int, int]:
        """How many passages *view* holds, in how many articles."""
        with self._database.reading() as db:
            return questions.passage_count(self._matching(db, view), _place_number(db, view))

    def _matching(self, db: sqlite3.Connection, view: View) -> Matching:
        def match() -> Matching:
            return matching(db, self._columns(db), self._subjects(db), view)

        return self._recent_matching.answer((_revision(db), _question(view)), match)

    def _columns(self, db: sqlite3.Connection) -> Columns:
        return self._recent_columns.answer(_revision(db), lambda: columns.read(db))

    def _subjects(self, db: sqlite3.Connection) -> Mapping[int, Subject]:
        """All that is mentioned, by number."""

        def read() -> dict[int, Subject]:
            return records.subjects_by_number(db, np.unique(self._columns(db).place).tolist())

        return self._recent_known.answer(_revision(db), read)


def _counted(rows: Iterable[questions.PlaceRow], known: Mapping[int, Subject], view: View) -> Counted:
    places: list[PlaceCount] = []
    unplaced: list[UnplacedCount] = []
    excluded: list[UnplacedCount] = []
    for row in rows:
        subject = known[row[0]]
        if subject.place is None:
            names = excluded if subject.is_excluded else unplaced
            names.append(UnplacedCount(subject.id, subject.name, row[1], row[2]))
        elif _is_shown(subject, view):
            places.append(_place_count(subject.place, subject, row))
    places.sort(key=lambda count: (-count.mentions, count.place.name, count.place.id))
    for names in (unplaced, excluded):
        names.sort(key=lambda count: (-count.mentions, count.toponym))
    return Counted(tuple(places), tuple(unplaced), tuple(excluded))


def _mentioned(
    db: sqlite3.Connection, of: Matching, view: View, passage: int, place: int | None
) -> list[tuple[int, int]]:
    """Start and end of what counts in *passage* of *place*, else of what *view* asks for, in order."""
    if place is None and not (of.asked or view.certainty):
        return []
    wanted = of.asked if place is None else {place}
    return [
        (start, end)
        for start, end, n, kind, certainty in records.mentions_in(db, passage)
        if kind in view.kinds and (not view.certainty or certainty in view.certainty) and (not wanted or n in wanted)
    ]


def _question(view: View) -> View:
    """What of *view* an answer depends on that nothing is selected in."""
    return view.filters.with_(archive="", size=View().size)


def _is_shown(subject: Subject, view: View) -> bool:
    """Whether the view's kinds of place let it through; of a name that is not on the map nobody knows the kind."""
    return not view.types or subject.place is None or subject.place.type in view.types


def _revision(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()[0])


def renew(db: sqlite3.Connection, made_with: str = "") -> None:
    """Give the archive another revision; the caller holds the transaction."""
    # Counted by the clock, so that an archive made anew has another number than the one it takes the place of.
    now = time.time_ns() // 1000
    db.execute("UPDATE meta SET value = max(value + 1, ?) WHERE key = 'revision'", (now,))
    if made_with:
        db.execute("INSERT OR IGNORE INTO meta VALUES ('made_with', ?)", (made_with,))


def _names_of_outlets(db: sqlite3.Connection) -> dict[int, str]:
    return dict(db.execute("SELECT n, name FROM outlet").fetchall())


def _selected(db: sqlite3.Connection, view: View) -> Subject | None:
    return records.subjects_by_id(db, [view.place]).get(view.place) if view.place else None


def _place_number(db: sqlite3.Connection, view: View) -> int | None:
    """The number of the selected place, 0 for one the archive does not know; None when none is selected."""
    subject = _selected(db, view)
    return subject.n if subject else 0 if view.place else None


def _place_count(place: Place, subject: Subject, row: questions.PlaceRow) -> PlaceCount:
    _, *numbers = row
    return PlaceCount(place, subject.where, *numbers)


def _merged(passage: Passage, mentioned: Iterable[tuple[int, int]], matched: Iterable[Span]) -> tuple[Span, ...]:
    """All spans in the document, in order, those that touch inside one another made one."""
    found = [Span(start, min(end, passage.end)) for start, end in mentioned]
    found += [Span(passage.start + span.start, passage.start + span.end) for span in matched]
    merged: list[Span] = []
    for span in sorted(found, key=lambda span: (span.start, span.end)):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
