"""The sources keep every article, the last word on each, through torn lines."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.article import Article
from articles.storage.sources import Sources
from tests.articles.builders import an_article


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    return Sources(tmp_path / "articles.jsonl")


def test_no_file_is_no_article(sources: Sources) -> None:
    assert list(sources.articles()) == []
    assert sources.size == 0
    assert sources.damaged() == ()


def test_the_last_word_on_an_article_counts(sources: Sources) -> None:
    one, other = an_article("One."), an_article("Other.", headline="Other")
    corrected = replace(one, text="One, corrected.")
    for article in (one, other, corrected):
        sources.append(article)
    assert list(sources.articles()) == [other, corrected]


def test_a_torn_line_is_stepped_over_and_the_next_article_begins_a_new_one(sources: Sources) -> None:
    one, other, third = (an_article(headline=headline) for headline in ("One", "Other", "Third"))
    sources.append(one)
    sources.append(other)
    whole = sources.path.read_bytes()
    sources.path.write_bytes(whole[:-30])
    assert list(sources.articles()) == [one]
    sources.append(third)
    assert list(sources.articles()) == [one, third]
    assert sources.damaged() == (2,)


def test_a_whole_last_line_without_its_line_break_is_read(sources: Sources) -> None:
    sources.append(an_article())
    sources.path.write_bytes(sources.path.read_bytes().rstrip())
    assert list(sources.articles()) == [an_article()]
    sources.append(an_article(headline="Other"))
    assert len(list(sources.articles())) == 2


def test_reading_can_begin_where_it_ended_before(sources: Sources) -> None:
    sources.append(an_article())
    seen = sources.size
    later = an_article(headline="Later")
    sources.append(later)
    assert list(sources.articles(seen)) == [later]


@pytest.mark.parametrize(
    "line",
    ["nonsense", "[]", "{}", '"text"', "null", "[" * 100_000, '{"headline": 1, "text": "", "published": null}', "\0"],
)
def test_a_line_that_is_no_article_is_damaged(sources: Sources, line: str) -> None:
    sources.path.write_text(line + "\n", encoding="utf-8")
    assert list(sources.articles()) == []
    assert sources.damaged() == (1,)


def test_the_file_reads_without_us(sources: Sources) -> None:
    sources.append(an_article("Übrigens."))
    (line,) = sources.path.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["text"] == "Übrigens."
    assert json.loads(line)["published"] == "2017-01-25"


texts = st.text(st.characters(codec="utf-8"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.builds(Article, texts, texts, st.none() | st.dates(), texts, texts, texts, texts, texts, texts))
def test_any_article_comes_back_as_it_was(sources: Sources, article: Article) -> None:
    sources.path.unlink(missing_ok=True)
    sources.append(article)
    assert list(sources.articles()) == [article]
    assert article.published is None or isinstance(article.published, date)
