"""The reader: encodings, limits, folders, hostile files; no file stops another."""

from __future__ import annotations

import os
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.article import Article
from articles.reading import LARGEST_FILE_BYTES, SUFFIXES, Outcome, ReadingError, read, read_file, read_paths, read_text
from articles.reading.outlets import with_one_spelling
from articles.reading.prose import prose
from articles.reading.urls import web_address

TEXT = "Tolls fall\n\n“Tolls – fell” in Kyïv."


def reason(name: str, data: bytes) -> str:
    with pytest.raises(ReadingError) as caught:
        read(name, data)
    return caught.value.reason


# --- encodings -----------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_every_usual_encoding_gives_the_same_text(encoding: str) -> None:
    (article,) = read("a.txt", TEXT.encode(encoding))
    assert (article.headline, article.text) == ("Tolls fall", "“Tolls – fell” in Kyïv.")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        ("\u3000\n\u2003".encode(), "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"PK\x03\x04" + b"x" * 90, "ZIP"),
        (b"\x1f\x8b\x08" + b"x" * 90, "gzip"),
        (b"%PDF-1.7\nx", "PDF"),
        (b"\x89PNG\r\n", "picture"),
        (bytes(range(256)) * 4, "not text"),
        ("Tolls".encode("utf-16-le"), "not text"),
        (b"\xff\xfeT", "UTF-16".lower()),
        (b"Tolls \x81 fell", "cp1252"),
        ("“Ω” ".encode() * 40 + b"\xff", "damaged UTF-8: see line 1"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes, says: str) -> None:
    assert says in reason("a.txt", data)


def test_a_file_of_another_kind_is_refused_with_the_kinds_that_are_read() -> None:
    said = reason("style.css", b"p { color: red }")
    assert all(suffix in said for suffix in SUFFIXES)


def test_a_name_that_only_looks_as_if_it_had_an_ending() -> None:
    assert read("Vol. 3. The tolls", b"Tolls fell.")[0].source == "Vol. 3. The tolls"


# --- limits --------------------------------------------------------------------------------------


def test_a_file_over_the_limit_is_refused() -> None:
    assert "may have 50" in reason("a.txt", b"a" * (LARGEST_FILE_BYTES + 1))


def test_an_article_over_the_limit_is_refused() -> None:
    assert "1,000,000" in reason("a.txt", b"Tolls fell. " * 90_000)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"a" * LARGEST_FILE_BYTES),
        ("a.txt", b"a\n\n" * (LARGEST_FILE_BYTES // 3)),
        ("a.md", b"# a\n" * (LARGEST_FILE_BYTES // 4)),
        ("a.html", b"<p>" * (LARGEST_FILE_BYTES // 3)),
        ("a.json", b"[" * LARGEST_FILE_BYTES),
        ("a.json", b"[" + b"[]," * (LARGEST_FILE_BYTES // 3 - 1)),
        ("a.jsonl", b"{}\n" * (LARGEST_FILE_BYTES // 3)),
        ("a.csv", b"a" * LARGEST_FILE_BYTES),
        ("a.csv", b'text,title\n"' + b"a" * (LARGEST_FILE_BYTES - 20)),
    ],
    ids=lambda value: value if isinstance(value, str) else repr(value[:14]),
)
def test_fifty_megabytes_of_nothing_are_refused_within_seconds(name: str, data: bytes) -> None:
    begun = time.monotonic()
    assert reason(name, data)
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize(
    ("name", "start", "repeated"),
    [
        ("a.txt", "a", "\u0301\u0327"),  # marks to be sorted: quadratic when normalised as they stand
        ("a.txt", "Posted tagged ‘a’\n\nA\n\nMay 1, 2019\n\nA, B, May 1, 2019\n\n", "a-b_"),
        ("a.txt", "", "May 1, 2019\n\n"),
        ("a.json", '{"text": "<p>x</p> ', "<a "),  # minutes in the parser of the standard library
        ("a.csv", "title,text\n<p>x</p>a,", "<!--"),
        ("a.html", "<p>", "<div>"),
    ],
)
def test_a_text_made_to_be_slow_is_read_or_refused_within_seconds(name: str, start: str, repeated: str) -> None:
    data = (start + repeated * (200_000 // len(repeated)) + ('"}' if start.startswith("{") else "")).encode()
    begun = time.monotonic()
    read_file(name, data)
    assert time.monotonic() - begun < 5


# --- any bytes -----------------------------------------------------------------------------------

names = st.sampled_from(["Pasted text", "a.exe", "", *(f"a{suffix}" for suffix in SUFFIXES)])
#: What the formats look for, in any order.
scraps = st.lists(
    st.sampled_from(
        [
            "---\n", "title: ", "[", "]", "{", "}", '"', '"text": ', ",", ";", "\n", "\n\n", "text,title\n", "<html>",
            "<p>", "</p>", "<!--", "Posted tagged ‘a’", "July 31, 2017", "Tolls", "Tolls, Quay, July 31, 2017", "# ",
            "*", "&a ", "*a", "![", "](", "\ud800", "\x00", "\x85", "é", "&#0;", "&#xD800;", "By Jo Marsh", "Date: ",
            "- ", "|", "<rss>", "<channel>", "<item>", "<description>", "</description></item>", "<wp:status>",
            "wordpress.org/export/1.2", "<feed>", "<entry>", "Subject: a\n", "From: a <b@c>\n", "MIME-Version: 1.0\n",
            "Content-Type: text/html\n", "Content-Type: multipart/mixed; boundary=b\n", "--b\n", "=?utf-8?q?=41?=",
            "%PDF-1.4\n", "1 0 obj\n<< /Type /Catalog >>\nendobj\n", "trailer << /Root 1 0 R >>\n", "startxref\n0\n",
            "%%EOF", "PK\x03\x04", "PK\x05\x06",
        ]
    ),
    max_size=25,
).map(lambda parts: "".join(parts).encode(errors="surrogatepass"))  # fmt: skip


@given(names, st.one_of(st.binary(max_size=400), scraps, st.text(max_size=300).map(str.encode)))
@settings(deadline=None, max_examples=400)
def test_any_bytes_are_articles_or_a_reading_error(name: str, data: bytes) -> None:
    outcome = read_file(name, data)
    assert bool(outcome.articles) != bool(outcome.error)
    for article in outcome.articles:
        assert article.text == prose(article.text) != ""
        assert article.url == web_address(article.url)
        assert "\n" not in article.headline
        article.document.encode()
        assert len(article.id) == 12


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = prose(text)
    assert prose(once) == once == unicodedata.normalize("NFC", once)
    assert not [c for c in once if unicodedata.category(c) in {"Cc", "Cs"} and c != "\n"]


@given(st.lists(st.text(alphabet="abc éЖ中", min_size=1).map(str.strip).filter(bool), min_size=1))
def test_cleaning_loses_no_word(words: list[str]) -> None:
    text = "\r\n\t \u2028".join(words)
    assert prose(text).split() == text.split()


def test_invisible_characters_are_no_part_of_a_word() -> None:
    assert prose("Ky\u00adiv\u200b, Tal\u00a0Afar\u202e and\ufeff \x07Oslo") == "Kyiv, Tal Afar and Oslo"
    assert prose("می\u200cخواهم") == "می\u200cخواهم"  # a joiner is spelling, in Persian


# --- addresses and outlets -----------------------------------------------------------------------


@pytest.mark.parametrize("url", ["https://gazette.example/a?b=c#d", "http://[::1]:8080/", "HTTPS://Gazette.example"])
def test_an_address_of_the_web(url: str) -> None:
    assert web_address(f" {url}\n") == url


@pytest.mark.parametrize(
    "url",
    [
        "", "javascript:alert(1)", "data:text/html,x", "//gazette.example", "gazette.example", "https://", "ftp://a.b",
        "https://a b.c", "https://a.b/\nc", "https://a.b/\u202ec", 'https://a.b/"onclick=', "https://a.b/<script>",
        "https://bank.example@evil.example", "https://a.b:99999/", "http://[::1", "https://a.b\\@c.d", "\x01https://a.b",
        "https://a.b/" + "x" * 3000,
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_web(url: str) -> None:
    assert web_address(url) == ""


def test_an_archives_spelling_of_an_outlet_goes_first() -> None:
    articles = [Article("a", "a", outlet=outlet) for outlet in ("PortFile", "PortFile", "", "Quay")]
    assert [each.outlet for each in with_one_spelling(articles, known=["PORTfile"])] == ["PORTfile"] * 2 + ["", "Quay"]


# --- paths ---------------------------------------------------------------------------------------


def by_source(paths: list[Path]) -> dict[str, Outcome]:
    outcomes = list(read_paths(paths))
    assert len({outcome.source for outcome in outcomes}) == len(outcomes)
    return {outcome.source: outcome for outcome in outcomes}


def test_a_folder_is_walked_in_order_and_no_file_stops_the_rest(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.txt").write_text("Two.")
    (tmp_path / "one.txt").write_text("One.")
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01")
    (tmp_path / "empty.txt").touch()
    outcomes = by_source([tmp_path])
    assert list(outcomes) == ["bad.txt", "empty.txt", "one.txt", "b/two.txt"]
    assert [bool(outcome.error) for outcome in outcomes.values()] == [True, True, False, False]
    assert outcomes["b/two.txt"].articles[0].source == "b/two.txt"


def test_hidden_files_and_what_a_browser_saves_beside_a_page_are_left_out(tmp_path: Path) -> None:
    for name in (".hidden.txt", ".git/config.txt", "Story_files/ad.html", "Other_files/a.txt", "Story.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Text.")
    assert list(by_source([tmp_path])) == ["Story.html", "Other_files/a.txt"]


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text("Secret.")
    (inside / "one.txt").write_text("One.")
    (inside / "again.txt").symlink_to(inside / "one.txt")
    (inside / "secret.txt").symlink_to(outside / "secret.txt")
    (inside / "folder").symlink_to(outside)
    (inside / "round").symlink_to(inside)
    assert list(by_source([inside])) == ["again.txt", "one.txt"]


def test_what_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Good.")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    outcomes = by_source([tmp_path / "none.txt", tmp_path / "pipe.txt", tmp_path / "loop.txt", tmp_path / "good.txt"])
    assert [bool(outcome.error) for outcome in outcomes.values()] == [True, True, True, False]
    assert "no such file" in str(outcomes["none.txt"].error)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_what_may_not_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A.")
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "b.txt").write_text("B.")
    assert [bool(outcome.error) for outcome in read_paths([tmp_path])] == [True, False]


def test_a_disk_that_fails_at_one_file_does_not_stop_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Text.")
    opened = Path.open

    def failing(path: Path, mode: str) -> object:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, mode)

    monkeypatch.setattr(Path, "open", failing)
    first, second = read_paths([tmp_path])
    assert "permissions" in str(first.error)
    assert second.articles


def test_a_name_is_shown_on_one_line() -> None:
    outcome = read_file("a\n\x1b[31m\u202eb.txt", b"")
    assert outcome.source == "a[31mb.txt"
    assert str(outcome.error).startswith("a[31mb.txt: The file is empty")


def test_pasted_text_is_no_file() -> None:
    (article,) = read_text("Pasted text", "Tolls fell.\ud800")
    assert (article.source, article.headline, article.text) == ("Pasted text", "", "Tolls fell.")
