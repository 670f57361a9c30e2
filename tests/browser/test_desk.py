"""The analyst's desk in a real browser: lines after a click, completions in the line, a point chosen on the map."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import Serve, Visit
from tests.browser.test_dashboard import TEHRAN, _gazetteer, heading, over_iraq

__all__ = ["_gazetteer"]
pytestmark = pytest.mark.browser

PAGE = Path(__file__).parents[2] / "dashboard.py"


@pytest.fixture
def sample(serve: Serve) -> str:
    return serve(PAGE)


def test_a_click_on_the_map_draws_lines_to_what_is_named_with_it_on_the_map_that_is_there(
    visit: Visit, sample: str
) -> None:
    page = visit(sample)
    world = over_iraq(page)
    world.ask("window.witness = 'still here'")
    world.click(TEHRAN)
    heading(page, "Tehran")
    world.frame.wait_for_function("dateline.marks.links.length > 2")
    assert set(world.ask("dateline.marks.links.map(({ from }) => from.id)")) == {TEHRAN}
    assert world.ask("window.witness") == "still here"
