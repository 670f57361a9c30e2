"""The first archive, taken along: the counts a careful reader finds in it, in every file.

It is not ours to ship: the tests skip where ``../shared`` (or the folder DATELINE_SHARED names) is not there.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from articles.archive import Archive
from articles.export.formats import export
from articles.geoparsing import ArticleGeoparser
from articles.hosting.policy import LINK, USUAL_SENTENCES
from articles.imports.importing import import_outcomes
from articles.passages import sentences
from articles.reading import read_paths
from articles.view import View
from places.mention import Kind
from tests.articles.export.conftest import under

SHARED = Path(os.environ.get("DATELINE_SHARED") or Path(__file__).parents[4] / "shared")
TAG_PAGE = SHARED / "corpus" / "iran-in-iraq-tag-page.txt"
EVERY_KIND = View(kinds=tuple(Kind))

pytestmark = [
    pytest.mark.skipif(not TAG_PAGE.exists(), reason=f"the first archive is not there: {TAG_PAGE}"),
    pytest.mark.slow,
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    made = Archive.open(tmp_path_factory.mktemp("first") / "archive.sqlite")
    import_outcomes(made, ArticleGeoparser.ensure(), read_paths([TAG_PAGE]))
    yield made
    made.close()


def test_the_table_has_a_row_for_every_mention_a_reader_counts(archive: Archive) -> None:
    rows = list(csv.DictReader(io.StringIO(export(archive, EVERY_KIND, "csv").decode("utf-8-sig"), newline="")))
    mosul = [row for row in rows if row["name"] == "Mosul" and row["country"] == "IQ"]
    assert (len(mosul), len({row["article_id"] for row in mosul}), len({row["outlet"] for row in mosul})) == (40, 5, 3)
    assert "al-houd" in [row["toponym"].casefold() for row in rows if row["status"] == "unknown"]
    assert all(len(sentences(row["passage"].strip("… "))) <= USUAL_SENTENCES for row in rows)


def test_the_map_tells_the_same_counts(archive: Archive) -> None:
    found = json.loads(export(archive, EVERY_KIND, "geojson"))["features"]
    told = {f["properties"]["place_id"]: f["properties"] for f in found if f["properties"]["drawn_as"] == "point"}
    counts = archive.places(EVERY_KIND)
    assert [(told[c.place.id]["mentions"], told[c.place.id]["articles"]) for c in counts] == [
        (c.mentions, c.articles) for c in counts
    ]


def test_the_book_is_small_and_holds_no_more_text_than_it_may(archive: Archive) -> None:
    made = export(archive, View(), "book")
    assert len(made) < 1_000_000
    linked = export(archive, View(), "book", ration=under(LINK)).decode()
    body = next(hit.passage.text for hit in archive.hits(View(), limit=100) if not hit.passage.is_headline)
    assert re.sub(r"\W", "", body[:60]) not in re.sub(r"\W", "", linked)
