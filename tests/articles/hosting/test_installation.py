"""Several archives, each in its own folder; no word leads out of it, and nothing is ever deleted."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.hosting.installation import LONGEST_SLUG, Installation, UnknownArchiveError, is_slug, slug_of
from articles.hosting.settings import SettingsError
from articles.library import open_library, rebuild
from articles.storage.database import ArchiveError
from articles.view import View
from tests.articles.builders import FakeGeoparse, an_article

HOSTILE = [
    "../main",
    "..",
    ".",
    "/etc",
    "a/b",
    "a\\b",
    "con",
    "A",
    "é",
    "x" * 41,
    "lebanon\n",
    "lebanon\0",
    "-a",
    "%2e",
]


def slugs(installation: Installation) -> list[str]:
    return [each.slug for each in installation.archives()]


def test_an_installation_made_before_there_were_several_is_the_archive_main_without_a_move(tmp_path: Path) -> None:
    (tmp_path / "archive.sqlite").write_bytes(b"work")
    (tmp_path / "decisions.jsonl").write_bytes(b"decisions")
    (main,) = Installation(tmp_path).archives()
    assert (main.slug, main.archive.read_bytes(), main.decisions.read_bytes()) == ("main", b"work", b"decisions")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive.sqlite", "decisions.jsonl"]


def test_a_new_archive_has_a_folder_a_name_for_links_and_its_title(tmp_path: Path) -> None:
    installation = Installation(tmp_path)
    made = installation.new("  Lebanon,\n 2006 ")
    assert (made.slug, made.title, made.folder) == ("lebanon-2006", "Lebanon, 2006", tmp_path / "archives/lebanon-2006")
    assert installation.find("lebanon-2006") == made
    assert slugs(installation) == ["main", "lebanon-2006"]


def test_titles_that_a_link_cannot_bear_have_a_name_all_the_same(tmp_path: Path) -> None:
    installation = Installation(tmp_path)
    assert [installation.new(title).slug for title in ("لبنان", "عراق", "Con", "Main!", "Liban!", "Liban?")] == [
        "archive", "archive-2", "archive-3", "archive-4", "liban", "liban-2",
    ]  # fmt: skip


@pytest.mark.parametrize("title", ["", " \n\t", "\u202e"])
def test_an_archive_without_a_title_is_refused(tmp_path: Path, title: str) -> None:
    with pytest.raises(ArchiveError, match="needs a title"):
        Installation(tmp_path).new(title)


def test_no_two_archives_are_called_the_same(tmp_path: Path) -> None:
    installation = Installation(tmp_path)
    installation.new("Lebanon")
    with pytest.raises(ArchiveError, match="already"):
        installation.new("LEBANON")
    with pytest.raises(ArchiveError, match="already"):
        installation.rename("main", "Lebanon")


@pytest.mark.parametrize("slug", HOSTILE)
def test_no_word_leads_out_of_the_folder(tmp_path: Path, slug: str) -> None:
    home = tmp_path / "home"
    (home / "archives" / "lebanon").mkdir(parents=True)
    (tmp_path / "main").mkdir()
    for ask in (Installation(home).find, Installation(home).trash):
        with pytest.raises(UnknownArchiveError, match="there is no archive"):
            ask(slug)


@given(st.text(max_size=60))
def test_a_name_made_of_a_title_is_always_one_that_is_found(title: str) -> None:
    slug = slug_of(title)
    assert slug == "" or is_slug(slug)
    assert len(slug) <= LONGEST_SLUG


def test_what_is_no_archive_in_the_folder_is_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "archives"
    folder.mkdir()
    (folder / "file").write_bytes(b"")
    (folder / "Not A Slug").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (folder / "link").symlink_to(tmp_path / "elsewhere")
    assert slugs(Installation(tmp_path)) == ["main"]
    assert Installation(tmp_path).new("Link").slug == "link-2"


def test_a_title_may_change_and_links_stay(tmp_path: Path) -> None:
    installation = Installation(tmp_path)
    installation.new("Lebanon")
    assert installation.rename("lebanon", "Liban").title == "Liban"
    assert installation.find("lebanon").title == "Liban"
    assert installation.rename("main", "Iraq").title == "Iraq"


def test_what_is_deleted_lies_in_the_trash_whole_and_can_be_moved_back(tmp_path: Path) -> None:
    installation = Installation(tmp_path, clock=lambda: datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    for _ in range(2):
        folder = installation.new("Lebanon").folder
        (folder / "decisions.jsonl").write_bytes(b"work")
        target = installation.trash("lebanon")
        assert (target / "decisions.jsonl").read_bytes() == b"work"
    assert sorted(path.name for path in (tmp_path / "trash").iterdir()) == [
        "20260102T030405-2-lebanon", "20260102T030405-lebanon",
    ]  # fmt: skip
    assert slugs(installation) == ["main"]
    target.rename(tmp_path / "archives" / "lebanon")
    assert installation.find("lebanon").title == "Lebanon"


def test_the_archive_main_is_never_put_in_the_trash(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="stays"):
        Installation(tmp_path).trash("main")


def test_a_folder_that_cannot_be_written_is_told_with_the_remedy(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("a file where the folder should be")
    with pytest.raises(ArchiveError, match="see that the folder is yours"):
        Installation(home).new("Lebanon")


def test_settings_that_cannot_be_read_shut_their_own_archive_only(tmp_path: Path) -> None:
    installation = Installation(tmp_path)
    broken = installation.new("Lebanon")
    broken.settings.path.write_text("visibility = 'all'")
    with pytest.raises(SettingsError):
        broken.settings.read()
    assert [each.title for each in installation.archives()] == ["Main", "Lebanon"]
    assert installation.new("Iran").settings.read().title == "Iran"


def test_archives_hold_their_own_articles_and_are_made_again_from_their_own_sources(tmp_path: Path) -> None:
    installation, geoparse = Installation(tmp_path), FakeGeoparse()
    lebanon = installation.new("Lebanon")
    for housing, text in ((installation.find("main"), "Mosul fell."), (lebanon, "Baghdad slept.")):
        own = open_library(lambda: geoparse, housing=housing).own
        article = an_article(text, headline=text)
        own.add(article, geoparse(article))
        own.close()
    lebanon.archive.unlink()
    assert rebuild(geoparse, housing=lebanon).added == 1
    library = open_library(lambda: geoparse, housing=lebanon)
    (hit,) = library.archive.hits(View(query="slept"), limit=1)
    assert hit.article.headline == "Baghdad slept."
    assert not library.archive.hits(View(query="Mosul"))


def test_an_empty_archive_of_ones_own_is_empty_and_shows_no_sample(tmp_path: Path) -> None:
    library = open_library(FakeGeoparse, housing=Installation(tmp_path).new("Lebanon"))
    assert not library.is_sample
    assert library.archive.is_empty
