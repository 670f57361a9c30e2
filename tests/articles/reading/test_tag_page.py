"""Tag pages: where a post begins, what its credit line says, and what of it is text."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from articles.article import Article
from articles.reading import read, read_file, read_text

DATA = Path(__file__).parent / "data"
SHARED = Path(os.environ.get("DATELINE_SHARED") or Path(__file__).parents[3].parent / "shared")


def page(*posts: str, header: str = "Posted tagged ‘Ports’") -> str:
    return "\n\n".join([header, *posts])


def post(
    title: str = "Tolls fall",
    date: str = "January 9, 2019",
    credit: str = "Tolls fall, Coastal Gazette, January 9, 2019",
    text: str = "Tolls fell in St Louis.",
) -> str:
    return "\n\n".join(filter(None, [title, date, credit, text]))


def only(text: str) -> Article:
    (article,) = read_text("Pasted text", text)
    return article


def test_a_page_of_other_outlets_and_other_dates() -> None:
    path = DATA / "harbour-tag-page.txt"
    expected = json.loads((DATA / "harbour-tag-page.json").read_text())
    articles = read(path.name, path.read_bytes())
    assert [
        {
            "headline": article.headline,
            "published": str(article.published),
            "outlet": article.outlet,
            "author": article.author,
            "text": article.text.split("\n\n"),
        }
        for article in articles
    ] == expected
    assert {article.source for article in articles} == {path.name}
    assert {article.via for article in articles} == {""}


@pytest.mark.parametrize(
    ("said", "outlet", "author"),
    [
        ("Coastal Gazette", "Coastal Gazette", ""),
        ("Coastal Gazette, Jo Marsh", "Coastal Gazette", "Jo Marsh"),
        ("Coastal GazetteJo Marsh", "Coastal Gazette", "Jo Marsh"),
        ("Coastal GazetteMaria de la Cruz and Jo Marsh", "Coastal Gazette", "Maria de la Cruz and Jo Marsh"),
        ("Coastal GazetteÉmile Roux & Jo Marsh", "Coastal Gazette", "Émile Roux & Jo Marsh"),
        ("DebkaFile", "DebkaFile", ""),
        ("FrontPage Magazine", "FrontPage Magazine", ""),
        ("The FrontPage Magazine", "The FrontPage Magazine", ""),
        ("Port News, Ian McDonald Ross", "Port News", "Ian McDonald Ross"),
        ("The Ian McDonald Ross", "The Ian McDonald Ross", ""),
    ],
)
def test_outlet_and_author_of_a_credit_line(said: str, outlet: str, author: str) -> None:
    article = only(page(post(credit=f"Tolls fall, {said}, January 9, 2019")))
    assert (article.outlet, article.author) == (outlet, author)


def test_an_outlet_of_one_word_is_told_from_an_author_by_the_rest_of_the_page() -> None:
    glued = post(title="Docks", credit="Docks, BuzzPortsJo Marsh, January 9, 2019")
    alone = post(credit="Tolls fall, BuzzPorts, January 9, 2019")
    assert [(each.outlet, each.author) for each in read_text("Pasted text", page(glued, alone))] == [
        ("BuzzPorts", "Jo Marsh"),
        ("BuzzPorts", ""),
    ]


def test_the_commonest_spelling_of_an_outlet_is_everybodys() -> None:
    posts = [
        post(title=title, credit=f"{title}, {outlet}, January 9, 2019")
        for title, outlet in [("One", "PortFile"), ("Two", "PORTfile"), ("Three", "PORTfile"), ("Four", "Quay")]
    ]
    assert [each.outlet for each in read_text("Pasted text", page(*posts))] == ["PORTfile"] * 3 + ["Quay"]


def test_a_title_and_a_date_inside_a_text_begin_no_post_and_are_told() -> None:
    outcome = read_file("page.txt", page(post(text="One.\n\nA heading\n\nJanuary 1, 2019\n\nTwo.")).encode())
    (article,) = outcome.articles
    assert article.text == "One.\n\nA heading\n\nJanuary 1, 2019\n\nTwo."
    assert ["A heading" in problem.reason for problem in outcome.problems] == [True]


def test_a_page_without_any_credit_lines_is_split_by_titles_and_dates() -> None:
    articles = read_text("Pasted text", page(post(credit=""), post("Docks", "May 1, 2018", "", "Docks close.")))
    assert [(each.headline, str(each.published), each.outlet, each.text) for each in articles] == [
        ("Tolls fall", "2019-01-09", "", "Tolls fell in St Louis."),
        ("Docks", "2018-05-01", "", "Docks close."),
    ]


def test_a_page_whose_lines_have_no_blank_ones_between() -> None:
    text = page(post(text="One.\n\nTwo."), post("Docks", credit="Docks, Quay, January 9, 2019")).replace("\n\n", "\n")
    assert [each.text for each in read_text("Pasted text", text)] == ["One.\n\nTwo.", "Tolls fell in St Louis."]


@pytest.mark.parametrize(
    "noise", ["1-5", "quay", "port_2019-03-02", "IMG_2034", "a.jpg", "****", "* * *", "— — —", "Tags: Oslo, Nice"]
)
def test_what_is_no_text(noise: str) -> None:
    assert only(page(post(text=f"One.\n\n{noise}\n\nTwo."))).text == "One.\n\nTwo."


@pytest.mark.parametrize(
    "words",
    ["Remember:", "Mosul", "Al-Sadr", "No.", "“Never.”", "1.", "2019", "Covid-19", "الموصل", "Pro-port", "U.S."],
)
def test_what_is_text_though_it_is_short(words: str) -> None:
    assert only(page(post(text=f"One.\n\n{words}\n\nTwo."))).text == f"One.\n\n{words}\n\nTwo."


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("ferry-at-londonFerry on the river", "Ferry on the river"),
        ("Ferries_from_Oslo_6.16Sunny quay", "Sunny quay"),
        ("Port_MapOld_2016Old map of the port", "Old map of the port"),
        ("IMG_12-640-320iFerry (Photo: © A)", "Ferry (Photo: © A)"),
        ("pro-portMcDonald spoke", "pro-portMcDonald spoke"),
        ("DEBKAfile’s sources report", "DEBKAfile’s sources report"),
        ("LinkedIn and YouTube", "LinkedIn and YouTube"),
    ],
)
def test_a_caption_keeps_its_words_and_loses_the_name_of_its_picture(line: str, caption: str) -> None:
    assert only(page(post(text=f"One.\n{line}\nTwo.\n\nThree."))).text.replace("\n\n", "\n").split("\n") == [
        "One.",
        caption,
        "Two.",
        "Three.",
    ]


# --- the first archive ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def archive() -> tuple[Article, ...]:
    path = SHARED / "corpus" / "iran-in-iraq-tag-page.txt"
    if not path.exists():
        pytest.skip(f"the first archive is not at {path}")
    return read(path.name, path.read_bytes())


def test_the_seven_articles_of_the_first_archive(archive: tuple[Article, ...]) -> None:
    assert [(str(each.published), each.outlet, each.author) for each in archive] == [
        ("2017-07-31", "Gatestone Institute", "Amir Taheri"),
        ("2017-01-25", "Clarion Project", "Shahriar Kia"),
        ("2016-10-28", "DEBKAfile", ""),
        ("2016-10-24", "Counter Jihad", ""),
        ("2016-10-19", "DEBKAfile", ""),
        ("2016-06-20", "DEBKAfile", ""),
        ("2016-05-05", "Middle East Monitor", ""),
    ]
    assert [each.headline.split()[0] for each in archive] == [
        "Tehran’s", "Get", "Pro-Iranian", "MOSUL:", "The", "How", "Iraq’s"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("toponym", "mentions"),
    [("Mosul", 40), ("Tehran", 19), ("Baghdad", 25), ("Fallujah", 10), ("Diyala", 3), ("Tal Afar", 3)],
)
def test_the_first_archive_says_a_name_so_often(archive: tuple[Article, ...], toponym: str, mentions: int) -> None:
    paragraphs = [each for article in archive for each in {article.headline, *article.text.split("\n\n")}]
    assert sum(len(re.findall(rf"\b{toponym}\b", each, re.IGNORECASE)) for each in paragraphs) == mentions


def test_no_picture_and_no_rule_of_the_first_archive_is_text(archive: tuple[Article, ...]) -> None:
    texts = "\n".join(article.text for article in archive)
    assert not re.findall(r"_|\*{2}|^huss$|^1-5$|-320i", texts, re.MULTILINE)
    assert "\nMuqtada al-Sadr\n" in f"\n{texts}\n"
