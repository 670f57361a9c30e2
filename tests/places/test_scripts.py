"""Names in scripts other than Latin: each clitic and case ending, and that nothing breaks on any mixture."""

from __future__ import annotations

import time
import tracemalloc
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from places.gazetteer import Gazetteer
from places.geonames.tables import native_names
from places.geoparser import Geoparser
from places.index import Index
from places.mention import Kind
from places.names import fold
from places.recognition.base import Evidence
from places.scripts.clitics import endings, openings
from places.scripts.declension import undeclined
from places.scripts.language import language
from places.scripts.letters import arabic_script_language, cyrillic_language
from places.scripts.recognizer import Scripts
from places.scripts.table import weights

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def parser() -> Geoparser:
    return Geoparser(Gazetteer.ensure())


def found(parser: Geoparser, text: str) -> list[tuple[str, str]]:
    """Toponyms with the English names of their places, adjectives left out."""
    resolutions = [each for each in parser.parse(text) if each.mention.kind is not Kind.ADJECTIVE]
    assert all(text[r.mention.start : r.mention.end] == r.mention.toponym for r in resolutions)
    return [(r.mention.toponym, r.place.name if r.place else "") for r in resolutions]


@pytest.mark.parametrize(
    ("text", "toponym", "place"),
    [
        ("عاد السكان والموصل هادئة", "الموصل", "Mosul"),
        ("اجتمعوا بالموصل مساء", "الموصل", "Mosul"),
        ("سافر وفد لبغداد اليوم", "بغداد", "Baghdad"),
        ("قدموا الدعم للعراق أمس", "عراق", "Iraq"),
        ("عقدوا مؤتمرا وللعراق دور فيه", "عراق", "Iraq"),
        ("وصلوا فبغداد قريبة", "بغداد", "Baghdad"),
        ("مدن كبرى كبغداد مزدحمة", "بغداد", "Baghdad"),
        ("عملوا هناك وببغداد أيضا", "بغداد", "Baghdad"),
        ("أرسلوا وفدا للبنان أمس", "لبنان", "Lebanon"),
        ("اجتمع قادة في الولايات المتحدة أمس", "الولايات المتحدة", "United States"),
        ("وَصَلَ إلى بَغْداد مساءً", "بَغْداد", "Baghdad"),
        ("قتل شخص في محافظة ديالى أمس", "ديالى", "Diyala"),
    ],
)
def test_arabic_names_are_found_without_what_is_joined_to_them(
    parser: Geoparser, text: str, toponym: str, place: str
) -> None:
    assert found(parser, text) == [(toponym, place)]


@pytest.mark.parametrize(
    ("text", "toponym"),
    [
        ("הם גרים בירושלים שנים רבות", "ירושלים"),
        ("הם נסעו לירושלים אתמול", "ירושלים"),
        ("הם חזרו מירושלים אתמול", "ירושלים"),
        ("הם אמרו וירושלים שתקה", "ירושלים"),
        ("הם אמרו שירושלים שקטה", "ירושלים"),
        ("עיר גדולה כירושלים", "ירושלים"),
        ("הם נפגשו ובירושלים נחתם ההסכם", "ירושלים"),
        ("הוא סיפר שבירושלים ירד שלג", "ירושלים"),
    ],
)
def test_hebrew_names_are_found_without_what_is_joined_to_them(parser: Geoparser, text: str, toponym: str) -> None:
    assert found(parser, text) == [(toponym, "Jerusalem")]


def test_the_hebrew_article_belongs_to_names_that_have_it_and_is_taken_off_others() -> None:
    assert [(form.key, form.skipped) for form in openings("הנגב", "he")][:2] == [("הנגב", 0), ("נגב", 1)]


@pytest.mark.parametrize(
    ("word", "key", "cut"),
    [("هەولێردا", "هەولێر", 2), ("بەغداوە", "بەغدا", 2), ("کەرکووکەوە", "کەرکووک", 3), ("مووسڵی", "مووسڵ", 1)],
)
def test_kurdish_endings_are_taken_off(word: str, key: str, cut: int) -> None:
    assert (fold(key), cut) in [(form.key, form.cut) for form in endings(word, "ckb")]


