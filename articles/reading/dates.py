"""Dates: the day a line of text gives. Only what is certain; a day is never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

_MONTHS = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
]  # fmt: skip
_MONTH_NUMBERS = (
    {name: number for number, name in enumerate(_MONTHS, 1)}
    | {name[:3]: number for number, name in enumerate(_MONTHS, 1)}
    | {"sept": 9}
)
_MONTH = "(?P<month>" + "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True)) + r")\.?"
_WEEKDAY = r"(?:(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
#: A time of day says nothing about the day: "2016-10-28T23:30+03:00" is the 28th where it was written.
_TIME = (
    r"(?:(?:,?\s+(?:at\s+)?|\s*[|·–-]\s*|T)\d{1,2}[:.]?\d{2}(?:[:.]?\d{2}(?:\.\d{1,9})?)?\s*(?:[ap]\.?m\.?)?"
    r"\s*(?:Z|(?:GMT|UTC)[+-]\d{1,2}|[A-Z]{2,5}|[+-]\d{2}:?\d{2})?(?:\s*\([A-Z]{2,5}\))?)?"
)

_PATTERNS = [
    re.compile(pattern + _TIME, re.IGNORECASE | re.ASCII)
    for pattern in (
        r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_WEEKDAY}{_DAY}[\s-]+(?:of\s+)?{_MONTH},?[\s-]+{_YEAR}",
    )
]
#: "Friday, Oct. 28": a day of a year that the text leaves to its reader.
_YEARLESS = [
    re.compile(pattern + _TIME, re.IGNORECASE | re.ASCII)
    for pattern in (rf"{_WEEKDAY}{_MONTH}\s+{_DAY}", rf"{_WEEKDAY}{_DAY}\s+(?:of\s+)?{_MONTH}")
]
_NUMBERS = re.compile(
    rf"(?P<first>\d{{1,2}})(?P<mark>[-/.])(?P<second>\d{{1,2}})(?P=mark){_YEAR}{_TIME}", re.IGNORECASE | re.ASCII
)
_LABEL = re.compile(r"(?:(?:(?:first\s+)?(?:posted|published)|updated|date)(?:\s+on)?\s*:?|on)\s+", re.IGNORECASE)
_LONGEST_DATE = 80
#: A blog's address of a post: https://example.org/2016/10/28/title.
_DAY_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-]([01]?\d)[/-]([0-3]?\d)(?=[/-]|$)", re.ASCII)
_YEAR_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)", re.ASCII)


def day(text: str, years: Iterable[int] = ()) -> date | None:
    """The day *text* is, nothing else standing in it but a weekday and a time.

    None for what is no date, for a day that no calendar has, and for 03/04/2016, which is two days. A day without its
    year is one where just one of *years*, those it may be of, has that day on that weekday.
    """
    text = text.strip()
    if len(text) > _LONGEST_DATE or not any(c.isdigit() for c in text):
        return None
    text = _LABEL.sub("", text, count=1) if _LABEL.match(text) else text
    for pattern in _PATTERNS:
        if found := pattern.fullmatch(text):
            return _calendar_day(int(found["year"]), _month(found["month"]), int(found["day"]))
    if found := _NUMBERS.fullmatch(text):
        return _settled(int(found["first"]), int(found["second"]), int(found["year"]))
    found = next((match for pattern in _YEARLESS if (match := pattern.fullmatch(text))), None)
    return _in_one_of(set(years), found) if found else None


def address_day(url: str) -> date | None:
    """The day that stands in the path of an address, as blogs write it; None where there is none, or two."""
    path = url.partition("://")[2].partition("?")[0]
    days = {_calendar_day(*map(int, found)) for found in _DAY_IN_ADDRESS.findall(path)} - {None}
    return days.pop() if len(days) == 1 else None


def address_years(url: str) -> frozenset[int]:
    """The years that stand in an address or a file's name."""
    return frozenset(map(int, _YEAR_IN_ADDRESS.findall(url)))


def _in_one_of(years: Iterable[int], found: re.Match[str]) -> date | None:
    days = (_calendar_day(year, _month(found["month"]), int(found["day"])) for year in years)
    weekday = _WEEKDAYS.index(found["weekday"][:3].lower()) if found["weekday"] else None
    fitting = [each for each in days if each and weekday in (None, each.weekday())]
    return fitting[0] if len(fitting) == 1 else None


def _settled(first: int, second: int, year: int) -> date | None:
    """Day and month in either order, where only one order is possible."""
    days = {_calendar_day(year, first, second), _calendar_day(year, second, first)} - {None}
    return days.pop() if len(days) == 1 else None


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTH_NUMBERS[text.lower()]


def _calendar_day(year: int, month: int, day_of_month: int) -> date | None:
    try:
        return date(year, month, day_of_month)
    except ValueError:
        return None
