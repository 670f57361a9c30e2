"""The batch door to the geoparser: ``python -m places geoparse IN.jsonl OUT.jsonl``."""

from __future__ import annotations

import argparse
import gc
import json
import multiprocessing
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import repeat
from pathlib import Path
from time import monotonic
from typing import IO, Any

from places.gazetteer import Gazetteer
from places.geoparser import Geoparser
from places.mention import Kind
from places.own import OwnPlaces
from places.own_command import warn
from places.place import Place
from places.position import RelativePosition
from places.resolution import Resolution

#: New objects after which Python looks for garbage; its own choice is 700.
_LOOK_FOR_GARBAGE_AFTER = 50_000
#: Lines handed to a worker at a time.
_CHUNK = 16
_REPORT_EVERY_SECONDS = 2.0


class LineError(ValueError):
    """A line of the input that is no document; the message says why."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the batch is to do with each document."""

    #: Empty means all.
    kinds: frozenset[Kind] = frozenset()
    home: str | Place | None = None
    explain: bool = False


def add_geoparse(commands: Any) -> None:
    parser = commands.add_parser(
        "geoparse",
        help="find the places that texts name, one JSON document a line in and out",
        description="Each line of IN is a JSON object with id, text and, where known, title, source (the outlet's "
        "name or domain), date and language. Each line of OUT has its id and its mentions; offsets count characters "
        "of text. A line that is no such object is reported with its number and left out.",
    )
    parser.add_argument("input", metavar="IN", help="a file of JSON lines; - for standard input")
    parser.add_argument("output", metavar="OUT", help="where to write; - for standard output")
    parser.add_argument("--kinds", type=_kinds, default=frozenset(), help=f"only these, of {', '.join(Kind)}")
    parser.add_argument("--home", help="where the readers are: a country's two-letter code, a place's id or its name")
    parser.add_argument("--explain", action="store_true", help="also the names refused, each with its sum")
    parser.add_argument("--workers", type=_positive, default=1, metavar="N", help="processes to share the work")
    parser.set_defaults(run=geoparse)


def geoparse(options: argparse.Namespace) -> int:
    """Run the batch; the exit status is 1 when no line was a document."""
    gazetteer = Gazetteer.ensure()
    try:
        settings = Options(options.kinds, home_place(options.home, gazetteer), options.explain)
    except LookupError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the command line's own voice
        return 2
    with ExitStack() as stack:
        try:
            source = _opened(options.input, "r", stack)
            target = _opened(options.output, "w", stack)
        except OSError as error:
            print(error, file=sys.stderr)  # noqa: T201
            return 2
        progress = _Progress()
        for number, (line, fault) in enumerate(_answers(source, settings, options.workers, gazetteer), 1):
            if fault:
                progress.skipped(number, fault)
            elif line:
                target.write(line + "\n")
                progress.done()
        return progress.finish()


def answer(line: str, geoparser: Geoparser, options: Options) -> dict[str, Any]:
    """The document of one line with its mentions. Raises LineError when the line is none."""
    try:
        document = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise LineError(f"not JSON: {error}") from None
    if not isinstance(document, dict) or not isinstance(document.get("text"), str):
        raise LineError('not an object with a "text"')
    title, source, language = (_word(document, key) for key in ("title", "source", "language"))
    found = geoparser.parse(document["text"], title=title, source=source, language=language)
    mentions = [
        _mention(resolution) for resolution in found if not options.kinds or resolution.mention.kind in options.kinds
    ]
    result: dict[str, Any] = {"id": document.get("id"), "mentions": mentions}
    if options.explain:
        result["refused"] = [
            {"start": name.start, "end": name.end, "name": name.toponym, "sum": name.sum, "reasons": name.reasons}
            for name in geoparser.weighed(document["text"])
            if not name.accepted
        ]
    return result


def home_place(home: str | None, gazetteer: Gazetteer) -> str | Place | None:
    """The country code or place that *home* names. Raises LookupError, with the remedy, when there is none."""
    if not home:
        return None
    if len(home) == 2 and gazetteer.country(home.upper()) is not None:
        return home.upper()
    place = gazetteer.get(home)
    if place is None:
        candidates = gazetteer.candidates(home)
        place = candidates[0] if candidates else None
    if place is None:
        raise LookupError(f"no place is called {home!r}: give a country's two-letter code, a place's id or its name")
    return place


def _word(document: dict[str, Any], key: str) -> str:
    value = document.get(key)
    return value if isinstance(value, str) else ""


