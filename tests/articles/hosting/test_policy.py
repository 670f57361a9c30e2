"""The text policy says what of whose articles whom may be shown, and the stricter rule is the lesser."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.hosting.policy import (
    FULL,
    LINK,
    LONGEST_SENTENCE,
    SNIPPET,
    Allowance,
    PolicyError,
    Reader,
    Rule,
    TextPolicy,
    beginning,
)
from articles.passages import sentences
from tests.articles.builders import an_article

TEXT = "One came. Two saw Gen. Soleimani in Mosul.\n\nThree left. Four slept."
ALLOWANCES = st.one_of(st.just(FULL), st.integers(0, 100).map(Allowance))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("full", FULL),
        ("link", LINK),
        ("snippet", SNIPPET),
        (" Snippet 2 ", Allowance(2)),
        ("snippet:100", Allowance(100)),
    ],
)
def test_an_allowance_is_read_as_it_is_written(written: str, meant: Allowance) -> None:
    assert Allowance.parse(written) == meant


@pytest.mark.parametrize("written", ["", "all", "snippet 0", "snippet 101", "snippet -1", "snippet2", "snippet ٣", "3"])
def test_what_says_no_allowance_is_told_with_the_remedy(written: str) -> None:
    with pytest.raises(PolicyError, match="write full, link, or snippet"):
        Allowance.parse(written)


@given(ALLOWANCES)
def test_an_allowance_reads_back_as_it_was_written(allowance: Allowance) -> None:
    assert Allowance.parse(str(allowance)) == allowance


def test_the_stricter_is_the_less() -> None:
    assert sorted([FULL, SNIPPET, LINK, Allowance(1)]) == [LINK, Allowance(1), SNIPPET, FULL]
    assert min(FULL, SNIPPET) == SNIPPET


def test_an_outlet_has_its_own_rule_however_its_name_is_written_and_others_the_default() -> None:
    policy = TextPolicy().with_rule("Asharq  Al Awsat", Rule(LINK, Allowance(2)))
    assert policy.allowed("asharq al awsat", Reader.PUBLIC) == LINK
    assert policy.allowed("Asharq Al Awsat ", Reader.SIGNED_IN) == Allowance(2)
    assert policy.allowed("Debkafile", Reader.PUBLIC) == SNIPPET
    assert policy.allowed("", Reader.SIGNED_IN) == FULL
    assert policy.with_rule("ASHARQ AL AWSAT", None) == TextPolicy()


def test_the_unknown_outlet_has_no_rule_of_its_own() -> None:
    with pytest.raises(PolicyError, match="without a name"):
        TextPolicy().with_rule("  ", Rule())


def test_whoever_corrects_reads_everything() -> None:
    assert TextPolicy.everywhere(LINK).allowed("Anybody", Reader.EDITOR) == FULL


def test_of_a_snippet_the_beginning_of_the_article_is_shown_and_offsets_stay() -> None:
    article = an_article(TEXT, outlet="Strict")
    policy = TextPolicy().with_rule("Strict", Rule(Allowance(2), LINK))
    assert policy.text(article, Reader.PUBLIC) == "One came. Two saw Gen. Soleimani in Mosul."
    assert policy.text(article, Reader.SIGNED_IN) == ""
    assert policy.text(article, Reader.EDITOR) == TEXT


@given(text=st.text(st.sampled_from("ab .!?\n\u06d4。"), max_size=900), number=st.integers(1, 4))
def test_a_beginning_is_a_prefix_with_no_more_sentences_and_letters_than_allowed(text: str, number: int) -> None:
    shown = beginning(text, Allowance(number))
    assert text.startswith(shown)
    assert len(sentences(shown)) <= number
    assert len(shown.strip()) <= number * LONGEST_SENTENCE
    assert bool(shown) == bool(text.strip())
