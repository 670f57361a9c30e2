"""What a test does with the map: find its frame, point at a mark, ask what is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

READY = "window.dateline?.marks?.marks.length > 0 && dateline.base.names().length > 200"

#: Milliseconds. By itself Playwright looks at each frame drawn, and of a map that rests there may be none for long.
POLLING = 50
#: How far a map has come that does not get there.
STATE = """() => ({
    loading: document.readyState, visible: document.visibilityState, scripts: Object.keys(window.dateline ?? {}).length,
    says: document.getElementById("dateline-note")?.textContent, marks: window.dateline?.marks?.marks.length,
    outlines: window.dateline?.base?.names().length,
})"""


@dataclass(frozen=True)
class MapFrame:
    """The map of a page opened by ``visit``, drawn and at rest."""

    page: Any
    frame: Any

    @classmethod
    def of(cls, page: Any, ready: str = READY) -> MapFrame:
        frame = page.wait_for_selector("iframe[title='streamlit_folium.st_folium']", state="attached").content_frame()
        try:
            frame.wait_for_function(ready, polling=POLLING)
        except Exception as error:
            raise AssertionError(f"the map is not drawn after all: {frame.evaluate(STATE)}") from error
        return cls(page, frame)

    def wait_until(self, holds: str, argument: object = None) -> None:
        """Until the script *holds* in the frame."""
        self.frame.wait_for_function(holds, arg=argument, polling=POLLING)

    def ask(self, script: str, argument: object = None) -> Any:
        """The value of *script*. Write ``void map.setView(...)``: sending a whole map back takes many seconds."""
        return self.frame.evaluate(script, argument)

    def _at(self, inner: tuple[float, float]) -> tuple[float, float]:
        # Streamlit scrolls the page itself, so that the frame's place is asked for each time.
        box = self.frame.frame_element().bounding_box()
        return box["x"] + inner[0], box["y"] + inner[1]

    def pixel(self, place_id: str) -> tuple[float, float]:
        """Where the mark is, in pixels of the page."""
        x, y = self.ask(
            "id => { const m = dateline.marks.find(id); const p = map.latLngToContainerPoint([m.lat, m.lon]);"
            " return [p.x, p.y] }",
            place_id,
        )
        return self._at((x, y))

    def click(self, place_id: str) -> None:
        self.page.mouse.click(*self.pixel(place_id))

    def click_empty(self) -> None:
        """On a spot without marks or areas: looked for, so that it needs no care."""
        self.page.mouse.click(*self._at(self._empty()))

    def _empty(self) -> tuple[float, float]:
        found = self.ask(
            "() => { const { x: w, y: h } = map.getSize(); for (let y = 60; y < h - 120; y += 15)"
            " for (let x = w - 80; x > 80; x -= 15) if (!dateline.marks.at(L.point(x, y), 20)) return [x, y] }"
        )
        return found[0], found[1]

    def selected(self) -> str:
        return str(self.ask("dateline.marks.selected"))

    def view(self) -> tuple[float, float, float]:
        lat, lon, zoom = self.ask("[map.getCenter().lat, map.getCenter().lng, map.getZoom()]")
        return lat, lon, zoom

    def at_rest(self) -> None:
        """After a move of the map has ended."""
        self.page.wait_for_timeout(80)
        self.wait_until("!map._animatingZoom && !map._panAnim?._inProgress")
        self.page.wait_for_timeout(80)
