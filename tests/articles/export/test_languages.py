"""In which language a file to take along is: briefs and the map-book speak the page's, data are English."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from articles.archive import Archive
from articles.export.format import ExportFormat
from articles.export.formats import FORMATS, export
from articles.view import View
from articles.words import ENGLISH, use_language
from tests.articles.builders import an_article
from tests.articles.export.conftest import archive_of

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
_ARABIC = re.compile("[\u0600-\u06ff]")


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    use_language(ENGLISH)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return archive_of(tmp_path / "archive.sqlite", [an_article("Troops left Mosul for Baghdad.")], {})


def made(archive: Archive, format_: ExportFormat) -> bytes:
    return export(archive, View(), format_, now=lambda: NOON)


@pytest.mark.parametrize("format_", [each for each in FORMATS if each.is_data], ids=lambda each: each.name)
def test_data_are_the_same_whoever_takes_them_along(archive: Archive, format_: ExportFormat) -> None:
    english = made(archive, format_)
    use_language("ar")
    assert made(archive, format_) == english


@pytest.mark.parametrize("format_", [each for each in FORMATS if not each.is_data], ids=lambda each: each.name)
def test_what_people_read_speaks_their_language(archive: Archive, format_: ExportFormat) -> None:
    use_language("ar")
    file = made(archive, format_)
    if format_.suffix == ".docx":
        file = zipfile.ZipFile(io.BytesIO(file)).read("word/document.xml")
    text = file.decode()
    assert _ARABIC.search(text)
    assert "Method" not in text
