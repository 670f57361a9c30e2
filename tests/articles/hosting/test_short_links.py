"""Short links: the same view has the same letters, two processes lose nothing, damage costs one line, and no more is
kept than may be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.hosting import short_links
from articles.hosting.access import Role
from articles.hosting.short_links import LETTERS, LONGEST_QUERY, ShortLinkError, ShortLinks, code_of, is_worth_it
from articles.sides import OWN_PARAMETERS, Side, Sides
from articles.view import PARAMETERS, View

VIEW = View(query="oil and gas", places=("98182", "99072"), outlets=("The Gazette",))


def views(number: int) -> list[View]:
    return [VIEW.with_(query=f"the {n}th question of all") for n in range(number)]


def test_the_same_view_has_the_same_letters_and_stands_in_the_file_once(tmp_path: Path) -> None:
    codes = {ShortLinks(tmp_path).keep(view, Role.PUBLIC) for view in (VIEW, View.from_query(VIEW.to_query()))}
    (code,) = codes
    assert len(code) == LETTERS
    assert ShortLinks(tmp_path).view(code) == VIEW
    assert ShortLinks(tmp_path).view(f" {code.upper()} ") == VIEW
    assert len((tmp_path / "short-links.jsonl").read_text().splitlines()) == 1


@given(st.dictionaries(st.sampled_from(sorted(PARAMETERS)), st.lists(st.text(max_size=40), max_size=3)))
def test_every_view_comes_back_from_its_own_link(params: dict[str, list[str]]) -> None:
    view = View.from_query(params)
    assert View.from_query(parse_qs(view.link.removeprefix("?"))) == view


@given(
    st.dictionaries(st.sampled_from(sorted(PARAMETERS | OWN_PARAMETERS)), st.lists(st.text(max_size=40), max_size=3))
)
def test_every_comparison_comes_back_from_its_own_link(params: dict[str, list[str]]) -> None:
    sides = Sides.from_query(params)
    if sides:
        kept = parse_qs(sides.link.removeprefix("?"), keep_blank_values=True)
        assert Sides.from_query(kept) == sides
        assert View.from_query(kept) == sides.view


def test_a_comparison_is_kept_as_a_view_is_and_is_never_taken_for_one(tmp_path: Path) -> None:
    sides = Sides(VIEW.with_(outlets=()), Side(("The Gazette",), None, None), Side((), None, None))
    code = ShortLinks(tmp_path).keep(sides, Role.PUBLIC)
    assert code != ShortLinks(tmp_path).keep(VIEW, Role.PUBLIC)
    kept = ShortLinks(tmp_path).query(code)
    assert kept and Sides.from_query(kept) == sides
    assert ShortLinks(tmp_path).view(code) == sides.view


def test_a_view_whose_link_is_short_already_keeps_it(tmp_path: Path) -> None:
    assert ShortLinks(tmp_path).keep(View(place="99072"), Role.OWNER) == ""
    assert not (tmp_path / "short-links.jsonl").exists()
    code = ShortLinks(tmp_path).keep(VIEW, Role.OWNER)
    assert len(f"?s={code}") + 20 <= len(VIEW.link)


@pytest.mark.parametrize("code", ["", "aaaaaaaaaa", "../../etc", "a" * 10_000, "\x00", "k7m2qzt4r0", "É" * 10, "s=x&y"])
def test_letters_that_nobody_kept_are_no_view(tmp_path: Path, code: str) -> None:
    links = ShortLinks(tmp_path)
    assert links.view(code) is None
    links.keep(VIEW, Role.EDITOR)
    assert links.view(code) is None


def test_a_damaged_line_loses_itself_alone(tmp_path: Path) -> None:
    links = ShortLinks(tmp_path)
    codes = [links.keep(view, Role.EDITOR) for view in views(3)]
    lines = links.path.read_bytes().splitlines()
    links.path.write_bytes(
        b"\n".join([lines[0], lines[1].replace(b"1th", b"9th"), b'{"code": 1}', b"[" * 9_000, lines[2]])
    )
    found = ShortLinks(tmp_path)
    assert [found.view(code) is not None for code in codes] == [True, False, False], "the last has no line feed yet"
    assert found.count() == (1, 3)
    fresh = found.keep(VIEW, Role.EDITOR)
    assert [found.view(code) is not None for code in (*codes, fresh)] == [True, False, True, True]


def test_a_line_that_says_another_view_than_its_letters_leads_nowhere(tmp_path: Path) -> None:
    code = code_of("place=99072&q=the+truth+of+it")
    told = {"code": code, "query": "place=1&q=another+thing+altogether", "when": "2026-01-01T00:00:00", "by": "editor"}
    (tmp_path / "short-links.jsonl").write_text(json.dumps(told) + "\n")
    assert ShortLinks(tmp_path).view(code) is None


def test_two_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from articles.view import View\n"
        "from articles.hosting.access import Role\n"
        "from articles.hosting.short_links import ShortLinks\n"
        "links = ShortLinks(Path(sys.argv[1]))\n"
        "for n in range(60): links.keep(View(query=f'the {n}th question of {sys.argv[2]}, asked'), Role.EDITOR)\n"
        "for n in range(20): links.keep(View(query=f'the {n}th question, which everybody asks'), Role.EDITOR)\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", script, str(tmp_path), name]) for name in ("Ann", "Bob", "Cy")]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    assert ShortLinks(tmp_path).count() == (200, 0)
    assert len((tmp_path / "short-links.jsonl").read_text().splitlines()) == 200


def test_readers_make_so_many_a_day_and_editors_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(short_links, "MOST_BY_READERS_A_DAY", 3)
    now = datetime(2026, 11, 22, tzinfo=UTC)
    links = ShortLinks(tmp_path, clock=lambda: now)
    first, *others, last = views(4)
    for view in (first, *others):
        links.keep(view, Role.PUBLIC)
    with pytest.raises(ShortLinkError, match="3"):
        links.keep(last, Role.READER)
    assert links.keep(first, Role.PUBLIC), "what is kept already costs nothing"
    assert links.keep(VIEW, Role.EDITOR)
    now += timedelta(days=1)
    assert links.keep(last, Role.READER)


def test_readers_leave_room_for_editors_and_the_file_ends_somewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(short_links, "MOST_LINKS", 5)
    monkeypatch.setattr(short_links, "MOST_BY_READERS", 2)
    links = ShortLinks(tmp_path)
    asked = views(7)
    for view in asked[:2]:
        links.keep(view, Role.PUBLIC)
    with pytest.raises(ShortLinkError, match="room"):
        links.keep(asked[2], Role.PUBLIC)
    for view in asked[2:5]:
        links.keep(view, Role.OWNER)
    with pytest.raises(ShortLinkError, match="room"):
        links.keep(asked[6], Role.OWNER)
    monkeypatch.setattr(short_links, "MOST_LINKS", 50)
    monkeypatch.setattr(short_links, "_MOST_BYTES", 2_000)
    with pytest.raises(ShortLinkError, match="room"):
        links.keep(asked[6], Role.OWNER)


def test_a_view_too_large_is_told_so(tmp_path: Path) -> None:
    large = VIEW.with_(outlets=tuple(f"{n} {'x' * 100}" for n in range(50)))
    assert len(large.link) > LONGEST_QUERY
    with pytest.raises(ShortLinkError, match="too large"):
        ShortLinks(tmp_path).keep(large, Role.OWNER)


@pytest.mark.skipif(os.name != "posix", reason="a file is made unwritable as POSIX does it")
def test_a_file_that_cannot_be_written_or_read_is_told_without_its_name(tmp_path: Path) -> None:
    (tmp_path / "short-links.jsonl").mkdir()
    links = ShortLinks(tmp_path)
    with pytest.raises(ShortLinkError) as refused:
        links.keep(VIEW, Role.PUBLIC)
    assert str(tmp_path) not in str(refused.value)
    with pytest.raises(ShortLinkError):
        links.view("aaaaaaaaaa")


def test_a_disk_that_takes_a_piece_of_a_line_has_it_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    links = ShortLinks(tmp_path)
    code = links.keep(VIEW, Role.EDITOR)
    before = links.path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ShortLinkError):
        links.keep(views(1)[0], Role.EDITOR)
    monkeypatch.undo()
    assert links.path.read_bytes() == before
    assert ShortLinks(tmp_path).view(code) == VIEW


def test_another_file_in_its_place_is_read_anew(tmp_path: Path) -> None:
    links = ShortLinks(tmp_path)
    code = links.keep(VIEW, Role.EDITOR)
    links.path.unlink()
    assert links.view(code) is None
    assert links.keep(VIEW, Role.EDITOR) == code
    assert links.view(code) == VIEW


@given(st.text())
def test_what_is_worth_it_is_shorter(query: str) -> None:
    if is_worth_it(query):
        assert len(f"s={'a' * LETTERS}") < len(query)
