"""What the page says where it cannot open its files, and the way out it offers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.conftest import Serve, Visit

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "dashboard.py"
DAMAGED = b"no archive " * 500


def test_a_damaged_archive_is_told_in_words_and_made_again_on_a_click(
    visit: Visit, serve: Serve, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    note = tmp_path / "note.md"
    note.write_text(
        "---\nheadline: Flood\noutlet: Gazette\ndate: 2020-01-02\n---\n\nThe city of Basra is under water.\n"
    )
    command = [sys.executable, "-m", "articles", "import", str(note)]
    subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "DATELINE_HOME": str(home)})
    for file in home.glob("archive.sqlite*"):  # SQLite would mend the archive from its write-ahead log
        file.unlink()
    (home / "archive.sqlite").write_bytes(DAMAGED)
    page = visit(serve(PAGE, DATELINE_HOME=str(home)))
    page.wait_for_selector("h1:has-text('Dateline cannot open its files')")
    page.wait_for_selector("[data-testid=stAlert] >> text=is no archive or is damaged")
    page.click("button:has-text('Make the archive again')")
    page.wait_for_selector(".stSidebar ol.dl-places >> text=Basra")


def test_where_nothing_is_left_to_make_it_from_the_page_says_so(visit: Visit, serve: Serve, tmp_path: Path) -> None:
    (tmp_path / "archive.sqlite").write_bytes(DAMAGED)
    page = visit(serve(PAGE, DATELINE_HOME=str(tmp_path)))
    page.wait_for_selector("text=move the archive away")
    assert page.locator("button:has-text('Make the archive again')").count() == 0
    (tmp_path / "archive.sqlite").unlink()
    page.click("button:has-text('Try again')")
    page.wait_for_selector(".dl-sample")