@pytest.mark.parametrize(
    ("text", "toponym", "place"),
    [
        ("کۆبوونەوەکە لە هەولێردا بەڕێوەچوو", "هەولێر", "Erbil"),
        ("شاندەکە لە بەغداوە گەڕایەوە", "بەغدا", "Baghdad"),
        ("서울에서 회의가 열렸다", "서울", "Seoul"),
        ("그는 바그다드의 시장을 만났다", "바그다드", "Baghdad"),
        ("イラク軍はモスルに入った", "モスル", "Mosul"),
    ],
)
def test_endings_and_particles_stay_outside_the_name(parser: Geoparser, text: str, toponym: str, place: str) -> None:
    assert (toponym, place) in found(parser, text)


@pytest.mark.parametrize(
    ("text", "toponym", "place"),
    [
        ("Они живут в Москве.", "Москве", "Moscow"),
        ("Жители Мосула вернулись.", "Мосула", "Mosul"),
        ("Поезд шёл из Киева всю ночь.", "Киева", "Kyiv"),
        ("Встреча прошла в Нижнем Новгороде.", "Нижнем Новгороде", "Nizhniy Novgorod"),
        ("Дома построили в Ростове-на-Дону.", "Ростове-на-Дону", "Rostov-on-Don"),
        ("Пожары в Иркутской области потушили.", "Иркутской области", "Irkutsk Oblast"),
        ("Ми чекали на потяг у Харкові.", "Харкові", "Kharkiv"),
        ("Потяг рушив зі Львова о шостій.", "Львова", "Lviv"),
        ("Завод збудували поблизу Тернополя.", "Тернополя", "Ternopil"),
        ("Зустріч відбулася у Празі.", "Празі", "Prague"),
        ("Οι κάτοικοι της Θεσσαλονίκης περιμένουν.", "Θεσσαλονίκης", "Thessaloniki"),
    ],
)
def test_inflected_names_are_found(parser: Geoparser, text: str, toponym: str, place: str) -> None:
    assert found(parser, text) == [(toponym, place)]


@pytest.mark.parametrize(
    "text",
    [
        "Владимир Орлов и Роман Петров пришли утром.",
        "Мир и труд. Победа за нами.",
        "قال محمد حسين إن الخبر سار جدا",
        "הם אמרו שלום והלכו אל הים",
        "和平建设需要全面的安排和文化发展",
        "کار و نان و آب برای همه",
    ],
)
def test_ordinary_words_and_persons_are_no_places(parser: Geoparser, text: str) -> None:
    assert found(parser, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("伊拉克军队进入摩苏尔市", [("伊拉克", "Iraq"), ("摩苏尔市", "Mosul")]),
        ("首尔市场下跌", [("首尔", "Seoul")]),
        ("哈爾科夫和基輔遭到襲擊", [("哈爾科夫", "Kharkiv"), ("基輔", "Kyiv")]),
        ("哈尔科夫和基辅遭到袭击", [("哈尔科夫", "Kharkiv"), ("基辅", "Kyiv")]),
    ],
)
def test_chinese_names_are_found_in_both_ways_of_writing(
    parser: Geoparser, text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(parser, text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أربيل", "اربيل"), ("الأنبار", "الانبار"), ("ديالى", "ديالي"), ("البصرة", "البصره"), ("کرکوک", "كركوك"),
        ("هه‌ولێر", "هەولێر"), ("ڕومادی", "رومادی"), ("تل־אביב", "تل אביב"),
        ("בְּרֵאשִׁית", "בראשית"), ("ألموصــل", "الموصل"),
    ],
)  # fmt: skip
def test_variants_of_one_letter_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_languages_are_told_apart_by_their_letters() -> None:
    assert arabic_script_language("قال المسؤول إن المدينة هادئة") == "ar"
    assert arabic_script_language("گفت که شهر آرام است و می‌رود") == "fa"
    assert arabic_script_language("لە شارەکە هەموو شتێک ئارامە") == "ckb"
    assert cyrillic_language("Мы приехали сюда") == "ru"
    assert cyrillic_language("Ми приїхали сюди") == "uk"
    assert cyrillic_language("Градът е тих през нощта и сутринта, казват хората от въстаналия край на града") == "bg"


