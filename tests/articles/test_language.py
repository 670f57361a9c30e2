"""The language is told from the text, offline; the direction from its letters; a filter counts what it says."""

from __future__ import annotations

import socket
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.answering.counts import LanguageCount
from articles.archive import Archive
from articles.decisions.deciding import Decisions
from articles.decisions.decision import Action, Scope
from articles.hosting.installation import Installation
from articles.imports.importing import import_outcomes
from articles.language import base, detected, direction, language_of
from articles.library import open_library
from articles.querying.reading import parse_line
from articles.querying.writing import line_of
from articles.reading import Outcome
from articles.view import UNKNOWN_LANGUAGE, View
from tests.articles.builders import FakeGeoparse, an_article

#: One plain sentence of news each.
WRITTEN = {
    "en": "Iraqi forces retook the town after a three-day battle, officials in Baghdad said on Monday.",
    "ar": "استعادت القوات العراقية المدينة بعد معركة استمرت ثلاثة أيام.",
    "he": "כוחות עיראק כבשו מחדש את העיר לאחר שלושה ימי קרבות.",
    "fa": "نیروهای عراقی پس از سه روز نبرد شهر را بازپس گرفتند.",
    "ckb": "هێزەکانی عێراق دوای سێ ڕۆژ شەڕ شارەکەیان گرتەوە.",
    "ru": "Иракские силы вернули город после трёхдневных боёв.",
    "uk": "Іракські сили повернули місто після триденних боїв.",
    "tr": "Irak güçleri üç günlük çatışmaların ardından kenti geri aldı.",
    "fr": "Les forces irakiennes ont repris la ville après trois jours de combats.",
    "de": "Die irakischen Streitkräfte haben die Stadt nach dreitägigen Kämpfen zurückerobert.",
    "zh": "伊拉克军队经过三天的战斗夺回了这座城市。",
    "ja": "イラク軍は3日間の戦闘の末、町を奪還した。",
}


@pytest.mark.parametrize("code", WRITTEN)
def test_the_language_of_a_sentence_is_told_from_it(code: str) -> None:
    assert detected(WRITTEN[code]) == code


@pytest.mark.parametrize("text", ["", "Mosul", "1234567890 !!!", "https://example.org/a/very/long/address/of/a/page"])
def test_of_what_is_too_short_nobody_knows(text: str) -> None:
    assert detected(text) == ""


def test_nothing_is_downloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Any, **__: Any) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refused)
    assert detected(WRITTEN["ar"]) == "ar"


@given(st.text(max_size=300))
def test_any_text_whatever_has_a_language_or_none_and_a_direction(text: str) -> None:
    code = detected(text)
    assert code == base(code)
    assert direction(text) in ("ltr", "rtl")


def test_the_text_knows_better_than_its_page_and_the_page_where_the_text_is_too_short() -> None:
    assert language_of(an_article(WRITTEN["ar"], headline="", language="en-US")) == "ar"
    assert language_of(an_article("Oil", headline="", language="ar-IQ")) == "ar"
    assert language_of(an_article("Oil", headline="", language="no language")) == ""


@pytest.mark.parametrize(
    ("text", "way"),
    [
        (WRITTEN["ar"], "rtl"),
        (WRITTEN["he"], "rtl"),
        ("BBC: " + WRITTEN["ar"], "rtl"),
        (WRITTEN["en"], "ltr"),
        ("The paper “الشرق” reports from Mosul.", "ltr"),
        ("", "ltr"),
        ("2017", "ltr"),
    ],
)
def test_the_direction_is_that_of_most_letters(text: str, way: str) -> None:
    assert direction(text) == way


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    found = Archive.open(tmp_path / "archive.sqlite")
    texts = [*WRITTEN.values(), WRITTEN["ar"] + " Mosul", "Mosul", "Baghdad"]
    told = [an_article(text, headline=str(number), language="") for number, text in enumerate(texts)]
    import_outcomes(found, FakeGeoparse(), [Outcome("test", tuple(told))])
    return found


def test_a_view_of_a_language_holds_its_articles_and_counts_add_up(archive: Archive) -> None:
    counts = {each.code: each.articles for each in archive.language_counts(View())}
    assert counts == {**dict.fromkeys(WRITTEN, 1), "ar": 2, UNKNOWN_LANGUAGE: 2}
    for code, number in counts.items():
        assert archive.totals(View(languages=(code,))).articles == number
    assert archive.totals(View(languages=("ar", "en"))).articles == 3
    assert archive.totals(View(languages=("xx",))).articles == 0
    assert archive.language_counts(View(query="Mosul", languages=("en",))) == (
        LanguageCount("ar", 1), LanguageCount(UNKNOWN_LANGUAGE, 1),
    )  # fmt: skip
    (place,) = archive.places(View(languages=("ar",)))
    assert (place.place.name, place.mentions) == ("Mosul", 1)
    assert {hit.article.language for hit in archive.hits(View(languages=("ar",)))} == {"ar"}


@pytest.mark.parametrize("said", ["ar", "AR", "Arabic", "arabic", "العربية"])
def test_the_line_takes_a_language_by_code_or_name(archive: Archive, said: str) -> None:
    view, mistakes = parse_line(f"language:{said} oil", archive)
    assert (view.languages, view.query, mistakes) == (("ar",), "oil", ())
    assert line_of(view, archive) == "language:ar oil"


def test_the_line_tells_which_languages_there_are(archive: Archive) -> None:
    view, (mistake,) = parse_line("language:Klingon", archive)
    assert view.languages == ()
    assert "ar, und" in mistake.message


@given(st.lists(st.sampled_from(["ar", "en", "ckb", UNKNOWN_LANGUAGE]), unique=True))
def test_languages_stand_in_the_link(codes: list[str]) -> None:
    view = View(languages=tuple(sorted(codes)))
    assert View.from_query(view.to_query()) == view
    assert View.from_query({"language": ["<b>", "Arabic", "a", *codes]}) == view


def test_an_archive_made_before_there_were_languages_has_them_after_it_is_opened(tmp_path: Path) -> None:
    housing, geoparse = Installation(tmp_path).find("main"), FakeGeoparse()
    own = open_library(lambda: geoparse, housing=housing).own
    article = an_article(WRITTEN["ar"] + " Mosul", headline="A", language="")
    import_outcomes(own, geoparse, [Outcome("test", (article,))])
    decisions = Decisions(own)
    decisions.decide(decisions.draft(Action.NOT_A_PLACE, Scope.NAME, "Mosul"))
    with own.database.writing() as db:
        db.execute("ALTER TABLE article DROP COLUMN language")
        db.execute("PRAGMA user_version = 77")
    own.close()
    library = open_library(lambda: geoparse, housing=housing)
    assert library.archive.article(article.id) == replace(article, language="ar")
    assert [each.toponym for each in library.archive.excluded(View())] == ["Mosul"]
