"""Asking a geocoder in a real browser: it can be stopped, and a yes is drawn on the map that is there already."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import Serve, Visit
from tests.browser.map_frame import MapFrame
from tests.browser.test_dashboard import PAGE, ROOT, _gazetteer
from tests.places.asking.service import Handler, Service, a_row, running

__all__ = ["_gazetteer"]
pytestmark = pytest.mark.browser

TEXT = """Fighting near al-Houd

Troops left Mosul and took the village of al-Houd. People fled to the village of Kafr Laymun.

The village of Zarnabad was shelled.
"""


#: What the service says, whatever it is asked.
PROVINCE = a_row(
    osm_type="relation", osm_id=7, addresstype="state", type="administrative", place_rank=8,
    **{"class": "boundary"},
    geojson={"type": "Polygon", "coordinates": [[[43, 36], [44, 36], [44, 37], [43, 37], [43, 36]]]},
)  # fmt: skip


@pytest.fixture
def service() -> Iterator[Service]:
    with running() as started:
        yield started


@pytest.fixture
def address(serve: Serve, service: Service, tmp_path: Path) -> str:
    """The page over one article that names three villages which no gazetteer knows."""
    (tmp_path / "a.txt").write_text(TEXT)
    home = {"DATELINE_HOME": str(tmp_path / "home")}
    command = [sys.executable, "-m", "articles", "import", str(tmp_path / "a.txt")]
    subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, **home}, capture_output=True)
    return serve(
        PAGE,
        **home,
        DATELINE_GEOCODER_PROVIDER="nominatim",
        DATELINE_GEOCODER_ADDRESS=service.address,
        DATELINE_GEOCODER_CONTACT="me@dateline.test",
    )


def test_who_stops_it_keeps_what_was_answered_and_places_it(visit: Visit, address: str, service: Service) -> None:
    go_on = threading.Event()

    def behaviour(handler: Handler) -> None:
        if len(service.asked) > 1:
            go_on.wait(10)
        handler.answer([PROVINCE])

    service.behaviour = behaviour
    page = visit(address)
    world = MapFrame.of(page)
    world.ask("window.witness = 'still here'")
    page.click(".st-key-asking-open-sidebar button")
    page.wait_for_selector(f".st-key-asking-send >> text={service.host}")
    assert not service.asked
    page.click(".st-key-asking-send button")
    page.wait_for_selector("[role=dialog] >> text=2 of 3")
    page.click(".st-key-asking-stop button")
    page.wait_for_selector("[role=dialog] >> text=/Stopping|likeliest/")
    go_on.set()
    page.click("[role=dialog] [data-testid=stRadio] label:has-text('outline')")
    page.click(".st-key-asking-nod button:not([disabled])")
    page.click(".st-key-asking-close button")
    world.wait_until("dateline.marks.shapes.get('osm:r7')?.isOutline")
    assert world.ask("window.witness") == "still here"
    legend = world.frame.text_content(".dl-legend") or ""
    assert "area (outline)" in legend
    vague = "dateline.marks.marks.some((m) => m.kind === dateline.AREA && !dateline.marks.shapes.get(m.id)?.isOutline)"
    assert ("area (approximate)" in legend) is world.ask(vague), "no outline is called approximate"
    page.wait_for_selector(".st-key-credit >> text=OpenStreetMap contributors")
    assert "Zarnabad" not in service.asked
