"""Builders of articles, places and resolutions with a default for everything, and a geoparser that knows few names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from articles.article import Article
from places.mention import Kind, Mention
from places.place import FeatureClass, Place, Point
from places.resolution import Candidate, Resolution


def an_article(
    text: str = "Troops entered Mosul.",
    *,
    headline: str = "A headline",
    published: date | None = date(2017, 1, 25),
    outlet: str = "The Daily Example",
    via: str = "",
    author: str = "A. Writer",
    url: str = "",
    language: str = "en",
    source: str = "example.txt",
) -> Article:
    return Article(headline, text, published, outlet, via, author, url, language, source)


def a_place(
    name: str = "Mosul",
    *,
    id: str = "99072",  # noqa: A002
    lat: float = 36.335,
    lon: float = 43.119,
    feature_class: FeatureClass = FeatureClass.POPULATED,
    feature_code: str = "PPLA",
    country_code: str = "IQ",
    admin1: str = "15",
    population: int = 1_739_800,
) -> Place:
    geonameid = int(id) if id.isdecimal() else None
    return Place(id, name, Point(lat, lon), feature_class, feature_code, country_code, admin1, population, geonameid)


MOSUL = a_place()
BAGHDAD = a_place("Baghdad", id="98182", lat=33.34, lon=44.40, feature_code="PPLC", admin1="07", population=7_216_000)
TEHRAN = a_place("Tehran", id="112931", lat=35.69, lon=51.42, feature_code="PPLC", country_code="IR", admin1="26")
IRAQ = a_place("Iraq", id="99237", lat=33, lon=44, feature_class=FeatureClass.ADMINISTRATIVE, feature_code="PCLI")

NAMES: Mapping[str, Place | None] = {
    "Mosul": MOSUL,
    "Baghdad": BAGHDAD,
    "Tehran": TEHRAN,
    "Iraq": IRAQ,
    "al-Houd": None,
    "Al-Houd": None,
}


class FakeGeoparse:
    """Finds the names of a dictionary; "Iraqi" is an adjective, "Tehran warned" a government."""

    def __init__(self, names: Mapping[str, Place | None] = NAMES, *, version: str = "fake 1", fault: str = "") -> None:
        self.names = dict(names)
        self.version = version
        #: An article that holds this word cannot be geoparsed.
        self.fault = fault
        self.parsed: list[str] = []

    def __call__(self, article: Article) -> tuple[Resolution, ...]:
        self.parsed.append(article.headline)
        if self.fault and self.fault in article.document:
            raise RuntimeError(f"tripped over {self.fault}")
        pattern = re.compile("|".join(rf"\b{re.escape(name)}" for name in self.names))
        found = pattern.finditer(article.document) if self.names else ()
        return tuple(self._resolved(article.document, match.start(), match[0]) for match in found)

    def where(self, place: Place) -> str:
        return f"{place.admin1}, {place.country_code}"

    def _resolved(self, document: str, start: int, toponym: str) -> Resolution:
        end = start + len(toponym)
        kind = Kind.PLACE
        if document.startswith("i ", end):
            kind = Kind.ADJECTIVE
        elif document.startswith(" warned", end):
            kind = Kind.GOVERNMENT
        place = self.names[toponym]
        candidates = (Candidate(place, 1.5),) if place else ()
        reasons = (f"{toponym} is in the dictionary",) if place else ()
        return Resolution(Mention(toponym, start, end, kind), place, candidates, 0.9 if place else 0.0, reasons)
