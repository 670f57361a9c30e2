"""The revision: a number that grows with every change of an archive, so that answers are known to be old."""

from __future__ import annotations

import sqlite3
import time


def revision_of(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()[0])


def renew(db: sqlite3.Connection, made_with: str = "") -> None:
    """Give the archive another revision; the caller holds the transaction."""
    # Counted by the clock, so that an archive made anew has another number than the one it takes the place of.
    now = time.time_ns() // 1000
    db.execute("UPDATE meta SET value = max(value + 1, ?) WHERE key = 'revision'", (now,))
    if made_with:
        db.execute("INSERT OR IGNORE INTO meta VALUES ('made_with', ?)", (made_with,))
