"""What a reader who may see but a snippet is given: the same sentences whatever is asked, and no way to more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.archive import Archive
from articles.article import Article, Span
from articles.hosting.policy import FULL, LINK, LONGEST_SENTENCE, Allowance, Reader, Rule, TextPolicy
from articles.imports.importing import import_outcomes
from articles.reading import Outcome
from articles.searching.search import parse_query, single_words
from articles.showing import Showing, snippet
from articles.view import View
from places.mention import Kind, Mention
from tests.articles.builders import BAGHDAD, MOSUL, TEHRAN, FakeGeoparse, an_article

TEXT = (
    "Nothing happened. The weather was fine.\n\n"
    "Troops left Baghdad. Then they reached Mosul, said Tehran.\n\n"
    "Baghdad said nothing. Tehran slept. Mosul burned."
)
ARTICLE = an_article(TEXT, headline="The road to Mosul")


def policy(public: str = "snippet 2", signed_in: str = "full") -> TextPolicy:
    return TextPolicy(Rule(Allowance.parse(public), Allowance.parse(signed_in)))


def words_of(article: Article, parts: tuple[Span, ...]) -> list[str]:
    return [article.document[part.start : part.end] for part in parts]


def mentions(article: Article) -> list[Mention]:
    return [each.mention for each in FakeGeoparse()(article)]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    archive = Archive.open(tmp_path / "archive.sqlite")
    import_outcomes(archive, FakeGeoparse(), [Outcome("test", (ARTICLE,))])
    yield archive
    archive.close()


def test_a_snippet_is_the_sentences_that_name_most_places_between_them() -> None:
    assert words_of(ARTICLE, snippet(ARTICLE, mentions(ARTICLE), 1)) == ["Then they reached Mosul, said Tehran."]
    assert words_of(ARTICLE, snippet(ARTICLE, mentions(ARTICLE), 2)) == [
        "Troops left Baghdad.",
        "Then they reached Mosul, said Tehran.",
    ]
    assert words_of(ARTICLE, snippet(ARTICLE, mentions(ARTICLE), 3))[0] == "Nothing happened.", "then the beginning"


@given(
    st.lists(st.sampled_from(["Mosul fell.", "Rain.", "x" * 700 + " y.", "Baghdad and Tehran."]), max_size=8),
    st.integers(1, 6),
    st.booleans(),
)
def test_a_snippet_has_no_more_sentences_and_letters_than_it_says(parts: list[str], number: int, titled: bool) -> None:
    article = an_article(" ".join(parts), headline="Mosul" if titled else "")
    found = snippet(article, mentions(article), number)
    assert len(found) <= number
    assert sum(part.end - part.start for part in found) <= number * LONGEST_SENTENCE
    assert list(found) == sorted(found, key=lambda part: part.start)
    assert all(article.document[part.start : part.end].strip() for part in found)
    start = len(article.document) - len(article.text)
    assert all(part.start >= start for part in found), "the headline is no part of it"


def test_every_question_gets_the_same_sentences_and_all_of_them_no_others(archive: Archive) -> None:
    showing = Showing(policy("snippet 2"), Reader.PUBLIC)
    views = [View(place=place.id) for place in (MOSUL, BAGHDAD, TEHRAN)]
    views += [View(query=word) for word in ("weather", "troops", "burned", "slept", "fine OR said")]
    given: set[str] = set()
    for view in views:
        ration = showing.ration(archive)
        for hit in archive.hits(view):
            shown = ration.hit(hit)
            assert shown.passage.text == ARTICLE.document[shown.passage.start : shown.passage.end]
            given.add(shown.passage.text)
    assert given - {""} == {"The road to Mosul", "Troops left Baghdad. Then they reached Mosul, said Tehran."}


def test_who_may_read_all_is_given_all_and_who_may_read_nothing_the_headline(archive: Archive) -> None:
    hits = archive.hits(View(), limit=50)
    for allowed, reader in ((policy("full"), Reader.PUBLIC), (policy("link"), Reader.SIGNED_IN),
                            (policy("link", "link"), Reader.EDITOR)):  # fmt: skip
        ration = Showing(allowed, reader).ration(archive)
        assert [ration.hit(hit).passage.text for hit in hits] == [hit.passage.text for hit in hits]
    ration = Showing(policy("link"), Reader.PUBLIC).ration(archive)
    assert [ration.hit(hit).passage.text for hit in hits if not hit.passage.is_headline] == [""] * (len(hits) - 1)
    assert ration.applied == (LINK,)


def test_the_parts_of_an_article_are_its_snippet(archive: Archive) -> None:
    assert Showing(policy("full"), Reader.PUBLIC).parts(ARTICLE, archive) is None
    assert Showing(policy("link"), Reader.PUBLIC).parts(ARTICLE, archive) == ()
    parts = Showing(policy("snippet 2"), Reader.PUBLIC).parts(ARTICLE, archive)
    assert parts == snippet(ARTICLE, mentions(ARTICLE), 2)


def test_an_outlet_has_its_own_rule() -> None:
    mixed = TextPolicy(Rule(FULL, FULL)).with_rule("DEBKAfile", Rule(LINK, FULL))
    assert not Showing(mixed, Reader.PUBLIC).is_whole
    assert Showing(mixed, Reader.SIGNED_IN).is_whole


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ('"entered the city" oil', "(entered the city) oil"),
        ("foo-bar", "(foo bar)"),
        ("foo_bar’baz", "(foo bar baz)"),
        ("Mos*", "mos*"),
        ('"to Mos"*', "(to mos*)"),
        ('"OR" NOT x', "or NOT x"),
        ("(a OR “b c”) NOT d", "( a OR (b c) ) NOT d"),
        ("troops\u0903entered", "(troops entered)"),
        ("naïve", "naïve"),
        ('"not closed', '"not closed'),
        ("", ""),
    ],
)
def test_phrases_are_taken_apart(line: str, asked: str) -> None:
    assert single_words(line) == asked


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=30))
def test_no_line_asks_for_words_side_by_side(line: str) -> None:
    asked = Showing(policy(), Reader.PUBLIC).asked(View(query=line)).query
    try:
        parse_query(line)
    except ValueError:
        return
    try:
        expression = parse_query(asked)
    except ValueError as error:
        assert "words" in str(error), "too many, said in words"
        return
    for quoted in expression.split('"')[1::2]:
        assert quoted.isalnum() or all(c.isalnum() or not c.isascii() for c in quoted), quoted


def test_a_phrase_does_not_tell_what_the_text_says(archive: Archive) -> None:
    showing = Showing(policy("snippet 1"), Reader.PUBLIC)
    right, wrong = (showing.asked(View(query=query)) for query in ('"weather was fine"', '"fine was weather"'))
    assert archive.count_hits(right) == archive.count_hits(wrong) == 1
    assert archive.count_hits(View(query='"fine was weather"')) == 0


def test_an_editor_takes_along_what_the_public_may_read_by_passage(archive: Archive) -> None:
    ration = Showing(policy("snippet 1"), Reader.EDITOR).leaving(archive)
    taken = [ration.hit(hit).passage.text for hit in archive.hits(View(place=MOSUL.id)) if not hit.passage.is_headline]
    assert taken == ["Then they reached Mosul, said Tehran.", "Mosul burned."]


def test_roles_of_mentions_do_not_matter() -> None:
    adjective = Mention(
        "Nothing", ARTICLE.document.index("Nothing"), ARTICLE.document.index("Nothing") + 7, Kind.ADJECTIVE
    )
    assert words_of(ARTICLE, snippet(ARTICLE, [adjective], 1)) == ["Nothing happened."]
