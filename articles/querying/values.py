"""Values: what is written after a key of the query line, and what of the archive it means."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from articles import wording
from articles.answering.names import Named, Names
from articles.answering.timeline import last_of_month
from articles.querying.filters import Filter, quoted
from articles.view import Near
from articles.wording import language_called
from articles.words import say, say_many

Choice = TypeVar("Choice", bound=str)

_DISTANCE = re.compile(r"(?P<km>\d{1,5}(?:\.\d{1,9})?)\s?(?:km)?", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


class ValueMistakenError(ValueError):
    """What follows a key means nothing; the message says what would."""


def place(found: Filter, name: str, names: Names, *, area: bool = False) -> tuple[Named, str]:
    """The place that *name* means; where it may mean several, the most mentioned, and a note that says so, else ""."""
    named = names.find(name, area=area)
    if not named:
        raise ValueMistakenError(say("no place {name} is mentioned", name=name) + _did_you_mean(names.alike(name)))
    best, *others = [each for each in named if each.is_area == named[0].is_area or not area]
    if not others:
        return best, ""
    asked = say("; ").join(
        say("{line} is {place}", line=f"{found.key}:{quoted(each.id)}", place=_described(each)) for each in others[:3]
    )
    taken = say_many(
        "{n} place is called {name}: {best} is taken, the most mentioned; {others}",
        "{n} places are called {name}: {best} is taken, the most mentioned; {others}",
        len(others) + 1,
        name=name,
        best=_described(best),
        others=asked,
    )
    return best, taken


def name_and_km(found: Filter) -> tuple[str, float]:
    """What is told of near:Mosul~60km."""
    name, distance = found.value, found.rest.removeprefix("~")
    if not found.is_quoted:
        name, _, distance = found.value.rpartition("~")
    match = _DISTANCE.fullmatch(distance)
    if not name or not match:
        raise ValueMistakenError(say("near: needs a place and a distance in km, as in near:Mosul~60km"))
    return name, float(match["km"])


def near(named: Named, km: float) -> Near:
    if named.place is None:
        raise ValueMistakenError(say("{name} is not on the map, so that nothing can be near it", name=named.name))
    return Near(named.id, km)


def one_of(found: Filter, choices: Iterable[Choice]) -> Choice:
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
    raise ValueMistakenError(say("no {key} {value}", key=found.key.removeprefix("-"), value=found.value) + meant)


def language(found: Filter, codes: tuple[str, ...]) -> str:
    """The one of *codes* that is meant, by itself or by its name."""
    code = language_called(found.value, codes)
    if code not in codes:
        there = ", ".join(codes)
        raise ValueMistakenError(say("no article is in {name}; there are {names}", name=found.value, names=there))
    return code


def days(found: Filter) -> tuple[date, date]:
    """The first and last day of the day, month or year that is told."""
    match = _DAY.fullmatch(found.value)
    try:
        if not match:
            raise ValueError
        year, month, day = (int(part) if part else None for part in match.groups())
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        raise ValueMistakenError(
            say(
                "{value} is no day, month or year: write it as in {line}, 2016-10 or 2016",
                value=found.value,
                line=f"{found.key}:2016-10-17",
            )
        ) from None
    if day:
        return first, first
    return first, last_of_month(first if month else first.replace(month=12))


def _described(named: Named) -> str:
    lies = ", ".join(filter(None, [named.name, named.where]))
    return say("{place} ({mentions})", place=lies, mentions=wording.mentions(named.mentions))


def _did_you_mean(meant: str) -> str:
    return say("; did you mean {name}?", name=meant) if meant else ""
