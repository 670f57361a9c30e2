"""Several archives in one page: the link says which, no word in it leads elsewhere, and sessions keep apart."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest  # noqa: TID251  the page under test

import articles.views.opening
from articles.importing import import_outcomes
from articles.installation import Installation
from articles.library import Library, open_library
from articles.reading import Outcome
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
    for slug, text in texts.items():
        libraries[slug] = library = open_library(FakeGeoparse, housing=installation.find(slug))
        import_outcomes(library.own, FakeGeoparse(), [Outcome("test", (an_article(text, headline=text),))])
    monkeypatch.setattr(articles.views.opening, "desk", lambda: FakeDesk(libraries[housing_here().slug]))

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


@pytest.mark.parametrize("slug", ["nowhere", "../main", "..", "/etc/passwd", "<img src=x>", "**a**", "x" * 500, "\x00"])
def test_a_link_to_no_archive_is_told_with_a_way_out(open_at: Open, slug: str) -> None:
    app = open_at(archive=slug)
    assert app.title[0].value == "There is no such archive"
    page = html(app)
    assert 'href="./?archive=main"' in page
    assert "<img" not in page
    assert "Mosul" not in page


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
    seen: dict[str, list[str]] = {"main": [], "lebanon-b-syria-b": []}

    def visit(slug: str) -> None:
        app = open_at(archive=slug)
        for _ in range(3):
            seen[slug].append(html(app.run()))

    threads = [threading.Thread(target=visit, args=(slug,)) for slug in seen]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all("Mosul" in page and "Baghdad" not in page for page in seen["main"])
    assert all("Baghdad" in page and "Mosul" not in page for page in seen["lebanon-b-syria-b"])
    assert [len(pages) for pages in seen.values()] == [3, 3]
