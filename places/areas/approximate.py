"""Approximate areas: provinces as the land nearest to their settlements, countries as their outline.

A province's area is made of the Voronoi cells of the gazetteer's settlements of that admin-1 code, dissolved, and
clipped by the country's outline (Natural Earth, 1:50 million, as world-atlas carries it). It is right to some tens
of kilometres where towns are dense and may be far off in a desert: say "approximate" wherever one is shown.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import threading
import time
from collections import defaultdict
from contextlib import suppress
from pathlib import Path

import shapely
from shapely import MultiPoint, MultiPolygon, Polygon

from places.areas.outlines import COUNTRIES, Outlines
from places.folders import cache_folder
from places.gazetteer import Gazetteer
from places.place import Place

#: Closed rings of (latitude, longitude), to be filled by the even-odd rule: parts and holes alike. Across the
#: antimeridian longitudes run on past 180 degrees rather than jump.
Rings = tuple[tuple[tuple[float, float], ...], ...]

_PROVINCE_POINTS = 150
_COUNTRY_POINTS = 400
#: Parts of a province smaller than this share of its largest are left out: mostly towns filed under another code.
_SMALLEST_SHARE = 0.02
#: Overseas land farther than this from all of a country's settlements is not drawn with it.
_FAR_DEGREES = 4.0
#: What takes longer is kept on disk for the next start.
_KEEP_SECONDS = 0.1
#: Places that stand for a country's whole area.
_COUNTRY = ""


class Areas:
    """Outlines of countries and provinces, made when asked for and kept."""

    def __init__(self, gazetteer: Gazetteer, outlines_path: Path = COUNTRIES) -> None:
        self._gazetteer = gazetteer
        self._outlines = Outlines(outlines_path)
        self._countries: dict[str, dict[str, Rings]] = {}
        self._lock = threading.Lock()

    def outline(self, place: Place) -> Rings | None:
        """The area of a country or province; None for everything else and where nothing is known."""
        if place.is_country:
            return self._of(place.country_code).get(_COUNTRY)
        if place.feature_code == "ADM1" and place.admin1:
            return self._of(place.country_code).get(place.admin1)
        return None

    def _of(self, code: str) -> dict[str, Rings]:
        """Admin-1 code -> rings, of all provinces of a country and, under "", of itself."""
        with self._lock:
            if code not in self._countries:
                self._countries[code] = self._kept(code) or self._made(code)
            return self._countries[code]

    def _made(self, code: str) -> dict[str, Rings]:
        started = time.monotonic()
        areas = approximate_areas(self._gazetteer, self._outlines, code)
        if time.monotonic() - started > _KEEP_SECONDS:
            self._keep(code, areas)
        return areas

    def _kept(self, code: str) -> dict[str, Rings] | None:
        try:
            kept = json.loads(self._file(code).read_bytes())
            return {
                admin1: tuple(tuple((lat, lon) for lat, lon in ring) for ring in rings)
                for admin1, rings in kept.items()
            }
        except (OSError, ValueError, AttributeError, TypeError):
            return None  # not there, or cut short: it can be made again

    def _keep(self, code: str, areas: dict[str, Rings]) -> None:
        path = self._file(code)
        unfinished = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
        # A cache on a disk that is full, or only to be read, is done without.
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                unfinished.write_text(json.dumps(areas, separators=(",", ":")), encoding="utf-8")
                unfinished.replace(path)
            finally:
                unfinished.unlink(missing_ok=True)

    def _file(self, code: str) -> Path:
        """Under a name that changes with the gazetteer, the outlines and this code."""
        parts = (self._gazetteer.version.encode(), self._outlines.path.read_bytes(), Path(__file__).read_bytes())
        digest = hashlib.blake2b(b"\0".join(parts), digest_size=5).hexdigest()
        return cache_folder() / f"areas-{digest}" / f"{code}.json"


def approximate_areas(gazetteer: Gazetteer, outlines: Outlines, code: str) -> dict[str, Rings]:
    """Admin-1 code -> rings of a country's provinces; "" -> its own. Empty where the outlines lack the country."""
    country = gazetteer.country(code)
    if country is None:
        return {}
    middle = country.point.lon
    # Within half a turn of the country's middle, as its land is.
    settlements = {
        (lon + 360 * round((middle - lon) / 360), lat): admin1 for admin1, lat, lon in gazetteer.settlements(code)
    }
    land = outlines.country(code, middle)
    if land is None or land.is_empty:
        return {}
    if settlements:
        land = _home(land, MultiPoint(list(settlements)))
    areas = {_COUNTRY: simplified(land, _COUNTRY_POINTS, smallest_share=0.0005)}
    if len(set(settlements.values())) > 1:
        for admin1, area in _provinces(settlements, land).items():
            areas[admin1] = simplified(area, _PROVINCE_POINTS, _SMALLEST_SHARE)
    return {admin1: rings for admin1, rings in areas.items() if rings}


def _home(land: MultiPolygon, settlements: MultiPoint) -> MultiPolygon:
    """The parts of the land where the country's settlements are."""
    near = shapely.dwithin(shapely.get_parts(land), settlements, _FAR_DEGREES)
    return MultiPolygon([part for part, is_near in zip(land.geoms, near, strict=True) if is_near])


def _provinces(settlements: dict[tuple[float, float], str], land: MultiPolygon) -> dict[str, shapely.Geometry]:
    # Degrees of longitude shrink with the latitude: nearest means nearest on the ground.
    shrink = math.cos(math.radians(sum(lat for _, lat in settlements) / len(settlements)))
    points = MultiPoint([(lon * shrink, lat) for lon, lat in settlements])
    cells = shapely.voronoi_polygons(
        points, extend_to=shapely.transform(land.envelope, lambda xy: xy * (shrink, 1)), ordered=True
    )
    members: dict[str, list[shapely.Geometry]] = defaultdict(list)
    for cell, admin1 in zip(cells.geoms, settlements.values(), strict=True):
        members[admin1].append(cell)
    shapely.prepare(land)
    areas: dict[str, shapely.Geometry] = {}
    for admin1, own in members.items():
        whole = shapely.transform(shapely.coverage_union_all(own), lambda xy: xy / (shrink, 1))
        areas[admin1] = shapely.intersection(shapely.make_valid(whole), land)
    return areas


def simplified(shape: shapely.Geometry, most_points: int, smallest_share: float) -> Rings:
    """The rings of a shape in degrees, longitude first, coarse enough to have at most *most_points*.

    Its parts smaller than *smallest_share* of the largest are left out.
    """
    parts = [part for part in shapely.get_parts(shape) if isinstance(part, Polygon) and not part.is_empty]
    if not parts:
        return ()
    least = max(part.area for part in parts) * smallest_share
    parts = sorted((part for part in parts if part.area >= least), key=lambda part: -part.area)
    west, south, east, north = shapely.total_bounds(parts)
    tolerance = max(east - west, north - south) / 1000
    while True:
        simple = [each for part in parts if not (each := shapely.simplify(part, tolerance)).is_empty]
        rings = [ring for part in simple for ring in (part.exterior, *part.interiors)]
        if sum(len(ring.coords) for ring in rings) <= most_points or tolerance > 10:
            break
        tolerance *= 1.4
        # What is smaller than a stroke of the pen goes with the detail.
        parts = [part for part in parts if part is parts[0] or part.area > tolerance**2]
    return tuple(tuple((round(lat, 3), round(lon, 3)) for lon, lat in ring.coords) for ring in rings)
