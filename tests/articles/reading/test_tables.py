"""Tables: what columns are guessed to hold, and what a person says of them wins."""

from __future__ import annotations

import json
from datetime import date

from articles.reading import read_file
from articles.reading.tables import table_of

TEXT = "Tolls fell in Mosul and Tikrit. " * 8


def a_table(columns: str, *rows: str) -> bytes:
    return "\n".join((columns, *rows)).encode()


GERMAN = a_table(
    "Titel;Inhalt;Datum;Seite;Nr",
    *(f"Tolls fall in week {n};{TEXT};28.10.2016;https://gazette.example/{n};{n}" for n in range(5)),
)


def test_columns_are_guessed_by_name_and_else_by_what_stands_in_them() -> None:
    table = table_of("a.csv", GERMAN)
    assert table is not None
    assert table.guess == {"Titel": "headline", "Inhalt": "text", "Datum": "published", "Seite": "url", "Nr": ""}
    assert table.rows[0][:1] == ("Tolls fall in week 0",)


def test_a_name_goes_before_what_stands_in_a_column() -> None:
    table = table_of("a.csv", a_table("title,body,notes,date", f"Tolls fall at last,short,{TEXT},2016-10-28"))
    assert table is not None
    assert table.guess == {"title": "headline", "body": "text", "notes": "", "date": "published"}


def test_a_field_is_guessed_once() -> None:
    table = table_of("a.csv", a_table("text,content", f"{TEXT},{TEXT}"))
    assert table is not None
    assert table.guess == {"text": "text", "content": ""}


def test_records_have_columns_too() -> None:
    lines = [json.dumps({"kop": f"Tolls fall in week {n}", "stuk": TEXT, "wanneer": "2016-10-28"}) for n in range(4)]
    table = table_of("a.jsonl", "\n".join(lines).encode())
    assert table is not None
    assert table.guess == {"kop": "headline", "stuk": "text", "wanneer": "published"}


def test_what_was_said_of_a_column_is_how_it_is_read() -> None:
    columns = {"Titel": "headline", "Inhalt": "text", "Datum": "published", "Seite": "", "Nr": "outlet"}
    articles = read_file("a.csv", GERMAN, columns).articles
    assert [article.outlet for article in articles] == list("01234")
    assert (articles[0].published, articles[0].url) == (date(2016, 10, 28), "")
    assert read_file("a.csv", GERMAN).error is not None


def test_a_column_that_was_said_to_hold_nothing_holds_nothing() -> None:
    data = a_table("title,text,outlet", f"Tolls,{TEXT},Gazette")
    assert read_file("a.csv", data).articles[0].outlet == "Gazette"
    assert read_file("a.csv", data, {"outlet": ""}).articles[0].outlet == ""


def test_what_is_no_table_has_no_columns() -> None:
    assert table_of("a.txt", GERMAN) is None
    assert table_of("a.csv", b"") is None
    assert table_of("a.csv", b"\x00\x01") is None
    assert table_of("a.jsonl", b"nothing") is None
