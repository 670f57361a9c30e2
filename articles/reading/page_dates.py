"""Page dates: the day on which a web page says that it was published.

htmldate, which trafilatura asks, falls back on any date in the page: the footer's, a neighbour's. Here only
what is marked as the day of publication counts, else the one day that stands where a page puts its date, else
that in the address of the page.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from datetime import date

from lxml import etree  # type: ignore[import-untyped]

from articles.reading.dates import address_day, address_years, day

#: Names of ``meta`` elements, in small letters, the surest first.
_META = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "dcterms.created",
    "dcterms.issued", "dc.date.issued", "dcterms.date", "dc.date", "parsely-pub-date", "sailthru.date", "publish-date",
    "publish_date", "publication_date", "published_date", "pubdate", "citation_publication_date", "date",
)  # fmt: skip
#: Words in the class or id of an element that holds the date of its article, as themes of blogs and papers name it.
_DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:date|dateline|byline|posted|published|timestamp|pubdate|meta|time)(?:$|[\s_-])", re.I
)
_MOST_MARKED, _MOST_TEXTS, _LONGEST_BYLINE = 200, 12, 200
_JSON_LD = re.compile(r'"datePublished"\s{0,20}:\s{0,20}"([^"<>]{4,60})"')


def published(html: str, url: str = "") -> date | None:
    """The day of publication the page declares, else that shows by its headline, else in its address *url*."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True)
    try:
        root = etree.fromstring(html.encode(errors="ignore"), parser)
    except etree.ParseError:
        return None
    if root is None:
        return None
    declared = next((found for text in _declared(root) if (found := day(text))), None)
    return declared or _shown(root, address_years(url)) or address_day(url)


def _shown(root: etree._Element, years: Iterable[int]) -> date | None:
    """The day in what the page marks as a date or byline; None where it shows several, as lists of stories do."""
    marked = (
        element
        for element in root.iter("time", "span", "p", "div", "small", "li", "abbr", "em", "b")
        if _DATE_CLASS.search(f"{element.get('class', '')} {element.get('id', '')}")
    )
    days = set()
    for element in itertools.islice(marked, _MOST_MARKED):
        texts = itertools.islice(element.itertext(), _MOST_TEXTS)
        days |= {found for text in texts if (found := _day_among(" ".join(text.split()), years))}
    return days.pop() if len(days) == 1 else None


def _day_among(text: str, years: Iterable[int]) -> date | None:
    """The day of a short text such as "By Jo Marsh | Posted October 19, 2016"."""
    if len(text) > _LONGEST_BYLINE:
        return None
    pieces = (text, *re.split(r"\s*[|•·]\s*|\s+[–—-]\s+", text))
    return next((found for piece in pieces if (found := day(piece, years))), None)


def _declared(root: etree._Element) -> Iterator[str]:
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            metas.setdefault(meta.get(attribute, "").lower(), meta.get("content", ""))
    yield from (metas[name] for name in _META if name in metas)
    for script in root.iter("script"):
        if "ld+json" in script.get("type", ""):
            yield from _JSON_LD.findall(script.text or "")[:1]
    times = list(root.iter("time"))
    marked = [time for time in times if "published" in f"{time.get('itemprop', '')} {time.get('class', '')}".lower()]
    yield from (time.get("datetime", "") for time in marked)
    if len({time.get("datetime", "")[:10] for time in times}) == 1:
        yield times[0].get("datetime", "")
