"""Compiled modules are used for the very sources they were made of, and for no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from places import compiled


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of the same modules, compiled a moment ago."""
    folder = tmp_path / "places"
    for source in compiled.sources():
        copy = folder / source.relative_to(compiled.STAMP.parent)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(source.read_bytes())
    monkeypatch.setattr(compiled, "_FOLDER", folder)
    monkeypatch.setattr(compiled, "STAMP", folder / ".compiled")
    for name in ("names.cpython-311.so", "recognition/runs.cpython-311.so", "../0a1b__mypyc.cpython-311.so"):
        (folder / name).write_bytes(b"")
    compiled.STAMP.write_text(compiled.version())
    return folder


def modules(folder: Path) -> list[str]:
    return sorted(path.name.partition(".")[0] for path in folder.parent.rglob("*.so"))


def test_what_was_made_of_these_sources_stays(folder: Path) -> None:
    compiled.check()
    assert modules(folder) == ["0a1b__mypyc", "names", "runs"]


def test_when_a_source_changes_what_was_made_of_it_is_taken_away(folder: Path) -> None:
    with (folder / "recognition" / "runs.py").open("a") as source:
        source.write("# changed\n")
    compiled.check()
    assert modules(folder) == []
    assert not compiled.STAMP.exists()
    compiled.check()


def test_what_cannot_be_taken_away_is_told_with_its_remedy(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "unlink", refuse)
    (folder / "names.py").write_text("changed = True\n")
    with pytest.raises(ImportError, match=r"names\.cpython-311\.so was compiled from other sources.*dev\.py compile"):
        compiled.check()


def test_every_source_that_is_compiled_is_there() -> None:
    assert all(source.is_file() for source in compiled.sources())
    assert len(set(compiled.sources())) == len(compiled.sources()) > 20
