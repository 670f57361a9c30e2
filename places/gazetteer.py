"""The gazetteer: from a toponym to the places it may mean, by id, and within a box."""

from __future__ import annotations

import math
import sqlite3
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from places import geonames
from places.geonames.entries import Rank
from places.geonames.progress import Progress, silent
from places.names import fold, keys
from places.place import BoundingBox, FeatureClass, Place, Point
from places.resolution import Candidate

_COLUMNS = (
    "place.id, place.name, place.lat, place.lon, place.feature_class, place.feature_code, place.country, "
    "place.admin1, place.population, place.geonameid"
)

#: What a name's rank takes from a place's prominence: a place is a thousand times less likely to be meant by an
#: alternate name of many than by its own.
_RANK_COST = {Rank.MAIN: 0.0, Rank.COMMON: 1.0, Rank.ALTERNATE: 3.0, Rank.ARTICLE: 3.5, Rank.CODE: 5.0}


class GazetteerMissing(FileNotFoundError):  # noqa: N818 - says what happened
    """There is no gazetteer file yet; the message says how to build it."""


class Gazetteer:
    """Read-only, and usable from several threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        # immutable: the file is never changed in place, only replaced; no lock on it is taken and none waited for.
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        #: The schema is in places/geonames/database.py.
        self.connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._lock = threading.Lock()
        self._cached = lru_cache(maxsize=20_000)(self._one)

    @classmethod
    def open(cls, path: Path | None = None) -> Gazetteer:
        """The gazetteer at *path*, else this release's in the cache folder; raises GazetteerMissing."""
        path = path or geonames.current()
        if not path.exists():
            raise GazetteerMissing(f"there is no gazetteer at {path}: build it with `python -m places build`")
        return cls(path)

    @classmethod
    def ensure(cls, progress: Progress = silent) -> Gazetteer:
        """The gazetteer of this release, built first if it is missing: some 20 seconds, once."""
        return cls.open(geonames.built(progress))

    @property
    def version(self) -> str:
        """Of the file's schema, the packages and tables it was built from."""
        return str(self._rows("SELECT value FROM meta WHERE key = 'version'")[0][0])

    def candidates(self, toponym: str) -> tuple[Place, ...]:
        """Every place that goes by *toponym*, most prominent first; empty when there is none."""
        return tuple(candidate.place for candidate in self.ranked(toponym))

    def ranked(self, toponym: str) -> tuple[Candidate, ...]:
        """Every place that goes by *toponym*, with its prominence, highest first."""
        best: dict[str, Candidate] = {}
        for number, key in enumerate(keys(toponym)):
            found = self._rows(
                f"SELECT {_COLUMNS}, name.rank FROM name JOIN place ON place.rowid = name.place WHERE name.key = ?", key
            )
            for *row, rank in found:
                # Searched without its article, a name can fit no better than one that was cut of it.
                place = _place(row)
                score = prominence(place, max(rank, Rank.ARTICLE) if number else rank)
                if place.id not in best or best[place.id].score < score:
                    best[place.id] = Candidate(place, score)
        return tuple(sorted(best.values(), key=lambda each: (-each.score, each.place.id)))

    def get(self, place_id: str) -> Place | None:
        """The place with this id; None when the gazetteer has none."""
        return self._cached("place WHERE id = ?", place_id)

    def within(self, box: BoundingBox, limit: int = 100) -> tuple[Place, ...]:
        """The settlements in *box*, most populous first, at most *limit*."""
        across = box.west > box.east
        rows = self._rows(
            f"SELECT {_COLUMNS} FROM place WHERE feature_class = 'P' AND lat BETWEEN ? AND ? AND "
            f"(lon >= ? {'OR' if across else 'AND'} lon <= ?) ORDER BY population DESC, id LIMIT ?",
            box.south, box.north, box.west, box.east, limit,
        )  # fmt: skip
        return tuple(_place(row) for row in rows)

    def country(self, code: str) -> Place | None:
        """The country with this ISO 3166-1 alpha-2 code."""
        return self._cached(
            "place WHERE country = ? AND admin1 = '' AND (feature_code LIKE 'PCL%' OR feature_code = 'TERR')", code
        )

    def containers(self, place: Place) -> tuple[Place, ...]:
        """The province and the country *place* lies in, in this order, as far as known and not the place itself."""
        province = self.get(f"{place.country_code}.{place.admin1}") if place.admin1 else None
        country = self.country(place.country_code) if place.country_code else None
        return tuple(each for each in (province, country) if each is not None and each.id != place.id)

    def where(self, place: Place) -> str:
        """In what it lies, for the reader: "Nineveh, Iraq"; "" for a country or a sea."""
        return ", ".join(each.name for each in self.containers(place))

    def adjective(self, word: str) -> Place | None:
        """The place an adjective or demonym belongs to: "Iraqi" -> Iraq."""
        return self._cached(
            "adjective JOIN place ON place.rowid = adjective.place WHERE adjective.key = ? ORDER BY population DESC",
            fold(word),
        )

    def abbreviation(self, text: str) -> tuple[Place, ...]:
        """The places *text*, as it is written, abbreviates: "Calif.", "CA"."""
        rows = self._rows(
            f"SELECT DISTINCT {_COLUMNS} FROM abbreviation JOIN place ON place.rowid = abbreviation.place "
            "WHERE abbreviation.text = ?",
            text,
        )
        return tuple(_place(row) for row in rows)

    def box(self, place: Place) -> BoundingBox | None:
        """The extent of a country, province or county, where known."""
        rows = self._rows(
            "SELECT south, west, north, east FROM box JOIN place ON place.rowid = box.place WHERE place.id = ?",
            place.id,
        )
        return BoundingBox(*rows[0]) if rows else None

    def radius_km(self, place: Place) -> float | None:
        """Rough half of a region's extent; None where the tables give none."""
        rows = self._rows("SELECT radius_km FROM place WHERE id = ?", place.id)
        return rows[0][0] if rows else None

    def settlements(self, country_code: str) -> tuple[tuple[str, float, float], ...]:
        """(admin-1 code, latitude, longitude) of every settlement of a country that has a code."""
        return tuple(
            self._rows(
                "SELECT admin1, lat, lon FROM place WHERE country = ? AND feature_class = 'P' AND admin1 > ''",
                country_code,
            )
        )

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock:
            return self.connection.execute(sql, values).fetchall()

    def _one(self, tables: str, value: str) -> Place | None:
        rows = self._rows(f"SELECT {_COLUMNS} FROM {tables} LIMIT 1", value)
        return _place(rows[0]) if rows else None