def _mention(resolution: Resolution) -> dict[str, Any]:
    mention, place, relative = resolution.mention, resolution.place, resolution.relative
    vague = {} if relative is None else {"relative": _relative(relative)}
    return {
        "start": mention.start,
        "end": mention.end,
        "name": mention.toponym,
        "lat": place.point.lat if place else None,
        "lon": place.point.lon if place else None,
        "geonameid": place.geonameid if place else None,
        "place": place.id if place else None,
        "kind": mention.kind.value,
        "confidence": resolution.confidence,
        "reasons": resolution.reasons,
        "candidates": [
            {
                "place": candidate.place.id,
                "name": candidate.place.name,
                "lat": candidate.place.point.lat,
                "lon": candidate.place.point.lon,
                "geonameid": candidate.place.geonameid,
                "score": candidate.score,
            }
            for candidate in resolution.candidates
        ],
        **vague,
    }


def _relative(position: RelativePosition) -> dict[str, Any]:
    return {
        "lat": round(position.point.lat, 5),
        "lon": round(position.point.lon, 5),
        "radius_km": position.radius_km,
        "bearing": position.bearing_degrees,
        "distance_km": position.distance_km,
        "phrase": position.phrase,
    }


_Answer = tuple[str, str]


def _line(line: str, geoparser: Geoparser, options: Options) -> _Answer:
    """The answer to a line and what was wrong with it; one of the two is ""."""
    if not line.strip():
        return "", ""
    try:
        return json.dumps(answer(line, geoparser, options), ensure_ascii=False), ""
    except LineError as error:
        return "", str(error)


def _answers(lines: Iterable[str], options: Options, workers: int, gazetteer: Gazetteer) -> Iterator[_Answer]:
    own = OwnPlaces(gazetteer)
    warn(own)
    if workers == 1:
        geoparser = Geoparser(gazetteer, home=options.home, own=own)
        keep()
        yield from map(_line, lines, repeat(geoparser), repeat(options))
        return
    # The index beside the gazetteer is made here once, not by every worker.
    Geoparser(gazetteer)
    context = multiprocessing.get_context("spawn")
    with context.Pool(workers, _start, (str(gazetteer.path), options)) as pool:
        yield from pool.imap(_work, lines, chunksize=_CHUNK)


_worker: partial[_Answer] | None = None


def _start(gazetteer: str, options: Options) -> None:
    global _worker  # noqa: PLW0603 - the one thing a worker process keeps
    opened = Gazetteer(Path(gazetteer))
    geoparser = Geoparser(opened, home=options.home, own=OwnPlaces(opened))
    _worker = partial(_line, geoparser=geoparser, options=options)
    keep()


def keep() -> None:
    """What is there stays to the end, and what a text leaves behind holds no circles: looking through it for garbage
    at Python's usual pace took a tenth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_LOOK_FOR_GARBAGE_AFTER)


def _work(line: str) -> _Answer:
    assert _worker is not None  # noqa: S101 - set by _start in this very process
    return _worker(line)


class _Progress:
    """Counts on stderr, where they do not mix with what is written to standard output."""

    def __init__(self) -> None:
        self.documents = self.faults = 0
        self.started = self.told = monotonic()

    def done(self) -> None:
        self.documents += 1
        if monotonic() - self.told > _REPORT_EVERY_SECONDS:
            self.told = monotonic()
            self._say(f"{self.documents:,} documents, {self.documents / (self.told - self.started):,.0f} a second")

    def skipped(self, number: int, fault: str) -> None:
        self.faults += 1
        self._say(f"line {number} skipped: {fault}")

    def finish(self) -> int:
        seconds = monotonic() - self.started
        self._say(f"{self.documents:,} documents in {seconds:.1f} s, {self.faults:,} lines skipped")
        return 0 if self.documents or not self.faults else 1

    def _say(self, message: str) -> None:
        print(message, file=sys.stderr)  # noqa: T201 - the command line's own voice


def _opened(path: str, mode: str, stack: ExitStack) -> IO[str]:
    if path == "-":
        stream = sys.stdin if mode == "r" else sys.stdout
        # Bytes that are no UTF-8 spoil their line, not the batch.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
        return stream
    return stack.enter_context(Path(path).open(mode, encoding="utf-8", errors="replace", newline="\n"))


def _kinds(text: str) -> frozenset[Kind]:
    try:
        return frozenset(Kind(each.strip()) for each in text.split(",") if each.strip())
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: the kinds are {', '.join(Kind)}") from None


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes: give 1 or more")
    return int(text)


__all__: Sequence[str] = ("LineError", "Options", "add_geoparse", "answer", "geoparse", "home_place")
