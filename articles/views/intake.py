"""Intake: what the page does with imports, each act asked of who is at the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from articles.archive import Archive
from articles.hosting.access import Role, Visitor
from articles.hosting.audit import Audit
from articles.imports.importing import Geoparse
from articles.imports.jobs import Imports
from articles.imports.order import Order
from articles.imports.running import Runner, Running
from articles.views.visiting import require


class Intake:
    """The imports of the archive in *folder*, run by this server or stopped before."""

    def __init__(
        self, folder: Path, archive: Callable[[], Archive], geoparse: Callable[[], Geoparse], slug: str = ""
    ) -> None:
        """Where the archive's *slug* is given, large imports run in a process of their own."""
        self.imports = Imports(folder)
        self.runner = Runner(self.imports)
        self._audit = Audit(folder)
        self._archive, self._geoparse, self._slug = archive, geoparse, slug

    def begin(self, order: Order, files: Iterable[tuple[str, bytes]]) -> Running:
        """Begin to read *order* and the uploaded *files*. Raises NotAllowedError, ArchiveError."""
        who = require(Role.EDITOR, "add articles")
        return self._run(self.imports.begin(order, files, who.address), who)

    def go_on(self, id_: str) -> Running:
        """Go on with an import that was stopped. Raises NotAllowedError."""
        return self._run(id_, require(Role.EDITOR, "add articles"))

    def cancel(self, running: Running) -> None:
        """Ask an import to end before its next article; what came in stays. Raises NotAllowedError."""
        self._audit.record(require(Role.EDITOR, "add articles"), "import cancelled", id=running.id)
        running.cancel()

    def give_up(self, id_: str) -> None:
        """End an import that was stopped; what came in stays. Raises NotAllowedError, ArchiveError."""
        self._audit.record(require(Role.EDITOR, "add articles"), "import given up", id=id_)
        self.imports.cancel(id_)

    def _run(self, id_: str, who: Visitor) -> Running:
        def record(running: Running) -> None:
            report = running.report
            counts = {"added": report.added, "replaced": report.replaced} if report else {}
            problems = len(report.problems) if report else 0
            state = "done" if report else "cancelled" if running.is_cancelled else "stopped"
            self._audit.record(who, "import", id=id_, state=state, **counts, problems=problems)

        return self.runner.start(id_, self._archive(), self._geoparse, record, slug=self._slug)
