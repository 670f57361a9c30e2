"""What the map says: its English, and what a page may have it say instead, in the reader's language."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

#: Every text of web/*.js and of the layers, as ``word`` is given it there. Values stand in braces.
TEXTS = (
    "Drawing the map…",
    "The map cannot be drawn: {what} did not arrive. Reload the page; if that does not help, install Dateline again. "
    "The list of places works without the map.",
    "a part of the browser (DecompressionStream, in all browsers since 2023)",
    "Map of places",
    "Map of places. Arrow keys move it, plus and minus zoom, Page Down and Page Up go from place to place, Enter "
    "selects, Escape clears. The list of places does the same without the map.",
    "The outlines ({name}) did not arrive. Reload the page, or install Dateline again.",
    "The online map does not answer. Back to Dateline’s own.",
    "Dateline’s own (stays on this machine)",
    "{name} (goes out to the internet)",
    "Layers",
    "Zoom in",
    "Zoom out",
    "Show all places",
    "Show the selected place",
    "Selected.",
    "Nothing is selected.",
    "Area",
    "Draw a box",
    "Draw a polygon",
    "Remove the area",
    "Only what is in view",
    "Only what is in view.",
    "Nothing was drawn.",
    "The area is a box.",
    "The area is removed.",
    "Drag a box, or click two corners.",
    "Click the corners; a double click or Enter closes.",
    "Keyboard: arrows move the map, Space sets a corner. Escape cancels.",
    "Keyboard: arrows move the map, Space sets a corner, Backspace takes one back. Escape cancels.",
    "Close",
    "Cancel",
    "Corner {n}.",
    "Legend",
    "Area in proportion to mentions: {numbers}",
    "Area in proportion to articles: {numbers}",
    "Area in proportion to outlets: {numbers}",
    "mentions",
    "articles",
    "outlets",
    "town or site",
    "area (approximate)",
    "area (outline)",
    "country",
    "relative position",
    "doubtful",
    "half: a government",
    "mostly a government",
    "partly verified",
    "verified",
    "ring: outlets",
    "other outlets",
    "an unknown outlet",
    "{part} of {all}",
    "all {all}",
    "{share} from one outlet, {outlet}",
    "most from {outlet}: {share}",
    "{share} means a government",
    "{share} mean a government",
    "{share} verified by a person",
    "approximate area",
    "simplified outline",
    "approximate area, some {km} km around",
    "which place is meant is doubtful",
    "which place is meant is doubtful in {share}",
    "{mentions}, counted with {place}",
    "approximate: within some {km} km",
)
#: Every text that goes by a number, as ``words`` is given it: for one, and for more.
COUNTS = (
    ("{n} mention", "{n} mentions"),
    ("{n} article", "{n} articles"),
    ("{n} outlet", "{n} outlets"),
    ("named together in {n} passage", "named together in {n} passages"),
    ("The area is a polygon with {n} corner.", "The area is a polygon with {n} corners."),
)


@dataclass(frozen=True, slots=True)
class Words:
    """What is said for the English of ``TEXTS`` and ``COUNTS``; what is left out is said in English."""

    language: str = "en"
    is_right_to_left: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)
    #: By the English for one: CLDR's plural category ("few") and what is said for it.
    counts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of(self, text: str) -> str:
        return self.texts.get(text, text)

    @property
    def packed(self) -> str:
        """For an address: nothing in it means anything to a template, a script or a browser."""
        told = {"language": self.language, "rtl": self.is_right_to_left, "texts": self.texts, "counts": self.counts}
        text = json.dumps(told, separators=(",", ":"), ensure_ascii=False)
        return base64.urlsafe_b64encode(text.encode()).decode("ascii")


ENGLISH = Words()
