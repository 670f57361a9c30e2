"""What a chat is told of a link: the archive and the place, where whoever asks may see them, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from articles.hosting.access import Role
from articles.hosting.installation import Installation
from articles.hosting.settings import Visibility
from articles.hosting.short_links import ShortLinks
from articles.imports.importing import import_outcomes
from articles.library import open_library
from articles.reading import Outcome
from articles.view import View
from articles.views.previewing import _PAGE, _STREAMLITS, PICTURE, asked_for, head, title_of
from tests.articles.builders import MOSUL, FakeGeoparse, an_article


@pytest.fixture
def lebanon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An archive for those who have signed in."""
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    housing = Installation(tmp_path).new("Lebanon <2006>")
    housing.settings.change(lambda settings: replace(settings, visibility=Visibility.SIGNED_IN))
    library = open_library(FakeGeoparse, housing=housing)
    import_outcomes(library.own, FakeGeoparse(), [Outcome("test", (an_article(),))])
    library.own.close()
    return housing.slug


def test_a_link_is_called_by_its_place_and_archive_for_whom_may_see_them(lebanon: str) -> None:
    view = View(archive=lebanon, place=MOSUL.id)
    assert title_of(view, Role.READER) == "Mosul · Lebanon <2006> · Dateline"
    assert title_of(view.with_(place="nowhere"), Role.READER) == "Lebanon <2006> · Dateline"


@pytest.mark.parametrize("role", [Role.NOBODY, Role.PUBLIC])
def test_nobody_else_is_told_that_there_is_such_an_archive(lebanon: str, role: Role) -> None:
    told = {title_of(View(archive=slug, place=MOSUL.id), role) for slug in (lebanon, "no-such", "../etc")}
    assert told == {"Dateline"}


def test_what_stands_in_the_head_is_escaped() -> None:
    made = head('<script>"x"</script>', "https://example.org/dateline")
    assert "<script>" not in made
    assert '"https://example.org/dateline/preview.png"' in made


@pytest.mark.parametrize("address", ["", "javascript:alert(1)", "//evil.example", 'x"><script>'])
def test_without_an_address_there_is_a_title_and_no_picture(address: str) -> None:
    assert "og:image" not in head("Dateline", address)


def test_streamlits_page_still_has_the_place_for_it_and_the_picture_its_size() -> None:
    assert _PAGE.read_text("utf-8").count(_STREAMLITS) == 1
    with Image.open(PICTURE) as picture:
        assert picture.size == (1200, 630)
    assert PICTURE.stat().st_size < 300_000, "chats fetch no larger ones"


def test_a_short_link_is_called_as_its_long_form_for_the_same_reader(lebanon: str, tmp_path: Path) -> None:
    view = View(archive=lebanon, place=MOSUL.id, query="troops")
    code = ShortLinks(tmp_path).keep(view, Role.OWNER)
    found = asked_for({"s": [code]})
    assert found == view
    assert title_of(found, Role.READER) == "Mosul · Lebanon <2006> · Dateline"
    assert title_of(found, Role.PUBLIC) == "Dateline"
    assert asked_for({"s": ["aaaaaaaaaa"], "place": [MOSUL.id]}) is None
