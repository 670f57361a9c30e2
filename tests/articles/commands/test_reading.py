"""The command line imports, lists what views ask for, and says in words what it could not do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from articles.__main__ import main
from places.geonames.progress import Progress
from places.place import Place
from tests.articles.builders import MOSUL, NAMES, FakeGeoparse, a_place

TEXT = "Troops left {} for Baghdad.\n\nTehran warned Baghdad.\n\nThe Iraqi side is silent on al-Houd.\n"
DIGEST = "---\nheadline: {headline}\noutlet: {outlet}\ndate: {date}\nauthor: A. Writer\n---\n\n{text}"


class Home:
    """A user's folders, a shell in them, and a fake geoparser in the place of the real one."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.names: dict[str, Place | None] = dict(NAMES)
        self.version = "fake 1"
        self._capture = capture
        self.out = self.err = ""

    def run(self, *arguments: str) -> int:
        """The exit status; ``out`` and ``err`` are what was printed."""
        self._capture.readouterr()
        status = main(arguments, self.make_geoparse)
        self.out, self.err = self._capture.readouterr()
        return status

    def json(self, *arguments: str) -> list[dict[str, object]]:
        assert self.run(*arguments, "--json") == 0
        answer: list[dict[str, object]] = json.loads(self.out)
        return answer

    def names_of(self, *arguments: str) -> list[tuple[object, object]]:
        return [(record["name"], record["mentions"]) for record in self.json("places", *arguments)]

    def write(self, name: str, *, city: str = "Mosul", outlet: str = "The Example", date: str = "2017-01-25") -> str:
        path = self.folder / name
        text = TEXT.format(city)
        path.write_text(DIGEST.format(headline=name, outlet=outlet, date=date, text=text), encoding="utf-8")
        return str(path)

    def make_geoparse(self, _progress: Progress) -> FakeGeoparse:
        return FakeGeoparse(self.names, version=self.version)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "cache"))
    return Home(tmp_path, capsys)


@pytest.fixture
def filled(home: Home) -> Home:
    later = home.write("later.md", outlet="Another", date="2017-03-01")
    assert home.run("import", home.write("first.md"), later) == 0
    return home


def test_an_import_says_what_came_in(home: Home) -> None:
    path = home.write("first.md")
    assert home.run("import", path) == 0
    assert home.out == "1 added, 0 replaced, 0 unchanged\n"
    assert home.run("import", path) == 0
    assert home.out == "0 added, 0 replaced, 1 unchanged\n"
    home.write("first.md", city="Tehran")
    assert home.run("import", path) == 0
    assert home.out == "0 added, 1 replaced, 0 unchanged\n"


def test_a_folder_is_imported_and_what_cannot_be_read_is_listed(home: Home) -> None:
    home.write("first.md")
    (home.folder / "empty.txt").touch()
    (home.folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert home.run("import", str(home.folder)) == 0
    assert home.out.startswith("1 added")
    assert "empty.txt: The file is empty." in home.err
    assert "picture.png: " in home.err


def test_an_import_of_nothing_readable_fails(home: Home) -> None:
    assert home.run("import", str(home.folder / "missing.txt")) == 1
    assert "missing.txt: There is no such file." in home.err
    assert home.out == "0 added, 0 replaced, 0 unchanged\n"


def test_places_come_as_a_list_most_mentioned_first(filled: Home) -> None:
    answer = filled.json("places")
    assert [record["name"] for record in answer] == ["Baghdad", "Mosul", "Tehran"]
    assert answer[1] == {
        "id": "99072",
        "name": "Mosul",
        "country_code": "IQ",
        "feature_class": "P",
        "lat": MOSUL.point.lat,
        "lon": MOSUL.point.lon,
        "mentions": 2,
        "articles": 2,
        "outlets": 2,
    }


def test_places_as_a_table_name_where_they_lie(filled: Home) -> None:
    assert filled.run("places") == 0
    assert filled.out.splitlines()[:2] == [
        "MENTIONS  ARTICLES  OUTLETS  ID      PLACE",
        "       4         2        2  98182   Baghdad, 07, IQ",
    ]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (["--after", "2017-02-01"], [("Baghdad", 2), ("Mosul", 1), ("Tehran", 1)]),
        (["--before", "2017-01-24"], []),
        (["--after", "2017-01-25", "--before", "2017-01-25"], [("Baghdad", 2), ("Mosul", 1), ("Tehran", 1)]),
        (["--outlet", "Another"], [("Baghdad", 2), ("Mosul", 1), ("Tehran", 1)]),
        (["--outlet", "Another", "--outlet", "The Example"], [("Baghdad", 4), ("Mosul", 2), ("Tehran", 2)]),
        (["--kind", "adjective", "--kind", "government"], [("Iraq", 2), ("Tehran", 2)]),
        (["-q", "troops"], [("Baghdad", 2), ("Mosul", 2)]),
        (["--query", "warned NOT troops"], [("Baghdad", 2), ("Tehran", 2)]),
    ],
)
def test_the_filters_of_the_page_narrow_the_list(filled: Home, filters: list[str], expected: list[object]) -> None:
    assert filled.names_of(*filters) == expected


def test_passages_of_a_place_come_newest_first(filled: Home) -> None:
    for name in ("Mosul", "99072", "mosul"):
        answer = filled.json("passages", name)
        assert [(record["published"], record["outlet"]) for record in answer] == [
            ("2017-03-01", "Another"),
            ("2017-01-25", "The Example"),
        ]
        assert answer[0]["text"] == "Troops left Mosul for Baghdad."
    assert filled.run("passages", "Mosul", "--outlet", "Another") == 0
    assert filled.out == "2017-03-01 · Another · A. Writer · later.md\nTroops left Mosul for Baghdad.\n\n"


