"""Places and where they are: Point, BoundingBox, FeatureClass, Place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """A position on Earth, WGS 84 degrees, latitude first. Raises ValueError outside the globe."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError(
                f"({self.lat}, {self.lon}) is no position on Earth: latitude runs from -90 to 90, "
                "longitude from -180 to 180, latitude first"
            )


@dataclass(frozen=True, slots=True)
class BoundingBox:
    """The land between two parallels and two meridians, in degrees; west > east crosses the antimeridian."""

    south: float
    west: float
    north: float
    east: float

    def __post_init__(self) -> None:
        corners = (Point(self.south, self.west), Point(self.north, self.east))
        if corners[0].lat > corners[1].lat:
            raise ValueError(f"the box's south {self.south} lies north of its north {self.north}")

    def __contains__(self, point: Point) -> bool:
        if not self.south <= point.lat <= self.north:
            return False
        if self.west <= self.east:
            return self.west <= point.lon <= self.east
        return point.lon >= self.west or point.lon <= self.east

    @classmethod
    def around(cls, points: Iterable[Point]) -> BoundingBox | None:
        """The smallest box round *points*, across the antimeridian where that is narrower; None for no points."""
        points = tuple(points)
        if not points:
            return None
        lats = [point.lat for point in points]
        lons = sorted({point.lon for point in points})
        # The box leaves out the widest empty stretch of the circle of longitudes.
        gaps = [(b - a, a, b) for a, b in pairwise(lons)]
        gaps.append((lons[0] + 360 - lons[-1], lons[-1], lons[0]))
        _, east, west = max(gaps)
        return cls(south=min(lats), west=west, north=max(lats), east=east)


class FeatureClass(StrEnum):
    """What kind of thing a place is, by the letters of GeoNames (https://www.geonames.org/export/codes.html)."""

    ADMINISTRATIVE = "A"
    WATER = "H"
    AREA = "L"
    POPULATED = "P"
    ROAD = "R"
    SPOT = "S"
    TERRAIN = "T"
    UNDERSEA = "U"
    VEGETATION = "V"


class PlaceType(StrEnum):
    """The kinds of place a reader tells apart; every place is of exactly one."""

    COUNTRY = "country"
    #: Also counties and districts: any division of a country.
    PROVINCE = "province"
    TOWN = "town"
    #: A building, a base, a square, a road.
    SITE = "site"
    WATER = "water"
    #: A continent, a region, a range, a desert, an island.
    REGION = "region"


_TYPES = {
    FeatureClass.ADMINISTRATIVE: PlaceType.PROVINCE,
    FeatureClass.POPULATED: PlaceType.TOWN,
    FeatureClass.SPOT: PlaceType.SITE,
    FeatureClass.ROAD: PlaceType.SITE,
    FeatureClass.WATER: PlaceType.WATER,
    FeatureClass.UNDERSEA: PlaceType.WATER,
}


@dataclass(frozen=True, slots=True)
class Place:
    """One place on Earth, as a gazetteer knows it."""

    #: Stable and safe in a link: a geonameid ("99072"), else "IQ.10" for a province, "US.OH.Stark County" for a
    #: county, "region:tigris" for a row of our own tables, "user:..." for one of the user's own.
    id: str
    #: The name to show, in English where there is one.
    name: str
    #: The reference point: a country's or province's by GeoNames' convention, near its middle; a town's centre.
    point: Point
    feature_class: FeatureClass
    #: GeoNames feature code: PPLC capital, PPLA seat of a province, PPL town, ADM1, ADM2, PCLI country, SEA, STM...
    feature_code: str
    #: ISO 3166-1 alpha-2, upper case; "" where no one country holds the place.
    country_code: str = ""
    #: GeoNames first-order division code within the country; "" when unknown or none.
    admin1: str = ""
    #: Inhabitants; 0 when the gazetteer does not say.
    population: int = 0
    #: The number under which GeoNames keeps it; None for places GeoNames' packages do not number.
    geonameid: int | None = None

    @property
    def is_country(self) -> bool:
        return self.feature_code.startswith("PCL") or self.feature_code == "TERR"

    @property
    def is_area(self) -> bool:
        """Whether the place is an extent rather than a spot: a pin on it says less than it seems to."""
        return self.feature_class not in (FeatureClass.POPULATED, FeatureClass.SPOT)

    @property
    def type(self) -> PlaceType:
        return PlaceType.COUNTRY if self.is_country else _TYPES.get(self.feature_class, PlaceType.REGION)
