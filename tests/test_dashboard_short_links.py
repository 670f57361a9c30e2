"""Short links in the page: they show what the long one shows to that reader, and no more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from articles.hosting.access import Role
from articles.hosting.installation import Installation
from articles.hosting.settings import Visibility
from articles.hosting.short_links import ShortLinks
from articles.view import View
from articles.views import archives
from tests.test_dashboard import html
from tests.test_dashboard_archives import Open, open_at

__all__ = ["open_at"]
OTHER = "lebanon-b-syria-b"
ASKED = View(archive=OTHER, query="slept", outlets=("",), without=("The Gazette",))


def short(home: Path, view: View = ASKED) -> str:
    code = ShortLinks(home).keep(view, Role.OWNER)
    assert code
    return code


def test_a_short_link_shows_what_its_long_form_shows(open_at: Open, tmp_path: Path) -> None:
    page, expected = (html(open_at(**link)) for link in ({"s": short(tmp_path)}, ASKED.to_query()))
    assert "Baghdad" in page
    assert page == expected


def test_a_step_on_from_it_has_the_long_link_and_leaves_the_letters_behind(open_at: Open, tmp_path: Path) -> None:
    app = open_at(s=short(tmp_path))
    assert dict(app.query_params) == {"s": short(tmp_path)}
    line = next(each for each in app.text_input if each.value)
    line.set_value("Baghdad").run()
    assert "s" not in app.query_params
    assert "Baghdad" in app.query_params["q"]
    assert OTHER in app.query_params["archive"]


@pytest.mark.parametrize("code", ["aaaaaaaaaa", "", "//evil.example", "<img src=x>", "../../etc/passwd", "x" * 5_000])
def test_letters_nobody_kept_are_told_with_a_way_on(open_at: Open, code: str) -> None:
    app = open_at(s=code)
    assert app.title[0].value == "There is no such link"
    page = html(app)
    assert 'href="./?archive=main"' in page
    assert "Mosul" not in page
    assert "<img" not in page
    assert "evil" not in page


@pytest.mark.parametrize(("role", "is_open"), [(Role.PUBLIC, False), (Role.READER, True)])
def test_it_opens_no_archive_that_the_long_one_does_not_open_and_names_it_to_nobody(
    open_at: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, role: Role, is_open: bool
) -> None:
    settings = Installation(tmp_path).find(OTHER).settings
    settings.change(lambda told: replace(told, visibility=Visibility.SIGNED_IN))
    monkeypatch.setattr(archives, "role_here", lambda: role)
    app = open_at(s=short(tmp_path))
    assert ("Baghdad" in html(app)) is is_open
    if not is_open:
        assert app.title[0].value == "There is no such link"
        assert OTHER not in "".join(map(str, app.main))
        assert "slept" not in "".join(map(str, app.main))


def test_one_to_an_archive_that_was_put_away_says_that_there_is_none(open_at: Open, tmp_path: Path) -> None:
    code = short(tmp_path)
    assert "Baghdad" in html(open_at(s=code))
    Installation(tmp_path).trash(OTHER)
    assert open_at(s=code).title[0].value == "There is no such link"
