"""The files of web/ that the map needs in the browser."""

from __future__ import annotations

import functools
import zlib
from pathlib import Path

WEB = Path(__file__).parents[1] / "web"

#: In the order in which the browser needs them: each uses what stands before it.
SCRIPTS = (
    "boot.js",
    "assets/leaflet.js",
    "assets/topojson-client.js",
    "said.js",
    "dom.js",
    "geometry.js",
    "colours.js",
    "canvas.js",
    "base.js",
    "message.js",
    "book.js",
    "sizes.js",
    "mark.js",
    "stamp.js",
    "areas.js",
    "vague.js",
    "links.js",
    "names.js",
    "marks.js",
    "words.js",
    "tip.js",
    "events.js",
    "first_view.js",
    "position.js",
    "controls.js",
    "legend.js",
    "sketch.js",
    "area.js",
    "tiles.js",
    "pointing.js",
    "map.js",
)
STYLES = ("assets/leaflet.css", "map.css", "legend.css", "area.css")
OUTLINES = ("assets/countries-110m.json", "assets/countries-50m.json")


def missing_files() -> tuple[str, ...]:
    """What the map needs and the installation did not bring, by path within web/."""
    return tuple(name for name in (*SCRIPTS, *STYLES, *OUTLINES) if not (WEB / name).is_file())


@functools.cache
def version() -> str:
    """Changes with the files, so that no browser keeps an old one."""
    return f"{zlib.crc32(b''.join((WEB / name).read_bytes() for name in (*SCRIPTS, *STYLES))):08x}"
