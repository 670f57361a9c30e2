"""ZIP archives: what is in them comes in, and what is made to do harm is told, one message each."""

from __future__ import annotations

import io
import stat
import warnings
import zipfile
from pathlib import Path

import pytest

from articles.reading import Outcome, bytes_in, package, read_file, read_paths, unpacking
from tests.articles.reading.builders import LONG_TEXT, PAGE, a_feed, a_zip, an_entry, an_epub

STORY = "Tolls fall\n\nTolls fell in Mosul."


def outcome_of(*files: tuple[str, str | bytes]) -> Outcome:
    return read_file("a.zip", a_zip(files))


def reasons(outcome: Outcome) -> str:
    return " ".join(map(str, (*((outcome.error,) if outcome.error else ()), *outcome.problems)))


def test_files_of_all_formats_in_folders_and_archives_come_in() -> None:
    inner = a_zip([("c.xml", a_feed(an_entry()))])
    outcome = outcome_of(
        ("x/a.txt", STORY), ("b.html", PAGE.format(title="B", text=LONG_TEXT)), ("d.zip", inner),
        ("e.epub", an_epub(("E", LONG_TEXT))), ("empty/", b""),
    )  # fmt: skip
    assert {article.source for article in outcome.articles} == {
        "a.zip/x/a.txt", "a.zip/b.html", "a.zip/d.zip/c.xml", "a.zip/e.epub",
    }  # fmt: skip
    assert not outcome.problems


def test_what_a_browser_or_a_machine_puts_beside_is_left_out_in_silence() -> None:
    outcome = outcome_of(
        ("S.html", PAGE.format(title="S", text=LONG_TEXT)), ("S_files/x.js", "x"), (".DS_Store", "x"),
        ("__MACOSX/._S.html", "x"), ("files/a.txt", STORY),
    )  # fmt: skip
    assert [article.source for article in outcome.articles] == ["a.zip/S.html", "a.zip/files/a.txt"]
    assert not outcome.problems


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\x.txt", "a/../../b.txt"])
def test_a_name_that_leads_out_is_told_and_the_rest_comes_in(name: str) -> None:
    outcome = outcome_of((name, STORY), ("a.txt", STORY))
    assert [article.source for article in outcome.articles] == ["a.zip/a.txt"]
    assert "leads out" in reasons(outcome)


def test_a_link_is_told() -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "leads out" in reasons(read_file("a.zip", packed.getvalue()))


def test_a_file_that_unfolds_without_end_is_told_and_the_rest_comes_in() -> None:
    outcome = outcome_of(("bomb.txt", b"0" * 40_000_000), ("large.txt", b"0" * 55_000_000), ("a.txt", STORY))
    assert len(outcome.articles) == 1
    assert "200 times" in reasons(outcome)
    assert "may have 50" in reasons(outcome)


def test_too_many_files_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_MEMBERS", 2)
    assert "holds 3 files" in reasons(outcome_of(("a.txt", STORY), ("b.txt", STORY), ("c.txt", STORY)))


def test_too_much_in_all_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_UNPACKED_BYTES", 50)
    assert "may have 0" in reasons(outcome_of(("a.txt", STORY), ("b.txt", STORY)))


def test_archives_in_archives_share_what_they_may_unfold_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MOST_MEMBERS", 3)
    inner = a_zip([("a.txt", STORY), ("b.txt", STORY.replace("fall", "rise"))])
    outcome = outcome_of(("1.zip", inner), ("2.zip", inner))
    assert len(outcome.articles) == 2
    assert "With the archives in it" in reasons(outcome)


def test_archives_nested_too_deep_are_told() -> None:
    packed = a_zip([("a.txt", STORY)])
    for _ in range(3):
        packed = a_zip([("in.zip", packed)])
    assert "nested deeper than 3" in reasons(read_file("a.zip", packed))


def test_an_encrypted_file_is_told() -> None:
    data = bytearray(a_zip([("a.txt", STORY)]))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        data[data.index(mark) + (6 if mark == b"PK\x03\x04" else 8)] |= 1
    assert "encrypted" in reasons(read_file("a.zip", bytes(data)))


def test_a_damaged_archive_is_told() -> None:
    whole = a_zip([("a.txt", STORY * 50), ("b.txt", STORY)])
    assert "damaged" in reasons(read_file("a.zip", whole[:-30]))
    scratched = bytearray(whole)
    scratched[45:55] = b"xxxxxxxxxx"
    outcome = read_file("a.zip", bytes(scratched))
    assert "could not be unpacked" in reasons(outcome)
    assert [article.source for article in outcome.articles] == ["a.zip/b.txt"]


def test_an_empty_archive_is_told() -> None:
    assert "holds no file" in reasons(read_file("a.zip", a_zip([])))


def test_a_workbook_is_told_what_to_do() -> None:
    assert "office document" in reasons(read_file("a.xlsx.zip", a_zip([("xl/workbook.xml", "<a/>")])))


def test_two_files_of_one_name_both_come_in() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        packed = a_zip([("a.txt", STORY), ("a.txt", STORY.replace("fall", "rise"))])
    assert len(read_file("a.zip", packed).articles) == 2


def test_an_archive_on_disk_is_read_file_by_file_and_weighs_what_it_has(tmp_path: Path) -> None:
    path = tmp_path / "posts.zip"
    path.write_bytes(a_zip([(f"{n}.txt", f"{STORY} {n}") for n in range(20)]))
    outcomes = list(read_paths([path]))
    assert [outcome.source for outcome in outcomes][:2] == ["posts.zip/0.txt", "posts.zip/1.txt"]
    assert 0 < sum(outcome.weight for outcome in outcomes) <= bytes_in([path]) == path.stat().st_size
