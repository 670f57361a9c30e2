"""Passages lose no word, keep their offsets and fold what an article says twice."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from articles.passages import LONGEST_PASSAGE, passage_at, passages
from tests.articles.builders import an_article

SENTENCE = "The column reached the bridge before dawn and waited there for orders from the city. "

words = st.sampled_from(
    ["Mosul", "fell.", "fell!", "U.S.", "“Yes.”", "x" * 400, "。", "Straße", "\n", "\n\n", "\r\n", "\t"]
)
texts = st.one_of(st.text(), st.lists(words, max_size=400).map(" ".join))


def texts_of(text: str, headline: str = "") -> list[str]:
    return [passage.text for passage in passages(an_article(text, headline=headline))]


def test_the_headline_comes_first_and_says_so() -> None:
    found = passages(an_article("One.\n\nTwo.", headline="A headline"))
    assert [(p.text, p.is_headline) for p in found] == [("A headline", True), ("One.", False), ("Two.", False)]


def test_an_article_without_headline_begins_with_its_text() -> None:
    assert texts_of("One.") == ["One."]


def test_blank_lines_part_paragraphs_and_single_breaks_do_not() -> None:
    assert texts_of("The best laid schemes\nOften go awry\n \t\nAnd leave us") == [
        "The best laid schemes\nOften go awry",
        "And leave us",
    ]


def test_lines_too_wide_to_be_wrapped_are_paragraphs() -> None:
    wide = (SENTENCE * 3).strip()
    assert texts_of(f"{wide}\n{wide} Again.") == [wide, f"{wide} Again."]


def test_a_paragraph_said_again_is_folded_into_the_first() -> None:
    found = passages(an_article("Pull  quote.\n\nOther.\n\nPULL quote.\n\npull\nquote.", headline=""))
    assert [(p.text, p.copies) for p in found] == [("Pull  quote.", 3), ("Other.", 1)]


def test_a_paragraph_that_repeats_the_headline_is_folded_into_it() -> None:
    found = passages(an_article("Mosul falls\n\nIt fell.", headline="Mosul Falls"))
    assert [(p.text, p.copies) for p in found] == [("Mosul Falls", 2), ("It fell.", 1)]


def test_every_part_of_a_long_repeated_paragraph_counts_its_copies() -> None:
    long = (SENTENCE * 12).strip()
    found = passages(an_article(f"{long}\n\n{long}", headline=""))
    assert len(found) == 2
    assert {p.copies for p in found} == {2}


def test_a_long_paragraph_is_cut_at_sentence_ends_into_even_parts() -> None:
    parts = texts_of((SENTENCE * 20).strip())
    assert all(part.endswith("from the city.") for part in parts)
    assert len(parts) == 3
    assert max(map(len, parts)) - min(map(len, parts)) < 2 * len(SENTENCE)


def test_no_cut_falls_after_an_abbreviation() -> None:
    sentence = "the U.S. Army under Gen. David met J. Smith of St. Louis and Dr. Jones at No. 10 in Jan. 2017, " * 3
    assert all(part.endswith("to the end.") for part in texts_of(("It says " + sentence + "to the end. ") * 5))


def test_fifty_thousand_letters_without_a_space_come_out_in_parts() -> None:
    parts = texts_of("x" * 50_000)
    assert "".join(parts) == "x" * 50_000
    assert max(map(len, parts)) <= LONGEST_PASSAGE


@given(texts, texts)
def test_offsets_are_exact_and_passages_stand_in_order_without_overlap(headline: str, text: str) -> None:
    article = an_article(text, headline=headline)
    found = passages(article)
    for passage in found:
        assert article.document[passage.start : passage.end] == passage.text == passage.text.strip() != ""
        assert passage.is_headline or len(passage.text) <= LONGEST_PASSAGE
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(texts, texts)
def test_no_word_is_lost(headline: str, text: str) -> None:
    article = an_article(text, headline=headline)
    found = passages(article)
    said = {letter for passage in found for letter in passage.text.casefold()}
    left_out = [
        character
        for at, character in enumerate(article.document)
        if passage_at(found, at) is None and not character.isspace()
    ]
    assert all(letter in said for character in left_out for letter in character.casefold())
    if all(passage.copies == 1 for passage in found):
        assert left_out == []
    else:
        assert len(left_out) > 0


@given(texts)
def test_folding_is_idempotent(text: str) -> None:
    once = texts_of(text)
    if all(len(part) < 150 for part in once):
        assert texts_of("\n\n".join(once)) == once


def test_a_character_is_found_in_its_passage() -> None:
    article = an_article("One.\n\nTwo.\n\nOne.", headline="Head")
    found = passages(article)
    assert [passage_at(found, at) for at in (0, 3, 4, 6, 12, 18)] == [0, 0, None, 1, 2, None]
