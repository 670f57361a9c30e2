"""Two passages are compared by their words alone, in any script, and a copy says nothing that its original does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.reposts import signing
from articles.reposts.wording import SHORTEST, is_copy, wording, words_of
from tests.articles.reposts.stories import BRIDGE, BRIDGE_EDITED, SCHOOL, WHEAT

ARABIC = (
    "أعاد مهندسو هيئة النهر فتح الجسر الحديدي القديم في الموصل يوم الأحد بعد أحد عشر شهرا من انهيار دعامتين فيه، "
    "واصطفت الشاحنات على مسافة ثلاثة كيلومترات لتكون أول من يعبره إلى الضفة الأخرى"
)
CHINESE = (
    "河流管理局的工程师周日在摩苏尔重新开放了古老的铁桥,此前十一个月一"
    "艘驳船撞毁了两座桥墩,卡车排了三公里长的队等待第一个过桥。"
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“Iraq’s Army”, he said…", ("iraq", "s", "army", "he", "said")),
        ("Zürich, ZÜRICH", ("zurich", "zurich")),
        ("المَوصِل ـ المـوصل", ("الموصل", "الموصل")),
        ("在摩苏尔 ISIS 说", ("在", "摩", "苏", "尔", "isis", "说")),
        ("हिन्दी", ("हनद",)),
        ("***", ()),
    ],
)
def test_punctuation_case_and_accents_are_no_part_of_a_word(text: str, words: tuple[str, ...]) -> None:
    assert words_of(text) == words


@given(st.text(max_size=80))
def test_words_are_the_same_in_capitals_and_between_asterisks(text: str) -> None:
    assert words_of(f"** {text} **") == words_of(text)
    if text.isascii():
        assert words_of(text.upper()) == words_of(text)


@pytest.mark.parametrize("text", [BRIDGE, ARABIC, CHINESE])
def test_a_passage_is_a_copy_of_itself_and_with_a_few_words_edited(text: str) -> None:
    original = wording(text)
    assert original.is_long
    assert is_copy(wording(f"“{text.upper()}” (AFP)"), original)
    shortened = text[len(text) // 5 :]
    assert is_copy(wording(shortened), original)
    assert not is_copy(wording(text + " " + WHEAT), original)


def test_a_dateline_may_name_another_place() -> None:
    assert is_copy(wording(BRIDGE_EDITED, ["BAGHDAD", "Mosul"]), wording(BRIDGE, ["Mosul"]))
    assert is_copy(wording(BRIDGE, ["Mosul"]), wording(BRIDGE_EDITED, ["BAGHDAD", "Mosul"]))


@pytest.mark.parametrize(
    ("other", "names"),
    [
        (BRIDGE.replace("Mosul", "Tikrit"), ["Tikrit"]),
        (BRIDGE.replace("two of its", "2 of its"), ["Mosul"]),
        (BRIDGE + " Shops in Erbil closed early.", ["Mosul", "Erbil"]),
        (BRIDGE.replace("Sunday", "the 12th of May"), ["Mosul"]),
    ],
)
def test_another_place_or_another_number_is_another_report(other: str, names: list[str]) -> None:
    assert not is_copy(wording(other, names), wording(BRIDGE, ["Mosul"]))


def test_a_sentence_of_its_own_makes_it_another_text() -> None:
    own = "Nobody had asked the ferrymen, whose boats had crossed all that time."
    assert not is_copy(wording(f"{BRIDGE} {own}"), wording(BRIDGE))
    assert is_copy(wording(BRIDGE), wording(f"{BRIDGE} {own}"))


def test_what_is_shorter_than_a_formula_is_not_long() -> None:
    assert not wording("This claim could not be independently verified, and no group said it was behind it.").is_long
    assert wording(" ".join(["word"] * SHORTEST)).is_long
    assert not wording(" ".join(["word"] * (SHORTEST - 1))).is_long
    assert wording("字" * 2 * SHORTEST).is_long


@given(st.permutations(wording(SCHOOL).shingles))
def test_keys_do_not_depend_on_the_order_of_shingles(shingles: list[str]) -> None:
    assert signing.keys(shingles) == signing.keys(wording(SCHOOL).shingles)


def test_keys_are_those_of_the_archives_there_are() -> None:
    """Another version of rensa that signs otherwise has to change VERSION, or copies are no longer found."""
    assert signing.VERSION == "rensa 2, 24 keys of 3"
    assert signing.keys(["a b c", "b c d", "c d e"])[:3] == (-629390049, 134305860, 2117756269)
