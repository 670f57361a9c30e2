"""Builds the gazetteer's file from the packages that carry GeoNames and from the tables in ``places/data``.

packages.py and tables.py read what there is into records.py; entries.py, towns.py, divisions.py and subdivisions.py
make places of it; database.py writes them; file.py keeps the one file in the cache folder.
"""

from places.geonames.assembly import build, packaged
from places.geonames.file import BuildBusy, built, current, version

__all__ = ["BuildBusy", "build", "built", "current", "packaged", "version"]
