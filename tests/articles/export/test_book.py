"""The map-book is one file that holds all it needs, and nothing of an article can become more than text in it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any

import pytest

from articles.archive import Archive
from articles.export.formats import export
from articles.hosting.policy import FULL, LINK
from articles.view import View
from tests.articles.export.conftest import HOSTILE, outline, under


def data_of(page: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page.split('id="data">')[1].split("</script>", maxsplit=1)[0])
    return found


def test_it_holds_the_whole_view_and_opens_at_the_selected_place(archive: Archive) -> None:
    data = data_of(export(archive, View(place="99072"), "book", outline=outline).decode())
    assert len(data["passages"]) == archive.count_hits(View())
    assert data["places"][data["selected"]]["name"] == "Mosul"
    assert [place["name"] for place in data["places"] if place["shape"]] == ["Anbar", "Northern Division"]


def test_what_is_too_much_is_left_out_and_counted(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.export.book.MOST_PASSAGES", 3)
    data = data_of(export(archive, View(), "book").decode())
    assert (len(data["passages"]), data["leftOut"]) == (3, archive.count_hits(View()) - 3)


def test_names_stand_where_it_says_in_units_of_a_browser(hostile: Archive) -> None:
    for passage in data_of(export(hostile, View(), "book", ration=under(FULL)).decode())["passages"]:
        units = passage["text"].encode("utf-16-le")
        for _, toponym, _, _, start, end in passage["told"]:
            assert units[2 * start : 2 * end].decode("utf-16-le") == toponym


def test_the_script_runs_and_no_other_can(archive: Archive, hostile: Archive) -> None:
    for each in (archive, hostile):
        page = export(each, View(), "book", title=HOSTILE[0]).decode()
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
        assert policy is not None
        assert "unsafe" not in policy[1]
        assert "default-src 'none'" in policy[1]
        scripts = re.findall(r"<script>(.*?)</script>", page, re.S)
        styles = re.findall(r"<style>(.*?)</style>", page, re.S)
        assert (len(scripts), len(styles)) == (2, 1)
        for text in (*scripts, *styles):
            assert base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() in policy[1]


def test_hostile_text_cannot_end_the_data(hostile: Archive) -> None:
    page = export(hostile, View(), "book", ration=under(FULL)).decode()
    raw = page.split('id="data">')[1].split("</script>")[0]
    assert not set(raw) & set("<>&\u2028\u2029")
    assert page.count("</script>") == 3
    assert HOSTILE[0] in [article["headline"] for article in json.loads(raw)["articles"]]
    assert all(article["url"] == "" or article["url"].startswith("https://") for article in json.loads(raw)["articles"])


def test_no_style_or_script_asks_for_a_file(archive: Archive) -> None:
    page = export(archive, View(), "book").decode()
    assert "url(" not in page.split("</style>")[0].replace("url(#", "")
    assert "sourceMappingURL" not in page
    assert not re.search(r"<(?:script|link|img)[^>]*(?:src|href)=\"(?!data:)", page.split("<body>")[0])


def test_text_goes_by_the_policy(archive: Archive) -> None:
    passages = data_of(export(archive, View(), "book", ration=under(LINK)).decode())["passages"]
    assert not [passage for passage in passages if passage["text"] and not passage["headline"]]


def test_a_small_archive_makes_a_small_file(archive: Archive) -> None:
    assert len(export(archive, View(), "book")) < 3_000_000
