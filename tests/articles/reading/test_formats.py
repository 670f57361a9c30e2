"""The formats but for tag pages: what each finds, and what it leaves open."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from articles.article import Article
from articles.reading import ReadingError, read, read_file, read_text

DATA = Path(__file__).parent / "data"


def sample(name: str) -> Article:
    (article,) = read(name, (DATA / name).read_bytes())
    return article


def text_of(name: str, text: str) -> Article:
    (article,) = read(name, text.encode())
    return article


def reason(name: str, data: bytes) -> str:
    with pytest.raises(ReadingError) as caught:
        read(name, data)
    assert caught.value.source == name
    assert str(caught.value).startswith(f"{name}: ")
    return caught.value.reason


# --- plain text ----------------------------------------------------------------------------------


def test_a_plain_text_with_a_head_a_dateline_and_wrapped_lines() -> None:
    assert sample("dateline.txt") == Article(
        headline="Tolls fall in St Louis",
        published=date(2019, 1, 9),
        outlet="Coastal Gazette",
        author="Ann O'Neill",
        source="dateline.txt",
        text=(
            "ST LOUIS, Jan. 9, 2019 (Harbour Wire) — Tolls on the river fell on Wednesday for the first time since "
            "the locks were built, and barge owners from Tal Afar Street said that they had not expected it so soon."
            "\n\nThe river is as wide as it was."
        ),
    )


def test_a_first_line_that_is_a_sentence_is_no_headline() -> None:
    article = text_of("a.txt", "Tolls fell on Wednesday.\n\nNobody minded.")
    assert (article.headline, article.text) == ("", "Tolls fell on Wednesday.\n\nNobody minded.")


def test_a_file_name_somebody_wrote_is_the_headline_where_the_text_has_none() -> None:
    assert text_of("in/Tolls fall_again.txt", "Tolls fell.").headline == "Tolls fall again"
    assert text_of("article-0012.txt", "Tolls fell.").headline == ""
    assert read_text("My pasted text", "Tolls fell.")[0].headline == ""


def test_what_stands_above_a_text_and_only_there_is_its_head() -> None:
    article = text_of("a.txt", "Tolls fall\nJanuary 9, 2019\nSource: Quay\n\nBarges came.\n\nSource: a clerk.")
    assert (article.outlet, article.published) == ("Quay", date(2019, 1, 9))
    assert article.text == "Barges came.\n\nSource: a clerk."


def test_a_text_of_one_line_is_text() -> None:
    assert text_of("a.txt", "Tolls fall").text == "Tolls fall"
    assert text_of("a.txt", "January 9, 2019").text == "January 9, 2019"


def test_a_verse_keeps_its_lines() -> None:
    verse = "The best of ferries\nOften run late\nAnd leave us nothing"
    assert text_of("a.txt", f"Tolls\n\n{'A long line about the tolls. ' * 8}\n\n{verse}").text.endswith(verse)


# --- Markdown ------------------------------------------------------------------------------------


def test_a_markdown_file_with_front_matter() -> None:
    assert sample("quay.md") == Article(
        headline="A quay: for Nice",
        published=date(2019, 2, 28),
        outlet="Coastal Gazette",
        via="Harbour Blog",
        author="Maria de la Cruz, Jo Marsh",
        url="https://gazette.example/quay",
        language="en",
        source="quay.md",
        text=(
            "Why Nice?\n\nNice is to have a quay of its own, the mayor said.\n\nStone from Georgia & elsewhere\n\n"
            "A ferry to Corsica\n\nWork begins in the spring."
        ),
    )


def test_without_front_matter_the_first_heading_is_the_headline() -> None:
    article = text_of("a.md", "# Tolls *fall*\n\nIn St_Louis 2 * 3 * 4 tolls.\n")
    assert (article.headline, article.text) == ("Tolls fall", "In St_Louis 2 * 3 * 4 tolls.")


def test_pasted_front_matter_is_markdown() -> None:
    assert read_text("Pasted text", "---\ntitle: Tolls\noutlet: No\n---\n**They** fell.")[0] == Article(
        headline="Tolls", outlet="No", text="They fell.", source="Pasted text"
    )


def test_aliases_in_front_matter_are_refused() -> None:
    bomb = "---\na: &a [x, x, x, x]\nb: &b [*a, *a, *a, *a]\ntitle: [*b, *b]\n---\nText."
    assert "aliases" in reason("a.md", bomb.encode())


@pytest.mark.parametrize("head", ["title: a: b", "[" * 15_000, "title: !!python/object:os.system x\n: [", "\t- x: ["])
def test_front_matter_that_is_no_yaml_is_refused(head: str) -> None:
    assert "front matter" in reason("a.md", f"---\n{head}\n---\nText.".encode())


def test_front_matter_makes_no_objects() -> None:
    assert text_of("a.md", "---\ntitle: !!python/object/apply:os.getcwd []\n---\nText.").headline == ""


# --- HTML ----------------------------------------------------------------------------------------


def test_a_saved_page() -> None:
    article = sample("quay.html")
    assert (article.headline, article.outlet, article.author) == (
        "A quay for Nice", "Coastal Gazette", "Maria de la Cruz",
    )  # fmt: skip
    assert (article.published, article.language) == (date(2019, 2, 28), "en-GB")
    assert article.url == "https://gazette.example/quay"
    paragraphs = article.text.split("\n\n")
    assert [each.split()[0] for each in paragraphs] == ["Nice", "The", "Work"]
    assert "Black Sea & the Bosphorus" in article.text
    assert "{{7*7}}" in article.text
    assert not {"Paris", "Oslo", "Madrid"} & set(article.text.replace('"', " ").split())


def test_a_page_that_gives_no_date_has_none() -> None:
    page = (DATA / "quay.html").read_text()
    undated = re.sub(r"<meta property=.article:published_time.*", "", page).replace(
        "on Thursday", "on 27 February 2019"
    )
    assert undated != page
    assert text_of("quay.html", undated.replace("Madrid", "2015-03-04 Madrid")).published is None


def test_a_page_in_the_encoding_it_declares() -> None:
    page = (DATA / "quay.html").read_text().replace("utf-8", "windows-1251").replace("Georgia", "Грузия")
    assert "Грузия" in read("quay.html", page.encode("cp1251", "ignore"))[0].text


def test_a_page_without_an_article_says_so() -> None:
    assert "No article" in reason("a.html", b"<html><body><script>x</script></body></html>")


# --- JSON ----------------------------------------------------------------------------------------


def test_json_lines_lose_no_good_line_to_a_bad_one() -> None:
    outcome = read_file("quays.jsonl", (DATA / "quays.jsonl").read_bytes())
    assert outcome.articles == (
        Article(
            headline="A quay for Nice",
            published=date(2019, 2, 28),
            outlet="Coastal Gazette",
            author="Maria de la Cruz",
            url="https://gazette.example/quay",
            source="quays.jsonl",
            text="Nice is to have a quay.",
        ),
        Article("Tolls fall", "Tolls fell.\n\nIn St Louis.", date(2019, 1, 9), source="quays.jsonl"),
    )
    assert [problem.reason.split(":")[0].split(" is ")[0] for problem in outcome.problems] == [
        "Record 2", "Record 3", "Record 4",
    ]  # fmt: skip


RECORDS = [{"title": "Tolls fall", "text": "They fell."}, {"title": "Docks", "text": "They closed."}]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(RECORDS),
        json.dumps(RECORDS, indent=2),
        json.dumps({"status": "ok", "articles": RECORDS}),
        json.dumps({"status": "ok", "articles": RECORDS}, indent=2),
        "\n".join(map(json.dumps, RECORDS)),
        " \n" + "\r\n\r\n".join(map(json.dumps, RECORDS)) + "\n",
    ],
)
def test_records_in_every_wrapping(text: str) -> None:
    for name in ("a.json", "a.jsonl", "Pasted text"):
        assert [each.headline for each in read(name, text.encode())] == ["Tolls fall", "Docks"]


def test_one_record_over_several_lines() -> None:
    assert text_of("a.json", json.dumps(RECORDS[0], indent=2)).headline == "Tolls fall"


def test_a_list_that_breaks_off_keeps_what_came_before() -> None:
    outcome = read_file("a.json", json.dumps(RECORDS)[:-12].encode())
    assert [each.headline for each in outcome.articles] == ["Tolls fall"]
    assert len(outcome.problems) == 1


def test_a_list_longer_than_the_window_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.reading.json_lines.LONGEST_RECORD", 100)
    records = [{"title": f"Toll {n}", "text": "word " * (n % 12 + 1)} for n in range(300)]
    assert [each.headline for each in read("a.json", json.dumps(records).encode())] == [r["title"] for r in records]


def test_text_that_cannot_be_encoded_loses_only_that() -> None:
    (article,) = read("a.json", rb'{"title": "T\ud800olls", "text": "They \udfff fell.\u0000"}')
    assert (article.headline, article.text) == ("Tolls", "They fell.")
    assert len(article.id) == 12


# --- CSV -----------------------------------------------------------------------------------------


def test_a_table_loses_no_row_to_one_without_text() -> None:
    outcome = read_file("quays.csv", (DATA / "quays.csv").read_bytes())
    assert outcome.articles == (
        Article(
            headline="A quay for Nice",
            published=date(2019, 2, 28),
            outlet="Coastal Gazette",
            author="Maria de la Cruz",
            url="https://gazette.example/quay",
            source="quays.csv",
            text="Nice; of all places.",
        ),
        # 03/04/2019 is two days, and a script is no address.
        Article("Tolls fall", "Tolls fell.\n\nIn St Louis.", outlet="Coastal Gazette", source="quays.csv"),
    )
    assert [problem.reason for problem in outcome.problems] == [
        "Row 3: “Nothing to say” has no text. Add its text, or leave it out."
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter(delimiter: str) -> None:
    table = delimiter.join(["Headline", "TEXT"]) + "\r\n" + delimiter.join(["Tolls fall", "They fell."])
    assert [text_of(name, table).text for name in ("a.csv", "Pasted text")] == ["They fell."] * 2


def test_a_table_from_a_spreadsheet_program() -> None:
    table = 'sep=;\nTitle;Text\nTolls fall;"They ""fell"".\n\nTwice."'
    assert text_of("a.csv", "\ufeff" + table).text == 'They "fell".\n\nTwice.'
    assert read("a.csv", table.encode("utf-16"))[0].text == 'They "fell".\n\nTwice.'


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_any_line_end(line_end: str) -> None:
    table = line_end.join(["title,text", "Tolls,They fell.", "Docks,They closed."])
    assert [each.text for each in read("a.csv", table.encode())] == ["They fell.", "They closed."]


def test_text_that_spills_over_its_columns_is_told_not_cut() -> None:
    outcome = read_file("a.csv", b"title,text\nTolls,They fell, and rose\nDocks,They closed")
    assert [each.headline for each in outcome.articles] == ["Docks"]
    assert ["3 cells" in problem.reason for problem in outcome.problems] == [True]


def test_a_quotation_mark_never_closed_is_told() -> None:
    outcome = read_file("a.csv", b'title,text\nDocks,They closed\nTolls,"They fell\nMore,rows\n')
    assert [each.headline for each in outcome.articles] == ["Docks"]
    assert ["Row 3" in problem.reason for problem in outcome.problems] == [True]


def test_a_table_without_a_text_column_says_what_it_has() -> None:
    assert "first row has name, age" in reason("a.csv", b"name,age\nAnn,40")
