"""The words of the texts that begin so, as the search folds them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from articles.archive import Archive
from articles.querying.completing import completions
from articles.querying.vocabulary import words_beginning
from articles.view import View
from tests.articles.builders import FakeGeoparse, an_article

TEXTS = ("Chemical weapons.", "A chemist of Étaín's, and chemical rain.", "Chemnitz.")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    archive = Archive.open(tmp_path / "archive.sqlite")
    for number, text in enumerate(TEXTS):
        article = an_article(text, headline=str(number))
        archive.add(article, FakeGeoparse()(article))
    yield archive
    archive.close()


def test_the_words_in_most_passages_come_first(archive: Archive) -> None:
    assert words_beginning(archive, "chem", 5) == ("chemical", "chemist", "chemnitz")
    assert words_beginning(archive, "CHEM", 1) == ("chemical",)


def test_case_and_accents_are_folded_as_in_the_search(archive: Archive) -> None:
    assert words_beginning(archive, "ÉTA", 5) == ("etain",)
    assert archive.count_hits(View(query="etain")) == 1


@pytest.mark.parametrize("prefix", ["", "ch", "zzz", "che-", '"che', "che*", "\0che", "\ud800ab"])
def test_what_no_word_begins_with_gives_none(archive: Archive, prefix: str) -> None:
    assert words_beginning(archive, prefix, 5) == ()


def test_many_may_ask_at_once(archive: Archive) -> None:
    found: list[tuple[str, ...]] = []
    askers = [threading.Thread(target=lambda: found.append(words_beginning(archive, "chemi", 1))) for _ in range(8)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert found == [("chemical",)] * 8


def test_the_line_goes_on_with_words_too(archive: Archive) -> None:
    ways = completions("outlet:x chemi", 14, archive)
    assert [(way.label, way.replacement) for way in ways] == [("chemical", "chemical "), ("chemist", "chemist ")]
    assert "chemical" not in [way.label for way in completions("chemical", 8, archive)], "it stands there"
