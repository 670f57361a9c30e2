"""A query line read as a view: what begins with one of the keys filters, the rest is searched for.

``in:Anbar near:Mosul~60km after:2016-10-17 before:2016-11 -outlet:"Counter Jihad" "chemical weapons" OR sarin*``
"""

from __future__ import annotations

from dataclasses import dataclass, field

from articles.answering.names import Named, Names
from articles.archive import Archive
from articles.certainty import Certainty
from articles.querying import values
from articles.querying.filters import KEYS, Filter, filters
from articles.retelling import retold
from articles.searching.search import parse_query
from articles.searching.tokens import QueryError
from articles.view import LONGEST_VALUE, MOST_VALUES, SIZES, Reposts, Together, View
from articles.words import say
from places.areas.polygon import read_corners
from places.mention import Kind
from places.place import PlaceType

_ONCE = ("near", "together", "area", "after", "before", "reposts", "size")


@dataclass(frozen=True, slots=True)
class Mistake:
    """What of the line could not be understood, or not as surely as one might think; in words."""

    #: ``text[start:end]`` is meant.
    start: int
    end: int
    message: str
    #: Whether it was understood all the same: of several places of a name, one was taken.
    is_note: bool = False


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
        if fault := _misshapen(found):
            self._mistake(found, fault)
            return
        if found.key in self.seen and found.key in _ONCE:
            self._mistake(found, say("{key}: stands twice: the last one counts", key=found.key), is_note=True)
        self.seen[found.key] = found
        try:
            self.view = self._with(found)
        except ValueError as fault:  # ours, of View and of the corners; each says what is wrong
            self._mistake(found, retold(fault))

    def search(self, words: str) -> None:
        """Take what is no filter, its place in the line kept, as what is searched for."""
        query = " ".join(words.split())
        start, end = len(words) - len(words.lstrip()), len(words.rstrip())
        if len(query) > LONGEST_VALUE:
            fault = say("more than {most} letters are searched for: leave some out", most=LONGEST_VALUE)
            self.mistakes.append(Mistake(start, end, fault))
            return
        try:
            parse_query(words)
        except QueryError as error:
            at = min(max(error.at - 1, start), max(end - 1, 0))
            until = next((n for n in range(at, end) if words[n].isspace() and n > at), end)
            self.mistakes.append(Mistake(at, until, retold(error)))
        else:
            self.view = self.view.with_(query=query)

    def check(self) -> None:
        """What is only to be seen when all is read."""
        after, before = self.view.after, self.view.before
        if after and before and after > before:
            fault = say("no day is from {first} on and not after {last}", first=after, last=before)
            self._mistake(self.seen["before"], fault, is_note=True)

    def _with(self, found: Filter) -> View:
        """The view so far with what *found* asks for."""
        view = self.view
        match found.key:
            case "in":
                return self._with_another(found, "inside", self._place(found, found.value, area=True).id)
            case "place":
                return self._with_another(found, "places", self._place(found, found.value).id)
            case "outlet":
                return self._with_another(found, "outlets", values.one_of(found, self.outlets))
            case "-outlet":
                return self._with_another(found, "without", values.one_of(found, self.outlets))
            case "language":
                return self._with_another(found, "languages", values.language(found, self.languages))
            case "near":
                name, km = values.name_and_km(found)
                return view.with_(near=values.near(self._place(found, name), km))
            case "together":
                return view.with_(together=values.one_of(found, Together))
            case "area":
                return view.with_(area=read_corners(found.value))
            case "after":
                return view.with_(after=values.days(found)[0])
            case "before":
                return view.with_(before=values.days(found)[1])
            case "reposts":
                return view.with_(reposts=values.one_of(found, Reposts))
            case "size":
                return view.with_(size=values.one_of(found, SIZES))
            case "kind":
                # Those that count by default are not added to, but replaced.
                self.kinds.add(values.one_of(found, Kind))
                return view.with_(kinds=tuple(each for each in Kind if each in self.kinds))
            case "type":
                types = {values.one_of(found, PlaceType), *view.types}
                return view.with_(types=tuple(each for each in PlaceType if each in types))
            case "certainty":
                some = {values.one_of(found, Certainty), *view.certainty}
                return view.with_(certainty=tuple(each for each in Certainty if each in some))
        raise AssertionError(f"{found.key} is a key that nothing reads")

    def _with_another(self, found: Filter, what: str, value: str) -> View:
        those = {*getattr(self.view, what), value}
        if len(those) > MOST_VALUES:
            fault = say("{key}: stands more than {most} times: leave some out", key=found.key, most=MOST_VALUES)
            raise values.ValueMistakenError(fault)
        return self.view.with_(**{what: tuple(sorted(those))})

    def _place(self, found: Filter, name: str, *, area: bool = False) -> Named:
        named, note = values.place(found, name, self.names, area=area)
        if note:
            self._mistake(found, note, is_note=True)
        return named

    def _mistake(self, found: Filter, message: str, *, is_note: bool = False) -> None:
        self.mistakes.append(Mistake(found.start, found.end, message, is_note))


def _misshapen(found: Filter) -> str:
    """What is wrong with how the filter is written, whatever its value means; "" where nothing is."""
    key = found.key
    if key not in KEYS:
        return say("only outlets can be left out: write -outlet: or take the minus off {key}:", key=key)
    if not found.is_closed:
        return say("the quotation mark after {key}: is not closed: write another where it ends", key=key)
    if not found.value.strip():
        return say("nothing follows {key}: ({what})", key=key, what=say(KEYS[key]))
    if found.is_quoted and found.rest and key != "near":
        return say("‘{words}’ follows the quotation mark: leave a space before it", words=found.rest[:40])
    return ""
