"""Apart: a large import in a process of its own, which leaves the page's interpreter, and the processor, to readers.

It is told whether to go on by its standard input, and tells how far it is on its standard output, a line of JSON each
time. When the page's server is gone it ends at once, and can be gone on with.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from articles.archive import Archive
from articles.decisions.file import DecisionFile
from articles.geoparsing import ArticleGeoparser
from articles.hosting.installation import Installation
from articles.hosting.logs import LogError, set_up
from articles.imports.importing import Geoparse
from articles.imports.jobs import ImportCancelledError, Imports, State
from articles.imports.steps import Did, Report
from articles.reading import ReadingError
from articles.storage.database import ArchiveError
from articles.storage.sources import Sources
from articles.words import use_language
from places.folders import home_folder
from places.geonames.progress import Progress

#: What is to be read of less is in before a process has begun.
LARGE_BYTES = 300_000
#: Of 19: readers come first, whatever is going on.
_NICE = 10
_TELL_SECONDS = 0.2
_ROOT = Path(__file__).parents[2]
_CANCEL = "cancel\n"


def run_apart(
    imports: Imports,
    id_: str,
    slug: str,
    language: str,
    progress: Progress,
    is_cancelled: Callable[[], bool],
    module: str = "articles.imports.apart",
) -> Report:
    """As ``Imports.run``, in a process of *module* that opens the archive called *slug* itself.

    Raises ImportCancelledError, and ArchiveError where it stopped; then it can be gone on with.
    """
    paths = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    # Ids and slugs have been checked: letters, digits and hyphens.
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", module, slug, id_, language],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": paths},
    ) as process:
        assert process.stdin is not None  # noqa: S101  # for mypy
        assert process.stdout is not None  # noqa: S101  # for mypy
        asked = False
        for line in process.stdout:
            progress(*json.loads(line))
            if is_cancelled() and not asked:
                asked = True
                # Where it has ended meanwhile, nobody reads it.
                with suppress(BrokenPipeError):
                    process.stdin.write(_CANCEL)
                    process.stdin.flush()
    return _report(imports, id_, process.returncode)


def _report(imports: Imports, id_: str, code: int) -> Report:
    past = imports.past(id_)
    if past.state is State.CANCELLED:
        raise ImportCancelledError
    if past.state is not State.DONE:
        raise ArchiveError(past.head.fault or f"the process that read it ended with {code}")
    did = past.head.counts
    skipped = (step for step in imports.steps(id_) if step.did is Did.SKIPPED)
    return Report(
        did.get(Did.ADDED, 0),
        did.get(Did.REPLACED, 0),
        did.get(Did.UNCHANGED, 0),
        tuple(ReadingError(step.source, step.why) for step in skipped),
        repeated=did.get(Did.REPEATED, 0),
    )


def _geoparser(home: str, own: Path) -> Geoparse:
    return ArticleGeoparser.ensure(home=home, own=own)


def main(arguments: Sequence[str], geoparser: Callable[[str, Path], Geoparse] = _geoparser) -> int:
    """*arguments* are slug, id and language. 0 when it has ended, 1 when it stopped: why stands in its journal."""
    slug, id_, language = arguments
    if hasattr(os, "nice"):
        with suppress(OSError):
            os.nice(_NICE)
    use_language(language)
    with suppress(LogError):
        set_up()
    cancelled = threading.Event()
    threading.Thread(target=_listen, args=(cancelled,), daemon=True).start()
    housing = Installation(home_folder()).find(slug)
    sources, decisions = Sources(housing.sources), DecisionFile(housing.decisions)
    geoparse = geoparser(housing.settings.read().home, housing.own_places)
    archive = Archive.open(housing.archive, sources=sources, decisions=decisions)
    try:
        Imports(housing.folder).run(id_, archive, geoparse, _Told(), cancelled.is_set)
    except (ImportCancelledError, ArchiveError):
        return 1
    finally:
        archive.close()
    return 0


def _listen(cancelled: threading.Event) -> None:
    for line in sys.stdin:
        if line == _CANCEL:
            cancelled.set()
    if not cancelled.is_set():
        # Nobody is there any more: as if it had been killed, which the journal stands.
        os._exit(1)


class _Told:
    """Progress, written a few times a second."""

    def __init__(self) -> None:
        self._last = 0.0

    def __call__(self, fraction: float, what: str) -> None:
        now = time.monotonic()
        if now - self._last >= _TELL_SECONDS or fraction == 1.0:
            self._last = now
            sys.stdout.write(json.dumps([fraction, what]) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
