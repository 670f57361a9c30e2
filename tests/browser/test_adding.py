"""Articles come in through the page: columns and missing facts are confirmed, what was stopped goes on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from articles.archive import Archive
from articles.imports.jobs import Imports
from articles.imports.order import Order
from tests.articles.builders import FakeGeoparse
from tests.browser.conftest import Serve, Visit
from tests.browser.test_dashboard import PAGE, _gazetteer

__all__ = ["_gazetteer"]

pytestmark = pytest.mark.browser

TEXT = "The army said that the road from Mosul to Baghdad was open again. " * 4
TABLE = "Titel;Inhalt;Datum;Quelle\n" + "".join(
    f"The road is open {n};{TEXT};28.10.2016;Coastal Gazette\n" for n in range(3)
)


def shown(page: Any, text: str) -> None:
    page.wait_for_selector(f"[data-testid=stAlert]:has-text('{text}')")


def test_a_table_is_confirmed_and_comes_in_and_its_report_can_be_read_later(
    visit: Visit, serve: Serve, tmp_path: Path
) -> None:
    page = visit(f"{serve(PAGE, DATELINE_HOME=str(tmp_path))}/add")
    table = {"name": "www.evil.example.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    picture = {"name": "empty.txt", "mimeType": "text/plain", "buffer": b" "}
    page.set_input_files("input[type=file]", [table, picture])
    page.wait_for_selector("text=3 articles found, 3 without an outlet")
    source = page.get_by_role("combobox", name="Quelle")
    source.fill("outlet")
    source.press("Enter")
    page.wait_for_selector("text=/3 articles found, 1 part/")
    page.click("button:has-text('Add to the archive'):visible")
    shown(page, "3 articles added, 1 left out")
    page.wait_for_selector("text=empty.txt: The file is empty")
    # A file's name is anybody's words, and no link.
    assert page.locator("a[href*='evil']").count() == 0
    page.get_by_role("tab", name="Past imports").click()
    page.wait_for_selector("[role=tabpanel] [data-testid=stAlert]:has-text('3 articles added, 1 left out')")
    page.click("[data-testid=stTopNavLink]:has-text('Explore')")
    page.wait_for_selector(".stSidebar ol.dl-places >> text=Mosul")


def test_an_import_that_was_stopped_goes_on_while_one_reads(visit: Visit, serve: Serve, tmp_path: Path) -> None:
    lines = ({"title": f"Road {n} is open", "text": TEXT, "date": "2016-10-28"} for n in range(40))
    data = "\n".join(map(json.dumps, lines)).encode()
    archive = Archive.open(tmp_path / "archive.sqlite")
    imports = Imports(tmp_path)

    def stop(fraction: float, _what: str) -> None:
        if fraction > 0.2:
            raise KeyboardInterrupt

    id_ = imports.begin(Order((), ()), [("roads.jsonl", data)])
    with pytest.raises(KeyboardInterrupt):
        imports.run(id_, archive, FakeGeoparse(), stop)
    archive.close()
    page = visit(f"{serve(PAGE, DATELINE_HOME=str(tmp_path))}/add")
    shown(page, "The import of roads.jsonl was stopped")
    page.click("button:has-text('Go on')")
    shown(page, "roads.jsonl: 40 articles added.")
    assert page.locator("button:has-text('Go on')").count() == 0
    assert imports.past(id_).head.ending == "done"
