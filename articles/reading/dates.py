"""Dates: the day a line of text gives. Only what is certain; a day is never guessed."""

from __future__ import annotations

import re
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
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
#: A time of day says nothing about the day: "2016-10-28T23:30+03:00" is the 28th where it was written.
_TIME = (
    r"(?:(?:,?\s+(?:at\s+)?|\s*[|·–-]\s*|T)\d{1,2}[:.]?\d{2}(?:[:.]?\d{2}(?:\.\d{1,9})?)?\s*(?:[ap]\.?m\.?)?"
    r"\s*(?:Z|[A-Z]{2,5}|[+-]\d{2}:?\d{2})?)?"
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
_NUMBERS = re.compile(
    rf"(?P<first>\d{{1,2}})(?P<mark>[-/.])(?P<second>\d{{1,2}})(?P=mark){_YEAR}{_TIME}", re.IGNORECASE | re.ASCII
)
_LABEL = re.compile(r"(?:(?:posted|published|updated|date)(?:\s+on)?\s*:?|on)\s+", re.IGNORECASE)
_LONGEST_DATE = 80


def day(text: str) -> date | None:
    """The day *text* is, nothing else standing in it but a weekday and a time.

    None for what is no date, for a day that no calendar has, and for 03/04/2016, which is two days.
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
    return None


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
