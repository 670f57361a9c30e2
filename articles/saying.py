"""Saying: what a view shows, in a sentence, for screen readers, captions and briefs. Plain text, not yet escaped."""

from __future__ import annotations

from datetime import date

from articles import wording
from articles.actors import Part, called, counted
from articles.answering.counts import PlaceCount
from articles.answering.shares import Shares
from articles.answering.timeline import last_of_month
from articles.archive import Archive
from articles.view import View
from articles.wording import dated
from articles.words import say, say_many

#: Of so few mentions no share is told: "100 % of them" of one says nothing.
_FEWEST_SHARED = 2


def sentence(view: View, archive: Archive) -> str:
    """What the map of *view* shows, whatever it selects.

    "23 places in 5 of 7 articles, October 2016; most cited Mosul, 40 mentions, 88 % of them DEBKAfile; 3 names not on
    the map."
    """
    view = view.filters
    totals = archive.totals(view)
    places = archive.ranking(view)
    if not totals.articles_all:
        return say("The archive is empty.")
    if not totals.passages:
        days = _days(view, archive)
        return say("No passage answers this, {days}.", days=days) if days else say("No passage answers this.")
    counts = say(
        "{places} in {articles}",
        places=wording.places(len(places)) if places else say("No place"),
        articles=_articles(totals.articles, totals.articles_all),
    )
    days = _days(view, archive)
    parts = [say("{what}, {days}", what=counts, days=days) if days else counts]
    if places:
        most = places[0]
        said = say("most cited {place}, {mentions}", place=most.place.name, mentions=wording.mentions(most.mentions))
        is_of_one = len(view.outlets) == 1
        parts.append(said + ("" if is_of_one else _of_them(archive.by_outlet(view, most.place.id))))
    if part := counted(view, archive):
        parts.append(_of_roles(part, view))
    if totals.reposts:
        parts.append(
            say_many("{n} passage is a repost, counted once", "{n} passages are reposts, counted once", totals.reposts)
        )
    if totals.unplaced_names:
        parts.append(say_many("{n} name not on the map", "{n} names not on the map", totals.unplaced_names))
    return say("{parts}.", parts=say("; ").join(parts))


def diversity(view: View, place_id: str, archive: Archive) -> str:
    """How the mentions of a place are divided among outlets: "35 of 40 from one outlet (DEBKAfile)".

    And how many more stand in reposts. "" where *view* does not mention it.
    """
    divided = _divided(view, place_id, archive)
    reposted = archive.reposted(view.with_(place=place_id))[0]
    if not (divided and reposted):
        return divided
    more = say_many("{n} more in a repost, not counted again", "{n} more in reposts, not counted again", reposted)
    return say("; ").join((divided, more))


def _divided(view: View, place_id: str, archive: Archive) -> str:
    shares = archive.by_outlet(view, place_id)
    total = sum(mentions for _, mentions in shares)
    if not shares:
        return ""
    (outlet, most), *others = shares
    name = outlet or say("unknown")
    if not others:
        if total == 1:
            return say("the only mention is from {outlet}", outlet=outlet or say("an unknown outlet"))
        return say_many("all {n} from one outlet ({outlet})", "all {n} from one outlet ({outlet})", total, outlet=name)
    if most * 2 > total:
        return say("{part} of {whole} from one outlet ({outlet})", part=f"{most:,}", whole=f"{total:,}", outlet=name)
    return say(
        "{number} from {outlets}, at most {most} from one ({outlet})",
        number=f"{total:,}",
        outlets=wording.outlets(len(shares)),
        most=f"{most:,}",
        outlet=name,
    )


def period(first: date | None, last: date | None) -> str:
    """October 2016; 17 to 30 October 2016; 17 October 2016 to 3 May 2017; 2016; since 2016; until May 2017.

    "" where neither is given.
    """
    if first is None and last is None:
        return ""
    if last is None:
        return say("since {day}", day=_first_day(first)) if first else ""
    if first is None:
        return say("until {day}", day=_last_day(last))
    if first == last:
        return _day(first)
    if _is_first_of_month(first) and last == last_of_month(last):
        return _months(first, last)
    if (first.year, first.month) == (last.year, last.month):
        return _from_to(str(first.day), _day(last))
    if first.year == last.year:
        return _from_to(dated(first, "d MMMM"), _day(last))
    return _from_to(_day(first), _day(last))


def _from_to(first: str, last: str) -> str:
    return say("{first} to {last}", first=first, last=last)


def _of_roles(part: Part, view: View) -> str:
    """What the switch between places and actors lets count, of all there is without it."""
    return say(
        "{roles}: {mentions} in {passages}",
        roles=called(view),
        mentions=wording.mentions_of(part.mentions, part.mentions_all),
        passages=wording.passages_of(part.passages, part.passages_all),
    )


def _days(view: View, archive: Archive) -> str:
    first, last = view.after, view.before
    if first is None and last is None:
        # What is shown tells its own days, where all of it has one.
        first, last = archive.days_told(view) or (None, None)
    return period(first, last)


def _of_them(shares: Shares) -> str:
    total = sum(mentions for _, mentions in shares)
    if total < _FEWEST_SHARED:
        return ""
    outlet, most = shares[0]
    if not outlet:
        return ""
    if most == total:
        return say(", all of them {outlet}", outlet=outlet)
    return say(", {percent} of them {outlet}", percent=_percent(most, total), outlet=outlet)


def _percent(part: int, whole: int) -> str:
    """Of a part that is not the whole; never 100 %, nor 0 %."""
    share = round(100 * part / whole)
    if share == 100:
        return say("more than 99 %")
    return say("{number} %", number=share) if share else say("less than 1 %")


def _articles(part: int, whole: int) -> str:
    if part == whole > 1:
        return say_many("the only article", "all {n} articles", whole)
    return say_many("{part} of {n} article", "{part} of {n} articles", whole, part=f"{part:,}")


def _months(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return dated(first, "MMMM y")
    if first.year == last.year:
        whole = first.month == 1 and last.month == 12
        return str(first.year) if whole else _from_to(dated(first, "MMMM"), dated(last, "MMMM y"))
    if first.month == 1 and last.month == 12:
        return _from_to(str(first.year), str(last.year))
    return _from_to(dated(first, "MMMM y"), dated(last, "MMMM y"))


def _first_day(day: date) -> str:
    if day.day == 1:
        return str(day.year) if day.month == 1 else dated(day, "MMMM y")
    return _day(day)


def _last_day(day: date) -> str:
    if day == last_of_month(day):
        return say("the end of {month}", month=str(day.year) if day.month == 12 else dated(day, "MMMM y"))
    return _day(day)


def _is_first_of_month(day: date) -> bool:
    return day.day == 1


def _day(day: date) -> str:
    return dated(day, "d MMMM y")


def tally(count: PlaceCount) -> str:
    """40 mentions · 5 articles · 3 outlets."""
    return " · ".join(
        (wording.mentions(count.mentions), wording.articles(count.articles), wording.outlets(count.outlets))
    )
