"""Two archives to leave with: a small honest one, and one whose every word wants to be something else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from articles.archive import Archive
from articles.article import Article
from articles.export.gathering import editors_ration
from articles.hosting.policy import Allowance, TextPolicy
from articles.quoting import Ration
from places.place import FeatureClass, Place
from tests.articles.builders import MOSUL, NAMES, FakeGeoparse, a_place, an_article

ANBAR = a_place(
    "Anbar", id="IQ.01", lat=33, lon=41.5, feature_class=FeatureClass.ADMINISTRATIVE, feature_code="ADM1", admin1="01"
)
SUVA = a_place("Suva", id="2198148", lat=-18.14, lon=178.44, country_code="FJ", feature_code="PPLC")
#: Its rings run past 180 degrees, as those of places/areas/approximate.py do, clockwise and with a hole.
NORTHERN = a_place(
    "Northern Division", id="FJ.03", lat=-16.6, lon=179.5, country_code="FJ",
    feature_class=FeatureClass.ADMINISTRATIVE, feature_code="ADM1", admin1="03",
)  # fmt: skip
RINGS = {
    "IQ.01": (((31.0, 39.0), (35.0, 39.0), (35.0, 43.0), (31.0, 43.0), (31.0, 39.0)),),
    "FJ.03": (
        ((-17.0, 178.0), (-16.0, 178.0), (-16.0, 182.0), (-17.0, 182.0), (-17.0, 178.0)),
        ((-16.6, 178.4), (-16.4, 178.4), (-16.4, 178.6), (-16.6, 178.6), (-16.6, 178.4)),
    ),
}

#: What a title, a name or a text must never become, in a page, a table, a script, a template or a document.
HOSTILE = (
    "<script>alert(1)</script></script><script>alert(2)</script>",
    "<img src=x onerror=alert(3)> <svg onload=alert(4)>",
    "{{7*7}} ${alert(5)} `alert(6)` $[name] ]]> <!-- -->",
    '=HYPERLINK("http://evil.example/","x")',
    "@SUM(A1) *bold* [link](javascript:alert(7)) ![i](http://evil.example/i.png) | cell |",
    "\u202egnp.exe \u2028line\u2029 \x00nul \x1b[31m \U0001f5fa\ufe0f المَوصِل",
)


def outline(place: Place) -> tuple[tuple[tuple[float, float], ...], ...] | None:
    return RINGS.get(place.id)


def under(allowance: Allowance) -> Ration:
    return editors_ration(TextPolicy.everywhere(allowance))


def archive_of(path: Path, articles: list[Article], names: dict[str, Place | None]) -> Archive:
    archive, geoparse = Archive.open(path), FakeGeoparse({**NAMES, **names})
    for article in articles:
        archive.add(article, geoparse(article), where=geoparse.where, made_with="fake 1")
    return archive


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    first = an_article(
        "Troops left Mosul for Baghdad.\n\nTehran warned Baghdad, said an officer in Mosul. It rained. "
        "The road was wet. Nobody came.\n\nThe Iraqi side is silent on al-Houd, \"a village\", near Anbar.",
        headline="Mosul, and after", url="https://news.example/mosul?a=1&b=2", author="Ann O’Writer",
    )  # fmt: skip
    second = an_article(
        "Rain fell on Mosul.\n\nRain fell on Mosul.", headline="Rain", outlet="Other Outlet", published=date(2017, 2, 3)
    )
    third = an_article("A ship left Suva for Northern Division.", headline="Ship", outlet="", published=None, author="")
    made = archive_of(
        tmp_path / "a.sqlite", [first, second, third], {"Anbar": ANBAR, "Suva": SUVA, "Northern Division": NORTHERN}
    )
    yield made
    made.close()


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[Archive]:
    articles = [
        an_article(
            f"{text}\n\nAt Mosul {text} again, and at Evil{n}ville.", headline=text, outlet=text, author=text, via=text,
            url=f"javascript:alert({n})" if n % 2 else f"https://evil.example/{n}?\"><script>alert(9)</script>",
        )
        for n, text in enumerate(HOSTILE)
    ]  # fmt: skip
    names: dict[str, Place | None] = {
        f"Evil{n}ville": a_place(text.replace("\x00", ""), id=f"user:{text[:8]}", lat=30 + n, lon=40 + n)
        for n, text in enumerate(HOSTILE)
    }
    made = archive_of(tmp_path / "h.sqlite", articles, names)
    yield made
    made.close()


__all__ = ["ANBAR", "HOSTILE", "MOSUL", "NORTHERN", "SUVA", "archive", "archive_of", "hostile", "outline"]