def test_what_is_left_of_a_word_keeps_three_letters() -> None:
    assert all(len(form) >= 3 for word in ("оме", "уфе", "римом") for form in undeclined(word, "ru"))


def test_a_place_is_named_with_its_reasons(parser: Geoparser) -> None:
    (resolution,) = parser.parse("قتل شخص في محافظة ديالى أمس")
    assert weights()["after_kind_word"][1] in resolution.reasons


def test_every_language_file_can_be_read_and_every_cue_is_in_the_table() -> None:
    codes = ("ar", "bg", "ckb", "el", "fa", "he", "ja", "ko", "ru", "uk", "ur", "zh")
    assert all(language(code).roles["in"] for code in codes)
    assert all(why.rsplit(" ", 1)[1] == f"{weight:+d}" for weight, why in weights().values())


def test_every_row_of_native_names_has_its_place(parser: Geoparser) -> None:
    rows = native_names()
    known = [parser.gazetteer.get(id_) or parser.gazetteer.country(id_) for id_, _ in rows]
    assert [id_ for (id_, _), place in zip(rows, known, strict=True) if place is None] == []
    assert len({id_ for id_, _ in rows}) == len(rows)
    for (id_, names), place in zip(rows, known, strict=True):
        assert all(place in parser.gazetteer.candidates(name) for name in names), id_


def test_names_of_two_scripts_support_each_other(parser: Geoparser) -> None:
    text = "Reports from Mosul, Baghdad and Kirkuk.\nقال شهود في سامراء إن الطريق مغلق"
    assert ("سامراء", "Samarra") in found(parser, text)


def test_a_kind_word_finds_a_small_town_that_alone_would_stay_unseen(parser: Geoparser) -> None:
    assert found(parser, "وصلوا إلى بلدة القيارة مساء") == [("القيارة", "Qayyarah")]
    assert found(parser, "قال القيارة إنه متعب") == []


def test_a_latin_text_passes_by_unread(parser: Geoparser) -> None:
    class Refusing:
        def probe(self, key: str) -> int:
            raise AssertionError(f"{key} was looked up")

    scripts = Scripts(cast("Index", Refusing()))
    sightings, evidence = parser.recognizer.sightings("Élections à Genève – “Zürich” says no; São Paulo’s café.")
    assert scripts("Élections à Genève – “Zürich” says no", sightings, evidence) is sightings
    assert scripts("plain", [], Evidence()) == []


_MIXED = st.text(
    st.sampled_from(
        list("والبلكفدمنيى ةأإآؤئءـًٌ‌‍ ،؛.پچژگکیەێۆڵڕ") + list("ובלמהשכירםתאג'\"־ ")
        + list("МосквКиевХарьїієґЪ-’ ")
        + list("北京市上海和巴格达州县サウル・ー东京都に") + list("서울에서 모술의 ")
        + list("AB c.,()\n\u200f\ufefb\ufdf2\U0001f600")
    ),
    max_size=120,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(_MIXED, st.text(max_size=80)))
def test_any_text_gives_offsets_in_order(parser: Geoparser, text: str) -> None:
    last = 0
    for resolution in parser.parse(text):
        mention = resolution.mention
        assert last <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.toponym
        last = mention.end


@pytest.mark.parametrize(
    "piece",
    ["وال", "Нижний Новгород ", "北京市", "ובלמ ", "لە هەولێر و ", "뷰서울에서 ", "ال ال ", "基尔", "ا" * 7_000 + " "],
)
def test_a_long_text_takes_time_in_proportion(parser: Geoparser, piece: str) -> None:
    parser.parse(piece * 50)
    small, large = (_seconds(parser, piece * (size // len(piece))) for size in (5_000, 40_000))
    # Eight times the text in eight times the time; in sixty-four times if it were quadratic. Machines are noisy.
    assert large < 32 * max(small, 0.02)


def _seconds(parser: Geoparser, text: str) -> float:
    """The less of two runs."""
    found = []
    for _ in range(2):
        start = time.process_time()
        parser.parse(text)
        found.append(time.process_time() - start)
    return min(found)


def test_the_index_of_unspaced_names_is_small(parser: Geoparser) -> None:
    scripts = Scripts(parser.index)
    tracemalloc.start()
    scripts("北京", [], Evidence())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 60_000_000
