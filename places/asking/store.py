"""What geocoders said, kept in the user's data: replies with provider, time and licence, and outlines people accepted.

*No such place* is a reply and is kept; an outage is none and never gets here.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from places.asking.answer import Answer, Reply, Rings, Source
from places.asking.errors import GeocodingError
from places.place import FeatureClass, Point

#: The name it has beside the archive.
STORE = "geocoder.sqlite"
_BUSY_SECONDS = 10.0
_SCHEMA = """
    CREATE TABLE IF NOT EXISTS reply (
        provider TEXT, host TEXT, query TEXT, asked_at TEXT, licence TEXT, answers TEXT,
        PRIMARY KEY (provider, host, query)
    );
    CREATE TABLE IF NOT EXISTS outline (
        place TEXT PRIMARY KEY, name TEXT, rings TEXT, provider TEXT, host TEXT, asked_at TEXT, licence TEXT
    );
    CREATE TABLE IF NOT EXISTS credit (place TEXT PRIMARY KEY, licence TEXT)
"""


class Store:
    """May be used by many threads and processes at once. A damaged file is put aside, and asking begins anew.

    Raises GeocodingError where the file cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._outlines: tuple[object, dict[str, Rings]] = (None, {})

    def reply(self, provider: str, host: str, query: str) -> Reply | None:
        """What is kept of that question; None when it was never answered, or in words of another version."""
        if not self.path.exists():
            return None
        sql = "SELECT asked_at, licence, answers FROM reply WHERE provider = ? AND host = ? AND query = ?"
        with self._open() as db:
            row = db.execute(sql, (provider, host, query)).fetchone()
        if row is None:
            return None
        asked_at, licence, answers = row
        try:
            source = Source(provider, host, datetime.fromisoformat(asked_at).astimezone(UTC), licence)
            return Reply(query, source, tuple(_answer(each) for each in json.loads(answers)), is_kept=True)
        except (ValueError, TypeError, KeyError, AttributeError):
            return None

    def keep(self, reply: Reply) -> None:
        source = reply.source
        answers = json.dumps([_fields(each) for each in reply.answers], ensure_ascii=False)
        row = (source.provider, source.host, reply.query, source.asked_at.isoformat(), source.licence, answers)
        with self._open() as db:
            db.execute("INSERT OR REPLACE INTO reply VALUES (?, ?, ?, ?, ?, ?)", row)

    def accept(self, answer: Answer, source: Source, place_id: str = "") -> None:
        """A person said yes: keep whom to credit, and draw the answer's outline for *place_id*, else for itself."""
        id_ = place_id or answer.id
        with self._open() as db:
            db.execute("INSERT OR REPLACE INTO credit VALUES (?, ?)", (answer.id, source.licence))
            if answer.rings:
                told = (source.provider, source.host, source.asked_at.isoformat(), source.licence)
                row = (id_, answer.name, json.dumps(answer.rings), *told)
                db.execute("INSERT OR REPLACE INTO outline VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def drop_outline(self, place_id: str) -> None:
        """Let the place have its approximate area again."""
        with self._open() as db:
            db.execute("DELETE FROM outline WHERE place = ?", (place_id,))

    def outlines(self) -> dict[str, Rings]:
        """The outlines people accepted, by the id of the place; the same value while there is no other."""
        with self._lock:
            state = self._state()
            if state != self._outlines[0]:
                self._outlines = (state, self._read_outlines() if state else {})
            return self._outlines[1]

    def licences(self) -> dict[str, str]:
        """For ids of accepted places and of outlines: credit and licence."""
        if not self.path.exists():
            return {}
        with self._open() as db:
            return dict(db.execute("SELECT place, licence FROM credit UNION SELECT place, licence FROM outline"))

    def check(self) -> None:
        """Raises GeocodingError where nothing could be kept, so that nothing need be asked."""
        with self._open() as db:
            db.execute("CREATE TABLE IF NOT EXISTS tried (at)")
            db.execute("DROP TABLE tried")

    def _read_outlines(self) -> dict[str, Rings]:
        with self._open() as db:
            rows = db.execute("SELECT place, rings FROM outline").fetchall()
        found: dict[str, Rings] = {}
        for place, rings in rows:
            try:
                found[place] = tuple(tuple((float(lat), float(lon)) for lat, lon in ring) for ring in json.loads(rings))
            except (ValueError, TypeError):
                continue
        return found

    def _state(self) -> tuple[object, ...] | None:
        """What changes with every writing, by whomever; None where there is no file."""
        try:
            with self.path.open("rb") as file:
                # The file change counter, https://www.sqlite.org/fileformat.html: times may be too coarse.
                head = file.read(28)
                return self.path.stat().st_ino, head[24:]
        except OSError:
            return None

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of it is kept, or nothing."""
        try:
            with closing(self._connected()) as db, db:
                yield db
        except (sqlite3.Error, OSError) as error:
            raise GeocodingError(
                f"{self.path} cannot be used ({error}): see that the disk has room and the file is yours"
            ) from error

    def _connected(self) -> sqlite3.Connection:
        try:
            return self._made()
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
                raise
            aside = self.path.with_name(f"{self.path.name}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%S}")
            self.path.replace(aside)
            return self._made()

    def _made(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(self.path, timeout=_BUSY_SECONDS)
        try:
            db.executescript(_SCHEMA)
        except sqlite3.Error:
            db.close()
            raise
        return db


def store_at(folder: Path) -> Store:
    """What is kept in the user's data in *folder*."""
    return Store(folder / STORE)


def _fields(answer: Answer) -> dict[str, object]:
    return {
        "id": answer.id,
        "name": answer.name,
        "where": answer.where,
        "kind": answer.kind,
        "lat": answer.point.lat,
        "lon": answer.point.lon,
        "feature": f"{answer.feature_class.value}.{answer.feature_code}",
        "country": answer.country_code,
        "rings": answer.rings,
    }


def _answer(fields: dict[str, object]) -> Answer:
    letter, _, code = str(fields["feature"]).partition(".")
    rings = tuple(tuple((lat, lon) for lat, lon in ring) for ring in fields["rings"])  # type: ignore[attr-defined]
    read = Answer(
        str(fields["id"]), str(fields["name"]), str(fields["where"]), str(fields["kind"]),
        Point(float(fields["lat"]), float(fields["lon"])),  # type: ignore[arg-type]
        FeatureClass(letter), code, str(fields["country"]),
    )  # fmt: skip
    return replace(read, rings=rings)
