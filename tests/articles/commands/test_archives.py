"""Several archives on the command line, before the command or after it; each keeps its own articles and settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from articles.__main__ import main
from articles.hosting.audit import AUDIT
from articles.hosting.installation import Installation
from articles.hosting.policy import LINK, Allowance, Rule
from articles.hosting.settings import Visibility
from tests.articles.builders import FakeGeoparse


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "home"


def run(*arguments: str) -> int:
    return main(arguments, lambda _: FakeGeoparse())


def article(folder: Path, text: str) -> str:
    path = folder / f"{text[:6]}.md"
    path.write_text(f"# Headline\n\n{text}\n", encoding="utf-8")
    return str(path)


def test_each_archive_answers_of_its_own_articles(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("archives", "new", "Lebanon") == 0
    assert run("import", article(tmp_path, "Mosul fell.")) == 0
    assert run("import", "--archive", "lebanon", article(tmp_path, "Baghdad slept.")) == 0
    capsys.readouterr()
    assert run("places") == 0
    assert "Mosul" in (said := capsys.readouterr().out) and "Baghdad" not in said
    for arguments in (("--archive", "lebanon", "places"), ("places", "--archive", "lebanon")):
        assert run(*arguments) == 0
        assert "Baghdad" in (said := capsys.readouterr().out) and "Mosul" not in said
    assert run("check", "--archive", "lebanon") == 0
    assert run("rebuild", "--archive", "lebanon") == 0


@pytest.mark.parametrize("name", ["nowhere", "../home", "/"])
def test_an_archive_that_is_not_there_is_told(home: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("places", "--archive", name) == 1
    assert f"there is no archive {name!r}" in capsys.readouterr().err


def test_settings_are_changed_one_by_one_and_stay(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("archives", "new", "Lebanon", "--visibility", "editors", "--public", "link") == 0
    assert run("archives", "set", "lebanon", "--outlet", "An-Nahar", "--signed-in", "snippet 2") == 0
    assert run("archives", "set", "lebanon", "--title", "Liban", "--signed-in", "snippet") == 0
    housing = Installation(home).find("lebanon")
    settings = housing.settings.read()
    assert (housing.title, settings.visibility) == ("Liban", Visibility.EDITORS)
    assert settings.policy.default == Rule(LINK, Allowance(3))
    assert settings.policy.rule("an-nahar") == Rule(LINK, Allowance(2))
    assert run("archives", "set", "lebanon", "--outlet", "An-Nahar", "--as-others") == 0
    assert housing.settings.read().policy.outlets == ()
    assert '"what": "settings"' in (housing.folder / AUDIT).read_text()
    assert "Liban" in capsys.readouterr().out


def test_what_the_public_is_given_an_export_gives(home: Path, tmp_path: Path) -> None:
    assert run("import", article(tmp_path, "Mosul fell.")) == 0
    out = tmp_path / "out.csv"
    assert run("export", "csv", "--out", str(out)) == 0
    whole = out.read_text()
    assert run("archives", "set", "main", "--public", "link") == 0
    assert run("export", "csv", "--out", str(out)) == 0
    assert out.read_text().count("Mosul fell.") < whole.count("Mosul fell.")
    assert run("export", "csv", "--out", str(out), "--policy", "full") == 0
    assert out.read_text() == whole


def test_what_goes_to_the_trash_is_told_and_main_stays(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("archives", "new", "Lebanon") == 0
    assert run("archives", "trash", "lebanon") == 0
    assert "move that folder back" in capsys.readouterr().out
    assert run("archives") == 0
    assert "lebanon" not in capsys.readouterr().out
    assert run("archives", "trash", "main") == 1
    assert "stays" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("set", "main", "--as-others"), "--outlet NAME"),
        (("set", "main", "--outlet", " "), "without a name"),
        (("new", " "), "needs a title"),
        (("set", "nowhere"), "there is no archive"),
    ],
)
def test_what_cannot_be_done_is_told(
    home: Path, arguments: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("archives", *arguments) == 1
    assert says in capsys.readouterr().err


def test_what_leaves_an_archive_bears_its_title(home: Path, tmp_path: Path) -> None:
    assert run("archives", "new", "Lebanon & Syria") == 0
    assert run("import", "--archive", "lebanon-syria", article(tmp_path, "Baghdad slept.")) == 0
    out = tmp_path / "brief.html"
    assert run("export", "brief-html", "--archive", "lebanon-syria", "--out", str(out)) == 0
    assert "<h1>Lebanon &amp; Syria</h1>" in out.read_text(encoding="utf-8")
    assert run("export", "brief-html", "--archive", "lebanon-syria", "--title", "Other", "--out", str(out)) == 0
    assert "<h1>Other</h1>" in out.read_text(encoding="utf-8")
