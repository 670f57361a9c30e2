"""``import`` and ``imports`` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from articles.__main__ import main
from articles.article import Article
from places.resolution import Resolution
from tests.articles.builders import FakeGeoparse


class Home:
    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.geoparse = FakeGeoparse()
        self._capture = capture

    def run(self, *arguments: str) -> tuple[int, str]:
        """The exit status, and all that was printed."""
        self._capture.readouterr()
        status = main(arguments, lambda _: self.geoparse)
        return status, "".join(self._capture.readouterr())

    def write(self, name: str, text: str) -> str:
        (self.folder / name).write_text(text, encoding="utf-8")
        return str(self.folder / name)

    def imports(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.run("imports", "--json")[1].splitlines()]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("DATELINE_FEEDS", raising=False)
    return Home(tmp_path, capsys)


STORIES = "title,text\nOne,Troops entered Mosul.\nTwo,Troops entered Baghdad.\nThree,\n"


def test_the_report_of_an_import_can_be_read_later(home: Home) -> None:
    assert home.run("imports")[1].startswith("Nothing was imported yet")
    assert home.run("import", home.write("a.csv", STORIES))[0] == 0
    (past,) = home.imports()
    assert past["counts"] == {"added": 2, "skipped": 1}
    assert "a.csv" in home.run("imports")[1]
    report = home.run("imports", str(past["id"]))[1]
    for told in ("2 added, 1 skipped", "One (without published and outlet)", "“Three” has no text"):
        assert told in report
    steps = [json.loads(line) for line in home.run("imports", str(past["id"]), "--json")[1].splitlines()]
    assert [step["did"] for step in steps].count("added") == 2


class InterruptedGeoparse(FakeGeoparse):
    def __call__(self, article: Article) -> tuple[Resolution, ...]:
        if self.parsed:
            raise KeyboardInterrupt
        return super().__call__(article)


def test_what_the_command_line_does_is_audited_without_a_word_of_the_articles(home: Home) -> None:
    home.run("import", home.write("stories.csv", STORIES))
    home.run("rebuild")
    lines = (home.folder / "home" / "audit.jsonl").read_text().splitlines()
    told = [json.loads(line) for line in lines]
    assert [each["what"] for each in told] == ["import", "rebuild"]
    assert (told[0]["added"], told[1]["articles"]) == (2, 2)
    assert "Mosul" not in "".join(lines)


def test_an_import_that_was_stopped_is_gone_on_with_or_given_up(home: Home) -> None:
    path = home.write("a.csv", STORIES)
    home.geoparse = InterruptedGeoparse()
    assert home.run("import", path)[0] == 130
    home.geoparse = FakeGeoparse()
    id_ = str(home.imports()[0]["id"])
    other = home.write("b.csv", "title,text\nFour,Troops left.\n")
    assert f"import --resume {id_} goes on" in home.run("import", other)[1]
    assert "2 added" in home.run("import", "--resume")[1]
    assert home.run("import", "--resume") == (1, "articles: no import was stopped: there is nothing to go on with\n")
    home.geoparse = InterruptedGeoparse()
    home.run("import", home.write("c.csv", STORIES.replace("Troops", "Trucks")))
    stopped = str(home.imports()[0]["id"])
    assert "cancelled" in home.run("import", "--cancel", stopped)[1]
    assert home.imports()[0]["state"] == "cancelled"


def test_columns_and_an_outlet_can_be_said(home: Home) -> None:
    path = home.write("a.csv", "kop;stuk\nOne;Troops entered Mosul.\n")
    assert home.run("import", path)[0] == 1
    assert home.run("import", path, "--column", "text=stuk", "--column", "headline=kop", "--outlet", "Gazette")[0] == 0
    assert "Gazette" in home.run("passages")[1]
    with pytest.raises(SystemExit):
        home.run("import", path, "--column", "stuk")


def test_feeds_are_not_fetched_until_they_are_switched_on(home: Home) -> None:
    status, said = home.run("import", "--feed", "https://news.example/feed")
    assert (status, "set DATELINE_FEEDS" in said) == (1, True)


def test_an_import_of_nothing_is_told(home: Home) -> None:
    assert home.run("import") == (1, "articles: there is nothing to import: name a file or a folder\n")