def test_spans_count_in_the_document(filled: Home) -> None:
    (record, _) = filled.json("passages", "Mosul")
    document = f"{record['headline']}\n\n{TEXT.format('Mosul')}"
    assert [document[start:end] for start, end in record["spans"]] == ["Mosul"]  # type: ignore[attr-defined]


def test_passages_can_be_limited_and_say_so(filled: Home) -> None:
    assert filled.run("passages", "Baghdad", "--limit", "1", "--offset", "1") == 0
    assert filled.out.count("·") == 3
    assert "1 of 4 passages" in filled.err


def test_names_that_are_not_on_the_map_are_listed_and_their_passages_found(filled: Home) -> None:
    assert filled.json("unplaced") == [{"id": "unplaced:al-houd", "toponym": "al-Houd", "mentions": 2, "articles": 2}]
    assert len(filled.json("passages", "Al-Houd")) == 2
    assert filled.run("unplaced", "--before", "2017-02-01") == 0
    assert filled.out.splitlines()[1].split() == ["1", "1", "al-Houd"]


def test_a_place_nobody_mentions_is_no_answer(filled: Home) -> None:
    assert filled.run("passages", "Atlantis") == 1
    assert "no place called 'Atlantis' is mentioned" in filled.err
    assert filled.out == ""


def test_a_name_of_several_places_lists_them(home: Home) -> None:
    home.names = {"Mosul": MOSUL, "Baghdad": a_place("Mosul", id="7", country_code="ZZ", admin1="01")}
    home.run("import", home.write("first.md"))
    assert home.run("passages", "Mosul") == 1
    assert "2 places are called 'Mosul'" in home.err
    assert "7  Mosul, 01, ZZ, 2 mentions" in home.err
    assert home.run("passages", "7") == 0


def test_a_malformed_query_is_explained(filled: Home) -> None:
    for command in ("places", "passages", "unplaced"):
        assert filled.run(command, "-q", '"open') == 1
        assert filled.err.startswith("articles: the quotation mark at 1 is not closed")


def test_a_malformed_day_is_explained(home: Home) -> None:
    with pytest.raises(SystemExit) as stopped:
        home.run("places", "--after", "yesterday")
    assert stopped.value.code == 2


def test_an_empty_archive_shows_the_sample_and_says_so(home: Home) -> None:
    assert "Mosul" in dict(home.names_of())
    assert "The archive is empty, so this is the sample" in home.err
    assert json.loads(home.out)[0]["articles"] > 1


def test_rebuild_finds_the_places_anew(filled: Home) -> None:
    filled.names = {"Baghdad": NAMES["Baghdad"]}
    filled.version = "fake 2"
    assert filled.names_of() != [("Baghdad", 4)]
    assert filled.run("rebuild") == 0
    assert filled.names_of() == [("Baghdad", 4)]


def test_rebuild_of_nothing_fails_and_says_why(home: Home) -> None:
    assert home.run("rebuild") == 1
    assert "nothing to rebuild" in home.err


def test_an_import_by_another_geoparser_says_to_rebuild(filled: Home) -> None:
    filled.version = "fake 2"
    filled.run("import", filled.write("third.md"))
    assert "python -m articles rebuild" in filled.out
    filled.run("rebuild")
    filled.run("import", filled.write("fourth.md"))
    assert "rebuild" not in filled.out


def test_a_terminal_obeys_nothing_an_article_says(home: Home) -> None:
    (home.folder / "a.jsonl").write_text(
        json.dumps({"title": "A\x1b[2Jtitle\x07", "text": "Mosul \x1b]0;owned\x07 \u202efell.", "outlet": "O\rutlet"}),
        encoding="utf-8",
    )
    home.run("import", str(home.folder / "a.jsonl"))
    for command in (["passages"], ["passages", "Mosul"], ["places"]):
        home.run(*command)
        for printed in (home.out, home.err):
            assert all(character.isprintable() or character == "\n" for character in printed)


def test_a_reader_that_goes_away_is_no_fault(filled: Home) -> None:
    """``python -m articles places | head -0``, as a real process: a closed pipe is met by the interpreter's end too."""
    read, write = os.pipe()
    os.close(read)
    root = Path(__file__).parents[3]
    # Enough to overflow any buffer: the pipe breaks while printing, not only at the end.
    script = (
        "import sys; from articles.__main__ import main; import articles.commands.places as cli; "
        "cli.table = lambda *_: 'x' * 1_000_000; sys.exit(main(['places'], lambda _: None))"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=root, stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (141, "")


def test_a_query_line_says_all_filters(filled: Home) -> None:
    assert filled.names_of("--line", "place:Mosul outlet:another") == [("Baghdad", 1), ("Mosul", 1)]
    texts = [record["text"] for record in filled.json("passages", "--line", 'before:2017-01 "troops left"')]
    assert texts == ["Troops left Mosul for Baghdad."]
    assert [record["toponym"] for record in filled.json("unplaced", "--line", "place:al-Houd")] == ["al-Houd"]


def test_a_mistake_in_the_line_is_marked_and_told(filled: Home) -> None:
    assert filled.run("places", "--line", "oil place:Mossul") == 1
    assert filled.err == (
        "articles: the line cannot be read\noil place:Mossul\n    ^^^^^^^^^^^^\n"
        "no place Mossul is mentioned; did you mean Mosul?\n"
    )


def test_a_line_stands_alone(filled: Home) -> None:
    assert filled.run("places", "--line", "oil", "--after", "2017-01-01") == 1
    assert "--line says everything" in filled.err
