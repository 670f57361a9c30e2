"""The work of the batch, done here or shared among processes."""

from __future__ import annotations

import gc
import json
import multiprocessing
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import repeat
from pathlib import Path

from places.batch.document import LineError, Options, answer
from places.gazetteer import Gazetteer
from places.geoparser import Geoparser
from places.own.command import warn
from places.own.places import OwnPlaces

#: New objects after which Python looks for garbage; its own choice is 700.
_LOOK_FOR_GARBAGE_AFTER = 1_000_000
#: Lines handed to a worker at a time.
_CHUNK = 16

#: The answer to a line and what was wrong with it; one of the two is "".
Answer = tuple[str, str]


def _line(line: str, geoparser: Geoparser, options: Options) -> Answer:
    if not line.strip():
        return "", ""
    try:
        return json.dumps(answer(line, geoparser, options), ensure_ascii=False), ""
    except LineError as error:
        return "", str(error)


def answers(lines: Iterable[str], options: Options, workers: int, gazetteer: Gazetteer) -> Iterator[Answer]:
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


_worker: partial[Answer] | None = None


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


def _work(line: str) -> Answer:
    assert _worker is not None  # noqa: S101 - set by _start in this very process
    return _worker(line)
