"""The commands count reposts once, and say where else a passage stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.articles.commands.test_reading import DIGEST, Home, home
from tests.articles.reposts.stories import BRIDGE

__all__ = ["home"]


@pytest.fixture
def filled(home: Home) -> Home:
    paths = []
    for n, outlet in enumerate(("The Wire", "A Blog")):
        path = Path(home.folder / f"{n}.md")
        path.write_text(DIGEST.format(headline=outlet, outlet=outlet, date=f"2016-10-{17 + n}", text=BRIDGE))
        paths.append(str(path))
    assert home.run("import", *paths) == 0
    return home


def test_counts_are_of_what_is_said_once(filled: Home) -> None:
    assert filled.names_of() == [("Mosul", 1)]
    assert filled.names_of("--reposts", "apart") == [("Mosul", 2)]
    assert filled.names_of("--line", "reposts:apart") == [("Mosul", 2)]


def test_passages_tell_where_else_they_stand(filled: Home) -> None:
    (passage,) = filled.json("passages", "Mosul")
    assert (passage["outlet"], passage["elsewhere"], passage["original"]) == ("The Wire", 1, None)
    copy, original = filled.json("passages", "Mosul", "--reposts", "apart")
    assert (copy["outlet"], copy["original"]) == ("A Blog", original["article"])
    assert filled.run("passages", "Mosul") == 0
    assert "Also in 1 other article: A Blog, 18 Oct 2016" in filled.out
    assert "1 more is a repost, counted once: --reposts apart shows it" in filled.err
