"""Of another's text no more leaves than the policy says."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from articles.article import Passage, Span
from articles.export.policy import LONGEST_SNIPPET, MOST_SENTENCES, Policy, quoted
from articles.passages import sentences

FIVE = "One came. Two saw Gen. Soleimani in Mosul. Three left Mosul. Four slept. Five woke."
TEXTS = st.text(st.sampled_from("ab .!?…\n\U0001f5fa。"), min_size=1, max_size=900)


def passage(text: str, start: int = 100) -> Passage:
    return Passage("a", start, start + len(text), text)


def at(word: str, text: str = FIVE, start: int = 100) -> Span:
    return Span(start + text.index(word), start + text.index(word) + len(word))


def test_a_snippet_is_the_three_sentences_with_most_mentions() -> None:
    made = quoted(passage(FIVE), [at("Soleimani"), at("Three"), at("slept")], Policy.SNIPPET)
    assert made.text == "… Two saw Gen. Soleimani in Mosul. Three left Mosul. Four slept. …"
    assert [made.text[span.start : span.end] for span in made.spans] == ["Soleimani", "Three", "slept"]


def test_a_link_gives_no_text_and_full_gives_all() -> None:
    assert quoted(passage(FIVE), [at("Two")], Policy.LINK).text == ""
    assert quoted(passage(FIVE), [at("Two")], Policy.FULL).text == FIVE


def test_a_headline_is_a_fact_and_given_always() -> None:
    headline = Passage("a", 0, 5, "Rain.", is_headline=True)
    assert quoted(headline, [], Policy.LINK).text == "Rain."


def test_where_a_part_stands_is_known_and_what_is_left_out_stands_nowhere() -> None:
    made = quoted(passage(FIVE), [at("Five")], Policy.SNIPPET)
    found = made.locate(at("woke").start, at("woke").end)
    assert found is not None
    assert made.text[found.start : found.end] == "woke"
    assert made.locate(at("One").start, at("One").end) is None


@given(text=TEXTS, data=st.data())
def test_a_snippet_has_at_most_three_sentences_and_marks_what_the_passage_marks(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(len(text), start + 12)))
    made = quoted(passage(text), [Span(100 + start, 100 + end)], Policy.SNIPPET)
    assert made.window is not None
    inside = text[made.window.start - 100 : made.window.end - 100]
    assert inside in made.text
    assert len(inside) <= LONGEST_SNIPPET + 12
    # A name is never cut, not even one that runs on into further sentences.
    over = max(0, len(sentences(text[start:end])) - 1)
    assert len(sentences(inside)) <= MOST_SENTENCES + over
    for span in made.spans:
        assert made.text[span.start : span.end] in text[start:end]


@given(TEXTS)
def test_sentences_are_parts_of_the_text_in_order_and_lose_nothing_but_space(text: str) -> None:
    spans = sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join("".join(text[s.start : s.end].split()) for s in spans) == "".join(text.split())
