"""Found: what a small upload holds, before it comes in; what its files do not say is asked, and may stay open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from articles.article import Article
from articles.reading import Outcome, read_file
from articles.reading.dates import day
from articles.reading.tables import Table, table_of
from articles.retelling import retold
from articles.views.progress import plain
from articles.words import phrase, say, say_many

#: Larger uploads are not looked into before they come in: that would take as long as to bring them in.
MOST_FILES, MOST_BYTES, MOST_ARTICLES = 20, 3_000_000, 200
SHOWN_ROWS = 5

_FIELDS = {
    "": phrase("— nothing —"),
    "headline": phrase("headline"),
    "text": phrase("text"),
    "published": phrase("date"),
    "outlet": phrase("outlet"),
    "author": phrase("author"),
    "url": phrase("address"),
    "via": phrase("passed on by"),
    "language": phrase("language"),
}
_EDITABLE = ("headline", "published", "outlet", "author", "url", "language")

Files = Sequence[tuple[str, bytes]]


def draw_columns(files: Files, key: str) -> dict[str, dict[str, str]]:
    """For each table among *files* what its columns hold, as guessed and then confirmed or changed by a person."""
    said = {}
    for number, (name, data) in enumerate(files):
        table = table_of(name, data)
        if table is not None:
            with st.container(border=True):
                said[name] = _draw_table(name, table, f"{key}-{number}")
    return said


def _draw_table(name: str, table: Table, key: str) -> dict[str, str]:
    st.markdown(f"**{plain(say('Columns of {name}', name=name))}**")
    st.dataframe(
        pd.DataFrame(
            [[cell[:200] for cell in row] for row in table.rows[:SHOWN_ROWS]],
            columns=_distinct(table.columns),
            dtype="string",
        ),
        hide_index=True,
        width="stretch",
    )
    said = {}
    for at in range(0, len(table.columns), 4):
        for cell, (number, column) in zip(st.columns(4), list(enumerate(table.columns))[at : at + 4], strict=False):
            said[column] = cell.selectbox(
                plain(column) or say("(without a name)"),
                list(_FIELDS),
                index=list(_FIELDS).index(table.guess.get(column, "")),
                format_func=lambda field: say(_FIELDS[field]),
                key=f"{key}-{number}",
            )
    if "text" not in said.values():
        st.warning(say("Choose the column that holds the text of the articles."))
    doubled = [field for field in _FIELDS if field and list(said.values()).count(field) > 1]
    if doubled:
        fields = say(", ").join(say(_FIELDS[field]) for field in doubled)
        st.info(
            say("Two columns hold the same ({fields}): of those the first that is not empty counts.", fields=fields)
        )
    return said


def _distinct(columns: Sequence[str]) -> list[str]:
    """Names for the columns of a picture of the table, which takes none twice."""
    return [name if columns.index(name) == at else f"{name} ({at + 1})" for at, name in enumerate(columns)]


def draw_found(files: Files, columns: Mapping[str, Mapping[str, str]], key: str) -> dict[str, dict[str, str]]:
    """The articles of a small upload as a table; what a person wrote into it, by where each article stands."""
    if len(files) > MOST_FILES or sum(len(data) for _, data in files) > MOST_BYTES:
        st.caption(say("This upload is large: what is found in it is told when it has come in."))
        return {}
    rows: list[tuple[str, Article]] = []
    problems = 0
    for name, data in files:
        outcome = _read(name, data, tuple((columns.get(name) or {}).items()))
        rows += [(f"{outcome.source}#{at}", article) for at, article in enumerate(outcome.articles)]
        problems += len(outcome.problems) + bool(outcome.error)
        if outcome.error:
            st.warning(plain(retold(outcome.error)))
    if not rows or len(rows) > MOST_ARTICLES:
        return {}
    _draw_summary([article for _, article in rows], problems)
    edited = _edited(rows, key)
    return {at: said for (at, article), row in zip(rows, edited, strict=True) if (said := _said(article, row))}


@st.cache_data(max_entries=30, show_spinner=False)
def _read(name: str, data: bytes, columns: tuple[tuple[str, str], ...]) -> Outcome:
    return read_file(name, data, dict(columns))


def _draw_summary(articles: Sequence[Article], problems: int) -> None:
    undated = sum(article.published is None for article in articles)
    nameless = sum(not article.outlet for article in articles)
    parts = [
        say_many("{n} article found", "{n} articles found", len(articles)),
        say_many("{n} without a date", "{n} without a date", undated) if undated else "",
        say_many("{n} without an outlet", "{n} without an outlet", nameless) if nameless else "",
        say_many("{n} part left out", "{n} parts left out", problems) if problems else "",
    ]
    st.caption(
        say(
            "{parts}. What is missing can be written into the table, or stay open.",
            parts=say(", ").join(filter(None, parts)),
        )
    )


def _edited(rows: Sequence[tuple[str, Article]], key: str) -> list[dict[str, str]]:
    frame = pd.DataFrame(
        {
            "at": [at.rpartition("#")[0] for at, _ in rows],
            "headline": [article.headline for _, article in rows],
            "published": [article.published.isoformat() if article.published else "" for _, article in rows],
            "outlet": [article.outlet for _, article in rows],
            "author": [article.author for _, article in rows],
            "url": [article.url for _, article in rows],
            "language": [article.language for _, article in rows],
            "text": [article.text[:200] for _, article in rows],
        },
        dtype="string",
    )
    config = {name: st.column_config.TextColumn(say(_FIELDS[name])) for name in _EDITABLE}
    config["published"] = st.column_config.TextColumn(
        say(_FIELDS["published"]), help=say("A day such as 2016-10-28, or October 28, 2016."), width="small"
    )
    shown = st.data_editor(
        frame,
        key=f"found-{key}",
        hide_index=True,
        width="stretch",
        num_rows="fixed",
        column_config={
            **config,
            "at": st.column_config.TextColumn(say("File"), disabled=True, width="small"),
            "text": st.column_config.TextColumn(say(_FIELDS["text"]), disabled=True),
        },
    )
    return [
        {name: value if isinstance(value := row[name], str) else "" for name in _EDITABLE}
        for _, row in shown.iterrows()
    ]


def _said(article: Article, row: Mapping[str, str]) -> dict[str, str]:
    """What was written into *row* and is not what the file says."""
    there = {
        "headline": article.headline,
        "published": article.published.isoformat() if isinstance(article.published, date) else "",
        "outlet": article.outlet,
        "author": article.author,
        "url": article.url,
        "language": article.language,
    }
    said = {name: row[name].strip() for name in _EDITABLE if row[name].strip() and row[name].strip() != there[name]}
    if "published" in said and day(said["published"]) is None:
        st.warning(plain(say("{text} is no day: write it as 2016-10-28.", text=said.pop("published"))))
    return said
