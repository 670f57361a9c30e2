"""The search line finds what it says, and what it cannot mean it says clearly, never in SQLite's words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.searching.search import parse_query
from articles.searching.tokens import QueryError

PASSAGES = (
    "Iraqi forces entered Mosul from the east.",
    "Tal Afar lies between Mosul and Sinjar.",
    "Abu Bakr al-Baghdadi was not in Baghdad.",
    "O'Brien said: the U.S. AND its allies wait near São Tomé.",
)


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE passage USING fts5(text, tokenize = 'unicode61 remove_diacritics 2')")
    index.executemany("INSERT INTO passage (rowid, text) VALUES (?, ?)", enumerate(PASSAGES))
    yield index
    index.close()


def found(index: sqlite3.Connection, query: str) -> list[int]:
    matching = "SELECT rowid FROM passage WHERE passage MATCH ? ORDER BY rowid"
    return [row[0] for row in index.execute(matching, (parse_query(query),))]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("mosul", [0, 1]),
        ("Mosul Sinjar", [1]),
        ("mosul AND east", [0]),
        ("sinjar OR baghdad", [1, 2]),
        ("mosul NOT sinjar", [0]),
        ("mosul NOT (sinjar OR east)", []),
        ("east OR sinjar mosul", [0, 1]),
        ("baghdad OR mosul NOT sinjar", [0, 2]),
        ('"tal afar"', [1]),
        ('"afar tal"', []),
        ("“tal afar”", [1]),
        ("Mos*", [0, 1]),
        ('"entered mos"*', [0]),
        ("al-Baghdadi", [2]),
        ("baghdad-al", []),
        ("O'Brien", [3]),
        ("U.S.", [3]),
        ("sao tome", [3]),
        ("said: wait", [3]),
        ('"and"', [1, 3]),
        ("and", [1, 3]),
        ("mosul & sinjar", [1]),
        ("text:mosul", []),
        ("NEAR(mosul sinjar)", []),
        ("^Iraqi", [0]),
        ("-mosul", [0, 1]),
    ],
)
def test_a_search_finds_what_it_says(index: sqlite3.Connection, query: str, expected: list[int]) -> None:
    assert found(index, query) == expected


def test_an_empty_search_line_is_no_query() -> None:
    assert parse_query("  \n") == ""


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ('Mosul fell "tal afar', "the quotation mark at 12 is not closed"),
        ("NOT Mosul", "NOT at 1 needs a word before it"),
        ("Mosul NOT", "NOT at 7 needs a word after it"),
        ("Mosul AND OR Baghdad", "AND at 7 needs a word after it"),
        ("AND", "AND at 1 needs a word before it"),
        ("(Mosul OR Baghdad", "the bracket at 1 is not closed"),
        ("(", "there is no word to search for"),
        ("Mosul (", "the bracket at 7 is not closed"),
        ("Mosul)", "the bracket at 6 closes nothing"),
        (")Mosul", "the bracket at 1 closes nothing"),
        ("Mosul ()", "nothing stands in the brackets at 7"),
        ("Mosul * fell", "the asterisk at 7 needs the beginning of a word"),
        ("Mo*sul", "the asterisk at 3 stands inside ‘Mo*sul’"),
        ('Mosul ""', "no word stands between the quotation marks at 7"),
        ("&&", "there is no word to search for in ‘&&’"),
        ("a " * 65, "the search has 65 words"),
        ("(" * 17 + "a" + ")" * 17, "the brackets at 17 stand too deep"),
    ],
)
def test_a_search_without_meaning_says_what_is_wrong_and_where(query: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_query(query)
    assert message in str(caught.value)


pieces = st.sampled_from(
    ['"', "“", "(", ")", "AND", "OR", "NOT", "NEAR", "*", "mosul", "al-Houd", ":", "^", "+", "-", "{", "}", "'", "\0"]
)
anything = st.one_of(st.text(), st.lists(st.one_of(pieces, st.text(max_size=3)), max_size=90).map(" ".join))


@given(anything)
def test_any_string_gives_passages_or_a_clear_message(index: sqlite3.Connection, query: str) -> None:
    try:
        expression = parse_query(query)
    except QueryError as error:
        assert str(error).isprintable()
        assert "fts5" not in str(error)
        return
    if expression:
        index.execute("SELECT count(*) FROM passage WHERE passage MATCH ?", (expression,)).fetchone()
    else:
        assert not query.strip()


@given(st.text(alphabet=st.characters(categories=("Ll", "Lu", "Nd")), min_size=1))
def test_a_passage_is_found_by_its_own_words(query: str) -> None:
    with sqlite3.connect(":memory:") as index:
        index.execute("CREATE VIRTUAL TABLE passage USING fts5(text, tokenize = 'unicode61 remove_diacritics 2')")
        index.execute("INSERT INTO passage (text) VALUES (?)", (query,))
        match = "SELECT count(*) FROM passage WHERE passage MATCH ?"
        if query not in ("AND", "OR", "NOT") and query.isascii():
            assert index.execute(match, (parse_query(query),)).fetchone() == (1,)
    index.close()
