"""The query line: a View in one line of text, both ways.

``in:Anbar near:Mosul~60km after:2016-10-17 before:2016-11 -outlet:"Counter Jihad" "chemical weapons" OR sarin*``:
what begins with one of the keys filters, the rest is searched for in the language of articles/search.py.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from articles import wording
from articles.archive import Archive
from articles.certainty import Certainty
from articles.names import Named, Names
from articles.search import QueryError, parse_query
from articles.timeline import last_of_month
from articles.view import DEFAULT_KINDS, LONGEST_VALUE, MOST_VALUES, SIZES, Near, Together, View
from articles.wording import language_called
from articles.words import phrase, say, say_many
from places.mention import Kind
from places.place import PlaceType
from places.polygon import AreaError, read_corners, write_corners

#: What each key asks for, in the order of the canonical line; to be said.
KEYS = {
    "in": phrase("a country, province or region with all places in it"),
    "place": phrase("a place itself; again for another"),
    "together": phrase("several places: any of them, all in one passage, all in one article"),
    "near": phrase("places within a distance: near:Mosul~60km"),
    "area": phrase("places within corners: area:36,42;37,42;37,44"),
    "after": phrase("from a day, month or year on: after:2016-10"),
    "before": phrase("to the end of a day, month or year: before:2016-11"),
    "outlet": phrase("of an outlet; again for another"),
    "-outlet": phrase("not of an outlet"),
    "language": phrase("written in a language: language:ar, language:Arabic"),
    "kind": phrase("the role of mentions: place, government, adjective, organisation, relative"),
    "type": phrase("the kind of places: country, province, town, site, water, region"),
    "certainty": phrase("how sure it is which place is meant: automatic, verified, doubtful, unknown, excluded"),
    "size": phrase("what marks are sized by: mentions, articles, outlets"),
}

_QUOTES = '"“”„‟'
_FILTER = re.compile(
    rf"(?P<key>-?(?:{'|'.join(key for key in KEYS if not key.startswith('-'))})):"
    r'(?:(?P<quoted>"(?:[^"]|"")*(?P<end>"?)|[“„][^"”“‟]*(?P<curly_end>["”“‟]?)))?(?P<rest>\S*)',
    re.IGNORECASE,
)
_DISTANCE = re.compile(r"(?P<km>\d{1,5}(?:\.\d{1,9})?)\s?(?:km)?", re.IGNORECASE)
Choice = TypeVar("Choice", bound=str)

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


@dataclass(frozen=True, slots=True)
class Mistake:
    """What of the line could not be understood, or not as surely as one might think; in words."""

    #: ``text[start:end]`` is meant.
    start: int
    end: int
    message: str
    #: Whether it was understood all the same: of several places of a name, one was taken.
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """One ``key:value`` of the line."""

    start: int
    end: int
    #: Lower case, with the minus.
    key: str
    #: Without quotation marks; of near:"Tal Afar"~60km what is quoted.
    value: str
    #: What follows the closing quotation mark; all of it for a value that is not quoted.
    rest: str
    is_quoted: bool
    is_closed: bool


def parse_line(text: str, archive: Archive) -> tuple[View, tuple[Mistake, ...]]:
    """The view *text* asks for, without a selection, and what of it is mistaken and was left out of the view."""
    clean = "".join(character if character.isprintable() else " " for character in text)
    reading = _Reading(archive.names(), archive.outlets(), tuple(each.code for each in archive.language_counts(View())))
    words = list(clean)
    for found in filters(clean):
        reading.take(found)
        words[found.start : found.end] = " " * (found.end - found.start)
    reading.search("".join(words))
    reading.check()
    mistakes = sorted(reading.mistakes, key=lambda each: (each.start, each.end))
    return reading.view, tuple(mistakes)


def line_of(view: View, archive: Archive) -> str:
    """The canonical line of *view*, which ``parse_line`` reads back, but for its selection and open article.

    Of a view with places or outlets the archive does not know, the line cannot be read back.
    """
    names = archive.names()
    parts: list[tuple[str, Iterable[str]]] = [
        ("in", (quoted(names.label(id_, area=True)) for id_ in view.inside)),
        ("place", (quoted(names.label(id_)) for id_ in view.places)),
        ("together", [view.together] if view.together is not Together.ANY else []),
        ("near", [f"{quoted(names.label(view.near.place))}~{_number(view.near.km)}km"] if view.near else []),
        ("area", [write_corners(view.area)] if view.area else []),
        ("after", [view.after.isoformat()] if view.after else []),
        ("before", [view.before.isoformat()] if view.before else []),
        ("outlet", map(quoted, view.outlets)),
        ("-outlet", map(quoted, view.without)),
        ("language", view.languages),
        ("kind", view.kinds if view.kinds != DEFAULT_KINDS else []),
        ("type", view.types),
        ("certainty", view.certainty),
        ("size", [view.size] if view.size != View().size else []),
    ]
    said = [f"{key}:{value}" for key, values in parts for value in values]
    return " ".join([*said, *filter(None, [_searched(view.query)])])


def filters(text: str) -> Iterator[Filter]:
    """What of the line *text* filters, in order; what stands in quotation marks is searched for."""
    for start in _beginnings(text):
        match = _FILTER.match(text, start)
        if match:
            yield _filter(match)


def quoted(value: str) -> str:
    """*value* as it has to stand after a key."""
    if value and not re.search(r'[\s"~]', value) and value[0] not in _QUOTES:
        return value
    return '"' + value.replace('"', '""') + '"'


def _filter(match: re.Match[str]) -> Filter:
    told = match["quoted"]
    rest = match["rest"]
    if told is None:
        return Filter(match.start(), match.end(), match["key"].lower(), rest, rest, is_quoted=False, is_closed=True)
    is_closed = bool(match["end"] or match["curly_end"])
    value = told[1 : -1 if is_closed else None].replace('""', '"')
    return Filter(match.start(), match.end(), match["key"].lower(), value, rest, is_quoted=True, is_closed=is_closed)


def _beginnings(text: str) -> Iterator[int]:
    """Where a word begins that is in no quotation marks and no value; the caller need not look at all of them."""
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
        elif text[at] in _QUOTES:
            at = next((end + 1 for end in range(at + 1, len(text)) if text[end] in _QUOTES), len(text))
        else:
            begins = at == 0 or text[at - 1].isspace()
            match = _FILTER.match(text, at) if begins else None
            if match:
                yield at
                at = match.end()
            else:
                at += 1
                while at < len(text) and not text[at].isspace() and text[at] not in _QUOTES:
                    at += 1


def _searched(query: str) -> str:
    """*query* with quotation marks round the words of it that would be read as filters."""
    pieces, at = [], 0
    for start in _beginnings(query):
        word = re.compile(rf"[^\s(){_QUOTES}]*").match(query, start)
        end = word.end() if word else start
        stem = query[start:end].rstrip("*")
        star = "*" if len(stem) < end - start else ""
        gap = "" if query[end : end + 1] in ("", " ") else " "
        pieces += [query[at:start], f'"{stem}"{star}{gap}']
        at = end
    return "".join([*pieces, query[at:]])


def _number(km: float) -> str:
    # Never with an exponent, which the line does not know.
    return f"{km:.9f}".rstrip("0").rstrip(".")


@dataclass
class _Reading:
    """A line while it is read: the view so far, and what was mistaken."""

    names: Names
    outlets: tuple[str, ...]
    #: Codes, most articles first.
    languages: tuple[str, ...]
    view: View = field(default_factory=View)
    mistakes: list[Mistake] = field(default_factory=list)
    #: Where each key was last read.
    seen: dict[str, Filter] = field(default_factory=dict)
    kinds: set[Kind] = field(default_factory=set)

    def take(self, found: Filter) -> None:
        readers: dict[str, Callable[[Filter], None]] = {
            "in": self._inside, "place": self._place, "near": self._near, "together": self._together,
            "area": self._area, "after": self._after, "before": self._before, "outlet": self._outlet,
            "-outlet": self._without, "kind": self._kind, "type": self._type, "certainty": self._certainty,
            "size": self._size, "language": self._language,
        }  # fmt: skip
        if found.key not in readers:
            self._mistake(
                found, say("only outlets can be left out: write -outlet: or take the minus off {key}:", key=found.key)
            )
        elif not found.is_closed:
            self._mistake(
                found, say("the quotation mark after {key}: is not closed: write another where it ends", key=found.key)
            )
        elif not found.value.strip():
            self._mistake(found, say("nothing follows {key}: ({what})", key=found.key, what=say(KEYS[found.key])))
        elif found.is_quoted and found.rest and found.key != "near":
            self._mistake(
                found, say("‘{words}’ follows the quotation mark: leave a space before it", words=found.rest[:40])
            )
        else:
            if found.key in self.seen and found.key in ("near", "together", "area", "after", "before", "size"):
                self._mistake(found, say("{key}: stands twice: the last one counts", key=found.key), is_note=True)
            self.seen[found.key] = found
            readers[found.key](found)

    def search(self, words: str) -> None:
        """Take what is no filter, its place in the line kept, as what is searched for."""
        query = " ".join(words.split())
        start, end = len(words) - len(words.lstrip()), len(words.rstrip())
        if len(query) > LONGEST_VALUE:
            self.mistakes.append(
                Mistake(
                    start, end, say("more than {most} letters are searched for: leave some out", most=LONGEST_VALUE)
                )
            )
            return
        try:
            parse_query(words)
        except QueryError as fault:
            at = min(max(fault.at - 1, start), max(end - 1, 0))
            until = next((n for n in range(at, end) if words[n].isspace() and n > at), end)
            self.mistakes.append(Mistake(at, until, str(fault)))
        else:
            self.view = self.view.with_(query=query)

    def check(self) -> None:
        """What is only to be seen when all is read."""
        after, before = self.view.after, self.view.before
        if after and before and after > before:
            self._mistake(
                self.seen["before"],
                say("no day is from {first} on and not after {last}", first=after, last=before),
                is_note=True,
            )

    def _inside(self, found: Filter) -> None:
        if named := self._named(found, found.value, area=True):
            self._add(found, "inside", named.id)

    def _place(self, found: Filter) -> None:
        if named := self._named(found, found.value):
            self._add(found, "places", named.id)

    def _near(self, found: Filter) -> None:
        name, distance = found.value, found.rest.removeprefix("~")
        if not found.is_quoted:
            name, _, distance = found.value.rpartition("~")
        match = _DISTANCE.fullmatch(distance)
        if not name or not match:
            self._mistake(found, say("near: needs a place and a distance in km, as in near:Mosul~60km"))
            return
        named = self._named(found, name)
        if named is None:
            return
        if named.place is None:
            self._mistake(found, say("{name} is not on the map, so that nothing can be near it", name=named.name))
            return
        try:
            self.view = self.view.with_(near=Near(named.id, float(match["km"])))
        except ValueError as fault:
            self._mistake(found, str(fault))

    def _together(self, found: Filter) -> None:
        if together := self._one_of(found, Together):
            self.view = self.view.with_(together=together)

    def _area(self, found: Filter) -> None:
        try:
            self.view = self.view.with_(area=read_corners(found.value))
        except AreaError as fault:
            self._mistake(found, str(fault))

    def _after(self, found: Filter) -> None:
        if days := self._days(found):
            self.view = self.view.with_(after=days[0])

    def _before(self, found: Filter) -> None:
        if days := self._days(found):
            self.view = self.view.with_(before=days[1])

    def _outlet(self, found: Filter) -> None:
        if outlet := self._one_of(found, self.outlets):
            self._add(found, "outlets", outlet)

    def _without(self, found: Filter) -> None:
        if outlet := self._one_of(found, self.outlets):
            self._add(found, "without", outlet)

    def _language(self, found: Filter) -> None:
        code = language_called(found.value, self.languages)
        if code in self.languages:
            self._add(found, "languages", code)
        else:
            there = ", ".join(self.languages)
            self._mistake(found, say("no article is in {name}; there are {names}", name=found.value, names=there))

    def _kind(self, found: Filter) -> None:
        if kind := self._one_of(found, Kind):
            self.kinds.add(kind)
            self.view = self.view.with_(kinds=tuple(each for each in Kind if each in self.kinds))

    def _type(self, found: Filter) -> None:
        if type_ := self._one_of(found, PlaceType):
            types = {type_, *self.view.types}
            self.view = self.view.with_(types=tuple(each for each in PlaceType if each in types))

    def _certainty(self, found: Filter) -> None:
        if certainty := self._one_of(found, Certainty):
            some = {certainty, *self.view.certainty}
            self.view = self.view.with_(certainty=tuple(each for each in Certainty if each in some))

    def _size(self, found: Filter) -> None:
        if size := self._one_of(found, SIZES):
            self.view = self.view.with_(size=size)

    def _add(self, found: Filter, what: str, value: str) -> None:
        values = {*getattr(self.view, what), value}
        if len(values) > MOST_VALUES:
            self._mistake(
                found, say("{key}: stands more than {most} times: leave some out", key=found.key, most=MOST_VALUES)
            )
            return
        self.view = self.view.with_(**{what: tuple(sorted(values))})

    def _named(self, found: Filter, name: str, *, area: bool = False) -> Named | None:
        """The place that *name* means; where it may mean several, the most mentioned, which is noted."""
        named = self.names.find(name, area=area)
        if not named:
            meant = self.names.alike(name)
            self._mistake(found, say("no place {name} is mentioned", name=name) + _did_you_mean(meant))
            return None
        best, *others = [each for each in named if each.is_area == named[0].is_area or not area]
        if others:
            asked = say("; ").join(
                say("{line} is {place}", line=f"{found.key}:{quoted(each.id)}", place=_described(each))
                for each in others[:3]
            )
            taken = say_many(
                "{n} place is called {name}: {best} is taken, the most mentioned; {others}",
                "{n} places are called {name}: {best} is taken, the most mentioned; {others}",
                len(others) + 1,
                name=name,
                best=_described(best),
                others=asked,
            )
            self._mistake(found, taken, is_note=True)
        return best

    def _one_of(self, found: Filter, choices: Iterable[Choice]) -> Choice | None:
        known = {str(choice): choice for choice in choices}
        folded = {choice.casefold(): choice for choice in reversed(known)}
        if found.value in known:
            return known[found.value]
        if (asked := found.value.casefold()) in folded:
            return known[folded[asked]]
        begun = [choice for choice in folded if len(asked) > 2 and choice.startswith(asked)]
        close = begun[:1] or difflib.get_close_matches(asked, folded, 1)
        meant = _did_you_mean(quoted(folded[close[0]]) if close else "")
        if found.key not in ("outlet", "-outlet") and not meant:
            meant = say("; it is one of {names}", names=", ".join(known))
        self._mistake(found, say("no {key} {value}", key=found.key.removeprefix("-"), value=found.value) + meant)
        return None

    def _days(self, found: Filter) -> tuple[date, date] | None:
        """The first and last day of the day, month or year that is told."""
        match = _DAY.fullmatch(found.value)
        try:
            if not match:
                raise ValueError
            year, month, day = (int(part) if part else None for part in match.groups())
            first = date(year or 0, month or 1, day or 1)
        except ValueError:
            wrong = say(
                "{value} is no day, month or year: write it as in {line}, 2016-10 or 2016",
                value=found.value,
                line=f"{found.key}:2016-10-17",
            )
            self._mistake(found, wrong)
            return None
        if day:
            return first, first
        return first, last_of_month(first if month else first.replace(month=12))

    def _mistake(self, found: Filter, message: str, *, is_note: bool = False) -> None:
        self.mistakes.append(Mistake(found.start, found.end, message, is_note))


def _described(named: Named) -> str:
    lies = ", ".join(filter(None, [named.name, named.where]))
    return say("{place} ({mentions})", place=lies, mentions=wording.mentions(named.mentions))


def _did_you_mean(meant: str) -> str:
    return say("; did you mean {name}?", name=meant) if meant else ""
