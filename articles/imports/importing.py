"""Importing: what was read goes into the archive, geoparsed, a few articles at a time."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from articles.archive import Archive, Change
from articles.article import Article
from articles.hosting.logs import event
from articles.imports.steps import Did, Ledger, NoLedger, Report, Step
from articles.reading import Outcome, ReadingError, with_one_spelling
from articles.storage.storing import content_hash
from places.geonames.progress import Progress, silent
from places.place import Place
from places.resolution import Resolution
from places.sentence import sentence

#: Articles that go into the archive together, and how long one waits for the next: who reads meanwhile has all counts
#: worked out anew after each time, and who decides waits until they are in.
MOST_AT_ONCE = 50
LONGEST_WAIT_SECONDS = 2.0
_LONGEST_FAULT = 200
_SURROGATE = re.compile("[\ud800-\udfff]")


class Geoparse(Protocol):
    """An article in, the mentions of its document with what they mean out."""

    @property
    def version(self) -> str:
        """Changes when the same article may come out otherwise."""

    def __call__(self, article: Article) -> tuple[Resolution, ...]: ...

    def where(self, place: Place) -> str:
        """Where *place* lies, for people: "Nineveh, Iraq"."""


def import_outcomes(
    archive: Archive,
    geoparse: Geoparse,
    outcomes: Iterable[Outcome],
    progress: Progress = silent,
    *,
    number: int = 0,
    ledger: Ledger | None = None,
) -> Report:
    """Put every article of *outcomes* into *archive*; a fault in one becomes a problem and stops none of the others.

    *number* is what the outcomes weigh together, where they cannot be counted before. With the *ledger* of an import
    that was stopped it goes on where that was, and the report is of both. Raises ArchiveError when the archive itself
    cannot be written, and what *progress* raises; what is in by then stays.
    """
    started = time.monotonic()
    whole = sum(outcome.weight for outcome in outcomes) if isinstance(outcomes, Sequence) else number
    intake = _Intake(archive, geoparse, ledger or NoLedger())
    done = 0
    try:
        for outcome in outcomes:
            for fraction, headline in intake.take(outcome):
                progress(
                    min((done + fraction * outcome.weight) / whole, 1.0) if whole else 0.0,
                    f"{outcome.source}: {headline}",
                )
            done += outcome.weight
    finally:
        intake.put_in()
    progress(1.0, "done")
    report = intake.report()
    event(
        "articles read",
        into=str(archive.path),
        added=report.added,
        replaced=report.replaced,
        unchanged=report.unchanged,
        problems=len(report.problems),
        seconds=round(time.monotonic() - started, 1),
    )
    return report


class _Intake:
    """One import on its way."""

    def __init__(self, archive: Archive, geoparse: Geoparse, ledger: Ledger) -> None:
        self._archive, self._geoparse, self._ledger = archive, geoparse, ledger
        self._outlets = set(archive.outlets())
        self._did: Counter[Did] = Counter()
        self._problems: list[ReadingError] = []
        #: Of the articles met so far, what they are told by.
        self._met: dict[str, str] = {}
        #: Parsed and not yet in the archive, by id; and since when there are some.
        self._waiting: dict[str, tuple[Step, Article, tuple[Resolution, ...]]] = {}
        self._since = 0.0
        self._sources: Counter[str] = Counter()

    def take(self, outcome: Outcome) -> Iterator[tuple[float, str]]:
        """Take in what *outcome* gives; before each article, how much of it is done and the headline."""
        self._sources[outcome.source] += 1
        copy = self._sources[outcome.source]
        # Two folders may have files of one name.
        source = outcome.source if copy == 1 else f"{outcome.source} ({copy})"
        problems = (*((outcome.error,) if outcome.error else ()), *outcome.problems)
        for number, problem in enumerate(problems):
            step = Step(f"{source}!{number}", Did.SKIPPED, problem.source, why=problem.reason)
            if self._ledger.known(step.at) != step:
                self._ledger.write(step)
            self._did[Did.SKIPPED] += 1
            self._problems.append(problem)
        read = tuple(map(_storable, outcome.articles))
        articles = with_one_spelling(read, known=sorted(self._outlets))
        for position, (raw, article) in enumerate(zip(read, articles, strict=True)):
            yield position / len(articles), article.headline
            self._take(f"{source}#{position}", content_hash(raw).hex(), article, outcome.source)
            if article.outlet:
                self._outlets.add(article.outlet)

    def report(self) -> Report:
        did = self._did
        return Report(
            did[Did.ADDED], did[Did.REPLACED], did[Did.UNCHANGED], tuple(self._problems), repeated=did[Did.REPEATED]
        )

    def _take(self, at: str, content: str, article: Article, source: str) -> None:
        lacks = tuple(
            name for name, value in (("published", article.published), ("outlet", article.outlet)) if not value
        )
        if article.id in self._waiting:
            self.put_in()
        change = self._archive.change_by(article)
        did = Did(change)
        if change is Change.UNCHANGED and self._met.get(article.id) == content:
            did = Did.REPEATED
        self._met[article.id] = content
        step = Step(at, did, source, article.headline, article.id, content, lacks=lacks)
        known = self._ledger.known(at)
        if known is not None and known.content == content:
            if known.did is Did.SKIPPED or change is Change.UNCHANGED:
                self._count(known)
                return
            # It was written down and not done, or something else of the same import took its place since.
            step = known
        self._ledger.write(step)
        if change is Change.UNCHANGED:
            self._count(step)
            return
        try:
            resolutions = self._geoparse(article)
        except Exception as error:
            self._skip(step, article, error)
            return
        now = time.monotonic()
        if not self._waiting:
            self._since = now
        self._waiting[article.id] = (step, article, resolutions)
        if len(self._waiting) == MOST_AT_ONCE or now - self._since > LONGEST_WAIT_SECONDS:
            self.put_in()

    def put_in(self) -> None:
        """Into the archive with what waits, in one transaction."""
        waiting, self._waiting = self._waiting, {}
        if not waiting:
            return
        told = self._archive.add_all(
            ((article, resolutions) for _, article, resolutions in waiting.values()),
            where=self._geoparse.where,
            made_with=self._geoparse.version,
        )
        for (step, article, _), change in zip(waiting.values(), told, strict=True):
            if isinstance(change, ValueError):
                self._skip(step, article, change)
            else:
                self._count(step)

    def _skip(self, step: Step, article: Article, error: Exception) -> None:
        step = replace(step, did=Did.SKIPPED, why=_reason(article, error))
        self._ledger.write(step)
        self._count(step)

    def _count(self, step: Step) -> None:
        self._did[step.did] += 1
        if step.did is Did.SKIPPED:
            self._problems.append(ReadingError(step.source, step.why))


def _reason(article: Article, error: Exception) -> str:
    fault = f"{type(error).__name__}: {error}"[:_LONGEST_FAULT]
    headline = article.headline or sentence("An article without headline")
    return sentence(
        f"The places of “{headline}” could not be found ({fault}). "
        "It is not in the archive: this is a fault of Dateline's, please report it with the text."
    )


def _storable(article: Article) -> Article:
    """*article* with what is no character replaced: halves of surrogate pairs, which no file and no hash can take."""
    return replace(
        article,
        headline=_whole(article.headline),
        text=_whole(article.text),
        outlet=_whole(article.outlet),
        via=_whole(article.via),
        author=_whole(article.author),
        url=_whole(article.url),
        language=_whole(article.language),
        source=_whole(article.source),
    )


def _whole(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)
