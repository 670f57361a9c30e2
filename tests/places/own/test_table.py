"""The file of own places is edited without losing a letter that nobody touched, and saved whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.own.row import COLUMNS
from places.own.saving import OwnPlacesChangedError, backup_path, content_of, save, swap
from places.own.table import NotEditableError, OwnTable, TableRow

FILE = b"""# ours
what,name,lat,lon,since
place,al-Houd,36.1,43.2,2016

never,Asharq
never,"broken
"""
cells = st.text(st.sampled_from("abc ,;\"'#\t|\xe9\u0645\n\r"), max_size=8)
rows = st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, cells)), max_size=5)
lines = st.lists(
    st.sampled_from(
        ["# a", "", "what,name,note", "what;name", "place,x,1", "never,y", 'never,"z', "a,b,c,d,e,f,g,h,i,j"]
    )
)


def words(table: OwnTable) -> list[dict[str, str]]:
    return [dict(row.cells) for row in table.rows]


@given(
    st.one_of(lines.map("\n".join), lines.map("\r\n".join), st.text()).map(lambda text: text.encode("utf-8", "replace"))
)
def test_a_table_that_nobody_touched_is_the_same_file_or_one_with_titles(content: bytes) -> None:
    table = OwnTable(content)
    again = OwnTable(table.with_rows(table.rows))
    assert words(again) == words(table)
    assert content in (again.content, b"") or content.removeprefix(b"\xef\xbb\xbf") in again.content


@given(lines.map("\n".join), rows)
def test_rows_that_were_added_are_read_as_they_were_typed(text: str, added: list[dict[str, str]]) -> None:
    table = OwnTable(text.encode())
    again = OwnTable(table.with_rows([*table.rows, *(TableRow(None, row) for row in added)]))
    typed = [{name: " ".join(cell.split()) for name, cell in row.items()} for row in added]
    assert words(again) == words(table) + [row for row in typed if any(row.values())]


@given(rows, rows)
def test_rows_that_were_edited_or_deleted_are_so_in_the_file(
    first: list[dict[str, str]], then: list[dict[str, str]]
) -> None:
    made = OwnTable(OwnTable(b"").with_rows(TableRow(None, row) for row in first))
    edited = [TableRow(row.line, new) for row, new in zip(made.rows, then, strict=False)]
    again = OwnTable(made.with_rows(edited))
    typed = [{name: " ".join(cell.split()) for name, cell in row.cells.items()} for row in edited]
    assert [row for row in words(again) if any(row.values())] == [row for row in typed if any(row.values())]


def test_comments_own_columns_and_rows_beyond_repair_stay() -> None:
    table = OwnTable(FILE)
    first, second = table.rows
    assert (first.line, second.line) == (3, 5)
    edited = [TableRow(3, {**first.cells, "note": "a, b"}), second, TableRow(None, {"what": "never", "name": "#x"})]
    assert table.with_rows(edited).decode() == (
        '# ours\nwhat,name,lat,lon,since,note\nplace,al-Houd,36.1,43.2,2016,"a, b"\n\nnever,Asharq\nnever,"broken\n'
        "never,#x,,,,\n"
    )
    assert table.with_rows([second]).decode() == FILE.decode().replace("place,al-Houd,36.1,43.2,2016\n", "")


@pytest.mark.parametrize("content", [b"\xff\xfew\x00", b"name\nM\xfcnchen\n"])
def test_a_file_that_is_not_utf_8_is_not_edited(content: bytes) -> None:
    with pytest.raises(NotEditableError, match="UTF-8"):
        OwnTable(content)


def test_saving_keeps_the_version_before_and_is_taken_back_and_brought_back(tmp_path: Path) -> None:
    path = tmp_path / "new" / "places.csv"
    save(path, b"one", before=b"")
    save(path, b"two", before=b"one")
    path.chmod(0o640)
    assert (path.read_bytes(), backup_path(path).read_bytes()) == (b"two", b"one")
    swap(path)
    assert (path.read_bytes(), backup_path(path).read_bytes()) == (b"one", b"two")
    swap(path)
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o640
    assert sorted(each.name for each in path.parent.iterdir()) == ["places.csv", "places.csv.bak"]


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_bytes(b"theirs")
    with pytest.raises(OwnPlacesChangedError, match="load it again"):
        save(path, b"mine", before=b"what I saw")
    assert path.read_bytes() == b"theirs"
    assert not backup_path(path).exists()


def test_a_disk_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "places.csv"
    path.write_bytes(b"old")

    def fail(file: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        save(path, b"new", before=b"old")
    assert content_of(path) == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["places.csv"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, path = tmp_path / "real.csv", tmp_path / "places.csv"
    real.write_bytes(b"old")
    path.symlink_to(real)
    save(path, b"new", before=b"old")
    assert path.is_symlink()
    assert real.read_bytes() == b"new"


def test_nothing_saved_is_nothing_to_take_back(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        swap(tmp_path / "places.csv")
