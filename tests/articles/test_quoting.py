"""Of another's text no more leaves than the policy says."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from articles.article import Hit, Passage, Span
from articles.hosting.policy import (
    FULL,
    LINK,
    LONGEST_SENTENCE,
    SNIPPET,
    USUAL_SENTENCES,
    Allowance,
    Reader,
    TextPolicy,
)
from articles.passages import sentences
from articles.quoting import Ration, quoted
from tests.articles.builders import an_article

FIVE = "One came. Two saw Gen. Soleimani in Mosul. Three left Mosul. Four slept. Five woke."
TEXTS = st.text(st.sampled_from("ab .!?…\n\U0001f5fa。"), min_size=1, max_size=900)


def passage(text: str, start: int = 100) -> Passage:
    return Passage("a", start, start + len(text), text)


def at(word: str, text: str = FIVE, start: int = 100) -> Span:
    return Span(start + text.index(word), start + text.index(word) + len(word))


def test_a_snippet_is_the_three_sentences_with_most_mentions() -> None:
    made = quoted(passage(FIVE), [at("Soleimani"), at("Three"), at("slept")], SNIPPET)
    assert made.text == "… Two saw Gen. Soleimani in Mosul. Three left Mosul. Four slept. …"
    assert [made.text[span.start : span.end] for span in made.spans] == ["Soleimani", "Three", "slept"]


def test_a_link_gives_no_text_and_full_gives_all() -> None:
    assert quoted(passage(FIVE), [at("Two")], LINK).text == ""
    assert quoted(passage(FIVE), [at("Two")], FULL).text == FIVE


def test_a_headline_is_a_fact_and_given_always() -> None:
    headline = Passage("a", 0, 5, "Rain.", is_headline=True)
    assert quoted(headline, [], LINK).text == "Rain."


def test_where_a_part_stands_is_known_and_what_is_left_out_stands_nowhere() -> None:
    made = quoted(passage(FIVE), [at("Five")], SNIPPET)
    found = made.locate(at("woke").start, at("woke").end)
    assert found is not None
    assert made.text[found.start : found.end] == "woke"
    assert made.locate(at("One").start, at("One").end) is None


def test_one_answer_gives_no_more_of_an_article_than_its_snippet() -> None:
    article = an_article(FIVE)
    ration = Ration(TextPolicy.everywhere(Allowance(4)), Reader.PUBLIC)
    shown = [ration.quoted(article, passage(FIVE, start), [at(word, start=start)]).text
             for start, word in ((0, "Mosul"), (200, "woke"), (400, "One"))]  # fmt: skip
    assert shown == ["One came. Two saw Gen. Soleimani in Mosul. Three left Mosul. Four slept. …", "", ""]
    assert ration.quoted(an_article("Else.", headline="B"), passage("Else."), []).text == "Else."
    assert ration.applied == (Allowance(4),)


def test_what_is_left_of_a_snippet_goes_to_the_next_passage() -> None:
    ration = Ration(TextPolicy.everywhere(SNIPPET), Reader.PUBLIC)
    article = an_article(FIVE)
    assert ration.quoted(article, passage("One. Two.")).text == "One. Two."
    assert ration.quoted(article, passage(FIVE), [at("slept")]).text == "… Four slept. …"


def test_an_editor_reads_everything_and_takes_a_snippet_of_each_passage() -> None:
    policy, article = TextPolicy.everywhere(Allowance(1)), an_article(FIVE)
    assert Ration(policy, Reader.EDITOR).quoted(article, passage(FIVE)).text == FIVE
    taken = Ration(policy, Reader.PUBLIC, by_passage=True)
    assert [taken.quoted(article, passage("One. Two.")).text for _ in range(2)] == ["One. …", "One. …"]


def test_a_hit_holds_what_may_be_shown_and_its_spans_still_count_in_the_document() -> None:
    article = an_article(FIVE, headline="")
    hit = Hit(article, Passage(article.id, 0, len(FIVE), FIVE), (at("Soleimani", start=0), at("woke", start=0)))
    shown = Ration(TextPolicy.everywhere(Allowance(1)), Reader.PUBLIC).hit(hit)
    assert shown.passage.text == "Two saw Gen. Soleimani in Mosul."
    assert [article.document[s.start : s.end] for s in shown.spans] == ["Soleimani"]
    nothing = Ration(TextPolicy.everywhere(LINK), Reader.SIGNED_IN).hit(hit)
    assert (nothing.passage.text, nothing.spans) == ("", ())


@given(text=TEXTS, data=st.data())
def test_a_snippet_has_at_most_three_sentences_and_marks_what_the_passage_marks(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(len(text), start + 12)))
    made = quoted(passage(text), [Span(100 + start, 100 + end)], SNIPPET)
    assert made.window is not None
    inside = text[made.window.start - 100 : made.window.end - 100]
    assert inside in made.text
    assert len(inside) <= USUAL_SENTENCES * LONGEST_SENTENCE + 12
    # A name is never cut, not even one that runs on into further sentences.
    over = max(0, len(sentences(text[start:end])) - 1)
    assert len(sentences(inside)) <= USUAL_SENTENCES + over
    for span in made.spans:
        assert made.text[span.start : span.end] in text[start:end]


@given(TEXTS)
def test_sentences_are_parts_of_the_text_in_order_and_lose_nothing_but_space(text: str) -> None:
    spans = sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join("".join(text[s.start : s.end].split()) for s in spans) == "".join(text.split())
