"""Names: what the places of an archive are called, in its texts and by the gazetteer, and which one a reader means."""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from heapq import heapify, heappop

from articles.wording import country_names
from places.names import keys
from places.place import Place

#: How alike a name has to be to be meant by another, from 0 to 1.
_ALIKE = 0.7
#: Names compared letter by letter in search of the one that was meant.
_MOST_COMPARED = 3_000
#: Sorts behind every letter.
_HIGHEST = chr(0x10FFFF)


@dataclass(frozen=True, slots=True)
class Named:
    """Something that can be asked for by name."""

    id: str
    name: str
    #: Where it lies, for people.
    where: str
    #: In the whole archive; 0 for a country or province of which only places in it are named.
    mentions: int
    #: None for a name that is not on the map, and for a country or province that is known by its places alone.
    place: Place | None = None
    #: How texts and other languages call it, its name not among them.
    spellings: tuple[str, ...] = ()

    @property
    def is_area(self) -> bool:
        """Whether places may lie inside."""
        return self.place.is_area if self.place else not self.id.startswith("unplaced:")


class Names:
    """The names of one state of an archive. Does not change."""

    def __init__(self, named: Iterable[Named]) -> None:
        mentioned = sorted(named, key=lambda each: (-each.mentions, each.name, each.id))
        self.all = (*mentioned, *_containers(mentioned))
        self._by_id = {each.id: each for each in self.all}
        self._by_name: dict[str, list[Named]] = {}
        self._by_spelling: dict[str, list[Named]] = {}
        for each in self.all:
            for key in _keys(each.name):
                self._by_name.setdefault(key, []).append(each)
            for key in {key for spelling in each.spellings for key in _keys(spelling)}:
                self._by_spelling.setdefault(key, []).append(each)

    def __getitem__(self, id_: str) -> Named:
        """What has that id; raises KeyError."""
        return self._by_id[id_]

    def find(self, name: str, *, area: bool = False) -> tuple[Named, ...]:
        """All that *name* may mean, by its id, else its name, else a spelling; most mentioned first.

        Of several, areas come first where an *area* is asked for; else what is mentioned at all, and on the map.
        """
        if name in self._by_id:
            return (self._by_id[name],)
        for known in (self._by_name, self._by_spelling):
            for key in _keys(name):
                if found := known.get(key):
                    order = [each for each in found if area or each.mentions] or found
                    return tuple(sorted(order, key=lambda each: (area and not each.is_area, *_rank(each))))
        return ()

    def label(self, id_: str, *, area: bool = False) -> str:
        """The shortest name that ``find`` leads back to *id_*: its name, else the id itself."""
        known = self._by_id.get(id_)
        if known is None:
            return id_
        found = self.find(known.name, area=area)
        return known.name if found and found[0].id == id_ else id_

    def beginning(self, prefix: str, *, area: bool = False) -> Iterator[Named]:
        """What has a name, or a word in its name, or a spelling, that begins so; most mentioned first."""
        (key, *_) = _keys(prefix) or ("",)
        beginnings, last = self._beginnings, -1
        first = bisect_left(beginnings, (key, -1))
        found = [number for _, number in beginnings[first : bisect_left(beginnings, (key + _HIGHEST, -1))]]
        # Seldom more than a few are asked for.
        heapify(found)
        while found:
            number = heappop(found)
            each = self.all[number]
            if number != last and (each.is_area or not area):
                yield each
            last = number

    @cached_property
    def _beginnings(self) -> list[tuple[str, int]]:
        """What every name is called from each of its words on, sorted, with its position among all."""
        return sorted(
            (key[start:], number)
            for number, each in enumerate(self.all)
            for name in (each.name, *each.spellings)
            for key in _keys(name)
            for start in (0, *(at + 1 for at, letter in enumerate(key) if letter == " "))
        )

    def alike(self, name: str) -> str:
        """The name most like *name* that something here goes by; "" when none is."""
        (key, *_) = _keys(name) or ("",)
        if not key:
            return ""
        close = [known for known in (*self._by_name, *self._by_spelling) if abs(len(known) - len(key)) <= 3]
        # Whoever mistypes a name seldom mistypes its beginning; a large archive is not compared in full.
        if len(close) > _MOST_COMPARED:
            close = [known for known in close if known[:1] == key[:1]][:_MOST_COMPARED]
        for best in difflib.get_close_matches(key, close, 1, _ALIKE):
            named = (self._by_name.get(best) or self._by_spelling[best])[0]
            called = [each for each in (named.name, *named.spellings) if best in _keys(each)]
            return called[0]
        return ""


def _country(code: str, name: str) -> Named:
    return Named(code, name, "", 0, spellings=country_names(code))


def _rank(named: Named) -> tuple[bool, int, str, str]:
    return named.place is None and bool(named.mentions), -named.mentions, named.name, named.id


def _keys(name: str) -> tuple[str, ...]:
    return keys(name) or tuple(filter(None, [" ".join(name.casefold().split())]))


def _containers(mentioned: Iterable[Named]) -> tuple[Named, ...]:
    """The provinces and countries that are only known as where places lie: "Anbar, Iraq"."""
    known = {each.id for each in mentioned}
    countries = {each.place.country_code for each in mentioned if each.place and each.place.is_country}
    found: dict[str, Named] = {}
    for place, where in ((each.place, each.where) for each in mentioned):
        if place is None or not place.country_code or not where:
            continue
        province, _, country = where.rpartition(", ")
        if country and place.country_code not in countries:
            found.setdefault(place.country_code, _country(place.country_code, country))
        code = f"{place.country_code}.{place.admin1}"
        if province and place.admin1 and code not in known:
            found.setdefault(code, Named(code, province, country, 0))
    return tuple(found.values())
