"""Saying: what a view shows, in a sentence, for screen readers, captions and briefs. Plain text, not yet escaped."""

from __future__ import annotations

from datetime import date

from articles.archive import Archive
from articles.shares import Shares
from articles.timeline import last_of_month
from articles.view import View
from articles.wording import counted

#: Of so few mentions no share is told: "100 % of them" of one says nothing.
_FEWEST_SHARED = 2


def sentence(view: View, archive: Archive) -> str:
    """What the map of *view* shows, whatever it selects.

    "23 places in 5 of 7 articles, October 2016; most cited Mosul, 40 mentions, 88 % of them DEBKAfile; 3 names not on
    the map."
    """
    view = view.filters
    totals = archive.totals(view)
    places = archive.places(view)
    if not totals.articles_all:
        return "The archive is empty."
    if not totals.passages:
        return f"No passage answers this{_in_time(view, archive)}."
    articles = _of(totals.articles, totals.articles_all, "article")
    parts = [f"{counted(len(places), 'place') if places else 'No place'} in {articles}{_in_time(view, archive)}"]
    if places:
        most = places[0]
        said = f"most cited {most.place.name}, {counted(most.mentions, 'mention')}"
        is_of_one = len(view.outlets) == 1
        parts.append(said + ("" if is_of_one else _of_them(archive.by_outlet(view, most.place.id))))
    if totals.unplaced_names:
        parts.append(f"{counted(totals.unplaced_names, 'name')} not on the map")
    return "; ".join(parts) + "."


def diversity(view: View, place_id: str, archive: Archive) -> str:
    """How the mentions of a place are divided among outlets: "35 of 40 from one outlet (DEBKAfile)".

    "" where *view* does not mention it.
    """
    shares = archive.by_outlet(view, place_id)
    total = sum(mentions for _, mentions in shares)
    if not shares:
        return ""
    (outlet, most), *others = shares
    name = outlet or "unknown"
    if not others:
        if total == 1:
            return f"the only mention is from {outlet or 'an unknown outlet'}"
        return f"all {total:,} from one outlet ({name})"
    if most * 2 > total:
        return f"{most:,} of {total:,} from one outlet ({name})"
    return f"{total:,} from {counted(len(shares), 'outlet')}, at most {most:,} from one ({name})"


def period(first: date | None, last: date | None) -> str:
    """October 2016; 17 to 30 October 2016; 17 October 2016 to 3 May 2017; 2016; since 2016; until May 2017.

    "" where neither is given.
    """
    if first is None and last is None:
        return ""
    if last is None:
        return f"since {_first_day(first)}" if first else ""
    if first is None:
        return f"until {_last_day(last)}"
    if first == last:
        return _day(first)
    if _is_first_of_month(first) and last == last_of_month(last):
        return _months(first, last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {_day(last)}"
    if first.year == last.year:
        return f"{first.day} {first:%B} to {_day(last)}"
    return f"{_day(first)} to {_day(last)}"


def _in_time(view: View, archive: Archive) -> str:
    first, last = view.after, view.before
    if first is None and last is None:
        # What is shown tells its own days, where all of it has one.
        line = archive.timeline(view)
        if line.undated:
            return ""
        first, last = line.first, line.last
    return f", {said}" if (said := period(first, last)) else ""


def _of_them(shares: Shares) -> str:
    total = sum(mentions for _, mentions in shares)
    if total < _FEWEST_SHARED:
        return ""
    outlet, most = shares[0]
    if not outlet:
        return ""
    if most == total:
        return f", all of them {outlet}"
    return f", {_percent(most, total)} of them {outlet}"


def _percent(part: int, whole: int) -> str:
    """Of a part that is not the whole; never 100 %, nor 0 %."""
    share = round(100 * part / whole)
    return "more than 99 %" if share == 100 else f"{share} %" if share else "less than 1 %"


def _of(part: int, whole: int, noun: str) -> str:
    return f"all {counted(whole, noun)}" if part == whole > 1 else f"{part:,} of {counted(whole, noun)}"


def _months(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%B} {first.year}"
    if first.year == last.year:
        whole = first.month == 1 and last.month == 12
        return str(first.year) if whole else f"{first:%B} to {last:%B} {last.year}"
    if first.month == 1 and last.month == 12:
        return f"{first.year} to {last.year}"
    return f"{first:%B} {first.year} to {last:%B} {last.year}"


def _first_day(day: date) -> str:
    if day.day == 1:
        return str(day.year) if day.month == 1 else f"{day:%B} {day.year}"
    return _day(day)


def _last_day(day: date) -> str:
    if day == last_of_month(day):
        return f"the end of {day.year}" if day.month == 12 else f"the end of {day:%B} {day.year}"
    return _day(day)


def _is_first_of_month(day: date) -> bool:
    return day.day == 1


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
