"""The geoparser's view of the gazetteer: names with their senses, looked up fast and kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from places.names import fold
from places.place import FeatureClass, Place, Point
from places.sense import MAIN, Name, Sense
from places.sidecar import AREA, FLAGS, HAN, HAN_PAIR, KEY, NO_ROWS, PREFIX, SKELETON, NameFile
from places.sidecar_writing import made

__all__ = ["KEY", "PREFIX", "Index"]

_MOST_CACHED = 60_000
_CLASSES = {each.value: each for each in FeatureClass}


class Index:
    """Names of one gazetteer file, looked up fast. Safe to share between threads."""

    def __init__(self, gazetteer: Path) -> None:
        self.file = NameFile(made(gazetteer))
        self._found: dict[str, int] = {}
        self._names: dict[str, Name | None] = {}
        self._places: dict[int, Place] = {}
        self._adjectives = self.file.adjectives
        self._abbreviations = self.file.abbreviations
        #: Folded abbreviations, to try the exact text only where it can be one.
        self.abbreviated = frozenset(fold(text) for text in self._abbreviations)

    def probe(self, key: str) -> int:
        """KEY if *key* is a name or adjective, PREFIX if longer ones begin with its words; 0 if neither."""
        return self._find(key) & FLAGS

    def name(self, key: str) -> Name | None:
        """The name with that folded key; None when the gazetteer has no such name."""
        try:
            return self._names[key]
        except KeyError:
            found = self._name(key)
            if len(self._names) > _MOST_CACHED:
                self._names.clear()
            self._names[key] = found
            return found

    def abbreviation(self, text: str) -> Name | None:
        """The name written exactly like that in the table of abbreviations: "Ky.", "KY", "N.C."."""
        rows = self._abbreviations.get(text)
        if rows is None:
            return None
        key = f"abbreviation {text}"
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = self._of_rows(fold(text), _main(rows), is_abbreviation=True)
        return name

    def place(self, row: int) -> Place:
        """The place in that row of the gazetteer file."""
        place = self._places.get(row)
        if place is None:
            place = self._place(row)
            if len(self._places) > _MOST_CACHED:
                self._places.clear()
            self._places[row] = place
        return place

    def senses(self, rows: Sequence[int], rank: int) -> tuple[Sense, ...]:
        """The places in those rows, in their order there, as senses of that rank."""
        return self._senses([(row, rank) for row in sorted(set(rows))])

    def area(self, code: str) -> str:
        """The name of the country or province with that code ("IQ", "US.TX"); "" when there is none."""
        found = self._find(AREA + code) if code else 0
        return self.place(self.file.rows(found)[0][0]).name if found else ""

    def spelled(self, country: str, bones: str) -> tuple[int, ...]:
        """Rows of the settlements and divisions of a country that have that skeleton."""
        found = self._find(f"{SKELETON}{country} {bones}")
        return tuple(row for row, _ in self.file.rows(found)) if found else ()

    def han(self, simple: str) -> tuple[str, ...]:
        """The keys of the names that are so written in simplified characters; none where there is no such name."""
        found = self._find(HAN + simple)
        if not found & KEY:
            return ()
        return (simple,) if found >> 2 == NO_ROWS else self.file.han(found >> 2)

    def longest_han(self, pair: str) -> int:
        """Characters in the longest of the names that open with these two; 0 when none does."""
        return self._find(HAN_PAIR + pair) >> 2

    def _find(self, key: str) -> int:
        found = self._found.get(key)
        if found is None:
            found = self.file.find(key)
            if len(self._found) > _MOST_CACHED:
                self._found.clear()
            self._found[key] = found
        return found

    def _name(self, key: str) -> Name | None:
        if key in self._adjectives:
            return self._of_rows(key, _main(self._adjectives[key]), adjective=True)
        found = self._find(key)
        return self._of_rows(key, self.file.rows(found)) if found & KEY else None

    def _of_rows(
        self, key: str, rows: Sequence[tuple[int, int]], *, adjective: bool = False, is_abbreviation: bool = False
    ) -> Name:
        """The name that means the places in those rows, each with the name's rank for it."""
        traits, people = self.file.traits, self.file.people
        places = [(rank, traits[row], people[row]) for row, rank in rows]
        return Name(key, places, partial(self._senses, rows), adjective=adjective, is_abbreviation=is_abbreviation)

    def _senses(self, rows: Sequence[tuple[int, int]]) -> tuple[Sense, ...]:
        return tuple([self._sense(row, rank) for row, rank in rows])

    def _sense(self, row: int, rank: int) -> Sense:
        texts = self.file.texts
        lat, lon, fame, people, _, one, other, province, county, kind, code, country = self.file.place(row)
        return Sense(
            row, rank, lat, lon, texts[kind], texts[code], texts[country], texts[province], texts[county], people,
            (one, other), fame,
        )  # fmt: skip

    def _place(self, row: int) -> Place:
        texts = self.file.texts
        lat, lon, _, people, geonameid, _, _, province, _, kind, code, country = self.file.place(row)
        id_, name = self.file.id_and_name(row)
        return Place(
            id=id_, name=name, point=Point(lat, lon), feature_class=_CLASSES[texts[kind]], feature_code=texts[code],
            country_code=texts[country], admin1=texts[province].partition(".")[2], population=people,
            geonameid=geonameid or None,
        )  # fmt: skip


def _main(rows: Sequence[int]) -> list[tuple[int, int]]:
    return [(row, MAIN) for row in sorted(set(rows))]
