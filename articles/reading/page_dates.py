"""Page dates: the day on which a web page says that it was published.

htmldate, which trafilatura asks, falls back on any date in the page: the footer's, a neighbour's. Here only
what is marked as the day of publication counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lxml import etree  # type: ignore[import-untyped]

from articles.reading.dates import day

#: Names of ``meta`` elements, in small letters, the surest first.
_META = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "dcterms.created",
    "dcterms.issued", "dc.date.issued", "dcterms.date", "dc.date", "parsely-pub-date", "sailthru.date", "publish-date",
    "publish_date", "publication_date", "published_date", "pubdate", "citation_publication_date", "date",
)  # fmt: skip
_JSON_LD = re.compile(r'"datePublished"\s{0,20}:\s{0,20}"([^"<>]{4,60})"')


def published(html: str) -> date | None:
    """The day of publication the page declares; None when it declares none."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True)
    try:
        root = etree.fromstring(html.encode(errors="ignore"), parser)
    except etree.ParseError:
        return None
    return next((found for text in _declared(root) if (found := day(text))), None) if root is not None else None


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
