"""Several archives in one page: the link says which, no word in it leads elsewhere, and sessions keep apart."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest  # noqa: TID251  the page under test

from articles.hosting.access import Role
from articles.hosting.installation import Housing, Installation
from articles.hosting.settings import Visibility
from articles.imports.importing import import_outcomes
from articles.library import Library, open_library
from articles.reading import Outcome
from articles.views import archives, opening
from articles.views.archives import housing_here
from tests.articles.builders import FakeGeoparse, an_article
from tests.test_dashboard import PAGE, FakeDesk, html

Open = Callable[..., AppTest]


@pytest.fixture
def open_at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Open]:
    """``open_at(archive="lebanon")`` is the page of an installation with two archives, once it has run."""
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    installation, libraries = Installation(tmp_path), dict[str, Library]()
    texts = {"main": "Mosul fell.", installation.new("Lebanon & <b>Syria</b>").slug: "Baghdad slept."}
    texts[installation.new("Empty").slug] = ""
    for slug, text in texts.items():
        libraries[slug] = library = open_library(FakeGeoparse, housing=installation.find(slug))
        if text:
            import_outcomes(library.own, FakeGeoparse(), [Outcome("test", (an_article(text, headline=text),))])
    monkeypatch.setattr(opening, "desk", lambda: FakeDesk(libraries[housing_here().slug]))

    def run(**link: str) -> AppTest:
        app = AppTest.from_file(str(PAGE), default_timeout=30)
        for name, value in link.items():
            app.query_params[name] = value
        return app.run()

    yield run
    for library in libraries.values():
        library.own.close()


def test_the_link_says_which_archive_and_main_needs_no_name(open_at: Open) -> None:
    assert "Mosul" in html(open_at())
    assert "Mosul" in html(open_at(archive="main"))
    other = html(open_at(archive="lebanon-b-syria-b"))
    assert "Baghdad" in other
    assert "Mosul" not in other


def test_every_link_of_the_page_stays_in_its_archive(open_at: Open) -> None:
    page = html(open_at(archive="lebanon-b-syria-b", q="slept"))
    links = [part.partition('"')[0] for part in page.split('href="')[1:]]
    views = [link for link in links if link.startswith(("?", "./?"))]
    assert views
    assert [link for link in views if "archive=" not in link] == []


def test_the_switch_names_all_archives_as_what_they_are_called_and_no_markup(open_at: Open) -> None:
    page = html(open_at())
    assert "Lebanon &amp; &lt;b&gt;Syria&lt;/b&gt;" in page
    assert "<b>Syria" not in page
    assert 'href="./?archive=lebanon-b-syria-b"' in page


def test_an_archive_that_holds_nothing_yet_leads_to_adding_to_it(open_at: Open) -> None:
    page = html(open_at(archive="empty"))
    assert "This archive holds nothing yet" in page
    assert 'href="add?archive=empty"' in page


@pytest.mark.parametrize("slug", ["nowhere", "../main", "..", "/etc/passwd", "<img src=x>", "**a**", "x" * 500, "\x00"])
def test_a_link_to_no_archive_is_told_with_a_way_out(open_at: Open, slug: str) -> None:
    app = open_at(archive=slug)
    assert app.title[0].value == "There is no such archive"
    page = html(app)
    assert 'href="./?archive=main"' in page
    assert "<img" not in page
    assert "Mosul" not in page


@pytest.mark.parametrize(
    ("visibility", "role", "is_open"),
    [
        (Visibility.PUBLIC, Role.PUBLIC, True),
        (Visibility.SIGNED_IN, Role.PUBLIC, False),
        (Visibility.SIGNED_IN, Role.READER, True),
        (Visibility.EDITORS, Role.READER, False),
        (Visibility.EDITORS, Role.EDITOR, True),
    ],
)
def test_an_archive_is_there_for_those_alone_whom_it_is_open_to(
    open_at: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    visibility: Visibility, role: Role, is_open: bool,
) -> None:  # fmt: skip
    slug = "lebanon-b-syria-b"
    settings = Installation(tmp_path).find(slug).settings
    settings.change(lambda told: replace(told, visibility=visibility))
    monkeypatch.setattr(archives, "role_here", lambda: role)
    page = html(open_at(archive=slug))
    assert ("Baghdad" in page) is is_open
    assert (f"archive={slug}" in html(open_at())) is is_open


def test_settings_that_cannot_be_read_show_an_archive_to_nobody_but_its_editors(
    open_at: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slug = "lebanon-b-syria-b"
    Installation(tmp_path).find(slug).settings.path.write_text("visibility = 'all'")
    monkeypatch.setattr(archives, "role_here", lambda: Role.READER)
    assert open_at(archive=slug).title[0].value == "There is no such archive"


def test_what_was_selected_in_one_archive_is_forgotten_in_another(open_at: Open) -> None:
    app = open_at(archive="main", place="99072")
    assert app.session_state["view"].place == "99072"
    app.query_params["archive"] = "lebanon-b-syria-b"
    del app.query_params["place"]
    app.run()
    assert app.session_state["view"].place == ""
    assert "Baghdad" in html(app)


def test_a_page_that_the_address_does_not_follow_to_is_of_the_sessions_archive(open_at: Open) -> None:
    app = open_at(archive="lebanon-b-syria-b")
    del app.query_params["archive"]
    app.run()
    assert "Baghdad" in html(app)


def test_sessions_at_different_archives_do_not_disturb_each_other(open_at: Open) -> None:
    one, other = open_at(archive="main", q="Mosul"), open_at(archive="lebanon-b-syria-b", q="slept")
    for _ in range(2):
        assert "Mosul" in (page := html(one.run()))
        assert "Baghdad" not in page
        assert "Baghdad" in (page := html(other.run()))
        assert "Mosul" not in page


def test_an_archive_is_opened_once_and_another_beside_it_meanwhile(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    slow, quick = Installation(tmp_path).find("main"), Installation(tmp_path).new("Quick")
    shared, opened, may_go_on = opening._Shared(), list[str](), threading.Event()
    at = threading.local()

    class Desk:
        def __init__(self, _shelf: object, housing: Housing, _progress: object) -> None:
            opened.append(housing.slug)
            assert housing != slow or may_go_on.wait(10)

    monkeypatch.setattr(opening, "Desk", Desk)
    monkeypatch.setattr(opening, "Shelf", lambda _progress: None)
    monkeypatch.setattr(opening, "_shared", lambda: shared)
    monkeypatch.setattr(opening, "require", lambda *_: None)
    monkeypatch.setattr(opening, "housing_here", lambda: at.housing)

    def ask(housing: Housing) -> opening.Desk:
        at.housing = housing
        return opening.desk()

    with ThreadPoolExecutor(3) as pool:
        waiting = [pool.submit(ask, slow) for _ in range(2)]
        first = pool.submit(ask, quick).result(10)
        may_go_on.set()
        assert waiting[0].result(10) is waiting[1].result(10)
    assert ask(quick) is first
    assert sorted(opened) == ["main", "quick"]


def test_an_archive_made_again_under_the_same_name_is_opened_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    installation, shared = Installation(tmp_path), opening._Shared()
    monkeypatch.setattr(opening, "Desk", lambda *_: object())
    monkeypatch.setattr(opening, "Shelf", lambda _progress: None)
    monkeypatch.setattr(opening, "_shared", lambda: shared)
    monkeypatch.setattr(opening, "require", lambda *_: None)
    monkeypatch.setattr(opening, "housing_here", lambda: installation.find("lebanon"))
    installation.new("Lebanon")
    before = opening.desk()
    installation.trash("lebanon")
    installation.new("Lebanon")
    assert opening.desk() is not before