def prominence(place: Place, rank: int = Rank.MAIN) -> float:
    """How readily a name means this place before anything else is known.

    log10 of its inhabitants, + 6 for a country, 3 a province, 2 a capital, 1.5 a province's seat, - 1.5 a county;
    regions, rivers and seas, which have no inhabitants, 9.5, spots 8; less what the name's rank costs (an English
    alias 1, an alternate name 3, either without its article 3.5, a code 5).
    """
    return _importance(place) - _RANK_COST[Rank(rank)]


def _importance(place: Place) -> float:
    inhabitants = math.log10(max(place.population, 1))
    if place.feature_class is FeatureClass.POPULATED:
        return inhabitants + {"PPLC": 2.0, "PPLA": 1.5}.get(place.feature_code, 0.0)
    if place.is_country:
        return 6 + inhabitants
    if place.feature_class is FeatureClass.ADMINISTRATIVE:
        return inhabitants + (3.0 if place.feature_code == "ADM1" else -1.5)
    if place.feature_code == "CONT":
        return 13.0
    return 8.0 if place.feature_class is FeatureClass.SPOT else 9.5


def _place(row: Sequence[Any]) -> Place:
    id_, name, lat, lon, feature_class, feature_code, country, admin1, population, geonameid = row
    return Place(
        id=id_, name=name, point=Point(lat, lon), feature_class=FeatureClass(feature_class), feature_code=feature_code,
        country_code=country, admin1=admin1, population=population, geonameid=geonameid,
    )  # fmt: skip
