"""Connections to an archive's file: many that read at once, one that writes."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from articles.schema import SCHEMA_VERSION, TABLES

#: How long a connection waits for another process that writes.
BUSY_SECONDS = 30.0

#: Idle readers kept warm; more may be open while they are asked at once.
MOST_IDLE = 8

#: Pages of the file a reader keeps, in KiB.
CACHE_KIB = 32_768


class ArchiveError(Exception):
    """The archive cannot be used as it is; the message names the file and the remedy."""


class ArchiveOutdatedError(ArchiveError):
    """The archive was made by another version of Dateline and has to be rebuilt from its sources."""


class Database:
    """One archive file. A page's script runs in ever new threads, so readers are lent out, not tied to a thread."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self._read_only = read_only
        self._idle: list[sqlite3.Connection] = []
        self._writer: sqlite3.Connection | None = None
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        if not read_only:
            with self._writing, self._faults_explained("opened"):
                self._writer = self._open_writer()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state of the archive to the end of the block, whatever is written meanwhile."""
        with self._lock:
            connection = self._idle.pop() if self._idle else None
        with self._faults_explained("read"):
            if connection is None:
                connection = self._open_reader()
            try:
                connection.execute("BEGIN")
                yield connection
                # Keeps what a question has put down in temporary tables for the next; nothing else can be written.
                connection.commit()
            finally:
                connection.rollback()
                with self._lock:
                    kept = len(self._idle) < MOST_IDLE
                    if kept:
                        self._idle.append(connection)
                if not kept:
                    connection.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The connection that writes, in one transaction: committed at the end of the block, undone by an exception.

        The whole archive is locked against other writers, in this process and in others.
        """
        if self._read_only:
            raise ArchiveError(f"{self.path} is only to be read: add articles to an archive of your own")
        with self._writing, self._faults_explained("written"):
            if self._writer is None:
                self._writer = self._open_writer()
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
            except BaseException:
                self._writer.rollback()
                raise
            self._writer.commit()

    def close(self) -> None:
        with self._writing, self._lock:
            for connection in (*self._idle, self._writer):
                if connection is not None:
                    connection.close()
            self._idle, self._writer = [], None

    def _open_reader(self) -> sqlite3.Connection:
        connection = _connect(f"{self.path.absolute().as_uri()}?mode=ro")
        try:
            connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            connection.execute("PRAGMA temp_store = MEMORY")
            _check_version(connection, self.path)
        except BaseException:
            connection.close()
            raise
        return connection

    def _open_writer(self) -> sqlite3.Connection:
        connection = _connect(self.path.absolute().as_uri())
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            # The sources are flushed to disk before an article is committed, and the archive can be made from them.
            connection.execute("PRAGMA synchronous = NORMAL")
            _make_tables(connection)
            _check_version(connection, self.path)
        except BaseException:
            connection.close()
            raise
        return connection

    @contextmanager
    def _faults_explained(self, done: str) -> Iterator[None]:
        """What SQLite or the disk says, as an ArchiveError that names the file and the remedy."""
        try:
            yield
        except (sqlite3.OperationalError, OSError) as error:
            raise ArchiveError(
                f"{self.path} cannot be {done} ({error}): see that the disk has room and the file is yours, and that "
                "no other import holds it"
            ) from error
        except sqlite3.DatabaseError as error:
            raise ArchiveError(
                f"{self.path} is no archive or is damaged ({error}): python -m articles rebuild makes it again"
            ) from error


def _connect(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)


def _make_tables(connection: sqlite3.Connection) -> None:
    """Make the tables in a new file; two processes may come at once."""
    if not _is_new(connection):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _is_new(connection):
            for statement in TABLES.split(";\n"):
                connection.execute(statement)
            connection.execute("INSERT INTO meta VALUES ('revision', 0)")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    finally:
        connection.commit()


def _is_new(connection: sqlite3.Connection) -> bool:
    return not _version(connection) and not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]


def _check_version(connection: sqlite3.Connection, path: Path) -> None:
    if (version := _version(connection)) != SCHEMA_VERSION:
        raise ArchiveOutdatedError(
            f"{path} was made by another version of Dateline (its tables are {version}, ours {SCHEMA_VERSION}): "
            "rebuild it with python -m articles rebuild"
        )


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
