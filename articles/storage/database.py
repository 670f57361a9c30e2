"""Connections to an archive's file: many that read at once, one that writes."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from articles.storage.schema import SCHEMA_VERSION, TABLES
from places.sentence import sentence

#: How long a connection waits for another process that writes.
BUSY_SECONDS = 30.0

#: Idle readers kept warm; more may be open while they are asked at once.
MOST_IDLE = 8

#: Pages of the file a reader keeps, in KiB.
CACHE_KIB = 32_768


#: Device and number of a file.
_File = tuple[int, int]
_NO_FILE: _File = (0, 0)


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
        #: The file that the idle connections, and the one that writes, have open.
        self._read_file = self._written_file = _NO_FILE
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        if not read_only:
            with self._writing, self._faults_explained(sentence("opened")):
                self._writer = self._open_writer()

    def check(self) -> None:
        """Raises ArchiveError where there is no file any more: what is written now would go astray."""
        self._file()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state of the archive to the end of the block, whatever is written meanwhile."""
        with self._faults_explained(sentence("read")):
            file = self._file()
            connection = self._lent(file) or self._open_reader()
            try:
                connection.execute("BEGIN")
                yield connection
                # Keeps what a question has put down in temporary tables for the next; nothing else can be written.
                connection.commit()
            finally:
                connection.rollback()
                with self._lock:
                    kept = len(self._idle) < MOST_IDLE and self._read_file == file
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
        with self._writing, self._faults_explained(sentence("written")):
            if self._writer is not None and self._written_file != self._file():
                self._writer.close()
                self._writer = None
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

    def _lent(self, file: _File) -> sqlite3.Connection | None:
        """An idle connection to *file*; those to the file that was there before it are closed."""
        with self._lock:
            stale: list[sqlite3.Connection] = []
            if self._read_file != file:
                stale, self._idle, self._read_file = self._idle, [], file
            lent = self._idle.pop() if self._idle else None
        for connection in stale:
            connection.close()
        return lent

    def _file(self) -> _File:
        """Which file stands at the path: a connection goes on with the one it opened, moved or replaced or not."""
        try:
            status = self.path.stat()
        except FileNotFoundError as error:
            raise ArchiveError(
                f"{self.path} cannot be read: it is not there. Where its folder was moved, move it back, or start "
                "Dateline again with DATELINE_HOME saying where it is"
            ) from error
        return status.st_dev, status.st_ino

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
            self._written_file = self._file()
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
