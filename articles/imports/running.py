"""Running: imports in threads of the page's server, and large ones apart, so that everybody can read on meanwhile."""

from __future__ import annotations

import contextvars
import logging
import threading
from collections.abc import Callable

from articles.archive import Archive
from articles.imports.apart import LARGE_BYTES, run_apart
from articles.imports.importing import Geoparse
from articles.imports.jobs import ImportCancelledError, Imports
from articles.imports.steps import Report
from articles.storage.database import ArchiveError
from articles.words import language

_log = logging.getLogger("dateline.imports")


class Running:
    """One import on its way. What is told of it is a moment old."""

    def __init__(self, id_: str) -> None:
        self.id = id_
        #: From 0 to 1; 0 while nobody knows.
        self.fraction = 0.0
        #: What is being done: the names of files and headlines, which are anybody's words.
        self.doing = ""
        #: None until it has ended, and where it did not end well.
        self.report: Report | None = None
        #: Why it stopped and can be gone on with; "" where it did not.
        self.fault = ""
        self._cancelled = threading.Event()
        self._ended = threading.Event()

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody asked for its end."""
        return self._cancelled.is_set()

    @property
    def has_ended(self) -> bool:
        return self._ended.is_set()

    def cancel(self) -> None:
        """Ask it to end before the next article."""
        self._cancelled.set()

    def wait(self, timeout_seconds: float | None = None) -> bool:
        """Whether it has ended by then."""
        return self._ended.wait(timeout_seconds)

    def show(self, fraction: float, doing: str) -> None:
        self.fraction, self.doing = fraction, doing

    def end(self) -> None:
        self._ended.set()


class Runner:
    """The imports that this process runs of one archive."""

    def __init__(self, imports: Imports) -> None:
        self._imports = imports
        self._running: dict[str, Running] = {}
        self._lock = threading.Lock()

    def start(
        self,
        id_: str,
        archive: Archive,
        geoparse: Callable[[], Geoparse],
        on_end: Callable[[Running], None] = lambda running: None,
        *,
        slug: str = "",
    ) -> Running:
        """Run the import in a thread; *on_end* is called in it, whichever way it ends.

        Where the archive's *slug* is given, a large one is run in a process of its own.
        """
        with self._lock:
            there = self._running.get(id_)
            if there is not None and not there.has_ended:
                return there
            running = self._running[id_] = Running(id_)

        def run() -> None:
            try:
                if slug and self._imports.weight(id_) >= LARGE_BYTES:
                    running.report = run_apart(
                        self._imports, id_, slug, language(), running.show, lambda: running.is_cancelled
                    )
                else:
                    running.report = self._imports.run(
                        id_, archive, geoparse(), running.show, lambda: running.is_cancelled
                    )
            except ImportCancelledError:
                pass
            except ArchiveError as error:
                running.fault = str(error)
            except Exception as error:
                # Nobody stands above a thread: what is not ours is told like the rest, and the log has all of it.
                running.fault = f"{type(error).__name__}: {error}"[:300]
                _log.exception("the import %s stopped", id_)
            finally:
                try:
                    on_end(running)
                finally:
                    running.end()

        # With the context of the session: what is told meanwhile is in its language.
        threading.Thread(target=contextvars.copy_context().run, args=(run,), name=f"import {id_}", daemon=True).start()
        return running

    def running(self) -> tuple[Running, ...]:
        """Those that have not ended, in the order they were begun."""
        with self._lock:
            return tuple(each for each in self._running.values() if not each.has_ended)

    def find(self, id_: str) -> Running | None:
        """The import of that id where this process ran it, ended or not."""
        with self._lock:
            return self._running.get(id_)
