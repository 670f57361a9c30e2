"""Retelling: every sentence made in English is known again, whatever its values are, and told with all of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from articles.reading import read_file
from articles.retelling import Template, retold, template_of, templates
from articles.translations import english
from articles.words import ENGLISH, say, use_language
from places.coordinates import CoordinatesError, parse_point
from places.reasons import astray

ARABIC = "ar"
_MARKS = str.maketrans("", "", "\N{LEFT-TO-RIGHT ISOLATE}\N{RIGHT-TO-LEFT ISOLATE}\N{POP DIRECTIONAL ISOLATE}\u200f")


@pytest.fixture(autouse=True)
def _arabic() -> Iterator[None]:
    use_language(ARABIC)
    yield
    use_language(ENGLISH)


def filled(template: Template, values: dict[str, str]) -> str:
    return template.text.format(**values)


def plain(text: str) -> str:
    return text.translate(_MARKS)


@given(data=st.data())
def test_every_template_with_any_values_is_turned_back_into_itself(data: st.DataObject) -> None:
    template = data.draw(st.sampled_from(templates(ARABIC)))
    values = {
        name: data.draw(st.integers(0).map("{:,}".format) if name == "number" else st.text(max_size=30))
        for name in template.names
    }
    told = filled(template, values)
    found = template.values(told)
    assert found is not None
    assert filled(template, found) == told


@given(data=st.data())
def test_the_values_are_the_same_where_they_hold_no_words_of_the_sentence(data: st.DataObject) -> None:
    template = data.draw(st.sampled_from(templates(ARABIC)))
    values = {name: data.draw(st.integers(0).map("{:,}".format)) for name in template.names}
    assume(not any(value in filled(template, dict.fromkeys(template.names, "")) for value in values.values()))
    assert template.values(filled(template, values)) == values


def test_no_two_values_stand_side_by_side_so_that_nobody_knows_where_one_ends() -> None:
    assert [each.text for each in map(template_of, english.told()) if "" in each.words[1:-1]] == []


@given(st.text())
def test_any_text_is_told_and_the_unknown_stays_as_it_is(text: str) -> None:
    assert text in (retold(f"zz{text}zz")) or retold(text) != text


def test_every_sentence_is_told_as_the_catalogue_says_it() -> None:
    sevens = {text: dict.fromkeys(template_of(text).names, "7") for text in english.told()}
    told = {text: plain(retold(text.format(**values))) for text, values in sevens.items()}
    assert told == {text: plain(say(text, **values)) for text, values in sevens.items()}


def test_english_is_told_as_it_stands() -> None:
    use_language(ENGLISH)
    assert retold(astray("Iraq")) == "said to lie in Iraq, where no such place is known"


def test_a_reason_is_told_with_what_it_weighs() -> None:
    assert plain(retold("A title stands before it -4")) == "يسبقه لقب -4"
    assert plain(retold("other names of this text lie in Ninawa +2.1")) == "أسماء أخرى في هذا النص تقع في Ninawa +2.1"
    assert retold("the phase of the moon +3") == "the phase of the moon +3"


def test_a_note_of_the_reader_is_theirs_even_if_it_sounds_like_ours() -> None:
    told = plain(retold("from your own places, line 3: south of Mosul"))
    assert told == "من أماكنك الخاصة، السطر 3: south of Mosul"


def test_a_headline_and_a_name_are_nobodys_sentence_of_ours() -> None:
    headline = "Iraq needs help: choose another provider"
    outcome = read_file("PM is asked too often.csv", f'title,text\n"{headline}",\n'.encode())
    told = plain(retold(outcome.error))
    assert told.startswith("PM is asked too often.csv: لم يُعثر")
    assert f"«{headline}»" in told
    nameless = read_file("a.csv", b"title,text\n,.\n,\n")
    assert retold(nameless.problems[0] if nameless.problems else nameless.error).count("headline") == 0


def test_a_value_that_is_a_sentence_is_told_too() -> None:
    with pytest.raises(CoordinatesError) as caught:
        parse_point("143.1, 36.3")
    told = plain(retold(caught.value))
    assert "دائرة عرض" in told
    assert "أتكون دائرة العرض وخط الطول متبادلين" in told
    assert "'143.1'" in told


def test_what_a_file_lacks_is_told_with_its_name_and_row() -> None:
    outcome = read_file("stories.csv", b"title,text\nA,\n")
    assert outcome.error is not None
    assert plain(retold(outcome.error)) == (
        "stories.csv: لم يُعثر على صف فيه نص. الصف 2: ليس في «A» نص. أضف نصه، أو اتركه."
    )


def test_of_two_readings_that_which_leaves_less_unknown_is_told() -> None:
    outcome = read_file("a.jsonl", b'{"title": "x"\n')
    assert plain(retold(outcome.error)) == (
        "a.jsonl: لم يُعثر على سجل فيه نص؛ يمكن أن يكون مفتاحه text أو body أو content. "
        "السجل 1: ليس JSON (Expecting ',' delimiter في العمود 1). أصلحه واستورد الملف ثانية."
    )


def test_values_mean_nothing_to_what_says_them() -> None:
    assert "{0.__class__}" in retold(astray("{0.__class__}"))
