"""The audit: who did what and when, a line of JSON each, beside what it was done to. No word of an article is in it."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from articles.hosting.access import Visitor

#: The name it has in the folder of an archive.
AUDIT = "audit.jsonl"
#: Of a fact that is text, in characters.
LONGEST_FACT = 200

_log = logging.getLogger("dateline.audit")


class Audit:
    """May be written by several threads and processes at once. Lines are only ever added."""

    def __init__(self, folder: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.path = folder / AUDIT
        self._clock = clock

    def record(self, by: Visitor, what: str, **facts: str | int) -> None:
        """That *by* did *what*. Where it cannot be written the log says so: what was done is done all the same."""
        line = json.dumps(
            {
                "when": self._clock().isoformat(timespec="seconds"),
                "who": by.address,
                "role": by.role.name.lower(),
                "what": what,
                **{name: fact[:LONGEST_FACT] if isinstance(fact, str) else fact for name, fact in facts.items()},
            },
            ensure_ascii=False,
        )
        try:
            # One write to a file that is open for appending: lines of several processes do not mix.
            file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(file, line.encode("utf-8", "replace") + b"\n")
            finally:
                os.close(file)
        except OSError as error:
            _log.error("%s cannot be written (%s); it lacks: %s", self.path, error, line)
